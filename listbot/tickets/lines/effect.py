"""What a desk command is: a word, who may write it, and a pure function from one line to its
effect.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from listbot.mail import Mail
from listbot.model.desk.people import Person, Preference, Written
from listbot.model.desk.ticket import Change, What
from listbot.model.desk_case import DeskCase
from listbot.model.weekly.worklog import LogAct, RecapSentence


@dataclass(frozen=True, slots=True)
class Move:
    """What a line changes about one ticket."""

    key: str
    changes: tuple[Change, ...]
    what: What = What.CHANGED


@dataclass(frozen=True, slots=True)
class SplitOff:
    """A mail of the ticket that becomes a ticket of its own."""

    title: str
    mail: Written


@dataclass(frozen=True, slots=True)
class DeskEffect:
    """What one command line did. Refused ones change nothing and say why."""

    done: bool
    answer: str
    """One or two short sentences for the transcript: what happened, or why not and what to do
    instead.
    """
    moves: tuple[Move, ...] = ()
    split: SplitOff | None = None
    person: Person | None = None
    """The author with a new wish."""
    preferences: tuple[Preference, ...] = ()
    """What the author wants from now on, apart from tickets."""
    forgets: bool = False
    shows_help: bool = False
    needs_proof: bool = False
    """A member's address without proof that the member wrote: they have to be asked."""
    log: LogAct | None = None
    """What it does to the work log."""
    sentence: RecapSentence | None = None
    """For the top of the recap."""


class May(Enum):
    """Who may write a word, the team apart, which may write them all."""

    TEAM = auto()
    REQUESTER = auto()
    PARTICIPANT = auto()
    """Everybody who takes part in the ticket, or follows it."""
    ANYBODY = auto()
    """It is about no ticket."""
    MEMBER = auto()
    """The team, and about no ticket."""


class Key(Enum):
    """Where the argument may name another ticket than the one the mail belongs to."""

    AT_AN_END = auto()
    """ "assign: T-3 Ana", "assign: Ana T-3"."""
    IN_FRONT = auto()
    """Before something else, for what follows may hold a key itself: "merge: T-5 T-3", "title: T-5
    The old wiki".
    """
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class DeskCommand:
    """One word a person may write to the help desk."""

    word: str
    form: str
    """As people write it: "#listbot assign: Ana"."""
    help: str
    """One line: what it does and who may."""
    act: Callable[[str, Mail, DeskCase], DeskEffect]
    """Takes the argument without the key, the mail, and a case whose ticket is the one that is
    meant. Pure; never raises. Whether the author may was asked before."""
    may: May = May.TEAM
    key: Key = Key.AT_AN_END
    personal: bool = False
    """It is about who writes it, so it means nothing on an operator's command line."""
