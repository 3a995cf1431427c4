"""Puts each item below its heading, its label, or the bullet above it. Pure; linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from listbot.records.minutes.shapes.items import Item, Kind
from listbot.records.minutes.shapes.labels import CODES, Label, label_of
from listbot.records.minutes.shapes.markup import plain
from listbot.records.minutes.words.leading import led_by
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import is_list_of_names, one_per_line
from listbot.records.minutes.words.senses import PEOPLE, column_of, sense_of

_LISTS = frozenset({Sense.AGREED, Sense.ACTION, Sense.MIXED, Sense.OLD})
"""Parts that end with their list."""
_SAID = re.compile(r"[^\W\d][\w.-]{0,30}: \S")
LONGEST_GROUP = 60  # characters of the name of a group of people: "Saturday only:"


@dataclass(frozen=True, slots=True)
class Block:
    """An item, with what it is about."""

    item: Item
    label: Label | None
    """Its own label."""
    sense: Sense | None
    """Of what it stands below; None if that names no part."""
    heading: str
    """The nearest heading above it."""
    depth: int = 0
    """How many bullets it stands below, inside its part."""


@dataclass(slots=True)
class _Open:
    """Something that others stand below."""

    sense: Sense | None
    text: str
    level: int = 0
    """Of a heading; 0 for a label or a bullet."""
    indent: int = 0
    is_inside: bool = False
    """Only what is indented more stands below it."""
    filled: bool = False
    has_bullets: bool = False


def blocks_of(items: Sequence[Item]) -> list[Block]:
    """Return the items with what they are about, in order."""
    reader = _Reader()
    found = []
    for item, below in zip(items, (*items[1:], None), strict=False):
        sense = CODES.get(item.mark) if item.kind is Kind.BULLET else None
        label = Label(sense, item.mark, item.text) if sense else label_of(item.text)
        found.append(reader.take(item, label, below))
    return found


class _Reader:
    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.is_begun = False

    def take(self, item: Item, label: Label | None, below: Item | None) -> Block:
        """Return an item below what is open, and open what it begins."""
        if item.kind is Kind.TABLE:
            while item.starts and self.open and _ends_at_table(self.open[-1]):
                self.open.pop()
            return self._block(item, None)
        if item.kind is Kind.HEADING and not (
            label and label.rest and label.sense is not Sense.NOTE
        ):
            block = self._block(item, label)
            self._heading(item, label, below)
            self.is_begun = True
            return block
        self.is_begun = True
        self._close(item, label)
        block = self._block(item, label)
        for each in self.open:
            each.filled = True
            each.has_bullets = each.has_bullets or item.kind is Kind.BULLET
        is_parent = (
            item.kind is Kind.BULLET or label is not None or item.text.rstrip().endswith(":")
        )
        if is_parent:
            sense = label.sense if label and not _is_sentence(label, item) else None
            if label is None and item.kind is Kind.TEXT and below is not None:
                sense = led_by(item.text) if below.kind is Kind.BULLET else None
            inside = item.kind is Kind.BULLET or bool(label and label.rest)
            self.open.append(
                _Open(sense, plain(item.text), 0, item.indent, inside, bool(label and label.rest))
            )
        return block

    def _block(self, item: Item, label: Label | None) -> Block:
        sense = next((each.sense for each in reversed(self.open) if each.sense), None)
        heading = next((each.text for each in reversed(self.open) if each.level), "")
        depth = 0
        for each in reversed(self.open):
            if each.sense is not None:
                break
            depth += each.is_inside
        if sense is Sense.ACTION and label is not None and column_of(label.words) == "who":
            label = None  # whose the task is
        return Block(item, label, sense, heading, depth)

    def _heading(self, item: Item, label: Label | None, below: Item | None) -> None:
        sense = label.sense if label else sense_of(item.text)
        has_list = sense in _LISTS and below is not None and below.kind is Kind.BULLET
        if not self.is_begun and sense not in PEOPLE and not has_list:
            sense = None  # the title of the whole text
        while self.open and self.open[-1].level == 0:
            self.open.pop()
        while self.open and self.open[-1].level >= item.level:
            self.open.pop()
        if sense is None and not _is_of_people(below):
            while self.open and self.open[-1].sense in PEOPLE:
                self.open.pop()
        self.open.append(_Open(sense, item.text, item.level, -1))

    def _close(self, item: Item, label: Label | None) -> None:
        """Close what an item does not stand below."""
        while self.open and not self.open[-1].level:
            last = self.open[-1]
            if (
                item.kind is Kind.TEXT
                and item.starts
                and last.is_inside
                and last.sense
                and last.filled
            ):
                self.open.pop()
                continue
            if item.indent > last.indent or (
                item.indent == last.indent
                and not last.is_inside
                and self._is_below(item, label, last)
            ):
                break
            self.open.pop()
        if not self.open or not item.starts or label is not None:
            return
        last = self.open[-1]
        if last.sense is Sense.OLD and _SAID.match(item.text):
            return  # somebody says how far a task has come
        if last.sense in _LISTS and last.has_bullets and item.kind is Kind.TEXT and not item.indent:
            self.open.pop()
            return
        is_group = item.text.rstrip().endswith(":") and len(item.text) < LONGEST_GROUP
        if last.sense in PEOPLE and last.filled and not is_group and not _is_of_people(item):
            self.open.pop()

    def _is_below(self, item: Item, label: Label | None, last: _Open) -> bool:
        """Return whether an item belongs to the label above it, though it is not indented."""
        if item.kind is Kind.BULLET:
            return True
        if label is not None and label.sense is not None:
            return False
        return not (item.starts and last.filled)


def _ends_at_table(last: _Open) -> bool:
    """Return whether a table below a blank line does not belong to what is open."""
    return not last.level and last.filled and (last.is_inside or last.sense in PEOPLE)


def _is_sentence(label: Label, item: Item) -> bool:
    """Return whether a label is a whole sentence: "The motion was carried."."""
    return not label.rest and item.text.rstrip().endswith((".", "!"))


def _is_of_people(item: Item | None) -> bool:
    """Return whether an item is a name, or a list of names."""
    if item is None or item.kind is Kind.TABLE:
        return False
    text = plain(item.text)
    one = one_per_line(text)
    is_one = one is not None and len(text) < 60 and " " in one.name
    return is_list_of_names(text) or is_one
