"""Whether a statement can say anything about a vote at all; most cannot, and are passed over unread. Pure.

A statement that is passed over holds no value, no emoji, no question and none of the telling words of any phrase, so
nothing in it could have been found. This is what makes reading a thread of discussion cheap.
"""

import re

from listbot.votes import agreement, dissent, leaning
from listbot.votes.matching import Phrases
from listbot.votes.words import THUMBS, VOTE_NOUNS, vocabulary

_SIGN = re.compile(rf"[-+±][ ]?[\d.+]|[{''.join(THUMBS)}]|\A\W*0\b")
_MARKS = str.maketrans(dict.fromkeys(".,;:!?()[]{}<>\"'*_/-=&|`~#+", " "))
_TABLES = tuple(
    found
    for words in (agreement, dissent, leaning)
    for found in vars(words).values()
    if isinstance(found, Phrases) and found is not leaning.ASKING
)
_KEYS = frozenset[frozenset[str]]().union(*(found.keys for found in _TABLES))
_OTHER = vocabulary(
    "withdraw withdrawing withdrawn withdrew retract retracting retracted rescind revoke disregard ziehe retire retiro "
    "proposal motion voting deadline calling result results cancel cancelled canceled abstimmung vorschlag"
)
"""Telling words of withdrawals, and of the ends of votes in `closing.py`."""
_SINGLE = (word.rpartition("'")[2] for key in _KEYS if len(key) == 1 for word in key)
_KEYWORDS = frozenset(_SINGLE) | VOTE_NOUNS | _OTHER
_PAIRS = tuple(key for key in _KEYS if len(key) == 2)
_PAIRED = frozenset[str]().union(*_PAIRS)


def may_speak(text: str) -> bool:
    """Whether a folded text may hold a vote, a doubt or a withdrawal. Questions always may."""
    if text.endswith("?") or _SIGN.search(text):
        return True
    spread = (
        text.lower()
        .replace("n't", " not")
        .replace("'m", " am")
        .replace("'d", " would")
        .replace("lets ", "let us ")
    )
    words = frozenset(spread.translate(_MARKS).split())
    if not _KEYWORDS.isdisjoint(words):
        return True
    return not _PAIRED.isdisjoint(words) and any(pair <= words for pair in _PAIRS)
