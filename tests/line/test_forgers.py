"""Forgers at the door: the running daemon, its LMTP port and a DNS, and a list that counts only
signed votes.
"""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from listbot.app import App, build
from listbot.config import load
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store import reading
from tests.keys.dns_server import Server, closing, served
from tests.mail.proof.signing import Signer
from tests.ports import free_port

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
port = {port}
[outbound]
kind = "maildir"
maildir = "out"
[dns]
servers = ["127.0.0.1"]
port = {dns}
timeout = 0.5
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
mode = "live"
identity = "verified"
trusted_hops = ["lists.example.org"]
authserv_id = "mx.example.org"
trusted_sealers = ["lists.example.org"]
"""
MEMBER = """
[[members]]
name = "{name}"
addresses = ["{address}@example.org"]
"""
NAMES = ("Ana", "Ravi", "Lena", "Omar", "Ines", "Lars", "Kim", "Mats", "Nora", "Olga")
SUBJECT = "[VOTE] Move the wiki"
SIGNER = Signer(made=None)
FORGER = replace(SIGNER, key="the forger's")
EVIL = Signer("evil.example", "e1", made=None)
FOUND = b"Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\n"


@dataclass
class Site:
    """The daemon, its DNS, and the mail host that hands mails in."""

    app: App
    dns: Server
    port: int

    async def hand_in(self, *raws: bytes, sender: str = "infra-bounces@example.org") -> None:
        """Deliver mails by LMTP."""

        def deliver() -> None:
            with smtplib.LMTP("127.0.0.1", self.port) as client:
                for raw in raws:
                    client.sendmail(sender, ["infra@example.org"], raw)

        await asyncio.to_thread(deliver)

    def statuses(self) -> dict[str, list[str]]:
        """What became of each vote, by its voter."""
        with self.app.store.reading() as connection:
            case = reading.vote(connection, 1)
        assert case is not None
        found = outcome(case.proposal, case.entries, case.posters, datetime.now(UTC))
        became: dict[str, list[str]] = {}
        for each in found.tally.votes:
            became.setdefault(each.voter.partition("@")[0], []).append(
                f"{each.value} {each.status}"
            )
        return became


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """All of it at work."""
    server, servers = await served(
        {SIGNER.name: f'"{SIGNER.record}"', EVIL.name: f'"{EVIL.record}"'}
    )
    port = free_port()
    path = tmp_path / "config.toml"
    people = "".join(MEMBER.format(name=name, address=name.lower()) for name in NAMES)
    path.write_text(CONFIG.format(port=port, dns=servers.port) + people)
    with closing(server):
        app = build(load(path, {}))
        async with running(app, port):
            yield Site(app, server, port)
        app.store.close()


@asynccontextmanager
async def running(app: App, port: int) -> AsyncIterator[None]:
    """The daemon at work, until the block ends."""
    task = asyncio.create_task(app.run())
    try:
        async with asyncio.timeout(20):
            while True:
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                await asyncio.sleep(0.05)
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def stamp(minutes: float = 0) -> str:
    """A time some minutes ago, as mails have it."""
    return format_datetime(datetime.now(UTC) - timedelta(minutes=minutes))


def letter(who: str, text: str = "+1", id: str = "", more: str = "", ago: float = 0) -> bytes:
    """A vote as its writer's mail program makes it."""
    return (
        (
            f"From: {who} <{who.lower()}@example.org>\n"
            f"To: infra@example.org\nSubject: Re: {SUBJECT}\nDate: {stamp(ago)}\n"
            f"Message-ID: <{id or who.lower()}@example.org>\n"
            f"In-Reply-To: <vote@example.org>\nReferences: <vote@example.org>\n{more}\n{text}\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )


def by_list(raw: bytes, found: bytes = b"") -> bytes:
    """The mail as our mail host hands it in, which got it from the list's host."""
    line = (
        "Received: from lists.example.org (lists.example.org [192.0.2.25])\r\n"
        f"\tby mx.example.org (Postfix) with ESMTPS id 1; {stamp()}\r\n"
    )
    return found + line.encode() + raw


def straight(raw: bytes) -> bytes:
    """The mail as our mail host hands it in, which got it from a stranger who says that the list's
    host sent it.
    """
    line = (
        "Received: from lists.example.org (unknown [198.51.100.7])\r\n"
        f"\tby mx.example.org (Postfix) with ESMTP id 1; {stamp()}\r\n"
    )
    return line.encode() + by_list(raw)


def proposal() -> bytes:
    """Ana's."""
    raw = letter("Ana", "I propose to move it.", "vote").replace(b"Subject: Re: ", b"Subject: ")
    ties = (b"In-Reply-To: <vote@example.org>\r\n", b"References: <vote@example.org>\r\n")
    for each in ties:
        raw = raw.replace(each, b"")
    return raw


async def test_forged_votes_do_not_bind(site: Site) -> None:
    """Each of the forgers has a perfect header, and none of them votes as somebody else."""
    await site.hand_in(by_list(SIGNER.sign(proposal())))
    signed = SIGNER.sign(letter("Ravi"))
    forged = {
        "lena": by_list(letter("Lena")),
        "omar": by_list(FORGER.sign(letter("Omar"))),
        "ines": by_list(EVIL.sign(letter("Ines"))),
        "lars": straight(FOUND + SIGNER.sign(letter("Lars"))),
        "kim": by_list(FOUND + FORGER.sign(letter("Kim"))),
        "mats": by_list(SIGNER.sign(letter("Mats", "0")).replace(b"\r\n0\r\n", b"\r\n+1\r\n")),
        "nora": by_list(replace(SIGNER, extra=(("l", "0"),)).sign(letter("Nora"))),
        "olga": by_list(EVIL.seal(letter("Olga"), "x; dkim=pass header.d=example.org")),
    }
    await site.hand_in(by_list(signed), *forged.values())
    assert site.statuses() == {
        "ravi": ["+1 counted"],
        **{who: ["+1 unverified"] for who in forged},
    }
    assert replay(site.app.store).is_equal


async def test_what_our_own_mail_host_found_counts_above_its_line(site: Site) -> None:
    """And the very same field below it does not."""
    await site.hand_in(by_list(SIGNER.sign(proposal())))
    await site.hand_in(
        by_list(FORGER.sign(letter("Ravi")), FOUND), by_list(FOUND + FORGER.sign(letter("Lena")))
    )
    assert site.statuses() == {"ravi": ["+1 counted"], "lena": ["+1 unverified"]}


async def test_a_signed_vote_sent_again_overturns_nothing(site: Site) -> None:
    """Whoever has kept it may send it as often as they like, also under another proposal's name."""
    first = SIGNER.sign(letter("Ravi", ago=5))
    later = SIGNER.sign(letter("Ravi", "-1\r\nIt breaks the links.", "ravi2", ago=1))
    moved = first.replace(b"<vote@", b"<another@")
    renamed = first.replace(b"<ravi@", b"<ravi3@")
    await site.hand_in(by_list(SIGNER.sign(proposal())), by_list(first), by_list(later))
    await site.hand_in(by_list(first), by_list(moved), by_list(renamed))
    became = site.statuses()["ravi"]
    assert became.count("-1 counted") == 1
    assert "+1 counted" not in became
    assert replay(site.app.store).is_equal


async def test_a_dns_that_is_silent_for_a_while(site: Site) -> None:
    """The vote is taken at once, and counts as soon as somebody answers."""
    await site.hand_in(by_list(SIGNER.sign(proposal())))
    other = replace(SIGNER, selector="s2")
    site.dns.known[other.name] = None
    await site.hand_in(by_list(other.sign(letter("Ravi"))))
    assert site.statuses() == {"ravi": ["+1 unverified"]}
    site.dns.known[other.name] = f'"{other.record}"'
    later = datetime.now(UTC) + timedelta(minutes=2)
    again = replace(site.app.keys, clock=lambda: later)
    await asyncio.sleep(0)
    site.app.keys.lookup._known.clear()  # type: ignore[attr-defined]  # twenty seconds later
    assert await again.ask_again() == 1
    assert site.statuses() == {"ravi": ["+1 counted"]}
    assert replay(site.app.store).is_equal


async def test_a_tripled_key_and_a_flood_of_signatures(site: Site) -> None:
    """At most three keys are asked for, whatever a mail says; the daemon goes on."""
    await site.hand_in(by_list(SIGNER.sign(proposal())))
    asked = len(site.dns.asked)
    flood = b"".join(
        b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=x%d; h=from:subject:date:message-id;"
        b" bh=aGk=; b=aGk=\r\n" % number
        for number in range(600)
    )
    await site.hand_in(by_list(flood + letter("Lena")), by_list(SIGNER.sign(letter("Ravi"))))
    assert len({*site.dns.asked[asked:]}) == 3
    assert site.statuses() == {"lena": ["+1 unverified"], "ravi": ["+1 counted"]}


async def test_a_signed_question_cannot_be_read_as_a_vote(site: Site) -> None:
    """What somebody only quotes does not become a vote of theirs, by an encoding or a charset that
    a forger names in a field that is not signed.
    """
    await site.hand_in(by_list(SIGNER.sign(proposal())))
    text = "Why?\n\nOn Monday Olga wrote:\n> so =0A=0A+1 from me\n> or +AAo-+-1\n"
    bare = replace(SIGNER, covers=("from", "subject", "date", "message-id"))
    encoded, written = (bare.sign(letter(who, text)) for who in ("Lena", "Omar"))
    top = b"Content-Transfer-Encoding: quoted-printable\r\n"
    await site.hand_in(
        by_list(top + encoded),
        by_list(b"Content-Type: text/plain; charset=utf-7\r\n" + written),
        by_list(SIGNER.sign(letter("Ravi"))),
    )
    became = site.statuses()
    assert became == {
        "lena": ["+1 unverified"],
        "omar": ["+1 unverified"],
        "ravi": ["+1 counted"],
    }
    assert replay(site.app.store).is_equal
