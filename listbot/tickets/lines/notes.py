"""Reads the command lines of a mail to the help desk, and which of its words are a note for the
team: those of a `#listbot note:` line, and all below it up to the next command or the signature.
Pure; never raises.

The text below belongs to the note because mail programs break long lines, and what is meant for the
team must never reach the requester by a line break. So a misspelt "note" holds its text back, too.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from listbot.mail import Mail
from listbot.mail.body.command_lines import commands_in
from listbot.mail.mail import Part

WORD = "note"

_COMMAND = re.compile(r"\s*#listbot\b[\s:]*([\w-]{0,30})", re.IGNORECASE)
_ALIKE = 0.7  # "noet" and "nots" are above it, every other command is below
_OWN = (Part.OWN, Part.CODE, Part.FORM)


def command_lines(mail: Mail) -> tuple[tuple[str, str], ...]:
    """Return the (verb, argument) pairs of the `#listbot` lines in the author's own words; a note's
    argument goes on below its line.
    """
    return tuple(_read(mail))


def _read(mail: Mail) -> Iterator[tuple[str, str]]:
    lines = commands_in(mail.body)
    for at, line in enumerate(lines):
        if line.verb != WORD:
            yield _in_two_words(line.verb, line.argument)
            continue
        end = lines[at + 1].line if at + 1 < len(lines) else mail.body.lines[-1].number + 1
        below = (
            each.text
            for each in mail.body.lines
            if line.line < each.number < end and each.part in _OWN
        )
        yield line.verb, "\n".join((line.argument, *below)).strip()


def _in_two_words(verb: str, argument: str) -> tuple[str, str]:
    """The one command that people write as two words, "not mine"; "not-mine" is the same."""
    first, _, rest = argument.partition(" ")
    if verb == "not" and first.casefold().rstrip(".:!,") == "mine":
        return "not mine", rest.strip()
    return ("not mine", argument) if verb == "not-mine" else (verb, argument)


def holds_note(mail: Mail) -> bool:
    """Return whether some of a mail's words are a note, or were probably meant to be one."""
    return any(is_note(line.verb) for line in commands_in(mail.body))


def is_note(verb: str) -> bool:
    """Return whether a word is "note", or probably meant to be."""
    verb = verb.casefold()[:30]
    return verb not in ("not", "not-mine") and bool(
        verb.startswith(WORD) or get_close_matches(verb, (WORD,), n=1, cutoff=_ALIKE)
    )


def without_commands(text: str, has_notes: bool = False) -> str:
    """Return a mail's text without its command lines, which get their own answer.

    `has_notes`: its author is on the roster, so a note takes the text below it along.
    """
    kept, in_note = list[str](), False
    for line in text.split("\n"):
        found = _COMMAND.match(line)
        if found:
            in_note = has_notes and is_note(found[1])
        elif not in_note:
            kept.append(line)
    return "\n".join(kept).strip("\n")
