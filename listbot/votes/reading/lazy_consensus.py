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
from dataclasses import dataclass
from typing import NamedTuple

from listbot.model.reading import Doubt, Parent
from listbot.votes.lexicon.beside import DATES
from listbot.votes.lexicon.harmless import (
    APPROVING,
    ASIDE,
    BARE_YES,
    CONFESSING,
    CONSENT,
    DRAWBACKS,
    INFORMING,
    NEGATIVE,
    OBJECTING,
    OFFERING,
    OWN_WAY,
    PLEASED,
    PROMISE,
    SALUTATIONS,
    SETTLED,
    TURNS,
    UNDECIDED,
    UNNOTICED,
)
from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.thanks import (
    THANKED_FIRST,
    THANKED_LAST,
    THANKFUL,
    THANKS,
    UNTHANKFUL,
)
from listbot.votes.lexicon.words import COURTESY, GREETINGS
from listbot.votes.reading.inwords import speaks_against
from listbot.votes.text.clauses import STOPS, led, places_of, spoken
from listbot.votes.text.findings import MAY_OBJECT, Voice, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, tokenise

_ALSO = frozenset({"too", "also", "well"})
_LAST = frozenset({"too", "only"})
"""At the end they limit nothing but the words before them."""
_BRIEF = 3  # Words of applause and nothing else.
_SALUTED = 4  # Maximum words of a salutation.
_HEARTS = frozenset({"<3", "\u2764", "\u2665", "\U0001f389", "\U0001f64c", "\U0001f64f"})
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)")
_UNTIL = frozenset({"until", "till"})
_REGRETTING = _UNTIL | frozenset({"unfortunately", "sadly", "regrettably", "alas"})
_TALKATIVE = 12  # Sentences of a mail inside the thread that objects to the proposal.
_THANKFUL = 12  # Maximum words of a sentence of thanks.
_WRITTEN_TOGETHER = 14  # Maximum characters of thanks in writing without spaces.
_SIGNED = 4  # Maximum words in the name under a mail.


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, and its words with the places where its clauses start."""

    statement: Statement
    tokens: Sequence[Token]
    words: Sequence[str]
    places: Sequence[int]
    denied: Sequence[bool]
    """For each word, whether an earlier word of its clause reverses it: "I don't think
    that's a good idea".
    """

    def begins(self, phrases: Phrases) -> bool:
        """Whether a clause begins with one of the phrases, and nothing before it in the
        clause denies it.
        """
        return self._has(phrases, self.places)

    def holds(self, phrases: Phrases) -> bool:
        """The same, anywhere in the statement."""
        return self._has(phrases, range(len(self.words)))

    def _has(self, phrases: Phrases, places: Iterable[int]) -> bool:
        some = phrases.among(frozenset(self.words))
        return bool(some) and any(
            some.match(self.words, at) and not self.denied[at] for at in places
        )

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.words[-1] == "?"


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
    telling = [said for said in told if not BARE_YES.issuperset(said.words)]
    if (agreed and len(telling) == len(told)) or any(said.begins(CONSENT) for said in told):
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


def telling_of(statements: Iterable[Statement], voice: Voice) -> list[Said]:
    """The statements that are more than a greeting, thanks or the name under the mail."""
    told = [said for said in map(_said, statements) if said.words]
    if len(told) > 1 and _is_name(told[-1], voice):
        told.pop()
    return [said for said in told if not _is_courtesy(said)]


def is_content(statements: Iterable[Statement]) -> bool:
    """Whether a mail deeper in the thread says its writer is content, without a "but" after it."""
    return any(
        said.holds(SETTLED) and not _turns(said) for said in map(_said, statements) if said.words
    )


def _said(statement: Statement) -> Said:
    tokens = tokenise(statement.text)
    words = spoken(tokens)
    return Said(statement, tokens, words, places_of(words), _denied(words))


def _doubt(breaking: Said) -> Doubt:
    line = breaking.statement.lines[0][1]
    return Doubt(quote_of(line), line.number, MAY_OBJECT, "-1")


def _is_courtesy(said: Said) -> bool:
    """ "Hi Ana,", "Thanks Bob!": nothing but courtesy and names."""
    words = [token for token in said.tokens if token.kind != "mark"]
    if not words:
        return not said.asks
    if not said.asks and _thanks(said, words):
        return True
    if words[0].text in SALUTATIONS and len(words) <= _SALUTED and not weighs(said.words):
        return True
    return words[0].text in GREETINGS and all(
        token.text in COURTESY or token.capital for token in words
    )


def _thanks(said: Said, words: Sequence[Token]) -> bool:
    """ "Merci Lena, c'était utile !": thanks in any language, to a name, for something nice, and
    with nothing that could take them back.
    """
    if len(words) == 1 and len(words[0].text) <= _WRITTEN_TOGETHER:
        return (
            words[0].text in THANKS
            or words[0].text.endswith(THANKED_LAST)
            or (words[0].text.startswith(THANKED_FIRST))
        )
    if words[0].text not in THANKS or len(words) > _THANKFUL:
        return False
    if not (TURNS | UNTHANKFUL).isdisjoint(said.words) or weighs(said.words):
        return False
    rest = [each for each in words if each.text not in THANKS and not each.capital]
    return not rest or not THANKFUL.isdisjoint(each.text for each in rest)


def _is_name(said: Said, voice: Voice) -> bool:
    words = [token for token in said.tokens if token.kind == "word"]
    if not said.statement.alone or len(words) > _SIGNED or said.words[-1] in "!?":
        return False
    return all(token.capital or token.text in voice.author for token in words)


def _denied(words: Sequence[str]) -> list[bool]:
    denied = [False]
    for word in words[:-1]:
        denied.append(word not in STOPS and word not in TURNS and (word in NEGATIVE or denied[-1]))
    return denied


def weighs(words: Sequence[str]) -> bool:
    """Whether any words mention what is lost or lacking."""
    return any(
        word in NEGATIVE or (word in DRAWBACKS and not _is_light(words, at))
        for at, word in enumerate(words)
    )


def _is_light(words: Sequence[str], at: int) -> bool:
    """ "This one, too", "the pages only", "if you need a hand", "I will keep a copy"."""
    if words[at] == "must":
        return CONFESSING.match(words, max(0, at - 1)) > 0
    if words[at] in _LAST:
        return at + 1 == len(words) or words[at + 1] in STOPS
    before = list(words[max(0, at - 2) : at])
    if words[at] in OWN_WAY and before[-1:] == ["will"] and before[0] in ("i", "we"):
        return True
    return words[at] == "need" and before == ["if", "you"]


def _turns(said: Said) -> bool:
    """ "Fine in general, but ...", with something weighty after it."""
    at = next((at for at, word in enumerate(said.words) if word in TURNS), len(said.words))
    return weighs(said.words[at:][1:]) or (said.asks and at < len(said.words))


def _rues(said: Said) -> bool:
    """ "Great idea! Unfortunately our builders use it", "Agreed, as soon as they have moved": what
    stands beside a yes and takes some of it back.
    """
    if not _REGRETTING.isdisjoint(said.words):
        return True
    return any(said.words[at : at + 3] == ["as", "soon", "as"] for at in range(len(said.words)))


def _objects(said: Said) -> bool:
    """Whether it asks a question that opponents ask."""
    return said.asks and not _informs(said) and said.begins(OBJECTING)


def _dampens(said: Said) -> bool:
    """Whether a statement beside words of joy weakens them."""
    if _turns(said) or _objects(said) or not _UNTIL.isdisjoint(said.words):
        return True
    return not _applauds(said) and not DRAWBACKS.isdisjoint(said.words)


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
    if not said.asks or weighs(said.words):
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
    """The first statement that is not a factual question, an aside, or talk that follows one."""
    aside = False
    for said in told:
        known = (
            _informs(said)
            or _went_unnoticed(said)
            or (not weighs(said.words) and (is_aside(said) or (aside and not said.asks)))
        )
        if not known:
            return said
        aside = True
    return None
