"""The net under the rules: a value that stands alone and that no rule understands becomes a
question to its writer, never nothing. Pure; never raises.

It is certainly nobody's vote if a named person gives it, if something "is" it, if the words speak
of any such value, if other numbers, code, or words of a title stand around it, or if it is larger
than a vote.
"""

from itertools import pairwise

from listbot.model.reading import number
from listbot.votes.lexicon.words import FIRST_PERSON, vocabulary
from listbot.votes.numbers.context import Spot

_GIVES = vocabulary("voted votes said says gave gives wrote writes posted cast sent replied")
_IS = vocabulary("is was are were be been became becomes returns gives got had has")
_BEHIND = vocabulary("on for to from here too as with of in at because since but and this that")
"""What may follow a value that stands alone."""
_FEW = 3  # Words before a value, if nobody says "I" or "my" there: "The whole team +1".
_FROM = vocabulary("from von de da van från od")
_ARTICLES = vocabulary("a an ein eine un une uno een en ett")
_CODE = frozenset("={}[]<>")
_ANY = vocabulary("when whenever any each every if no every such these those first second third")


def is_caught(place: Spot) -> bool:
    """Whether the writer of a value that nothing claims is asked about it."""
    words = place.left_words
    if place.token.gap or abs(number(place.value)) > 1 or not _ANY.isdisjoint(words):
        return False
    if place.voice.proposes or any(
        (token.kind == "value" and token is not place.token) or token.text in _CODE
        for token in place.tokens
    ):
        return False
    if words[-1] in _IS and FIRST_PERSON.isdisjoint(words) and words[0] != "we":
        return False
    if any(one.capital and two.text in _GIVES for one, two in pairwise(place.left)):
        return False
    is_sent = words[0] in _FROM and words[-1] in _ARTICLES  # "From the docs team a +1"
    if FIRST_PERSON.isdisjoint(words) and len(words) > _FEW and not is_sent:
        return False
    if place.right_words and place.right_words[0] not in _BEHIND:
        return False
    around = (*place.left_words, *place.right_words)
    return not any(char.isdigit() for word in around for char in word)
