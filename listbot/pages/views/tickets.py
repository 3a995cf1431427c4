"""The pages of the help desk: titles and states of public tickets. Pure.

A public ticket shows its title to everybody, and no more was promised to whoever asked: no page has
a requester's name or words. Of private tickets there is only a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.model.desk.ticket import Event, Field, Side, Status, Ticket, What
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, Shown, person, title
from listbot.pages.views.leaf import Leaf

_REQUESTER, _TEAM = Shown("the requester"), Shown("the team")
_DONE = {
    What.OPENED: Shown("asked"),
    What.WROTE: Shown("wrote"),
    What.NUDGED: Shown("was reminded"),
}
_WAITS = {
    Status.ON_REQUESTER: _REQUESTER,
    Status.CLOSED: NOTHING,
    Status.PARKED: NOTHING,
}


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One public ticket in a list."""

    key: Shown
    """"T-118"."""
    title: Shown
    status: str
    waits_for: Shown
    """A member's name, "the team", "the requester"; "" if it waits for nobody."""
    opened: datetime
    closed: datetime | None
    starter: bool
    """The team marked it for newcomers."""


@dataclass(frozen=True, slots=True)
class TicketsView(View):
    """`/tickets` and `/tickets/page/T-3`."""

    open: tuple[TicketRow, ...]
    """Public ones that are not closed, the oldest first; only on the first page."""
    more_open: int
    """How many open public ones are not listed, because they are too many for a page."""
    private: int
    """How many open ones are private."""
    rows: tuple[TicketRow, ...]
    """The public tickets of the leaf, newest first."""
    leaves: tuple[Leaf, ...]
    leaf: str
    """The one that is shown: "T-3"; "" for the first page."""


@dataclass(frozen=True, slots=True)
class TicketStep:
    """One thing that happened to a ticket."""

    at: datetime
    who: Shown
    """A member's name, "the requester"; "" for the clock."""
    what: Shown


@dataclass(frozen=True, slots=True)
class TicketView(View):
    """`/tickets/T-118`."""

    key: Shown
    title: Shown
    status: str
    since: datetime
    waits_for: Shown
    priority: str
    opened: datetime
    answered: datetime | None
    closed: datetime | None
    starter: bool
    steps: tuple[TicketStep, ...]
    see_also: tuple[Shown, ...]
    """The keys of public tickets that it names, or was merged into."""


def waits_for(status: str, assignee: str, names: Mapping[str, str]) -> Shown:
    """Return who has to act, by name only if they are on the roster. `names`: address -> name."""
    if status in _WAITS:
        return _WAITS[Status(status)]
    return person(names[assignee]) if assignee in names else _TEAM


def ticket_view(
    ticket: Ticket, events: Sequence[Event], names: Mapping[str, str], links: Sequence[str]
) -> TicketView:
    """Return the page of a public ticket. `links`: the public ones among its links."""
    return TicketView(
        key=Shown(ticket.key),
        title=title(ticket.title),
        status=ticket.status,
        since=ticket.since,
        waits_for=waits_for(ticket.status, ticket.assignee, names),
        priority=ticket.priority,
        opened=ticket.opened,
        answered=ticket.answered,
        closed=ticket.closed,
        starter=ticket.starter,
        steps=tuple(_steps(events, names)),
        see_also=tuple(map(Shown, links)),
    )


def _steps(events: Sequence[Event], names: Mapping[str, str]) -> Iterator[TicketStep]:
    for event in events:
        who = _who(event, names)
        if event.what in _DONE and (event.text or event.what is not What.WROTE):
            yield TicketStep(event.at, who, _DONE[event.what])
        for change in event.changes:
            if change.field is Field.STATUS:
                yield TicketStep(event.at, who, Shown(f"made it {change.new}"))
            elif change.field is Field.ASSIGNEE and change.new in names:
                yield TicketStep(event.at, who, Shown(f"gave it to {person(names[change.new])}"))


def _who(event: Event, names: Mapping[str, str]) -> Shown:
    """Return who did it: only members of the team have names here."""
    if event.side is Side.TEAM and event.who in names:
        return person(names[event.who])
    if event.side is Side.TEAM:
        return _TEAM
    if event.side is Side.CLOCK:
        return _REQUESTER if event.what is What.NUDGED else NOTHING
    return _REQUESTER if event.side is Side.REQUESTER else Shown("somebody else")
