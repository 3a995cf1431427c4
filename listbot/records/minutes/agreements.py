"""Reads what was agreed in the parts of minutes: lists, labels, tables, prose. Pure; linear.

What is below a heading for earlier minutes, for proposals or for what
was put off counts as agreed only if its own label says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from listbot.records.minutes.decisions import (
    RESOLUTION,
    agreed_before,
    agreed_in,
    agreed_of,
    is_agreed,
    is_carried,
    is_lost,
    motion_of,
)
from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.items import Kind
from listbot.records.minutes.shapes.labels import Label, inner_labels, label_of
from listbot.records.minutes.shapes.markup import plain
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.phrases import PUT_OFF, SENTENCE
from listbot.records.minutes.words.senses import PEOPLE, column_of, sense_of

_NEXT = "\n"
"""Stands for a motion whose text is the next one."""
_SILENT = (*PEOPLE, Sense.ACTION, Sense.OLD, Sense.RECALLED, Sense.DONE, Sense.AGENDA)
"""Parts in which prose agrees on nothing new."""
_FURTHER = re.compile(r"[;,]? and be it (?:further|also)\W*\Z", re.IGNORECASE)
"""The end of a resolution that goes on in the next paragraph."""
_IS_RESULT = re.compile(r"\W*(?:ergebnis|r[ée]sult)", re.IGNORECASE)
"""A column of results has other results, too: only what says so was agreed."""
LONGEST_BULLET = 200  # characters; a longer text is prose


def agreed_by(blocks: Sequence[Block], tables: Sequence[Table], is_task: set[int]) -> list[str]:
    """Return what was agreed. `is_task`: the blocks that were read as tasks, by number."""
    reader = _Reader()
    for number, block in enumerate(blocks):
        if block.item.kind is not Kind.TABLE and not (
            block.item.kind is Kind.HEADING and not _rest(block)
        ):
            reader.take(block, number in is_task)
        elif block.item.kind is Kind.HEADING and block.item.text:
            reader.motion = _NEXT if _heads_motion(block) else ""
    found = [*reader.found, *(each for table in tables for each in _in_table(table))]
    return [each for each in found if each]


def _heads_motion(block: Block) -> bool:
    """Return whether a heading says that a motion stands below it."""
    is_label = block.label is not None and block.label.sense is Sense.MOTION
    return is_label or RESOLUTION.fullmatch(block.item.text) is not None


def _rest(block: Block) -> str:
    return block.label.rest if block.label else ""


_VOTES = frozenset({"vote", "voting", "abstimmung", "votación", "votação", "votazione"})


def _is_moved(label: Label) -> bool:
    """Return whether a label stands before a motion; behind "Vote:" there may be numbers."""
    is_vote = (
        label.words.casefold() in _VOTES
        and label.rest[:1].isalpha()
        and len(re.findall(r"[^\W\d]{2,}", label.rest)) > 2
    )
    return bool(label.rest) and (label.sense is Sense.MOTION or is_vote)


@dataclass(slots=True)
class _Reader:
    found: list[str] = field(default_factory=list)
    motion: str = ""
    """What is proposed, until it is carried or lost."""

    def take(self, block: Block, is_task: bool) -> None:
        """Take one block."""
        label = block.label
        text = plain(block.item.text)
        if block.sense is Sense.RECALLED or is_task:
            return
        if label is not None and label.sense is Sense.AGREED:
            self._agreed(label.rest)
        elif label is not None and label.sense in (Sense.REFUSED, Sense.PUT_OFF):
            self.motion = ""
        elif label is not None and _is_moved(label):
            self._moved(label.rest)
        elif label is None and block.sense in (Sense.AGREED, Sense.MIXED):
            self._listed(block, text)
        elif block.sense not in _SILENT or block.item.quoted:
            self._prose(block, text)

    def _agreed(self, rest: str) -> None:
        if rest and (match := _FURTHER.search(self.motion)):
            self.found.append(agreed_of(self.motion[: match.start()]))
        if rest:
            inner = label_of(rest)
            is_denied = inner is not None and inner.sense in (
                Sense.REFUSED,
                Sense.PUT_OFF,
                Sense.MOTION,
            )
            self.found.append("" if is_denied else agreed_of(rest))
        elif self.motion not in ("", _NEXT):
            self.found.append(agreed_of(self.motion))
        self.motion = ""

    def _moved(self, rest: str) -> None:
        """Take a motion; the same line may say what became of it."""
        sentences = SENTENCE.split(rest)
        self.motion = " ".join(rest.split())
        if len(sentences) > 1:
            if is_carried(sentences[-1]):
                self.found.append(" ".join(sentences[:-1]))
                self.motion = ""
            elif is_lost(sentences[-1]):
                self.motion = ""

    def _listed(self, block: Block, text: str) -> None:
        """Take a line of a list of agreements; what stands below one of them explains it."""
        if text.endswith(":") or block.depth > 1 or (block.item.box and block.sense is Sense.MIXED):
            return
        if block.depth == 1 and block.item.kind is Kind.BULLET and self.found:
            above = self.found[-1]
            if len(above.split()) > 3 or above.endswith("."):
                return
            self.found.pop()
        for line in [text] if block.item.kind is Kind.BULLET else block.item.text.split("\n\n"):
            self.found.append(agreed_of(agreed_before(plain(line)) or plain(line)))

    def _prose(self, block: Block, text: str) -> None:
        if motion := motion_of(text):
            self._moved(motion)
            return
        if is_carried(text) and self.motion not in ("", _NEXT):
            self.found.append(agreed_of(self.motion))
            self.motion = ""
            return
        if is_lost(text):
            self.motion = ""
        if self.motion == _NEXT:
            self.motion = " ".join(SENTENCE.split(text)[0].split())
        inner = [each for each in inner_labels(text) if each.sense is Sense.AGREED]
        if inner:
            self.found += [agreed_of(each.rest) for each in inner]
            return
        is_short = len(text) < LONGEST_BULLET and len(SENTENCE.split(text)) == 1
        if is_short and block.item.kind is Kind.BULLET and (said := agreed_before(text)):
            self.found.append(said)
            return
        if is_short and block.item.kind is Kind.BULLET and is_agreed(text):
            self.found.append(text)
            return
        if RESOLUTION.fullmatch(text):
            self.motion = _NEXT
        for each in SENTENCE.split(text):
            is_marked = each.rstrip(" .").endswith((")", "]"))
            self.found.append((agreed_before(each) if is_marked else "") or agreed_in(each))


def _in_table(table: Table) -> Iterator[str]:
    """Yield what a table's column of results says was agreed."""
    if table.sense in (Sense.RECALLED, Sense.OLD):
        return
    heads = [column_of(each) for each in table.header]
    if "result" not in heads:
        for row in (table.header, *table.rows):
            if len(row) > 1 and sense_of(row[0]) is Sense.AGREED:
                yield agreed_of(" ".join(row[1].split()))
        return
    at = heads.index("result")
    for row in table.rows:
        if at < len(row):
            yield _in_cell(" ".join(row[at].split()), table.header[at], row, heads)


def _in_cell(cell: str, header: str, row: Sequence[str], heads: Sequence[str]) -> str:
    label = label_of(cell)
    if label is not None and label.sense is Sense.AGREED:
        if label.rest:
            return agreed_of(label.rest)
        others = [
            each
            for n, each in enumerate(row)
            if heads[n : n + 1] not in (["result"], ["who"], ["due"])
        ]
        return " ".join(max(others, key=len, default="").split())
    is_decision = sense_of(header) is Sense.AGREED and not _IS_RESULT.match(header)
    return agreed_of(cell) if is_decision and label is None and not PUT_OFF.search(cell) else ""
