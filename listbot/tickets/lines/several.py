"""Takes a line that names several tickets apart, into one line for each: "close T-3 T-5". Pure.

The keys may stand at either end of the argument, as a single one does, with commas or "and" between
them. What stands elsewhere is part of the argument. A command whose argument may hold a key of its
own is never taken apart. Nothing here fails, and each text is looked at once.
"""

import re

from listbot.model.desk.ticket import KEY
from listbot.tickets.lines.effect import DeskCommand, Key, May

MOST = 20
"""Tickets of one mail. The store loads no more of them, and more would make the answer long."""
TOO_MANY = "One mail can change at most 20 tickets, so this line changed nothing."

_GAPS = re.compile(r"[\s,;]+")
_AROUND = "[]().:"
_JOINING = ("and", "&", "+")


def one_by_one(command: DeskCommand, argument: str) -> tuple[str, ...]:
    """Return the line's arguments, one for each ticket that it names; most lines have one."""
    if command.key is not Key.AT_AN_END or command.may in (May.ANYBODY, May.MEMBER):
        return (argument,)
    words = [word for word in _GAPS.split(argument) if word]
    front = _leading(words)
    if len(front) > 1:
        rest = " ".join(words[_length(words) :])
        return tuple(f"{rest} {key}".strip() for key in front)
    backwards = words[::-1]
    back = _leading(backwards)[::-1]
    if len(back) > 1:
        rest = " ".join(words[: len(words) - _length(backwards)])
        return tuple(f"{rest} {key}".strip() for key in back)
    return (argument,)


def _leading(words: list[str]) -> list[str]:
    """The keys that a line begins with, each once."""
    found = (_key(word) for word in words[: _length(words)])
    return list(dict.fromkeys(key for key in found if key))


def _length(words: list[str]) -> int:
    """How many words at the beginning are keys, or join two of them."""
    for at, word in enumerate(words):
        if not _key(word) and word.casefold() not in _JOINING:
            return at
    return len(words)


def _key(word: str) -> str:
    bare = word.strip(_AROUND)
    return bare.upper() if KEY.fullmatch(bare) else ""
