"""The two letters by which an operator approves others, as full as they can be.

All of it is made up.
"""

from dataclasses import replace

from listbot.letter_gate import approval, approved
from listbot.letters.facts.approvals import (
    ApprovalFacts,
    ApprovedFacts,
    DoneLetter,
    WaitingLetter,
)
from listbot.letters.passage import passage
from listbot.letters_check.vote_samples import BOT, LIST, NOW
from listbot.model.decision import Approval
from listbot.model.order import LetterOrder

ADMIN = "kay@example.org"
TOKEN = "k7w2m4x5q3n6p7abk7w2m4x5q3"  # noqa: S105 - made up, and of no use to anybody
TEXT = """\
PASSED: 4 x +1, 1 x 0, 1 x -1.   Needed: 3 x +1.        (V-31)

  +1  Ana Ruiz       Tue  8 Sep
  -1  Omar Aziz      Thu 10 Sep   "doubles the egress bill"

Counting error? Reply within 72 h with
#listbot wrong: what is wrong
"""
RESULT = WaitingLetter(
    12, "M5", LIST, "[RESULT] Move CI artefacts: PASSED", NOW, passage(TEXT, 60).rows
)
NOTE = replace(
    RESULT,
    number=13,
    kind="M2",
    to="chiyo@example.org",
    subject="Your mail in [VOTE] \u65b0\u3057\u3044\u30b5\u30fc\u30d0\u30fc: not counted as a vote",
    left_out=7,
)
ANSWER = Approval(TOKEN, ADMIN, None, "<ok@example.org>", ("<m39@example.org>",), "Re: letters")


def _asks(name: str, facts: ApprovalFacts) -> LetterOrder:
    return approval(ADMIN, facts, f"sample {name}", f"listbot+a-{TOKEN}@{BOT.partition('@')[2]}")


def _answers(name: str, facts: ApprovedFacts) -> LetterOrder:
    return approved(ANSWER, facts, f"sample {name}")


APPROVAL_ORDERS: tuple[LetterOrder, ...] = (
    _asks("one", ApprovalFacts(TOKEN, (RESULT,), 0, 7)),
    _asks("several", ApprovalFacts(TOKEN, (RESULT, NOTE), 3, 7)),
    _answers(
        "done",
        ApprovedFacts(
            (
                DoneLetter(12, RESULT.subject, "sent"),
                DoneLetter(13, NOTE.subject, "dropped"),
                DoneLetter(14, "", "gone"),
                DoneLetter(15, "Re: [VOTE] New mirror (closes in 24 h)", "over"),
            )
        ),
    ),
    _answers("unknown", ApprovedFacts((), (99,))),
    _answers("several unknown", ApprovedFacts((), (98, 99))),
    _answers("unclear", ApprovedFacts(())),
)
