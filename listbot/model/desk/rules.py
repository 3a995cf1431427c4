"""How a support list works: from the configuration in force, kept in the journal with the
list's other rules.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Private(StrEnum):
    """What a tracker gets of a ticket that is not public."""

    NOTHING = "nothing"
    STUB = "stub"
    """That there is a ticket with this number, and whether it is open."""
    ALL = "all"
    """The same as of a public one; only if the team alone sees the tracker."""


@dataclass(frozen=True, slots=True)
class OuterRules:
    """What leaves us for the tracker in which the team works."""

    kind: str
    """As `tracker.kind` names it: "jira", "forgejo"."""
    public: bool = True
    """Whether anybody can read the tracker's tickets."""
    private: Private = Private.NOTHING


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """A text that the team answers with by naming it."""

    name: str
    """Lower case, without spaces: "password-reset"."""
    text: str


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The rules of one help desk. Lists with the same prefix share one row of numbers."""

    prefix: str = "T"
    """Prefix of ticket keys: T-118. One to eight capital letters; never V, which is for votes."""
    delimiter: str = "+"
    """The separator before the address extension at our mail host (RFC 5233); "" if it
    delivers no such addresses: then Reply-To has no routing token and bounces come to the
    bot's plain address.
    """
    team: tuple[str, ...] = ()
    """Addresses that get a copy of each request and reply; empty if the team reads the
    support address itself.
    """
    is_team_told: bool = False
    """The team is known to see requests, by copies or by reading the support address.
    Otherwise no letter claims that anybody has the request.
    """
    public: bool = False
    """Whether ticket titles are public from the start; a member may decide otherwise for
    one ticket.
    """
    urgent: str = ""
    """Where M9 sends people who cannot wait: "#ovirt-infra on OFTC"."""
    triage: str = ""
    """What M9 promises: "usually within 2 working days"; "" promises nothing."""
    gather: timedelta = timedelta(minutes=10)
    """Changes within this time make one letter, so that a burst of commands does not flood
    people.
    """
    nudge: timedelta = timedelta(days=14)
    """How long we wait for the requester before the one reminder."""
    park: timedelta = timedelta(days=14)
    """How long after that reminder the ticket is parked."""
    reopen: timedelta = timedelta(days=14)
    """A reply to a closed ticket within this time reopens it; a later one opens a new
    ticket, linked to the old one.
    """
    hourly: int = 20
    """Letters an hour to addresses that never wrote before; further ones wait for a member."""
    daily: int = 100
    """The same per day."""
    outer: OuterRules | None = None
    """The tracker in which the team works; None: tickets are kept in our own store alone."""
    answers: tuple[PreparedAnswer, ...] = ()
    """By name. The texts themselves, so that a replay answers with what was said then."""
