"""Reads who took on what: "ACTION: Ravi to buy disks", "Max schreibt die Mail". Pure; linear.

A sentence about a person we know to have been there counts if its verb is about doing something,
not about telling, wanting or being.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from listbot.records.minutes.labels import IS_DONE
from listbot.votes.lexicon.words import vocabulary

_WHO = (
    r"(?P<who>@?[^\W\d][\w.'’-]*(?: (?!to\b|will\b|soll\b)[A-Z][\w.'’-]*)?"
    r"(?:(?:,| and| und| et| \+| &) ?@?[^\W\d][\w.'’-]*){0,3})"
)
_WHO_IS = re.compile(_WHO)
_TIE = re.compile(
    r"\s*(?:is asked to|wird gebeten,?|est chargée? de|to|will|shall|should|soll(?:en)?"
    r"|wird|werden|va|vont|doit|is going to|are going to"
    r"|has promised to|:|->|→|\u2013"
    r"|-)\s+(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = re.compile(r"(?P<what>.{3,}?)\s*\(@?(?P<who>[^\W\d][\w.'’-]{0,40})\)\s*\.?", re.DOTALL)
LEAST = 3  # characters of a task
_BRACKETS = re.compile(
    r"(?P<what>.{3,}?)\s*(?:\[(?P<in>[^\W\d][\w., &+-]{0,40})\]|(?:->|→"
    r"|=>)\s*(?P<to>[^\W\d][\w., &+-]{0,40}))"
    r"\W*",
    re.DOTALL,
)
_CARES = re.compile(
    r"(?P<what>.{3,}?)[,:]\s*@?(?P<who>[^\W\d][\w.'’-]{0,40})\s+(?:takes care of (?:it|this)"
    r"|kümmert sich(?: darum)?|s['’]en (?:occupe|charge))\W*",
    re.IGNORECASE | re.DOTALL,
)
_DOES = re.compile(r"(?P<what>(?P<verb>[^\W\d_][\w'’-]{1,30})\b.*)", re.DOTALL)
_AUXILIARY = vocabulary(
    "is was has had does did says said thinks thought likes liked wants wanted prefers reports "
    "explains hopes proposes proposed suggests suggested presents shows showed reminds reminded "
    "would could can may might must should gets knows needs feels agrees disagrees as his this its "
    "steps leaves joins and are were have thanks asked opens closes chairs "
    "ist war hat hatte habt berichtet bietet sagt meint findet fragt möchte kann darf mag weiß "
    "hält eröffnet begrüßt schließt leitet schlägt zeigt erklärt bittet gibt "
    "und sind waren haben wird einverstanden dankt "
    "est a était avait pense hésite préfère propose présente raconte explique dit peut veut trouve "
    "doit espère et moi ont sont"
)
"""Words behind a name that tell of no task: being, telling, wanting."""
_NOT_DOING = re.compile(
    r"(?:stellt\s.{0,200}\b(?:vor|fest)\b|stellt fest\b|zeigt im\b|bietet\b|a demandé|demande si\b"
    r"|(?:will|would|to|va)\s+(?:be|have)\b|be (?:away|there|back)\b|away\b"
    r"|sen(?:t|ds)\s(?:his|her|their|regrets|apologies)\b)",
    re.IGNORECASE | re.DOTALL,
)
_PRESENT = {
    "en": re.compile(r"\w+[^s\W]s"),
    "de": re.compile(r"\w+[^\Wt]t"),
    "fr": re.compile(r"\w+(?:e|t|d|ent)"),
}
"""What a verb of one person in the present ends in."""
_OFTEN = {
    "en": vocabulary("the and to of is for we in on not was"),
    "de": vocabulary("der die das und ist nicht wir ein eine im auf den zu"),
    "fr": vocabulary("le la les et est pas nous un une des en de du pour"),
}
"""The commonest words."""
_ADDED = re.compile(r", (?:and (?:it|that|this)|that['’]s|because|since|weil|damit|denn|car)\b")
_STRANGER = re.compile(
    r"(?P<who>(?!(?:We|It|They|This|That|There|The|You|He|She|I|Who|Nobody|Everybody|What)\b)"
    r"[A-ZÀ-Ý][\w-]{1,30}) (?=will (?!be\b|have\b))"
)
"""A person of whom the text said nothing before."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person took on."""

    who: str
    what: str


def task_of(text: str, known: Collection[str], given: str = "") -> Task | None:
    """Return the task after a label, or in a list of tasks. `given`: a person the label names."""
    text = " ".join(text.split()).strip()
    if not text or IS_DONE.search(text):
        return None
    if given:
        return Task(_people(given), text.removeprefix(": "))
    for read in (_cared_for, _in_brackets, _tied, _done_by, _behind):
        found = read(text, known)
        if found is not None:
            return found
    return Task("", text)


