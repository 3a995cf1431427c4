"""Reads a scenario's thread.txt: several small mails in one file, as tests/scenarios/README.md describes it.

Makes the raw mails that our mail host would hand over. A mistake in the file is a ValueError that names its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from listbot.mail import Arrival, ListContext

YEAR = 2026
PEOPLE = {
    "Ana Ruiz": "ana@example.org",
    "Ravi Menon": "ravi@example.org",
    "Lena Ott": "lena@example.org",
    "Omar Aziz": "omar@example.net",
    "Ines Falk": "ines@example.org",
    "Lars Holm": "lars@example.org",
    "Kim Sato": "kim@example.net",
    "Pat Quinn": "pat@example.net",
}
LIST = "infra@example.org"
BY_THE_LIST = """\
Received: from lists.example.org (lists.example.org [192.0.2.25])
\tby mx.example.org (Postfix) with ESMTP id 4X{number:04}; {reached}
Received: from mail.example.net (mail.example.net [198.51.100.7])
\tby lists.example.org (Postfix) with ESMTP id 4L{number:04}; {taken}
"""
PAST_THE_LIST = """\
Received: from lists.example.org (dsl-9.example.com [203.0.113.9])
\tby mx.example.org (Postfix) with ESMTP id 4X{number:04}; {reached}
"""
"""It greets as the list's host; only what stands in parentheses was seen by ours."""

_HEAD = re.compile(
    r"=== (?P<number>\d+)  (?P<when>\w{3} +\d+ \w{3} \d\d:\d\d)  (?P<who>[^,]+)(?:, answering (?P<parent>\d+))?"
)
_FIELD = re.compile(r"(?P<name>[A-Za-z-]+(?: [a-z]+)*): (?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Written:
    """One mail of the file."""

    number: int
    at: datetime
    who: str
    parent: int | None
    fields: dict[str, str]
    body: str
    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""


def read_thread(path: Path) -> tuple[Written, ...]:
    """The mails of a thread.txt, in its order, each with its place in the thread."""
    done: dict[int, Written] = {}
    for block in re.split(r"^(?==== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        mail = _read(block, path)
        done[mail.number] = _in_thread(mail, done)
    return tuple(done.values())


def arrival(mail: Written, contexts: dict[str, ListContext]) -> Arrival:
    """The mail as it arrives."""
    context = contexts[mail.fields.get("Taken for", LIST)]
    return Arrival(_raw(mail), context, f"scenario:{mail.number}", reaches_us(mail))


def reaches_us(mail: Written) -> datetime:
    """When the daemon gets the mail; the list's host took it at `at`."""
    return moment(mail.fields["Reaches us"]) if "Reaches us" in mail.fields else mail.at


def moment(text: str) -> datetime:
    """A time as in the files, "Tue 8 Sep 18:00", in UTC; the day of the week must be right."""
    found = datetime.strptime(f"{YEAR} {text}", "%Y %a %d %b %H:%M").replace(tzinfo=UTC)
    if f"{found:%a}" != text[:3]:
        raise ValueError(f"{text!r} is a {found:%A}")
    return found


def _read(block: str, path: Path) -> Written:
    head, _, rest = block.partition("\n")
    fields, _, body = rest.partition("\n\n") if not rest.startswith("\n") else ("", "", rest[1:])
    match = _HEAD.fullmatch(head.rstrip())
    if match is None:
        raise ValueError(f"{path}: {head!r} is no beginning of a mail")
    return Written(
        number=int(match["number"]),
        at=moment(match["when"]),
        who=match["who"],
        parent=int(match["parent"]) if match["parent"] else None,
        fields=dict(_fields(fields, path)),
        body=body.strip("\n") + "\n",
    )


def _fields(text: str, path: Path) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _FIELD.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}: {line!r} is no field")
        yield match["name"], match["value"]


def _in_thread(mail: Written, done: dict[int, Written]) -> Written:
    """The mail with its Message-ID, its References and its subject; a copy has those of its original."""
    if "Same mail as" in mail.fields:
        first = done[int(mail.fields["Same mail as"])]
        fields = {"Written": f"{first.at:%a %d %b %H:%M}"} | first.fields | mail.fields
        return replace(first, number=mail.number, at=mail.at, fields=fields)
    parent = done.get(mail.parent) if mail.parent else None
    references: tuple[str, ...] = ()
    if mail.parent:
        # A mail may answer one that comes later in the file: then it overtook it.
        references = (
            (*parent.references, parent.message_id) if parent else (f"<mail-{mail.parent}@example.org>",)
        )
    answered = f"Re: {re.sub(r'^Re: ', '', parent.subject)}" if parent else ""
    return replace(
        mail,
        message_id=f"<mail-{mail.number}@example.org>",
        references=references,
        subject=mail.fields.get("Subject", answered),
    )


_OURS = ("Same mail as", "Taken for", "Written", "Reaches us", "Delivered", "Subject")
"""Fields of the file that are no header fields of the mail as they stand."""


def _raw(mail: Written) -> bytes:
    path = PAST_THE_LIST if mail.fields.get("Delivered") == "past the list" else BY_THE_LIST
    trace = path.format(
        number=mail.number, reached=format_datetime(reaches_us(mail)), taken=format_datetime(mail.at)
    )
    written = moment(mail.fields["Written"]) if "Written" in mail.fields else mail.at
    fields = {
        "From": f"{mail.who} <{PEOPLE[mail.who]}>",
        "To": mail.fields.get("Taken for", LIST),
        "Subject": mail.subject,
        "Date": format_datetime(written),
        "Message-ID": mail.message_id,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if mail.references:
        fields |= {"In-Reply-To": mail.references[-1], "References": " ".join(mail.references)}
    fields |= {name: value for name, value in mail.fields.items() if name not in _OURS}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{trace}{head}\n{mail.body}".replace("\n", "\r\n").encode()
