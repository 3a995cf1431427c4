"""Ends and changes of a vote: results, cancellations, extensions, and `#listbot` commands. Pure;
never raises.

Only the subject and plain statements of own words say so; whether the writer may do it is for
`decide.py`.
"""

import re
from collections.abc import Iterable

from listbot.mail.wire.subjects import take_apart
from listbot.model.disposition import Disposition
from listbot.votes.lexicon.matching import Phrases
from listbot.votes.reading.statements import Statement
from listbot.votes.reading.tokens import tokenise

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

CANCELLED = Phrases(
    en=(
        "i withdraw this proposal; i withdraw the proposal; i withdraw my proposal; i am "
        "withdrawing this proposal; i am withdrawing the proposal; i am withdrawing my proposal; "
        "i am cancelling this vote; i am cancelling the vote; i am canceling this vote; i am "
        "canceling the vote; i cancel this vote; i cancel the vote; i hereby cancel; this vote "
        "is cancelled; this vote is canceled; the vote is cancelled; the vote is canceled; vote "
        "cancelled; vote canceled; this vote is withdrawn; this proposal is withdrawn; the "
        "proposal is withdrawn; this vote has been cancelled; the vote has been cancelled; "
        "cancelling this vote; cancelling the vote; canceling this vote; canceling the vote; i "
        "am calling off"
    ),
    de="ich ziehe den vorschlag zurück; die abstimmung ist abgesagt",
)
EXTENDED = Phrases(
    en=(
        "the vote is extended; this vote is extended; i am extending the vote; i am extending "
        "this vote; i extend the vote; i extend this vote; the voting period has been extended; "
        "the voting period is extended; i am extending the voting; i am extending the deadline; "
        "the deadline is extended; the deadline has been extended; vote extended; the vote has "
        "been extended; this vote has been extended; extending the vote; extending this vote"
    ),
    de="die abstimmung wird verlängert",
)
DECIDED = Phrases(
    en=(
        "the vote has passed; this vote has passed; the vote passed; the vote passes; vote "
        "passes; vote passed; this vote passes; i declare this motion; i declare the motion; i "
        "declare this vote; the motion passes; the motion passed; motion passed; the motion has "
        "passed; the vote has failed; this vote has failed; the vote failed; the vote is closed; "
        "this vote is closed; the vote is now closed; voting is closed; voting is now closed; "
        "the vote has been closed; closing this vote; closing the vote; the result of the vote; "
        "here are the results; the results are; the vote results"
    ),
    de="das ergebnis der abstimmung; die abstimmung ist beendet",
)
_ENDING = re.compile(r"vot|motion|proposal|deadline|result|cancel|calling|abstimmung|vorschlag")
"""What each of those phrases has."""
_PLAIN = (
    (Disposition.CANCEL, CANCELLED),
    (Disposition.EXTEND, EXTENDED),
    (Disposition.RESULT, DECIDED),
)


def disposition_by_subject(subject: str) -> Disposition | None:
    """What the subject's tags make the mail, a reply to such a mail apart."""
    heading = take_apart(subject)
    if heading.replied:
        return None
    for disposition, tags in _TAGS.items():
        if tags.intersection(heading.tags):
            return disposition
    found = _TITLE.match(heading.title)
    return _TITLE_WORDS[(found[1] or found[2]).lower()] if found else None


def speaks_of_result(subject: str) -> bool:
    """Whether an answer's subject has a result's tag: a result sent as a reply looks so, and the
    answers to " "it, too."""
    return bool(_TAGS[Disposition.RESULT].intersection(take_apart(subject).tags))


def disposition_by_words(statements: Iterable[Statement]) -> Disposition | None:
    """What plain words at the start of a statement make the mail: "I withdraw this proposal." """
    for statement in statements:
        if not _ENDING.search(statement.text.lower()):
            continue
        words = [token.text for token in tokenise(statement.text[:200])]
        if words[-1:] == ["?"]:
            continue
        for disposition, phrases in _PLAIN:
            if any(phrases.match(words, at) for at in range(min(3, len(words)))):
                return disposition
    return None
