"""The events of a ticket as its followers see them: which names, which text, how much of it. Pure.

The team sees the address of a person without a name; others see it shortened. Texts are cut, and
sooner for the team, which can read the whole mail. Nothing here fails.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.tickets import ChangeFacts, EventFacts, FileFacts
from listbot.letters.passage import Excerpt, passage
from listbot.letters.units import when
from listbot.model.desk.ticket import Change, Event, Field, Side

MOST_ROWS = 60  # of one text to the team: a screen or two
MOST_ROWS_OUTSIDE = 400  # to others, who cannot read the rest elsewhere
MOST_FILES = 20
_PEOPLE = (Field.REQUESTER, Field.ASSIGNEE, Field.WATCHER, Field.PARTICIPANT, Field.BOUNCING)


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a letter, and the people they know by name."""

    address: str
    side: Side
    names: dict[str, str]

    @property
    def is_team(self) -> bool:
        """Whether they are on the team."""
        return self.side is Side.TEAM

    def name_of(self, address: str) -> str:
        """Return a person's name, or as much of the address as this reader may see."""
        known = self.names.get(address, "")
        return known or (address if self.is_team else _shortened(address))


def told(event: Event, reader: Reader) -> EventFacts:
    """Return an event as this reader sees it."""
    withheld = event.secret and reader.side not in (Side.TEAM, Side.REQUESTER)
    text = (
        Excerpt(())
        if withheld
        else passage(event.text, MOST_ROWS if reader.is_team else MOST_ROWS_OUTSIDE)
    )
    return EventFacts(
        what=event.what,
        at=event.at,
        name=event.name or reader.name_of(event.who),
        by_team=event.side is Side.TEAM,
        rows=text.rows,
        left_out=text.left_out,
        withheld=withheld and bool(event.text),
        files=tuple(FileFacts(file.name, file.size) for file in event.files[:MOST_FILES]),
        more_files=len(event.files[MOST_FILES:]),
        changes=tuple(_told(change, reader) for change in event.changes),
        reason=event.reason,
    )


def _told(change: Change, reader: Reader) -> ChangeFacts:
    if change.field is Field.SNOOZED:
        return ChangeFacts(change.field, _moment(change.old), _moment(change.new))
    if change.field not in _PEOPLE:
        return ChangeFacts(change.field, change.old, change.new)
    old, new = reader.name_of(change.old), reader.name_of(change.new)
    return ChangeFacts(change.field, old, new, to_you=change.new == reader.address)


def _moment(iso: str) -> str:
    """A time in words; anything else as it is."""
    try:
        return when(datetime.fromisoformat(iso))
    except ValueError:
        return iso


def _shortened(address: str) -> str:
    return f"{address.partition('@')[0]}@..." if address else ""
