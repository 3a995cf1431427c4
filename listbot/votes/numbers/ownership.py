"""Whether a value is the writer's own, by the words before and after it. Pure.

A value is the writer's own if its clause has nothing before it, or an opener
("definitely"), a first person with its verb ("I would also have to"), or the writer's name.
Any other value is just a number in a text.
"""

import re
from collections.abc import Sequence

from listbot.votes.lexicon.abroad import AROUND_MINE, FOR_ME
from listbot.votes.lexicon.scripts import ASSENTING, BINDING, COURTEOUS, UNSPACED
from listbot.votes.lexicon.words import (
    BECOMES,
    CHANGES,
    FIRST_PERSON,
    FRAME_VERBS,
    FROM_ME,
    GIVING,
    HEDGES,
    MODALS,
    OPENERS,
    OTHERS,
    SWAPPED_FOR,
    SWAPPING,
    vocabulary,
)
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.labels import named_before

_UNSPACED = re.compile(rf"[{UNSPACED}]")
_PRAISE = vocabulary(
    "nice great good fine excellent awesome cool perfect love like happy happily enthusiastic "
    "gladly welcome"
)
_SUMS = frozenset({("it", "is"), ("that", "is"), ("this", "is")})
_TURNING = CHANGES | vocabulary("down up back to over now again")
_EMPHASIS = vocabulary(
    "a an still now clear big strong easy hard solid firm definite resounding fat huge simple"
)
"""Between "it is" and a value they change nothing: "That's an easy +1"."""
_EXPLAINING = frozenset(
    {("i", ".", "e", "."), ("e", ".", "g", "."), ("d", ".", "h", "."), ("z", ".", "b", ".")}
)
_ONE_MORE = ["one", "more", ","]
_FOR_ME = tuple(f" {phrase} " for phrase in sorted(FOR_ME, key=len, reverse=True))
_FOR_ME_FIRST = frozenset(phrase.split()[0] for phrase in FOR_ME)
_FROM = vocabulary("from by on for von für de da do od ode za pour por para per van voor från fra")
_AND_ME = re.compile(r"and (?:from )?(?:me|myself)\b")


def is_own(place: Spot) -> bool:
    """Whether the words before a value make it the writer's: none, an opener, a first
    person, the writer's name.
    """
    words = place.left_words
    if not words or words == ["i"] or _UNSPACED.match(words[-1]):
        return True
    if words == ["return"] and place.value.startswith("+") and place.tokens[0].text == "if":
        return True  # A programmer's condition: "if (documented) return +1;".
    if words[0] in BECOMES or (words[0] in SWAPPED_FOR and _is_swapped_in(place)):
        return any(token.text in FIRST_PERSON for token in place.tokens[: place.at])
    if _is_turn(place, words):
        return True
    if place.voice.author and all(word in place.voice.author for word in words):
        return True
    if named_before(place) or _is_summed_up(place, words) or _leaves_out_i(place, words):
        return True
    first = last_of(words, FIRST_PERSON)
    if first is not None and _is_frame(words[first + 1 :]):
        return True
    if _is_opened(place, words) or _is_for_me(words):
        return True
    return is_from_me(place) and not any(word in OTHERS for word in words)


def _is_swapped_in(place: Spot) -> bool:
    """ "Replace my 0 by a +1": the value that takes another's place."""
    return any(token.text in SWAPPING for token in place.tokens[: place.at])


def _is_turn(place: Spot, words: Sequence[str]) -> bool:
    """ "Change to +1 please", "Down to 0 from +1": nothing but a turn to the value."""
    if words[-1] != "to" or not all(word in _TURNING or word in OPENERS for word in words):
        return False
    behind = place.right_words
    if behind[:1] == ["from"]:
        return place.rest[1:2] != () and place.rest[1].kind == "value"
    return words[0] in CHANGES and (not behind or behind == ["please"] or is_from_me(place))


def _is_for_me(words: Sequence[str]) -> bool:
    """ "Von mir ein +1", "takže za mě +1": with nothing else before the value."""
    if _FOR_ME_FIRST.isdisjoint(words):
        return False
    left = f" {' '.join(words)} "
    phrase = next((each for each in _FOR_ME if each in left), None)
    return phrase is not None and all(
        word in AROUND_MINE or word in OPENERS for word in left.replace(phrase, " ", 1).split()
    )


