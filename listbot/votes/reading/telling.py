"""The statements of an answer to a call for silence, without greetings, thanks and names, and
whether their words mention what is lost or lacking. Pure; never raises.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listbot.votes.lexicon.harmless import (
    CONFESSING,
    DRAWBACKS,
    NEGATIVE,
    OWN_WAY,
    SALUTATIONS,
    TURNS,
)
from listbot.votes.lexicon.matching import Phrases
from listbot.votes.lexicon.thanks import (
    HEARD,
    THANKED_FIRST,
    THANKED_FOR,
    THANKED_LAST,
    THANKFUL,
    THANKS,
    UNTHANKFUL,
    WELL_DONE,
)
from listbot.votes.lexicon.words import COURTESY, GREETINGS
from listbot.votes.text.clauses import STOPS, places_of, spoken
from listbot.votes.text.findings import Voice
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, tokenise

_LAST = frozenset({"too", "only"})
"""At the end they limit nothing but the words before them."""
_SALUTED = 4  # Maximum words of a salutation.
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


def telling_of(statements: Iterable[Statement], voice: Voice) -> list[Said]:
    """The statements that are more than a greeting, thanks or the name under the mail."""
    told = [said for said in map(said_in, statements) if said.words]
    if len(told) > 1 and _is_name(told[-1], voice):
        told.pop()
    return [said for said in told if not _is_courtesy(said)]


def said_in(statement: Statement) -> Said:
    tokens = tokenise(statement.text)
    words = spoken(tokens)
    return Said(statement, tokens, words, places_of(words), _denied(words))


def _is_courtesy(said: Said) -> bool:
    """ "Hi Ana,", "Thanks Bob!": nothing but courtesy and names."""
    words = [token for token in said.tokens if token.kind != "mark"]
    if not words:
        return not said.asks
    if not said.asks and (_thanks(said, words) or _is_well_done(words) or _is_heard(words)):
        return True
    if words[0].text in SALUTATIONS and len(words) <= _SALUTED and not weighs(said.words):
        return True
    return words[0].text in GREETINGS and all(
        token.text in COURTESY or token.capital for token in words
    )


def _is_well_done(words: Sequence[Token]) -> bool:
    """ "Great work, Lena, thanks!"."""
    length = WELL_DONE.match([word.text for word in words], 0)
    return bool(length) and all(word.text in COURTESY or word.capital for word in words[length:])


def _is_heard(words: Sequence[Token]) -> bool:
    """ "Noted, thanks.", "Understood": nothing but courtesy and names behind it."""
    return words[0].text in HEARD and all(
        word.text in COURTESY or word.text in THANKS or word.capital for word in words[1:]
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
    named = {each.text for each in rest}
    return not THANKFUL.isdisjoint(named) or named <= THANKED_FOR


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
    if words[at] in _LAST and (at + 1 == len(words) or words[at + 1] in STOPS):
        return True
    if words[at] == "only" and words[-1] == "?":
        return list(words[max(0, at - 3) : at - 1]) == ["or", "is"]
    before = list(words[max(0, at - 2) : at])
    if words[at] in OWN_WAY and before[-1:] == ["will"] and before[0] in ("i", "we"):
        return True
    return words[at] == "need" and before == ["if", "you"]
