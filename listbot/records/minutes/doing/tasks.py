"""Reads a task in a list or behind a label: "Ravi to buy disks", "disks -> ravi". Pure; "
"linear."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from listbot.records.minutes.doing.doers import (
    NOBODY,
    is_known,
    is_nobody_else,
    known_at_start,
    people_of,
    stranger_at_start,
)
from listbot.records.minutes.doing.ties import tied_to
from listbot.records.minutes.words.people import looks_like_names
from listbot.records.minutes.words.phrases import IS_DONE
from listbot.votes.lexicon.words import vocabulary

LEAST = 3  # characters of a task

_PLAIN_TIE = re.compile(
    r"\s*(?::|->|=>|→|[-\u2013\u2014]{1,2}\s|to\s|will\s|soll\s|va\s|zal\s|['’]ll\s)", re.IGNORECASE
)
"""A tie that makes a person of a word that nobody mentioned before."""
_BEHIND = re.compile(
    r"(?P<what>.{3,}?)\s*(?:\((?:owner: ?|assigned to |verantwortlich: ?"
    r"|resp\.?:? ?)?@?(?P<who>[^\W\d][\w .,'’&+/-]{0,60})\)"
    r"|\s[-\u2013\u2014]{1,2}\s*@?(?P<dash>[^\W\d][\w .'’&+-]{0,40})"
    r"|\s@(?P<at>[^\W\d][\w.'’-]{0,40}))\s*\.?",
    re.DOTALL,
)
_BRACKETS = re.compile(
    r"(?P<what>.{3,}?)\s*(?:\[(?P<in>[^\W\d][\w., &+-]{0,40})\]|(?:->|→"
    r"|=>)\s*(?P<to>[^\W\d][\w., &+-]{0,40}))"
    r"\W*",
    re.DOTALL,
)
_BEFORE = re.compile(
    r"[\[(][@~]?(?P<who>[^\W\d][\w .,'’&+/-]{0,60})[\])]:?\s*(?P<what>\S.*)", re.DOTALL
)
_CALLED = re.compile(
    r"(?P<who>@[\w.-]{2,40}(?:(?:,| and| &)? @[\w.-]{2,40}){0,4})\s+(?P<what>[^\W\d].{2,})",
    re.DOTALL,
)
_FIELDS = re.compile(
    r"(?:who|owner|wer|qui): ?(?P<who>[^:]{2,60}) (?:what|task|was|quoi): ?(?P<what>\S.*?)"
    r"(?: (?:when|due|by|bis|until): ?.{0,40})?",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?P<what>.{3,}?)\s*[-–—|;,(]\s*(?:owner|assignee|assigned to|responsible|responsable"
    r"|responsável"
    r"|responsabile|verantwortlich|zuständig|负责人|負責人|担当者?)\s?:\s*@?(?P<who>[^-–—"
    r"|;,()]{1,40}?)"
    r"(?:\s*[-–—|;,)].{0,80})?",
    re.IGNORECASE,
)
_CARES = re.compile(
    r"(?P<what>.{3,}?)[,:]\s*@?(?P<who>[^\W\d][\w.'’-]{0,40})\s+(?:takes care of (?:it|this)"
    r"|(?:does|will do) (?:it|this)"
    r"|kümmert sich(?: darum)?|s['’]en (?:occupe|charge)|se encarga|zorgt ervoor)\W*",
    re.IGNORECASE | re.DOTALL,
)
_TICKET = re.compile(r"#\d{1,6}:?\s+")
_DATED = re.compile(r"(?P<what>.*\S)\s+\d{1,2} [A-Z][a-z]{2} \d{4}", re.DOTALL)
_BEFORE_DATE = vocabulary(
    "by until till before on from after the since bis am vom le du au el al op"
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person took on."""

    who: str
    what: str


def task_of(text: str, known: Collection[str], given: str = "") -> Task | None:
    """Return the task after a label, or in a list of tasks. `given`: a person the label names."""
    text = " ".join(text.split()).strip()
    if not text or IS_DONE.search(text) or is_nobody_else(text, known):
        return None
    if given:
        return Task(people_of(given), text.removeprefix(": "))
    for read in (
        _in_fields,
        _owned_by,
        _cared_for,
        _before,
        _in_brackets,
        _tied,
        _done_by,
        _called,
        _behind,
    ):
        found = read(text, known)
        if found is not None:
            return Task(found.who, _undated(found.what))
    left, colon, right = text.partition(":")
    is_nobody = colon and right.strip() and NOBODY.fullmatch(left.strip())
    return Task("", right.strip() if is_nobody else text)


