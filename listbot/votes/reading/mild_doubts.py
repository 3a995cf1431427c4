"""Take back the doubts about an answer to a call for silence that the call's own close settles:
"+1 if nobody objects", "Unless somebody disagrees, please go ahead". Pure; never raises.

A condition is taken back only if no other stands in its sentence and nothing there is lost or
lacking. A value becomes a cast again, words leave the silence whole. Anything else stays a doubt.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from listbot.model.disposition import Disposition
from listbot.model.reading import Cast, CastKind, Doubt, Reading
from listbot.votes.lexicon.closing import AWAITED, BINDS, GO_ON, JOINS, MET
from listbot.votes.numbers.numbers import CONDITIONAL
from listbot.votes.reading.telling import weighs
from listbot.votes.text.clauses import STOPS, spoken
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import tokenise

SETTLED_BY_CLOSE = "its only condition is that nobody objects, so the silence stands"
_TIMES = frozenset({"before", "after"})
_NOT_BEFORE = frozenset({"not", "before"})
_WAITING = frozenset({"wait"})
"""A silence waits anyway."""


def spared(reading: Reading, said: list[Statement]) -> tuple[Reading, list[Statement]]:
    """The reading without such doubts, and the statements that are still to be judged."""
    doubts = reading.doubts
    if not doubts or reading.casts or not all(map(_is_bound_yes, doubts)):
        return reading, said
    bound = [each for each in said if any(_may_set(doubt, each) for doubt in doubts)]
    if len(bound) >= len(doubts) and all(map(_is_met, bound)):
        return _without(reading, said), said
    last = next((at for at, each in enumerate(said) if _is_met(each) and _goes_on(each)), None)
    if last is None or any(map(_awaits, bound)) or any(map(_takes_back, said[last + 1 :])):
        return reading, said
    return _without(reading, ()), said[last:]


def _is_bound_yes(doubt: Doubt) -> bool:
    return doubt.reason == CONDITIONAL and doubt.value is not None and doubt.value[0] == "+"


def _may_set(doubt: Doubt, statement: Statement) -> bool:
    """Whether a statement on the doubt's line has its value, or a word of conditions."""
    if not any(line.number == doubt.line for _, line in statement.lines):
        return False
    return _binds(statement) or (doubt.value or "") in statement.text


def _binds(statement: Statement) -> bool:
    """Whether a sentence of its own may put a condition on the one before it."""
    words = spoken(tokenise(statement.text))
    return not BINDS.isdisjoint(words) or _NOT_BEFORE.issubset(words)


def _is_met(statement: Statement) -> bool:
    """Whether its only condition is one that the close meets."""
    words = spoken(tokenise(statement.text))
    found = _met(words)
    if found is None:
        return False
    begin, end = found
    if not JOINS.isdisjoint(takewhile(lambda word: word not in STOPS, words[end:])):
        return False
    rest = words[:begin] + words[end:]
    return (BINDS | _TIMES).isdisjoint(rest) and not weighs(
        [word for word in rest if word not in _WAITING]
    )


def _awaits(statement: Statement) -> bool:
    """Whether something has to come first; no go-ahead overrules that."""
    return not _is_met(statement) and not AWAITED.isdisjoint(spoken(tokenise(statement.text)))


def _takes_back(statement: Statement) -> bool:
    """Whether it sets a condition, or names a loss, behind the go-ahead."""
    return _binds(statement) or weighs(spoken(tokenise(statement.text)))


def _met(words: Sequence[str]) -> tuple[int, int] | None:
    """Where such a condition begins and ends."""
    some = MET.among(frozenset(words))
    if not some:
        return None
    at = next((at for at in range(len(words)) if some.match(words, at)), None)
    return None if at is None else (at, at + some.match(words, at))


def _goes_on(statement: Statement) -> bool:
    """ "Unless somebody disagrees, please go ahead": the last word on what stands before it."""
    return GO_ON.find(spoken(tokenise(statement.text)))


def _without(reading: Reading, said: Sequence[Statement]) -> Reading:
    """The values as casts; words as nothing."""
    casts = tuple(
        Cast(CastKind.VOTE, doubt.value, doubt.quote, doubt.line)
        for doubt in reading.doubts
        if any((doubt.value or "") in each.text and _may_set(doubt, each) for each in said)
    )
    found = Disposition.VOTE if casts else Disposition.NOT_A_VOTE
    return replace(reading, disposition=found, why=SETTLED_BY_CLOSE, casts=casts, doubts=())
