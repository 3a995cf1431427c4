"""Whether a value that no known frame makes the writer's is claimed by the writer all the same, and
whether it is one they gave before. Pure.

People say "this is my vote" in endless ways; what they share is told by its shape: a vote "in my
book", a bare article before a value "on this", "which makes it a" before it. What makes a value a
mention is asked first (`numbers.py`).
"""

from itertools import pairwise

from listbot.votes.lexicon.words import (
    FIRST_PERSON,
    FRAME_VERBS,
    FROM_ME,
    OPENERS,
    OTHERS,
    vocabulary,
)
from listbot.votes.numbers.context import Spot

_PARTICLES = vocabulary("up down in as for with at on among to be a an the of those one big firm")
_ARTICLES = frozenset({"a", "an", "one"})
_MINE = frozenset({"my", "our", "mine"})
_POINTED = frozenset({"it", "this", "that", "me", "mine"})
_VIEWS = vocabulary("book books column eyes view mind opinion end corner side camp case house")
_BY_NAME = ("next to my name", "beside my name", "behind my name", "by my name")
_SUMMED = frozenset(
    {
        "short answer",
        "in short",
        "long story short",
        "bottom line",
        "in summary",
        "to sum up",
        "all in all",
        "tl dr",
        "verdict",
        "conclusion",
    }
)
"""Before a value they sum up what the writer says."""
_MISTYPED = vocabulary("typo oops sorry meant correction mistake misread wrong ups whoops")
_SHOULD = (["should", "be"], ["should", "read"], ["should", "say"], ["have", "been"])
_TORN = vocabulary("torn somewhere hovering undecided wavering")
_SAID = vocabulary("voted said gave was were had wrote cast been started")


def is_claimed(place: Spot) -> bool:
    """Whether the words around a value say that it is the writer's vote."""
    words = place.left_words
    return (
        _is_in_mine(place.right_words)
        or _is_on_this(place)
        or " ".join(place.right_words[:4]).startswith(_BY_NAME)
        or _makes_it(place)
        or " ".join(words) in _SUMMED
        or _is_shared(place)
        or _is_ours(place)
        or _is_corrected(place)
        or is_between(place)
    )


def is_between(place: Spot) -> bool:
    """ "I'm torn between +1 and 0": a first person who does not choose."""
    words = place.left_words
    return (
        words[-1:] == ["between"]
        and not FIRST_PERSON.isdisjoint(place.texts[: place.at])
        and not _TORN.isdisjoint(place.texts[: place.at])
    )


def is_former(place: Spot) -> bool:
    """Whether the writer tells of a vote given before: "I voted +1", "Scrap my +1"."""
    words = place.left_words
    if len(words) == 2 and words[1] == "my":
        return not any(words[0] in known for known in (FRAME_VERBS, OPENERS, OTHERS))
    return not (_SAID.isdisjoint(words) or FIRST_PERSON.isdisjoint(words))


def _is_corrected(place: Spot) -> bool:
    """ "Oops, typo: that should be +1"; "the offset should be +1" is a number."""
    words = place.left_words
    return (
        words[-2:] in _SHOULD
        and words[:1] in (["that"], ["it"], ["this"], ["should"])
        and not _MISTYPED.isdisjoint(place.texts)
    )


def _begins(place: Spot) -> bool:
    """Whether the clause of the value begins its statement."""
    return bool(place.left) and place.left[0].at == place.tokens[0].at


def _is_in_mine(words: list[str]) -> bool:
    """ "... earns a +1 in my book"; "-1 in my logs" is a number."""
    return len(words) > 2 and words[0] in ("in", "at") and words[1] in _MINE and words[2] in _VIEWS


def _is_on_this(place: Spot) -> bool:
    """ "A -1 on this, then", "Strong -1 vote from this corner"."""
    words, right = place.left_words, place.right_words
    if not _begins(place) or not right:
        return False
    if right[0] == "vote" and len(right) > 1:
        return all(word in OPENERS or word in _ARTICLES for word in words)
    return len(words) == 1 and words[0] in _ARTICLES and right[0] in ("on", "for", "to", "here")


def _makes_it(place: Spot) -> bool:
    """ "Which makes it a +1 on Tartu", but not "... for Bo"."""
    words, right = place.left_words, place.right_words
    if right[:1] == ["for"] and not FROM_ME.intersection(right[1:2]):
        return False
    at = words.index("makes") if "makes" in words else -1
    if at < 0 or words[:at] not in ([], ["which"], ["that"], ["this"]):
        return False
    behind = words[at + 1 :]
    return bool(behind) and behind[0] in _POINTED and all(w in _PARTICLES for w in behind[1:])


def _is_ours(place: Spot) -> bool:
    """ "We are -1 here", at the start; "we are +1 so far" counts people."""
    right = place.right_words
    return (
        place.left_words == ["we", "are"]
        and _begins(place)
        and (not right or right[0] in ("here", "on", "to"))
    )


def _is_shared(place: Spot) -> bool:
    """ "Mats and me, we are both +1"."""
    words = place.left_words
    if words[:2] != ["we", "are"] or not all(word in ("both", "all", "each") for word in words[2:]):
        return False
    before = [token.text for token in place.tokens[: place.at] if token.kind == "word"]
    return before[:2] == ["me", "and"] or any(
        first == "and" and second in ("me", "i", "myself") for first, second in pairwise(before)
    )
