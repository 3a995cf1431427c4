"""Split own words into statements: sentences, headlines and list items, each with its
lines.

A line break ends a statement if the writer made it, not if a mailer wrapped: when the next
line's first word would have fitted on the line, or the next line is a statement by itself.
Never fails, never joins words across a quote.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from listbot.mail.mail import Line, Part
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.text.tokens import fold

_WRAPPED_AT = (
    60  # Mailers wrap at 65 to 80; a line with room for the next word was ended by its writer.
)
_BLOCK = 60  # Maximum lines joined: a longer paragraph is not prose.
_LONGEST = 4000  # Characters of a statement.
_LONG = 5000  # Characters of a passage.
_FIRST = 300  # Statements read where people say when it closes, and what they counted.
_BEGINNING = 30_000  # Characters of a body read for the same.
_GREETING = 4  # "Hi Ana," ends a line; a longer line ending in a comma continues.
_HANGING = vocabulary(
    "a an the to of for in on at by and or with from as is are be it that this my your our not if"
)
"""A line that ends in one of these continues."""
_ALONE = re.compile(r"[\s*_(\[\"'>:-]*(?:[+-]{1,2}|\+/-|±)[ ]?\d")
_LED = re.compile(r"[\s*_(|-]{0,9}(?:[+-]{1,2}\d|0(?!\w))")
_BULLET = re.compile(r"\s*(?:[-*•o]|\(?[0-9a-zA-Z]{1,2}[.)\]:])\s")
_LABELLED = re.compile(r"\(?(?:\d{1,2}|[A-Ha-h])\. ")
_END = re.compile(r"(?<![.!?…])[.!?…]++[)\"'\]]*+(?:\s++|$)")
_MONTHS = vocabulary(
    "jan feb mär apr mai jun jul aug sep okt nov dez led úno bře kvě čer srp zář říj lis pro"
)
"""After a number with a dot they make it a date: "18. September"."""
_ABBREVIATED = vocabulary("e.g. i.e. etc. vs. cf. mr. mrs. dr. st. ca. bzw. z.b. p.s. p.p.s.")


class Statement(NamedTuple):
    """One sentence of own words; a tuple, because they are made for every mail."""

    text: str
    """Folded (see `tokens.fold`), its lines joined by single spaces."""
    lines: tuple[tuple[int, Line], ...]
    """Where in the text each of its lines starts."""
    quoted: Line | None = None
    """The last quoted line right above it, if it is an answer between quotes."""
    alone: bool = False
    """It has its line or lines to itself."""
    goes_on: bool = False
    """It begins its line or lines, and others follow there."""

    def line_at(self, place: int) -> Line:
        """The line that contains a place of the text."""
        return next(line for start, line in reversed(self.lines) if start <= place)


class Passage:
    """Own lines that stand together: a paragraph, or less."""

    __slots__ = ("_cut", "lines", "quoted", "text")

    def __init__(self, lines: Sequence[Line], quoted: Line | None) -> None:
        self.lines = lines
        self.quoted = quoted
        """The last quoted line right above it."""
        self.text = fold("\n".join([line.text for line in lines]))
        """Folded, line by line."""
        self._cut: list[Statement] | None = None

    @property
    def statements(self) -> Iterable[Statement]:
        """Split once and cached; an unusually long passage is split each time, because
        nobody reads all of it.
        """
        if self._cut is None:
            if len(self.text) > _LONG:
                return statements_of(self)
            self._cut = list(statements_of(self))
        return self._cut


def statements(lines: Sequence[Line]) -> Iterator[Statement]:
    """The statements of a body, in order. A line or paragraph without an end is cut into
    bounded pieces.
    """
    return (found for passage in passages(lines) for found in statements_of(passage))


def first_statements(lines: Sequence[Line]) -> Iterator[Statement]:
    """The statements at the beginning of a body, for searches that only look there."""
    length = 0
    for statement in islice(statements(lines), _FIRST):
        yield statement
        length += len(statement.text)
        if length >= _BEGINNING:
            break


def passages(lines: Sequence[Line]) -> Iterator[Passage]:
    """The passages of a body, in order, each with a bounded number of lines."""
    own = Part.OWN
    begin = behind = 0  # first line of the passage; the line after the previous one
    together = 0
    for at, (_, text, part, _) in enumerate(lines):
        is_own = part is own and text and not text.isspace()
        if together and (not is_own or together == _BLOCK):
            yield Passage(lines[begin:at], _quoted_above(lines, behind, begin))
            behind, together = at, 0
        if is_own:
            begin = begin if together else at
            together += 1
    if together:
        yield Passage(lines[begin:], _quoted_above(lines, behind, begin))


def _quoted_above(lines: Sequence[Line], first: int, below: int) -> Line | None:
    """The last quoted line with words from `first` on that is above `below`."""
    for at in range(below - 1, first - 1, -1):
        line = lines[at]
        if line.part is Part.QUOTE and line.text.strip(" >|"):
            return line
    return None


def statements_of(passage: Passage) -> Iterator[Statement]:
    """The statements of one passage: split at the writer's line breaks and at sentence ends."""
    quoted = passage.quoted
    block: list[_Folded] = []
    for line, folded in zip(passage.lines, passage.text.split("\n"), strict=False):
        if block and _is_broken(block[-1][0].text, line.text, folded):
            yield from _sentences(block, quoted)
            block, quoted = [], None
        block.append((line, folded))
    yield from _sentences(block, quoted)


