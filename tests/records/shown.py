"""The letters about the group's record that have a golden file, by the file's name."""

from listbot.letters_check.member_samples import MEMBER_ORDERS
from listbot.letters_check.newcomer_samples import NEWCOMER_ORDERS
from listbot.model.order import LetterOrder

NAMES = ("M17-left", "M32-leaving")

NEWCOMER_NAMES = ("M36-newcomer", "M36-newcomers")

RECORDS_SHOWN: dict[str, LetterOrder] = {
    **dict(zip(NAMES, MEMBER_ORDERS, strict=True)),
    **dict(zip(NEWCOMER_NAMES, NEWCOMER_ORDERS, strict=True)),
}
