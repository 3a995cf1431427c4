"""How the phrases of the lexicon stand in a clause. Pure; never raises."""

from collections.abc import Sequence

from listbot.votes.lexicon.assent import LEAD
from listbot.votes.lexicon.matching import Candidates, Phrases
from listbot.votes.text.clauses import STOPS

TURNS = frozenset({"but", "however", "although", "except"})
"""Behind one of these a clause says something else than the one before."""
_DOUBTING = frozenset(
    {"not", "never", "nor", "whether", "if", "doubt", "doubtful", "hardly", "wonder", "unless"}
)


def stands(
    phrases: Phrases, words: Sequence[str], heard: frozenset[str], places: Sequence[int]
) -> bool:
    """Whether a phrase of a set occurs at one of the places."""
    some = phrases.among(heard)
    return bool(some) and any(is_whole(some, words, at) for at in places)


def is_whole(phrases: Candidates, words: Sequence[str], at: int) -> bool:
    """Whether a phrase occurs here; a single word must be the whole clause: "veto", but not
    "veto: 0".
    """
    length = phrases.match(words, at)
    if length != 1:
        return length > 1
    before = words[at - 1]
    begins = at == 0 or before in STOPS or (before in LEAD and before != "the")
    after = words[at + 1 : at + 2]
    return begins and (not after or (after[0] in STOPS and after[0] not in ":-"))


def doubts_in(words: Sequence[str]) -> list[bool]:
    """For each word, whether its clause has doubted or denied it: "not sure that is a good
    idea".
    """
    doubted = [False]
    for word in words[:-1]:
        doubted.append(word not in STOPS and (word in _DOUBTING or doubted[-1]))
    return doubted
