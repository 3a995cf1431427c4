"""The text that a proposal asks people to decide: the opening's words, or those that an amendment
puts in their place. Pure; linear in the body; never fails.

Quotes, signatures and footers are not part of it; code and forms are.
"""

from collections.abc import Iterable, Iterator, Sequence

from listbot.mail.body.command_lines import commands_in
from listbot.mail.mail import Body, Line, Part

AMEND = "amend"
LONGEST_TEXT = 20_000
"""Characters. A longer text belongs on a page, with a link in the mail: nobody compares two of
them in a letter."""

_TEXT = (Part.OWN, Part.CODE, Part.FORM)
_ENDS = (Part.SIGNATURE, Part.FOOTER)
_COMMAND = "#listbot"


def text_of(body: Body) -> str:
    """Return the text of an opening, cut at `LONGEST_TEXT`."""
    return _joined(body.lines)[:LONGEST_TEXT]


def amended_text(body: Body) -> str | None:
    """Return the text below `#listbot amend`, up to the next command; None if that line is not the
    first of the writer's own.
    """
    commands = commands_in(body)
    if not commands or commands[0].verb != AMEND:
        return None
    at = next(at for at, line in enumerate(body.lines) if _is_own(line))
    if body.lines[at].number != commands[0].line:
        return None
    below = _joined(_up_to_command(body.lines[at + 1 :]))
    return f"{commands[0].argument}\n{below}".strip()


def _is_own(line: Line) -> bool:
    return line.part is Part.OWN and bool(line.text.strip())


def _up_to_command(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.text.lstrip()[: len(_COMMAND)].lower() == _COMMAND and line.part is Part.OWN:
            return
        yield line


def _joined(lines: Iterable[Line]) -> str:
    """Return the lines of a text, as they stand in the mail."""
    kept: list[str] = []
    for line in lines:
        if line.part in _ENDS:
            break
        if line.part in _TEXT:
            kept.append(line.text.rstrip())
    return "\n".join(kept).strip("\n")
