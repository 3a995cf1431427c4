"""Reads who took on what: in lists, behind labels, in boxes, tables and prose. Pure; linear."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from listbot.records.minutes.doing.doers import MOST, NOBODY, begins, known_at_start, people_of
from listbot.records.minutes.doing.in_tables import tasks_in_tables
from listbot.records.minutes.doing.tasks import Task, one_task, task_of, without_doubles
from listbot.records.minutes.doing.telling import recorded_in, told_in, without_reason
from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.items import Kind
from listbot.records.minutes.shapes.labels import inner_labels
from listbot.records.minutes.shapes.markup import plain, plain_start
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import looks_like_names
from listbot.records.minutes.words.phrases import (
    EARLIER,
    IS_DONE,
    NEXT_MEETING,
    NOTHING_AGREED,
    SENTENCE,
    STILL_OPEN,
)
from listbot.records.minutes.words.senses import PEOPLE
from listbot.votes.lexicon.words import vocabulary

_TITLES = ("Mme", "M.", "Mr", "Mrs", "Ms", "Frau", "Herr", "Dr.")
_MINE = re.compile(
    r"(?:I (?:have promised to|promised to|will|shall|am going to)|I['’]ll|I (?=take\b)|ich werde"
    r"|je vais) (?P<what>(?!be\b|have\b)\S.*)"
    r"|I(?= take\b) (?P<more>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE = re.compile(r"(?:->|=>|→|[:;,]|(?<=\s)(?:and|und|et|y|e|en))\s+(?=@?\w)")
_ARROWS = frozenset({"->", "-->", "=>", "==>", "→"})
"""Marks of a bullet that says what follows from the one above."""
_PRONOUN = re.compile(r"(?:He|She|They|Er|Sie|Il|Elle|Él|Ella|Ele|Ela|Lui|Lei|Он|Она) ")
_JOINED = re.compile(
    r"[,;]? (?:and|und|et|y|e|en|while) "
    r"(?=(?:(?:o|a|la|el) )?@?[A-ZÀ-Ý][\w-]{1,30}(?:['’]s|['’]ll| (?:will|wird|soll|va|vai|to"
    r"|is going|zal|promised|offered|agreed|volunteered"
    r"|se charge|comprometeu-se|ofereceu-se|se compromete|se ofrece|ficou|übernimmt|übernahm"
    r"|kümmert|si occupa|se encarga|\w+r[àá])\b))"
)
"""Between what one person does and what another does."""
_NOTED = re.compile(
    r" ?:\s+(?P<what>(?!.{0,200}\b(?:is|are|was|were|has|have|had|ist|sind|war|hat|est|sont"
    r"|a (?:\w+é|fait|dit|eu|pris|mis))\b)"
    r"(?!(?:i|i['’]\w+|we|it|it['’]s|you|he|she|they|that|this|there|the|yes|no|not|ok|"
    r"thanks?|could|can|should|would|maybe|why|how|what|ich|wir|es|das|ja|nein|on|je|il"
    r"|c['’]est)\b)"
    r"(?!(?!(?:bring|ping|embed|feed|seed|speed)\b)\w+(?:ed|ing)\b)"
    r"[^\s?:]{2,30}(?: [^\s?:]{1,30}){1,8})",
    re.IGNORECASE,
)
"""What may be a task behind a name, and is not a thing said."""
_INFINITIVE = re.compile(r"(?:en|eln|ern)\W*\Z")
"""The end of what a German note gives somebody to do: "Kabel kaufen"."""
_GAP = re.compile(r"\s{3,}")
_SPOKEN = re.compile(r"(?P<who>[^\W\d][\w.-]{0,30}): (?P<what>\S.*)", re.DOTALL)
_SILENT = (*PEOPLE, Sense.RECALLED, Sense.DONE, Sense.AGREED, Sense.AGENDA, Sense.MOTION)
_FIELD = re.compile(
    r"(?:(?P<who>owner|assignee|assigned to|who|responsible|verantwortlich\w*|zuständig|wer"
    r"|responsable|responsável|responsabile|qui|quem|quien)"
    r"|(?P<state>status|state|stand|statut|estado)|due|deadline|when|by|until|bis(?: wann)?"
    r"|frist|termin|échéance|priority|plazo|prazo|ticket|issue|link)\s?: ?"
    r"(?!.{0,100}\b(?:what|task|was|quoi)\s?:)(?P<rest>\S.{0,100})",
    re.IGNORECASE,
)
"""A line below a task: whose it is, until when, whether it is done."""
_BEFORE = vocabulary("was before bisher alt avant ancien antes")
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
    doubts: list[tuple[str, str]] = field(default_factory=list)
    waiting: str = ""
    """An earlier task whose state stands below it."""
    is_above: bool = False
    """The block above was a task, or a field of one."""

    def take(self, number: int, block: Block) -> None:
        """Take one block."""
        item, label = block.item, block.label
        if item.kind is Kind.TABLE or item.quoted or self._is_date(plain(item.text)):
            return
        before = len(self.listed) + len(self.labelled)
        if label is not None and label.sense is Sense.ACTION:
            if block.sense is not Sense.RECALLED:
                self._labelled(label.rest, label.named, item.box)
        elif label is None or label.sense in (Sense.NOTE, Sense.OFFICE):
            if label is None or label.words.casefold() not in _BEFORE:
                self._unlabelled(block)
        elif label.sense in (Sense.REFUSED, Sense.PUT_OFF):
            self._prose(plain_start(item.text))
        if len(self.listed) + len(self.labelled) > before:
            self.numbers.add(number)
            self.is_above = True
        elif _FIELD.fullmatch(plain(item.text)) is None:
            self.is_above = bool(self.waiting)

    def _is_date(self, text: str) -> bool:
        """Return whether a line says when people meet again, and not who prepares it."""
        match = NEXT_MEETING.match(text)
        return match is not None and not known_at_start(text[match.end() :], self.known)[0]

    def _unlabelled(self, block: Block) -> None:
        """Take a block without a label, or with one that says nothing of tasks."""
        item = block.item
        if item.kind is Kind.HEADING or self._beside(plain(item.text)):
            return
        if block.sense in (Sense.ACTION, Sense.OLD):
            self._listed(block)
        elif block.sense is Sense.MIXED:
            self._maybe(plain(item.text), item.box)
        elif item.mark in _ARROWS and known_at_start(plain(item.text), self.known)[0]:
            self.labelled += one_task(plain(item.text), self.known)
        elif item.box == " " and block.sense not in (*PEOPLE, Sense.AGENDA):
            self._boxed(plain(item.text))
        elif block.sense not in _SILENT and item.box != "x":
            is_first = item.kind is Kind.BULLET and not item.indent
            self._prose(plain_start(item.text), is_first)

    def _beside(self, text: str) -> bool:
        """Take a line that says more of the task above it, and return whether it is one."""
        match = _FIELD.fullmatch(text)
        if match is not None and match["who"] and (task := _owned(match["rest"], self.known)):
            self.labelled.append(task)
            return True
        kept = (self.listed or self.labelled) if self.is_above else []
        if match is None or not (kept or self.waiting):
            return False
        is_done = bool(match["state"] and IS_DONE.search(f": {match['rest']}"))
        if self.waiting and match["state"]:
            self.labelled += [] if is_done else one_task(self.waiting, self.known)
            self.waiting = ""
        elif kept and match["who"]:
            kept[-1] = Task(kept[-1].who or people_of(match["rest"]), kept[-1].what)
        elif kept and is_done:
            kept.pop()
        return True

    def _labelled(self, rest: str, named: str, box: str) -> None:
        if box == "x" or not rest or NOTHING_AGREED.fullmatch(rest.strip(" .")):
            return
        for part in re.split(r"\s?;\s", rest):
            inner = inner_labels(part)
            first = part.partition(f" {inner[0].words}")[0] if inner else part
            self.labelled += one_task(first, self.known, named)

    def _listed(self, block: Block) -> None:
        """Take a line of a list of tasks; of earlier ones only those that are open."""
        item = block.item
        if item.box == "x" or (block.depth > 1 and item.kind is Kind.BULLET and not item.box):
            return
        cells = _GAP.split(plain_start(item.text))
        if len(cells) > 1 and looks_like_names(cells[0]) and not IS_DONE.search(item.text):
            self.listed.append(Task(people_of(cells[0]), cells[1]))
            return
        is_text = item.kind is Kind.TEXT
        lines = SENTENCE.split(plain(item.text)) if is_text else [item.text]
        if block.sense is Sense.OLD and item.box != " " and not STILL_OPEN.search(item.text):
            self.waiting = plain(item.text)
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
                kept += one_task(text, self.known)

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

    def _prose(self, text: str, is_first: bool = False) -> None:
        inner = [each for each in inner_labels(text) if each.sense is Sense.ACTION]
        if inner:
            for each in inner:
                self.labelled += one_task(each.rest, self.known)
            return
        spoken = _SPOKEN.fullmatch(text)
        if text.startswith("@") and known_at_start(text, self.known)[0]:
            self.labelled += one_task(text, self.known)
            return
        if is_first and (task := _noted(text, self.known, self.language)) is not None:
            self.told.append(task)
            self.doubts.append((task.what, f"Did {task.who} take this on?"))
            return
        if spoken and any(begins(spoken["who"], each) for each in self.known):
            self.told += self._mine(spoken["what"], spoken["who"])
            return
        last = ""
        for sentence in SENTENCE.split(" ".join(text.split())):
            last = known_at_start(sentence, self.known)[0] or last
            self.told += self._in_sentence(sentence[:LONGEST])
            if last and (match := _PRONOUN.match(sentence)):
                self._of_pronoun(f"{last} {sentence[match.end() : LONGEST]}", match[0].strip())
            if self.writer:
                self.told += self._mine(sentence[:LONGEST], self.writer)

    def _of_pronoun(self, sentence: str, pronoun: str) -> None:
        """Take what the person of whom the sentence before spoke takes on, and ask about it."""
        task = told_in(sentence.rstrip(" ."), self.known, self.language, is_past=True)
        if task is not None:
            self.told.append(task)
            self.doubts.append((task.what, f'Is "{pronoun}" {task.who}?'))

    def _mine(self, text: str, who: str) -> Iterator[Task]:
        """Yield what somebody promises in the first person."""
        for sentence in re.split(r"(?<=[.!?;])\s+", text):
            if (task := recorded_in(sentence)) is not None:
                yield task
            elif match := _MINE.match(sentence):
                yield Task(who, without_reason(match["what"] or match["more"]))

    def _in_sentence(self, sentence: str) -> Iterator[Task]:
        """Yield the tasks of a sentence and of its clauses."""
        is_past = bool(EARLIER.search(sentence))
        for part in _JOINED.split(sentence):
            tasks = (
                told_in(clause.rstrip(" ."), self.known, self.language, is_past)
                for clause in self._clauses(part)
            )
            task = next((each for each in tasks if each is not None), None)
            if task is not None:
                yield task

    def _clauses(self, sentence: str) -> Iterator[str]:
        """Yield a sentence, or its parts that begin with a person: behind a colon or an arrow."""
        yield sentence
        for match in islice(_CLAUSE.finditer(sentence), MOST_CLAUSES):
            rest = sentence[match.end() :]
            is_arrow = match[0].strip() in ("->", "=>", "→")
            may_begin = re.match(r"@?[A-ZÀ-Ý]", rest) or self.language == "de"
            if not is_arrow and not may_begin and not self._is_written(rest):
                continue
            is_inverted = match[0] == ", " and self.language == "de"
            if is_inverted or any(begins(rest, each) for each in self.known):
                yield rest

    def _is_written(self, text: str) -> bool:
        """Return whether a text begins with a person just as the list of people writes them."""
        return any(begins(text, each) and text.startswith(each) for each in self.known)


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took on what."""

    tasks: list[Task]
    numbers: set[int]
    """The blocks that were tasks."""
    doubts: list[tuple[str, str]]


