"""Whether a mail gives a reason: for the -1 in it, or for an earlier one. Pure.

A reason is a link, or words beyond the value, what it is for, courtesy and a name at the end. "-1, no" gives none,
"-1, breaks DNS" does.
"""

import re
from collections.abc import Sequence

from listbot.votes.statements import Statement
from listbot.votes.words import COURTESY, FILLERS, GREETINGS

_ENOUGH = 2  # Words: "breaks DNS" is a reason.
_SIGNED = 3  # Words at most in a name under a mail.
_COURTEOUS = 6  # Words at most in a greeting or a thank-you.
_OBJECT = re.compile(
    r"([-+]\d[\d.]*)\s+(?:on|to|for|of|as|from|by)\s[^,;:.(]*?(?=[,;:.(]|$|\b(?:because|since|as|due|until|unless|but|it)\b)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def has_reason(statements: Sequence[Statement]) -> bool:
    """Whether the statements give a reason for a vote against."""
    if any("://" in statement.text for statement in statements):
        return True
    weight = 0
    for statement in without_courtesy(statements):
        weight += _weight(statement.text)
        if weight >= _ENOUGH:
            return True
    return False


def without_courtesy(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that are more than a greeting, thanks, or the name under a mail."""
    kept = [statement for statement in statements if not _is_courtesy(statement.text)]
    if len(statements) > 1 and kept and kept[-1] is statements[-1] and _is_name(kept[-1]):
        return kept[:-1]
    return kept


def _is_courtesy(text: str) -> bool:
    first = _WORD.match(text)
    return bool(first) and first[0].lower() in GREETINGS and text.count(" ") < _COURTEOUS - 1  # type: ignore[index]  # mypy does not narrow through bool()


def _is_name(statement: Statement) -> bool:
    return statement.alone and statement.text.count(" ") < _SIGNED


def _weight(text: str) -> int:
    """How many words tell something, up to what is enough."""
    told = _OBJECT.sub(r"\1", text[:_LOOKED_AT]).lower().replace("'", " ")
    return sum(len(word) > 1 and word not in FILLERS and word not in COURTESY for word in _WORD.findall(told))


_LOOKED_AT = 400  # Characters of a statement: a reason shows early.
