"""Whether a sentence in another language is a yes and says nothing else: "Von mir aus gern",
"Per me va benissimo, grazie Corinna". Pure; never raises; looks once at each word.

Each word has to be known: what a single unknown one adds may be an objection.
"""

from collections.abc import Sequence

from listbot.votes.lexicon.thanks import THANKFUL, THANKS
from listbot.votes.lexicon.yes_abroad import (
    AMBIGUOUS_YES,
    AROUND_YES,
    COURTEOUS_YES,
    NO_OBJECTION,
    YES,
)
from listbot.votes.text.tokens import Token

_LONGEST = 12  # Words of such a sentence.
_JOINTS = frozenset(",!-\u3002\uff0c\uff01")
"""A name may follow one of these, or thanks: "Prima, Manon"."""


def is_yes_abroad(tokens: Sequence[Token]) -> bool:
    """Whether the tokens of a statement are a yes in another language, and nothing else."""
    words = [token.text for token in tokens]
    if len(words) > _LONGEST * 2 or "?" in words:
        return False
    agrees = False
    at = 0
    while at < len(words):
        length = NO_OBJECTION.match(words, at)
        agrees = agrees or length > 0 or words[at] in YES
        if not (length or _is_known(tokens, at)):
            return False
        at += length or 1
    return agrees


def is_courteous_yes(tokens: Sequence[Token]) -> bool:
    """Whether they are the one word for yes in another language, and courtesies that go with it:
    "Ja, bitte", "Oui, merci", "Sí, por favor", "Ja, danke Lena".
    """
    polite = COURTEOUS_YES.get(tokens[0].text)
    words = [token for token in tokens[1 : _LONGEST * 2] if token.kind != "mark"]
    if polite is None or tokens[-1].text == "?" or len(tokens) > _LONGEST:
        return False
    if words and words[-1].capital and words[-1].text not in polite:
        words.pop()
    if not words:
        return tokens[0].text not in AMBIGUOUS_YES
    return all(token.text in polite for token in words)


def _is_known(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind == "mark" or any(
        token.text in known for known in (YES, AROUND_YES, THANKS, THANKFUL)
    ):
        return True
    before = tokens[at - 1].text if at else ""
    is_last = all(each.kind == "mark" for each in tokens[at + 1 :])
    return token.capital and is_last and (before in _JOINTS or before in THANKS)