def tasks_by(
    blocks: Sequence[Block],
    tables: Sequence[Table],
    people: Sequence[str],
    language: str,
    writer: str,
) -> Taken:
    """Return who took on what."""
    doing = Doing(all_names(people), language, writer)
    for number, block in enumerate(blocks):
        doing.take(number, block)
    listed = [*doing.listed, *tasks_in_tables(tables, doing.known)]
    told = doing.labelled if listed else [*doing.labelled, *doing.told]
    tasks = list(without_doubles(told, listed))
    kept = {each.what for each in tasks}
    doubts = [(what, question) for what, question in doing.doubts if what in kept]
    return Taken(tasks, doing.numbers, doubts)


def _owned(text: str, known: Sequence[str]) -> Task | None:
    """Return the task of a line "Responsible: Max - order disks"."""
    who, rest = known_at_start(text, known)
    return task_of(text, known) if who and rest.lstrip()[:1] in (":", "-", "–") else None


def _noted(text: str, known: Sequence[str], language: str) -> Task | None:
    """Return the task of a bullet such as "gia: order phones", which may be one."""
    who, rest = known_at_start(text, known)
    match = _NOTED.fullmatch(rest)
    if match is None or not who or IS_DONE.search(text):
        return None
    is_task = language != "de" or _INFINITIVE.search(match["what"])
    return Task(who, match["what"]) if is_task else None


def all_names(people: Sequence[str]) -> list[str]:
    """Return all that people are called, the longest first: also first names, and titles."""
    found = list(people[:MOST])
    for each in people[:MOST]:
        first, _, last = each.rpartition(" ")
        if first:
            found += [first.split()[0], *(f"{title} {last}" for title in _TITLES)]
    return sorted(dict.fromkeys(found), key=len, reverse=True)
