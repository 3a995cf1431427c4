"""The numbers of the last whole week of each voting list, for metrics. Never writes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import LetterKind
from listbot.model.weekly.recap import Recap
from listbot.recap.week import week_before
from listbot.store.base.schema import outbox
from listbot.store.recap.reading import recap_of


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """One list's week, as its recap counts it."""

    list: str
    period: str
    """2026-W37."""
    ends: datetime
    """The first moment after it."""
    votes_ended: dict[str, int]
    """By outcome."""
    votes_quiet: int
    """Open now, and unanswered for days."""
    log_lines: int
    """In the work log; closed tickets are counted below."""
    posts_folded: int
    tickets_opened: int | None
    """None if no help desk is reported on this list; so are the next two."""
    tickets_closed: int | None
    tickets_open: int | None
    """At the end of the week."""
    recap_made: datetime | None
    """When the newest recap of any week was made; None: there was none yet."""


def weeks(connection: Connection, rules: RulesInput, now: datetime) -> Iterator[WeekNumbers]:
    """Yield each list's week in its own time zone, in the order of the configuration."""
    for own in rules.lists:
        if own.role is ListRole.DECISIONS:
            week = week_before(now, own.recap.zone)
            yield _numbers(
                connection, own, recap_of(connection, rules, own.address, (week, week), now)
            )


def _numbers(connection: Connection, own: ListRules, recap: Recap) -> WeekNumbers:
    desk = recap.desk
    return WeekNumbers(
        list=own.address,
        period=recap.week.period,
        ends=recap.week.ends,
        votes_ended=dict(Counter(each.state for each in recap.decided)),
        votes_quiet=len(recap.quiet),
        log_lines=sum(line.number > 0 for line in recap.log),
        posts_folded=len(recap.folded),
        tickets_opened=desk.opened if desk else None,
        tickets_closed=len(desk.closed) if desk else None,
        tickets_open=desk.open if desk else None,
        recap_made=_last_made(connection, own.address),
    )


def _last_made(connection: Connection, address: str) -> datetime | None:
    made = select(func.max(outbox.c.made)).where(
        outbox.c.kind == LetterKind.RECAP, outbox.c.list == address
    )
    found: datetime | None = connection.execute(made).scalar()
    return found
