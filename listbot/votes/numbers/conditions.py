"""Conditions on a vote: "+1 once the licence is fixed", "if it is documented, +1". Pure.

A condition counts if its word is in the value's clause, opens the clause right after it, or
opens the statement that the value ends or the one behind it ("+1. But only after the
release."). A word of limits before a word of time is one, too:
"+1, but only after the release". Courtesies ("+1, if I may vote") do not count, nor do words
that only say how long a vote stands, nor what the proposal says itself ("+1 for moving it
once we are back, as planned").
"""

from collections.abc import Sequence

from listbot.votes.lexicon.abroad import ALSO, CONDITIONS_ABROAD
from listbot.votes.lexicon.words import (
    BINDING,
    CHANGES,
    CONDITIONS,
    IDLE_CONDITIONS,
    LASTING,
    LIMITING,
    NEAR_CONDITIONS,
    NOT_BEFORE,
    OPPOSING,
    STANDING,
    STATED,
    TIMES,
    vocabulary,
)
from listbot.votes.numbers.context import Spot, ends_clause
from listbot.votes.text.tokens import Token

_ALL = (*CONDITIONS, *CONDITIONS_ABROAD)
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in (*_ALL, *NEAR_CONDITIONS, *BINDING))
_LIMITS = LIMITING | frozenset(pair.split()[0] for pair in NOT_BEFORE)
_IDLE = {
    first: tuple(f"{phrase} " for phrase in IDLE_CONDITIONS if phrase.split()[0] == first)
    for first in {phrase.split()[0] for phrase in IDLE_CONDITIONS}
}
_LED_IN = OPPOSING | LIMITING | vocabulary("and of course at least")
"""What may come between a comma and the word of a condition."""
_FRAGMENTS = tuple(
    phrase
    for phrase in _ALL
    if phrase.split()[0]
    not in vocabulary(
        "if iff once until till in depending depends bis si se wenn falls cuando pokud"
    )
)
"""They begin a sentence that hangs on the one before; the others may begin one of its own."""
BINDING_ABOVE = _FIRST_WORDS | _LIMITS | OPPOSING | vocabulary("and so ok then this it that my")
"""How a sentence begins that may put a condition on the one before."""
_OWN = vocabulary("i we me my our us was were did had")
_THINGS = vocabulary("the that this it its")
_PRESENT = vocabulary("is are has have gets passes works")
_LEADING = vocabulary("but and so anyway yes ok however then only")
_DONE = vocabulary("already anyway yet")
_STATED_NEAR = 4  # Words from "as" to the verb of "as the plan says".
_NEAR = 4  # Words between a value and "when": "+1 from me when", but not "+1, he helped when I".
_FAR = 14
_BOUND = vocabulary("conditional contingent subject")
_CONSENT = vocabulary("agreement approval consent permission blessing")
_HELD = vocabulary("until till for it off that this")
_PAST = (
    "after",
    "given that",
)  # "From -1 to +1 after the fix": a past event that changed the writer's mind.
_NEAR_AHEAD = tuple(phrase for phrase in NEAR_CONDITIONS if phrase not in _PAST)
_LOOKED = vocabulary(
    "testing reading reviewing checking verifying running trying looking building having "
    "seeing some"
)


def condition_of(place: Spot) -> str | None:
    """The word that makes a vote conditional, or None."""
    if awaited := _asks_to_wait(place.texts[place.at + 1 : place.at + 6]):
        return awaited
    if _FIRST_WORDS.isdisjoint(place.texts) and _LIMITS.isdisjoint(place.texts):
        return None
    found = _before(place) or _behind(place)
    if found in LASTING and place.value.startswith("-"):
        return None
    return None if found in STANDING else found


def opening_condition(tokens: Sequence[Token]) -> str | None:
    """A condition at the start of any clause of a statement in words."""
    if _FIRST_WORDS.isdisjoint([token.text for token in tokens]):
        return None
    starts = [0, *(at + 1 for at in range(len(tokens) - 1) if ends_clause(tokens, at))]
    return next((found for at in starts if (found := _at(tokens, at, _ALL))), None)


