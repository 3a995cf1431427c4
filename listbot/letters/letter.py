"""A composed letter, ready for the outbox."""

from dataclasses import dataclass

from listbot.model.order import LetterKind


@dataclass(frozen=True, slots=True)
class Letter:
    """One outgoing mail; its Message-ID is made from its key, so the same cause always gets the
    same one.
    """

    key: str
    """Kind, cause and period: unique in the outbox."""
    kind: LetterKind
    message_id: str
    to_list: bool
    recipients: tuple[str, ...]
    envelope_from: str
    subject: str
    raw: bytes
    """The whole mail with CRLF line ends."""
    text: str
    """The plain text as the reader sees it, for `outbox show`, approval and tests."""
    html: str = ""
    """The same words as an HTML page; "" if the letter is plain text only."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter as the carrier sees it."""

    message_id: str
    envelope_from: str
    """"" is the null sender."""
    recipients: tuple[str, ...]
    raw: bytes
    """The whole mail with CRLF line ends."""
