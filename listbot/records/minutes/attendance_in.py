"""Reads who was there, who was a guest, and who sent regrets. Pure; linear.

A label or a heading is believed first, then a table, then a chat's speakers, then a sentence.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from listbot.records.minutes import labels
from listbot.records.minutes.chats import Chat, is_bot
from listbot.records.minutes.people import Named, names_in, one_per_line
from listbot.records.minutes.rows import Item, Kind, plain
from listbot.records.minutes.tables import Table

_SAID_LINES = re.compile(r"(?P<name>[^\s()]{1,40}) \((?P<lines>\d{1,5})\)\s*")
_PEOPLE = r"(?P<people>[^.!?;]{2,300}?)"
_EVENT = r"(?:tonight|today|yesterday|call|meeting|sync)"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each, re.IGNORECASE | re.DOTALL) for each in patterns)


_SENTENCES = _any(
    rf"\b(?:we were|there were|present were|it was)\s+(?:\w+\s*:\s*)?{_PEOPLE}[.!;]",
    rf"\bwe were (?:only )?\w+:\s*{_PEOPLE}[.!;]",
    rf"\b(?:we were|wir waren|nous étions)(?: zu)? \w+ ?\({_PEOPLE}\)",
    rf"\b(?:wir waren|nous étions)(?: zu)?(?: \w+)?\s?:\s*{_PEOPLE}[.!;]",
    rf"\banwesend waren:?\s+{_PEOPLE}[.!;]",
    rf"\bil y avait:?\s+{_PEOPLE}[.!;]",
    rf"\b(?:participante?s?|present|attendees|dabei|anwesend|there)\s?:\s*{_PEOPLE}[.!;\n]",
    rf"\A{_PEOPLE}\s+(?:are |were )?here\b",
    rf"\A[^:\n]{{0,60}}\b{_EVENT}\b[^:\n]{{0,30}}:\s*{_PEOPLE}[.\n]",
)
_ALSO = re.compile(
    r"\b(?P<people>[^\W\d]\w+) (?:was (?:also there|there as well|there too)"
    r"|joined (?:by phone|later|remotely)|kam später dazu|nous a rejoints)\b"
)
_SOME = r"(?P<people>[\w., ]{2,80}?)\s{1,3}"
_REGRETS = _any(
    rf"{_SOME}(?:sends?|sent|has sent|have sent)\s{{1,3}}(?:(?:his|her|their)\s{{1,3}})?"
    r"(?:regrets|apologies)",
    rf"{_SOME}(?:can['’]t|cannot|could not|can not)\s{{1,3}}(?:make it|come)",
    rf"{_SOME}(?:excused|had written to say)\b",
    rf"{_SOME}konnten? nicht\b",
    r"entschuldigt hatten sich (?:vorher )?(?:schon )?(?P<people>[\w, ]{2,80})",
    rf"{_SOME}(?:s['’]était excusée?|ont demandé à être excusés|a prévenu)",
)


@dataclass(slots=True)
class Attendance:
    """Who was there, as far as the text says."""

    there: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    regrets: list[str] = field(default_factory=list)
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
            if to == "regrets":
                kept = [] if each.is_away and not each.is_excused and each.note else self.regrets
            elif each.is_excused:
                kept = self.regrets
            elif each.is_guest or to == "guests":
                kept = self.guests
            else:
                kept = [] if each.is_away else self.there
            if name.casefold() not in {one.casefold() for one in kept}:
                kept.append(name)

    @property
    def everybody(self) -> list[str]:
        """All names, to recognise them elsewhere in the text."""
        return [*self.there, *self.guests, *self.regrets]


def attendance_of(
    items: Sequence[Item], tables: Sequence[Table], chat: Chat | None, text: str, writer: str
) -> Attendance:
    """Return who was there."""
    found = Attendance()
    _labelled(items, found, writer)
    if not found.there:
        _in_tables(tables, found)
    if not found.there:
        _in_columns(text, found)
    if chat is not None and not found.there:
        _in_chat(chat, found)
    if not found.there:
        _in_sentences(text, found, writer)
    for match in _ALSO.finditer(text[:20_000]):
        found.take(names_in(match["people"]), "there", writer)
    if not found.regrets:
        _excused(text, chat, found)
    found.there = [each for each in found.there if each not in found.guests]
    return found


def _labelled(items: Sequence[Item], found: Attendance, writer: str) -> None:
    """Take the people behind a label, below it, and below a heading."""
    below = ""
    indent = -1
    for number, item in enumerate(items):
        is_list = number + 1 < len(items) and items[number + 1].kind is Kind.BULLET
        to, rest = _label_of(item, is_list)
        if to:
            found.take(names_in(rest), to, writer)
            below, indent = ("" if rest and not _goes_on(items, number) else to), item.indent
        elif item.kind is Kind.HEADING:
            below, indent = _section(plain(item.text)), -1
            if item.quoted and below and number + 1 < len(items):
                _sentence_list(plain(items[number + 1].text), found, writer)
                below = ""
        elif item.starts and item.kind is Kind.TEXT and indent >= item.indent:
            below = ""
        elif below:
            _below(item, below, found, writer)


def _below(item: Item, below: str, found: Attendance, writer: str) -> None:
    """Take the people of an item below a label or a heading."""
    text = plain(item.text)
    if "lines said" in item.section.casefold():
        _speaker(text, found)
    elif item.box:
        one = one_per_line(text)
        if one is not None and (item.box == "x" or one.is_excused):
            found.take([one], below, writer)
    elif item.kind is Kind.BULLET:
        match = labels.GUESTS.fullmatch(text)
        is_guest = match is not None and bool(match["rest"])
        one = one_per_line(match["rest"] if match is not None and is_guest else text)
        found.take([one] if one is not None else [], "guests" if is_guest else below, writer)
    else:
        for line in item.text.split("\n") if item.kind is Kind.TEXT else ():
            _line(line, below, found, writer)


def _line(line: str, below: str, found: Attendance, writer: str) -> None:
    """Take a line of a list without bullets; one that ends in a colon is a heading in it."""
    if line.strip().endswith(":"):
        return
    several = names_in(line)
    pieces = line.count(",") + 1
    if pieces > 1 and len(several) == pieces and (pieces > 2 or several[1].name[:1].isupper()):
        found.take(several, below, writer)
        return
    parts = re.split(r"\s{2,}", line.strip(), maxsplit=1)
    one = one_per_line(parts[0])
    if one is not None:
        note = f"{one.note} {parts[1] if len(parts) > 1 else ''}".strip()
        found.take([Named(one.name, note, one.is_writer)], below, writer)


def _label_of(item: Item, is_list: bool) -> tuple[str, str]:
    """Return what people a labelled item names, and the text behind its label."""
    text = plain(item.text) if item.kind is not Kind.TEXT else item.text.strip()
    text = text.replace("**", "").strip("()") if text.startswith(("**", "(")) else text
    for to, label in (
        ("guests", labels.GUESTS),
        ("regrets", labels.REGRETS),
        ("there", labels.ATTENDEES),
    ):
        match = label.fullmatch(text)
        if match is None or item.kind is Kind.HEADING:
            continue
        if item.kind is Kind.BULLET and ":" not in text:
            continue
        if (
            item.kind is Kind.TEXT
            and not match["rest"]
            and ":" not in text
            and not (is_list or _may_stand_alone(item))
        ):
            continue
        return to, match["rest"]
    return "", ""


def _may_stand_alone(item: Item) -> bool:
    """Return whether a label without a colon is one: it begins a block, or is in brackets."""
    return item.starts or item.text.strip().startswith("(")


def _goes_on(items: Sequence[Item], number: int) -> bool:
    return number + 1 < len(items) and items[number + 1].indent > items[number].indent


def _section(text: str) -> str:
    if labels.SECTION_GUESTS.fullmatch(text):
        return "guests"
    if labels.SECTION_REGRETS.fullmatch(text):
        return "regrets"
    return "there" if labels.SECTION_ATTENDEES.fullmatch(text) else ""


def _sentence_list(text: str, found: Attendance, writer: str) -> None:
    first, _, rest = text.partition(".")
    found.take(names_in(first), "there", writer)
    _excused(rest, None, found)


def _speaker(text: str, found: Attendance) -> None:
    match = _SAID_LINES.fullmatch(text)
    if match is None:
        return
    if int(match["lines"]):
        found.take([Named(match["name"])], "there", "")
    elif not is_bot(match["name"]):
        name = match["name"]
        found.doubts.append(
            (f"{name} (0)", f"{name} is listed and said nothing. Was {name} there?")
        )


_PRESENCE = re.compile(
    r"(?:there\??|present|presence|pr[ée]sence|attended|da\??|anwesend)\W*", re.I
)
_NAMES = re.compile(r"(?:names?|who|noms?|wer)\W*", re.IGNORECASE)


def _in_tables(tables: Sequence[Table], found: Attendance) -> None:
    for table in tables:
        at = [number for number, cell in enumerate(table.header) if _PRESENCE.fullmatch(cell)]
        if not at or not _NAMES.fullmatch(table.header[0]):
            continue
        for row in table.rows:
            if len(row) == len(table.header):
                one = one_per_line(row[0])
                if one is not None:
                    found.take([Named(one.name, f"{one.note} {' '.join(row[1:])}")], "there", "")


_COLUMNS = re.compile(
    r"\s*(?P<name>[^\W\d][\w .'-]{0,40}?)(?P<marks>(?:(?:\t\s*+|[^\S\t]\s++)\S{1,8}+){1,20})\s*"
)
_THERE = re.compile(r"[xX✓✔+1pP]|yes|ja|oui|da")
_SORRY = re.compile(r"[eE]|exc|entsch\.?|apol\.?|r|regrets")
LEAST_ROWS = 2


def _in_columns(text: str, found: Attendance) -> None:
    """Take people from names with a column of marks for each meeting; the last one is this."""
    rows = [_COLUMNS.fullmatch(line) for line in text[:20_000].splitlines() if len(line) < 300]
    marked = [(row["name"], row["marks"].split()[-1]) for row in rows if row is not None]
    there = [name for name, mark in marked if _THERE.fullmatch(mark)]
    if len(there) >= LEAST_ROWS:
        found.take([Named(each) for each in there], "there", "")
        sorry = [Named(name) for name, mark in marked if _SORRY.fullmatch(mark)]
        found.take(sorry, "regrets", "")


def _in_chat(chat: Chat, found: Attendance) -> None:
    people = dict.fromkeys(each.who for each in chat.said)
    passed = set(chat.passed_by)
    found.take([Named(each) for each in people if each not in passed], "there", "")
    for each in passed & set(people):
        found.doubts.append((each, f"{each} came and went. Was {each} at the meeting?"))


def _in_sentences(text: str, found: Attendance, writer: str) -> None:
    for pattern in _SENTENCES:
        for match in pattern.finditer(text[:20_000]):
            people = names_in(re.sub(r"^\w+:\s*", "", " ".join(match["people"].split())))
            if len(people) > 1:
                found.take(people, "there", writer)


def _excused(text: str, chat: Chat | None, found: Attendance) -> None:
    said = (
        [each.what for each in chat.said]
        if chat
        else re.split(r"(?<=[.!?])\s|\n\n|[(),;]\s", text[:20_000])
    )
    for sentence in said:
        for pattern in _REGRETS:
            match = pattern.search(" ".join(sentence.split()).removeprefix("#info "))
            if match is not None:
                people = names_in(match["people"])
                found.take([each for each in people if each.name.count(" ") < 2], "regrets", "")
