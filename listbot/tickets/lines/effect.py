"""A desk command: a word, who may write it, and a pure function from one line to its effect."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from listbot.mail import Mail
from listbot.model.desk.people import Person, Preference, Written
from listbot.model.desk.ticket import Change, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.model.records.lines import RecordLine
from listbot.model.weekly.worklog import LogAct, RecapSentence


@dataclass(frozen=True, slots=True)
class Move:
    """A line's changes to one ticket."""

    key: str
    changes: tuple[Change, ...]
    what: What = What.CHANGED


@dataclass(frozen=True, slots=True)
class SplitOff:
    """A mail of the ticket that becomes a separate ticket."""

    title: str
    mail: Written


@dataclass(frozen=True, slots=True)
class Answered:
    """A prepared answer to one ticket."""

    key: str
    name: str
    text: str
    """Without placeholders."""


@dataclass(frozen=True, slots=True)
class DeskEffect:
    """The result of one command line. A refused line changes nothing and says why."""

    done: bool
    answer: str
    """One or two short sentences for the transcript: what happened, or why not and what to do
    instead."""
    moves: tuple[Move, ...] = ()
    split: SplitOff | None = None
    person: Person | None = None
    """The author with a new wish."""
    preferences: tuple[Preference, ...] = ()
    """The author's other wishes from now on."""
    forgets: bool = False
    shows_help: bool = False
    needs_proof: bool = False
    """The line comes from a member's address without proof, so the member has to be asked."""
    asks: Ticket | None = None
    """The ticket whose requester is asked whether it may be shown in a public tracker."""
    log: LogAct | None = None
    """The change to the work log."""
    sentence: RecapSentence | None = None
    """The sentence for the top of the recap."""
    record: RecordLine | None = None
    """What it does to the group's record."""
    answered: Answered | None = None
    """The prepared answer that it gives."""


class May(Enum):
    """The people who may write a command; the team may write all of them."""

    TEAM = auto()
    REQUESTER = auto()
    PARTICIPANT = auto()
    """Everybody who takes part in the ticket or follows it."""
    ANYBODY = auto()
    """Anybody; the command is not about a ticket."""
    MEMBER = auto()
    """Only the team; the command is not about a ticket."""


class Key(Enum):
    """Where the argument may name a ticket other than the mail's own."""

    AT_AN_END = auto()
    """ "assign: T-3 Ana", "assign: Ana T-3"."""
    IN_FRONT = auto()
    """Only before the rest, which may hold a key too: "merge: T-5 T-3", "title: T-5 The wiki"."""
    WITH_COLON = auto()
    """Only before the rest, with a colon: "note: T-5: as in T-3". A note that just begins with a
    key is about the ticket it is written in.
    """
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class DeskCommand:
    """One command at the help desk."""

    word: str
    form: str
    """As people write it: "#listbot assign: Ana"."""
    help: str
    """One line: what it does and who may write it."""
    act: Callable[[str, Mail, DeskCase], DeskEffect]
    """Takes the argument without the key, the mail, and a case with the ticket that is meant. Runs
    only if the author may. Pure; never raises."""
    may: May = May.TEAM
    key: Key = Key.AT_AN_END
    personal: bool = False
    """It is about its author, so an operator cannot use it on the command line."""
