"""How the help desk reads one mail, for `listbot explain`: its text, files, commands and hints.

Pure. Only the database knows which ticket the mail belongs to; `explain` shows that separately.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from listbot.cli.counting.tally_json import Json
from listbot.cli.output.terminal import safe
from listbot.letters.units import size
from listbot.mail import UNWRAPPED, Mail
from listbot.mail.body.ticket_text import reply_text, request_text
from listbot.mail.files.attachments import Attachment, contents_of
from listbot.model.disposition import Disposition
from listbot.tickets.commands import command_lines
from listbot.tickets.secret import likely_secret
from listbot.tickets.solved import only_thanks, says_solved

ALONE = "it would open a ticket"
ANSWER = "it answers another mail; only the database knows that mail's ticket"


@dataclass(frozen=True, slots=True)
class DeskReading:
    """A mail as the help desk reads it."""

    disposition: Disposition
    why: str
    text: str
    """The text the ticket shows: all of a request, the new part of an answer."""
    files: tuple[Attachment, ...]
    commands: tuple[str, ...]
    seen: tuple[str, ...]
    """Hints in words."""


def read_alone(mail: Mail) -> DeskReading:
    """Read a mail without a database: as an answer if it refers to another mail, else a request."""
    if mail.automatic is not None:
        return read_for_desk(mail, Disposition.AUTOMATIC, mail.automatic.reason)
    disposition, why = (
        (Disposition.REPLY, ANSWER) if mail.references else (Disposition.TICKET, ALONE)
    )
    return read_for_desk(mail, disposition, why)


def read_for_desk(mail: Mail, disposition: Disposition, why: str) -> DeskReading:
    """Read a mail with this disposition."""
    text = request_text(mail) if disposition is Disposition.TICKET else reply_text(mail)
    found = contents_of(mail.arrival.raw, unwrapped=UNWRAPPED in mail.notes)
    lines = (
        f"#listbot {verb}: {argument}" if argument else f"#listbot {verb}"
        for verb, argument in command_lines(mail)
    )
    left_out = (f"left out: {each.name}: {each.reason}" for each in found.left_out)
    files = tuple(each for each in found.attachments if not each.in_signature)
    return DeskReading(
        disposition, why, text, files, tuple(lines), (*_said(text), *left_out, *found.notes)
    )


def _said(text: str) -> Iterator[str]:
    secret = likely_secret(text)
    if secret:
        yield f"probably contains {secret}"
    if says_solved(text):
        yield "says that it works: closes the ticket if the requester wrote it"
    elif only_thanks(text):
        yield "only says thanks: does not reopen a closed ticket"


def as_json(reading: DeskReading) -> Json:
    """Return the form for programs; fields are only ever added."""
    return {
        "text": reading.text,
        "files": [
            {"name": each.name, "type": each.type, "size": each.size} for each in reading.files
        ],
        "commands": list(reading.commands),
        "seen": list(reading.seen),
    }


def as_text(reading: DeskReading) -> Iterator[str]:
    """Yield the lines for people, as a heading for the mail's own lines."""
    yield click.style("The help desk reads", bold=True)
    yield from (f"  command  {safe(each)}" for each in reading.commands)
    yield from (
        f"  file     {safe(each.name)}, {safe(each.type)}, {size(each.size)}"
        for each in reading.files
    )
    yield from (f"  note     {safe(each)}" for each in reading.seen)
    if not reading.text:
        yield "  no text"
    yield from (f"  | {safe(line)}".rstrip() for line in reading.text.splitlines())
    yield ""
    yield click.style("Line by line", bold=True)
