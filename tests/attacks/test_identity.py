"""Attacks on who somebody is: the running daemon gets mails that say they are of somebody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.attacks.door import LIST, Door, answer, by_list, mail, open_door, straight

MUNGED = f"Lena via Infra <{LIST}>"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """The daemon at work."""
    async with open_door(tmp_path) as found:
        yield found


async def test_a_plain_forgery_past_the_list(door: Door) -> None:
    """From names a member, and nothing shows that the list saw it: it is seen, and binds nobody."""
    await door.hand_in(straight(answer("Ravi <ravi@example.org>", "1")))
    await door.hand_in(by_list(answer("Lena <lena@example.org>", "2")))
    assert door.votes() == {
        "ravi@example.org": ["+1 unverified"],
        "lena@example.org": ["+1 counted"],
    }
    assert door.is_equal()


async def test_a_forged_munged_from(door: Door) -> None:
    """From is the list's and Reply-To a member's: only the list's own host is believed, and only
    if exactly one person is left.
    """
    reply_to = ("Reply-To", "Lena <lena@example.org>")
    two = ("Reply-To", "Lena <lena@example.org>, Omar <omar@example.org>")
    await door.hand_in(
        straight(answer(MUNGED, "1", reply_to)),
        by_list(answer(MUNGED, "2", two)),
        by_list(
            answer("Ravi via Infra <infra@example.org>", "3", ("Reply-To", "ravi@example.org"))
        ),
    )
    counted = {who for who, votes in door.votes().items() if "+1 counted" in votes}
    assert counted == {"ravi@example.org"}
    assert door.is_equal()


@pytest.mark.parametrize("way", [by_list, straight], ids=["by the list", "past the list"])
@pytest.mark.parametrize(
    "name",
    [
        "X-Original-From",
        "X-MailFrom",
        "X-Original-Sender",
        "Sender",
        "Reply-To",
        "Resent-From",
        "X-Google-Original-From",
    ],
)
async def test_fields_that_a_sender_presets(door: Door, name: str, way: object) -> None:
    """They name a member, and so does List-Id our list: the writer is the one in From."""
    fields = ((name, "Lena <lena@example.org>"), ("List-Id", "Infra <infra.example.org>"))
    raw = answer("Mallory <mallory@evil.example>", "1", *fields)
    assert callable(way)
    await door.hand_in(way(raw))
    assert door.dispositions()["<1@example.org>"][0] == "mallory@evil.example"
    assert "lena@example.org" not in door.votes()


@pytest.mark.parametrize(
    "who",
    [
        b"Mallory <mallory@evil.example>\r\nFrom: Lena <lena@example.org>",
        b"Mallory <mallory@evil.example>\rFrom: Lena <lena@example.org>",
        b"Mallory <mallory@evil.example>\r\nX: y\rFrom: Lena <lena@example.org>",
        b"Lena <lena@=?utf-8?q?example.org?=>",
        b"Lena <lena@example.org>, Mallory <mallory@evil.example>",
        "Lena <l\u0435na@example.org>".encode(),
        b'"lena@example.org" <mallory@evil.example>',
        b"Lena <lena@example.org\0.evil.example>",
    ],
)
async def test_a_from_that_two_readers_read_in_two_ways(door: Door, who: bytes) -> None:
    """Several, hidden behind a bare CR, encoded inside the address, with a letter of another
    alphabet, or in the name only: it is never Lena's.
    """
    fields = (
        ("From", who),
        ("To", LIST),
        ("Subject", "Re: [VOTE] Move the wiki"),
        ("Message-ID", "<1@example.org>"),
        ("In-Reply-To", "<vote@example.org>"),
    )
    await door.hand_in(by_list(mail(fields)))
    counted = {who for who, votes in door.votes().items() if "+1 counted" in votes}
    assert counted == set()
    assert door.is_equal()


async def test_somebody_takes_a_message_id_first(door: Door) -> None:
    """Ravi's vote comes under a Message-ID that was there already, with other words: both mails are
    kept, his counts, and the admin is told.
    """
    await door.hand_in(
        by_list(answer("Mallory <mallory@evil.example>", "ravi", text="-1, never")),
        by_list(answer("Ravi <ravi@example.org>", "ravi")),
    )
    assert door.votes()["ravi@example.org"] == ["+1 counted"]
    letters = await door.letters(2)
    told = " ".join(str(each["Subject"]) for each in letters if "admin@" in str(each["To"]))
    assert told.startswith("[listbot] <ravi@example.org> came twice")
    assert door.is_equal()