def one_task(text: str, known: Collection[str], given: str = "") -> list[Task]:
    """Return the task of a text that may begin with the number of a ticket; none if it is "
    "done."""
    task = task_of(_TICKET.sub("", text, count=1) if text.startswith("#") else text, known, given)
    return [task] if task is not None else []


def _undated(text: str) -> str:
    """Return a task without a date that stood in a column of its own."""
    match = _DATED.fullmatch(text)
    if match is None or match["what"].split()[-1].casefold() in _BEFORE_DATE:
        return text
    return match["what"]


def _tied(text: str, known: Collection[str]) -> Task | None:
    """ "Ravi to announce the freeze", "Ravi, Lena: try it", "noor -> update the docs"."""
    who, rest = known_at_start(text, known)
    if not who:
        who, rest = stranger_at_start(text)
        if not who or not _PLAIN_TIE.match(rest):
            return None
    what = tied_to(rest) or ""
    return Task(people_of(who), what) if len(what) >= LEAST else None


def _done_by(text: str, known: Collection[str]) -> Task | None:
    """ "priya writes the page", where a label says already that it is a task."""
    who, rest = known_at_start(text, known)
    rest = rest.strip(" ,")
    return Task(people_of(who), rest) if who and len(rest) >= LEAST else None


def _called(text: str, known: Collection[str]) -> Task | None:
    """ "@jo draft the notice", of somebody whom nothing else names."""
    match = _CALLED.fullmatch(text)
    return Task(people_of(match["who"]), match["what"]) if match else None


def _behind(text: str, known: Collection[str]) -> Task | None:
    """ "buy disks (Max)", "buy disks - Max", "buy disks @max"."""
    match = _BEHIND.fullmatch(text)
    who = (match["who"] or match["dash"] or match["at"] or "") if match else ""
    if match is None or not who:
        return None
    who = who.partition(",")[0] if not is_known(who, known) else who
    return (
        Task(people_of(who), match["what"].rstrip(" ,:"))
        if match["at"] or is_known(who, known)
        else None
    )


def _owned_by(text: str, known: Collection[str]) -> Task | None:
    """ "buy disks - owner: Max - due: Friday"."""
    match = _OWNED.fullmatch(text)
    return Task(people_of(match["who"]), match["what"]) if match else None


def _in_fields(text: str, known: Collection[str]) -> Task | None:
    """ "who: max what: buy disks", as YAML has it."""
    match = _FIELDS.fullmatch(text)
    return Task(people_of(match["who"]), match["what"]) if match else None


def _before(text: str, known: Collection[str]) -> Task | None:
    """ "[Max] buy disks"."""
    match = _BEFORE.fullmatch(text)
    if match is None or not (is_known(match["who"], known) or looks_like_names(match["who"])):
        return None
    return Task(people_of(match["who"]), match["what"])


def _in_brackets(text: str, known: Collection[str]) -> Task | None:
    """ "buy disks [Max]", "buy disks -> Max"."""
    match = _BRACKETS.fullmatch(text)
    who = (match["in"] or match["to"]).strip() if match else ""
    return Task(people_of(who), match["what"]) if match and is_known(who, known) else None


def _cared_for(text: str, known: Collection[str]) -> Task | None:
    match = _CARES.fullmatch(text)
    return Task(match["who"], match["what"].strip()) if match else None


cared_for = _cared_for


def without_doubles(told: Iterable[Task], listed: Iterable[Task]) -> Iterator[Task]:
    """Yield all tasks once; one that is listed again at the end has the words of the list."""
    listed = tuple(listed)
    stems = [(each.who.casefold(), _stems(each.what)) for each in listed]
    new = [task for task in told if not any(_is_same(task, who, words) for who, words in stems)]
    yield from dict.fromkeys((*new, *listed))


def _is_same(one: Task, who: str, theirs: set[str]) -> bool:
    mine_who = one.who.casefold()
    is_other = mine_who and who and not {*mine_who.split()} & {*who.split()}
    if is_other:
        return False
    mine = _stems(one.what)
    return bool(mine & theirs) and len(mine & theirs) * 3 >= min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"\w{3,}", text.casefold())}
