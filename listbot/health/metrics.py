"""The numbers of `listbot status` in Prometheus' text format (0.0.4), for `/metrics` and for its
textfile collector.

All are gauges: they are counted afresh each time, and a mail that is read again may move to another
disposition. docs/operating.md lists the names and labels; they stay, others may be added. It never
fails.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listbot.health.numbers import DAYS, Numbers
from listbot.store.desk.reading import DeskNumbers
from listbot.store.reading import Accounting
from listbot.store.recap.numbers import WeekNumbers


@dataclass(frozen=True, slots=True)
class Gauge:
    """One metric: a value for each set of labels; None is left out."""

    name: str
    help: str
    values: tuple[tuple[dict[str, str], int | None], ...]


def as_metrics(numbers: Numbers) -> Iterator[str]:
    """Yield the lines of all metrics; a metric without values is left out."""
    found = numbers.found
    ours = (*_mails(found), *_mailboxes(found), *_state(found))
    for gauge in (*ours, *_tickets(numbers.desks, DAYS), *_weeks(numbers.weeks)):
        known = [(labels, value) for labels, value in gauge.values if value is not None]
        if known:
            yield f"# HELP {gauge.name} {gauge.help}"
            yield f"# TYPE {gauge.name} gauge"
        for labels, value in known:
            yield f"{gauge.name}{_labelled(labels)} {value}"


def _mails(found: Accounting) -> tuple[Gauge, ...]:
    return (
        Gauge(
            "listbot_mails",
            "Mails received, by what became of them.",
            tuple(({"disposition": name}, count) for name, count in found.dispositions.items()),
        ),
        Gauge(
            "listbot_letters",
            "Letters, by their state.",
            tuple(({"state": name}, count) for name, count in found.letters.items()),
        ),
        Gauge(
            "listbot_posts_missed",
            "Posts that the list has not sent back to us.",
            (({}, found.posts_missed),),
        ),
    )


def _mailboxes(found: Accounting) -> tuple[Gauge, ...]:
    return (
        Gauge(
            "listbot_mailbox_connected",
            "1 while an IMAP folder is watched, 0 while its server is unreachable.",
            tuple(
                ({"mailbox": name}, int(not each.fault)) for name, each in found.mailboxes.items()
            ),
        ),
        Gauge(
            "listbot_mailbox_looked_timestamp_seconds",
            "When the last complete look into an IMAP folder began.",
            tuple(
                ({"mailbox": name}, int(each.looked.timestamp()) if each.looked else None)
                for name, each in found.mailboxes.items()
            ),
        ),
        Gauge(
            "listbot_mails_withheld",
            "Mails that an IMAP server lists but does not hand over.",
            tuple(({"mailbox": source}, count) for source, count in found.withheld.items()),
        ),
    )


def _state(found: Accounting) -> tuple[Gauge, ...]:
    last = int(found.last_mail.timestamp()) if found.last_mail else None
    return (
        Gauge("listbot_votes_open", "Open votes.", (({}, found.open_votes),)),
        Gauge(
            "listbot_last_mail_timestamp_seconds", "When the last mail was received.", (({}, last),)
        ),
        Gauge(
            "listbot_paused",
            "1 while every letter is held back.",
            (({}, int(found.paused is not None)),),
        ),
        Gauge(
            "listbot_clock_in_doubt",
            "1 while nothing is decided because of the clock.",
            (({}, int(found.doubt is not None)),),
        ),
    )


def _tickets(desks: Mapping[str, DeskNumbers], days: int) -> tuple[Gauge, ...]:
    by_status = tuple(
        ({"list": address, "status": name}, count)
        for address, desk in desks.items()
        for name, count in desk.by_status.items()
    )
    span = f"in the last {days} days"

    def each(name: str, help: str, field: str) -> Gauge:
        values = tuple(({"list": address}, getattr(desk, field)) for address, desk in desks.items())
        return Gauge(f"listbot_tickets_{name}", help, values)

    return (
        Gauge("listbot_tickets_open", "Tickets that are not closed, by status.", by_status),
        each("unassigned", "Open tickets that are assigned to nobody.", "unassigned"),
        each("age_seconds_median", "Median age of the open tickets.", "median_age"),
        each("age_seconds_max", "Age of the oldest open ticket.", "oldest_age"),
        each("opened", f"Tickets opened {span}.", "opened"),
        each("closed", f"Tickets closed {span}.", "closed"),
        each("answered", f"Tickets opened {span} that the team answered.", "first_answers"),
        each(
            "first_answer_seconds_median",
            f"Median time to the team's first answer, for tickets opened {span}.",
            "median_first_answer",
        ),
    )


def _weeks(weeks: Sequence[WeekNumbers]) -> tuple[Gauge, ...]:
    ended = tuple(
        ({"list": week.list, "outcome": name}, count)
        for week in weeks
        for name, count in sorted(week.votes_ended.items())
    )

    def each(name: str, help: str, value: Callable[[WeekNumbers], int | None]) -> Gauge:
        return Gauge(
            f"listbot_{name}", help, tuple(({"list": week.list}, value(week)) for week in weeks)
        )

    return (
        each(
            "week_end_timestamp_seconds",
            "When the list's last whole week ended; the other week numbers are about that week.",
            lambda week: int(week.ends.timestamp()),
        ),
        Gauge("listbot_week_votes_ended", "Votes that ended in the week, by their outcome.", ended),
        each(
            "week_votes_quiet",
            "Open votes without an answer for days.",
            lambda week: week.votes_quiet,
        ),
        each(
            "week_tickets_opened", "Tickets opened in the week.", lambda week: week.tickets_opened
        ),
        each(
            "week_tickets_closed", "Tickets closed in the week.", lambda week: week.tickets_closed
        ),
        each(
            "week_tickets_open",
            "Tickets open at the end of the week.",
            lambda week: week.tickets_open,
        ),
        each(
            "week_log_lines",
            "Lines added to the work log in the week.",
            lambda week: week.log_lines,
        ),
        each(
            "week_posts_folded",
            "Posts of the week that went into the recap instead of the list.",
            lambda week: week.posts_folded,
        ),
        each(
            "recap_timestamp_seconds",
            "When the newest recap was made.",
            lambda week: int(week.recap_made.timestamp()) if week.recap_made else None,
        ),
    )


def _labelled(labels: dict[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
