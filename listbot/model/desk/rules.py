"""How a support list works: from the configuration in force, kept in the journal with the list's
other rules.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The rules of one help desk. Lists with the same prefix share one row of numbers."""

    prefix: str = "T"
    """Of the tickets' keys: T-118. One to eight capital letters; never V, which votes have."""
    delimiter: str = "+"
    """What parts an address from its extension at our mail host (RFC 5233); "" where it delivers no
    such addresses: then Reply-To has no routing token and bounces come to the bot's plain address.
    """
    team: tuple[str, ...] = ()
    """Addresses that get a copy of each request and reply; empty where the team reads the support
    address itself.
    """
    is_team_told: bool = False
    """The configuration says how the team hears of a request: by copies, or by reading the support
    address. Otherwise no letter says that anybody has it."""
    public: bool = False
    """Whether the titles of tickets are public from the start; a member may say so for one ticket.
    """
    urgent: str = ""
    """What M9 says to somebody who cannot wait: "#ovirt-infra on OFTC"."""
    triage: str = ""
    """What M9 promises: "usually within 2 working days"; "" promises nothing."""
    gather: timedelta = timedelta(minutes=10)
    """Changes within it make one letter (LETTERS, noise rule 6)."""
    nudge: timedelta = timedelta(days=14)
    """How long a requester is waited for before the one reminder ..."""
    park: timedelta = timedelta(days=14)
    """... and how long after it the ticket is parked."""
    reopen: timedelta = timedelta(days=14)
    """A reply to a closed ticket within it opens it again; a later one opens a new ticket, linked
    to the old one.
    """
    hourly: int = 20
    """Letters an hour to addresses that never wrote before; what is over it waits for a member."""
    daily: int = 100
    """The same a day."""