def language_of(text: str) -> str:
    """Return the language of a text: "en", "de" or "fr"."""
    words = text.casefold().split()
    return max(_OFTEN, key=lambda each: sum(word in _OFTEN[each] for word in words))


def told_in(sentence: str, known: Collection[str], language: str = "en") -> Task | None:
    """Return the task that a sentence tells of, if its first words are a person we know."""
    sentence = " ".join(sentence.split()).strip()
    if IS_DONE.search(sentence):
        return None
    cared = _cared_for(sentence, known)
    if cared is not None:
        return cared
    who, rest = _start(sentence, known)
    if not who and (match := _STRANGER.match(sentence)):
        who, rest = match["who"], sentence[match.end("who") :]
    if not who or _NOT_DOING.match(rest.strip()):
        return None
    tie = _TIE.match(rest)
    if tie and not rest.lstrip().startswith(":"):
        return Task(who, without_reason(tie["what"])) if len(tie["what"]) >= LEAST else None
    return _doing(who, rest, language)


def _doing(who: str, rest: str, language: str) -> Task | None:
    """Return a task told in the present: "Lena tells the treasurer"."""
    found = _DOES.fullmatch(rest.strip())
    if found is None or found["verb"].lower() in _AUXILIARY:
        return None
    verb = found["verb"].lower()
    return Task(who, without_reason(found["what"])) if _PRESENT[language].fullmatch(verb) else None


def without_reason(text: str) -> str:
    """Return a task without what the sentence adds to it: ", and it will be voted on there"."""
    return _ADDED.split(text)[0].rstrip(" .")


def _start(text: str, known: Collection[str]) -> tuple[str, str]:
    """Return the people whom a text begins with, and the rest."""
    names = sorted(known, key=len, reverse=True)
    found: list[str] = []
    rest = text
    while True:
        bare = rest.lstrip("@ ")
        name = next((each for each in names if _begins(bare, each)), None)
        if name is None:
            return ", ".join(found), rest if found else ""
        found.append(bare[: len(name)])
        rest = bare[len(name) :]
        more = re.match(r"\s*(?:,|and|und|et|\+|&)\s*(?=\S)", rest)
        if more is None or not any(_begins(rest[more.end() :].lstrip("@"), each) for each in names):
            return ", ".join(found), rest
        rest = rest[more.end() :]


def _begins(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return text[: len(name)].casefold() == name.casefold() and not (after.isalnum() or after == "_")


def _tied(text: str, known: Collection[str]) -> Task | None:
    """ "Ravi to announce the freeze", "Ravi, Lena: try it", "noor -> update the docs"."""
    who, rest = _start(text, known)
    if not who:
        match = _WHO_IS.match(text)
        if match is None:
            return None
        who, rest = match["who"], text[match.end() :]
        is_plain = rest.lstrip().startswith((":", "->")) or " to " in rest[:4]
        if not is_plain or who.lower() in ("someone", "somebody", "we", "all", "everybody", "wir"):
            return None
    tie = _TIE.match(rest)
    return Task(_people(who), tie["what"]) if tie and len(tie["what"]) >= LEAST else None


def _done_by(text: str, known: Collection[str]) -> Task | None:
    """ "priya writes the page", where a label says already that it is a task."""
    who, rest = _start(text, known)
    return Task(_people(who), rest.strip()) if who and rest.strip() else None


def _behind(text: str, known: Collection[str]) -> Task | None:
    match = _BEHIND.fullmatch(text)
    if match and any(_begins(match["who"], each) for each in known):
        return Task(match["who"], match["what"])
    return None


def _in_brackets(text: str, known: Collection[str]) -> Task | None:
    """ "buy disks [Max]", "buy disks -> Max"."""
    match = _BRACKETS.fullmatch(text)
    who = (match["in"] or match["to"]).strip() if match else ""
    if match and any(_begins(who, each) for each in known):
        return Task(_people(who), match["what"])
    return None


def _cared_for(text: str, known: Collection[str]) -> Task | None:
    match = _CARES.fullmatch(text)
    return Task(match["who"], match["what"].strip()) if match else None


def _people(text: str) -> str:
    """Return several people with a comma between them."""
    parts = re.split(r"[,;+&]|\band\b|\bund\b|\bet\b", text.strip(" @:."))
    return ", ".join(each.strip().lstrip("@") for each in parts if each.strip())


def without_doubles(told: Iterable[Task], listed: Iterable[Task]) -> Iterator[Task]:
    """Yield all tasks once; one that is listed again at the end has the words of the list."""
    listed = tuple(listed)
    new = [task for task in told if not any(_is_same(task, each) for each in listed)]
    yield from dict.fromkeys((*new, *listed))


def _is_same(one: Task, other: Task) -> bool:
    if one.who.casefold() != other.who.casefold() and one.who and other.who:
        return False
    mine, theirs = _stems(one.what), _stems(other.what)
    return bool(mine & theirs) and len(mine & theirs) * 3 >= min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"\w{3,}", text.casefold())}
