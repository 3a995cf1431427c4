"""Reads a chat: who said what. Pure; linear.

Lines of IRC ("18:00 <ana> hello", with or without brackets and seconds), and what chat programs
copy ("Ana 19:01" above what she said).
"""

import re
from collections import Counter
from dataclasses import dataclass

from listbot.records.minutes.shapes.items import LONGEST_LINE
from listbot.records.minutes.words.senses import column_of, sense_of
from listbot.votes.lexicon.words import vocabulary

LEAST = 4  # lines; fewer are a quote

_IRC = re.compile(
    r"\s*(?:\[?(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(?::\d\d)?\]?\s+)?<[@+ ]?([^<>\s@]{1,40})>\s+(\S.*)"
)
_PHONE = re.compile(
    r"\s*\[?(?:\d{1,4}[./-]\d\d?[./-]\d{2,4},? )?\d\d?:\d\d(?::\d\d)?\]?(?: -|:)? "
    r"([^\W\d][\w .'-]{0,40}?) ?: (.+)"
)
"""What programs on a phone export: "[13/03/2027, 20:01] Ana: hello"."""
_SPOKEN = re.compile(r"([^\W\d][\w-]{0,30}) ?: (\S.*)")
_COPIED = re.compile(
    r"([^\W\d][\w.-]{0,30}(?: [A-ZÀ-Ý][\w.-]{0,30})?)"
    r"(?: [-—–])?(?: (?:today|yesterday|heute|gestern) (?:at|um))?"
    r" {1,4}\[?(\d\d?:\d\d)(?: ?[AP]M)?\]?",
    re.IGNORECASE,
)
_CAME_AND_WENT = re.compile(r"-!-\s+(\S{1,40}) has (?:left|quit)\b")
_CAME = re.compile(r"-!-\s+(\S{1,40}) has joined\b")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A whole chat."""

    said: tuple[Said, ...]
    passed_by: tuple[str, ...]
    """Those who came while it went on, and left again."""
    before: str = ""
    """The lines above the first that somebody said."""


def chat_in(text: str) -> Chat | None:
    """Return the chat that a text is; None if it is none."""
    found: list[Said] = []
    came: list[str] = []
    passed: list[str] = []
    who = ""
    lines = _lines(text)
    first = len(lines)
    for number, line in enumerate(lines):
        if match := _IRC.match(line) or _PHONE.match(line):
            who = ""
            found.append(Said(match[1], match[2].strip()))
            first = min(first, number)
        elif match := _COPIED.fullmatch(line.strip()):
            who = match[1]
            first = min(first, number)
        elif who and line.strip():
            found.append(Said(who, line.strip()))
        elif match := _CAME.search(line):
            came.append(match[1])
        elif (match := _CAME_AND_WENT.search(line)) and match[1] in came:
            passed.append(match[1])
    if len(found) < LEAST:
        found, first = _plain(text), 0
    if len(found) < LEAST:
        return None
    return Chat(tuple(found), tuple(passed), "\n".join(lines[:first]))


def _lines(text: str) -> list[str]:
    """Return the lines of a text, cut to what a person writes in one."""
    return [line[:LONGEST_LINE] for line in text.splitlines()]


def _plain(text: str) -> list[Said]:
    """Return a chat without times ("ana: hello"), if most lines are of people who speak again."""
    lines = [line for line in _lines(text) if line.strip()]
    matches = [_SPOKEN.fullmatch(line.strip()) for line in lines]
    said = [
        Said(each[1], each[2].strip())
        for each in matches
        if each is not None and sense_of(each[1]) is None and not column_of(each[1])
    ]
    people = Counter(each.who for each in said)
    again = sum(count for count in people.values() if count > 1)
    return said if len(people) > 1 and again * 10 >= len(lines) * 7 else []


_PROGRAMS = vocabulary("logger rrsagent zakim supybot limnoria chanserv nickserv github gitlab")
"""Programs in chats whose names do not end in "bot"."""


def is_bot(name: str) -> bool:
    """Return whether a name is that of a program."""
    plain = name.lower().rstrip("_")
    return plain.endswith("bot") or plain in _PROGRAMS
