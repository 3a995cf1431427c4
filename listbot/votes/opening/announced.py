"""Tell the day a call for lazy consensus announces something for from the time at which it
closes. Pure.

"Unless somebody objects I will upgrade Gerrit on 20 June" names the day of an act:
objections must arrive before that day begins. "If nobody objects by 20 June, I will upgrade
Gerrit" names the close. The clause around a time shows which it is: the preposition before
it, and whether the clause is about voting and objecting or about doing something. "Move the
reboot to Tuesday" names neither. Never fails; a time that fits no rule is ignored.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import Enum
from itertools import pairwise

from listbot.mail.mail import Mail
from listbot.model.reading import Announced
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.opening.dates import Moment, moment_in
from listbot.votes.text.statements import Statement, first_statements
from listbot.votes.text.tokens import fold, tokenise

_REACH = 160  # Characters read of a statement before a time; clauses are shorter.
_TITLE = 500  # Characters of a title; people read no more of it either.
_CLAUSE = re.compile(
    r"[,;:()?]|\s-{1,2}\s|\b(?:unless|if|otherwise|else|then|so|but|because|and"
    r"|or)\b|\b(?=(?:I|"
    r"[Ww]e)\b)"
)
"""The start of a clause. A subject also starts one: "unless somebody objects I will ..."."""
_SUBJECT = re.compile(r"^[^,;:()?]{1,60}?,? (?:I|[Ww]e)(?:'ll|'d|'m|'re)? ")
_OF_VOTING = vocabulary(
    "vote votes voting poll polls ballot object objects objection objections consensus comment "
    "comments feedback deadline window period speak veto reply replies response responses know"
)
"""A clause with one of these is about the call itself; "know" as in "let me know"."""
_OBJECTED = vocabulary("object objects objection objections consensus comment comments feedback")
_TOWARDS = vocabulary("to against about with for on")
"""After one of the words above, these lead to what may be objected to: "any objections to
upgrading it on 20 June?".
"""
_FUTURE = vocabulary(
    "will shall going plan planned plans planning intend scheduled want wants would propose"
)
_ACTING = _FUTURE | vocabulary("i we let")
"""A clause with one of these, and no voting word, announces an act."""
_CLOSING = vocabulary(
    "close closes closed closing end ends ended ending open opens expire expires due pass passes "
    "run runs vote deadline"
)
"""Right before the preposition, these make even "on Friday" a close."""
_UNTIL = vocabulary("until till")
_BY = vocabulary("by before than")
_ON = vocabulary("on at")
_PREPOSITIONS = _UNTIL | _BY | _ON | vocabulary("to from")
_LEANING = vocabulary(
    "the coming around about of day morning evening afternoon night noon late early end is be it"
)
"""Words that may come between a time and the word that governs it."""
_PAST = vocabulary("was were been had ago past already did")


_LASTING = _OF_VOTING | _CLOSING | vocabulary("leave wait give allow thread here discuss think")
"""What lasts as long as the call does; other things that last are what it is about."""


class Use(Enum):
    """What a time in a statement is for."""

    CLOSE = "close"
    ACT = "act"
    NEITHER = "neither"


def use_of(text: str, start: int) -> Use:
    """What the time at a place in a folded statement is for, judged by its clause."""
    preposition, words = _take_preposition(_clause_before(text, start))
    if not words and preposition not in _UNTIL | _BY:
        return Use.ACT if _begins_an_act(text, start) else Use.CLOSE
    if preposition == "from":
        return Use.NEITHER
    if preposition in _UNTIL or (words[-1:] and words[-1] in _CLOSING):
        return Use.CLOSE
    spoken_of = _without_what_is_objected_to(words)
    is_of_voting = not _OF_VOTING.isdisjoint(spoken_of)
    if preposition == "to":
        return Use.CLOSE if is_of_voting else Use.NEITHER
    if is_of_voting and spoken_of == words:
        return Use.CLOSE
    if preposition in _BY and (is_of_voting or _ACTING.isdisjoint(words)):
        return Use.CLOSE
    return Use.ACT


def lasts_longer(text: str, start: int, end: int) -> bool:
    """Whether a span says how long something else lasts: "I'll keep the disk for a month, unless
    somebody objects".
    """
    before = _clause_before(text, start)
    if before[-1:] != ["for"] or len(before) < 2:
        return False
    after = _CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0]
    words = (*before, *(token.text for token in tokenise(after)))
    return _LASTING.isdisjoint(words)


def announced_in(mail: Mail, title: str, base: datetime) -> Announced | None:
    """The earliest day, not over at `base`, that an opening's words or title announce
    something for.
    """
    found = [_in_statement(statement, base) for statement in first_statements(mail.body.lines)]
    days = [each for each in (*found, _in_title(title, base)) if each is not None]
    return min(days, key=lambda each: each.begins, default=None)


def _in_statement(statement: Statement, base: datetime) -> Announced | None:
    words = frozenset(token.text for token in tokenise(statement.text))
    if not _PAST.isdisjoint(words) or (_FUTURE | _OF_VOTING).isdisjoint(words):
        return None
    return _first(statement.text, base, _announces)


def _announces(text: str, start: int) -> bool:
    return use_of(text, start) is Use.ACT


def _in_title(title: str, base: datetime) -> Announced | None:
    """A title has no verb to go by: only "on 20 June" and the like name the day of its subject."""
    return _first(fold(title[:_TITLE]), base, _names_a_day)


def _names_a_day(text: str, start: int) -> bool:
    preposition, _ = _take_preposition(_clause_before(text, start))
    is_named = preposition in _ON or text[start : start + 5].lower().startswith("this ")
    return is_named and use_of(text, start) is Use.ACT


def _first(text: str, base: datetime, counts: Callable[[str, int], bool]) -> Announced | None:
    start = 0
    while found := moment_in(text, base, start):
        start = max(found.end, start + 1)
        if isinstance(found, Moment) and found.at > base and counts(text, found.start):
            begins = datetime.combine(found.at.date(), time(), UTC)
            return Announced(begins, text[found.start : found.end].strip(" ,.;:("))
    return None


def _begins_an_act(text: str, start: int) -> bool:
    """Whether the time opens its clause, and the clause announces an act: "On 20 June I
    will upgrade it".
    """
    ahead = text[start : start + _REACH]
    subject = _SUBJECT.search(ahead)
    if subject is None:
        return False
    rest = _CLAUSE.split(ahead[subject.end() :], maxsplit=1)[0]
    return _OF_VOTING.isdisjoint(token.text for token in tokenise(rest))


def _clause_before(text: str, start: int) -> list[str]:
    """The words from the start of the clause to a place in it."""
    reach = text[max(0, start - _REACH) : start]
    begin = max((match.end() for match in _CLAUSE.finditer(reach)), default=0)
    return [token.text for token in tokenise(reach[begin:]) if token.kind == "word"]


def _take_preposition(words: list[str]) -> tuple[str, list[str]]:
    """The preposition that governs a time, "" for none, and the words before it."""
    rest = list(words)
    while rest and rest[-1] in _LEANING:
        rest.pop()
    if rest and rest[-1] in _PREPOSITIONS:
        preposition = rest.pop()
        while rest and rest[-1] in _LEANING:
            rest.pop()
        return preposition, rest
    return "", rest


def _without_what_is_objected_to(words: list[str]) -> list[str]:
    """In "any objections to upgrading the host" only the first two words are about objecting."""
    for at, (word, following) in enumerate(pairwise(words)):
        if word in _OBJECTED and following in _TOWARDS:
            return words[:at]
    return words
