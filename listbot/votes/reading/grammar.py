"""Turn own words into findings: each statement is a vote, a doubt, not a vote, or
irrelevant. Pure; never raises.

Statements are read one by one, in order; `reading.py` decides what they mean together. Each
is tokenised once, and only if it contains a value or a voting word. Nothing is made from
text outside the mail's own lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from listbot.model.reading import Cast, CastKind, Doubt
from listbot.votes.inwords.statement import read_in_words
from listbot.votes.lexicon.abroad import BACK
from listbot.votes.lexicon.words import (
    BECOMES,
    CHANGES,
    FIRST_PERSON,
    FROM_ME,
    SWAPPED_FOR,
    SWAPPING,
    TAKEN_BACK,
    VOTE_NOUNS,
    WITHDRAWALS,
)
from listbot.votes.numbers.asides import is_proposed
from listbot.votes.numbers.claims import is_former
from listbot.votes.numbers.context import Spot, follows_arrow, is_arrow, place
from listbot.votes.numbers.labels import label_before
from listbot.votes.numbers.numbers import judge
from listbot.votes.numbers.ownership import is_from_me
from listbot.votes.numbers.zeros import stands_apart, with_zeros
from listbot.votes.reading.ballots import items_of, labelled, quoted_item
from listbot.votes.text.findings import COUNTED, TALK, Finding, Found, NotAVote, Voice, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, fold, tokenise

_GIVES_UP = frozenset(phrase.split()[0] for phrase in WITHDRAWALS)
_GIVING_UP = {
    first: tuple(f" {phrase} " for phrase in WITHDRAWALS if phrase.split()[0] == first)
    for first in _GIVES_UP
}
_OWN = frozenset({"my", "i", "meine", "mon", "mi"})
_IF = frozenset({"if", "once", "when", "unless"})
_UNDONE = frozenset({"not", "never", "you", "will", "would", "could", "might", "may"})
"""These words show that a withdrawal is refused, promised or requested."""
_JOINS = frozenset({"and", ",", ";", ".", ":", "und", "et"})
_VOTING = frozenset({"vote", "voting", "am", "go", "cast", "now"})
_STATED = frozenset({"is", "as", "was"})
"""Between a value and the word that takes it back: "My -1 is withdrawn; +0 now"."""
_LED = frozenset({"ok", "then", "so", "fine", "well", "right", "thanks"})
_BESIDE = frozenset({"instead", "rather", "also", "again"})
"""They may come before what a value is for: "+1 instead for the small one"."""
_BOXED = re.compile(r"\A\[([+-]\d)\]")
"""A value in brackets that begins its statement; elsewhere it is an index: "list[-1]"."""
_QUOTED = 500  # Characters of a quoted line.
_VALUES = 12  # In one statement; with more it is a table, not a sentence.


def read_statement(statement: Statement, voice: Voice) -> Iterator[Found]:
    """The findings of one statement."""
    text = statement.text
    tokens = tokenise(_BOXED.sub(r" \1 ", text, count=1) if text[:1] == "[" else text)
    if not tokens:
        return
    if "0" in statement.text:
        tokens = with_zeros(tokens)
    values = [at for at, token in enumerate(tokens) if token.kind == "value"]
    if len(values) > _VALUES:
        yield Found(
            NotAVote(statement.text[:200], statement.lines[0][1].number, "a table of numbers")
        )
        return
    withdrawal = _withdrawal(statement, tokens, values)
    if withdrawal:
        yield Found(withdrawal)
        return
    bare = (_bare_zero(statement, tokens) if "0" in statement.text else None) or (
        _lost(statement, tokens) if "?" in statement.text and not values else None
    )
    if bare:
        yield Found(bare, _named_thing([token.text for token in tokens[1:]]))
        return
    weighed = [
        (found, at) for at in values for found in _weighed(place(statement, tokens, at, voice))
    ]
    counted = any(
        found.finding.reason in (COUNTED, TALK)
        for found, _ in weighed
        if isinstance(found.finding, NotAVote)
    )
    for each, at in weighed:
        yield _refused(each) if counted and not _is_apart(each, tokens, at) else each
    if not values:
        found = read_in_words(statement, tokens, voice)
        if found:
            quoted = statement.quoted
            yield Found(found, remark=quoted.number if quoted else 0)


def _weighed(here: Spot) -> Iterator[Found]:
    """A value's finding with its topic, once for each item it is for."""
    finding = _meant(here)
    if not isinstance(finding, Cast):
        yield Found(finding, _topic(here), _is_named(here))
        return
    items = items_of(here)
    named = not items and _is_named(here)
    quoted = here.statement.quoted
    if not items:
        label = quoted_item(here.statement)
        items = (label,) if label else ()
    for item in items or (None,):
        yield Found(
            replace(finding, item=item) if item else finding,
            _topic(here),
            named,
            quoted.number if quoted else 0,
            is_proposed(here),
            _changes(here),
            "" if items else label_before(here),
            is_from_me(here) or not FIRST_PERSON.isdisjoint(here.left_words),
            is_former(here),
            quoted.text if quoted else "",
        )


