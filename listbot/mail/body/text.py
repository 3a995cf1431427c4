"""The text of a mail: which parts of it hold the words, and those words decoded.

All inline text parts are the text, in their order: list servers add a footer as a part of its own,
Apple Mail puts pictures between two. Of alternatives the plain one is taken, unless it is invisible
or only says that the HTML should be looked at. Forwarded messages are other people's words and are
not walked into. Never raises; whatever had to be mended is in the notes, and a mail without any
text reads as empty.
"""

import email
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import NamedTuple

from listbot.mail.body import marks
from listbot.mail.body.html import to_text
from listbot.mail.wire import limits
from listbot.mail.wire.charsets import decode_text, printable
from listbot.mail.wire.headers import Headers
from listbot.mail.wire.parameters import parameters
from listbot.mail.wire.parts import parts_of
from listbot.mail.wire.smime import signed_content
from listbot.mail.wire.transfer import octets_of

MAX_TEXT = 1_000_000  # characters read; all votes of a year are shorter
MAX_LINES = 10_000  # half a megabyte of ordinary lines
MAX_JOINED = 5_000  # characters of one line made by joining; paragraphs are shorter

NO_PARTS = "a multipart without parts, read as text"
NO_TEXT = "no text in this mail"
_PLAIN = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
_TAGGED = frozenset({"text/html", "text/enriched"})
_SILENT = 200  # characters of a plain part that may stand for nothing; what says more is looked at
_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_PICTURE = re.compile(r"\[(?:cid|image|bild|imagen|immagine)\s?:[^\]\n]{0,150}\]", re.IGNORECASE)
"""What mailers leave in the place of a picture."""
_VIEWERS = ("browser", "mail client", "mail program", "navigateur", "navegador")
"""Where a plain form with a link says the mail can be read."""
_UNSEEN = frozenset({"Cf", "Cc"})
"""Categories of signs without a look: marks of direction, of no width, of control."""
_FOOTER_LINES = 14  # of a part that a list server adds


@dataclass(frozen=True, slots=True)
class Text:
    """The decoded text of the chosen parts."""

    text: str
    flowed: bool = False
    from_html: bool = False
    notes: tuple[str, ...] = ()


_Piece = tuple[Message, Text]


def text_of(message: Message) -> Text:
    """Choose and decode the text of a mail."""
    return find_text(message)[1]


def find_text(message: Message) -> tuple[tuple[Message, ...], Text]:
    """The parts that hold the text of a mail, and that text; none where no part does."""
    found = _pieces(message, _Search(message))
    if not message.is_multipart() and len(found) == 1 and found[0][1].text.strip():
        return (found[0][0],), found[0][1]
    pieces = _told(found) or _told(_pieces(message, _Search(message, named=True)))
    if not pieces:  # What was cut or mended may be why nothing is left.
        pieces = [piece for piece in found if piece[1].from_html][:1]
    if not pieces:
        return (), Text("", notes=() if found else (NO_TEXT,))
    return tuple(part for part, _ in pieces), _joined_pieces([text for _, text in pieces])


class _Search(NamedTuple):
    """Where texts are looked for, and which count."""

    message: Message
    named: bool = False
    """Also those that have the name of a file and are to be shown in the text; they count where a
    mail has no other."""
    is_signed: bool = False
    """Inside a signature, where no other is opened."""


def _pieces(part: Message, search: _Search) -> list[_Piece]:
    """The texts in a part, in order."""
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        if not part.is_multipart():  # No part could be found in it: what there is are lines.
            return [(part, _plain(part))] if part is search.message or search.named else []
        if kind == "multipart/alternative":
            return _alternative(part, search)
        return [piece for each in parts_of(part) for piece in _pieces(each, search)]
    if kind in _SIGNED:
        return [] if search.is_signed else _signed(part)
    if part is not search.message and (is_enclosed(part) if search.named else is_attachment(part)):
        return []
    if kind in _PLAIN:
        return [(part, _plain(part))]
    return [(part, _html(part))] if kind in _TAGGED else []


