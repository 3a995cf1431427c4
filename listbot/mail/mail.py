"""The values of the mail package: what arrived, and what was read from it.

Nothing here does anything; every type is frozen. Times are aware and in UTC. Message-IDs keep their
angle brackets, as in the headers. Addresses are RFC 5321 addr-specs: ASCII lower case, the domain
as A-label, never with a display name.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple


class Level(StrEnum):
    """How sure we are who wrote a mail (RELIABILITY: "Who wrote it")."""

    VERIFIED = "verified"
    LIST_VOUCHED = "list-vouched"
    UNVERIFIED = "unverified"
    ARCHIVED = "archived"
    """Read from an archive, which proves nothing and is all there is."""

    def meets(self, asked: "Level") -> bool:
        """Whether a mail of this level is believed where a list asks for that one; UNVERIFIED means
        any.
        """
        return self in _BELIEVED[asked]

    @property
    def and_surer(self) -> tuple["Level", ...]:
        """The levels that are believed where a list asks for this one."""
        return _BELIEVED[self]


_BELIEVED = {
    Level.UNVERIFIED: tuple(Level),
    Level.LIST_VOUCHED: (Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED),
    Level.VERIFIED: (Level.VERIFIED, Level.ARCHIVED),
    Level.ARCHIVED: (Level.ARCHIVED,),
}


class Part(StrEnum):
    """What one line of a mail was taken for."""

    OWN = "own"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    SIGNATURE = "signature"
    FOOTER = "footer"
    CODE = "code"
    FORM = "form"
    """A line of a voting form (`[ ] +1 approve`); only a ticked one is the writer's own word."""


TICKED = "voting form, ticked"
"""The note of a ticked FORM line, which alone of a form is the writer's own word."""


@dataclass(frozen=True, slots=True)
class ListContext:
    """What the reader must know of the list a mail came by."""

    address: str
    trusted_hops: tuple[str, ...] = ()
    """Hosts (verified names or IP addresses) whose Received lines we believe."""
    own_addresses: tuple[str, ...] = ()
    """The bot's own addresses and those of every watched list: never an author, never written to.
    """
    delimiter: str = "+"
    """What parts an own address from its extension; "" where the mail host has none."""
    is_desk: bool = False
    """A help desk: people write to it straight, so the marks of a list are those of another one."""


