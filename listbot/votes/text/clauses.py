"""Find the meaningful words of a statement, and where its clauses start. Pure; never
raises.

Words count at the beginning and at the start of a clause: "but I really think that ..."
also starts after the last of these small words.
"""

from collections.abc import Container, Sequence

from listbot.votes.lexicon.assent import ADVERBS, LEAD, LEAD_IN
from listbot.votes.text.tokens import Token

STOPS = frozenset(',;:.!?()-\u2026"')
_PARTING = STOPS | {"but", "so", "and", "because", "that"}


def spoken(tokens: Sequence[Token]) -> list[str]:
    """The meaningful words, without adverbs and without the comma of "Please, let's ..."."""
    words: list[str] = []
    for token in tokens:
        if token.text not in ADVERBS and not (token.text == "," and words[-1:] == ["please"]):
            words.append(token.text)
    return words if len(words) > 1 else [token.text for token in tokens]


def places_of(words: Sequence[str]) -> list[int]:
    """Where a phrase may start: at a clause, or after the small words that lead into one."""
    places = dict.fromkeys(led(words, 0))
    for at, word in enumerate(words):
        # If the word's own place is known, the places it leads to are, too.
        if word in _PARTING and at + 1 not in places:
            places |= dict.fromkeys(_led(words, at + 1, places))
    return list(places)


def led(words: Sequence[str], at: int) -> list[int]:
    """A place, and those after the small words there."""
    return _led(words, at, {})


def _led(words: Sequence[str], at: int, known: Container[int]) -> list[int]:
    """The same, up to a known place."""
    places: list[int] = []
    step = 1
    while step and at < len(words) and at not in known:
        places.append(at)
        step = LEAD_IN.match(words, at) or (words[at] in LEAD)
        at += step
    return places
