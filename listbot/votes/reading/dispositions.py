"""Recognise the end or change of a vote: results, cancellations, extensions, `#listbot`
commands. Pure; never raises.

Only the subject and plain statements in own words count; `proposals/` checks whether the
writer may do it.
"""

import re
from collections.abc import Iterable

from listbot.mail.wire.subjects import take_apart
from listbot.model.disposition import Disposition
from listbot.votes.lexicon.endings import CANCELLED, DECIDED, ENDING, EXTENDED
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import tokenise

_TAGS = {
    Disposition.RESULT: frozenset(
        {
            "RESULT",
            "RESULTS",
            "VOTE RESULT",
            "VOTE RESULTS",
            "RESULT VOTE",
            "PASSED",
            "FAILED",
            "CLOSED",
        }
    ),
    Disposition.CANCEL: frozenset(
        {"CANCEL", "CANCELED", "CANCELLED", "CANCELLATION", "WITHDRAWN", "WITHDRAW"}
    ),
    Disposition.EXTEND: frozenset({"EXTENDED", "EXTENSION", "EXTEND"}),
}
_TITLE_WORDS = {
    "result": Disposition.RESULT,
    "results": Disposition.RESULT,
    "cancelled": Disposition.CANCEL,
    "canceled": Disposition.CANCEL,
}
_TITLE = re.compile(
    r"(result|results|cancelled|canceled)\s*:|.*\bvote\s+(result|results)\b", re.IGNORECASE
)

_PLAIN = (
    (Disposition.CANCEL, CANCELLED),
    (Disposition.EXTEND, EXTENDED),
    (Disposition.RESULT, DECIDED),
)


def disposition_by_subject(subject: str) -> Disposition | None:
    """The disposition that the subject's tags give a mail, unless it is a reply to such a mail."""
    heading = take_apart(subject)
    if heading.replied:
        return None
    for disposition, tags in _TAGS.items():
        if tags.intersection(heading.tags):
            return disposition
    found = _TITLE.match(heading.title)
    return _TITLE_WORDS[(found[1] or found[2]).lower()] if found else None


def speaks_of_result(subject: str) -> bool:
    """Whether an answer's subject has a result's tag: true of a result sent as a reply, and
    of answers to a result.
    """
    return bool(_TAGS[Disposition.RESULT].intersection(take_apart(subject).tags))


def disposition_by_words(statements: Iterable[Statement]) -> Disposition | None:
    """The disposition that plain words at the start of a statement give: "I withdraw this
    proposal."
    """
    for statement in statements:
        if not ENDING.search(statement.text.lower()):
            continue
        words = [token.text for token in tokenise(statement.text[:200])]
        if words[-1:] == ["?"]:
            continue
        for disposition, phrases in _PLAIN:
            if any(phrases.match(words, at) for at in range(min(3, len(words)))):
                return disposition
    return None
