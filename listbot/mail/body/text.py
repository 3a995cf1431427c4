"""The text of a mail: find the part that holds it, and decode it.

Takes the first text/plain part that is not empty and not an attachment, else the first
HTML. Forwarded messages are other people's words and are skipped. Never raises; the notes
say what had to be repaired, and a mail without any text reads as empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from listbot.mail.body.html import to_text
from listbot.mail.wire.charsets import decode_text, printable
from listbot.mail.wire.headers import Headers
from listbot.mail.wire.parameters import parameters
from listbot.mail.wire.parts import parts_of
from listbot.mail.wire.transfer import octets_of

MAX_TEXT = 1_000_000  # characters read; all votes of a year are shorter
MAX_LINES = 10_000  # half a megabyte of ordinary lines
MAX_JOINED = 5_000  # characters of one line made by joining; paragraphs are shorter

NO_PARTS = "a multipart without parts, read as text"
_PLAIN = frozenset({"text/plain", "text/markdown", "text/x-markdown"})


@dataclass(frozen=True, slots=True)
class Text:
    """The decoded text of the chosen part."""

    text: str
    flowed: bool = False
    from_html: bool = False
    notes: tuple[str, ...] = ()


def text_of(message: Message) -> Text:
    """Choose and decode the text of a mail."""
    return find_text(message)[1]


def find_text(message: Message) -> tuple[Message | None, Text]:
    """Return the part that holds the text of a mail, and that text; None if no part does."""
    html: Message | None = None
    empty = False
    for part, kind in _text_parts(message):
        if kind in _PLAIN:
            text = _plain(part)
            if text.text.strip():
                return part, text
            empty = True
        elif kind == "text/html" and html is None:
            html = part
    if html is not None:
        return html, _html(html)
    return None, Text("", notes=() if empty else ("no text in this mail",))


def _text_parts(message: Message) -> Iterator[tuple[Message, str]]:
    """Parts that may hold the writer's words, with their types; skips attachments and
    forwarded messages.
    """
    stack = [message]
    while stack:
        part = stack.pop()
        kind = part.get_content_type()
        if kind.startswith("multipart/") and part.is_multipart():
            stack.extend(reversed(parts_of(part)))
        elif kind.startswith("multipart/"):
            yield part, "text/plain"  # no parts could be found in it, only lines
        elif kind.startswith("text/") and (part is message or not is_attachment(part)):
            yield part, kind


def is_attachment(part: Message) -> bool:
    """Whether the sender meant a part to be a file."""
    disposition = str(part.get("content-disposition", ""))[:2_000].lower()
    return disposition.lstrip().startswith("attachment") or "filename" in disposition


def _plain(part: Message) -> Text:
    parameters = _parameters(part)
    text, notes = _decoded(part, parameters.get("charset", ""))
    if parameters.get("format") != "flowed":
        return Text(text, notes=notes)
    if parameters.get("delsp") == "yes":
        # The space before a soft break is not part of the text: it may split words and
        # addresses (RFC 3676, 4.2).
        return Text(_joined(_unstuffed(text)), notes=notes)
    return Text(_unstuffed(text), flowed=True, notes=notes)


def _html(part: Message) -> Text:
    html, notes = _decoded(part, _parameters(part).get("charset", ""))
    text, cut = to_text(html)
    text, lines_cut = _cut(text)  # a <pre> can hold as many lines as characters
    return Text(text, from_html=True, notes=(*notes, *(note for note in (cut, lines_cut) if note)))


def _decoded(part: Message, charset: str) -> tuple[str, tuple[str, ...]]:
    data, broken = octets_of(part)
    if part.get_content_maintype() == "multipart":
        broken = NO_PARTS
    text, oddity = decode_text(data, charset)
    text, cut = _cut(
        text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").removeprefix("\ufeff")
    )
    return printable(text), tuple(note for note in (broken, oddity, cut) if note)


def _cut(text: str) -> tuple[str, str]:
    note = ""
    if len(text) > MAX_TEXT:
        text, note = text[:MAX_TEXT], f"text cut after {MAX_TEXT} characters"
    if text.count("\n") >= MAX_LINES:
        return "\n".join(
            text.split("\n", MAX_LINES)[:MAX_LINES]
        ), f"text cut after {MAX_LINES} lines"
    return text, note


def _parameters(part: Message) -> dict[str, str]:
    """The parameters of Content-Type, in lower case."""
    field = Headers.of(part).first("content-type")
    return {name: value.strip().lower()[:80] for name, value in parameters(field).items()}


def _unstuffed(text: str) -> str:
    """Remove the space that RFC 3676, 4.4 puts before lines that begin like a quote, a
    space or `From`.
    """
    return "\n".join(line[1:] if line.startswith(" ") else line for line in text.split("\n"))


def _joined(text: str) -> str:
    """Join soft breaks, deleting their space; never across a change of quote depth, never a
    signature separator.
    """
    lines: list[str] = []
    flowing = False
    for line in text.split("\n"):
        if (
            flowing
            and line != "-- "
            and _depth(line) == _depth(lines[-1])
            and len(lines[-1]) < MAX_JOINED
        ):
            lines[-1] = lines[-1][:-1] + line.lstrip(">").removeprefix(" " if _depth(line) else "")
        else:
            lines.append(line)
        flowing = line.endswith(" ") and line.lstrip(">").lstrip() != "-- "
    return "\n".join(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
