"""Reads minutes: text in, what it says out. Pure; linear; never raises.

What is unsure is among the doubts, with the words it is about; the reading has the likelier one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listbot.records.minutes import labels
from listbot.records.minutes.attendance_in import Attendance, attendance_of
from listbot.records.minutes.chats import chat_in
from listbot.records.minutes.decisions import (
    RESOLUTION,
    agreed_in,
    agreed_of,
    is_carried,
    motion_of,
)
from listbot.records.minutes.hearing import hear
from listbot.records.minutes.rows import LONGEST, Item, Kind, items_of, plain, plain_start
from listbot.records.minutes.secrets import Found, secrets_in
from listbot.records.minutes.tables import Table, tables_in
from listbot.records.minutes.tasks import (
    Task,
    language_of,
    task_of,
    told_in,
    without_doubles,
    without_reason,
)

NEXT = "\n"
"""Stands for a motion whose text is the next one."""
MOST = 200  # agreements or tasks; no meeting has more
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-ZÀ-ÝÄÖÜ])")
_MATRIX = re.compile(r"@([a-z0-9][\w.-]{0,40}):[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}", re.IGNORECASE)
"""A name of Matrix: "@ana:example.org" is ana."""
_TICKED, _OPEN_BOX = re.compile("[☑☒✅]\\s?"), re.compile("☐\\s?")
_WHO = re.compile(r"(?:who|wer|qui|name)\W*", re.IGNORECASE)
_WHAT = re.compile(r"(?:what|was|quoi|task|aufgabe|action)\W*", re.IGNORECASE)
_WHO_DOES_WHAT = re.compile(r"(?:qui fait quoi|who does what|wer macht was)\W*", re.IGNORECASE)
_RESULT = re.compile(r"(?:results?|decisions?|d[ée]cisions?|ergebnis|beschluss)\W*", re.IGNORECASE)
_NOBODY = re.compile(r"[?\-–\s]*|tbd|nobody|offen", re.IGNORECASE)
_SIGNED = re.compile(r"\n\s*(?:-- ?\n)?([A-ZÀ-Ý][\w-]+)(?: [A-ZÀ-Ý][\w-]+)?\s*\Z")
SIGNED_AT = 200  # the last characters of the text
_TITLES = ("Mme", "M.", "Mr", "Mrs", "Ms", "Frau", "Herr", "Dr.")
_MINE = re.compile(
    r"(?:I (?:have promised to|promised to|will)|ich werde|je vais) (?P<what>(?!be\b|have\b)\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_LABELS = (
    labels.DONE,
    labels.AGREED,
    labels.ATTENDEES,
    labels.GUESTS,
    labels.REGRETS,
    labels.ABSENT,
    labels.OFFICES,
)
_LINK = re.compile(r"https?://[^\s<>\"]{4,500}")


@dataclass(frozen=True, slots=True)
class Read:
    """What minutes say; names as written."""

    attendees: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    regrets: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    actions: tuple[Task, ...] = ()
    postponed: tuple[str, ...] = ()
    cancelled: bool = False
    secrets: tuple[Found, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def signs(self) -> int:
        """How many things show that a text is minutes."""
        return (
            2 * self.cancelled + (len(self.attendees) > 1) + bool(self.agreed) + bool(self.actions)
        )


def read_minutes(text: str) -> Read:
    """Return what a text says."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\u00a0", " ")
    said = _MATRIX.sub(r"\1", text)
    for box, drawn in (("[x] ", _TICKED), ("[ ] ", _OPEN_BOX)):
        said = drawn.sub(box, said)
    chat = chat_in(said)
    items = [] if chat else items_of(said)
    tables = tables_in(list(_table_lines(items)))
    signed = _SIGNED.search(text.rstrip()[-SIGNED_AT:])
    people = attendance_of(items, tables, chat, said, signed[1] if signed else "")
    doubts = list(people.doubts)
    cancelled = bool(labels.CANCELLED.search(text)) and chat is None
    if chat:
        heard = hear(chat, people.everybody)
        agreed, actions, put_off = heard.agreed, heard.tasks, heard.put_off
    else:
        agreed = _agreed(items, tables)
        actions = _actions(items, tables, people, language_of(text), signed[1] if signed else "")
        put_off = _put_off(items)
    for each in actions:
        if not each.who:
            doubts.append((each.what, "Who does this?"))
    return Read(
        attendees=() if cancelled else tuple(people.there),
        guests=tuple(people.guests),
        regrets=tuple(people.regrets),
        agreed=tuple(dict.fromkeys(agreed))[:MOST],
        actions=tuple(actions[:MOST]),
        postponed=tuple(dict.fromkeys(put_off))[:MOST],
        cancelled=cancelled,
        secrets=secrets_in(text),
        doubts=tuple(doubts),
    )


