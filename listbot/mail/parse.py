"""Turn bytes into a Mail, or into an Unreadable with the reason. The only entry to this
package; pure, never raises.

The order is fixed: limits on the raw bytes, the standard library's parser (the old compat32
policy, which keeps fields as they were sent), our own decoding of header fields, then
identity, the text, and whether a machine wrote it. A post that a list wrapped to satisfy
DMARC is unwrapped, but its route is always read from the outer mail. Copies of it as it was sent
come last: they may prove who wrote it.
"""

import email
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import Message

from listbot.mail.authorship import Proof, Proven
from listbot.mail.body.sorting import read_body
from listbot.mail.body.text import Text, text_of
from listbot.mail.mail import (
    Arrival,
    Author,
    Automatic,
    Body,
    Bounce,
    Level,
    Mail,
    TapCopy,
    Unreadable,
)
from listbot.mail.origin.admission import automatic, no_answer
from listbot.mail.origin.bounces import bounce_of
from listbot.mail.origin.identity import CLOCK_SKEW, Path, author_of, path_of, senders_of
from listbot.mail.origin.reactions import is_friendly, sign_in, tells_of_writer
from listbot.mail.origin.senders import NOBODY, SEVERAL, Ambiguity
from listbot.mail.origin.standins import is_stand_in
from listbot.mail.proof.fields import cut
from listbot.mail.proof.judging import level_of, proof_of
from listbot.mail.proof.passing import passed_on
from listbot.mail.proof.wrapped import wrapped_in as bytes_wrapped_in
from listbot.mail.tapped import TAPPED, WRAPPED, arrival_of, awaiting, proven_by
from listbot.mail.wire import limits
from listbot.mail.wire.extensions import base_of
from listbot.mail.wire.fields import split_fields
from listbot.mail.wire.headers import Headers, ids_of, mailboxes, message_ids, references, timestamp
from listbot.mail.wire.parts import parts_of

UNWRAPPED = "wrapped by the list, unwrapped"
"""The note of a mail whose words are those of the mail inside it."""
_SPACED = re.compile(rb"^([!-9;-~]{1,80})[ \t]{1,20}:", re.MULTILINE)
# A Date this long before the first host's stamp is of a clock that is behind, or of an hour and a
# zone that do not belong together.
CLOCK_BEHIND = timedelta(hours=1)
MAX_MESSAGE_ID = 300  # longer ones cannot be a key everywhere; RFC 5322 allows a line of 998


@dataclass(frozen=True, slots=True)
class _Envelope:
    """A message with what its outer and inner header fields say."""

    message: Message
    """The message whose words count: the inner one of a wrapped post."""
    headers: Headers
    author: Author
    notes: tuple[str, ...]


def read(arrival: Arrival) -> Mail | Unreadable:
    """Read one arrival. Every input gives a Mail, or the reason why it cannot be read."""
    mail = _read(arrival)
    if isinstance(mail, Unreadable) or mail.proof is None:
        return mail
    if UNWRAPPED in mail.notes and (inside := _inside(arrival)) is not None:
        mail = proven_by(mail, _read(arrival_of(inside, arrival)), WRAPPED)
    if arrival.copy is not None:
        mail = proven_by(mail, _read(arrival_of(arrival.copy, arrival)), TAPPED)
    return awaiting(mail) if arrival.list.is_tapped else mail


def _inside(arrival: Arrival) -> TapCopy | None:
    """The mail that the list wrapped, as it was sent."""
    outer = cut(arrival.raw)
    raw = bytes_wrapped_in(outer) if outer else None
    if raw is None:
        return None
    return TapCopy(raw, arrival.source, arrival.arrived, arrival.key_answers)


