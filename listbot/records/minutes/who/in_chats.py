"""Reads who was at a meeting that was a chat: who spoke, and who said "present+". Pure; linear."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from listbot.records.minutes.shapes.chats import Chat
from listbot.records.minutes.words.people import Named, looks_like_names, names_in

_LISTENS = re.compile(
    r"\b(?:just (?:here to )?listen|only listen|juste écouter|höre? nur zu"
    r"|solo (?:vengo a )?escuch)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"#?(?P<what>present|regrets)\s?(?:\+|:|\+:)\s*(?P<names>.{0,400})", re.I)
"""What a program of W3C keeps: "present+", "present+ Ana", "regrets: Max"."""


@dataclass(slots=True)
class InChat:
    """Who was at a meeting that was a chat."""

    there: list[Named] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    regrets: list[Named] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def in_chat(chat: Chat) -> InChat:
    """Return who was there: those who spoke, by the names that they gave."""
    found = InChat()
    passed = set(chat.passed_by)
    called = {}
    for who, what, names in _announced(chat):
        people = names_in(names)
        if what == "regrets":
            found.regrets += people or [Named(who)]
        elif len(people) == 1:
            called[who] = people[0]
    for each in dict.fromkeys(said.who for said in chat.said):
        if each not in passed:
            found.there.append(called.get(each, Named(each)))
    for said in chat.said:
        if _LISTENS.search(said.what) and said.who not in (*passed, *found.guests):
            found.guests.append(said.who)
            found.doubts.append((said.what, f"Is {said.who} a guest?"))
    for each in sorted(passed & {said.who for said in chat.said}):
        found.doubts.append((each, f"{each} came and went. Was {each} at the meeting?"))
    return found


def _announced(chat: Chat) -> Iterator[tuple[str, str, str]]:
    """Yield who said of whom that they are there, or that they sent regrets."""
    for said in chat.said:
        match = _ANNOUNCED.fullmatch(said.what.strip())
        if match is not None and (not match["names"] or looks_like_names(match["names"])):
            yield said.who, match["what"].lower(), match["names"]