def _table_lines(items: Sequence[Item]) -> Iterator[str]:
    """Yield the lines of tables, with an empty one between two of them."""
    for above, item in zip((None, *items), items, strict=False):
        if item.kind is Kind.TABLE:
            if above is None or above.kind is not Kind.TABLE or item.starts:
                yield ""
            yield item.text


def link_of(text: str) -> str:
    """Return the first link of a text; "" for none."""
    match = _LINK.search(text)
    return match[0].rstrip(".,;)") if match else ""


# ---- agreements ---------------------------------------------------------------------------


def _agreed(items: Sequence[Item], tables: Sequence[Table]) -> list[str]:
    found: list[str] = []
    motion = ""
    for item in items:
        if item.kind is Kind.TABLE or labels.SECTION_ACTIONS.fullmatch(item.section):
            continue
        if item.kind is Kind.BULLET and labels.SECTION_AGREED.fullmatch(item.section):
            found.append(_bare(plain(item.text)))
            continue
        for text in _texts(item):
            said, motion = _one_agreed(text, motion, item)
            found += said
    for table in tables:
        at = [number for number, cell in enumerate(table.header) if _RESULT.fullmatch(cell)]
        for row in table.rows if at else ():
            found += _in_cell(row[at[0]] if at[0] < len(row) else "", table.header[at[0]])
    return [each for each in found if each]


def _bare(text: str) -> str:
    """Return an agreement in a list of them, without a label of its own."""
    match = labels.AGREED.fullmatch(text)
    return agreed_of(match["rest"] if match and match["rest"] and _is_marked(text, match) else text)


def _one_agreed(text: str, motion: str, item: Item) -> tuple[list[str], str]:
    """Return what one text of an item agrees on, and the motion that is open after it."""
    match = labels.AGREED.fullmatch(text)
    if match and (match["rest"] or item.mark) and _is_marked(text, match):
        return [agreed_of(match["rest"])], ""
    if is_carried(text):
        return ([motion] if motion else []), ""
    new = motion_of(text)
    if RESOLUTION.fullmatch(text):
        return [], NEXT
    if motion == NEXT:
        new = " ".join(_SENTENCE.split(text)[0].split())
    carried = [new] if new and is_carried(text) else []
    said = [] if carried else [agreed_in(each) for each in _SENTENCE.split(text)]
    return [*carried, *said], ("" if carried else new or motion)


def _is_marked(text: str, match: re.Match[str]) -> bool:
    """Return whether a label is one: with a colon, a gap, or in capitals."""
    label = match["label"]
    gap = text[match.end("label") : match.start("rest")]
    return ":" in gap or len(gap) > 2 or label.isupper() or label.startswith("#")


def _in_cell(cell: str, header: str) -> Iterator[str]:
    text = " ".join(cell.split())
    match = labels.AGREED.fullmatch(text)
    if match and ":" in text[: match.start("rest")]:
        yield agreed_of(match["rest"])
    elif text and not labels.PUT_OFF.search(text) and re.match(r"d[ée]cision", header, re.I):
        yield agreed_of(text)


# ---- tasks --------------------------------------------------------------------------------


def _actions(
    items: Sequence[Item], tables: Sequence[Table], people: Attendance, language: str, writer: str
) -> list[Task]:
    known = _all_names(people)
    listed = [*_listed(items, known), *_in_tables(tables, known)]
    told: list[Task] = []
    for item in items:
        if item.kind is Kind.TABLE or item.quoted or labels.SECTION_SKIPPED.fullmatch(item.section):
            continue
        if not labels.SECTION_ACTIONS.fullmatch(item.section):
            told += _told(item, known, bool(listed), language)
            told += _promised(item, writer)
    return list(without_doubles(told, listed))


def _all_names(people: Attendance) -> list[str]:
    """Return everything that people are called: first names, and surnames with a title."""
    found = people.everybody
    for each in people.everybody:
        first, _, last = each.rpartition(" ")
        if first:
            found += [first.split()[0], *(f"{title} {last}" for title in _TITLES)]
    return found


def _promised(item: Item, writer: str) -> Iterator[Task]:
    """Yield what the writer promised in the first person."""
    for sentence in _SENTENCE.split(plain(item.text)) if writer else ():
        if match := _MINE.match(sentence):
            yield Task(writer, without_reason(match["what"]))


