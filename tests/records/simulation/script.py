"""Reads the years of the group: one line an event, as year-1.txt explains.

What stands in braces is private: `{a new job}` becomes words that no public output may show. A
mistake in a file raises ValueError with its line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime
from pathlib import Path

from listbot.inbound.addresses import AddressBook
from listbot.letters.letter import Parcel
from listbot.mail import Arrival

HERE = Path(__file__).parent
LIST = "infra@example.org"
TO = {
    "list": LIST,
    "re": LIST,
    "desk": "infra-support@example.org",
    "bot": "listbot@example.org",
}
PEOPLE = {
    name.split()[0]: name
    for name in (
        "Ana Ruiz",
        "Ravi Menon",
        "Lena Ott",
        "Omar Aziz",
        "Ines Falk",
        "Lars Holm",
        "Max Roth",
        "Kim Sato",
        "Pat Quinn",
        "Jo Berg",
    )
}
PLANTED = "planted"
"""Begins each word that marks something private."""

_LINE = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)  (?P<who>\S+) +"
    r"(?P<to>(?P<way>list|re|bot|desk|to)(?: (?P<of>[\w-]+))?(?: =(?P<name>[\w-]+))?)"
    r" {2,}(?P<text>\S.*)"
)
_PRIVATE = re.compile(r"\{(?P<words>[^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Event:
    """One mail of the story."""

    number: int
    at: datetime
    who: str
    way: str
    """list, re, bot, desk or to."""
    of: str
    """The name of the mail, or the kind of the letter, that it answers."""
    name: str
    text: str
    above: tuple[str, ...] = ()
    """The Message-IDs of the mails above it, most distant first."""

    @property
    def id(self) -> str:
        """Its Message-ID."""
        return f"<{self.name or 'event'}-{self.number}@example.org>"

    @property
    def address(self) -> str:
        """The writer's address."""
        return self.who if "@" in self.who else f"{self.who.lower()}@example.org"


def read_years(*names: str) -> tuple[Event, ...]:
    """The events of these files, in order."""
    lines = [line for name in names for line in (HERE / name).read_text("utf-8").splitlines()]
    events = tuple(_in_threads(_events(lines)))
    if [each.at for each in events] != sorted(each.at for each in events):
        raise ValueError("the events are not in order")
    return events


def _events(lines: Iterable[str]) -> Iterator[Event]:
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"{line!r} is not an event")
        yield Event(
            number,
            datetime.strptime(found["at"], "%Y-%m-%d %H:%M").replace(tzinfo=UTC),
            found["who"],
            found["way"],
            found["of"] or "",
            found["name"] or "",
            _PRIVATE.sub(lambda each, n=number: f"{PLANTED}{n} {each['words']}", found["text"]),
        )


def _in_threads(events: Iterable[Event]) -> Iterator[Event]:
    """The events with the mails above them. A name means the last mail that has it."""
    named: dict[str, Event] = {}
    for each in events:
        event = each
        if event.way == "re":
            answered = named[event.of]
            event = replace(event, above=(*answered.above, answered.id))
        if event.name:
            named[event.name] = event
        yield event


def arrival(
    event: Event,
    book: AddressBook,
    letters: Iterable[Parcel] = (),
    reached: datetime | None = None,
) -> Arrival:
    """The mail as it arrives. `letters`: ours to the writer, of the kind that it answers.
    `reached`: when the daemon gets it, if that is later.
    """
    subject, body = _worded(event)
    to, above = TO.get(event.way, ""), [*event.above]
    if event.way == "to":
        to, above, subject = _answer(event, [*letters])
    elif event.way == "re":
        subject = f"Re: {subject}"
    context = book.for_recipient(to)
    if context is None:
        raise ValueError(f"{to} is not one of our addresses")
    raw = _raw(event, to, subject, above, body)
    got = reached or event.at + timedelta(minutes=1)
    return Arrival(
        raw,
        context,
        f"simulation:{event.number}",
        got,
        envelope_to=to,
        nonce=f"{event.number:016}",
    )


def _worded(event: Event) -> tuple[str, str]:
    """The subject and the text of a mail."""
    first, _, rest = event.text.partition("|")
    if first.startswith("["):
        return first, rest.replace("|", "\n")
    return f"{event.at:%-d %B %Y}", event.text.replace("|", "\n")


def _answer(event: Event, letters: list[Parcel]) -> tuple[str, list[str], str]:
    """Where the answer to the last of these letters goes, what it answers, and its subject."""
    if not letters:
        raise ValueError(f"{event.at:%Y-%m-%d}: {event.who} has no {event.of} to answer")
    letter = message_from_bytes(letters[-1].raw, policy=default)
    to = (letter["Reply-To"] or letter["From"]).addresses[0].addr_spec
    if to == "listbot@example.org" and LIST in letters[-1].recipients:
        to = LIST
    above = [*str(letter["References"] or "").split(), str(letter["Message-ID"])]
    return to, above, f"Re: {letter['Subject']}"


def _raw(event: Event, to: str, subject: str, above: list[str], body: str) -> bytes:
    """The whole mail. Mail to a list comes through the list's host, any other straight to us."""
    came = format_datetime(event.at)
    hop = (
        "lists.example.org (lists.example.org [192.0.2.25])"
        if to in (LIST, TO["desk"])
        else "desk (dsl-9.example.com [203.0.113.9])"
    )
    name = PEOPLE.get(event.who, event.who.partition("@")[0].title())
    lines = [
        f"Received: from {hop} by mx.example.org (Postfix) with ESMTPS id 4X; {came}",
        f"From: {name} <{event.address}>",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {came}",
        f"Message-ID: {event.id}",
        *([f"In-Reply-To: {above[-1]}", f"References: {' '.join(above)}"] if above else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        body,
        "",
    ]
    return "\n".join(lines).replace("\n", "\r\n").encode()
