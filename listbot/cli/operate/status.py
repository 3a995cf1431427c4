"""`listbot status`: mail received and its dispositions, letters by state, help desk numbers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta

import click

from listbot import clock
from listbot.cli.configuration import configuration
from listbot.cli.operate.mailboxes import fields as mailbox_fields
from listbot.cli.operate.mailboxes import in_words as mailbox_in_words
from listbot.cli.output.ages import in_words as age_in_words
from listbot.cli.output.pauses import in_words
from listbot.config import Config
from listbot.health.condition import Health, health
from listbot.health.metrics import as_metrics
from listbot.health.numbers import DAYS, numbers_of
from listbot.store.desk.reading import DeskNumbers
from listbot.store.journal.tap_numbers import TapNumbers, tap_numbers
from listbot.store.leases import Holding
from listbot.store.reading import Accounting
from listbot.store.recap.numbers import WeekNumbers
from listbot.store.to_read import store_to_read
from listbot.timekeeping import utc_now


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--metrics", is_flag=True, help="Print metrics in Prometheus' text format.")
@click.pass_context
def status(ctx: click.Context, as_json: bool, metrics: bool) -> None:
    """Show what the daemon and the help desk are doing, and account for every mail."""
    config = configuration(ctx)
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            now = utc_now()
            shown, doing = numbers_of(connection, config, now), health(connection, config, now)
            taps = {
                each.address: tap_numbers(connection, each.address, each.lists)
                for each in config.taps
            }
    finally:
        store.close()
    found, desks, weeks = shown.found, shown.desks, shown.weeks
    if metrics:
        click.echo("\n".join(as_metrics(shown)))
    elif as_json:
        click.echo(
            json.dumps(
                _fields(found)
                | _doing(doing)
                | {"desks": _desks(desks), "weeks": _weeks(weeks), "taps": _taps(taps)},
                indent=1,
            )
        )
    else:
        _tell(config, found, desks, taps, doing)
        for week in weeks:
            _tell_week(week)


def _tell(
    config: Config,
    found: Accounting,
    desks: Mapping[str, DeskNumbers],
    taps: Mapping[str, TapNumbers],
    doing: Health,
) -> None:
    pulse = f"{age_in_words(doing.pulse)} ago" if doing.pulse is not None else "never"
    click.echo(f"the daemon last looked at its clock: {pulse}")
    for each in config.lists:
        click.echo(f"{each.address}: {each.role}, {each.mode}, by {each.via}")
    _tell_taps(config, taps)
    for source, mailbox in found.mailboxes.items():
        click.echo(f"{source}: {mailbox_in_words(mailbox)}")
    if found.holding:
        click.echo(_holding_in_words(found.holding))
    if found.paused:
        click.echo(f"{in_words(found.paused)}; no letter goes out until `listbot resume`")
    if found.passed_over:
        click.echo(f"set aside (see `listbot quarantine list`): {', '.join(found.passed_over)}")
    if found.doubt:
        click.echo(f"since {found.doubt.since:%Y-%m-%d %H:%M} UTC: {clock.in_words(found.doubt)}")
    last = f"{found.last_mail:%Y-%m-%d %H:%M} UTC" if found.last_mail else "none yet"
    click.echo(f"last mail {last}, {found.open_votes} votes open")
    left = f"{doing.sent:%Y-%m-%d %H:%M} UTC" if doing.sent else "none yet"
    waits = f", the oldest for {age_in_words(doing.waits)}" if doing.waits is not None else ""
    click.echo(f"last letter {left}, {doing.waiting} waiting to leave{waits}")
    click.echo(f"\n{found.received:7}  mails received, of which")
    for name, count in found.dispositions.items():
        click.echo(f"{count:7}    {name}")
    for source, count in found.withheld.items():
        click.echo(f"{count:7}  mails that {source} withholds; see `listbot quarantine list`")
    _tell_letters(found)
    for address, numbers in desks.items():
        click.echo(f"\n{sum(numbers.by_status.values()):7}  open tickets of {address}, of which")
        _tell_desk(numbers)


def _tell_taps(config: Config, taps: Mapping[str, TapNumbers]) -> None:
    for tap in config.taps:
        of_tap = taps[tap.address]
        came = f"{of_tap.newest:%Y-%m-%d %H:%M} UTC" if of_tap.newest else "none yet"
        click.echo(
            f"{tap.address}: tap of {' and '.join(tap.lists)}, by {tap.via}; last copy {came}; "
            f"copies prove {of_tap.proven} of the last {of_tap.of} mails"
        )


def _holding_in_words(holding: Holding) -> str:
    since = f"{holding.since:%Y-%m-%d %H:%M} UTC"
    if holding.is_over:
        return f"no daemon decides or sends: the lease that {holding.holder} had is over"
    return f"{holding.holder} decides and sends, since {since}; other daemons only take mail in"


def _tell_letters(found: Accounting) -> None:
    click.echo(f"\n{sum(found.letters.values()):7}  letters, of which")
    for name, count in found.letters.items():
        click.echo(f"{count:7}    {name}")
    if found.posts_missed:
        click.echo(
            f"{found.posts_missed:7}  posts that the list has not sent back to us; see `listbot "
            f"outbox list`"
        )


def _tell_desk(numbers: DeskNumbers) -> None:
    for name, count in numbers.by_status.items():
        click.echo(f"{count:7}    {name}")
    if numbers.unassigned:
        click.echo(f"{numbers.unassigned:7}    assigned to nobody")
    if numbers.median_age is not None and numbers.oldest_age is not None:
        click.echo(f"{'':9}{ages(_span(numbers.oldest_age), _span(numbers.median_age))}")
    click.echo(f"{numbers.opened:7}  opened in the last {DAYS} days, {numbers.closed} closed")
    if numbers.median_first_answer is not None:
        click.echo(
            f"{numbers.first_answers:7}    of them answered, half "
            f"within {_span(numbers.median_first_answer)}"
        )


def ages(oldest: str, median: str) -> str:
    """Return for how long tickets are open; the median only if it says something else."""
    if oldest == median:
        return f"open for {'' if oldest.startswith('less') else 'up to '}{oldest}"
    return f"open for up to {oldest}, half of them for {median.removeprefix('less than ')} or less"


def _tell_week(week: WeekNumbers) -> None:
    """Print the last whole week of a list."""
    click.echo(f"\nweek {week.period} of {week.list}")
    for count, what in (
        *((count, f"votes {outcome}") for outcome, count in sorted(week.votes_ended.items())),
        (week.tickets_opened, "tickets opened"),
        (week.tickets_closed, "tickets closed"),
        (week.log_lines, "lines in the work log"),
        (week.posts_folded, "posts folded into the recap"),
    ):
        if count:
            click.echo(f"{count:7}  {what}")
    made = f"{week.recap_made:%Y-%m-%d %H:%M} UTC" if week.recap_made else "none yet"
    click.echo(f"{'':9}last recap {made}")


def _weeks(weeks: Sequence[WeekNumbers]) -> dict[str, dict[str, object]]:
    """Return the weeks by list; null if there is no value."""
    return {
        week.list: asdict(week)
        | {
            "ends": week.ends.isoformat(),
            "recap_made": week.recap_made.isoformat() if week.recap_made else None,
        }
        for week in weeks
    }


def _doing(doing: Health) -> dict[str, object]:
    """Return how the daemon is doing: ages in seconds, null for what was never."""
    return {
        "daemon_age": None if doing.pulse is None else round(doing.pulse.total_seconds()),
        "last_letter": doing.sent.isoformat() if doing.sent else None,
        "waiting": doing.waiting,
        "oldest_waiting": None if doing.waits is None else round(doing.waits.total_seconds()),
    }


def _span(seconds: int) -> str:
    return age_in_words(timedelta(seconds=seconds))


def _desks(desks: Mapping[str, DeskNumbers]) -> dict[str, dict[str, object]]:
    """Return the desks by list; spans are in seconds, null if there is nothing to measure."""
    return {
        address: {
            "open": sum(numbers.by_status.values()),
            "by_status": numbers.by_status,
            "unassigned": numbers.unassigned,
            "median_age": numbers.median_age,
            "oldest_age": numbers.oldest_age,
            "days": DAYS,
            "opened": numbers.opened,
            "closed": numbers.closed,
            "first_answers": numbers.first_answers,
            "median_first_answer": numbers.median_first_answer,
        }
        for address, numbers in desks.items()
    }


def _taps(taps: Mapping[str, TapNumbers]) -> dict[str, dict[str, object]]:
    """Return the taps by address."""
    return {
        address: asdict(numbers)
        | {"newest": numbers.newest.isoformat() if numbers.newest else None}
        for address, numbers in taps.items()
    }


def _fields(found: Accounting) -> dict[str, object]:
    return {
        "received": found.received,
        "dispositions": found.dispositions,
        "letters": found.letters,
        "posts_missed": found.posts_missed,
        "open_votes": found.open_votes,
        "last_mail": found.last_mail.isoformat() if found.last_mail else None,
        "paused": _pause(found),
        "mailboxes": mailbox_fields(found.mailboxes),
        "withheld": found.withheld,
        "passed_over": list(found.passed_over),
        "clock_doubt": _doubt(found),
        "holder": _holder(found),
    }


def _holder(found: Accounting) -> dict[str, object] | None:
    """Return the daemon that decides and sends; null on SQLite, or if its lease is over."""
    if found.holding is None or found.holding.is_over:
        return None
    return {"name": found.holding.holder, "since": found.holding.since.isoformat()}


def _doubt(found: Accounting) -> dict[str, object] | None:
    """Return the doubt: `by` in seconds, negative if the clock is behind; `until` is null if only a
    person or a mail can end it.
    """
    doubt = found.doubt
    if doubt is None:
        return None
    return {
        "why": doubt.why,
        "since": doubt.since.isoformat(),
        "by": round(doubt.by.total_seconds()),
        "until": doubt.until.isoformat() if doubt.until else None,
    }


def _pause(found: Accounting) -> dict[str, str] | None:
    standing = found.paused
    if standing is None:
        return None
    return {"since": standing.since.isoformat(), "who": standing.who, "reason": standing.reason}