def is_sum(place: Spot) -> bool:
    """ "So that is +1": without an article it may be the result of a sum. "From 4 to 5, i.e. +1"
    and "one more, +1" are as doubtful.
    """
    before = place.texts[: place.at]
    if is_from_me(place):
        return False
    if tuple(before[-4:]) in _EXPLAINING or before[-3:] == _ONE_MORE or _is_reckoned(place):
        return True
    if any(token.kind == "value" for token in place.tokens[: place.at]):
        return False  # "Strike my +1, it's -1 now"
    pair = place.left_words[-2:]
    return pair in (["it", "is"], ["that", "is"], ["this", "is"])


def _is_reckoned(place: Spot) -> bool:
    """ "It went from 98 to 99, so +1", "sleep(-1)" alone."""
    kinds = [token.kind for token in place.tokens[: place.at]]
    for at, word in enumerate(place.texts[: place.at]):
        if word == "from" and kinds[at + 1 : at + 2] == ["number"]:
            return "to" in place.texts[at + 2 : at + 4]
    called = place.tokens[: place.at]
    return (
        len(called) == 2
        and called[1].text == "("
        and called[0].end == called[1].at
        and called[1].end == place.token.at
        and place.value[0] == "-"
        and called[0].text not in OPENERS
        and not called[0].capital
    )


def clashes(place: Spot) -> bool:
    """ "nice -1 make": praise, and no mark between it and a value against."""
    words = place.left_words
    return place.value[0] == "-" and words[-1:] != [] and words[-1] in _PRAISE


def is_beside_unread(place: Spot) -> bool:
    """ "+1ではありません": words of a script that the reader does not know, but for a few."""
    around = (*place.left_words, *place.right_words)
    if any(each in text for text in place.texts if _UNSPACED.match(text) for each in BINDING):
        return True
    return any(
        not (word in COURTEOUS or (word in ASSENTING and place.value[0] == "+"))
        for word in around
        if not word.isascii() and _UNSPACED.match(word)
    )


def _is_summed_up(place: Spot, words: Sequence[str]) -> bool:
    """ "With that cleared up it's a +1.", with nothing after it."""
    shown = [word for word in words[-5:] if word not in _EMPHASIS]
    if tuple(shown[-2:]) not in _SUMS or not OTHERS.isdisjoint(words):
        return False
    return place.after is None or place.after.text in (".", ",", ";", "!", ":") or is_from_me(place)


def _leaves_out_i(place: Spot, words: Sequence[str]) -> bool:
    """ "Have to go -1 here", at the start of a statement."""
    begins = place.tokens[0].at == place.left[0].at and words[0] in MODALS and len(words) > 1
    return begins and all(word in FRAME_VERBS for word in words)


def _is_frame(words: Sequence[str]) -> bool:
    """Whether the words between a first person and a value are a verb's: "would also have
    to", "give this X a".
    """
    giving = last_of(words, GIVING)
    if giving is not None and words[-1:] in (["a"], ["the"], ["my"], ["an"], ["one"]):
        return all(word in FRAME_VERBS for word in words[:giving])
    return all(
        word in FRAME_VERBS or word in OPENERS or word.endswith(("est", "ly")) for word in words
    )


def _is_opened(place: Spot, words: Sequence[str]) -> bool:
    """Whether there are only openers before the value; a bare article needs a word that
    says whose vote it is.
    """
    if all(word in OPENERS or word in HEDGES for word in words):
        return True
    if words[0] == "please" and len(words) > 1:
        words = words[1:]
    if words[0] in (
        "consider",
        "count",
        "call",
        "mark",
        "record",
        "note",
        "take",
        "make",
        "change",
        "turn",
        "read",
    ) and {
        "this",
        "me",
        "it",
        "my",
        "that",
    } & set(words):
        return all(word in FRAME_VERBS or word in OPENERS for word in words[1:])
    if not all(
        word in OPENERS or word in ("a", "an", "the", "it", "with", "to", "i") for word in words
    ):
        return False
    return any(word in OPENERS for word in words) and not {"the", "it", "that"}.intersection(words)


def is_from_me(place: Spot) -> bool:
    """ "+1 from me", "-1 by my side", "+1 from Bob and me"."""
    words = place.right_words
    if words[1:3] == ["yours", "truly"]:
        return True
    return (
        len(words) > 1
        and words[0] in _FROM
        and (
            any(w in FROM_ME for w in words[1:3]) or _AND_ME.match(" ".join(words[2:5])) is not None
        )
    )


def last_of(words: Sequence[str], among: frozenset[str]) -> int | None:
    """Index of the last of these words, or None."""
    return next((i for i in range(len(words) - 1, -1, -1) if words[i] in among), None)
