"""Faults of the machine while mail comes in by LMTP: nothing is lost, and the daemon goes on."""

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.store.base.schema import outbox
from listbot.store.transaction import Transaction
from tests.attacks.door import LIST, Door, answer, by_list, open_door
from tests.outbound.misbehaving import misbehaving
from tests.store.test_faults import HOLD

RAVI, LENA = "Ravi <ravi@example.org>", "Lena <lena@example.org>"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """The daemon at work."""
    async with open_door(tmp_path) as found:
        yield found


async def refusal(door: Door, raw: bytes) -> int:
    """Return how the daemon refuses a mail; 0 if it takes it."""

    def deliver() -> int:
        with smtplib.LMTP("127.0.0.1", door.port, timeout=60) as client:
            try:
                client.sendmail("x@example.net", [LIST], raw)
            except smtplib.SMTPDataError as refused:
                return refused.smtp_code
            except smtplib.SMTPRecipientsRefused as refused:
                return refused.recipients[LIST][0]
        return 0

    return await asyncio.to_thread(deliver)


def pragma(tx: Transaction, words: str) -> int:
    """Ask the connection that writes."""
    return int(tx.connection.exec_driver_sql(f"PRAGMA {words}").scalar_one())


async def test_a_full_disk(door: Door) -> None:
    """The mail host is told to try again, nothing of the mail is stored, and once there is room the
    same mail counts.
    """
    pages = await door.app.store.write(pragma, "page_count")
    await door.app.store.write(pragma, f"max_page_count={pages + 2}")
    big = by_list(answer(RAVI, "1", text="+1\n\n" + "wörds " * 60_000))
    assert 400 <= await refusal(door, big) < 500
    assert "<1@example.org>" not in door.dispositions()
    await door.app.store.write(pragma, "max_page_count=1000000")
    assert await refusal(door, big) == 0
    assert door.votes()["ravi@example.org"] == ["+1 counted"]
    assert door.is_equal()


async def test_a_database_that_somebody_locks(door: Door) -> None:
    """The mail waits or is put off, and counts once, as soon as the lock is gone."""
    command = [sys.executable, "-c", HOLD, str(door.folder / "listbot.db")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as intruder:
        assert intruder.stdin is not None
        assert intruder.stdout is not None
        assert await asyncio.to_thread(intruder.stdout.readline) == "locked\n"
        raw = by_list(answer(RAVI, "1"))
        handing = asyncio.create_task(refusal(door, raw))
        await asyncio.sleep(0)
        intruder.stdin.write("go\n")
        intruder.stdin.flush()
        code = await handing
        assert code == 0 or 400 <= code < 500
        intruder.stdin.write("end\n")
        intruder.stdin.flush()
    await refusal(door, raw)
    assert door.votes() == {"ravi@example.org": ["+1 counted"]}
    assert door.is_equal()


def ends(door: Door) -> dict[str, str]:
    """Return the state of each letter, by its recipient."""
    with door.app.store.reading() as connection:
        rows = connection.execute(select(outbox.c.recipients, outbox.c.state))
        return {row.recipients.strip('[]"'): row.state for row in rows}


async def test_a_mail_server_that_refuses_our_letters(tmp_path: Path) -> None:
    """What is refused for good is given up and told to the admin; what is refused for now waits;
    the other letters go out.
    """
    expected = {LIST: "dead", "lena@example.org": "queued", "ravi@example.org": "sent"}
    expected["admin@example.org"] = "sent"
    replies = {"RCPT TO:<infra@": "550 5.1.1 nobody here", "RCPT TO:<lena@": "451 4.3.0 later"}
    async with misbehaving(replies) as server:
        to_server = f'kind = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\ntls = "none"'
        async with open_door(tmp_path, to_server) as door:
            for who, id in ((LENA, "1"), (RAVI, "2")):
                await door.hand_in(by_list(answer(who, id, text="+1 if we keep a copy")))
            async with asyncio.timeout(20):
                while ends(door) != expected:
                    await asyncio.sleep(0.05)
    assert len(server.letters) == 2
