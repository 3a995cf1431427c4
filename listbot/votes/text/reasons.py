"""Whether a mail gives a reason: for the -1 in it, or for an earlier one. Pure.

A reason is a link, or words beyond the value, what it is for, courtesy and a name at the
end. "-1, no" gives none; "-1, breaks DNS" does, and so does one judging word: "-1,
premature", "-1, it is too long".
"""

import re
from collections.abc import Iterable, Sequence

from listbot.votes.lexicon.words import COURTESY, FILLERS, GREETINGS, vocabulary
from listbot.votes.text.statements import Statement

_ENOUGH = 2  # Words: "breaks DNS" is a reason.
_SIGNED = 3  # Maximum words in a name under a mail.
_COURTEOUS = 6  # Maximum words in a greeting or a thank-you.
_LONG = 9  # Spaces in a line too long for courtesies and names.
_OBJECT = re.compile(
    r"([-+]\d[\d.]*)\s+(?:on|to|for|of|as|from|by)\s(?:(?!\b(?:because|since|as|due|until"
    r"|unless"
    r"|but|it)\b)[^,;:.(])*+"
)
_WEIGHTLESS = FILLERS | COURTESY
_JUDGES = re.compile(
    r"-\s*\d[\d.]*+\s*+(?:(?:[,:;(\u2013\u2014-]|\.\.\.|\u2026)\s*+)?"
    r"(?:(?:it['\u2019]?s?|this|that|is|are|was|not|a|an|the|way|far|just|still|really"
    r"|very)\s++)*+([^\W\d_]++)[\s.!)]*+\Z"
)
"""The value, and one word before the end."""
_JUDGEMENTS = vocabulary(
    "premature early late duplicate redundant unnecessary needless needed necessary overkill "
    "pointless useless untested unsafe insecure unmaintained undocumented unclear confusing "
    "ambiguous incomplete unfinished broken buggy wrong incorrect inconsistent risky dangerous "
    "fragile brittle slow expensive complicated complex bloat bloated ugly spam outdated "
    "obsolete deprecated incompatible unfair illegal ready tested secure safe stable breaks "
    "leaks crashes fails hangs corrupts"
)
"""A single word, perhaps after "not", that says what is wrong. Other words only add
emphasis, or are a name.
"""
_TOO = re.compile(r"\btoo\s+([^\W\d_]{3,})")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def has_reason(statements: Iterable[Statement]) -> bool:
    """Whether the statements give a reason for a vote against; reads no more of them than
    needed.
    """
    weight = seen = 0
    last: Statement | None = None  # Held back: it may be the name under the mail.
    for statement in statements:
        weight += _weight(last.text) if last else 0
        if weight >= _ENOUGH:
            return True
        last = None if _is_courtesy(statement.text) else statement
        seen += 1
    if last is None or (seen > 1 and _is_name(last)):
        return False
    return weight + _weight(last.text) >= _ENOUGH


def is_telling(line: str) -> bool:
    """Whether one line of prose alone gives a reason: long, no sentence end in the middle,
    no courtesy. A quick check.
    """
    if line.count(" ") < _LONG or ". " in line or "! " in line or "? " in line:
        return False
    return not _is_greeting(line) and _weight(line) >= _ENOUGH


def without_courtesy(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that are more than a greeting, thanks, or the name under a mail."""
    kept = [statement for statement in statements if not _is_courtesy(statement.text)]
    if len(statements) > 1 and kept and kept[-1] is statements[-1] and _is_name(kept[-1]):
        return kept[:-1]
    return kept


def _is_courtesy(text: str) -> bool:
    return text.count(" ") < _COURTEOUS - 1 and _is_greeting(text)


def _is_greeting(text: str) -> bool:
    first = _WORD.match(text)
    return first is not None and first[0].lower() in GREETINGS


def _is_name(statement: Statement) -> bool:
    return statement.alone and statement.text.count(" ") < _SIGNED


def _weight(text: str) -> int:
    """How many words carry meaning, up to what is enough."""
    told = text[:_LOOKED_AT]
    if "-" in told or "+" in told:
        told = _OBJECT.sub(r"\1", told)
    weight = 0
    for word in _WORD.finditer(told.lower().replace("'", " ")):
        weight += len(word[0]) > 1 and word[0] not in _WEIGHTLESS
        if weight == _ENOUGH:
            break
    return _ENOUGH if weight == 1 and _judges(told.lower()) else weight


def _judges(text: str) -> bool:
    """Whether the one meaningful word says what is wrong with the proposal."""
    found = _JUDGES.search(text)
    if found is not None and found[1] in _JUDGEMENTS:
        return True
    too = _TOO.search(text)
    return too is not None and too[1] not in _WEIGHTLESS


_LOOKED_AT = 400  # Characters of a statement: a reason shows early.
