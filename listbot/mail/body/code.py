"""Text meant for machines: OpenPGP blocks, diffs, code; and the lines of voting forms.

The signed text inside an OpenPGP message is the writer's own, and so is a minus sign after
a hunk: each block ends exactly where it says it does. Pure; never raises.
"""

import re

from listbot.mail.body import marks
from listbot.mail.body.lines import Lines, Span
from listbot.mail.mail import TICKED, Part

_DIFF_HEADERS = (
    "index ",
    "=====",
    "new file mode",
    "deleted file mode",
    "old mode",
    "new mode",
    "similarity",
    "rename ",
)
_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")


def armour(lines: Lines, line: int) -> Span | None:
    """OpenPGP and PEM blocks; the text of a signed one is the writer's own (RFC 4880, 7)."""
    text = lines.text(line)
    if not (text.startswith("-----BEGIN ") and text.endswith("-----")):
        return None
    if text == "-----BEGIN PGP SIGNED MESSAGE-----":
        return Span(line, lines.end_of_paragraph(line), Part.SIGNATURE, "OpenPGP header")
    closing = text.replace("BEGIN", "END", 1)
    end = lines.closing(line + 1, closing) or line + 1
    if "SIGNATURE" in text:
        return Span(line, end, Part.SIGNATURE, "OpenPGP signature")
    return Span(line, end, Part.CODE, "armoured block")


def diff(lines: Lines, line: int) -> Span | None:
    """The header of a file in a diff, or one hunk with exactly the lines it announces."""
    text = lines.texts[line]
    hunk = _HUNK.match(text)
    if hunk:
        return Span(line, _end_of_hunk(lines, line + 1, hunk), Part.CODE, "diff")
    if text.startswith(("diff --git ", "Index: ")):
        end = line + 1
        while lines.text(end).startswith(_DIFF_HEADERS):
            end += 1
        return Span(line, end, Part.CODE, "diff")
    is_pair = text.startswith("--- ") and lines.text(line + 1).startswith("+++ ")
    return Span(line, line + 2, Part.CODE, "diff") if is_pair else None


def _end_of_hunk(lines: Lines, line: int, hunk: re.Match[str]) -> int:
    old, new = int(hunk[1] or 1), int(hunk[2] or 1)
    while line < len(lines.texts) and (old > 0 or new > 0):
        sign = lines.texts[line][:1]
        if sign not in {"", " ", "+", "-", "\\"}:
            break
        old -= sign in {"", " ", "-"}
        new -= sign in {"", " ", "+"}
        line += 1
    return line


def fenced_code(lines: Lines, line: int) -> Span | None:
    """The lines between two fences; one fence alone does not count."""
    fence = lines.text(line)[:3]
    end = lines.closing(line + 1, fence) if fence in {"```", "~~~"} else 0
    return Span(line, end, Part.CODE, f"between {fence}") if end else None


def indented_code(lines: Lines, line: int) -> Span | None:
    """An indented paragraph that looks like code; never one with a line that begins like a vote."""
    if not lines.texts[line].startswith(("    ", "\t")) or (line and lines.texts[line - 1].strip()):
        return None
    end = line
    while (
        end < len(lines.texts)
        and lines.texts[end].startswith(("    ", "\t"))
        and lines.texts[end].strip()
    ):
        end += 1
    shown = lines.texts[line:end]
    if any(marks.begins_with_vote(text) for text in shown):
        return None
    is_code = sum(map(marks.looks_like_code, shown)) * 2 >= len(shown)
    return Span(line, end, Part.CODE, "indented code") if is_code else None


def form(lines: Lines, line: int) -> Span | None:
    """A line of a voting form."""
    ticked = marks.tick(lines.texts[line])
    if ticked is None:
        return None
    end = line + 1
    while (
        lines.texts[end - 1][:1] == "["
        and end < len(lines.texts)
        and lines.texts[end] == lines.texts[line]
    ):
        end += 1  # A form repeats no line; if a hostile mail does, the repeats are one block.
    return Span(line, end, Part.FORM, TICKED if ticked else "voting form, not ticked")
