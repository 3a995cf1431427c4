"""Read a scenario's thread.txt: several small mails in one file, in the format that
tests/line/scenarios/README.md describes.

This makes the raw mails that our mail host would deliver. An answer to one of our letters, or a
letter that bounces, needs that letter to exist, so such a mail is completed when it arrives. A
mistake in the file raises ValueError with its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime
from pathlib import Path

from listbot.inbound.addresses import AddressBook
from listbot.letters.letter import Parcel
from listbot.mail import Arrival
from listbot.model.inputs import VoteInput, VoteVerb
from tests.mail.proof.signing import Signer, in_bytes

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
    "Max Roth": "max@example.com",
    "Mail host": "mailer-daemon@example.org",
}
OPERATOR = "the operator"
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
"""It greets as the list's host; our host saw only what is in parentheses."""
BEFORE_THE_LIST = """\
Received: from mail.example.net (mail.example.net [198.51.100.7])
\tby mx.example.org (Postfix) with ESMTP id 4T{number:04}; {taken}
"""
TRACES = {"past the list": PAST_THE_LIST, "before the list": BEFORE_THE_LIST}
FOOTER = """\
_______________________________________________
infra mailing list -- infra@example.org
To unsubscribe send an email to infra-leave@example.org
"""

COMES_BACK = """\
Return-Path: <>
Received: by mx.example.org (Postfix) id 4X{number:04}; {date}
Date: {date}
From: Mail Delivery System <mailer-daemon@example.org>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: {id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

{body}
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.1

--part
Content-Type: text/rfc822-headers

{head}
--part--
"""

_HEAD = re.compile(
    r"=== (?P<number>\d+)  (?P<when>\w{3} +\d+ \w{3}(?: \d{4})? \d\d:\d\d)  (?P<who>[^,]+)"
    r"(?:, (?P<what>answering|answering letter|returning letter) (?P<of>\d+))?"
)
_LETTER = re.compile(r"<letter-(\d+)>")
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
    letter: int | None = None
    """The number of our letter that it answers, or that it returns."""
    comes_back: bool = False
    to: str = LIST


@dataclass(frozen=True, slots=True)
class Thread:
    """A whole file."""

    mails: tuple[Written, ...]
    until: datetime | None = None
    """When the story ends; None: when nothing is left to do."""


def read_thread(path: Path) -> Thread:
    """The mails of a thread.txt, in the file's order, each with its place in the thread."""
    head, *blocks = re.split(r"^(?==== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    about = dict(_fields(head.strip("\n"), path))
    done: dict[int, Written] = {}
    for block in blocks:
        mail = _read(block, about.get("To", LIST), path)
        done[mail.number] = _in_thread(mail, done)
    return Thread(tuple(done.values()), moment(about["Until"]) if "Until" in about else None)


def arrival(mail: Written, book: AddressBook, letters: Sequence[Parcel] = ()) -> Arrival:
    """The mail as it arrives; `letters` are ours, in the order in which they were written."""
    answered = letters[mail.letter - 1] if mail.letter else None
    mail = _after(mail, letters)
    to = mail.fields.get("Taken for") or _address_for(mail, answered)
    context = book.for_recipient(to)
    if context is None:
        raise ValueError(f"mail {mail.number}: {to} is not one of our addresses")
    raw = _returned(mail, to, answered) if mail.comes_back and answered else _raw(mail, to)
    return Arrival(
        raw,
        context,
        f"scenario:{mail.number}",
        reaches_us(mail),
        envelope_from="" if mail.comes_back else None,
        envelope_to=to,
        nonce=f"{mail.number:016}",
    )


def operator_act(act: Written) -> VoteInput:
    """What the operator does: "extend V-1 2026-09-18 18:00 UTC", or "adopt mail 1"."""
    verb, what, *rest = act.fields["Act"].split(maxsplit=2)
    argument = rest[0] if rest else ""
    adopts = verb == VoteVerb.ADOPT
    return VoteInput(
        0 if adopts else int(what.removeprefix("V-")),
        VoteVerb(verb),
        "" if adopts else argument,
        "root",
        act.fields["Reason"],
        act.at,
        f"<mail-{argument}@example.org>" if adopts else "",
    )


def _address_for(mail: Written, answered: Parcel | None) -> str:
    """Where a mailer sends an answer to a letter, and a mail host a letter it cannot deliver."""
    if answered is None:
        return mail.to
    if mail.comes_back:
        return answered.envelope_from
    letter = message_from_bytes(answered.raw, policy=default)
    address: str = (letter["Reply-To"] or letter["From"]).addresses[0].addr_spec
    return address


def _after(mail: Written, letters: Sequence[Parcel]) -> Written:
    """The mail with the ids and subjects of letters instead of their numbers."""

    def ids(reference: str) -> Iterator[str]:
        found = _LETTER.fullmatch(reference)
        if found is None:
            yield reference
            return
        letter = message_from_bytes(letters[int(found[1]) - 1].raw, policy=default)
        yield from (*str(letter["References"] or "").split(), letter["Message-ID"])

    def subject(found: re.Match[str]) -> str:
        letter = message_from_bytes(letters[int(found[1]) - 1].raw, policy=default)
        return re.sub(r"^Re: ", "", str(letter["Subject"]))

    references = tuple(each for reference in mail.references for each in ids(reference))
    return replace(mail, references=references, subject=_LETTER.sub(subject, mail.subject))


def reaches_us(mail: Written) -> datetime:
    """When the daemon gets the mail; the list's host accepted it at `at`."""
    return moment(mail.fields["Reaches us"]) if "Reaches us" in mail.fields else mail.at


def moment(text: str) -> datetime:
    """A time as in the files, in UTC: "Tue 8 Sep 18:00", or "Wed 8 Sep 2027 18:00" in a later year.

    The day of the week must be right.
    """
    *day, clock = text.split()
    dated = " ".join((*day, clock) if len(day) == 4 else (*day, str(YEAR), clock))
    found = datetime.strptime(dated, "%a %d %b %Y %H:%M").replace(tzinfo=UTC)
    if f"{found:%a}" != text[:3]:
        raise ValueError(f"{text!r} is a {found:%A}")
    return found


def _read(block: str, to: str, path: Path) -> Written:
    head, _, rest = block.partition("\n")
    fields, _, body = rest.partition("\n\n") if not rest.startswith("\n") else ("", "", rest[1:])
    match = _HEAD.fullmatch(head.rstrip())
    if match is None:
        raise ValueError(f"{path}: {head!r} is not the beginning of a mail")
    is_letter = bool(match["what"]) and match["what"].endswith("letter")
    of = int(match["of"]) if match["of"] else None
    return Written(
        number=int(match["number"]),
        at=moment(match["when"]),
        who=match["who"],
        parent=None if is_letter else of,
        fields=dict(_fields(fields, path)),
        body=body.strip("\n") + "\n",
        letter=of if is_letter else None,
        comes_back=match["what"] == "returning letter",
        to=to,
    )


def _fields(text: str, path: Path) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _FIELD.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}: {line!r} is not a field")
        yield match["name"], match["value"]


