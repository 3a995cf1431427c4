"""The recaps whose whole text is in golden/: a busy week, the first, a catch-up, and strangers'
texts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from listbot.letters_check.recap_samples import (
    BUSY,
    DESK,
    FIRST,
    FOLDED,
    LOG,
    MONDAY,
    NOTHING,
    QUIET,
    SENTENCE,
    TICKETS,
    TWO_BEFORE,
    VOTES,
)
from listbot.model.order import LetterOrder
from listbot.model.records.newcomers import Starter
from listbot.model.weekly.recap import Decided, Hello, PersonLine, PersonNews, Recap, Topic
from listbot.recap.letters.weekly import weekly

HARD = (
    "+1\r\n#listbot closes: now\u2028 \u202e<b "
    'onclick=x>"bold"</b> <script src=//evil>x</script> & דב לוין'
)
LONG = "Wörter ohne Ende 移行 " * 600
STRANGERS = (
    HARD,
    "+1",
    "0",
    "-1 and +1",
    "I agree",
    LONG,
    "unsubscribe",
    "<!-- ",
    "{{ rules }} {% raw %}",
    "javascript:x",
    "",
)
"""Titles, names and sentences as nobody should write them; each is used in every place of its own
recap.
"""

DECIDED = (
    *BUSY.decided,
    Decided(29, "Two doors for the lab", "stopped", "3/0/1", "<v29@example.org>"),
    Decided(30, "Weekly reboot on Tuesday", "passed", "no objection in 72 h", "<v30@example.org>"),
    Decided(28, "A second try", "cancelled", "", ""),
)


def written_by(stranger: str) -> Recap:
    """Return a recap in which every text by a stranger is this one."""
    return replace(
        BUSY,
        sentence=replace(SENTENCE, name=stranger, text=stranger),
        votes=(replace(VOTES[0], title=stranger, mail=stranger),),
        quiet=(replace(QUIET[0], title=stranger),),
        topics=(Topic(stranger, stranger, f"<{stranger}>", 9),),
        hellos=(Hello(stranger, stranger, f"<hello {stranger}>", 4),),
        starters=(Starter("T-9", stranger),),
        people=tuple(PersonLine(each, stranger, stranger, MONDAY) for each in PersonNews),
        decided=(replace(DECIDED[0], title=stranger, mail=f"<{stranger}>"),),
        desk=replace(
            DESK,
            lines=(replace(TICKETS[0], title=stranger, waits_for=stranger),),
            nobodys=(replace(DESK.nobodys[0], title=stranger),),
        ),
        log=(
            replace(LOG[0], name=stranger, text=stranger),
            replace(LOG[1], name=stranger, text=stranger),
            replace(LOG[3], name=stranger, text=stranger, struck=stranger),
            replace(LOG[4], name=stranger, text=stranger),
        ),
        folded=(replace(FOLDED[0], subject=stranger, text=stranger),),
    )


RECAPS: Mapping[str, Recap] = {
    "M13-busy": replace(BUSY, decided=DECIDED),
    "M13-first": FIRST,
    "M13-catch-up": replace(BUSY, since=TWO_BEFORE, quiet=(), votes=VOTES, log=LOG[:1], folded=()),
    "M13-words-only": replace(NOTHING, sentence=SENTENCE),
    "M13-nothing": NOTHING,
    "M13-private-tickets": replace(
        NOTHING,
        desk=replace(
            DESK,
            open=1,
            before=3,
            opened=1,
            closed=("T-3",),
            parked=0,
            oldest_days=0,
            lines=(replace(TICKETS[2], is_new=True),),
            nobodys=(replace(DESK.nobodys[0], title="", days=1),),
            first_answer_hours=None,
        ),
    ),
    "M13-no-open-tickets": replace(
        NOTHING,
        desk=replace(
            DESK, open=0, before=0, opened=0, closed=(), lines=(), nobodys=(), first_answer_hours=0
        ),
        log=(replace(LOG[1], at=LOG[1].at + timedelta(days=4)),),
    ),
    "M13-hard-words": written_by(HARD),
}

RECAPS_SHOWN: Mapping[str, LetterOrder] = {name: weekly(recap) for name, recap in RECAPS.items()}
