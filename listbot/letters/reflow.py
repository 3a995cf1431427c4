"""Filling lines to 72 columns so that no line begins with something our reader would take for a
vote or a command.

The text comes from templates and may hold clean values. A vote value ("+1") or a command ("#listbot
help") stays on the line of the word before it; quoted commands and glued text are never broken. A
word wider than the line (an address, a link) gets a line to itself and sticks out, because two
pieces of it would be useless. Nothing here fails.
"""

import re
from collections.abc import Iterator

from listbot.letters import guard
from listbot.letters.display import GLUE, WIDTH, neutral, one_line, padded, stranger, width

_CHUNK = re.compile(r'"#listbot[^"]*"\S*|\S+')
_CLINGS = re.compile(r'["(\[]*(?:[+\-±−–—]{1,2}\d|0(?!\d)|#listbot)', re.IGNORECASE)
_ARGUMENT = re.compile(r"(?:'[^']*+'?+|\"[^\"]*+\"?+|[^\s'\"])++")
LABEL = 10
"""Columns of a label with the space after it."""
INDENT = 2


def filled(text: str, indent: int = 0, hang: int | None = None) -> str:
    """Fill the text to lines of at most 72 columns, the first indented by `indent`, the others by
    `hang`.
    """
    hang = indent if hang is None else hang
    rows: list[list[str]] = []
    column = WIDTH
    for chunk in _chunks(text):
        if column + 1 + width(chunk) > WIDTH:
            rows.append([])
            column = (hang if len(rows) > 1 else indent) - 1
        rows[-1].append(chunk)
        column += 1 + width(chunk)
    for at in reversed(range(1, len(rows))):
        _keep_harmless(rows[:at], rows[at])
    lines = [" ".join(row) for row in rows if row]
    margins = [indent, *[hang] * len(lines)]
    return "\n".join(GLUE * margin + line for margin, line in zip(margins, lines, strict=False))


def _keep_harmless(above: list[list[str]], row: list[str]) -> None:
    """Take words from the rows above until the row is harmless: "- 1", "agree" and the like do not
    cling to the word before them.

    A line that is too wide is better than a refused letter. Rows are mended from the last one up,
    because one that gave words away must be checked again.
    """
    while guard.is_hazardous(" ".join(row)) and any(above):
        row.insert(0, next(each for each in reversed(above) if each).pop())


def field(text: str, label: str) -> str:
    """Return a row `Label     text`, the text filled beside its label."""
    return filled(padded(label, LABEL) + text.lstrip(), INDENT, INDENT + LABEL)


def cited(text: str, indent: int = INDENT, lines: int = 4) -> str:
    """Quote a stranger's line: each row begins with our `>`, never with the stranger's text."""
    mark = " " * indent + "> "
    room = WIDTH - width(mark)
    rows: list[str] = []
    for piece in pieces(one_line(text, room * lines), room):
        if rows and width(rows[-1]) + 1 + width(piece) <= room:
            rows[-1] += f" {piece}"
        else:
            rows.append(piece)
    shown = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return "\n".join(mark + stranger(row, room) for row in shown if row)


def command_line(text: str) -> str:
    """Break a shell command into lines with a backslash; an option stays with its value."""
    rows: list[str] = []
    for part in _parts(one_line(text)):
        if rows and width(rows[-1]) + len(" \\ ") + width(part) <= WIDTH:
            rows[-1] += f" {part}"
        else:
            rows.append(" " * (2 * INDENT if rows else INDENT) + part)
    return " \\\n".join(rows)


def _parts(command: str) -> list[str]:
    """Return the arguments of a shell command, quoted ones whole, each option with its value."""
    parts: list[str] = []
    for argument in _ARGUMENT.findall(command):
        if (
            parts
            and parts[-1].startswith("--")
            and " " not in parts[-1]
            and not argument.startswith("--")
        ):
            parts[-1] += f" {argument}"
        else:
            parts.append(argument)
    return parts


def says_more(quote: str) -> bool:
    """Whether a voter's line has words besides the number, so that a result should show it."""
    words = quote.lower().replace("non-binding", "").replace("binding", "")
    return any(char.isalpha() for char in words)


def pieces(text: str, room: int) -> Iterator[str]:
    """Yield the words of a text; a word wider than the room comes in parts, because Chinese and
    Japanese have no spaces to break at.
    """
    for word in text.split():
        begin = used = 0
        for at, char in enumerate(word):
            columns = width(char)
            if used + columns > room:
                yield word[begin:at]
                begin, used = at, 0
            used += columns
        yield word[begin:]


def _chunks(text: str) -> list[str]:
    """Return the units of a line: a word, with the values and commands that cling to it."""
    chunks: list[str] = []
    for found in _CHUNK.finditer(neutral(text)):
        chunk = " ".join(found[0].split())
        if chunks and _CLINGS.match(chunk):
            chunks[-1] += f" {chunk}"
        else:
            chunks.append(chunk)
    return chunks