def _listed(items: Sequence[Item], known: Sequence[str]) -> Iterator[Task]:
    """Yield the tasks below a heading for them."""
    for item in items:
        if not labels.SECTION_ACTIONS.fullmatch(item.section) or item.box == "x":
            continue
        if item.kind in (Kind.HEADING, Kind.TABLE):
            continue
        for line in item.text.split("\n"):
            text = plain(line)
            labelled = labels.ACTION.fullmatch(text)
            task = task_of(labelled["rest"] if labelled and labelled["rest"] else text, known)
            if task is not None and not text.startswith("(none"):
                yield task


def _in_tables(tables: Sequence[Table], known: Sequence[str]) -> Iterator[Task]:
    for table in tables:
        who = [number for number, cell in enumerate(table.header) if _WHO.fullmatch(cell)]
        what = [number for number, cell in enumerate(table.header) if _WHAT.fullmatch(cell)]
        both = [n for n, cell in enumerate(table.header) if _WHO_DOES_WHAT.fullmatch(cell)]
        for row in table.rows:
            if who and what and max(who[0], what[0]) < len(row) and row[what[0]]:
                name = "" if _NOBODY.fullmatch(row[who[0]]) else row[who[0]]
                yield Task(name, row[what[0]])
            for number in both:
                for line in row[number].split("\n") if number < len(row) else ():
                    task = task_of(line, known)
                    if task is not None:
                        yield task


def _is_task(task: Task) -> bool:
    """Return whether an open box is a task: of somebody, and more than a note beside a name."""
    return bool(task.who) and not task.what.startswith("(")


def _told(item: Item, known: Sequence[str], is_listed: bool, language: str) -> Iterator[Task]:
    """Yield the tasks of one item: labelled, behind an arrow, or told in a sentence."""
    is_open = item.box == " " and not labels.SECTION_ATTENDEES.fullmatch(item.section)
    if is_open and (task := task_of(plain(item.text), known)) and _is_task(task):
        yield task
        return
    for text in _texts(item):
        match = labels.ACTION.fullmatch(text)
        if match and (match["rest"] or match["named"]) and _is_marked(text, match):
            given = match["who"] or match["named"] or ""
            for part in re.split(r"\s?;\s", match["rest"]):
                task = task_of(part, known, given)
                if task is not None and not labels.IS_DONE.search(part):
                    yield task
            continue
        if is_listed or labels.SECTION_AGREED.fullmatch(item.section):
            continue
        if any(each.fullmatch(text) for each in _OTHER_LABELS):
            continue
        for sentence in _SENTENCE.split(text):
            yield from _in_sentence(sentence, known, language)


def _in_sentence(sentence: str, known: Sequence[str], language: str) -> Iterator[Task]:
    """Yield the tasks of a sentence and of its clauses."""
    if labels.EARLIER.search(sentence):
        return
    for clause in _clauses(sentence, known):
        task = told_in(clause.rstrip(" ."), known, language)
        if task is not None:
            yield task
            return


def _clauses(sentence: str, known: Sequence[str]) -> Iterator[str]:
    """Yield a sentence, or its parts that begin with a person: behind a colon or an arrow."""
    yield sentence
    for match in re.finditer(r"(?:->|=>|[:;,]|(?<=\s)(?:and|und|et))\s+(?=@?\w)", sentence):
        rest = sentence[match.end() :]
        if match[0].strip() not in ("->", "=>") and not re.match(r"@?[A-ZÀ-Ý]", rest):
            continue
        if any(rest[: len(each)].casefold() == each.casefold() for each in known):
            yield rest


# ---- the rest -----------------------------------------------------------------------------


def _texts(item: Item) -> Iterator[str]:
    """Yield an item's text without markup; a list of sentences stays one text."""
    text = plain_start(item.text)
    _, arrow, behind = text.rpartition("-> ")
    if arrow and (labels.AGREED.fullmatch(behind) or labels.ACTION.fullmatch(behind)):
        yield behind
        return
    if item.mark in ("->", "-->", "=>", "==>") or item.kind is not Kind.TEXT:
        text = plain(text) if "   " not in text else text
    yield text


def _put_off(items: Sequence[Item]) -> list[str]:
    """Return the headings below which something was put off."""
    return [
        re.sub(r"^(?:TOP\s*)?\d{1,2}[.)/]?\s+", "", item.section)
        for item in items
        if item.section and item.kind is not Kind.HEADING and labels.PUT_OFF.search(item.text)
    ]
