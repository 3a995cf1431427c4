"""Whether an answer to a call for silence leaves the silence whole. Pure; never raises.

A vote needs words that mean one thing; silence is broken by any. So the question is turned round
here: an answer that is not thanks, agreement, a mere question or an offer may be an objection, in
whatever words. It is asked only where a proposal passes by silence, and only of an answer to the
call itself or to a vote: deeper in a thread people talk about what was said.

Nothing is taken for a vote. What is found is a doubt (`MAY_OBJECT`) that other policies do not
count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listbot.model.reading import Doubt
from listbot.votes.lexicon.harmless import (
    APPROVING,
    ASIDE,
    BARE_YES,
    CONSENT,
    DRAWBACKS,
    INFORMING,
    NEGATIVE,
    OBJECTING,
    PLEASED,
    PROMISE,
    SALUTATIONS,
    SETTLED,
    TURNS,
    UNDECIDED,
)
from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.words import COURTESY, GREETINGS
from listbot.votes.text.clauses import STOPS, led, places_of, spoken
from listbot.votes.text.findings import MAY_OBJECT, Voice, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, tokenise

_ALSO = frozenset({"too", "also", "well"})
_BRIEF = 3  # Words of applause and nothing else.
_SALUTED = 4  # Words at most of a salutation.
_SIGNED = 4  # Words at most in the name under a mail.


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement, and its words with the places where its clauses start."""

    statement: Statement
    tokens: Sequence[Token]
    words: Sequence[str]
    places: Sequence[int]
    denied: Sequence[bool]
    """For each word whether one before it in its clause turns it round: "I don't think that's a
    good idea".
    """

    def begins(self, phrases: Phrases) -> bool:
        """Whether a clause begins with one of the phrases, and nothing before it in the clause
        denies it.
        """
        return self._has(phrases, self.places)

    def holds(self, phrases: Phrases) -> bool:
        """The same, wherever it stands."""
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


def objection_in(statements: Iterable[Statement], voice: Voice, agreed: bool) -> Doubt | None:
    """What may be an objection in an answer to a call for silence; `agreed`: it holds a yes in
    words.
    """
    told = [said for said in map(_said, statements) if said.words]
    if len(told) > 1 and _is_name(told[-1], voice):
        told.pop()
    told = [said for said in told if not _is_courtesy(said)]
    telling = [said for said in told if not BARE_YES.issuperset(said.words)]
    if (agreed and len(telling) == len(told)) or any(said.begins(CONSENT) for said in told):
        breaking = next((said for said in told if _turns(said) or _objects(said)), None)
    elif any(map(_applauds, told)):
        breaking = next((said for said in told if _dampens(said)), None)
    else:
        breaking = _first_unknown(telling)
    return _doubt(breaking.statement) if breaking else None


def is_content(statements: Iterable[Statement]) -> bool:
    """Whether a mail deeper in the thread says that its writer is content, and no "but"
    behind it.
    """
    return any(
        said.holds(SETTLED) and not _turns(said) for said in map(_said, statements) if said.words
    )


def _said(statement: Statement) -> _Said:
    tokens = tokenise(statement.text)
    words = spoken(tokens)
    return _Said(statement, tokens, words, places_of(words), _denied(words))


def _doubt(statement: Statement) -> Doubt:
    line = statement.lines[0][1]
    return Doubt(quote_of(line), line.number, MAY_OBJECT, "-1")


def _is_courtesy(said: _Said) -> bool:
    """ "Hi Ana,", "Thanks Bob!": nothing but courtesy and names."""
    words = [token for token in said.tokens if token.kind != "mark"]
    if not words:
        return not said.asks
    if words[0].text in SALUTATIONS and len(words) <= _SALUTED and not _weighs(said.words):
        return True
    return words[0].text in GREETINGS and all(
        token.text in COURTESY or token.capital for token in words
    )


def _is_name(said: _Said, voice: Voice) -> bool:
    words = [token for token in said.tokens if token.kind == "word"]
    if not said.statement.alone or len(words) > _SIGNED or said.words[-1] in "!?":
        return False
    return all(token.capital or token.text in voice.author for token in words)


def _denied(words: Sequence[str]) -> list[bool]:
    denied = [False]
    for word in words[:-1]:
        denied.append(word not in STOPS and word not in TURNS and (word in NEGATIVE or denied[-1]))
    return denied


def _weighs(words: Sequence[str]) -> bool:
    """Whether some words speak of what is lost or lacking."""
    return any(
        word in NEGATIVE or (word in DRAWBACKS and not _is_light(words, at))
        for at, word in enumerate(words)
    )


def _is_light(words: Sequence[str], at: int) -> bool:
    """ "This one, too", "if you need a hand"."""
    if words[at] == "too":
        return at + 1 == len(words) or words[at + 1] in STOPS
    return words[at] == "need" and list(words[max(0, at - 2) : at]) == ["if", "you"]


def _turns(said: _Said) -> bool:
    """ "Fine in general, but ...", and something that weighs behind it."""
    at = next((at for at, word in enumerate(said.words) if word in TURNS), len(said.words))
    return _weighs(said.words[at:][1:]) or (said.asks and at < len(said.words))


def _objects(said: _Said) -> bool:
    """Whether it asks what somebody asks who is against."""
    return said.asks and not _informs(said) and said.begins(OBJECTING)


def _dampens(said: _Said) -> bool:
    """Whether a statement beside words of joy takes from them."""
    if _turns(said) or _objects(said):
        return True
    return not _applauds(said) and not DRAWBACKS.isdisjoint(said.words)


def _applauds(said: _Said) -> bool:
    """Whether it is a word of joy, or begins with one."""
    if said.begins(PLEASED):
        return True
    brief = sum(word not in STOPS for word in said.words) <= _BRIEF and not said.asks
    return brief and not APPROVING.isdisjoint(said.words) and not _weighs(said.words)


def _informs(said: _Said) -> bool:
    """Whether it asks for a fact and for nothing else."""
    if not said.asks or _weighs(said.words):
        return False
    return said.begins(INFORMING) or not _ALSO.isdisjoint(said.words)


def _is_aside(said: _Said) -> bool:
    """Whether it begins as an offer, thanks or a remark by the way."""
    start = led(said.words, 0)
    return any(ASIDE.match(said.words, at) or _promises(said.words, at) for at in start)


def _promises(words: Sequence[str], at: int) -> bool:
    """ "I'll add it to the agenda", and not "I'll have to ask"."""
    length = PROMISE.match(words, at)
    return bool(length) and UNDECIDED.isdisjoint(words[at + length : at + length + 1])


def _first_unknown(told: Sequence[_Said]) -> _Said | None:
    """The first statement that is no question for a fact, nothing by the way, and no talk behind
    such.
    """
    aside = False
    for said in told:
        known = _informs(said) or (
            not _weighs(said.words) and (_is_aside(said) or (aside and not said.asks))
        )
        if not known:
            return said
        aside = True
    return None