def _read(arrival: Arrival) -> Mail | Unreadable:
    digest = arrival.digest
    reason = limits.fault(arrival.raw)
    if reason:
        return _unreadable(arrival, digest, reason)
    try:
        message = parse_message(arrival.raw)
    except Exception as error:  # see parse_message
        return _unreadable(arrival, digest, f"the MIME parser failed: {type(error).__name__}")
    outer = Headers.of(message)
    path = path_of(outer, arrival)
    signed = passed_on(arrival, path.received) if path.level is Level.UNVERIFIED else None
    if signed is not None:
        path = replace(path, level=Level.LIST_VOUCHED, by=arrival.list.host_signature)
    envelope = _open(message, outer, arrival, path.level, signed or frozenset())
    if isinstance(envelope, Ambiguity):
        return _unreadable(arrival, digest, envelope.reason)
    if is_stand_in(envelope.author.address):
        return _unreadable(arrival, digest, "From is the stand-in of somebody who was forgotten")
    proof = proof_of(arrival, envelope.author, path.received)
    level = level_of(envelope.author, proof, is_direct=arrival.list.is_desk)
    if level is not envelope.author.level:
        envelope = replace(envelope, author=replace(envelope.author, level=level))
    bounce = bounce_of(message, outer, arrival)
    return _mail(arrival, digest, outer, path, envelope, bounce, proof)


def parse_message(raw: bytes) -> Message:
    """Parse bytes that passed `limits`; skip the parser for a mail without parts and with a
    plain header.

    The standard library's parser raises on odd input, differently in each version.
    """
    header = limits.header_of(raw)
    if b" :" in header or b"\t:" in header:
        # RFC 5322, 4.5: white space before the colon; the library takes "From :" for a mbox's line.
        mended = _SPACED.sub(rb"\1:", header)
        raw, header = mended + raw[len(header) :], mended
    folded = header.lower()
    if b"multipart/" in folded or b"message/" in folded:
        return email.message_from_bytes(raw)
    fields = split_fields(header.decode("ascii", "surrogateescape"))
    if fields is None:
        return email.message_from_bytes(raw)
    message = Message()
    for name, value in fields:
        message.set_raw(name, value)
    message.set_payload(raw[len(header) :].decode("ascii", "surrogateescape").lstrip("\r\n"))
    return message


def _unreadable(arrival: Arrival, digest: str, reason: str) -> Unreadable:
    return Unreadable(arrival, digest, reason, limits.visible_message_id(arrival.raw))


def _open(
    message: Message, outer: Headers, arrival: Arrival, level: Level, signed: frozenset[str]
) -> _Envelope | Ambiguity:
    author = author_of(outer, arrival, level, signed)
    if isinstance(author, Ambiguity):
        return Ambiguity(f"{author.reason} in From")
    wrapped = wrapped_in(message)
    if wrapped is None or level is Level.UNVERIFIED or not _is_ours(outer, arrival):
        return _Envelope(message, outer, author, ())
    inner = Headers.of(wrapped)
    original = (
        author_of(inner, arrival, level) if len(inner.all("from")) < 2 else Ambiguity(SEVERAL)
    )
    if original == Ambiguity(NOBODY):
        return _Envelope(message, outer, author, ())
    if isinstance(original, Ambiguity):
        return Ambiguity(f"{original.reason} in From of the mail that the list wrapped")
    found = Author(original.address, original.name, level, "From of the mail that the list wrapped")
    return _Envelope(wrapped, inner, found, (UNWRAPPED,))


def wrapped_in(message: Message) -> Message | None:
    """Return the original of a wrapped post: the mail's only message/rfc822, alone or first
    in multipart/mixed.
    """
    if not message.is_multipart():
        return None
    first: Message | None = message
    if message.get_content_type() == "multipart/mixed":
        first = next(iter(parts_of(message)), None)
    if first is None or first.get_content_type() != "message/rfc822":
        return None
    return next(iter(parts_of(first)), None)


def _is_ours(outer: Headers, arrival: Arrival) -> bool:
    """Whether From is the list itself, as in every wrapped post; an archive may not know
    the list's address.
    """
    ours = arrival.list.ours
    if arrival.archived:
        ours |= {
            one.removeprefix("<mailto:").rstrip(">").lower()
            for one in message_ids(outer.first("list-post"))
        }
    senders = senders_of(outer, arrival)
    boxes = () if isinstance(senders, Ambiguity) else senders
    return any(base_of(box.address, ours, arrival.list.delimiter) for box in boxes)


