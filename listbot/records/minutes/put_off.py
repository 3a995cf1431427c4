"""Reads what was put off: by labels, in tables, and in sentences below a topic. Pure; linear.

What is named is the topic: the subject of the sentence, the bullet above it, or the heading. What
was only not agreed on counts if nothing else was agreed on in the same part.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from listbot.records.minutes.decisions import agreed_in, agreed_of
from listbot.records.minutes.doing.doers import is_nobody_else, known_at_start
from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.items import LONGEST_LINE, Item, Kind
from listbot.records.minutes.shapes.labels import Label, label_of
from listbot.records.minutes.shapes.markup import plain
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.topics import (
    BRIEF,
    NAMED,
    asked_in,
    cut,
    only_points,
    said_of,
    short,
    subject_of,
    talked_about,
    whole,
)
from listbot.records.minutes.words.later import IS_CLAUSE, MAYBE, SURELY, WHEN
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.phrases import SENTENCE
from listbot.records.minutes.words.senses import PEOPLE, column_of, sense_of

MOST_NAMED = 6  # words of a topic before a colon
MOST_OWN = 5  # words of a subject that says more than its heading
MOST_ABOVE = 13  # words of a bullet that names what stands below it
_SILENT = (Sense.ACTION, Sense.OLD, Sense.AGREED)
"""Parts in which sentences put nothing off."""


@dataclass(slots=True)
class _Part:
    """A topic, and what is said of it."""

    sure: bool = False
    maybe: bool = False
    is_agreed: bool = False
    under: str = ""
    """The heading or bullet that it stands below."""


@dataclass(slots=True)
class _Reader:
    known: Collection[str]
    found: dict[str, _Part] = field(default_factory=dict)
    above: list[tuple[int, bool, str]] = field(default_factory=list)
    title: str = ""
    is_begun: bool = False

    def take(self, block: Block, below: Block | None) -> None:
        """Take one block."""
        label = block.label
        is_bare = below is None or below.sense is not Sense.PUT_OFF or _is_heading(below)
        if _is_heading(block):
            self._heading(block, is_bare)
            return
        self.is_begun = True
        if block.item.kind is Kind.TABLE or block.sense in (*PEOPLE, Sense.RECALLED):
            return
        text = plain(block.item.text)[:LONGEST_LINE]
        topic = self._below(block.item, text) or self._topic(block)
        if label is not None and label.sense is Sense.PUT_OFF and _is_marked(label):
            self._labelled(label.rest, topic, is_bare)
        elif label is not None and label.sense is Sense.AGREED:
            self._agreed(label.rest, topic)
        elif block.sense is Sense.AGENDA and not block.depth:
            return
        elif label is None and block.sense is Sense.PUT_OFF:
            if block.depth < 2 and not text.startswith("("):
                self._note(short(text), True)
        elif block.sense not in _SILENT:
            self._unlabelled(text, label, topic)

    def _heading(self, block: Block, is_bare: bool) -> None:
        self.above = []
        if not self.is_begun:
            self.title = self.title or plain(block.item.text)
        if block.label is not None and block.label.sense is Sense.PUT_OFF and is_bare:
            self._note(self._topic(block), True)

    def _labelled(self, rest: str, topic: str, is_bare: bool) -> None:
        if rest and not WHEN.match(rest):
            self._note(short(rest), True)
        elif rest or is_bare:
            self._note(topic, True)

    def _agreed(self, rest: str, topic: str) -> None:
        inner = label_of(rest)
        if inner is not None and inner.sense is Sense.PUT_OFF and inner.rest:
            self._note(short(inner.rest), True)
        self._part(topic).is_agreed |= bool(agreed_of(rest))

    def _unlabelled(self, text: str, label: Label | None, topic: str) -> None:
        """Take the sentences of a paragraph, which may begin with what it is about."""
        if label is not None and label.sense in (Sense.ACTION, Sense.MOTION):
            return
        before = ""
        match = NAMED.match(text) or BRIEF.fullmatch(text)
        if match is not None and self._is_topic(match["what"]):
            topic = topic or match["what"]
        for sentence in SENTENCE.split(text):
            self.sentence(sentence, topic, before)
            before = talked_about(sentence) or before

    def sentence(self, text: str, topic: str, before: str = "") -> None:
        """Take one sentence. `before`: what those before it were about."""
        spoken = NAMED.match(text)
        if spoken is not None and is_nobody_else(spoken["what"], self.known):
            text = spoken["rest"]
        sure = SURELY.search(text)
        match = sure or MAYBE.search(text)
        if match is None:
            self._part(topic).is_agreed |= bool(agreed_in(text))
            return
        if sure is None and known_at_start(text, self.known)[0]:
            return  # what somebody does about it
        at = match.start()
        own = self._named(text, at) or said_of(text) or ("" if topic else asked_in(text))
        own = own or _told(text, at, topic, before, sure is not None)
        self._note(own, sure is not None)
        self._part(own).under = topic

    def _named(self, text: str, at: int) -> str:
        """Return what a short text names before a colon or a dash, if that is not a person."""
        for pattern in (NAMED, BRIEF):
            match = pattern.fullmatch(text)
            if match is not None and match.start("rest") <= at and self._is_topic(match["what"]):
                return match["what"].strip()
        return ""

    def _is_topic(self, what: str) -> bool:
        is_person = is_nobody_else(what, self.known)
        return not is_person and sense_of(what) is None and len(what.split()) <= MOST_NAMED

    def _note(self, topic: str, is_sure: bool) -> None:
        part = self._part(topic)
        part.sure |= is_sure
        part.maybe |= not is_sure

    def _part(self, topic: str) -> _Part:
        return self.found.setdefault(_key(topic), _Part())

    def is_agreed(self, part: _Part) -> bool:
        """Return whether something was agreed on in a part, or in the one that it belongs to."""
        return part.is_agreed or (bool(part.under) and self._part(part.under).is_agreed)

    def _below(self, item: Item, text: str) -> str:
        """Return the bullet above an item, and keep the item for those below it."""
        level = (item.indent, not item.mark[:1].isdigit())
        while self.above and self.above[-1][:2] >= level:
            self.above.pop()
        topic = self.above[-1][2] if self.above else ""
        is_said = bool(known_at_start(text, self.known)[0])
        if item.kind is Kind.BULLET and not is_said and len(text.split()) <= MOST_ABOVE:
            self.above.append((*level, text))
        return cut(topic) if sense_of(topic) is None else ""

    def _topic(self, block: Block) -> str:
        """Return the heading above a block, if it names a topic."""
        heading = cut(block.heading)
        is_title = not heading or block.heading == self.title
        return "" if is_title or sense_of(heading) is not None else heading


def _key(topic: str) -> str:
    return topic.strip(' *_"“”-–—.>=→')


def _is_heading(block: Block) -> bool:
    return block.item.kind is Kind.HEADING and not (block.label and block.label.rest)


def _is_marked(label: Label) -> bool:
    """Return whether words are a label, not a clause: "Le vote est reporté : un devis manque"."""
    return label.is_marked and not IS_CLAUSE.search(label.words)


def _told(text: str, at: int, topic: str, before: str, is_sure: bool) -> str:
    """Return what a sentence puts off, if its topic is not named in so many words."""
    subject = subject_of(text[:at])
    if topic:
        is_shared = any(each in topic.casefold() for each in subject.casefold().split())
        return subject if is_shared and len(subject.split()) < MOST_OWN else topic
    if subject or not is_sure:
        return subject
    if only_points(text):
        return before
    return whole(text) if at else ""


def put_off_by(
    blocks: Sequence[Block], tables: Sequence[Table], known: Collection[str]
) -> list[str]:
    """Return what was put off. `known`: all that people are called."""
    reader = _Reader(known)
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        reader.take(block, below)
    found = [
        topic
        for topic, part in tuple(reader.found.items())
        if topic and (part.sure or (part.maybe and not reader.is_agreed(part)))
    ]
    return [*found, *(each for table in tables for each in _in_table(table))]


def put_off_in(text: str, topic: str, known: Collection[str]) -> str:
    """Return what a line of a chat puts off; "" for nothing."""
    reader = _Reader(known)
    reader.sentence(text[:LONGEST_LINE], topic)
    found = next((each for each, part in reader.found.items() if part.sure), "")
    return "" if found == whole(text) else found


def _in_table(table: Table) -> Iterator[str]:
    """Yield the topics of rows whose result was put off."""
    heads = [column_of(each) for each in table.header]
    if "result" not in heads or table.sense in (Sense.RECALLED, Sense.OLD):
        return
    at = heads.index("result")
    for row in table.rows:
        cell = " ".join(row[at].split()) if at < len(row) else ""
        if SURELY.search(cell) or MAYBE.search(cell) or sense_of(cell) is Sense.PUT_OFF:
            cells = [
                (heads[n] == "topic", n, " ".join(each.split()))
                for n, each in enumerate(row[: len(heads)])
                if n != at and not each.strip(" .").isdigit()
            ]
            yield next(
                (each for is_topic, _, each in cells if is_topic), cells[0][2] if cells else ""
            )
