"""Reads who took on what: in lists, behind labels, in boxes, tables and prose. Pure; linear."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from listbot.records.minutes.doing.doers import MOST, NOBODY, begins, people_of
from listbot.records.minutes.doing.tasks import Task, task_of, without_doubles
from listbot.records.minutes.doing.telling import told_in, without_reason
from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.labels import inner_labels
from listbot.records.minutes.shapes.markup import plain, plain_start
from listbot.records.minutes.shapes.rows import Kind
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.phrases import EARLIER, IS_DONE, SENTENCE, STILL_OPEN
from listbot.records.minutes.words.senses import PEOPLE, column_of, sense_of
from listbot.votes.lexicon.words import vocabulary

_TITLES = ("Mme", "M.", "Mr", "Mrs", "Ms", "Frau", "Herr", "Dr.")
_MINE = re.compile(
    r"(?:I (?:have promised to|promised to|will|shall|am going to)|I['’]ll|I (?=take\b)|ich werde"
    r"|je vais) (?P<what>(?!be\b|have\b)\S.*)"
    r"|I(?= take\b) (?P<more>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE = re.compile(r"(?:->|=>|→|[:;,]|(?<=\s)(?:and|und|et|y|e|en))\s+(?=@?\w)")
_SPOKEN = re.compile(r"(?P<who>[^\W\d][\w.-]{0,30}): (?P<what>\S.*)", re.DOTALL)
_SILENT = (*PEOPLE, Sense.RECALLED, Sense.DONE, Sense.AGREED, Sense.AGENDA, Sense.MOTION)
_FIELD = re.compile(
    r"(?:(?P<who>owner|assignee|assigned to|who|responsible|verantwortlich\w*|zuständig|wer"
    r"|responsable|qui|quem|quien)"
    r"|(?P<state>status|state|stand|statut|estado)|due|deadline|when|by|until|bis(?: wann)?"
    r"|frist|termin|échéance|priority|plazo|prazo|ticket|issue|link)\s?: ?(?P<rest>\S.{0,100})",
    re.IGNORECASE,
)
"""A line below a task: whose it is, until when, whether it is done."""
_BEFORE = vocabulary("was before bisher alt avant ancien antes")
_TICKET = re.compile(r"#\d{1,6}:?\s+")
LONGEST = 2_000  # characters of a sentence
MOST_CLAUSES = 30  # of one sentence


@dataclass(slots=True)
class Doing:
    """The tasks of a text, while they are read."""

    known: Sequence[str]
    language: str
    writer: str
    listed: list[Task] = field(default_factory=list)
    """Below a heading for tasks, in tables, and in boxes."""
    labelled: list[Task] = field(default_factory=list)
    told: list[Task] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    """The blocks that were tasks."""

    def take(self, number: int, block: Block) -> None:
        """Take one block."""
        item, label = block.item, block.label
        if item.kind is Kind.TABLE or item.quoted:
            return
        before = len(self.listed) + len(self.labelled)
        if label is not None and label.sense is Sense.ACTION:
            if block.sense not in (Sense.RECALLED, Sense.AGENDA):
                self._labelled(label.rest, label.named, item.box)
        elif label is None or label.sense in (Sense.NOTE, Sense.OFFICE):
            if label is None or label.words.casefold() not in _BEFORE:
                self._unlabelled(block)
        elif label.sense in (Sense.REFUSED, Sense.PUT_OFF):
            self._prose(plain_start(item.text))
        if len(self.listed) + len(self.labelled) > before:
            self.numbers.add(number)

    def _unlabelled(self, block: Block) -> None:
        """Take a block without a label, or with one that says nothing of tasks."""
        item = block.item
        if item.kind is Kind.HEADING or self._beside(plain(item.text)):
            return
        if block.sense in (Sense.ACTION, Sense.OLD):
            self._listed(block)
        elif block.sense is Sense.MIXED:
            self._maybe(plain(item.text), item.box)
        elif item.box == " " and block.sense not in (*PEOPLE, Sense.AGENDA):
            self._boxed(plain(item.text))
        elif block.sense not in _SILENT and item.box != "x":
            self._prose(plain_start(item.text))

    def _beside(self, text: str) -> bool:
        """Take a line that says more of the task above it, and return whether it is one."""
        match = _FIELD.fullmatch(text)
        kept = self.listed or self.labelled
        if match is None or not kept:
            return False
        if match["who"]:
            kept[-1] = Task(kept[-1].who or people_of(match["rest"]), kept[-1].what)
        elif match["state"] and IS_DONE.search(f": {match['rest']}"):
            kept.pop()
        return True

    def _labelled(self, rest: str, named: str, box: str) -> None:
        if box == "x" or not rest:
            return
        for part in re.split(r"\s?;\s", rest):
            inner = inner_labels(part)
            first = part.partition(f" {inner[0].words}")[0] if inner else part
            self.labelled += _one(first, self.known, named)

    def _listed(self, block: Block) -> None:
        """Take a line of a list of tasks; of earlier ones only those that are open."""
        item = block.item
        if item.box == "x" or (block.depth > 1 and item.kind is Kind.BULLET and not item.box):
            return
        is_text = item.kind is Kind.TEXT
        lines = SENTENCE.split(plain(item.text)) if is_text else [item.text]
        if block.sense is Sense.OLD and item.box != " " and not STILL_OPEN.search(item.text):
            return
        for line in lines:
            text = plain(line)
            if (
                text
                and not text.endswith(":")
                and not NOBODY.fullmatch(text)
                and not text.startswith("(none")
            ):
                kept = self.labelled if block.sense is Sense.OLD else self.listed
                kept += _one(text, self.known)

    def _maybe(self, text: str, box: str) -> None:
        """Take a line of a list of agreements and tasks if it says of whom it is."""
        task = task_of(text, self.known) if box != "x" else None
        if task is not None and task.who and task.what != text:
            self.listed.append(task)

    def _boxed(self, text: str) -> None:
        """Take an open box: a task, but no note beside a name."""
        task = task_of(text, self.known)
        if task is not None and not task.what.startswith("("):
            self.labelled.append(task)

    def _prose(self, text: str) -> None:
        inner = [each for each in inner_labels(text) if each.sense is Sense.ACTION]
        if inner:
            for each in inner:
                self.labelled += _one(each.rest, self.known)
            return
        spoken = _SPOKEN.fullmatch(text)
        if spoken and any(begins(spoken["who"], each) for each in self.known):
            self.told += self._mine(spoken["what"], spoken["who"])
            return
        for sentence in SENTENCE.split(" ".join(text.split())):
            self.told += self._in_sentence(sentence[:LONGEST])
            if self.writer:
                self.told += self._mine(sentence[:LONGEST], self.writer)

    def _mine(self, text: str, who: str) -> Iterator[Task]:
        """Yield what somebody promises in the first person."""
        for sentence in re.split(r"(?<=[.!?;])\s+", text):
            if match := _MINE.match(sentence):
                yield Task(who, without_reason(match["what"] or match["more"]))

    def _in_sentence(self, sentence: str) -> Iterator[Task]:
        """Yield the tasks of a sentence and of its clauses."""
        is_past = bool(EARLIER.search(sentence))
        for clause in self._clauses(sentence):
            task = told_in(clause.rstrip(" ."), self.known, self.language, is_past)
            if task is not None:
                yield task
                return

    def _clauses(self, sentence: str) -> Iterator[str]:
        """Yield a sentence, or its parts that begin with a person: behind a colon or an arrow."""
        yield sentence
        for match in islice(_CLAUSE.finditer(sentence), MOST_CLAUSES):
            rest = sentence[match.end() :]
            is_arrow = match[0].strip() in ("->", "=>", "→")
            if self.language != "de" and not is_arrow and not re.match(r"@?[A-ZÀ-Ý]", rest):
                continue
            is_inverted = match[0] == ", " and self.language == "de"
            if is_inverted or any(begins(rest, each) for each in self.known):
                yield rest


def tasks_by(
    blocks: Sequence[Block],
    tables: Sequence[Table],
    people: Sequence[str],
    language: str,
    writer: str,
) -> tuple[list[Task], set[int]]:
    """Return who took on what, and the blocks that were tasks, by number."""
    doing = Doing(_all_names(people), language, writer)
    for number, block in enumerate(blocks):
        doing.take(number, block)
    listed = [*doing.listed, *_in_tables(tables, doing.known)]
    told = doing.labelled if listed else [*doing.labelled, *doing.told]
    return list(without_doubles(told, listed)), doing.numbers


def _all_names(people: Sequence[str]) -> list[str]:
    """Return all that people are called, the longest first: also first names, and titles."""
    found = list(people[:MOST])
    for each in people[:MOST]:
        first, _, last = each.rpartition(" ")
        if first:
            found += [first.split()[0], *(f"{title} {last}" for title in _TITLES)]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _one(text: str, known: Sequence[str], given: str = "") -> list[Task]:
    task = task_of(_TICKET.sub("", text, count=1) if text.startswith("#") else text, known, given)
    return [task] if task is not None else []


def _in_tables(tables: Sequence[Table], known: Sequence[str]) -> Iterator[Task]:
    for table in tables:
        heads = [column_of(each) for each in table.header]
        for row in (table.header, *table.rows):
            if len(row) == 2 and sense_of(row[0]) is Sense.ACTION and not column_of(row[1]):
                for line in row[1].split("\n"):
                    yield from _one(line, known)
        for row in table.rows:
            if (
                len(row) == len(heads) and table.sense is not Sense.RECALLED
            ):  # of two columns alike, the first counts
                yield from _in_row(dict(reversed([*zip(heads, row, strict=True)])), known)


def _in_row(row: dict[str, str], known: Sequence[str]) -> Iterator[Task]:
    """Yield the tasks of a row. `row`: its cells by what their columns are about."""
    if IS_DONE.search(f": {row.get('state', '')}"):
        return
    what = " ".join(row.get("what", "").split())
    if "who" in row and what and not NOBODY.fullmatch(what):
        if row["who"].strip() in ("", "-") and what.casefold().startswith(
            ("none", "keine", "aucun")
        ):
            return
        yield Task(
            ""
            if NOBODY.fullmatch(row["who"].strip())
            else ", ".join(row["who"].replace("@", "").split(" / ")),
            what,
        )
    for line in row.get("both", "").split("\n"):
        if line.strip():
            yield from _one(line, known)