def binds_above(tokens: Sequence[Token]) -> str | None:
    """The condition that a sentence puts on the value of the one before it: "+1. But only after
    the release.", "+1. Provided that it is tested."; with a main clause of its own it puts none.
    """
    start = 0
    while start < len(tokens) - 1 and not _limit_at(tokens, start):
        if tokens[start].text not in _LEADING and tokens[start].text not in OPPOSING:
            break
        start += 1
    found = _limit_at(tokens, start) or _is_said_of_it(tokens)
    if found:
        return found
    has_clause = any(token.text in ",?" for token in tokens[start:])
    return None if has_clause else _at(tokens, start, _FRAGMENTS)


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
        while (
            start < len(tokens) and tokens[start].text in _LEADING and not _limit_at(tokens, start)
        ):
            start += 1
        found = _at(tokens, start, _ALL) or _limit_at(tokens, start)
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
    if _is_awaited(rest):
        return rest[1].text
    nearby = _NEAR_AHEAD if _has_happened(place) else NEAR_CONDITIONS
    crossed = 0
    for at, token in enumerate(rest[:_FAR]):
        if token.text in _FIRST_WORDS or token.text in _LIMITS:  # Most words begin no condition.
            found = _at(rest, at, _ALL) or _limit_at(rest, at)
            if found and crossed < 2 and (not crossed or _opens_clause(rest, at)):
                return None if _is_stated(rest, at) else found
            if near < _NEAR and not crossed and (close := _at(rest, at, nearby)):
                return close
        near += token.kind == "word"
        if token.kind == "value" or token.text in ".!?":
            return None
        crossed += token.kind == "mark" and token.text in ",-:;"
    return None


def _is_awaited(rest: Sequence[Token]) -> bool:
    """ "+1, after the release", "+1, when CI is green": a time that is all the rest says."""
    texts = [token.text for token in rest[:_FAR]]
    if texts[:1] != [","] or not _OWN.isdisjoint(texts) or "," in texts[1:]:
        return False
    if texts[1:2] == ["after"]:
        return not _THINGS.isdisjoint(texts[2:3])
    return texts[1:2] == ["when"] and not _PRESENT.isdisjoint(texts)


def _is_said_of_it(tokens: Sequence[Token]) -> str | None:
    """ "This is conditional on the budget.", "My vote is subject to the review."."""
    texts = [token.text for token in tokens[:4]]
    begin = 2 if texts[:2] in (["my", "vote"], ["my", "+1"]) else 1
    if begin == 1 and texts[:1] not in (["this"], ["it"], ["that"]):
        return None
    said = texts[begin : begin + 2]
    return said[1] if said[:1] == ["is"] and not _BOUND.isdisjoint(said[1:]) else None


def _asks_to_wait(texts: Sequence[str]) -> str | None:
    """ "+1, but wait until Monday", "+1, condition: Bo agrees", "+1 with Bo's agreement"."""
    texts = texts[1:] if texts[:1] == [","] else texts
    if texts[:2] == ["condition", ":"]:
        return texts[0]
    if texts[:1] == ["with"] and texts[1:2] != [] and texts[1].endswith("'s"):
        return texts[0] if texts[2:3] != [] and texts[2] in _CONSENT else None
    texts = [text for text in texts if text != "please"]
    is_held = texts[:1] == ["but"] and texts[1:2] in (["wait"], ["hold"])
    return texts[1] if is_held and texts[2:3] != [] and texts[2] in _HELD else None


def _has_happened(place: Spot) -> bool:
    """ "From -1 to +1 after the fix", "still +1 after RC2", "+1 after reading it"."""
    words, right = place.left_words, place.right_words
    if words[-1:] == ["to"] or "still" in words or not CHANGES.isdisjoint(words):
        return True
    return right[:1] == ["after"] and not _LOOKED.isdisjoint(right[1:2])


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    while at and tokens[at - 1].text in _LED_IN:
        at -= 1
    return at == 0 or (tokens[at - 1].kind == "mark" and tokens[at - 1].text in ",-:;(")


def _limit_at(tokens: Sequence[Token], at: int) -> str | None:
    """ "only after", "erst nach", "not before": the two words, if they start at a token."""
    if at + 1 >= len(tokens) or tokens[at].text not in _LIMITS:
        return None
    if at and tokens[at - 1].text == "if":
        return None  # "+1 if only for the quiet"
    first, second = tokens[at].text, tokens[at + 1].text
    if (first in LIMITING and second in TIMES) or f"{first} {second}" in NOT_BEFORE:
        return f"{first} {second}"
    return None


def _is_stated(tokens: Sequence[Token], at: int) -> bool:
    """Whether the condition is the proposal's own: "once we are all back, as the plan says"."""
    texts = [token.text for token in tokens[at:]]
    return any(
        text == "as" and not STATED.isdisjoint(texts[place + 1 : place + 1 + _STATED_NEAR])
        for place, text in enumerate(texts)
    )


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
            courtesies = _IDLE.get(tokens[at].text, ())
            idle = ahead.startswith(courtesies) or _is_idle(tokens, at, phrase)
            conceded = at > 0 and tokens[at - 1].text in ALSO
            return None if idle or conceded else phrase
    return None


def _is_idle(tokens: Sequence[Token], at: int, phrase: str) -> bool:
    """ "if they have not done so already"; "the conditional redirects", where it is a noun's."""
    behind = tokens[at + 1 : at + 1 + _FAR]
    if phrase in ("conditional", "conditionally"):
        return bool(behind) and behind[0].kind == "word" and behind[0].text not in ("on", "upon")
    texts = [token.text for token in behind]
    return phrase == "if" and "not" in texts and not _DONE.isdisjoint(texts)
