"""Makes minutes for the record of what was read: people by address, secrets left out. Pure."""

import re
from dataclasses import replace

from listbot.model.records.meetings import Action, Doubt, Minutes
from listbot.records.meetings.directory import Directory
from listbot.records.minutes.reading import Read, read_minutes
from listbot.records.minutes.secrets import Found
from listbot.records.minutes.shapes.markup import LONGEST

LONGEST_LINE = 400  # characters of an agreement or a task that a letter can show
SEVERAL = "This name fits several people. Who was it?"
NOBODY_THERE = "Who was there?"
TOO_LONG = f"I kept the first {LONGEST:,} characters of the text. Where is the whole of it?"
CORRECTS = re.compile(r"\b(?:correct(?:ion|ed|s)|berichtigung|korrektur|rectificati\w+)\b", re.I)
HEAD = 300  # characters in which a text says that it corrects earlier minutes


def taken(text: str, people: Directory, before: Minutes | None = None) -> Minutes:
    """Return the minutes in a text. `before`: published ones, which a correction adds to."""
    read = read_minutes(text)
    minutes = _minutes(text, read, people)
    if before is not None and CORRECTS.search(text[:HEAD]):
        minutes = _added(before, minutes)
    return minutes


def linked(link: str) -> Minutes:
    """Return minutes of which we only know where they are."""
    return Minutes(text=link, link=link, doubts=(Doubt(link, NOBODY_THERE),))


def _minutes(whole: str, read: Read, people: Directory) -> Minutes:
    text = whole[:LONGEST]  # nobody has looked for secrets in the rest
    doubts = [Doubt(words, question) for words, question in read.doubts]
    if len(whole) > LONGEST:
        doubts.append(Doubt("", TOO_LONG))
    attendees, guests, regrets = (
        tuple(_persons(names, people, doubts))
        for names in (read.attendees, read.guests, read.regrets)
    )
    if not attendees and not read.cancelled:
        doubts.append(Doubt("", NOBODY_THERE))
    found = Minutes(
        attendees=attendees,
        guests=guests,
        regrets=tuple(each for each in regrets if each not in attendees),
        agreed=tuple(each[:LONGEST_LINE] for each in read.agreed),
        actions=tuple(Action(each.who, each.what[:LONGEST_LINE]) for each in read.actions),
        postponed=tuple(each[:LONGEST_LINE] for each in read.postponed),
        text=text,
        doubts=tuple(doubts),
        cancelled=read.cancelled,
    )
    return without(found, read.secrets)


def _persons(names: tuple[str, ...], people: Directory, doubts: list[Doubt]) -> list[str]:
    """Return people by primary address where one is known, else by name."""
    found: list[str] = []
    for name in names:
        fits = people.who(name)
        if len(fits) > 1:
            doubts.append(Doubt(name, SEVERAL))
        found.append(fits[0] if len(fits) == 1 else name)
    return list(dict.fromkeys(found))


def without(minutes: Minutes, secrets: tuple[Found, ...]) -> Minutes:
    """Return minutes in which a number stands in place of each secret."""
    number = len(minutes.hidden)
    for each in secrets:
        number += 1
        minutes = replaced(minutes, each.words, mark(number))
    return replace(minutes, hidden=(*minutes.hidden, *(each.what for each in secrets)))


def mark(number: int) -> str:
    """Return what stands in place of a secret."""
    return f"[left out {number}]"


def replaced(minutes: Minutes, old: str, new: str) -> Minutes:
    """Return minutes with other words in place of some."""
    return replace(
        minutes,
        agreed=tuple(each.replace(old, new) for each in minutes.agreed),
        actions=tuple(
            Action(each.who.replace(old, new), each.what.replace(old, new))
            for each in minutes.actions
        ),
        postponed=tuple(each.replace(old, new) for each in minutes.postponed),
        text=minutes.text.replace(old, new),
        doubts=tuple(Doubt(each.words.replace(old, new), each.question) for each in minutes.doubts),
    )


def _added(before: Minutes, more: Minutes) -> Minutes:
    """Return earlier minutes with what a correction says besides."""
    asked = tuple(
        Doubt(each, "Does this replace something that was agreed on?") for each in more.agreed
    )
    return replace(
        before,
        attendees=_union(before.attendees, more.attendees),
        guests=_union(before.guests, more.guests),
        regrets=_union(before.regrets, more.regrets),
        agreed=_union(before.agreed, more.agreed),
        actions=(*before.actions, *(each for each in more.actions if each not in before.actions)),
        text=f"{before.text.rstrip()}\n\n{more.text}",
        hidden=more.hidden,
        doubts=(*asked, *(each for each in more.doubts if each.question != NOBODY_THERE)),
    )


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
