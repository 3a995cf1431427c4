"""Corrects what we read in minutes, by lines in the reply to its preview. Pure; never fails.

"attendees: + Max", "guests: - Max", "regrets: Ana, Ravi", "agreed: - 1", "actions: + Max: write it"
and "left out 1: 192.0.2.1".
"""

import re
from dataclasses import replace

from listbot.model.records.meetings import Action, Doubt, Minutes
from listbot.records.meetings.directory import Directory
from listbot.records.minutes.taking import NOBODY_THERE, mark, replaced
from listbot.records.minutes.words.people import names_in

_LINE = re.compile(
    r"\s*(?P<field>attendees|guests|regrets|agreed|actions)\s*:\s*(?P<sign>[+-]?)\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"\s*left out (?P<number>\d{1,3})\s*:\s*(?P<rest>.+)", re.IGNORECASE)
MOST = 200  # corrections in one mail


def corrected(minutes: Minutes, text: str, people: Directory) -> Minutes | None:
    """Return minutes with the corrections of a text; None if it has none."""
    is_corrected = False
    for line in text.splitlines()[:MOST]:
        if match := _LEFT_OUT.fullmatch(line):
            minutes = replaced(minutes, mark(int(match["number"])), match["rest"].strip())
        elif match := _LINE.fullmatch(line):
            minutes = _one(minutes, match["field"].lower(), match["sign"], match["rest"], people)
        else:
            continue
        is_corrected = True
    return minutes if is_corrected else None


def _one(minutes: Minutes, field: str, sign: str, rest: str, people: Directory) -> Minutes:
    if field == "agreed":
        return replace(minutes, agreed=_lines(minutes.agreed, sign, rest))
    if field == "actions":
        return replace(minutes, actions=_actions(minutes.actions, sign, rest))
    named = tuple(_person(each.name, people) for each in names_in(rest) if each.name)
    doubts = tuple(each for each in minutes.doubts if not _is_settled(each, field, rest))
    return replace(_with_people(minutes, field, sign, named), doubts=doubts)


def _is_settled(doubt: Doubt, field: str, rest: str) -> bool:
    """Return whether a correction answers a question."""
    return doubt.question == NOBODY_THERE if field == "attendees" else doubt.words in rest


def _person(name: str, people: Directory) -> str:
    fits = people.who(name)
    return fits[0] if len(fits) == 1 else name


def _with_people(minutes: Minutes, field: str, sign: str, named: tuple[str, ...]) -> Minutes:
    """Return minutes with other people in one of the three lists; nobody is in two of them."""
    lists = {
        "attendees": minutes.attendees,
        "guests": minutes.guests,
        "regrets": minutes.regrets,
    }
    if sign == "-":
        lists[field] = tuple(each for each in lists[field] if each not in named)
    else:
        lists = {
            name: tuple(each for each in there if each not in named) if name != field else there
            for name, there in lists.items()
        }
        kept = lists[field] if sign == "+" else ()
        lists[field] = tuple(dict.fromkeys((*kept, *named)))
    return replace(
        minutes,
        attendees=lists["attendees"],
        guests=lists["guests"],
        regrets=lists["regrets"],
    )


def _lines(lines: tuple[str, ...], sign: str, rest: str) -> tuple[str, ...]:
    if sign == "-":
        return tuple(
            each for number, each in enumerate(lines, 1) if rest.strip(" .") != str(number)
        )
    return (*lines, rest.strip()) if sign == "+" else (rest.strip(),)


def _actions(actions: tuple[Action, ...], sign: str, rest: str) -> tuple[Action, ...]:
    if sign == "-":
        return tuple(
            each for number, each in enumerate(actions, 1) if rest.strip(" .") != str(number)
        )
    who, colon, what = rest.partition(":")
    new = Action(who.strip(), what.strip()) if colon else Action("", rest.strip())
    return (*actions, new) if sign == "+" else (new,)
