"""Letters about access that has to be withdrawn, as full as they can be.

All of it is made up.
"""

from dataclasses import replace

from listbot.letters.facts.access import WithdrawFacts
from listbot.model.order import LetterKind, LetterOrder

GROUP = "infra-group@example.org"
OPEN = WithdrawFacts("Max Roth", ("dns", "wiki host", "mirror"), 2, False, False, False)
SHOWN = (
    OPEN,
    replace(OPEN, by_name=True),
    replace(OPEN, systems=("mirror",), held=0, by_name=True, again=True),
    replace(OPEN, urgent=True),
)

ACCESS_ORDERS: tuple[LetterOrder, ...] = tuple(
    LetterOrder(
        kind=LetterKind.WITHDRAW,
        cause=f"max sample {number}",
        facts=facts,
        to_list=False,
        recipients=(GROUP,),
        reply_to_mail=None,
    )
    for number, facts in enumerate(SHOWN)
)
