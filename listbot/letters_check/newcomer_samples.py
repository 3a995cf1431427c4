"""Letters about newcomers, and the group's digest, as full as they can be. All of it is made up."""

from dataclasses import replace

from listbot.letters.facts.group_digest import GroupDigestFacts, HeldFacts, OpenFacts, Waits
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

_LINES = Rows(("dns: only Ravi Menon has access", "wiki: no lead"))
_GROUP = LetterOrder(
    kind=LetterKind.GROUP_DIGEST,
    cause="the group",
    facts=GroupDigestFacts(
        count=9,
        open=Rows(tuple(OpenFacts(each, _KIM.name, NOW.date()) for each in Waits), 2),
        meetings=HeldFacts(2, 4, 91, is_planned=False),
        newcomers=Rows((_KIM, _PAT), 3),
        alone=Rows(("Max Roth", "Pat Quinn"), 1),
        services=_LINES,
        access=replace(_LINES, more=4),
    ),
    to_list=False,
    recipients=("infra-members@example.org",),
    reply_to_mail=None,
    period="2026-W37",
)
_NOBODY: Rows[str] = Rows()
_FEW = GroupDigestFacts(
    1, Rows(), HeldFacts(0, 4, None, is_planned=True), Rows(), _NOBODY, _NOBODY, _NOBODY
)

NEWCOMER_ORDERS: tuple[LetterOrder, ...] = (
    _ONE,
    replace(
        _ONE,
        cause="newcomers 20260911T191500",
        facts=NewcomersFacts(_KIM.name, 4, Rows((_KIM, _PAT), 3), _STARTERS),
    ),
    _GROUP,
    replace(_GROUP, facts=_FEW, period="2026-W38"),
)
