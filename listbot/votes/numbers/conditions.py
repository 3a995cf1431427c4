"""Conditions on a vote: "+1 once the licence is fixed", "if it is documented, +1". Pure.

A condition counts if its word is in the value's clause, opens the clause right after it, or
opens the statement that the value ends. Courtesies ("+1, if I may vote") do not count, nor
do words that only say how long a -1 stands.
"""

from collections.abc import Sequence

from listbot.votes.lexicon.words import (
    BINDING,
    CHANGES,
    CONDITIONS,
    IDLE_CONDITIONS,
    LASTING,
    NEAR_CONDITIONS,
    vocabulary,
)
from listbot.votes.numbers.context import Spot, ends_clause
from listbot.votes.text.tokens import Token

_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in (*CONDITIONS, *NEAR_CONDITIONS, *BINDING))
_NEAR = 4  # Words between a value and "when": "+1 from me when", but not "+1, he helped when I".
_FAR = 14
_PAST = (
    "after",
    "given that",
)  # "From -1 to +1 after the fix": a past event that changed the writer's mind.
_LOOKED = vocabulary(
    "testing reading reviewing checking verifying running trying looking building having "
    "seeing some"
)


def condition_of(place: Spot) -> str | None:
    """The word that makes a vote conditional, or None."""
    if _FIRST_WORDS.isdisjoint([token.text for token in place.tokens]):
        return None
    found = _before(place) or _behind(place)
    if found in LASTING and place.value.startswith("-"):
        return None
    return found


def opening_condition(tokens: Sequence[Token]) -> str | None:
    """A condition at the start of any clause of a statement in words."""
    if _FIRST_WORDS.isdisjoint([token.text for token in tokens]):
        return None
    starts = [0, *(at + 1 for at in range(len(tokens) - 1) if ends_clause(tokens, at))]
    return next((found for at in starts if (found := _at(tokens, at, CONDITIONS))), None)


def inner_condition(tokens: Sequence[Token]) -> str | None:
    """A condition in mid-clause that binds an agreement in words: "I am fine with this as
    long as ...".
    """
    if _FIRST_WORDS.isdisjoint([token.text for token in tokens]):
        return None
    return next((found for at in range(len(tokens)) if (found := _at(tokens, at, BINDING))), None)


def _before(place: Spot) -> str | None:
    """A condition that opens the statement, or the clause right before the value's."""
    tokens = place.tokens[: place.at]
    for start in _clause_starts(tokens):
        while start < len(tokens) and tokens[start].text in (
            "but",
            "and",
            "so",
            "anyway",
            "yes",
            "ok",
            "however",
            "then",
            "only",
        ):
            start += 1
        found = _at(tokens, start, CONDITIONS)
        if found and found not in (
            "pending",
            "se",
            "si",
            "depending",
            "depends",
            "bis",
            "until",
            "till",
        ):
            return found
    return None


def _behind(place: Spot) -> str | None:
    rest = place.rest
    near = 0
    nearby = tuple(
        each for each in NEAR_CONDITIONS if each not in _PAST or not _has_happened(place)
    )
    crossed = 0
    for at, token in enumerate(rest[:_FAR]):
        found = _at(rest, at, CONDITIONS)
        if found and crossed < 2 and (not crossed or _opens_clause(rest, at)):
            return found
        if near < _NEAR and not crossed and (close := _at(rest, at, nearby)):
            return close
        near += token.kind == "word"
        if token.kind == "value" or token.text in ".!?;":
            return None
        crossed += token.kind == "mark" and token.text in ",-:"
    return None


def _has_happened(place: Spot) -> bool:
    """ "From -1 to +1 after the fix", "still +1 after RC2", "+1 after reading it"."""
    words, right = place.left_words, place.right_words
    if words[-1:] == ["to"] or "still" in words or not CHANGES.isdisjoint(words):
        return True
    return right[:1] == ["after"] and not _LOOKED.isdisjoint(right[1:2])


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    while at and tokens[at - 1].text in (
        "but",
        "and",
        "only",
        "though",
        "of",
        "course",
        "at",
        "least",
    ):
        at -= 1
    return at == 0 or (tokens[at - 1].kind == "mark" and tokens[at - 1].text in ",-:(")


def _clause_starts(tokens: Sequence[Token]) -> list[int]:
    """Where the last two clauses before a value start."""
    starts = [at + 1 for at in range(len(tokens)) if ends_clause(tokens, at, conjunctions=False)]
    return [0, *starts][-3:]


def _at(tokens: Sequence[Token], at: int, phrases: Sequence[str]) -> str | None:
    """The condition that starts at a token, unless it is just a courtesy."""
    if at == len(tokens) or tokens[at].text not in _FIRST_WORDS or tokens[at].kind != "word":
        return None
    ahead = " ".join(token.text for token in tokens[at : at + 6] if token.kind == "word") + " "
    for phrase in phrases:
        if ahead.startswith(phrase + " "):
            idle = any(ahead.startswith(courtesy + " ") for courtesy in IDLE_CONDITIONS)
            conceded = at > 0 and tokens[at - 1].text in (
                "even",
                "as",
            )  # "+1 even if it takes a year"
            return None if idle or conceded else phrase
    return None
