"""Votes for less than the whole: "+1, but not 3", "+1 minus the second disk", "+1 for one disk
only". Pure; never raises.

Their writers are asked, because a vote with a part left out cannot be tallied. Looks at a few words
behind a value.
"""

from listbot.votes.lexicon.words import ITEM_NOUNS, vocabulary
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.labels import is_label

_LEAVING_OUT = vocabulary("minus without excluding except")
_THINGS = ITEM_NOUNS | {"the"}
LEAST = vocabulary("slightest least smallest faintest")


def is_partial(place: Spot) -> bool:
    """Whether a vote leaves a part out."""
    return _leaves_out(place) or _is_limited(place)


def _leaves_out(place: Spot) -> bool:
    """ "+1, but not 3", "+1 without the second disk"; "+1 without the slightest doubt" is whole."""
    rest = list(place.rest[:6])
    while rest and rest[0].text in (",", "but"):
        rest = rest[1:]
    if len(rest) < 2:
        return False
    word, thing = rest[0].text, rest[1]
    names = is_label(thing) or thing.text in ITEM_NOUNS
    if word == "not":
        return names and place.rest[0].text in (",", "but")
    return word in _LEAVING_OUT and (
        names or (thing.text in _THINGS and LEAST.isdisjoint(one.text for one in rest[2:3]))
    )


def _is_limited(place: Spot) -> bool:
    """ "+1 for one disk only"; beside other values it is a thing's name: "-1 on English only"."""
    words = place.right_words
    if any(token.kind == "value" and token is not place.token for token in place.tokens):
        return False
    return len(words) > 2 and words[0] in ("for", "on") and words[-1] == "only"
