"""The files of a mail, for a ticket: each with name and size, and the ones that were left
out.

Everything is a file unless it is the text of the mail, or the same text in another format:
forwarded mails as .eml, not unpacked, invitations, signatures, winmail.dat unchanged. We
open nothing, and the journal keeps the whole mail anyway. Pure; never raises: a mail that
cannot be parsed has no files, and the notes say so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message

from listbot.mail.body.sorting import read_body
from listbot.mail.body.text import find_text, is_attachment, text_of
from listbot.mail.files.filenames import clean_name, distinct, name_by_type, with_ending
from listbot.mail.mail import Part
from listbot.mail.parse import parse_message, wrapped_in
from listbot.mail.wire import limits
from listbot.mail.wire.flatten import flatten_inside
from listbot.mail.wire.headers import Headers
from listbot.mail.wire.parameters import parameters
from listbot.mail.wire.parts import parts_of
from listbot.mail.wire.transfer import octets_of

MAX_FILES = 50
MAX_FILE = 25 * 1024 * 1024  # bytes of one; what Gmail accepts
# Bytes together; a readable mail holds less, unless its encoding compresses.
MAX_TOTAL = 40 * 1024 * 1024
SIGNATURE_IMAGE = 4_000  # bytes; logos below a name are smaller, screenshots are not

_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,90}")
_FORMS_OF_TEXT = frozenset(
    {
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/x-amp-html",
        "text/watch-html",
    }
)
_READABLE = frozenset({"text/plain", "text/markdown", "text/html"})
_FORWARDS = frozenset({"message/rfc822", "message/global", "message/news"})
_METHOD = re.compile(rb"^METHOD:([A-Za-z-]{1,20})\s*$", re.MULTILINE)
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a mail."""

    name: str
    """Safe to show and to save, and unique within the mail."""
    type: str
    """As declared: "image/png"; "application/octet-stream" if the declaration is unusable."""
    size: int
    """Bytes, decoded."""
    data: bytes
    in_signature: bool = False
    """A small inline picture: usually a logo, not something a person attached."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was left out, and why."""

    name: str
    type: str
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All files of a mail."""

    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    """Remarks for people about the files: "encrypted with OpenPGP"."""


def contents_of(raw: bytes, *, unwrapped: bool = False) -> Contents:
    """Find the files of a mail. `unwrapped`: look in the mail inside it, if its list
    wrapped it (the note UNWRAPPED).
    """
    reason = limits.fault(raw)
    if reason:
        return Contents(notes=(reason,))
    try:
        message = parse_message(raw)
    except Exception as error:  # see parse_message
        return Contents(notes=(f"the MIME parser failed: {type(error).__name__}",))
    inner = wrapped_in(message) if unwrapped else None
    return _contents(inner or message)


def _contents(message: Message) -> Contents:
    chosen, text = find_text(message)
    parts = list(_files(message, chosen))
    found = [_attachment(part, number) for number, part in enumerate(parts, 1)]
    names = distinct(one.name for one in found)
    taken: list[Attachment] = []
    left: list[LeftOut] = []
    total = 0
    for one, name in zip(found, names, strict=True):
        reason = _too_much(one.size, total, len(taken))
        if reason:
            left.append(LeftOut(name, one.type, one.size, reason))
        else:
            taken.append(replace(one, name=name))
            total += one.size
    notes = (
        _note_on_mail(message, text.text),
        _note_on_end(message),
        *map(_note, taken),
        *map(_note_on_smime, parts),
    )
    return Contents(tuple(taken), tuple(left), tuple(dict.fromkeys(note for note in notes if note)))


def _too_much(size: int, total: int, count: int) -> str:
    if count >= MAX_FILES:
        return f"more than {MAX_FILES} files"
    if size > MAX_FILE:
        return f"{size} bytes (at most {MAX_FILE})"
    return f"more than {MAX_TOTAL} bytes together" if total + size > MAX_TOTAL else ""


def _files(message: Message, chosen: Sequence[Message]) -> Iterator[Message]:
    """The parts that are files, in order; `chosen` are those that hold the text of the mail."""
    stack = [(message, False)]
    while stack:
        part, is_form = stack.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            is_choice = part.get_content_type() == "multipart/alternative"
            is_form = is_form or (is_choice and any(one in chosen for one in part.walk()))
            stack.extend((one, is_form) for one in reversed(parts_of(part)))
        elif _is_file(part, chosen, is_form=is_form):
            yield part


def _is_file(part: Message, chosen: Sequence[Message], *, is_form: bool) -> bool:
    """Whether a part is more than the text of the mail. `is_form`: it is one of the forms this text
    is offered in.
    """
    if is_attachment(part):
        return True
    kind = part.get_content_type()
    if part in chosen or (is_form and kind in _FORMS_OF_TEXT):
        return False
    is_text = kind in _READABLE or kind.startswith("multipart/")
    return not (is_text and _is_footer(part))


def _is_footer(part: Message) -> bool:
    """Whether a text beside the chosen one is empty, or a footer the list server adds to
    every post.
    """
    lines = read_body(text_of(part).text).lines
    return all(
        line.part in (Part.FOOTER, Part.SIGNATURE) or not line.text.strip() for line in lines
    )


def _attachment(part: Message, number: int) -> Attachment:
    headers = Headers.of(part)
    kind = _type(part)
    data = _data(part)
    is_picture = kind.startswith("image/") and bool(headers.first("content-id"))
    is_inline = not headers.first("content-disposition").lstrip().lower().startswith("attachment")
    name = _name(part, headers, kind) or _unnamed(kind, data, number)
    return Attachment(
        name,
        kind,
        len(data),
        data,
        in_signature=is_picture and is_inline and len(data) < SIGNATURE_IMAGE,
    )


def _type(part: Message) -> str:
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        return "text/plain"  # a multipart without parts: just its lines
    return kind if _TYPE.fullmatch(kind) else "application/octet-stream"


def _name(part: Message, headers: Headers, kind: str) -> str:
    written = parameters(headers.first("content-disposition")).get("filename", "")
    name = clean_name(written or parameters(headers.first("content-type")).get("name", ""))
    if kind not in _FORWARDS:
        return name
    inside = parts_of(part)
    if not name and inside:
        name = clean_name(Headers.of(inside[0]).text("subject").replace("/", "-").replace(":", ""))
    return with_ending(name, ".eml") if name else ""


def _unnamed(kind: str, data: bytes, number: int) -> str:
    is_encrypted = data.lstrip()[:40].startswith(b"-----BEGIN PGP MESSAGE-----")
    return "encrypted.asc" if is_encrypted else name_by_type(kind, number)


def _data(part: Message) -> bytes:
    return flatten_inside(part) if part.is_multipart() else octets_of(part)[0]


def _note_on_mail(message: Message, text: str) -> str:
    is_encrypted = (
        message.get_content_type() == "multipart/encrypted" or "-----BEGIN PGP MESSAGE-----" in text
    )
    return "encrypted with OpenPGP" if is_encrypted else ""


def _note_on_end(message: Message) -> str:
    """Note parts behind the end of all parts, where mail programs never look."""
    boundary = message.get_boundary()
    behind = message.epilogue or ""
    return (
        "there is something behind the end of the mail"
        if boundary and f"--{boundary}" in behind
        else ""
    )


def _note(file: Attachment) -> str:
    """Return what people should know about a file."""
    if file.type in {"text/calendar", "application/ics"}:
        method = _METHOD.search(file.data)
        return f"invitation: {method[1].decode('ascii').lower()}" if method else "invitation"
    if (
        file.type in {"application/ms-tnef", "application/vnd.ms-tnef"}
        or file.name.lower() == "winmail.dat"
    ):
        return f"{file.name}: made by Outlook for Outlook, not unpacked"
    if file.type == "message/partial":
        return "one piece of a mail sent in several"
    return "names a file that is kept elsewhere" if file.type == "message/external-body" else ""


def _note_on_smime(part: Message) -> str:
    if part.get_content_type() not in _SMIME:
        return ""
    kind = parameters(Headers.of(part).first("content-type")).get("smime-type", "").lower()
    if kind == "signed-data":
        return "signed with S/MIME, the text inside the signature"
    return "certificates only" if kind == "certs-only" else "encrypted with S/MIME"
