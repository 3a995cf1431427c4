"""Finds the people whom a task begins with: "Ana and Ravi to ...", "@noor: ...". Pure; linear."""

import re
from collections.abc import Collection

from listbot.records.minutes.words.people import looks_like_names
from listbot.votes.lexicon.words import vocabulary

MOST = 400  # people of one text that are looked for

_MORE = re.compile(r"\s*(?:,|and|und|et|y|e|en|och|og|\+|&|/)\s*(?=\S)")
_PARTS = re.compile(r"[,;+&/|]|\b(?:and|und|et|y|e|en|och|og)\b")
_START = re.compile(
    r"@?(?P<who>[^\W\d][\w.'’-]*(?: (?!to\b|will\b|soll\b|va\b)[A-ZÀ-Ý][\w.'’-]*){0,2}"
    r"(?:(?:,| and| und| et| y| \+| &| ?/) ?@?[^\W\d][\w.'’-]*){0,3})"
)
_NOT_PEOPLE = vocabulary(
    "someone somebody anyone anybody we all everybody everyone wir alle jemand nobody who wer qui"
    " tous quelqu'un it this that there they you i he she what when if the a an please note"
    " tout todos alguien"
)
NOBODY = re.compile(
    r"[?\-–—.\s]*|tbd|tba|n\.?n\.?|none|nobody|no ?one|unassigned|open|offen|niemand|unbesetzt"
    r"|à désigner|à définir|personne|por definir|nadie|nessuno|niemand",
    re.IGNORECASE,
)


_NO_SPACE = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]")
"""A letter of a script that puts no space between words."""


def begins(text: str, name: str) -> bool:
    """Return whether a text begins with a name, as a word of its own."""
    after = text[len(name) : len(name) + 1]
    is_inside = (after.isalnum() and not _NO_SPACE.match(after)) or after == "_"
    return text[: len(name)].casefold() == name.casefold() and not is_inside


def known_at_start(text: str, known: Collection[str]) -> tuple[str, str]:
    """Return the known people whom a text begins with, and the rest."""
    found: list[str] = []
    rest = text
    while True:
        bare = rest.lstrip("@ ")
        name = next((each for each in known if begins(bare, each)), None)
        if name is None:
            return ", ".join(found), rest if found else ""
        found.append(bare[: len(name)])
        rest = bare[len(name) :]
        more = _MORE.match(rest)
        if more is None or not any(begins(rest[more.end() :].lstrip("@"), each) for each in known):
            return ", ".join(found), rest
        rest = rest[more.end() :]


def stranger_at_start(text: str) -> tuple[str, str]:
    """Return what looks like a name at the start of a text, and the rest."""
    match = _START.match(text)
    if match is None or match["who"].split()[0].strip(",").casefold() in _NOT_PEOPLE:
        return "", ""
    return (match["who"], text[match.end() :]) if looks_like_names(match["who"]) else ("", "")


def is_known(text: str, known: Collection[str]) -> bool:
    """Return whether each of the people in a text is one whom we know."""
    parts = [each.strip(" @") for each in _PARTS.split(text) if each.strip(" @")]
    return bool(parts) and all(any(begins(part, each) for each in known) for part in parts)


def is_nobody_else(text: str, known: Collection[str]) -> bool:
    """Return whether a text is the name of people whom we know, and nothing else."""
    names = {each.casefold() for each in known}
    return all(each.strip().casefold() in names for each in _PARTS.split(text.strip(" .()[]@")))


def people_of(text: str) -> str:
    """Return several people with a comma between them."""
    parts = _PARTS.split(text.strip(" @:.()[]"))
    return ", ".join(each.strip().lstrip("@") for each in parts if each.strip())
