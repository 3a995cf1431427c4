"""Makes the group's own digest: what waits for it, in private. Pure."""

from listbot.letters.facts.group_digest import GroupDigestFacts, HeldFacts, OpenFacts
from listbot.letters.facts.newcomers import NewcomerFacts
from listbot.letters.facts.recap import Rows
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.newcomers import Newcomer
from listbot.records.meetings.counting import MeetingCount

MOST_ROWS = 20  # of each part


def newcomer_row(each: Newcomer) -> NewcomerFacts:
    """Return how a newcomer is shown to the group."""
    return NewcomerFacts(each.name, each.subject, each.came, each.place.partition("@")[0])


def group_digest(
    to: tuple[str, ...],
    period: str,
    *,
    asked: tuple[OpenFacts, ...],
    meetings: MeetingCount | None,
    newcomers: tuple[Newcomer, ...],
    alone: tuple[str, ...],
    services: tuple[str, ...],
    access: tuple[str, ...],
) -> LetterOrder:
    """M37: what waits for the group. Once a week, if there is something."""
    parts = (asked, newcomers, alone, services, access)
    held = (
        HeldFacts(meetings.held, meetings.meant, meetings.days, meetings.is_planned)
        if meetings is not None
        else None
    )
    return LetterOrder(
        kind=LetterKind.GROUP_DIGEST,
        cause="the group",
        facts=GroupDigestFacts(
            count=sum(map(len, parts)) + (held is not None),
            open=Rows.of(asked, MOST_ROWS),
            meetings=held,
            newcomers=Rows.of(tuple(map(newcomer_row, newcomers)), MOST_ROWS),
            alone=Rows.of(alone, MOST_ROWS),
            services=Rows.of(services, MOST_ROWS),
            access=Rows.of(access, MOST_ROWS),
        ),
        to_list=False,
        recipients=to,
        reply_to_mail=None,
        period=period,
    )