@dataclass(frozen=True)  # without slots: the digest is worked out once
class Arrival:
    """One delivery: the raw bytes, and what the edge that took it knows. The only input
    of `read`.
    """

    raw: bytes
    list: ListContext
    source: str
    """Where it came from, for people: `lmtp`, `imap:INBOX.infra`, `archive:infra.mbox#12`."""
    arrived: datetime
    """LMTP and SMTP: our clock; IMAP: INTERNALDATE; archives: the first date the archive shows."""
    envelope_from: str | None = None
    """MAIL FROM; "" is the null sender, None is unknown."""
    archived: bool = False
    """True for imports and recounts: the author has level `archived`, letters are never written."""
    envelope_to: str = ""
    """RCPT TO as given, with its extension; by IMAP only where our own mail host wrote it down. ""
    is unknown.
    """
    nonce: str = ""
    """Sixteen random hex digits, drawn by the edge: chance is an input, so a replay sees the same.
    "" for archives.
    """

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the raw bytes, hex."""
        return sha256(self.raw).hexdigest()

    @property
    def key(self) -> str:
        """What makes it unique: the list, and what came. Known without reading."""
        return f"{self.list.address} {self.digest}"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a mail, as far as it can be known."""

    address: str
    name: str
    level: Level
    how: str
    """In words: "From", "Reply-To, munged by lists.example.org"."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """Why a mail is taken for a machine's, and so never counted nor answered."""

    reason: str
    """In words, with the header that shows it: `Auto-Submitted: auto-replied`."""
    own_letter: str | None = None
    """The Message-ID of our letter when this is one of ours that came back by the list (an echo),
    or says so.
    """
    mark: str = ""
    """What such a letter has in X-Listbot; who holds the key can tell whether we wrote it."""
    is_notice: bool = False
    """The machine tells something by itself, so a help desk takes it for a request; False for one
    that answers.
    """


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report that mail could not be delivered. Anybody can write one: believe it only of
    recipients we wrote to.
    """

    failed: tuple[str, ...]
    """Recipients that it did not reach and will not."""
    delayed: tuple[str, ...]
    """Recipients that it did not reach yet."""
    how: str
    """By what it was read: "delivery status", "X-Failed-Recipients", "its words"."""


class Line(NamedTuple):
    """One decoded line of the chosen part; a tuple, because a mail has hundreds and they are made
    for every mail.
    """

    number: int
    """From 1."""
    text: str
    part: Part
    note: str = ""
    """Why it was taken for that, for `listbot explain`; "" for plain own words."""


@dataclass(frozen=True)  # without slots: what is worked out of the lines is kept beside them
class Body:
    """The chosen text part, line by line."""

    lines: tuple[Line, ...]
    flowed: bool = False
    """format=flowed (RFC 3676): a line of own words that ends in a space goes on in the next."""
    from_html: bool = False

    @cached_property
    def text(self) -> str:
        """All lines as one text: for a quick look whether a thing stands anywhere."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def caseless(self) -> str:
        """The same without capital letters."""
        return self.text.casefold()

    @cached_property
    def own(self) -> str:
        """The writer's own words and ticked forms: flowed lines joined, trailing space cut, runs of
        blank lines one.
        """
        paragraphs: list[
            list[str]
        ] = []  # each the lines of one, for a text that grows is copied again and again
        flows_from = 0  # the number of the own line that goes on in the next one; 0: none
        own, form = Part.OWN, Part.FORM
        # Most lines of a mail are quoted: taken apart here, not asked for `is_own`, which was 8 %
        # of reading it.
        for number, written, part, note in self.lines:
            if part is not own and not (part is form and note == TICKED):
                continue
            text = written.rstrip()
            if flows_from == number - 1 and flows_from and text:
                paragraphs[-1].append(text)
            elif text or (paragraphs and paragraphs[-1][0]):
                paragraphs.append([text])
            # RFC 3676, 4.3: the signature separator ends in a space and is never flowed.
            flowing = self.flowed and bool(text) and written.endswith(" ") and written != "-- "
            flows_from = number if flowing else 0
        return "\n".join(map(" ".join, paragraphs)).strip("\n")


@dataclass(frozen=True, slots=True)
class Mail:
    """One readable mail."""

    arrival: Arrival
    digest: str
    """SHA-256 of the raw bytes, hex: with the list, what makes an arrival unique."""
    message_id: str
    """As sent, with angle brackets; made from the digest where there is none or a broken one."""
    subject: str
    """Decoded, white space folded, as written."""
    author: Author
    date: datetime | None
    """The Date header in UTC; None if missing or absurd."""
    received: datetime
    """When a host we trust took it; decides what is late."""
    references: tuple[str, ...]
    """Message-IDs this mail answers, farthest first, the parent last; In-Reply-To included; without
    doubles.
    """
    body: Body
    words_digest: str
    """SHA-256 of the own words with white space folded: the same vote through two lists has the
    same. Of a mail without any text, of all that is below its header: two scans are two mails."""
    to: tuple[str, ...] = ()
    """Addresses of To and Cc, in order."""
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    """What it says of undelivered mail; such a mail is always automatic."""
    no_answer: str = ""
    """The header by which a person's mail asks for no automatic answer; "" if none does."""
    list_id: str = ""
    """The inside of List-Id's angle brackets; shown, never believed."""
    notes: tuple[str, ...] = ()
    """What was odd and had to be mended, for `explain`: "no Message-ID", "charset x-unknown read as
    cp1252".
    """

    @property
    def effective(self) -> datetime:
        """min(Date, received): orders the casts of one person."""
        return min(self.date, self.received) if self.date else self.received

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """The order of one person's casts: effective time, then received, then Message-ID."""
        return (self.effective, self.received, self.message_id)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that cannot or must not be read, with the reason in words. It is kept, and
    quarantined.
    """

    arrival: Arrival
    digest: str
    reason: str
    """"two From fields", "nested 23 deep (at most 20)": states the place and the limit."""
    message_id: str = ""
    """If one can be seen in the raw header without parsing; for people to find the mail."""
