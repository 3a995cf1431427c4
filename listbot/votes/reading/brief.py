"""Ask about a brief answer that may take a side in words that no table has: "Fire at will", "Our
translators log in to the old box every day", "lynx". Pure; never raises.

People take sides in endless ways, but a person who answers the opening, or a vote, with a sentence
or two mostly does take one. What is certainly something else is told by its kind: a question,
thanks, an offer, a date, a number, a report about the writer or about others. The result is never
more than a doubt.
"""

import re
from collections.abc import Sequence

from listbot.mail.mail import Mail
from listbot.model.reading import Doubt, Parent, ThreadView
from listbot.votes.lexicon.beside import ABOUT_OTHERS, BESIDE, CHEERS, DATES, LOGISTICS, PRAISE
from listbot.votes.lexicon.soft_objections import FINE
from listbot.votes.lexicon.words import OTHERS, VOTE_NOUNS
from listbot.votes.reading.lazy_consensus import is_aside
from listbot.votes.reading.telling import Said, telling_of
from listbot.votes.text.clauses import STOPS, led
from listbot.votes.text.findings import MAY_VOTE, Voice, quote_of
from listbot.votes.text.statements import Statement

_TECHNICAL = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d|://|[=<>{}\\]|\+\+")
_SENTENCES = 2  # of an answer to the opening
_LONGEST = 40  # words of both
_SHORTEST = 3  # letters of an answer of one word: the name of a choice
_LETTERS = frozenset("abcdefghkyn")
"""Names of choices, and how people write yes, no and "ok" on a telephone."""
_ECHO = 9  # words of an answer to a vote
_MOST = 320  # characters of a greeting, forty words and a name
_MOST_ECHOED = 120  # the same, for one sentence
_PLAN = frozenset({"this", "that", "it", "these", "those", "there"})
_PAST = frozenset({"was", "were", "had", "did"})
_SELF = frozenset({"i", "we"})
_STATES = frozenset({"am", "are", "was", "were", "have", "had", "got", "asked", "wonder", "mind"})


def most_of_side(mail: Mail, view: ThreadView) -> int:
    """How many characters a mail may have, courtesies included, to be asked about; 0: none."""
    if view.title is None or view.proposer == mail.author.address or not mail.references:
        return 0
    if view.answers_opening:
        return _MOST
    return _MOST_ECHOED if view.parent in (Parent.VOTES, Parent.AGAINST) else 0


def side_in(statements: Sequence[Statement], view: ThreadView, voice: Voice) -> tuple[Doubt, ...]:
    """The doubt about a short answer without any finding, if it may take a side."""
    told = telling_of(statements, voice)
    if not told or any(map(_is_beside, told)):
        return ()
    words = [word for said in told for word in said.words if word not in STOPS]
    if not _is_brief(words, len(told), view):
        return ()
    line = told[0].statement.lines[0][1]
    value = "-1" if view.parent is Parent.AGAINST else None
    return (Doubt(quote_of(line), line.number, MAY_VOTE, value),)


def _is_brief(words: Sequence[str], sentences: int, view: ThreadView) -> bool:
    """Whether so few words, in answer to what they answer, mostly take a side."""
    if len(words) == 1:
        word = words[0]
        return view.answers_opening and (word in _LETTERS or _is_name(word))
    if view.answers_opening:
        return sentences <= _SENTENCES and 0 < len(words) <= _LONGEST
    return sentences == 1 and 0 < len(words) <= _ECHO


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _is_beside(said: Said) -> bool:
    """Whether a sentence is certainly about something else than what its writer wants."""
    words = said.words
    if said.asks or _TECHNICAL.search(said.statement.text) or is_aside(said):
        return True
    if not LOGISTICS.isdisjoint(words) and not DATES.isdisjoint(words):
        return True
    heard = frozenset(words)
    if _is_cheer(words) or ABOUT_OTHERS.among(heard).find(words):
        return True
    if _is_told(words, heard):
        return True
    start = led(words, 0)
    fine, beside = FINE.among(heard), BESIDE.among(heard)
    return any(
        fine.match(words, at) or beside.match(words, at) or _is_of_writer(words, at) for at in start
    )


def _is_cheer(words: Sequence[str]) -> bool:
    """ "Thanks for the numbers", "Nice, thank you for the numbers"."""
    begin = 2 if words[0] in PRAISE and words[1:2] == [","] else 0
    return not CHEERS.isdisjoint(words[begin : begin + 1])


def _is_told(words: Sequence[str], heard: frozenset[str]) -> bool:
    """ "They retracted a vote", "The veto was withdrawn": told of the past, and of others."""
    if words[0] in OTHERS and words[1:2] and words[1].endswith("ed"):
        return True
    return not VOTE_NOUNS.isdisjoint(heard) and not _PAST.isdisjoint(heard)


def _is_of_writer(words: Sequence[str], at: int) -> bool:
    """ "I was away last week": about the writer, without a word for the plan."""
    return (
        words[at : at + 1] != []
        and words[at] in _SELF
        and not _STATES.isdisjoint(words[at + 1 : at + 2])
        and _PLAN.isdisjoint(words)
    )
