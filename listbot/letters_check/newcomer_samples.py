"""Letters about newcomers, as full as they can be. All of it is made up."""

from dataclasses import replace

from listbot.letters.facts.newcomers import NewcomerFacts, NewcomersFacts
from listbot.letters.facts.recap import Rows
from listbot.letters_check.vote_samples import NOW
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.newcomers import Starter

_KIM = NewcomerFacts("Kim Zoë Sató", "I would like to help with the mirrors", NOW, "infra")
_PAT = NewcomerFacts("Pat Quinn", "=?utf-8?q?hello?=\nBcc: all", NOW, "infra-support")
_STARTERS = (
    Starter("T-12", "Renew the wiki's certificate"),
    Starter("T-31", "Sort the old mirrors"),
)
_ONE = LetterOrder(
    kind=LetterKind.NEWCOMERS,
    cause="newcomers 20260911T181500",
    facts=NewcomersFacts(_KIM.name, 0, Rows((_KIM,)), ()),
    to_list=False,
    recipients=("greeter@example.org",),
    reply_to_mail=None,
)

NEWCOMER_ORDERS: tuple[LetterOrder, ...] = (
    _ONE,
    replace(
        _ONE,
        cause="newcomers 20260911T191500",
        facts=NewcomersFacts(_KIM.name, 4, Rows((_KIM, _PAT), 3), _STARTERS),
    ),
)