_Folded = tuple[Line, str]
"""A line, and its text folded."""


def _is_broken(upper: str, lower: str, folded: str) -> bool:
    """Whether the writer ended the upper line."""
    if _BULLET.match(lower):
        return True
    if _LED.match(lower) and _LED.match(upper):
        return True  # A row of values, each on its line.
    upper = upper.rstrip()
    first, last = lower.split(None, 1)[0], upper.rsplit(None, 1)[-1]
    if (last[-1] == "," and len(upper.split()) > _GREETING) or last.lower() in _HANGING:
        return False
    if len(upper) + 1 + len(first) < _WRAPPED_AT:
        return True
    return bool(_ALONE.match(folded)) and (upper[-1] in ".!?:;)" or len(lower.strip()) < 8)


def _sentences(block: list[_Folded], quoted: Line | None) -> Iterator[Statement]:
    text, starts = _joined(block)
    begin = line = 0
    for end in _ends(text):
        while starts[line][2] <= begin and line + 1 < len(starts):
            line += 1
        # Anything longer is not a sentence; the rest is not read.
        piece = text[begin : min(end, begin + _LONGEST)].rstrip()
        first, last = begin == 0, end == len(text)
        yield Statement(
            piece, _lines_of(starts, line, begin, end), quoted, first and last, first and not last
        )
        begin = end


def _lines_of(
    starts: list[tuple[int, Line, int]], first: int, begin: int, end: int
) -> tuple[tuple[int, Line], ...]:
    """The lines of a sentence, from the first on, each with its place in it."""
    if len(starts) == 1:
        return ((0, starts[0][1]),)
    start, line, _ = starts[first]
    if start < end and (first + 1 == len(starts) or starts[first + 1][0] >= end):
        return ((max(0, start - begin), line),)  # Most sentences stand on one line.
    here = takewhile(lambda one: one[0] < end, islice(starts, first, None))
    return tuple((max(0, start - begin), line) for start, line, _ in here)


def _joined(block: list[_Folded]) -> tuple[str, list[tuple[int, Line, int]]]:
    pieces: list[str] = []
    starts = []
    place = 0
    for line, folded in block:
        piece = " ".join(folded.split())
        starts.append((place, line, place + len(piece)))
        pieces.append(piece)
        place += len(piece) + 1
    return " ".join(pieces), starts


def _ends(text: str) -> Iterator[int]:
    """Where each sentence ends: after its mark and the following space."""
    for match in _END.finditer(text):
        start, end = match.span()
        if end == len(text):
            break
        if text[end] == "(":
            continue  # "+1! (binding)" is one statement.
        if text.startswith("....", start) and text[end] in "+-":
            continue  # "Option A ..... +1" is one statement.
        if _LABELLED.fullmatch(text, 0, end):
            continue  # "1. +1" is one statement.
        word = text[text.rfind(" ", 0, start) + 1 : end].rstrip().lower()
        if text[start - 1].isdigit() and text[end] in "+-=*/" and text[end + 1 : end + 2] == " ":
            continue  # "1/4. + 1/4. = 1/2." is a sum.
        if (
            word in _ABBREVIATED
            or (word == "no." and text[end : end + 1].isdigit())
            or (word[:-1].isdigit() and text[end : end + 3].lower() in _MONTHS)
        ):
            continue
        yield end
    yield len(text)
