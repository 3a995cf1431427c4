"""Reads the label that a line begins with: "Present: ...", "AGREED ...", "**To do**". Pure; linear.

What stands before a colon, a gap or a dash, in bold, in brackets or in capitals is a label if its
words name a part (`senses`); a label of a task may also name people: "AI Olu:", "TODO(jo)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from listbot.records.minutes.shapes.markup import plain_start
from listbot.records.minutes.words.leading import says_regrets
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import is_list_of_names, looks_like_names
from listbot.records.minutes.words.senses import LONGEST, people_sense_of, sense_of

_BOLD = re.compile(
    r"(?P<mark>\*\*|'{2,5}|__|\*)(?P<words>[^*'_\n]{1,60})(?P=mark)(?P<rest>.*)", re.DOTALL
)
_BRACKETED = re.compile(r"[\[(](?P<words>[^\W\d][^\[\]()]{1,60})[\])]:?\s*(?P<rest>.*)", re.DOTALL)
_PARTED = re.compile(
    r"\s*+(?P<sep>::?(?=\s|\Z|\*)|=(?=\s)|[-\u2013\u2014]{1,2}(?=\s)|(?:->|=>|→)|\s{3,}|\t"
    r"|[.!](?=\s))\s*"
)
_CAPITALS = re.compile(
    r"#?(?P<words>[A-ZÀ-Ý]{2,}(?:[ -][A-ZÀ-Ý]{2,}){0,3})\b(?P<rest>,?\s+\S.*)", re.DOTALL
)
_HASHED = re.compile(r"#(?P<words>[^\W\d]\w{1,20})\b:?(?P<rest>.*)", re.DOTALL)
_FIRST = re.compile(
    r"(?P<words>#?[^\W\d_]+(?: item| point)?)(?:-?\d{1,4})?\s*(?:\bfor\b|\bfür\b|\bpour\b|\bon\b"
    r"|\bby\b|\bvon\b|\bde\b|\bda\b|\bpara\b|/)?\s*"
    r"(?P<named>\S.*)",
    re.IGNORECASE,
)
_CODED = re.compile(r"(?P<letter>[A-Z]{1,2})-?\d{1,3}\s?[.:)]?\s+(?P<rest>\S.*)", re.DOTALL)
CODES = {
    "D": Sense.AGREED,
    "A": Sense.ACTION,
    "AI": Sense.ACTION,
    "AP": Sense.ACTION,
    "T": Sense.ACTION,
}
"""Letters that number decisions and tasks: "D1.", "A2."."""
_NAMED_BY = frozenset({Sense.ACTION, Sense.MOTION, Sense.DONE})
_STRONG = frozenset(
    {
        Sense.AGREED,
        Sense.ACTION,
        Sense.DONE,
        Sense.MOTION,
        Sense.REFUSED,
        Sense.PUT_OFF,
        Sense.MIXED,
        Sense.OLD,
    }
)
"""What a word in capitals, or with a mark before it, can label without a colon."""
_ASIDE = re.compile(r"\([^()]{0,80}\)|^\W*(?:TOP \d{1,2}[.):]?|\d{1,2}[.):])\s")
_OF = re.compile(
    r"(?P<words>[^\W\d_]+(?: item)?)\s?\((?P<named>[^()\n]{1,60})\):?\s+(?P<rest>\S.*)", re.DOTALL
)
"""A task with its people in brackets: "TODO(olu) order them"."""
_WHOSE = re.compile(r"\((?P<who>[^()\n]{1,60})\)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, and what stands behind it."""

    sense: Sense
    words: str
    rest: str
    named: str = ""
    """The people whom the label names."""
    is_marked: bool = True
    """A mark shows where the label ends: a colon, a gap, bold letters, brackets."""


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label | None:
    """Return the label that a line begins with."""
    text = text.strip()
    for words, rest, is_strong in _candidates(text):
        label = _label(words.strip(" :*'_[]"), plain_start(rest), is_strong)
        is_bare = not rest and not text.endswith(":")
        if label is not None and is_bare and any(each.isdigit() for each in _ASIDE.sub("", text)):
            continue  # a day and a place
        if label is not None:
            return label
    return None


