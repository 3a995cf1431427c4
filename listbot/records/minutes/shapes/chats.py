"""Reads a chat: who said what. Pure; linear.

Lines of IRC ("18:00 <ana> hello", with or without brackets and seconds), and what chat programs
copy ("Ana 19:01" above what she said).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_ALONE = re.compile(r"[^\W\d][\w.'’-]{0,30}(?: [^\W\d][\w.'’-]{0,30}){0,2}")
_TIME = re.compile(r"\d\d?:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
"""What Element copies: a name alone, and the time in the line below it."""
_CLOCKED = re.compile(r"\s*\[?(?:\d{4}-\d\d-\d\d[ T])?\d\d?:\d\d")
QUOTED = 3  # times as many lines as a chat has, without a time: a page that quotes one
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
    copied = _copied(lines)
    for number, line in enumerate(lines):
        if match := _IRC.match(line) or _PHONE.match(line):
            who = ""
            found.append(Said(match[1], match[2].strip()))
            first = min(first, number)
        elif name := copied.get(number) or _above(line):
            who = name
            first = min(first, number)
        elif copied and _TIME.fullmatch(line.strip()):
            continue  # of what the same person says next, or of the name above
        elif who and line.strip():
            found.append(Said(who, line.strip()))
        elif match := _CAME.search(line):
            came.append(match[1])
        elif (match := _CAME_AND_WENT.search(line)) and match[1] in came:
            passed.append(match[1])
    if len(found) < LEAST or _is_quoted(lines, len(found)):
        found, first = _plain(text), 0
    if len(found) < LEAST:
        return None
    return Chat(tuple(found), tuple(passed), "\n".join(lines[:first]))


def _lines(text: str) -> list[str]:
    """Return the lines of a text, cut to what a person writes in one."""
    return [line[:LONGEST_LINE] for line in text.splitlines()]


def _is_quoted(lines: Sequence[str], count: int) -> bool:
    """Return whether the lines of a chat are a small part of a page, and no line has a time."""
    words = sum(bool(line.strip()) for line in lines)
    return count * QUOTED < words and not any(_CLOCKED.match(line) for line in lines)


def _above(line: str) -> str:
    """Return who speaks below a line with a name and a time; "" if it is none."""
    match = _COPIED.fullmatch(line.strip())
    return match[1] if match else ""


def _copied(lines: Sequence[str]) -> dict[int, str]:
    """Return who speaks below which line, if a program copied the name above the time."""
    found = {
        number: line.strip()
        for number, (line, below) in enumerate(pairwise(lines))
        if _TIME.fullmatch(below.strip()) and _ALONE.fullmatch(line.strip())
    }
    is_chat = len(found) >= LEAST and len(set(found.values())) < len(found)
    return found if is_chat else {}


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
