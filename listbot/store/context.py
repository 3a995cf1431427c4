"""State that all transactions of a store share: the clock, the composer, and some caches.

The store makes one and passes it to each transaction, so that neither has to know the
other. It never touches the database itself. What it remembers from the database is only a
cache, and is dropped when it could be outdated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.store.base.work_marks import Hand
from listbot.store.journal.rules import InForce
from listbot.store.leases import Lease
from listbot.store.records.acts import KeptGroup
from listbot.store.votes.earlier_lines import EarlierLines


@dataclass(slots=True)
class Context:
    """The shared state of a daemon or a command."""

    clock: Callable[[], datetime]
    composer: Composer | None = None
    """Writes letters; without it none are written (imports and replays)."""
    modes: Mapping[str, Mode] = field(default_factory=dict)
    """Per list: letters are drafts (shadow), held for approval (approve) or sent (live)."""
    operator: str = ""
    """Who approves letters by mail; "": nobody does."""
    rules: InForce | None = None
    """The newest rules, so that they are not read again for each mail."""
    earlier_lines: EarlierLines = field(default_factory=EarlierLines)
    group: KeptGroup = field(default_factory=KeptGroup)
    hand: Hand = field(default_factory=Hand)
    """Marks what is worked on."""
    tried: set[str] = field(default_factory=set)
    """Inputs over which earlier runs have ended, as far as this run knows."""
    lease: Lease | None = None
    """Of this daemon, if several share the database; None: nobody else decides or sends."""
    asides: dict[str, str] = field(default_factory=dict)
    """Everything passed over, as a transaction last saw it; for code without a transaction."""
    has_tracker: bool = False
    """Whether calls for the team's tracker are written; a replay writes none."""