def _mail(
    arrival: Arrival,
    digest: str,
    outer: Headers,
    path: Path,
    envelope: _Envelope,
    bounce: Bounce | None,
    proof: Proof | None,
) -> Mail:
    headers, author = envelope.headers, envelope.author
    sign = sign_in(envelope.message) if b"email-reaction" in arrival.raw else ""
    text = Text(sign) if sign else text_of(envelope.message)
    subject = headers.text("subject")
    body = read_body(
        text.text,
        flowed=text.flowed,
        from_html=text.from_html,
        subject=subject,
        writer=author.name,
    )
    words = words_digest(body.own) if body.lines else _digest_without_text(arrival.raw)
    message_id, oddity = _message_id(headers, f"{author.address} {headers.first('date')} {words}")
    date, absurd = _date(headers, arrival, path.received)
    return Mail(
        arrival=arrival,
        digest=digest,
        message_id=message_id,
        subject=subject,
        author=author,
        date=date,
        received=path.received,
        references=tuple(one for one in _ties(headers, proof) if one != message_id),
        body=body,
        words_digest=words,
        to=_recipients(headers),
        automatic=automatic(
            outer,
            arrival,
            author=author.address,
            message_id=message_id,
            level=path.level,
            inner=headers,
        )
        or _by_mailer(sign, body, author.name, subject),
        bounce=bounce,
        no_answer=no_answer(headers),
        proof=proof,
        vouched_by=path.by,
        list_id=_list_id(outer),
        notes=tuple(note for note in (*envelope.notes, oddity, absurd, *text.notes) if note),
    )


def _ties(headers: Headers, proof: Proof | None) -> tuple[str, ...]:
    """The mails that it answers. If its author is proven, but not what it answers, its Subject
    must tell, which is signed: else anybody could put a signed vote below another proposal.
    """
    is_loose = proof is not None and proof.proven is Proven.YES and not proof.covers_thread
    return () if is_loose else references(headers)


def _by_mailer(sign: str, body: Body, name: str, subject: str) -> Automatic | None:
    """What the author's mail program wrote, not the author."""
    if is_friendly(sign):
        return Automatic(f"a reaction: {sign}")
    if tells_of_writer(body, name, subject):
        return Automatic("a mail program tells what its user did")
    return None


def words_digest(own: str) -> str:
    """SHA-256 of the own words with white space folded, so that two wrappings of the same
    words match.
    """
    return hashlib.sha256(" ".join(own.split()).encode("utf-8", "replace")).hexdigest()


def _digest_without_text(raw: bytes) -> str:
    """Digest all of a mail without text: scanners send several files under one Message-ID."""
    body = raw[len(limits.header_of(raw)) :]
    return hashlib.sha256(b" ".join(body.split())).hexdigest()


def _message_id(headers: Headers, content: str) -> tuple[str, str]:
    """The mail's own Message-ID, or one made from content that no way of delivery changes,
    so that copies match.
    """
    found = ids_of(headers.first("message-id"))
    if len(found) == 1 and len(found[0]) <= MAX_MESSAGE_ID:
        return found[0], ""
    oddity = "broken Message-ID" if headers.first("message-id").strip() else "no Message-ID"
    made = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32]
    return f"<{made}@no-message-id.invalid>", f"{oddity}: made from the content"


def _date(headers: Headers, arrival: Arrival, received: datetime) -> tuple[datetime | None, str]:
    """The Date field, unless it is missing or absurd; a date ahead of our clock is wrong or
    forged.
    """
    written = headers.first("date").strip()
    if not written:
        return None, "no Date"
    date = timestamp(written)
    if date is None or date > arrival.arrived.astimezone(UTC) + CLOCK_SKEW:
        return None, "absurd Date"
    if date >= received - CLOCK_BEHIND:
        return date, ""
    first = timestamp(_last(headers.all("received")).rpartition(";")[2])
    if first is not None and date < first - CLOCK_BEHIND:
        # Whoever sends a mail hands it over at once; what waits for a moderator has been taken.
        return first, "Date long before the first host took it: its time is taken"
    return date, ""


def _last(values: tuple[str, ...]) -> str:
    return values[-1] if values else ""


def _recipients(headers: Headers) -> tuple[str, ...]:
    boxes = (
        box.address
        for name in ("to", "cc")
        for field in headers.all(name)
        for box in mailboxes(field)
    )
    return tuple(dict.fromkeys(boxes))


def _list_id(headers: Headers) -> str:
    found = message_ids(headers.first("list-id"))
    return found[0][1:-1] if found else ""
