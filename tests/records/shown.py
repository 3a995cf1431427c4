"""The letters about the group's record that have a golden file, by the file's name."""

from listbot.letters_check.member_samples import MEMBER_ORDERS
from listbot.model.order import LetterOrder

NAMES = ("M17-left", "M32-leaving")

RECORDS_SHOWN: dict[str, LetterOrder] = dict(zip(NAMES, MEMBER_ORDERS, strict=True))
