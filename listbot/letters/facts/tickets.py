"""The facts of the help desk's letters: one frozen class per letter, made in
`tickets/letters/orders.py`, read in its template.

As in `votes.py`: no sentences, times in UTC, counts integers. Strangers wrote the names, titles and
texts; the filters make them harmless.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot.model.order import Facts
from listbot.model.records.newcomers import Starter


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """The facts of a ticket that every letter about it may show."""

    key: str
    """"T-118"."""
    title: str
    status: str
    """A `Status`: "new", "waiting on requester"."""
    merged_into: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class TicketOpenedFacts(Facts):
    """M9: a mail became a ticket. Only a proven writer gets their own words back."""

    ticket: TicketFacts
    """Without its title if the writer is not proven."""
    desk: str
    """The support address without its domain."""
    quoted: bool
    """The writer is proven, so the letter may show their subject and addresses."""
    is_team_told: bool
    """Whether the team was notified; if not, the letter must not say so."""
    triage: str
    """When the team looks at it, in the list's words: "usually within 2 working days"."""
    urgent: str
    """What to do if it cannot wait, in the list's words."""
    secret: bool
    """It may contain a password or a key."""
    linked: str
    """The key of the ticket it continues, or ""."""
    community: str = ""
    """The list that a newcomer who offered help is told of; "" for others."""
    starters: tuple[Starter, ...] = ()
    """Tickets that they may begin with."""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One field of a ticket, before and after."""

    field: str
    """A `Field`: "status", "merged into"."""
    old: str
    """"" for nobody or nothing."""
    new: str
    """People by name, not by address."""
    to_you: bool = False
    """The new value is the reader of the letter."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """An attachment."""

    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event, as one side sees it."""

    what: str
    """A `What`: "opened", "wrote", "changed"."""
    at: datetime
    name: str
    """The person who did it; "" if the time had come."""
    by_team: bool
    rows: tuple[str, ...]
    """The text, laid out."""
    left_out: int
    """How many more rows the text has."""
    withheld: bool
    """Its text may contain a secret that this reader must not see."""
    files: tuple[FileFacts, ...]
    more_files: int
    changes: tuple[ChangeFacts, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class UpdateFacts(Facts):
    """M10: the events of a ticket since the last letter to this reader."""

    ticket: TicketFacts
    desk: str
    side: str
    """The reader's `Side`: "requester", "watcher", "team"."""
    new: bool
    """The ticket itself is new to them."""
    requester_name: str
    has_owner: bool
    events: tuple[EventFacts, ...]
    earlier: int
    """How many events before these are left out."""
    reopen: timedelta
    """How long a reply reopens a closed ticket."""


@dataclass(frozen=True, slots=True)
class StaleFacts(Facts):
    """M11: the ticket is waiting for the requester's answer. Once."""

    ticket: TicketFacts
    asked_by: str
    """The member who wrote last; "" for the team."""
    asked: datetime
    parks: datetime


@dataclass(frozen=True, slots=True)
class ConsentFacts(Facts):
    """M41: may the ticket be shown in the team's public tracker? To its requester, once."""

    ticket: TicketFacts
    """With the title as it would be shown."""
    name: str
    """The requester's name as it would be shown."""


@dataclass(frozen=True, slots=True)
class SecretSeenFacts(Facts):
    """M24: a mail may contain a secret."""

    ticket: TicketFacts
    """Without its title, because the mail's author may be forged."""
    date: datetime
    what: str
    """The secret in words: "a private key"."""


@dataclass(frozen=True, slots=True)
class QuestionFacts(Facts):
    """M25: commands came in a person's name without proof; did they ask for this?"""

    token: str
    verbs: tuple[str, ...]
    about: str
    """The ticket's key; "" for none."""
    date: datetime
    vote: bool = False
    """It is about a vote that is to be changed by hand."""
