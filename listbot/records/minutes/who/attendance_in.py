"""Reads who was there, who was a guest, and who sent regrets. Pure; linear.

A label or a heading is believed first, then a table, then a chat's speakers, then a sentence
(`presence`). Somebody who led the meeting or wrote its minutes was there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.chats import Chat, is_bot
from listbot.records.minutes.shapes.items import Kind
from listbot.records.minutes.shapes.markup import plain_start
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.who.beside import excused_in, guests_in, later_in, officers_in
from listbot.records.minutes.who.in_chats import in_chat
from listbot.records.minutes.who.lines import (
    GAP,
    are_of_firms,
    are_slashed,
    is_one_a_line,
    is_several,
    noted,
)
from listbot.records.minutes.who.presence import people_in_sentences
from listbot.records.minutes.who.rollcall import in_columns, in_tables
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import (
    Named,
    is_list_of_names,
    looks_like_names,
    names_in,
    one_per_line,
    run_together,
)
from listbot.records.minutes.words.senses import PEOPLE

_SAID_LINES = re.compile(
    r"(?P<name>[^\s()]{1,40})"
    r"(?: ?[(\[](?P<lines>\d{1,5})(?: \w+)?[)\]]|[ \t:.]+(?P<count>\d{1,5})(?: lines)?)\s*"
)
LEAST = 3  # names that may be a list of who was there, though the words before it are unknown
FIRST = 20  # items of a text where such a list may stand
_BEHIND = re.compile(r"(?P<words>[^:]{2,60}?)(?:\s?:|\s[-\u2013\u2014])\s+(?P<rest>\S.*)")
_URL = re.compile(r"[a-z]{3,8}://\S*", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=\w\w[.!;])\s+(?=[A-ZÀ-Ý])")
_TO = {
    Sense.THERE: "there",
    Sense.GUESTS: "guests",
    Sense.REGRETS: "regrets",
    Sense.ABSENT: "absent",
}


@dataclass(slots=True)
class Attendance:
    """Who was there, as far as the text says."""

    there: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    regrets: list[str] = field(default_factory=list)
    officers: list[str] = field(default_factory=list)
    """Those who led the meeting or wrote its minutes."""
    others: list[str] = field(default_factory=list)
    """Those who were absent: nobody is told, but their names are known."""
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def take(self, people: Iterable[Named], to: str, writer: str) -> None:
        """Add people, each to where their note puts them."""
        for each in people:
            name = each.name
            if each.is_writer:
                name = writer
                if writer:
                    self.doubts.append(("me", f"Is that {writer}, who signed the mail?"))
            if not name or is_bot(name):
                continue
            kept = self._list_of(each, to)
            if name.casefold() not in {one.casefold() for one in kept}:
                kept.append(name)

    def _list_of(self, each: Named, to: str) -> list[str]:
        if to == "absent":
            return self.regrets if each.has_reason else self.others
        if to == "regrets":
            return (
                self.others if each.is_away and not each.is_excused and each.note else self.regrets
            )
        if each.is_excused:
            return self.regrets
        if each.is_guest or to == "guests":
            return self.guests
        return self.others if each.is_away else self.there

    @property
    def everybody(self) -> list[str]:
        """All names, to recognise them elsewhere in the text."""
        every = (*self.there, *self.guests, *self.regrets, *self.officers, *self.others)
        return list(dict.fromkeys(every))


def attendance_of(
    blocks: Sequence[Block], tables: Sequence[Table], chat: Chat | None, text: str, writer: str
) -> Attendance:
    """Return who was there."""
    found = Attendance()
    _labelled(blocks, found, writer)
    if not found.there:
        for to, people in (*in_tables(tables), *in_columns(text)):
            found.take(people, to, writer)
    if chat is not None and not found.there:
        _in_chat(chat, found)
    if not found.there:
        _unnamed(blocks, found, writer)
    is_told = not found.there
    if is_told:
        for people in people_in_sentences(text):
            found.take(people, "there", writer)
    found.take(later_in(text), "there", writer)
    if not found.regrets:
        found.take(
            excused_in(text, [each.what for each in chat.said] if chat else None), "regrets", ""
        )
    if chat is None and not found.guests:
        found.take(guests_in(text), "guests", "")
    found.officers += officers_in(text)
    _officers(found)
    away = {each.casefold() for each in (*found.guests, *(found.regrets if is_told else ()))}
    found.there = [each for each in found.there if each.casefold() not in away]
    return found


def _labelled(blocks: Sequence[Block], found: Attendance, writer: str) -> None:
    """Take the people behind a label, below it, and below a heading."""
    entries = [entry for block in blocks for entry in _entries(block)]
    groups = [
        (key, list(group)) for key, group in groupby(entries, key=lambda one: (one.to, one.is_line))
    ]
    is_slashed = any(key[1] and are_slashed([one.text for one in group]) for key, group in groups)
    for (_, is_line), people in groups:
        lines = [each.text for each in people]
        is_firm = is_line and are_of_firms(lines)
        is_each = is_firm or (is_line and is_one_a_line(lines))
        for each in people:
            if is_firm or (is_line and is_slashed):
                each = replace(each, text=noted(each.text))
            _take(each, is_each, found, writer)


@dataclass(frozen=True, slots=True)
class _Entry:
    to: str
    text: str
    is_line: bool = False
    """It stands below a label, maybe one of several lines."""
    box: str = ""
    is_said: bool = False
    """It says how much somebody said."""


def _entries(block: Block) -> Iterator[_Entry]:
    """Yield the texts of a block that name people, and to which list they belong."""
    item, label = block.item, block.label
    if item.kind is Kind.TABLE:
        return
    if label is not None and label.rest and (label.sense in PEOPLE or label.sense is Sense.OFFICE):
        to = "office" if label.sense is Sense.OFFICE else _TO[label.sense]
        if to == "office" and block.sense is Sense.THERE:
            to = "there"
        yield _Entry(to, label.rest, box=item.box)
    elif (
        block.sense in PEOPLE
        and item.kind is not Kind.HEADING
        and (label is None or label.sense not in (*PEOPLE, Sense.NOTE))
    ):
        is_said = "said" in block.heading.casefold()
        for line in plain_lines(item.text):
            yield _Entry(_TO[block.sense], line, True, item.box, is_said)


def plain_lines(text: str) -> list[str]:
    """Return the lines of an item without markup."""
    return [plain_start(line) for line in text.split("\n")]


def _take(entry: _Entry, is_each: bool, found: Attendance, writer: str) -> None:
    """Take the people of one text."""
    text = _URL.sub("", entry.text.strip("()[] ") if entry.text[:1] in "([" else entry.text)
    cells = GAP.split(text.strip())
    if entry.is_line and len(cells) > 1 and all(map(looks_like_names, cells)):
        found.take([each for cell in cells for each in names_in(cell)], entry.to, writer)
        return
    first, *more = _SENTENCES.split(text)
    if more and is_list_of_names(first):
        found.take(excused_in(" ".join(more), None), "regrets", writer)
        text = first
    if entry.to == "office":
        found.officers += [
            each.name for each in names_in(text) if each.name[:1].isupper() or "," not in text
        ]
    elif said := _SAID_LINES.fullmatch(text):
        _speaker(said, found)
    elif entry.box == " ":
        one = one_per_line(text)
        found.take([one] if one is not None and one.is_excused else [], entry.to, writer)
    elif text[:1].isdigit() and not is_list_of_names(text):
        return  # how many they were
    elif pairs := run_together(text):
        found.take(map(Named, pairs), entry.to, writer)
        found.doubts.append((text, "Are these the people, each with two names?"))
    elif not (entry.is_line and _is_said(text)):
        found.take(_people_of(entry, text, is_each), entry.to, writer)


def _is_said(text: str) -> bool:
    """Return whether a line is something that somebody says, or a label of its own."""
    right = text.partition(":")[2].strip()
    return text.endswith(":") or (right[-1:] in (".", "?", "!") and " " in right)


def _people_of(entry: _Entry, text: str, is_each: bool) -> list[Named]:
    """Return the people of a text: one with a note, or several."""
    left, colon, right = text.partition(":")
    if colon and entry.is_line and "http" not in text:
        one = one_per_line(left)
        if one is None or is_list_of_names(right):
            return names_in(right)
    one = one_per_line(text) if entry.is_line else None
    is_one = one is not None and (is_each or not is_several(text))
    return [one] if one is not None and is_one else names_in(text)


def _speaker(match: re.Match[str], found: Attendance) -> None:
    """Take somebody of whom a bot says how many lines they wrote."""
    name = match["name"].strip("@*•-,")
    if int(match["lines"] or match["count"]):
        found.take([Named(name)], "there", "")
    elif not is_bot(name):
        found.doubts.append(
            (f"{name} (0)", f"{name} is listed and said nothing. Was {name} there?")
        )


def _in_chat(chat: Chat, found: Attendance) -> None:
    heard = in_chat(chat)
    found.take(heard.there, "there", "")
    found.take(heard.regrets, "regrets", "")
    found.guests += heard.guests
    found.doubts += heard.doubts


def _unnamed(blocks: Sequence[Block], found: Attendance, writer: str) -> None:
    """Take a list of names behind a label whose words we do not know, and ask about it."""
    for block in blocks[:FIRST]:
        match = _BEHIND.match(" ".join(plain_start(block.item.text).split()))
        if block.label is not None or match is None:
            continue
        rest = _SENTENCES.split(match["rest"])[0].rstrip(" .")
        if is_list_of_names(rest) and len(names_in(rest)) >= LEAST:
            found.take(names_in(rest), "there", writer)
            found.doubts.append((match["words"], "Were these people at the meeting?"))
            return


def _officers(found: Attendance) -> None:
    """Take those who led the meeting or wrote its minutes, if others are named and they are "
    "not."""
    every = [*found.there, *found.guests, *found.regrets, *found.others]
    for each in found.officers if found.there else ():
        if not any(_is_same(one, each) for one in every):
            found.there.append(each)


def _is_same(one: str, other: str) -> bool:
    """Return whether two names may be of one person: one is part of the other."""
    return bool({*one.casefold().split()} & {*other.casefold().split()})
