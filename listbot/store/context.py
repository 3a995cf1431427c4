"""What all transactions of a store share beside the database: the clock, what composes letters, and
what is remembered between them.

The store makes one and hands it to each transaction, so that neither has to know the other. It
never touches the database itself. What it remembers of the database is only a cache, and is dropped
where it could be out of date.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.store.base.work_marks import Hand
from listbot.store.journal.rules import InForce
from listbot.store.votes.earlier_lines import EarlierLines


@dataclass(slots=True)
class Context:
    """The daemon's, or a command's."""

    clock: Callable[[], datetime]
    composer: Composer | None = None
    """Without it no letter is ever written: imports and replays."""
    modes: Mapping[str, Mode] = field(default_factory=dict)
    """For each list whether its letters are drafts (shadow), held for approval (approve) or sent
    (live).
    """
    rules: InForce | None = None
    """The newest that were read, so that they are not read for each mail."""
    earlier_lines: EarlierLines = field(default_factory=EarlierLines)
    hand: Hand = field(default_factory=Hand)
    """Where what is worked on is marked."""
    tried: set[str] = field(default_factory=set)
    """Over what earlier runs have ended, as far as this one knows."""
    asides: dict[str, str] = field(default_factory=dict)
    """What is passed over without a look, as a transaction last saw it; for whoever has none at
    hand.
    """
