"""Read mail: bytes in, a frozen Mail out. Pure: no I/O, no clock, no logging; never raises.

A mail's way through this package: `limits` checks the raw bytes before anything parses
them, `parse` splits them into headers and parts, `body` sorts the lines of the chosen part
into the writer's own words and the rest, `identity` decides who really wrote it and how
sure that is, and `admission` whether a machine did. For tickets, `shown` picks the text
worth showing and `attachments` finds the files.

A name is looked up when somebody asks for it, so that a command that only wants to know what a
level is does not load what reads mails: that takes longer than most commands.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from listbot.mail.body.ticket_text import reply_text, request_text
    from listbot.mail.files.attachments import Attachment, Contents, LeftOut, contents_of
    from listbot.mail.mail import (
        Arrival,
        Author,
        Automatic,
        Body,
        Bounce,
        Level,
        Line,
        ListContext,
        Mail,
        Part,
        TapCopy,
        Unreadable,
    )
    from listbot.mail.origin.route import (
        Step,
        clients_of,
        handed_over_by,
        is_vouched,
        received_of,
        route_of,
        usual_hosts,
    )
    from listbot.mail.origin.stamps import trusted_stamp
    from listbot.mail.parse import UNWRAPPED, read

__all__ = [
    "UNWRAPPED",
    "Arrival",
    "Attachment",
    "Author",
    "Automatic",
    "Body",
    "Bounce",
    "Contents",
    "LeftOut",
    "Level",
    "Line",
    "ListContext",
    "Mail",
    "Part",
    "Step",
    "TapCopy",
    "Unreadable",
    "clients_of",
    "contents_of",
    "handed_over_by",
    "is_vouched",
    "read",
    "received_of",
    "reply_text",
    "request_text",
    "route_of",
    "trusted_stamp",
    "usual_hosts",
]

_HOMES = {
    "body.ticket_text": (
        "reply_text",
        "request_text",
    ),
    "files.attachments": (
        "Attachment",
        "Contents",
        "LeftOut",
        "contents_of",
    ),
    "mail": (
        "Arrival",
        "Author",
        "Automatic",
        "Body",
        "Bounce",
        "Level",
        "Line",
        "ListContext",
        "Mail",
        "Part",
        "TapCopy",
        "Unreadable",
    ),
    "origin.route": (
        "Step",
        "clients_of",
        "handed_over_by",
        "is_vouched",
        "received_of",
        "route_of",
        "usual_hosts",
    ),
    "origin.stamps": ("trusted_stamp",),
    "parse": (
        "UNWRAPPED",
        "read",
    ),
}
"""Where each name is, by module of this package."""


def __getattr__(name: str) -> Any:
    """Load a name of `__all__` and keep it (PEP 562)."""
    for module, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
