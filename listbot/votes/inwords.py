"""Votes in words in one statement: "No objections.", "I'm opposed", "please don't remove it". Pure; never raises.

Such a vote is marked `in_words`; whether it counts is for the policy. It is read only in statements without a value.
"""

from collections.abc import Sequence

from listbot.votes.cast import Cast, CastKind, Doubt
from listbot.votes.conditions import opening_condition
from listbot.votes.findings import Finding, NotAVote, quote_of
from listbot.votes.phrases import (
    ABSTAIN,
    ASKING,
    FORBIDDING,
    HARMLESS,
    NO_PLAIN,
    NO_SOFT,
    YES_ALONE,
    YES_OPEN,
    YIELDING,
)
from listbot.votes.statements import Statement
from listbot.votes.tokens import Token

_LEAD = frozenset(
    ["ok", "well", "so", "and", "also", "but", "yes", "yeah", "yep", "hi", "hello", "hmm", "hm", "sorry", "however", "personally", "honestly", "actually", "i", "think", "believe", "feel", "that", "really", "therefore", "thus", "then", "still", "imho", "imo", "fwiw", "though", "while", "sadly", "frankly", "as", "for", "now", "anyway", "please", "at", "the", "moment", "again", "once", "more", "no", "nope", "also", "me", "too"]
)
"""Words a clause may start with before the phrase."""
_TAIL = frozenset(
    ["from", "me", "here", "too", "as", "well", "either", "with", "this", "that", "fully", "completely", "very", "much", "all", "at", "so", "far", "then", "sir", "guys", "all", "folks", "thanks", "i", "think", "please"]
)
_ADVERBS = frozenset(
    ["wholeheartedly", "fully", "completely", "totally", "absolutely", "definitely", "strongly", "entirely", "generally", "also", "really", "quite", "very", "just", "certainly", "gladly", "happily", "perfectly", "firmly", "still", "simply", "too", "clearly", "largely", "mostly"]
)
_STOPS = frozenset(',;:.!?()-\u2026"')


def read_in_words(statement: Statement, tokens: Sequence[Token]) -> Finding | None:
    """The vote in words of one statement, or None."""
    words = [token.text for token in tokens if token.text not in _ADVERBS or token.kind != "word"]
    if not words:
        return None
    found = _thumb(tokens) or _against(words) or _in_favour(words) or _abstaining(words)
    if found is None:
        return None
    value, reason = found
    line = statement.line_at(tokens[0].at)
    quote = quote_of(line)
    if words[-1] == "?" and not reason:
        return NotAVote(quote, line.number, "a question")
    if opening_condition(tokens) and not reason:
        return Doubt(quote, line.number, "a condition cannot be tallied", value)
    if reason:
        return Doubt(quote, line.number, reason, value)
    return Cast(CastKind.VOTE, value, quote, line.number, in_words=True)


def yields(tokens: Sequence[Token]) -> bool:
    """Whether a statement takes a dissent half back: "I defer to you", "I won't block it"."""
    return YIELDING.find([token.text for token in tokens])


def _thumb(tokens: Sequence[Token]) -> tuple[str, str] | None:
    return (
        next(((token.text, "") for token in tokens if token.kind == "thumb"), None)
        if len(tokens) <= 6
        else None
    )


def _against(words: list[str]) -> tuple[str, str] | None:
    for at in _clause_starts(words):
        start = _skip_lead(words, at)
        for begin in {at, start, *range(at, start)}:
            if begin >= len(words):
                continue
            if NO_PLAIN.match(words, begin):
                return "-1", ""
            length = FORBIDDING.match(words, begin)
            if (
                length
                and (begin > at or words[begin] == "please" or begin == at)
                and _forbids(words, begin, length)
            ):
                return "-1", ""
            if NO_SOFT.match(words, begin):
                return "-1", "it may be meant against the proposal"
    if words[0] == "but" and words[-1] == "?" and len(words) > 2 and ASKING.match(words, 1):
        return "-1", "it may be meant against the proposal"
    return None


def _forbids(words: list[str], begin: int, length: int) -> bool:
    """Whether "do not" forbids an act, not a courtesy: "please don't remove it"; bare "do not" only with "please" near."""
    after = words[begin + length : begin + length + 1]
    if after and after[0] in HARMLESS:
        return False
    return "please" in words[max(0, begin - 3) : begin + 1]


def _in_favour(words: list[str]) -> tuple[str, str] | None:
    starts = list(_clause_starts(words))
    for at in starts:
        start = _skip_lead(words, at)
        if any(
            begin < len(words) and YES_OPEN.match(words, begin) for begin in {at, start, *range(at, start)}
        ):
            return "+1", ""
    at = 0
    start = _skip_lead(words, at)
    for begin in sorted({at, start, *range(at, start)}):
        if (
            begin < len(words)
            and (length := YES_ALONE.match(words, begin))
            and _is_tail(words[begin + length :])
        ):
            return "+1", ""
    return None


def _abstaining(words: list[str]) -> tuple[str, str] | None:
    start = _skip_lead(words, 0)
    if any(begin < len(words) and ABSTAIN.match(words, begin) for begin in range(start + 1)):
        return "0", ""
    return None


def _is_tail(words: list[str]) -> bool:
    """Whether nothing but marks and small words follows."""
    return all(word in _TAIL or word in _STOPS for word in words)


def _clause_starts(words: list[str]) -> list[int]:
    return [
        0,
        *(
            at + 1
            for at, word in enumerate(words)
            if (word in _STOPS or word in ("but", "so", "and", "because", "that")) and at + 1 < len(words)
        ),
    ]


def _skip_lead(words: list[str], at: int) -> int:
    while at < len(words) and words[at] in _LEAD:
        at += 1
    return at
