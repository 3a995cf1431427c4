"""What a letter may do: whether its reader may be written to, and where it begins: queued, held for
a person, left to the recap, or only drafted. Pure.

Two functions of the order and of facts: what the reader or the list got lately, the list's mode and
rules. The store counts, the sender obeys. The fuse is here as well: it is for loops, holds only
what a list would get by itself, and says why in the letter's note. A letter that a person let out
never comes here again, so no fuse holds it twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from listbot.letters.facts.votes import (
    OpenedFacts,
    WaitsFacts,
)
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.recap_rules import RecapRules

FUSE_SPAN = timedelta(hours=1)
MOST_URGENT = 20  # posts an hour; even a day on which everything closes has fewer, a loop does not
# posts an hour beside the result: half of the above, so that one thread never stops the others
MOST_IN_THREAD = 10

MOST_TO_ONE = 10  # private letters to one address a day
MOST_UNPROVEN = 1  # answers a day to an address in whose name anybody may have written

BY_THE_CLOCK = (LetterKind.UPDATE, LetterKind.STALE, LetterKind.DIGEST)
"""Letters about tickets that a moment causes, not a mail."""
ANSWERS = (
    LetterKind.NOT_COUNTED,
    LetterKind.REASON_WANTED,
    LetterKind.TICKET_OPENED,
    LetterKind.TRANSCRIPT,
    LetterKind.SECRET_SEEN,
    LetterKind.QUESTION,
    LetterKind.TOLD_OTHERWISE,
)
"""Letters that a mail in the reader's own name causes: with a forged one, anybody could have them
sent.
"""
NEVER_HELD = (LetterKind.ALERT, LetterKind.WAITS)
"""What tells a person that letters wait."""
URGENT = (LetterKind.PASSED, LetterKind.NOT_PASSED, LetterKind.SILENCE, LetterKind.HELD)
"""Results, objections, closes that are put off. So is an M1 that tells of a change: see
`is_urgent`.
"""
RESULTS = (LetterKind.PASSED, LetterKind.NOT_PASSED, LetterKind.SILENCE)
MAY_FOLD = (LetterKind.OPENED, LetterKind.REMINDER)
"""Posts that can wait for the recap: that a vote was opened, and the reminder. A result never can,
nor what changes a vote, nor an objection."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of a letter's reader."""

    letters_today: int = 0
    """Private letters made for them today: those of a moment where it is such a letter, else all
    others.
    """
    is_proven: bool = False
    """They surely wrote a mail, or answered a letter with what stands in it alone."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a list got by itself; posts that wait for a person, or that a person let out, are not in
    it.
    """

    this_week: int = 0
    """Openings and reminders, those that wait included."""
    that_can_wait: int = 0
    """Within the fuse's span, like the next two."""
    urgent: int = 0
    in_thread: int = 0
    """Of either kind, in the thread that the letter is for."""


class Mode(StrEnum):
    """What a list's letters may do."""

    SHADOW = "shadow"
    """They are drafts and never sent."""
    APPROVE = "approve"
    """Posts to the list wait for a person; private letters leave at once."""
    APPROVE_ALL = "approve all"
    """Private letters wait as well."""
    LIVE = "live"


class Hold(StrEnum):
    """What holds a letter."""

    NOTHING = ""
    MODE = "mode"
    """Each letter of its kind waits for a person, as the list's mode says."""
    FUSE = "fuse"
    FLOOD = "flood"
    """Many addresses that never wrote before: who is behind them is not known."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a letter begins."""

    state: LetterState
    hold: Hold = Hold.NOTHING
    blown: str = ""
    """Why a fuse holds it, which the admin has to know; "": none does."""

    @property
    def note(self) -> str:
        """What the admin reads beside the letter."""
        return f"held by the fuse: {self.blown}" if self.blown else ""


def had_enough(order: LetterOrder, contact: Contact) -> str:
    """Why a private letter is one too many today, or ""; so that a forged From is no mail bomb.

    Letters that a moment causes are counted apart: however many a busy day brings, a person still
    gets an answer. Alerts have a measure of their own, and what somebody asked for has none.
    """
    if order.to_list or order.asked_for or order.kind is LetterKind.ALERT:
        return ""
    if order.kind in ANSWERS and not (order.sure or contact.is_proven):
        if contact.letters_today >= MOST_UNPROVEN:
            return "is not proven to have written, and had a letter today"
    elif contact.letters_today >= MOST_TO_ONE:
        return f"was written to {MOST_TO_ONE} times today"
    return ""


def is_urgent(order: LetterOrder) -> bool:
    """Whether a post cannot wait: a result, an objection, a close that moved, a class that was
    raised.
    """
    return order.kind in URGENT or (
        isinstance(order.facts, OpenedFacts) and order.facts.change != ""
    )


def start_of(order: LetterOrder, mode: Mode, rules: RecapRules, posted: Posted) -> Start:
    """Where this letter begins. A list in shadow never sends, not even what a member
    would let out.
    """
    if mode is Mode.SHADOW:
        return Start(LetterState.DRAFT)
    if order.held:
        return Start(LetterState.HELD, Hold.FLOOD)
    if not order.to_list:
        waits = mode is Mode.APPROVE_ALL and order.kind not in NEVER_HELD
        return Start(LetterState.HELD, Hold.MODE) if waits else Start(LetterState.QUEUED)
    if rules.on and _may_fold(order) and posted.this_week >= rules.budget:
        return Start(LetterState.FOLDED)
    if mode in (Mode.APPROVE, Mode.APPROVE_ALL):
        return Start(LetterState.HELD, Hold.MODE)
    blown = _fuse(order, rules, posted)
    return Start(LetterState.HELD, Hold.FUSE, blown) if blown else Start(LetterState.QUEUED)


def _may_fold(order: LetterOrder) -> bool:
    return order.kind in MAY_FOLD and not is_urgent(order)


def _fuse(order: LetterOrder, rules: RecapRules, posted: Posted) -> str:
    """Which fuse this post would blow, or ""."""
    # of results there is one a thread
    if posted.in_thread >= MOST_IN_THREAD and order.kind not in RESULTS:
        return f"{posted.in_thread} posts in this thread within an hour"
    if not is_urgent(order):
        blown = posted.that_can_wait >= rules.hourly
        return f"{posted.that_can_wait} posts within an hour (lists.hourly_posts)" if blown else ""
    blown = posted.urgent >= max(MOST_URGENT, rules.hourly)
    return f"{posted.urgent} results, objections and changes within an hour" if blown else ""


def waits(person: str, facts: WaitsFacts, thread: str, subject: str, period: str) -> LetterOrder:
    """M27: what is about their proposal or request waits for approval. To them alone, once for each
    letter that does.

    `thread`: Message-ID of the mail that began it; `period`: what tells this letter from an earlier
    one about it.
    """
    return LetterOrder(
        kind=LetterKind.WAITS,
        cause=f"{facts.about} {person}",
        facts=facts,
        to_list=False,
        recipients=(person,),
        reply_to_mail=thread,
        thread=(thread,),
        subject=subject,
        period=period,
    )
