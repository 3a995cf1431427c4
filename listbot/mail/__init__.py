"""Reading mail: bytes in, a frozen Mail out. Pure: no I/O, no clock, no logging; never raises on any input.

The way of a mail through this package: `limits` looks at the raw bytes before anything parses them,
`parse` makes headers and parts of them, `body` sorts the lines of the chosen part into the writer's own
words and all the rest, `identity` says who really wrote it and how sure that is, `admission` whether a
machine did.
"""

from listbot.mail.mail import (
    Arrival,
    Author,
    Automatic,
    Body,
    Level,
    Line,
    ListContext,
    Mail,
    Part,
    Unreadable,
)
from listbot.mail.parse import read

__all__ = [
    "Arrival",
    "Author",
    "Automatic",
    "Body",
    "Level",
    "Line",
    "ListContext",
    "Mail",
    "Part",
    "Unreadable",
    "read",
]
