"""Decide quickly whether a text can say anything about a vote; most cannot, and are skipped
unread. Pure.

Skipped text has no value, no emoji, no question and none of the key words of any phrase, so
nothing could be found in it. This makes reading a discussion thread cheap.
"""

import re
from collections.abc import Iterable

from listbot.votes.lexicon import (
    abstentions,
    assent,
    endings,
    objections,
    soft_objections,
    yes_abroad,
)
from listbot.votes.lexicon.matching import by_rarest
from listbot.votes.lexicon.words import CONTRACTIONS, THUMBS, WITHDRAWALS

_SIGN = re.compile(r"[-+±][ ]?(?:[\d.+½¼¾⅓⅔∞]|(?:one|many|lots|infinity)\b)")
# Underscores are decoration: "_0_" is a vote. Patterns that begin with a literal make the search
# quick.
_LONE_ZERO = re.compile(r"0(?![^\W_]|[.,:/]\d)(?<![^\W_]0)(?<![.,:/]0)")
_LONE_NO = re.compile(r"not?(?![^\W_])")
_NO = re.compile(
    r"(?:^|[^\w\s]|_)[\W_]{0,9}(?:[^\W_]{1,20}[\W_]{1,9}){0,2}not?(?![^\W_])",
    re.IGNORECASE | re.MULTILINE,
)
_PUNCTUATION = frozenset('.,;:!?()[]{}<>"*_/-=&|`~#+%…')
_MARKS = "".join(" " if chr(at) in _PUNCTUATION else chr(at) for at in range(ord("…") + 1))
"""Maps each mark to a space. A text serves as the table of `translate`, twice as fast as a dict."""
_CONTRACTED = frozenset(CONTRACTIONS)
_TABLES = (
    *(
        assent.YES_ALONE,
        assent.YES_OPEN,
        assent.ECHO,
        assent.YES_FIRM,
        assent.YES_ANYWHERE,
        abstentions.ABSTAIN,
        abstentions.ABSTAINING,
        abstentions.DEFERRING,
    ),
    *(
        objections.NO_FIRM,
        objections.NO_VERDICT,
        objections.FORBIDDING,
        objections.KEEPING,
        objections.REFUSING,
    ),
    *(soft_objections.NO_LEANING, soft_objections.NO_ANYWHERE, soft_objections.NO_SOFT),
    *(endings.CANCELLED, endings.EXTENDED, endings.DECIDED),
)
"""Phrases that can be findings in words; those that only weaken a finding (`FINE`,
`YIELDING`) are checked later.
"""


def _parts(words: Iterable[str]) -> frozenset[str]:
    """Words as they appear in a text without marks: "no-go" is two."""
    return frozenset(" ".join(words).translate(_MARKS).replace("'", " ").split())


_KEYS = (
    {_parts(key) for table in _TABLES for key in table.keys}
    | {_parts(phrase.split()) for phrase in WITHDRAWALS}
    | {_parts([word]) for word in yes_abroad.COURTEOUS_YES.keys() - yes_abroad.AMBIGUOUS_YES}
    | {
        _parts([word, polite])
        for word in yes_abroad.AMBIGUOUS_YES
        for polite in yes_abroad.COURTEOUS_YES[word]
    }
    | {frozenset({word}) for word in soft_objections.NOS} - {frozenset({"no"}), frozenset({"not"})}
)
_SINGLE = frozenset(word for key in _KEYS if len(key) == 1 for word in key)
_SETS = by_rarest((key, key) for key in _KEYS if len(key) > 1)
"""Most texts hold few of them, and need comparing with few."""
_TELLING = frozenset(_SETS)


def may_speak(text: str) -> bool:
    """Whether a folded text, a statement or more, may contain a vote, a doubt or a
    withdrawal. Questions always may.
    """
    if "?" in text or _has_sign(text):
        return True
    lower = text.lower()
    if _LONE_NO.search(lower) and _NO.search(text):
        return True
    words = set(lower.translate(_MARKS).split())
    if "'" in lower:
        words.update(lower.translate(_MARKS).replace("'", " ").split())
    for word in _CONTRACTED & words:
        words.update(CONTRACTIONS[word].split())
    return not _SINGLE.isdisjoint(words) or _holds_set(words)


def _holds_set(words: set[str]) -> bool:
    for word in _TELLING & words:
        seconds = _SETS[word]
        for second in words.intersection(seconds):
            for key, _ in seconds[second]:
                if key <= words:
                    return True
    return False


def _has_sign(text: str) -> bool:
    """Whether there is a value or an emoji. One test per character is quicker than one
    search for all.
    """
    if ("+" in text or "-" in text or "±" in text) and _SIGN.search(text):
        return True
    if "0" in text and ("0.0" in text or _LONE_ZERO.search(text)):
        return True
    return not text.isascii() and any(thumb in text for thumb in THUMBS)
