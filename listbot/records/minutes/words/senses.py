"""Finds what a label or a heading is about, by its words. Pure; linear; never fails.

A label may be said in many ways ("Who was on the call?", "Décisions prises"): each of its words
must name a part or say nothing, so that a sentence is not taken for one.
"""

import re
import unicodedata
from functools import lru_cache

from listbot.records.minutes.words.fillers import FILLERS, MONTHS, NEGATIONS, ROLES
from listbot.records.minutes.words.lexicon import COLUMNS, PHRASES, WORDS, Sense

LONGEST = 80  # characters of a label
MOST_WORDS = 9
MOST_LOOSE = 4  # words of a label of which we know only one
PEOPLE = frozenset({Sense.THERE, Sense.GUESTS, Sense.REGRETS, Sense.ABSENT})

_GENDERED = re.compile(
    r"(?<=\w)(?:\(-?(?:innen|in|n|e|es|s|ne)\)(?:\(?s\)?)?|[·.*:_/•-](?:innen|in|nen|e|es"
    r"|ne)(?:[·.•-]s|s)?)(?!\w)",
    re.IGNORECASE,
)
"""The second half of a word for everybody: "Teilnehmer*innen", "Présent·e·s", "Participant(e)s"."""
_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "æ": "ae", "đ": "d", "’": "'"})
_AND = frozenset({"and", "und", "et", "y", "e", "en", "och", "og", "i"})
LEAST_STEM = 2  # letters before a "*"; a Chinese word may have no more


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text in lower case and without accents."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_LETTERS))
    return "".join(each for each in plain if not unicodedata.combining(each))


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def _lexicon() -> tuple[dict[str, frozenset[Sense]], dict[str, frozenset[Sense]]]:
    words: dict[str, frozenset[Sense]] = {}
    stems: dict[str, frozenset[Sense]] = {}
    for sense, line in WORDS.items():
        for word in folded(line).split():
            bare = word.rstrip("*")
            kept = stems if word.endswith("*") else words
            kept[bare] = kept.get(bare, frozenset()) | {sense}
    return words, stems


def _phrases() -> dict[tuple[str, ...], Sense]:
    return {
        _words_of(phrase): sense
        for sense, line in PHRASES.items()
        for phrase in line.split("|")
        if phrase.strip()
    }


_WORDS, _STEMS = _lexicon()
_PHRASES = _phrases()
_LONGEST_PHRASE = max(map(len, _PHRASES))
_EMPTY = frozenset(FILLERS.split())
_FILLERS = frozenset(FILLERS.split()) | (frozenset(MONTHS.split()) - {"dec"})
_NEGATIONS = frozenset(NEGATIONS.split())
_ROLES = frozenset(ROLES.split())
_COLUMNS = {
    word: column for column, line in reversed(COLUMNS.items()) for word in folded(line).split()
}


_STUTTER = re.compile(r"([^\W\d])\1{2,}")
_BEFORE = re.compile(r"(?:已|本次|本周|会议|會議|主要|今后|今後の|次の)(?=\w)")
"""What may be written together with a Chinese or Japanese word, and says nothing."""


def senses_of_word(word: str) -> frozenset[Sense]:
    """Return what a folded word may be about."""
    if word in _WORDS:
        return _WORDS[word]
    if (plain := _STUTTER.sub(r"\1\1", word)) != word:  # a slip of the finger: "agreeed"
        return senses_of_word(plain)
    if match := _BEFORE.match(word):
        return senses_of_word(word[match.end() :])
    for end in range(len(word), LEAST_STEM - 1, -1):
        if word[:end] in _STEMS:
            return _STEMS[word[:end]]
    return frozenset()


def is_role(text: str) -> bool:
    """Return whether words name no person, but what one does, or how many they are."""
    words = _words_of(text)
    return bool(words) and all(each in _ROLES or each in _EMPTY for each in words)


def says_nothing(word: str) -> bool:
    """Return whether a word may stand in any label and says nothing of its own."""
    return folded(word) in _FILLERS


