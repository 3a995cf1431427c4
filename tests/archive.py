"""Mails for tests of whole archives, in short form."""

from datetime import timedelta
from email.utils import format_datetime

from listbot.mail import Arrival, ListContext, Mail, Unreadable, read
from tests.votes.counting.ballots import OPENED


def raw(
    id: str,
    author: str,
    body: str,
    hours: float = 0,
    subject: str = "Re: [VOTE] Move the mirrors",
    parent: str = "",
    extra: str = "",
) -> bytes:
    """One mail; `id` and `parent` are the local parts of Message-IDs, `extra` is whole header
    lines.
    """
    answers = f"In-Reply-To: <{parent}@example.org>\n" if parent else ""
    text = (
        f"From: {author.title()} <{author}@example.org>\nTo: "
        f"infra@example.org\nSubject: {subject}\n"
        f"Date: {format_datetime(OPENED + timedelta(hours=hours))}\nMessage-ID: "
        f"<{id}@example.org>\n"
        f"{answers}{extra}Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
    return text.encode()


def mail(raw: bytes) -> Mail | Unreadable:
    """The mail as an archive provides it, long after it was written."""
    return read(
        Arrival(raw, ListContext(""), "archive:test", OPENED + timedelta(days=400), archived=True)
    )


OPENING = raw(
    "opening",
    "ana",
    "Please vote on moving the mirrors.\n\nThe vote is open for 72 hours.",
    subject="[VOTE] Move the mirrors",
)
"""Opens a vote with a closing time; answers without another parent name it as parent="opening"."""


def answer(id: str, author: str, body: str, hours: float, **more: str) -> bytes:
    """An answer to OPENING."""
    return raw(id, author, body, hours, **{"parent": "opening", **more})


THREAD = {
    "01.eml": OPENING,
    "02.eml": answer("ravi", "ravi", "+1", 1),
    "03.eml": answer("ines", "ines", "+1 from me, with pleasure.", 2),
    "04.eml": answer("omar", "omar", "-1", 3),
    "05.eml": answer("kim", "kim", "+1 if the old host stays.", 4),
    "06.eml": answer("lars", "lars", "I have moved the wiki yesterday, by the way.", 5),
    "07.eml": answer("lena", "lena", "+1", 100),
    "08.eml": answer("away", "max", "+1", 6, extra="Auto-Submitted: auto-replied\n"),
    "09.eml": answer("ana2", "ana", "+1", 7),
}
"""A thread with a little of everything."""