def _in_thread(mail: Written, done: dict[int, Written]) -> Written:
    """The mail with its Message-ID, References and subject; a copy has those of its original."""
    if "Same mail as" in mail.fields:
        first = done[int(mail.fields["Same mail as"])]
        fields = {"Written": f"{first.at:%a %d %b %H:%M}"} | first.fields | mail.fields
        return replace(first, number=mail.number, at=mail.at, fields=fields)
    parent = done.get(mail.parent) if mail.parent else None
    references: tuple[str, ...] = ()
    if mail.parent:
        # A mail may answer one later in the file, which it overtook.
        references = (
            (*parent.references, parent.message_id)
            if parent
            else (f"<mail-{mail.parent}@example.org>",)
        )
    answered = f"Re: {re.sub(r'^Re: ', '', parent.subject)}" if parent else ""
    if mail.letter:
        references, answered = (f"<letter-{mail.letter}>",), f"Re: <letter-{mail.letter}>"
    if mail.fields.get("Threading") == "lost":
        references = ()
    return replace(
        mail,
        message_id=f"<mail-{mail.number}@example.org>",
        references=references,
        subject=mail.fields.get("Subject", answered),
    )


_OURS = (
    "Same mail as",
    "Taken for",
    "Written",
    "Reaches us",
    "Delivered",
    "Subject",
    "Threading",
    "Signed",
    "Changed",
)
"""Fields of the file that are not copied to the mail's header."""


def _returned(mail: Written, to: str, letter: Parcel) -> bytes:
    """Our mail host's report that it could not deliver a letter."""
    text = COMES_BACK.format(
        number=mail.number,
        date=format_datetime(mail.at),
        to=to,
        id=mail.message_id,
        body=mail.body,
        recipient=letter.recipients[0],
        head=letter.raw.partition(b"\r\n\r\n")[0].decode().replace("\r\n", "\n"),
    )
    return text.replace("\n", "\r\n").encode()


def _raw(mail: Written, to: str) -> bytes:
    delivered = mail.fields.get("Delivered", "")
    path = TRACES.get(delivered, BY_THE_LIST)
    trace = path.format(
        number=mail.number,
        reached=format_datetime(reaches_us(mail)),
        taken=format_datetime(mail.at),
    )
    written = moment(mail.fields["Written"]) if "Written" in mail.fields else mail.at
    fields = {
        "From": f"{mail.who} <{PEOPLE[mail.who]}>",
        "To": mail.to if delivered == "before the list" else to,
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
    whole = in_bytes(f"{head}\n{mail.body}")
    if "Signed" in mail.fields:
        whole = signer_of(PEOPLE[mail.who].rpartition("@")[2]).sign(whole)
    if "Changed" in mail.fields and delivered != "before the list":
        prefixed = whole.replace(b"\r\nSubject: ", b"\r\nSubject: [infra] ", 1)
        whole = prefixed + in_bytes(FOOTER)
    return in_bytes(trace) + whole


def signer_of(domain: str) -> Signer:
    """The mail host of a domain, which signs."""
    return Signer(domain=domain, made=None)
