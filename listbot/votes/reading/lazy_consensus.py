"""Decide whether an answer leaves a lazy consensus intact. Pure; never raises.

A vote needs unambiguous words; any words can break a silence. So here the question is
reversed: an answer may be an objection unless it is thanks, agreement, joy, a mere question, a
report that ends well, or an offer. We ask this only if a proposal passes by silence, and of answers
to the call itself, to a vote, or to a mere question: deeper in a thread people talk about earlier
remarks, and only words known from objections hold.

The result is never a vote but a doubt (`MAY_OBJECT`), which other policies ignore.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from listbot.model.reading import Doubt, Parent
from listbot.votes.inwords.abroad import is_yes_abroad
from listbot.votes.inwords.against import speaks_against
from listbot.votes.lexicon.beside import DATES
from listbot.votes.lexicon.harmless import (
    APPROVING,
    ASIDE,
    ASKERS_ABROAD,
    BARE_YES,
    CONFESSING,
    CONSENT,
    DEMANDING,
    DONE_ALREADY,
    DRAWBACKS,
    INFORMING,
    INTENDED,
    NEGATIVE,
    OBJECTING,
    OFFERING,
    PLEASED,
    PRAISING,
    PROMISE,
    RELENTING,
    SETTLED,
    TURNS,
    UNDECIDED,
    UNNOTICED,
    UNSPENT,
)
from listbot.votes.lexicon.thanks import UNTHANKFUL
from listbot.votes.lexicon.yes_abroad import TURNS_ABROAD
from listbot.votes.reading.telling import Said, said_in, telling_of, weighs
from listbot.votes.text.clauses import STOPS, led
from listbot.votes.text.findings import MAY_OBJECT, Voice, quote_of
from listbot.votes.text.statements import Statement

_ALSO = frozenset({"too", "also", "well"})
_BRIEF = 3  # Words of applause and nothing else.
_HEARTS = frozenset({"<3", "\u2764", "\u2665", "\U0001f389", "\U0001f64c", "\U0001f64f"})
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)")
_DAMPING = frozenset({"until", "till"}) | ((TURNS_ABROAD | UNTHANKFUL) - {"serve", "encore"})
_REGRETTING = _DAMPING | frozenset({"unfortunately", "sadly", "regrettably", "alas"})
_JOINING = STOPS | {"and", "it", "so", "which", "that", "because", "since", "while", "when"}
_OF_WRITER = frozenset({"i", "we", "never", "having"})
_TALKATIVE = 12  # Sentences of a mail inside the thread that objects to the proposal.


AGREES = "it agrees, so the silence stands"
REJOICES = "it is glad or praises, so the silence stands"
HARMLESS = "it is thanks, a question, an offer or a report, so the silence stands"
TALKS = "it is talk inside the thread without words known from objections, so the silence stands"
KNOWN = "words known from objections, in an answer inside the thread"


class Judged(NamedTuple):
    """What an answer does to a silence."""

    doubt: Doubt | None
    rule: str
    """In words, for `explain`: which rule decided."""


def objection_in(statements: Iterable[Statement], voice: Voice, agreed: bool) -> Judged:
    """Return what may be an objection in an answer to a call for lazy consensus; `agreed`:
    it contains a yes in words.
    """
    return _judged(telling_of(statements, voice), agreed)


def _judged(told: Sequence[Said], agreed: bool) -> Judged:
    """The first statement that may object, or why none does."""
    every, told = told, [said for said in told if not is_yes_abroad(said.tokens)]
    if every and not told:
        return Judged(None, AGREES)
    telling = [said for said in told if not BARE_YES.issuperset(said.words)]
    if (agreed and len(telling) == len(told)) or any(map(_consents, told)):
        breaking = next(
            (each for each in told if _turns(each) or _objects(each) or _rues(each)), None
        )
        rule = AGREES
    elif any(map(_applauds, told)):
        breaking = next((said for said in told if _dampens(said)), None)
        rule = REJOICES
    else:
        breaking = _first_unknown(telling)
        rule = HARMLESS
    return Judged(_doubt(breaking), MAY_OBJECT) if breaking else Judged(None, rule)


def objection_below(statements: Sequence[Statement], voice: Voice, agreed: bool) -> Judged:
    """The same for an answer deeper in the thread.

    Below talk people talk, so only words known from objections hold. Below a vote it is as below
    the call. Below a mere question the first sentence may answer it, and whatever follows speaks to
    the proposal: "It is. I can not back this." What takes many sentences discusses.
    """
    told = telling_of(statements, voice)
    if len(told) > _TALKATIVE:
        return Judged(None, TALKS)
    votes = voice.parent in (Parent.VOTES, Parent.AGAINST)
    softly = votes or voice.brief
    known = next((said for said in told if speaks_against(said.words, softly=softly)), None)
    if known:
        return Judged(_doubt(known), KNOWN)
    if votes:
        return _judged(told, agreed)
    if voice.parent is Parent.ASKS and told:
        return _judged(told if weighs(told[0].words) else told[1:], agreed)
    return Judged(None, TALKS)


def only_asks(statements: Iterable[Statement], voice: Voice) -> bool:
    """Whether a mail holds nothing but questions."""
    told = telling_of(statements, voice)
    return bool(told) and all(said.asks for said in told)


def is_content(statements: Iterable[Statement]) -> bool:
    """Whether a mail deeper in the thread says its writer is content, without a "but" after it."""
    return any(
        said.holds(SETTLED) and not _turns(said) for said in map(said_in, statements) if said.words
    )


def _doubt(breaking: Said) -> Doubt:
    line = breaking.statement.lines[0][1]
    return Doubt(quote_of(line), line.number, MAY_OBJECT, "-1")


def _consents(said: Said) -> bool:
    return not said.asks and said.begins(CONSENT)


def _turns(said: Said) -> bool:
    """ "Fine in general, but ...", with something weighty after it."""
    at = next((at for at, word in enumerate(said.words) if word in TURNS), len(said.words))
    behind = said.words[at:][1:]
    if _meant_to(said, behind):
        return False
    return weighs(behind) or DEMANDING.match(behind, 0) > 0 or (said.asks and behind != [])


def _meant_to(said: Said, behind: Sequence[str]) -> bool:
    """ "I wanted to do it myself, but never had the time": the writer wants it, too."""
    return (
        not (UNSPENT.isdisjoint(behind) or _OF_WRITER.isdisjoint(behind))
        and DRAWBACKS.isdisjoint(behind)
        and said.begins(INTENDED)
    )


def _rues(said: Said) -> bool:
    """ "Great idea! Unfortunately our builders use it", "Agreed, as soon as they have moved": what
    stands beside a yes and takes some of it back.
    """
    if not _REGRETTING.isdisjoint(said.words):
        return True
    return RELENTING.among(frozenset(said.words)).find(said.words)


def _objects(said: Said) -> bool:
    """Whether it asks a question that opponents ask."""
    if not said.asks or _informs(said):
        return False
    return said.begins(OBJECTING) or not ASKERS_ABROAD.isdisjoint(said.words)


def _dampens(said: Said) -> bool:
    """Whether a statement beside words of joy weakens them."""
    if _turns(said) or _objects(said) or not _DAMPING.isdisjoint(said.words):
        return True
    return not _applauds(said) and weighs(said.words) and not _went_unnoticed(said)


def _applauds(said: Said) -> bool:
    """Whether it is a word of joy or a heart, or begins with one."""
    if said.statement.text.strip() in _HEARTS:
        return True
    if said.begins(PLEASED):
        return True
    brief = sum(word not in STOPS for word in said.words) <= _BRIEF and not said.asks
    return brief and not APPROVING.isdisjoint(said.words) and not weighs(said.words)


def _informs(said: Said) -> bool:
    """Whether it only asks for a fact."""
    if not said.asks or weighs(said.words) or not UNTHANKFUL.isdisjoint(said.words):
        return False
    if said.begins(INFORMING) or not _ALSO.isdisjoint(said.words):
        return True
    return "or" in said.words and any(map(_is_date, said.words))


def _is_date(word: str) -> bool:
    """ "Saturday", "17th"."""
    return word in DATES or bool(_DAY.fullmatch(word))


def is_aside(said: Said) -> bool:
    """Whether it begins as an offer, thanks or an aside."""
    start = led(said.words, 0)
    if said.holds(OFFERING) or any(CONFESSING.match(said.words, at) for at in start):
        return True
    return any(ASIDE.match(said.words, at) or _promises(said.words, at) for at in start)


def _praises(said: Said) -> bool:
    """ "You are a hero", without a "but"."""
    return said.begins(PRAISING) and TURNS.isdisjoint(said.words)


def _is_done(said: Said) -> bool:
    """ "I moved mine last week", and nothing about how that went."""
    return DONE_ALREADY.match(said.words, 0) > 0 and _JOINING.isdisjoint(said.words[1:-1])


def _went_unnoticed(said: Said) -> bool:
    """ "It was moved in spring, and nobody noticed."."""
    if DRAWBACKS.isdisjoint(said.words) and said.begins(UNNOTICED):
        return sum(word in NEGATIVE for word in said.words) == 1
    return False


def _promises(words: Sequence[str], at: int) -> bool:
    """ "I'll add it to the agenda", but not "I'll have to ask"."""
    length = PROMISE.match(words, at)
    return bool(length) and UNDECIDED.isdisjoint(words[at + length : at + length + 1])


def _first_unknown(told: Sequence[Said]) -> Said | None:
    """The first statement that is not a factual question, praise, a report, an aside, or talk
    that follows a question.
    """
    asked = False
    for said in told:
        informs = _informs(said)
        if not (informs or _went_unnoticed(said) or _is_harmless(said, asked=asked)):
            return said
        asked = asked or informs
    return None


def _is_harmless(said: Said, *, asked: bool) -> bool:
    if weighs(said.words):
        return False
    explains = asked and not said.asks
    return explains or _praises(said) or _is_done(said) or is_aside(said)
