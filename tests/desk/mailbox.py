"""The mails in `mails/`, how they arrive, and the short files in which their expectations are
written.
"""

import json
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from listbot.mail import (
    Arrival,
    Contents,
    ListContext,
    Mail,
    contents_of,
    read,
    reply_text,
    request_text,
)

MAILS = Path(__file__).with_name("mails")
NAMES = sorted(path.stem for path in MAILS.glob("*.eml"))
ARRIVED = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
LIST = ListContext(
    address="infra-support@example.org",
    own_addresses=("infra-support@example.org", "infra@example.org", "listbot@example.org"),
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """How one mail is read, as its .toml file says, in the file's order."""

    about: str
    """The kind of mail, and why it is here."""
    disposition: str = ""
    """ticket | automatic: why | quarantined: why."""
    title: str = ""
    author: str = ""
    text: str = ""
    """The text that the ticket shows when the mail opens it."""
    answer: str = ""
    """The text that the ticket shows when the mail answers in it; "" if that is the same."""
    files: tuple[str, ...] = ()
    """Name, type and size of each."""
    notes: tuple[str, ...] = ()
    """Oddities, and what people should know."""


def raw(name: str) -> bytes:
    """The mail with that name, as it was sent."""
    return (MAILS / f"{name}.eml").read_bytes()


def arrival(data: bytes) -> Arrival:
    """These bytes, arriving at the help desk from a person's mail host."""
    return Arrival(data, LIST, "lmtp", ARRIVED, envelope_from="somebody@example.net")


def expected(name: str) -> Expectation:
    """The expectation in the mail's file."""
    written = tomllib.loads((MAILS / f"{name}.toml").read_text(encoding="utf-8"))
    files, notes = (tuple(written.pop(key, ())) for key in ("files", "notes"))
    return replace(Expectation(**written), files=files, notes=notes)


def found(data: bytes, about: str) -> Expectation:
    """How these bytes are read."""
    mail = read(arrival(data))
    if not isinstance(mail, Mail):
        return Expectation(about, f"quarantined: {mail.reason}")
    contents = contents_of(data)
    text, answer = request_text(mail), reply_text(mail)
    return Expectation(
        about,
        f"automatic: {mail.automatic.reason}" if mail.automatic else "ticket",
        title=mail.subject,
        author=mail.author.address,
        text=text,
        answer="" if answer == text else answer or "(nothing)",
        files=_files(contents),
        notes=(*mail.notes, *contents.notes),
    )


def _files(contents: Contents) -> tuple[str, ...]:
    taken = (
        f"{one.name} | {one.type} | {one.size}{' | in the signature' if one.in_signature else ''}"
        for one in contents.attachments
    )
    left = (f"{one.name} | {one.type} | left out: {one.reason}" for one in contents.left_out)
    return (*taken, *left)


def write(name: str, expectation: Expectation) -> None:
    """Rewrite a mail's file for people to read."""
    lines = [
        f"{key} = {_value(value)}"
        for key in Expectation.__slots__
        if (value := getattr(expectation, key)) or key in {"about", "disposition"}
    ]
    (MAILS / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
    if "\n" not in value:
        return _quoted(value)
    return '"""\n' + "\n".join(_quoted(line)[1:-1] for line in value.split("\n")) + '"""'


def _quoted(text: str) -> str:
    """The text in quotes, with invisible characters spelled out: controls, direction marks, odd
    spaces.
    """
    return '"' + "".join(_sign(sign) for sign in text) + '"'


def _sign(sign: str) -> str:
    if sign == " " or (sign.isprintable() and sign not in '"\\'):
        return sign
    return json.dumps(sign)[1:-1] if sign < "\u0080" and sign != "\x7f" else f"\\U{ord(sign):08X}"
