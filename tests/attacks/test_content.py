"""Attacks by what a mail contains: the running daemon reads it, answers, and shows it."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.attacks.door import DESK, Door, answer, by_list, mail, open_door, proposal, straight

IN_TIME = 20.0  # seconds for a handful of mails, on a machine that does other things, too
RAVI, LENA = "Ravi <ravi@example.org>", "Lena <lena@example.org>"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """The daemon at work."""
    async with open_door(tmp_path) as found:
        yield found


async def test_a_field_injected_into_our_letters(door: Door) -> None:
    """A subject, a name or an id that contains a line break when it is decoded adds no field to any
    letter, and no recipient.
    """
    broken = "=?utf-8?Q?[VOTE]_Move=0D=0ABcc:_eve@evil.example=0D=0A=0D=0AWords?="
    name = "=?utf-8?Q?Ravi=0D=0ABcc:_eve@evil.example?= <ravi@example.org>"
    await door.hand_in(
        by_list(proposal("p", broken)),
        by_list(answer(name, "v", ("In-Reply-To", "<x\r\n Bcc: eve@evil.example>"), text="+1 if")),
    )
    asked = (("From", name), ("To", DESK), ("Subject", broken), ("Message-ID", "<r@example.org>"))
    await door.hand_in(straight(mail(asked, "Please help.")), to=DESK)
    letters = await door.letters(4)
    assert [each for each in letters if each["Bcc"] or "eve@" in str(each["To"])] == []
    assert door.is_equal()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/plain", "Ana wrote:\n> +1\n"),
        ("text/plain", "I am not sure.\n\n-- \nRavi\n+1 now\n"),
        ("text/plain", "What do you think?\n\n-----Original Message-----\nFrom: Omar\n\n+1\n"),
        ("text/html", "<p>What now?</p><blockquote>+1</blockquote>"),
        ("text/html", '<p>What now?</p><div style="display:none">+1</div>'),
        (
            'multipart/alternative; boundary="b"',
            "--b\nContent-Type: text/plain\n\nWhat now?\n\n"
            "--b\nContent-Type: text/html\n\n<p>+1</p>\n\n--b--\n",
        ),
        (
            'multipart/mixed; boundary="b"',
            "--b\nContent-Type: text/plain\n\nWhat now?\n\n"
            "--b\nContent-Type: message/rfc822\n\nFrom: ravi@example.org\n\n+1\n\n--b--\n",
        ),
    ],
    ids=[
        "quote",
        "signature",
        "Outlook's quote",
        "blockquote",
        "hidden",
        "HTML alone",
        "forwarded",
    ],
)
async def test_words_that_are_not_the_writers_own(door: Door, kind: str, text: str) -> None:
    """In quotes, signatures, hidden or unseen text, or a forwarded mail: no vote."""
    more = (("MIME-Version", "1.0"), ("Content-Type", kind))
    await door.hand_in(by_list(answer(RAVI, "1", *more, text=text)))
    assert [vote for vote in door.votes().get("ravi@example.org", []) if "counted" in vote] == []


async def test_bombs(door: Door) -> None:
    """Mails made to take for ever are taken or set aside in seconds, and the next vote counts."""
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\n+1\r\n" for _ in range(20_000))
    mixed = (("MIME-Version", "1.0"), ("Content-Type", 'multipart/mixed; boundary="b"'))
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (at, at)
        for at in range(3_000)
    )
    bombs = (
        answer(LENA, "1", *mixed, text=parts + b"--b--"),
        answer(LENA, "2", ("X-Nested", "y"), text=nested),
        answer(LENA, "3", ("Cc", ", ".join(f"a{n}@example.org" for n in range(6_000)))),
        answer(LENA, "4", ("Sender", "(" * 900)),
        answer(LENA, "5", text="a" * 900_000 + "!"),
        answer(LENA, "6", text="+1 " * 200_000),
        answer(LENA, "7", text="> " * 3_000 + "+1"),
        answer(LENA, "8", ("Content-Type", "text/html"), text="<div>" * 100_000),
        answer(LENA, "9", ("References", "<a@b> " * 10_000)),
        *(
            answer(LENA, f"s{at}", ("Subject", f"=?x?{kind}?" * 700))
            for at, kind in enumerate("QB")
        ),
    )
    began = time.monotonic()
    await door.hand_in(*(by_list(each) for each in bombs), by_list(answer(RAVI, "ravi")))
    assert time.monotonic() - began < IN_TIME
    assert door.votes()["ravi@example.org"] == ["+1 counted"]
    assert door.is_equal()


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r\n\0.\r\n", b"\r\n.\0\r\n"]
)
async def test_mail_smuggled_behind_a_false_end(door: Door, end: bytes) -> None:
    """What comes behind a false end of data belongs to the mail; it is not a mail of its own."""
    second = b"MAIL FROM:<x@example.net>\r\nRCPT TO:<infra@example.org>\r\nDATA\r\n" + by_list(
        answer(LENA, "smuggled")
    )
    raw = by_list(answer(RAVI, "1", text="What now?")) + end + second
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    for line in (b"LHLO x", b"MAIL FROM:<x@example.net>", b"RCPT TO:<infra@example.org>", b"DATA"):
        writer.write(line + b"\r\n")
        await reader.readline()
    writer.write(raw + b"\r\n.\r\nQUIT\r\n")
    async with asyncio.timeout(20):
        await reader.read()
    writer.close()
    assert "<smuggled@example.org>" not in door.dispositions()
    assert "lena@example.org" not in door.votes()


async def test_markup_on_the_pages(door: Door) -> None:
    """Markup in a subject, a name or a vote stays text; no script may run, no address shows."""
    script = "<script>alert(1)</script>"
    who = f'"{script}" <ravi@example.org>'
    await door.hand_in(
        by_list(proposal("p", f"[VOTE] {script}")),
        by_list(answer(who, "1", text=f"-1 {script} <img src=x onerror=alert(1)>")),
    )
    async with ClientSession() as session:
        for path in ("/", "/votes/", "/votes/1", "/votes/2", "/tickets/", "/votes/atom.xml"):
            async with session.get(f"http://127.0.0.1:{door.web}{path}") as got:
                page = await got.text()
                if got.status != 200:
                    continue
                assert script not in page
                assert "<img src=x" not in page
                assert "ravi@example.org" not in page
                if "html" in got.headers["Content-Type"]:
                    assert "default-src 'none'" in got.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "subject",
    [
        b"[VOTE] A\0B",
        b"=?utf-8?Q?[VOTE]_A=00B?=",
        b"=?utf-16?B?AEEAAA==?= [VOTE] A",
        b"[VOTE] \xed\xa0\x80",
        b"=?utf-8?Q?[VOTE]_=ED=A0=80?=",
        b"=?utf-7?Q?[VOTE]_+2AA-?=",
        b"=?unicode-escape?Q?[VOTE]_=5Cud800?=",
    ],
)
async def test_what_a_database_cannot_hold(door: Door, subject: bytes) -> None:
    """NUL and lone surrogates, raw or encoded, are taken or set aside; what comes next counts."""
    fields = (("From", RAVI), ("Subject", subject), ("Message-ID", "<p@example.org>"))
    await door.hand_in(by_list(mail(fields, b"+1 \0 \xed\xa0\x80")))
    await door.hand_in(straight(mail(fields, b"Help \0 \xed\xa0\x80")), to=DESK)
    await door.hand_in(by_list(answer(RAVI, "1", text=b"+1\r\n\xed\xa0\x80")))
    assert door.votes()["ravi@example.org"] == ["+1 counted"]
    assert door.is_equal()
