"""The values of the mail package: what arrived, and what was read from it.

Only values: every type is frozen. Times are aware and in UTC. Message-IDs keep their angle
brackets, as in the headers. Addresses are RFC 5321 addr-specs: lower-case ASCII, the domain
as an A-label, never with a display name.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple

from listbot.mail.authorship import KeyAnswers, Proof, Proven


class Level(StrEnum):
    """How sure we are who wrote a mail."""

    VERIFIED = "verified"
    """Signed by the mail domain of its author, and through the list's own host."""
    LIST_VOUCHED = "list-vouched"
    UNVERIFIED = "unverified"
    ARCHIVED = "archived"
    """Read from an archive: it proves nothing, but there is nothing better."""

    def meets(self, asked: "Level") -> bool:
        """Whether a mail of this level is believed on a list that asks for `asked`;
        UNVERIFIED accepts any level.
        """
        return self in _BELIEVED[asked]

    @property
    def and_surer(self) -> tuple["Level", ...]:
        """The levels that are believed on a list that asks for this one."""
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
    """A line of a voting form (`[ ] +1 approve`); only a ticked one counts as the writer's
    own words.
    """


TICKED = "voting form, ticked"
"""The note of a ticked FORM line, the only form line that counts as the writer's own words."""


@lru_cache(maxsize=16)  # all lists of an installation have the same, which may be thousands
def lower_case(addresses: tuple[str, ...]) -> frozenset[str]:
    """Return these addresses in lower case, without empty ones."""
    return frozenset(each.lower() for each in addresses if each)


@dataclass(frozen=True, slots=True)
class ListContext:
    """What the reader must know about the list a mail came through."""

    address: str
    trusted_hops: tuple[str, ...] = ()
    """Hosts (verified names or IP addresses) whose Received lines we believe."""
    own_addresses: tuple[str, ...] = ()
    """Addresses of the bot and of every watched list: never an author, never written to."""
    delimiter: str = "+"
    """The separator before an own address's extension; "" if the mail host has none."""
    is_desk: bool = False
    """A help desk: people write to it directly, so list headers come from some other list."""
    asks_proof: bool = False
    """The signatures of its mails are checked."""
    authserv_id: str = ""
    """How our mail host names itself in Authentication-Results; "": it checks no signatures."""
    trusted_sealers: tuple[str, ...] = ()
    """Domains whose ARC seals we believe, lower case."""
    host_signature: str = ""
    """The domain with which its host signs what it passes on, lower case; "": its hosts are known
    by their names.
    """
    is_tapped: bool = False
    """Its mail host hands us each mail before the list does, too (docs/decisions/0048)."""
    is_tap: bool = False
    """It is not a list but the address for those copies: they prove who wrote a mail, and never
    that it was on a list.
    """

    @property
    def ours(self) -> frozenset[str]:
        """This address and all own ones, in lower case."""
        own, address = lower_case(self.own_addresses), self.address.lower()
        return own if address in own or not address else own | {address}

    def of_tap(self, address: str) -> "ListContext":
        """What the reader must know about a copy that came to this address: nothing but its
        signatures can prove anything.
        """
        return replace(
            self,
            address=address,
            trusted_hops=(),
            authserv_id="",
            trusted_sealers=(),
            host_signature="",
            is_tapped=False,
            is_tap=True,
        )


@dataclass(frozen=True, slots=True)
class TapCopy:
    """A mail as its writer's host sent it, before the list changed anything."""

    raw: bytes
    source: str
    arrived: datetime
    key_answers: KeyAnswers | None = None
    """What the DNS answered about its signatures."""


@dataclass(frozen=True)  # without slots: the digest is cached
class Arrival:
    """One delivery: the raw bytes, and what the edge that took it knows. The only input of
    `read`.
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
    """RCPT TO as given, with its extension; over IMAP only if our own mail host recorded
    it. "" if unknown.
    """
    nonce: str = ""
    """Sixteen random hex digits, drawn by the edge so that a replay sees the same ones. ""
    for archives.
    """
    key_answers: KeyAnswers | None = None
    """What the DNS answered about the mail's signatures; None: it was not asked."""
    copy: TapCopy | None = None
    """The copy from before the list that proves who wrote it; None: there is none, or no need."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the raw bytes, hex."""
        return sha256(self.raw).hexdigest()

    @property
    def key(self) -> str:
        """Unique key, known without reading the mail: the list and the digest."""
        return f"{self.list.address} {self.digest}"


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a mail, as well as we can know it."""

    address: str
    name: str
    level: Level
    how: str
    """In words: "From", "Reply-To, munged by lists.example.org"."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """Why a mail counts as a machine's; such a mail is never counted as a vote and never
    answered.
    """

    reason: str
    """In words, with the header that shows it: `Auto-Submitted: auto-replied`."""
    own_letter: str | None = None
    """The Message-ID of our letter if this is one of our own letters that came back through
    the list (an echo), or claims to be.
    """
    mark: str = ""
    """The X-Listbot field of such a letter; the holder of the key can tell whether we wrote it."""
    hand_act: str = ""
    """Its X-Listbot-Act field: what it says was done to a vote by hand. Anybody can write one."""
    is_notice: bool = False
    """The machine reports something unprompted, so a help desk takes it for a request;
    False for automatic answers.
    """


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report that mail could not be delivered. Anybody can forge one: believe it only
    about recipients we wrote to.
    """

    failed: tuple[str, ...]
    """Recipients it did not reach and never will."""
    delayed: tuple[str, ...]
    """Recipients it has not reached yet."""
    how: str
    """How it was read: "delivery status", "X-Failed-Recipients", "its words"."""


