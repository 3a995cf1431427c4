"""The gate for new letters: whether the reader may be written to, and the letter's first state:
queued, held for approval, left to the recap, or only a draft. Pure.

It decides from the order, from the letters that the reader or the list got lately, and from the
list's mode and rules. The store counts and the sender obeys. The fuse is also here: it stops loops,
holds only posts that no person asked for, and says why in the letter's note. An approved letter
never comes here again, so the fuse cannot hold it twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from listbot.commands.approving import without_token
from listbot.letters.facts.approvals import ApprovalFacts, ApprovedFacts
from listbot.letters.facts.votes import (
    OpenedFacts,
    WaitsFacts,
)
from listbot.model.decision import Approval
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.recap_rules import RecapRules

FUSE_SPAN = timedelta(hours=1)
MOST_URGENT = (
    20  # posts an hour; even a day on which everything closes has fewer, but a loop has more
)
# posts an hour besides the result: half of the above, so that one thread never stops the others
MOST_IN_THREAD = 10

MOST_TO_ONE = 10  # private letters to one address a day
MOST_UNPROVEN = 1  # answers a day to an address in whose name anybody may have written

BY_THE_CLOCK = (
    LetterKind.UPDATE,
    LetterKind.STALE,
    LetterKind.CONSENT,
    LetterKind.DIGEST,
    LetterKind.NUDGE,
    LetterKind.SILENT,
    LetterKind.MINUTES_WANTED,
    LetterKind.NEWCOMERS,
    LetterKind.GROUP_DIGEST,
    LetterKind.MEMBER_NOTE,
    LetterKind.GROUP_ASKED,
    LetterKind.MEMBER_ASKED,
)
"""Letters that the clock causes, or what somebody else surely wrote."""
ANSWERS = (
    LetterKind.NOT_COUNTED,
    LetterKind.REASON_WANTED,
    LetterKind.TICKET_OPENED,
    LetterKind.TRANSCRIPT,
    LetterKind.SECRET_SEEN,
    LetterKind.QUESTION,
    LetterKind.TOLD_OTHERWISE,
    LetterKind.LEAVING,
    LetterKind.MINUTES_READ,
    LetterKind.RECORD_HINT,
    LetterKind.APPROVED,
)
"""Letters caused by a mail in the reader's own name: anybody can cause them with a forged mail."""
NEVER_HELD = (
    LetterKind.ALERT,
    LetterKind.WAITS,
    LetterKind.APPROVAL,
    LetterKind.APPROVED,
)
"""They report that other letters are waiting."""
BY_AN_OPERATOR = (LetterKind.ROUND_TRIP,)
"""An operator asks for each of them, which is an approval: it neither waits nor counts."""
URGENT = (
    LetterKind.PASSED,
    LetterKind.NOT_PASSED,
    LetterKind.SILENCE,
    LetterKind.CORRECTED,
    LetterKind.HELD,
)
"""Results, corrected ones too, objections and put-off closes. An M1 about a change is urgent: see
`is_urgent`.
"""
RESULTS = (LetterKind.PASSED, LetterKind.NOT_PASSED, LetterKind.SILENCE)
MAY_FOLD = (LetterKind.OPENED, LetterKind.REMINDER)
"""Posts that can wait for the recap: openings and reminders. Results, objections and changes of a
vote never can."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Facts about a letter's reader."""

    letters_today: int = 0
    """Private letters made for them today: of those in `BY_THE_CLOCK` if the letter is one of them,
    else of the others.
    """
    is_proven: bool = False
    """They surely wrote a mail, or answered a letter with a token that only it holds."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Posts that a list got by itself, without those that wait for approval or were approved."""

    this_week: int = 0
    """Openings and reminders, including those that wait."""
    that_can_wait: int = 0
    """Within the fuse's span, like the next two."""
    urgent: int = 0
    in_thread: int = 0
    """Of either kind, in the letter's thread."""


class Mode(StrEnum):
    """How freely a list's letters may leave."""

    SHADOW = "shadow"
    """Letters are drafts and never sent."""
    APPROVE = "approve"
    """Posts to the list wait for approval; private letters leave at once."""
    APPROVE_ALL = "approve all"
    """Private letters wait too."""
    LIVE = "live"


class Hold(StrEnum):
    """The reason why a letter is held."""

    NOTHING = ""
    MODE = "mode"
    """The list's mode makes each letter of its kind wait for approval."""
    FUSE = "fuse"
    FLOOD = "flood"
    """Many addresses wrote for the first time, and nobody knows who they are."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first state of a letter."""

    state: LetterState
    hold: Hold = Hold.NOTHING
    blown: str = ""
    """Why the fuse holds it, for the admin; "" if it does not."""

    @property
    def note(self) -> str:
        """The note that the admin reads beside the letter."""
        return f"held by the fuse: {self.blown}" if self.blown else ""


def had_enough(order: LetterOrder, contact: Contact) -> str:
    """Return why a private letter is one too many today, or "". It keeps a forged From harmless.

    Letters caused by the clock are counted separately, so that a person still gets an answer on a
    busy day. Alerts have their own limit, and letters that somebody asked for have none.
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
    """Whether a post cannot wait: a result, an objection, a moved close or a raised class."""
    return order.kind in URGENT or (
        isinstance(order.facts, OpenedFacts) and order.facts.change != ""
    )


def start_of(order: LetterOrder, mode: Mode, rules: RecapRules, posted: Posted) -> Start:
    """Return the first state of this letter. A list in shadow never sends, not even if a member
    approves.
    """
    if mode is Mode.SHADOW:
        return Start(LetterState.DRAFT)
    if order.held:
        return Start(LetterState.HELD, Hold.FLOOD)
    if order.kind in BY_AN_OPERATOR:
        return Start(LetterState.QUEUED)
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
    """Return which fuse this post would blow, or ""."""
    # a thread has only one result
    if posted.in_thread >= MOST_IN_THREAD and order.kind not in RESULTS:
        return f"{posted.in_thread} posts in this thread within an hour"
    if not is_urgent(order):
        blown = posted.that_can_wait >= rules.hourly
        return f"{posted.that_can_wait} posts within an hour (lists.hourly_posts)" if blown else ""
    blown = posted.urgent >= max(MOST_URGENT, rules.hourly)
    return f"{posted.urgent} results, objections and changes within an hour" if blown else ""


def approval(admin: str, facts: ApprovalFacts, cause: str, reply_to: str) -> LetterOrder:
    """M39: letters wait; the answer to this mail sends or drops them. `cause` tells it from others
    and must not give the token away.
    """
    return LetterOrder(
        kind=LetterKind.APPROVAL,
        cause=cause,
        facts=facts,
        to_list=False,
        recipients=(admin,),
        reply_to_mail=None,
        reply_to=reply_to,
        asked_for=True,
    )


def approved(answer: Approval, facts: ApprovedFacts, cause: str) -> LetterOrder:
    """M40: what an answer to M39 did; once for each answer that is read."""
    return LetterOrder(
        kind=LetterKind.APPROVED,
        cause=cause,
        facts=facts,
        to_list=False,
        recipients=(answer.who,),
        reply_to_mail=answer.mail,
        thread=(*answer.thread, answer.mail),
        subject=without_token(answer.subject),
        period=answer.mail,
        sure=True,
        asked_for=True,
    )


def waits(person: str, facts: WaitsFacts, thread: str, subject: str, period: str) -> LetterOrder:
    """M27: letters about a person's proposal or request are waiting for approval. Only to that
    person, once for each such letter.

    `thread` is the Message-ID of the mail that began it; `period` tells this letter from earlier
    ones about it.
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