def _topic(here: Spot) -> str:
    return _named_thing(here.right_words)


def _named_thing(words: Sequence[str]) -> str:
    """What a value is for, by the words behind it: "on the new name"."""
    if words and words[0] in _BESIDE:
        begin = next((at for at, word in enumerate(words) if word not in _BESIDE), len(words))
        words = words[begin:]
    if (
        len(words) > 1
        and words[0] in ("on", "to", "for", "of", "or", "in", "as")
        and words[1] not in FROM_ME
    ):
        return " ".join(words[1:])
    return ""


def _refused(found: Found) -> Found:
    """Refuse a cast next to vote counts; it is a count, too: "+1 votes: 3 (+1 non-binding)"."""
    return Found(NotAVote(found.finding.quote, found.finding.line, COUNTED))


def _is_apart(found: Found, tokens: Sequence[Token], at: int) -> bool:
    """Whether a value is cast all the same: before a comma at the start of the statement ("+1, that
    makes three +1s"), or against by a first person ("My +1 was for the draft, here I am -1").
    """
    if found.mine and isinstance(found.finding, Cast) and found.finding.is_against:
        return True
    behind = [token.text for token in tokens[1:3]]
    return at == 0 and behind[:1] == [","] and not (behind[1:] and behind[1][0] in "+-0")


def _is_named(here: Spot) -> bool:
    words = [
        token
        for token in (*here.left, *here.right)
        if token.text not in ("binding", "non-binding", "from")
    ]
    return (
        here.statement.alone
        and 0 < len(words) < 4
        and all(token.capital or token.text in here.voice.author for token in words)
    )


def _changes(here: Spot) -> bool:
    words = here.left_words
    if follows_arrow(here):
        return True
    return (
        bool(CHANGES.intersection(words))
        or words[-2:] == ["i", "meant"]
        or (words[-1:] == ["to"] and "from" in words)
    )


def _meant(here: Spot) -> Finding:
    """Judge a value in a change of mind ("from -1 to +1", "not -1 but +1"), or by itself."""
    words = here.left_words
    if _is_turned_from(here) or (
        any(token.kind == "value" for token in here.rest) and _gives_up(words, here.rest)
    ):
        line = here.statement.line_at(here.token.at)
        return NotAVote(quote_of(line), line.number, "the value being given up")
    return judge(here)


def _is_turned_from(here: Spot) -> bool:
    """The second value of "Down to 0 from +1"."""
    before = here.tokens[max(0, here.at - 3) : here.at]
    return [token.text for token in before[::2]] == ["to", "from"] and before[1].kind == "value"


def _gives_up(words: Sequence[str], rest: Sequence[Token]) -> bool:
    """ "from -1 to ...", "changing my -1 to ...", "I take back my -1 and ..."."""
    if words[-1:] == ["from"] or not CHANGES.isdisjoint(words):
        return any(token.text in ("to", "into") for token in rest)
    if "my" in words and not SWAPPING.isdisjoint(words):
        return rest[0].text in SWAPPED_FOR
    return _withdraws(words) or _is_left(rest)


def _is_left(rest: Sequence[Token]) -> bool:
    """ "My +1 becomes ...", "I take my +1 back and ...", "Consider my -1 withdrawn; ...", "+1 ->
    -0".
    """
    first = rest[0].text
    behind = rest[1].text if first in _STATED and len(rest) > 1 else first
    return first in BECOMES or first in BACK or behind in TAKEN_BACK or is_arrow(rest)