def _signed(part: Message) -> list[_Piece]:
    """The texts of the mail inside a signature, all as texts of the part that holds it."""
    content = signed_content(octets_of(part)[0])
    if not content or limits.fault_inside(content):
        return []
    try:
        inside = email.message_from_bytes(content)
    except Exception:  # The library's parser raises on odd input, differently in each version.
        return []
    return [(part, text) for _, text in _pieces(inside, _Search(inside, is_signed=True))]


def _alternative(part: Message, search: _Search) -> list[_Piece]:
    """The plain form of a text that is offered in several, or another where that says nothing."""
    forms = parts_of(part)
    plain: list[_Piece] = []
    for form in forms:
        if form.get_content_type() in _PLAIN:
            plain = plain or _told(_pieces(form, search))
    if plain and not any(_gives_way(text.text) for _, text in plain):
        return plain
    others = (form for form in forms if form.get_content_type() not in _PLAIN)
    rich = next(filter(None, (_told(_pieces(form, search)) for form in others)), [])
    return rich or plain or [piece for form in forms for piece in _pieces(form, search)]


def _gives_way(text: str) -> bool:
    """Whether a plain form only says that there is another: "This mail needs a viewer for HTML",
    "Your mail client cannot show this mail; read it online: https://...".
    """
    if len(text) >= _SILENT or marks.begins_with_vote(text):
        return False
    said = text.lower()
    return "html" in said or ("http" in said and any(word in said for word in _VIEWERS))


def _told(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Those that say something and are not a list's footer."""
    return [piece for piece in pieces if is_visible(piece[1].text) and not _is_added(piece[1].text)]


def is_visible(text: str) -> bool:
    """Whether a text has anything to read: no blanks, signs of no width, or places of pictures."""
    shown = _PICTURE.sub("", text) if len(text) < _SILENT else text
    return any(
        not letter.isspace() and unicodedata.category(letter) not in _UNSEEN for letter in shown
    )


def _is_added(text: str) -> bool:
    """Whether a part is a list's footer: a rule, and an address or a link in a few lines below."""
    lines = text.strip().split("\n", _FOOTER_LINES)
    is_ruled = marks.is_rule(lines[0]) or lines[0].strip() == "--"
    return is_ruled and len(lines) <= _FOOTER_LINES and ("@" in text or "http" in text)


def _joined_pieces(texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    whole = "\n\n".join(
        (_joined(text.text, kept=1) if text.flowed else text.text).strip("\n") for text in texts
    )
    whole, cut = _cut(whole)
    notes = dict.fromkeys(note for text in texts for note in text.notes)
    if cut:
        notes[cut] = None
    return Text(whole, from_html=any(text.from_html for text in texts), notes=tuple(notes))


def is_attachment(part: Message) -> bool:
    """Whether the sender meant a part to be a file."""
    disposition = str(part.get("content-disposition", ""))[:2_000].lower()
    return disposition.lstrip().startswith("attachment") or "filename" in disposition


def is_enclosed(part: Message) -> bool:
    """Whether its sender meant a part to be a file that is not shown in the text."""
    disposition = str(part.get("content-disposition", ""))[:2_000].lower()
    return not disposition.lstrip().startswith("inline")


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
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, cut = _cut(text.rstrip("\n").removeprefix("\ufeff"))
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


def _joined(text: str, kept: int = 0) -> str:
    """Join soft breaks, deleting their space unless it is `kept`; never across a change of quote
    depth, never a signature's.
    """
    lines: list[str] = []
    flowing = False
    for line in text.split("\n"):
        if (
            flowing
            and (line or not kept)
            and line != "-- "
            and _depth(line) == _depth(lines[-1])
            and len(lines[-1]) < MAX_JOINED
        ):
            lines[-1] = lines[-1][: len(lines[-1]) - 1 + kept] + line.lstrip(">").removeprefix(
                " " if _depth(line) else ""
            )
        else:
            lines.append(line)
        flowing = line.endswith(" ") and line.lstrip(">").lstrip() != "-- "
    return "\n".join(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
