"""The lines of an earlier mail, which a later one may repeat unquoted: then they are not
its writer's own words.

Pure and bounded: a thread of ten thousand mails costs ten times one of a thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from listbot.mail import Mail
from listbot.model.earlier import MARKED_RUN, EarlierText

LINES_KNOWN = 400  # enough for a whole form and the rules above it; later lines are ignored


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of an earlier mail."""

    lines: frozenset[str]
    """White space folded, or marks of them."""
    text: EarlierText | None = None
    """None for a mail that is only marked, and for one that could not be read."""


def earlier_of(mail: Mail) -> Earlier:
    """What a later mail may repeat of this one."""
    folded = (" ".join(line.text.split()) for line in islice(mail.body.lines, LINES_KNOWN))
    lines = tuple(line for line in folded if line)
    return Earlier(frozenset(lines), EarlierText(lines))


def marked(marks: Iterable[str]) -> Earlier:
    """What is left of a mail whose author was forgotten: marks of its lines and its runs."""
    known = frozenset(marks)
    runs = frozenset(mark for mark in known if mark.startswith(MARKED_RUN))
    return Earlier(known - runs, EarlierText(marks=runs) if runs else None)


def marks_left_by(mail: Mail) -> frozenset[str]:
    """The marks that are kept of a mail whose author is forgotten."""
    earlier = earlier_of(mail)
    runs = earlier.text.marks_of_runs() if earlier.text else frozenset[str]()
    return marks_of(earlier.lines) | runs


MARKED = "\0marked"
"""A member of sets with marks of lines, so that lines are only marked if there is something
to compare: no line of a mail has a NUL.
"""


def marks_of(lines: Iterable[str]) -> frozenset[str]:
    """Mark the lines of a mail whose author was forgotten: they can be recognised, but not read."""
    marks = frozenset(_mark(line) for line in lines)
    return marks | {MARKED} if marks else marks


def is_among(line: str, lines: frozenset[str]) -> bool:
    """Whether a line with its white space folded is one of these, or of those that are only
    marked.
    """
    return line in lines or (MARKED in lines and _mark(line) in lines)


def _mark(line: str) -> str:
    return "\0" + sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:32]