def _withdraws(words: Sequence[str]) -> bool:
    firsts = _GIVES_UP.intersection(words)
    if not firsts:
        return False
    text = f" {' '.join(words)} "
    return any(phrase in text for first in firsts for phrase in _GIVING_UP[first])


def _withdrawal(
    statement: Statement, tokens: Sequence[Token], values: Sequence[int]
) -> Cast | NotAVote | None:
    """ "I withdraw my -1": back to no vote. With a new value in the statement it is a
    change, not a withdrawal.
    """
    words = [token.text for token in tokens if token.kind != "mark"]
    if not _withdraws(words) or not _is_of_own_vote(statement, words, values):
        return None
    if len(values) > 1 or (values and CHANGES.intersection(words)):
        return None
    if values and _casts_anew([token.text for token in tokens[: values[0]]]):
        return None
    line = statement.line_at(tokens[0].at)
    if tokens[-1].text == "?" or words[0] in _IF or not _undoing(words).isdisjoint(words):
        return NotAVote(quote_of(line), line.number, "a withdrawal that did not happen")
    return Cast(CastKind.WITHDRAW, None, quote_of(line), line.number)


def _casts_anew(before: Sequence[str]) -> bool:
    """Whether the one value of a withdrawal is the new vote: "I retract that and vote +1"."""
    last = max((at for at, word in enumerate(before) if word in _JOINS), default=-1)
    behind = before[last + 1 :]
    return last > 0 and _withdraws(before[:last]) and (not behind or behind[0] in _VOTING)


def _undoing(words: Sequence[str]) -> frozenset[str]:
    """The words that undo a withdrawal; "never mind my -1" does not."""
    return _UNDONE - {"never"} if "mind" in words else _UNDONE


def _is_of_own_vote(statement: Statement, words: Sequence[str], values: Sequence[int]) -> bool:
    """Whether the writer's vote is taken back: "my -1", "Objection withdrawn", "this" under
    a quoted vote.
    """
    names = bool(VOTE_NOUNS.intersection(words) or values)
    if _OWN.isdisjoint(words):
        return names and (_is_said_of_it(words) or _is_pointed_at(words))
    return names or (statement.quoted is not None and _holds_value(statement.quoted.text))


def _is_said_of_it(words: Sequence[str]) -> bool:
    """ "Objection withdrawn", "OK, veto lifted", and nothing else."""
    return words[-1] in TAKEN_BACK and len(words) > 1 and all(word in _LED for word in words[:-2])


def _is_pointed_at(words: Sequence[str]) -> bool:
    """ "withdrawing this veto"; "the veto on this was withdrawn" reports somebody else's."""
    return any(
        word == "this" and (noun in VOTE_NOUNS or noun[:1] in "+-")
        for word, noun in pairwise(words)
    )


def _holds_value(text: str) -> bool:
    return any(token.kind == "value" for token in tokenise(fold(text.lstrip(" >|")[:_QUOTED])))


def _bare_zero(statement: Statement, tokens: Sequence[Token]) -> Cast | None:
    """A zero without a sign that opens its statement: "0", "0 (abstain)", "2. 0"."""
    tokens = tokens[1:] if tokens[0].text == "(" and len(tokens) > 1 else tokens
    item, behind = labelled(tokens)
    if not stands_apart(statement, behind):
        if not stands_apart(statement, tokens):
            return None
        item, behind = None, tokens
    line = statement.line_at(behind[0].at)
    return Cast(
        CastKind.VOTE, "0", quote_of(line), line.number, item=item or quoted_item(statement)
    )


def _lost(statement: Statement, tokens: Sequence[Token]) -> Doubt | None:
    """A number whose sign a mailer broke: "My vote is ?1"."""
    lost = next((token for token in tokens if token.kind == "lost"), None)
    if lost is None:
        return None
    line = statement.line_at(lost.at)
    return Doubt(quote_of(line), line.number, "the sign before the number is lost", None)


def read_statements(found: Iterable[Statement], voice: Voice) -> list[Found]:
    """The findings of all statements, in order."""
    return [finding for statement in found for finding in read_statement(statement, voice)]