class Line(NamedTuple):
    """One decoded line of the chosen part; a tuple, because every mail makes hundreds of them."""

    number: int
    """Counted from 1."""
    text: str
    part: Part
    note: str = ""
    """Why the line was sorted this way, for `listbot explain`; "" for plain own words."""


@dataclass(frozen=True)  # without slots: derived texts are cached
class Body:
    """The chosen text part, line by line."""

    lines: tuple[Line, ...]
    flowed: bool = False
    """format=flowed (RFC 3676): an own line that ends in a space continues on the next."""
    from_html: bool = False

    @cached_property
    def text(self) -> str:
        """All lines as one text, to check quickly whether something occurs anywhere."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def caseless(self) -> str:
        """The same text, casefolded."""
        return self.text.casefold()

    @cached_property
    def own(self) -> str:
        """The writer's own words and ticked forms: flowed lines joined, trailing space cut,
        runs of blank lines reduced to one.
        """
        paragraphs: list[
            list[str]
        ] = []  # lists of lines, because growing a string copies it each time
        flows_from = 0  # number of the own line that continues on the next one; 0: none
        own, form = Part.OWN, Part.FORM
        # Most lines of a mail are quoted. Unpacking each line, instead of asking it, saves
        # 8 % of reading.
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
    """SHA-256 of the raw bytes, hex; unique for an arrival together with the list."""
    message_id: str
    """As sent, with angle brackets; made from the digest if it is missing or broken."""
    subject: str
    """Decoded, white space folded, otherwise as written."""
    author: Author
    date: datetime | None
    """The Date header in UTC; None if missing or absurd."""
    received: datetime
    """When a host we trust took the mail; decides what is late."""
    references: tuple[str, ...]
    """Message-IDs this mail answers, farthest first, the parent last; In-Reply-To included,
    no duplicates.
    """
    body: Body
    words_digest: str
    """SHA-256 of the own words with white space folded: the same vote sent through two
    lists has the same one. For a mail without text, of everything below the header, so that
    two scans are two mails.
    """
    to: tuple[str, ...] = ()
    """Addresses of To and Cc, in order."""
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    """What it reports about undelivered mail; such a mail is always automatic."""
    no_answer: str = ""
    """The header by which a person's mail asks for no automatic answer; "" if there is none."""
    proof: Proof | None = None
    """What proves that its author wrote it; None: its list does not ask."""
    vouched_by: str = ""
    """The trusted host that handed it over, which shows that it was on the list; "": none did."""
    list_id: str = ""
    """The part of List-Id inside angle brackets; shown, never believed."""
    notes: tuple[str, ...] = ()
    """What was odd and had to be repaired, for `explain`: "no Message-ID", "charset
    x-unknown read as cp1252".
    """

    @property
    def known_by(self) -> str:
        """In words, what is known of who wrote it; "" on a list that asks for no proof, and of a
        mail that did not come through its list: there it does not matter who wrote it.
        """
        is_there = bool(self.vouched_by) or self.arrival.list.is_desk
        if self.proof is None or not is_there:
            return ""
        later = "cannot be verified yet: " if self.proof.proven is Proven.UNKNOWN else ""
        return f"{later}{self.proof.how}"

    @property
    def effective(self) -> datetime:
        """min(Date, received): the time by which one person's casts are ordered."""
        return min(self.date, self.received) if self.date else self.received

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """The order of one person's casts: effective time, then received, then Message-ID."""
        return (self.effective, self.received, self.message_id)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that cannot or must not be read, with the reason in words. It is kept in
    quarantine.
    """

    arrival: Arrival
    digest: str
    reason: str
    """With the place and the limit: "two From fields", "nested 23 deep (at most 20)"."""
    message_id: str = ""
    """If the raw header shows one without parsing; helps people find the mail."""
