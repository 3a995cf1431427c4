"""The facts of the help desk's letters: one frozen class a letter, made in `desk.py`, read in its
template.

As in `facts.py`: no sentences, times in UTC, counts integers. Names, titles and texts are
strangers'; the filters make them harmless.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What every letter about a ticket may say of it."""

    key: str
    """"T-118"."""
    title: str
    status: str
    """As `Status` has it: "new", "waiting on requester"."""
    merged_into: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class TicketOpenedFacts(Facts):
    """M9: a mail became a ticket, and its writer is registered. Only a proven writer gets words of
    their own back.
    """

    ticket: TicketFacts
    """Without its title where the writer is not proven."""
    desk: str
    """The support address without its domain."""
    quoted: bool
    """The writer is proven, so their subject and the addresses of their mail may be in it."""
    is_team_told: bool
    """Whether the team hears of it; if not, the letter must not say so."""
    triage: str
    """When the team looks at it, in the list's words: "usually within 2 working days"."""
    urgent: str
    """What to do if it cannot wait, in the list's words."""
    secret: bool
    """It seems to hold a password or a key."""
    linked: str
    """Key of the ticket it continues."""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One field of a ticket, before and after."""

    field: str
    """As `Field` has it: "status", "merged into"."""
    old: str
    """"": nobody, nothing."""
    new: str
    """People are named, not addressed."""
    to_you: bool = False
    """The new value is who gets the letter."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """An attachment."""

    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One thing that happened, as one side is told of it."""

    what: str
    """As `What` has it: "opened", "wrote", "changed"."""
    at: datetime
    name: str
    """Of who did it; "": nobody did, the time had come."""
    by_team: bool
    rows: tuple[str, ...]
    """The text, laid out."""
    left_out: int
    """How many rows more it has."""
    withheld: bool
    """It has a text, which seems to hold a secret and is not for who gets the letter."""
    files: tuple[FileFacts, ...]
    more_files: int
    changes: tuple[ChangeFacts, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class UpdateFacts(Facts):
    """M10: what happened to a ticket since one who follows it was told last."""

    ticket: TicketFacts
    desk: str
    side: str
    """As `Side` has it, of who gets the letter: "requester", "watcher", "team"."""
    new: bool
    """The ticket itself is new to them."""
    requester_name: str
    has_owner: bool
    events: tuple[EventFacts, ...]
    earlier: int
    """How many events before these are left out."""
    reopen: timedelta
    """How long a reply opens a closed ticket again."""


@dataclass(frozen=True, slots=True)
class StaleFacts(Facts):
    """M11: an answer of the requester's is waited for. Once."""

    ticket: TicketFacts
    asked_by: str
    """The member who wrote last; "": the team."""
    asked: datetime
    parks: datetime


@dataclass(frozen=True, slots=True)
class SecretSeenFacts(Facts):
    """M24: a mail seems to hold a secret."""

    ticket: TicketFacts
    """Without its title: the mail's author may not be who it says."""
    date: datetime
    what: str
    """What was seen, in words: "a private key"."""


@dataclass(frozen=True, slots=True)
class QuestionFacts(Facts):
    """M25: commands came in somebody's name and without proof; did they ask for it?"""

    token: str
    verbs: tuple[str, ...]
    about: str
    """Key of the ticket; "" for none."""
    date: datetime
