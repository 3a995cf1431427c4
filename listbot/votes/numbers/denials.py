"""Values that the words around them deny, or that choose nothing: "I was going to say +1 but no",
"My +1 is gone", "+1 (just kidding)", "+1 against", "+1/-1". Pure; never raises; looks at a few
words on each side.

The writer is asked: nobody can tell which half they mean.
"""

from listbot.votes.lexicon.words import vocabulary
from listbot.votes.numbers.claims import is_between
from listbot.votes.numbers.context import Spot

_LOOKED_AT = 14  # Tokens on each side.
_INTENDED = ("was going to", "was about to", "were going to", "wanted to say", "was tempted to")
_SAYING = vocabulary("to say vote give cast a write reply be")
_WITHOUT_VOTE = ("if i had a vote", "if i could vote", "if i were allowed", "if i was allowed")
_GONE = vocabulary("gone void off withdrawn history")
_JOKES = vocabulary("kidding joke joking")
_LIGHTLY = _JOKES | vocabulary("serious count")
_TELLS = vocabulary("just only a am i was were that this it")
_NOT_COUNTED = ("not count this", "not count it", "not count me", "not count that")
_AGAINST = vocabulary("this it that")
_FOR = vocabulary("for to on")
_REJECTS = vocabulary("reject rejecting refuse refusing decline declining")


def is_denied(place: Spot) -> bool:
    """A value whose clause, or the words behind it, say that it is not meant."""
    return _was_intended(place) or _is_gone(place) or _is_taken_lightly(place) or _is_against(place)


def is_undecided(place: Spot) -> bool:
    """ "+1/-1", "+/-1", "somewhere between +1 and 0"."""
    if place.value == "1" or is_between(place):
        return True
    texts = place.texts[place.at + 1 : place.at + 4]
    return len(texts) > 2 and texts[0] == "/" and texts[1] in "+-" and texts[2].isdecimal()


def _was_intended(place: Spot) -> bool:
    """ "I was going to say +1 but no", "I would be +1 if I had a vote"."""
    words = place.left_words[-_LOOKED_AT:]
    if not words:
        return False
    if words[-1] in _SAYING:
        left = " ".join(words)
        if any(each in left for each in _INTENDED):
            return all(token.kind != "value" for token in place.rest[:_LOOKED_AT])
    return "would" in words and " ".join(place.right_words[:5]).startswith(_WITHOUT_VOTE)


def _is_gone(place: Spot) -> bool:
    """ "My +1 is gone", "My +1 no longer stands"."""
    right = place.right_words
    if "my" not in place.left_words[-2:]:
        return False
    return (right[:1] == ["is"] and not _GONE.isdisjoint(right[1:2])) or (
        right[:2] == ["no", "longer"]
    )


def _is_taken_lightly(place: Spot) -> bool:
    """ "+1, just kidding", "+1 (not serious)"; "+1, no joke" is meant."""
    texts = place.texts[place.at + 1 : place.at + 1 + _LOOKED_AT]
    if _LIGHTLY.isdisjoint(texts):
        return False
    said = " ".join(texts)
    if any(each in said for each in _NOT_COUNTED):
        return True
    for at, text in enumerate(texts):
        ends = at + 1 == len(texts) or not texts[at + 1][0].isalnum()
        if text == "serious" and texts[at - 1] == "not" and ends:
            return True
        if text in _JOKES and ends:
            begin = at
            while begin and texts[begin - 1] in _TELLS:
                begin -= 1
            return begin == 0 or not texts[begin - 1][0].isalnum()
    return False


def _is_against(place: Spot) -> bool:
    """ "+1 against", "+1 for rejecting this"; "+1 against all odds" is one for it."""
    right = place.right_words
    if place.value[0] != "+" or not right:
        return False
    if right[0] == "against":
        return right[1:] == [] or right[1] in _AGAINST
    return right[0] in _FOR and not _REJECTS.isdisjoint(right[1:2])
