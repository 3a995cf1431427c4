"""Command lines: `#listbot verb: argument` among the own words of a mail. Pure; never raises."""

import re
from dataclasses import dataclass

from listbot.mail.mail import Body, Part


@dataclass(frozen=True, slots=True)
class CommandLine:
    """One `#listbot verb: argument` line, not yet interpreted."""

    verb: str
    argument: str
    line: int
    text: str
    """The line as written, trimmed."""


_COMMANDS = 50  # lines in one mail; people send one or two
_COMMAND = re.compile(r"\s*#listbot\b[\s:]*([\w-]*)[ \t]*:?(.*)", re.IGNORECASE)


def commands_in(body: Body) -> tuple[CommandLine, ...]:
    """Return the `#listbot verb: argument` lines among the own words, up to the signature."""
    if "#" not in body.text or "#listbot" not in body.caseless:
        return ()
    found: list[CommandLine] = []
    for line in body.lines:
        if line.part is Part.SIGNATURE or len(found) == _COMMANDS:
            break
        if line.part is Part.OWN and (match := _COMMAND.match(line.text)):
            found.append(
                CommandLine(match[1].lower(), match[2].strip(), line.number, line.text.strip())
            )
    return tuple(found)
