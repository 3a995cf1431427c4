"""How a recount counts: rules, roster, times, and where proposals begin. Only values."""

from dataclasses import dataclass, field
from datetime import datetime

from listbot.mail import Level
from listbot.model.policy import Policy, Roster
from listbot.model.proposal import Act, PastVote
from listbot.recount.ledger import Ledger


@dataclass(frozen=True, slots=True)
class RecountOptions:
    """How to count."""

    policies: tuple[Policy, ...]
    """The preset's classes, which subject tags choose from; the first one is the default."""
    now: datetime
    """The moment of the recount, unless a mail is newer."""
    policy: Policy | None = None
    """Count everything under this class, whatever the subjects say."""
    has_rules: bool = False
    """Whether whoever asks named the rules, so that those of evidence do not matter."""
    roster: Roster | None = None
    """None: everyone is binding."""
    as_proposal: bool = False
    """Whether the first mail of a thread opens a proposal, whatever its subject says."""
    is_one_thread: bool = False
    """With `as_proposal`: whether all mails of the archive are one thread."""
    opening: str = ""
    """The Message-ID of the mail that opens the one proposal to count, whatever its subject; "":
    count all.
    """
    opened: datetime | None = None
    closes: datetime | None = None
    """The final close, which no policy puts off again."""
    closes_by_rule: bool = False
    """Whether a vote whose mail names no close closes when the rule's window ends, as it would for
    the daemon; otherwise nothing is late then.
    """
    until: datetime | None = None
    """Leave out mails received later."""
    ledger: Ledger = field(default_factory=dict)
    """When mails were received, where that is known better than from the archive."""
    posters: frozenset[str] | None = None
    """Without a roster: the people who had written to the list before; None: everyone is binding.
    """
    past: tuple[PastVote, ...] | None = None
    """The earlier votes of the list; None: nobody knows them, nor who is an active voter."""
    active: tuple[str, ...] | None = None
    """The marks of the active voters at the opening; None: those of the earlier votes."""
    identity: Level = Level.ARCHIVED
    """The lowest level of a binding vote; mails of an archive have no other."""
    by_hand: tuple[Act, ...] = ()
    """What was done to the proposal by hand, besides moving its close."""
    excluded: tuple[str, ...] | None = None
    """The marks of the people whom the vote is about; None: as the opening says."""