def _candidates(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what may be a label's words, what stands behind them, and whether they are marked."""
    head = text[: LONGEST + 20]
    if match := _BOLD.match(text):
        yield match["words"], match["rest"].lstrip(" :\t"), True
    if match := _BRACKETED.match(text):
        yield match["words"], match["rest"], True
    if match := _HASHED.match(text):
        yield match["words"], match["rest"], True
    bare = plain_start(text)
    if (
        (match := _OF.match(bare))
        and sense_of(match["words"]) in _NAMED_BY
        and looks_like_names(match["named"])
    ):
        yield f"{match['words']} ({match['named']})", match["rest"], True
    for match in _PARTED.finditer(plain_start(head)):
        words, is_dash = bare[: match.start()], match["sep"][0] in "-\u2013\u2014"
        if not is_dash or sense_of(words) not in (Sense.OFFICE, Sense.NOTE, Sense.AGENDA):
            yield words, bare[match.end() :], match["sep"][0] not in ".!="
        if match["sep"].startswith(":"):
            break
    yield from _in_capitals(bare)
    yield (bare.strip("()") if bare.startswith("(") else bare), "", False


def _in_capitals(bare: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what may be a label in capitals: the whole line, or its first words."""
    if bare.isupper():
        yield bare.strip("():"), "", False
    if match := _CAPITALS.match(bare):
        yield match["words"], match["rest"].lstrip(", "), False
        first, _, more = match["words"].partition(" ")
        if more and " " not in more:
            yield first, f"{more}{match['rest']}", False


def _label(words: str, rest: str, is_strong: bool) -> Label | None:
    sense = sense_of(words)
    if sense is not None:
        if rest and not is_strong and sense not in _STRONG:
            return None
        whose = _WHOSE.search(words) if sense in _NAMED_BY else None
        named = whose["who"] if whose and looks_like_names(whose["who"]) else ""
        return Label(sense, words, rest.strip(), named, is_strong)
    if not rest or not is_strong:
        return None
    people = Sense.REGRETS if says_regrets(words) else people_sense_of(words)
    if people is not None and (looks_like_names(_ASIDE.sub("", rest)) or is_list_of_names(rest)):
        return Label(people, words, rest.strip())
    match = _FIRST.fullmatch(words)
    sense = sense_of(match["words"]) if match else None
    if match is None or sense not in _NAMED_BY or not looks_like_names(match["named"].strip("()")):
        return None
    return Label(sense, words, rest.strip(), match["named"].strip("()"))


def coded_of(text: str, letters: frozenset[str]) -> Label | None:
    """Return the label of a line with a letter and a number, if the text uses such ones."""
    match = _CODED.fullmatch(plain_start(text))
    if match is None or match["letter"] not in letters or match["letter"] not in CODES:
        return None
    return Label(CODES[match["letter"]], match["letter"], match["rest"])


def codes_in(lines: list[str]) -> frozenset[str]:
    """Return the letters that number decisions and tasks; none if they may be an outline's."""
    matches = [_CODED.fullmatch(line.strip()[:200]) for line in lines]
    coded = [match for match in matches if match is not None]
    found = frozenset(match["letter"] for match in coded)
    if not found <= CODES.keys():
        return frozenset()
    is_alone = len(found) < 2 and "AI" not in found
    if is_alone and not all(_OF_SOMEBODY.match(match["rest"]) for match in coded):
        return frozenset()
    return found


_OF_SOMEBODY = re.compile(r"@?[^\W\d][\w-]{1,30}(?: [A-ZÀ-Ý][\w-]{0,30}\.?)?(?: ?:| to| will) ")
"""How a task of somebody begins."""
_INNER = re.compile(
    r"(?:[.;!?)]\s+|(?:->|=>|→)\s*|:\s+"
    r"|\s[-\u2013\u2014]\s+)(?P<words>[^\W\d_][\w .#/()]{1,28}?)\s?(?::\s+"
    r"|\s[-\u2013\u2014]{1,2}\s+)(?=\S)"
)


def inner_labels(text: str) -> list[Label]:
    """Return the labels inside a text, each with what stands behind it: "ok -> DECIDED: two"."""
    found = []
    at = 0
    while (match := _INNER.search(text, at)) is not None:
        sense = sense_of(match["words"])
        if sense in _STRONG:
            found.append((match, sense))
        at = match.end("words")
    ends = [match.start() for match, _ in found[1:]] + [len(text)] * bool(found)
    return [
        Label(sense, match["words"], text[match.end() : end].strip())
        for (match, sense), end in zip(found, ends, strict=True)
    ]
