"""Where a letter begins: it is queued, held for a person, left to the recap, or only drafted. Pure.

The rule is one function of the order, the list's mode and rules, and what the list got lately; the store counts, the
sender obeys. The fuse is here as well: it is for loops, holds only what a list would get by itself, and says why in the
letter's note. A letter that a person let out never comes here again, so no fuse holds it twice.
"""

from dataclasses import dataclass
from datetime import timedelta

from listbot.case import LetterOrder
from listbot.letters.facts import OpenedFacts
from listbot.recap.rules import RecapRules

FUSE_SPAN = timedelta(hours=1)
MOST_URGENT = 20  # posts an hour; even a day on which everything closes has fewer, a loop does not
MOST_IN_THREAD = (
    10  # posts an hour beside the result: half of the above, so that one thread never stops the others
)

URGENT = ("M5", "M6", "M7", "M8")
"""Results, objections, closes that are put off. So is an M1 that tells of a change: see `is_urgent`."""
RESULTS = ("M5", "M6", "M7")
MAY_FOLD = ("M1", "M4")
"""Posts that can wait for the recap: that a vote was opened, and the reminder. A result never can, nor what changes a
vote, nor an objection."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a list got by itself; posts that wait for a person, or that a person let out, are not in it."""

    this_week: int = 0
    """Openings and reminders, those that wait included."""
    that_can_wait: int = 0
    """Within the fuse's span, like the next two."""
    urgent: int = 0
    in_thread: int = 0
    """Of either kind, in the thread that the letter is for."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a letter begins."""

    state: str
    blown: str = ""
    """Why a fuse holds it, which the admin has to know; "": none does."""

    @property
    def note(self) -> str:
        """What the admin reads beside the letter."""
        return f"held by the fuse: {self.blown}" if self.blown else ""


def is_urgent(order: LetterOrder) -> bool:
    """Whether a post cannot wait: a result, an objection, a close that moved, a class that was raised."""
    return order.kind in URGENT or (isinstance(order.facts, OpenedFacts) and order.facts.change != "")


def start_of(order: LetterOrder, mode: str, rules: RecapRules, posted: Posted) -> Start:
    """Where this letter begins. A list in shadow never sends, not even what a member would let out."""
    if mode == "shadow":
        return Start("draft")
    if order.held:
        return Start("held")
    if not order.to_list:
        return Start("queued")  # a private note is for one person who needs it now
    if rules.on and _may_fold(order) and posted.this_week >= rules.budget:
        return Start("folded")
    if mode == "approve":
        return Start("held")
    blown = _fuse(order, rules, posted)
    return Start("held", blown) if blown else Start("queued")


def _may_fold(order: LetterOrder) -> bool:
    return order.kind in MAY_FOLD and not is_urgent(order)


def _fuse(order: LetterOrder, rules: RecapRules, posted: Posted) -> str:
    """Which fuse this post would blow, or ""."""
    if posted.in_thread >= MOST_IN_THREAD and order.kind not in RESULTS:  # of results there is one a thread
        return f"{posted.in_thread} posts in this thread within an hour"
    if not is_urgent(order):
        blown = posted.that_can_wait >= rules.hourly
        return f"{posted.that_can_wait} posts within an hour (lists.hourly_posts)" if blown else ""
    blown = posted.urgent >= max(MOST_URGENT, rules.hourly)
    return f"{posted.urgent} results, objections and changes within an hour" if blown else ""
