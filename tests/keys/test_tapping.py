"""Copies from before a list on their way: when the DNS is asked about them, and what it says."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.keys import tapping
from listbot.keys.keeper import AT_A_TAP, KeyKeeper
from listbot.mail import Arrival
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.store.base.tap_tables import tapped
from listbot.store.journal import tapped as copies
from listbot.votes.counting.counted import VoteStatus
from tests.line.tapped import SIGNER, TAP, TappedPlay, before, vote
from tests.mail.proof.signing import Zone
from tests.playing import hours, in_file

SILENT = KeyAnswer(SIGNER.name, Heard.NO_ANSWER)


@dataclass
class Dns:
    """A DNS that is silent until it is not."""

    zone: Zone = field(default_factory=lambda: Zone().put(SILENT))
    asked: list[str] = field(default_factory=list)

    async def ask(self, names: Sequence[str]) -> tuple[KeyAnswer, ...]:
        """Answer from the zone."""
        self.asked += names
        return self.zone.key_answers(names).answers


@pytest.fixture
def play(tmp_path: Path) -> TappedPlay:
    """A list with a proposal, and a DNS that is silent from then on."""
    found = TappedPlay(engine=in_file(tmp_path))
    found.open()
    found.zone = Zone().put(SILENT)
    return found


def arrival(play: TappedPlay, raw: bytes) -> Arrival:
    """A copy as a way in passes it on."""
    return Arrival(raw, play.in_force.taps[TAP], "lmtp", hours(1), nonce="00")


def ask_ats(play: TappedPlay) -> list[object]:
    """When the DNS is asked again, by copy."""
    with play.store.reading() as connection:
        query = select(tapped.c.ask_at).order_by(tapped.c.id)
        return list(connection.execute(query).scalars())


async def test_only_what_may_prove_something_is_kept(play: TappedPlay) -> None:
    """Of a mail without a signature nothing stays, and nobody asks the DNS about it."""
    dns = Dns(Zone().put(SIGNER.answer))
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    became = []
    for raw in (before(vote("Ravi")), before(vote("Lena"), None), b"From: a, b\r\n\r\n"):
        came = await keeper.with_answers(arrival(play, raw))
        became.append(await tapping.receive(play.store, came))
    assert (became, dns.asked) == (["kept", "passed over", "passed over"], [SIGNER.name])
    play.store.close()


async def test_a_silent_dns_is_asked_again_about_a_mail_that_is_here(play: TappedPlay) -> None:
    """The list's mail is proven once there is an answer."""
    dns = Dns()
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    play.tap(vote("Ravi"))
    play.now = hours(2)
    assert (await keeper.ask_again(), dns.asked) == (0, [])
    play.pass_on(play.listed(vote("Ravi"), None))
    assert (await keeper.ask_again(), dns.asked) == (0, [SIGNER.name])
    assert ask_ats(play)[-1] == hours(2) + timedelta(minutes=2)
    dns.zone = Zone().put(SIGNER.answer)
    play.now = hours(2.1)
    assert (await keeper.ask_again(), ask_ats(play)[-1]) == (1, None)
    assert play.statuses() == {"ravi": VoteStatus.COUNTED}
    assert play.is_equal()
    play.store.close()


async def test_of_two_keys_one_may_still_be_missing(play: TappedPlay) -> None:
    """An answer that proves nothing changes nothing; the other one is asked for again."""
    second = replace(SIGNER, selector="s2")
    play.zone.put(KeyAnswer(second.name, Heard.NO_ANSWER))
    bare = before(vote("Ravi"))
    at = bare.index(b"DKIM-Signature")
    twice = bare[:at] + second.sign(bare[at:])
    play.tap(play.copy_of(vote("Ravi"), raw=twice))
    play.pass_on(play.listed(vote("Ravi"), None))
    dns = Dns(Zone().put(SILENT, KeyAnswer(second.name, Heard.NOTHING)))
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    play.now = hours(2)
    assert await keeper.ask_again() == 1
    assert play.statuses() == {"ravi": VoteStatus.UNVERIFIED}
    dns.zone.put(SIGNER.answer)
    play.now = hours(3)
    assert await keeper.ask_again() == 1
    assert play.statuses() == {"ravi": VoteStatus.COUNTED}
    play.store.close()


def test_after_five_days_nobody_asks_any_more(play: TappedPlay) -> None:
    """Nor about a copy that is gone, or whose tap is."""
    play.tap(vote("Ravi"))
    with play.transaction() as tx:
        (_, id) = tx.connection.execute(select(tapped.c.id).order_by(tapped.c.id)).scalars()
        copies.put_off(tx.connection, id, hours(1 + 5 * 24))
    assert ask_ats(play)[-1] is None
    with play.transaction() as tx:
        copies.put_off(tx.connection, 99, hours(2))
        tapping.hear(tx, 99, (SIGNER.answer,))
        tx.adopt(replace(tx.rules, lists=tuple(replace(one, taps=()) for one in tx.rules.lists)))
        tapping.hear(tx, id, (SIGNER.answer,))
    assert play.inputs() == ["copy", "mail"]


async def test_strangers_cannot_make_the_list_wait(play: TappedPlay) -> None:
    """Only so many copies wait for the DNS at a time; the others are kept without an answer."""
    release = asyncio.Event()

    class Slow(Dns):
        async def ask(self, names: Sequence[str]) -> tuple[KeyAnswer, ...]:
            await release.wait()
            return await super().ask(names)

    keeper = KeyKeeper(play.store, Slow(), lambda: play.now)
    raws = [before(vote("Ravi", number)) for number in range(AT_A_TAP + 1)]
    waiting = [
        asyncio.create_task(keeper.with_answers(arrival(play, raw))) for raw in raws[:AT_A_TAP]
    ]
    await asyncio.sleep(0)
    last = await keeper.with_answers(arrival(play, raws[-1]))
    assert last.key_answers == KeyAnswers((SILENT,))
    assert not any(each.done() for each in waiting)
    release.set()
    assert {(await each).key_answers for each in waiting} == {KeyAnswers((SILENT,))}