def column_of(head: str) -> str:
    """Return what a column is about, by its head; "" if its words are none of those."""
    words = _words_of(_GENDERED.sub("", head))
    known = [_COLUMNS[each] for each in words if each in _COLUMNS]
    if sense_of(head) is Sense.ACTION and "who" in known:
        return "who" if words[-1] in _COLUMNS and _COLUMNS[words[-1]] == "who" else "both"
    if {"who", "what"} <= set(known):
        return "both"
    is_plain = len(words) <= 3 and all(each in _COLUMNS or each in _FILLERS for each in words)
    return known[0] if known and is_plain else ""


def people_sense_of(text: str) -> Sense | None:
    """Return which people a label names, if one of a few words says so: "Anwesende Räte"."""
    words = _words_of(_GENDERED.sub("", _ASIDE.sub(" ", text)))
    found = [each for each in map(senses_of_word, words) if each]
    is_one = len(words) <= MOST_LOOSE and len(found) == 1
    return next((each for each in PEOPLE if each in found[0]), None) if is_one else None


@lru_cache(maxsize=4096)
def sense_of(text: str) -> Sense | None:
    """Return what a label is about; None if it is not a label that we know."""
    if len(text) > LONGEST:
        return None
    words = _words_of(_GENDERED.sub("", _ASIDE.sub(" ", text)))
    if not words or len(words) > MOST_WORDS:
        return None
    sense = _sense_of_words(words)
    if sense is Sense.ABSENT and any(map(_is_excuse, _ASIDE.findall(text))):
        return Sense.REGRETS
    return sense


def _is_excuse(aside: str) -> bool:
    """Return whether a note in brackets says that people let the others know."""
    return any(Sense.REGRETS in senses_of_word(each) for each in _words_of(aside))


def _sense_of_words(words: tuple[str, ...]) -> Sense | None:
    found: list[frozenset[Sense]] = []
    is_negated = False
    at = 0
    while at < len(words):
        size, sense = _phrase_at(words, at)
        if sense is not None:
            found.append(frozenset({sense}))
            at += size
            continue
        word = words[at]
        at += 1
        if word in _NEGATIONS:
            is_negated = True
        elif senses := senses_of_word(word):
            found.append(senses)
        elif word not in _FILLERS and word not in _AND:
            return None
    return _joined(found, words, is_negated) if found else None


def _phrase_at(words: tuple[str, ...], at: int) -> tuple[int, Sense | None]:
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        sense = _PHRASES.get(words[at : at + size])
        if sense is not None:
            return size, sense
    return 0, None


_FIRST = (
    Sense.GUESTS,
    Sense.REGRETS,
    Sense.ABSENT,
    Sense.REFUSED,
    Sense.DONE,
    Sense.ACTION,
    Sense.PUT_OFF,
    Sense.OFFICE,
    Sense.MOTION,
    Sense.AGREED,
    Sense.THERE,
    Sense.AGENDA,
    Sense.NOTE,
)
"""Which of several counts."""


def _joined(
    found: list[frozenset[Sense]], words: tuple[str, ...], is_negated: bool
) -> Sense | None:
    """Return what several words say together."""
    every = frozenset().union(*found)
    if is_negated:
        return _denied(every, words)
    if Sense.OLD in every:
        if Sense.ACTION in every:
            return Sense.OLD
        if Sense.AGREED in every or Sense.MOTION in every:
            return Sense.RECALLED
        return Sense.NOTE if every - {Sense.OLD} else None
    if every >= {Sense.AGREED, Sense.ACTION}:
        return Sense.MIXED if _AND & set(words) else Sense.ACTION
    return next((each for each in _FIRST if each in every), None)


_COULD = frozenset(
    [
        "could",
        "can",
        "couldn",
        "can't",
        "pudo",
        "pudieron",
        "puede",
        "pueden",
        "konnte",
        "konnten",
        "kann",
        "konnen",
        "pu",
        "pode",
        "puderam",
        "puderam",
        "poterono",
        "kon",
        "konden",
        "able",
    ]
)
"""Words with which a label says that people wanted to come."""


def _denied(every: frozenset[Sense], words: tuple[str, ...]) -> Sense | None:
    if every & {Sense.REGRETS}:
        return Sense.ABSENT
    if Sense.THERE in every:
        return Sense.REGRETS if _COULD & set(words) else Sense.ABSENT
    if every & {Sense.AGREED, Sense.MOTION}:
        return Sense.REFUSED
    return Sense.PUT_OFF if Sense.DONE in every or Sense.NOTE in every else None
