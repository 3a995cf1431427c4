"""The running daemon, its LMTP port, its pages, and whoever knocks.

The mail host in front of it is played: it writes its Received line above whatever it is given, as a
real one does, and says truly which host gave it the mail.
"""

import asyncio
import smtplib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select

from listbot.app import App, build
from listbot.config import load
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store import reading
from listbot.store.base.schema import mails
from tests.line.test_forgers import running, stamp
from tests.ports import free_port

LIST, DESK = "infra@example.org", "infra-support@example.org"
NAMES = ("Ana", "Ravi", "Lena", "Omar")
SUBJECT = "[VOTE] Move the wiki"
IN_A_FOLDER = 'kind = "maildir"\nmaildir = "out"'

_CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
port = {port}
[outbound]
{outbound}
[web]
port = {web}
base_url = "https://bot.example.org"
pages = true
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
mode = "live"
identity = "list-vouched"
trusted_hops = ["lists.example.org"]
[[lists]]
address = "infra-support@example.org"
role = "support"
via = "lmtp"
mode = "live"
public = true
identity = "list-vouched"
trusted_hops = ["lists.example.org"]
team = ["ana@example.org"]
"""
_MEMBER = '[[members]]\nname = "{0}"\naddresses = ["{1}@example.org"]\n'


@dataclass
class Door:
    """The daemon, and the ways to it."""

    app: App
    folder: Path
    port: int
    web: int

    async def hand_in(self, *raws: bytes, to: str = LIST, sender: str = "x@example.net") -> None:
        """Deliver mails by LMTP, one after the other."""

        def deliver() -> None:
            with smtplib.LMTP("127.0.0.1", self.port, timeout=60) as client:
                for raw in raws:
                    client.sendmail(sender, [to], raw)

        await asyncio.to_thread(deliver)

    def votes(self, number: int = 1) -> dict[str, list[str]]:
        """What became of each vote, by its voter's address."""
        with self.app.store.reading() as connection:
            case = reading.vote(connection, number)
        assert case is not None
        found = outcome(case.proposal, case.entries, case.posters, datetime.now(UTC))
        became: dict[str, list[str]] = {}
        for each in found.tally.votes:
            became.setdefault(each.voter, []).append(f"{each.value} {each.status}")
        return became

    def dispositions(self) -> dict[str, tuple[str, str]]:
        """The author and the disposition of each mail, by its Message-ID."""
        with self.app.store.reading() as connection:
            rows = connection.execute(
                select(mails.c.message_id, mails.c.author, mails.c.disposition)
            )
            return {row.message_id: (row.author, row.disposition) for row in rows}

    async def letters(self, count: int) -> list[EmailMessage]:
        """All letters, once that many are out."""
        async with asyncio.timeout(20):
            while len(found := self._written()) < count:
                await asyncio.sleep(0.05)
        return found

    def _written(self) -> list[EmailMessage]:
        return [
            message_from_bytes(each.read_bytes(), policy=policy.default)
            for each in sorted((self.folder / "out").rglob("*"))
            if each.is_file() and each.parent.name in ("new", "cur")
        ]

    def is_equal(self) -> bool:
        """Whether a replay comes to the same."""
        return replay(self.app.store).is_equal


@asynccontextmanager
async def open_door(folder: Path, outbound: str = IN_A_FOLDER) -> AsyncIterator[Door]:
    """The daemon at work, with Ana's proposal V-1. `outbound`: where its letters go."""
    port, web = free_port(), free_port()
    path = folder / "config.toml"
    people = "".join(_MEMBER.format(name, name.lower()) for name in NAMES)
    path.write_text(_CONFIG.format(port=port, web=web, outbound=outbound) + people)
    app = build(load(path, {}))
    try:
        async with running(app, port):
            door = Door(app, folder, port, web)
            await door.hand_in(by_list(proposal()))
            yield door
    finally:
        app.store.close()


def mail(fields: Iterable[tuple[str, str | bytes]], text: str | bytes = "+1") -> bytes:
    """Return a mail with exactly these fields, in this order."""
    lines = [
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
        for name, value in fields
    ]
    body = text if isinstance(text, bytes) else text.encode()
    return b"\r\n".join([*lines, b"", body.replace(b"\n", b"\r\n"), b""])


def answer(who: str, id: str, *more: tuple[str, str | bytes], text: str | bytes = "+1") -> bytes:
    """Return a mail in the thread of V-1. `who`: what its From says."""
    return mail(
        (
            ("From", who),
            ("To", LIST),
            ("Subject", f"Re: {SUBJECT}"),
            ("Date", stamp()),
            ("Message-ID", f"<{id}@example.org>"),
            ("In-Reply-To", "<vote@example.org>"),
            ("References", "<vote@example.org>"),
            *more,
        ),
        text,
    )


def proposal(id: str = "vote", subject: str = SUBJECT, who: str = "Ana <ana@example.org>") -> bytes:
    """Return a proposal."""
    fields = (
        ("From", who),
        ("To", LIST),
        ("Subject", subject),
        ("Date", stamp()),
        ("Message-ID", f"<{id}@example.org>"),
    )
    return mail(fields, "I propose to move it.")


def _line(given_by: str) -> bytes:
    return (
        f"Received: from lists.example.org ({given_by})\r\n"
        f"\tby mx.example.org (Postfix) with ESMTPS id 1; {stamp()}\r\n"
    ).encode()


def by_list(raw: bytes) -> bytes:
    """Return the mail as our mail host hands it in, which got it from the list's host."""
    return _line("lists.example.org [192.0.2.25]") + raw


def straight(raw: bytes) -> bytes:
    """Return the mail as our mail host hands it in, which got it from a stranger. The stranger says
    that it came through the list.
    """
    return _line("unknown [198.51.100.7]") + by_list(raw)
