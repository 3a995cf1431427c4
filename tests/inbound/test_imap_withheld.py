"""A mail that a server does not deliver is reported once and asked for again."""

from datetime import timedelta

import pytest

from listbot.inbound import imap_fetching, imap_framing
from listbot.inbound.cursor import Cursor, Withheld, wait_after
from tests.contracts.receivers import Collector, running
from tests.inbound.mailbox import CLOSE, HANG, Mailbox
from tests.inbound.test_imap import NOW, Watch, mail, watching

FIRST = timedelta(minutes=5)
OTHER = "* 2 FETCH (UID 999 BODY[]<0> {5}\r\nother)\r\n"
FLAGS = "* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n"
ELSE = "* 2 FETCH (UID 999 RFC822.SIZE 5)\r\n"
EMPTY = "* 2 FETCH (UID 2 BODY[]<0> {0}\r\n)\r\n"
NIL = "* 2 FETCH (UID 2 BODY[]<0> NIL)\r\n"
TOO_SHORT = "* 2 FETCH (UID 2 BODY[]<0> {10}\r\nSubject: a\r\n\r\nand all the rest\r\n)\r\n"
TOO_LONG = "* 2 FETCH (UID 2 BODY[]<0> {5000}\r\nSubject: a)\r\n"
HUGE = "* 2 FETCH (UID 2 BODY[]<0> {2147483648}\r\nSubject: a)\r\n"
LEFT_OUT = "the server left it out of its answer"
NOTHING = "the server sent nothing for a mail that is not empty"
BREAKS = "the connection ends when listbot asks for it: FETCH: "

KINDS = {
    "NO": ("NO [SERVERBUG] FETCH Server error", "FETCH: NO [SERVERBUG] FETCH Server error"),
    "BAD": ("BAD could not be converted", "FETCH: BAD could not be converted"),
    "left out": ("", LEFT_OUT),
    "of another mail": (OTHER, LEFT_OUT),
    "flags only": (FLAGS, LEFT_OUT),
    "empty": (EMPTY, NOTHING),
    "NIL": (NIL, NOTHING),
    "too short a literal": (TOO_SHORT, LEFT_OUT),
    "too long a literal": (TOO_LONG, BREAKS + "no answer in 0.2 s"),
    "2 GB announced": (
        HUGE,
        BREAKS + "cannot read what the server sends: a literal of 2147483648 bytes",
    ),
    "the connection closed": (CLOSE, BREAKS + "the connection was lost"),
    "silence": (HANG, BREAKS + "no answer in 0.2 s"),
}


def poisoned(how: str, count: int = 4) -> Mailbox:
    """Return a mailbox with mails from 1 on, of which the second cannot be had."""
    return Mailbox({number: mail(number) for number in range(1, count + 1)}, poison={2: how})


async def settled(watch: Watch, idles: int = 1) -> list[bytes]:
    """Return what a source takes until it has nothing more to do."""
    collector = Collector()
    async with running(watch.source(), collector):
        await watch.mailbox.until_idle(idles)
    return [one.raw for one in collector.stored]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_others_are_taken(kind: str) -> None:
    """Whatever the server does: the mail is noted and reported once, and the cursor moves on."""
    how, why = KINDS[kind]
    async with watching(poisoned(how), patience=0.2) as watch:
        assert await settled(watch) == [mail(1), mail(3), mail(4)]
        assert watch.cursors.kept == {"imap:infra": Cursor(1, 4)}
        assert watch.cursors.aside == {("imap:infra", 2): Withheld(1, 2, why, NOW, NOW + FIRST)}
        assert watch.alerts == [
            "imap:infra: the server lists 1 mail that it does not deliver; the others are taken: "
            f"UID 2: {why}. listbot keeps asking for it; see `listbot quarantine list`"
        ]


@pytest.mark.parametrize(
    "how", [*(how for how, _ in KINDS.values() if "{" not in how), "* 2 FETCH (UID 2)\r\n", ELSE]
)
async def test_a_size_that_is_not_given_is_no_mail_that_is_not_given(how: str) -> None:
    """The mail itself comes without it."""
    mailbox = Mailbox({number: mail(number) for number in (1, 2, 3)}, weighs={2: how})
    async with watching(mailbox, patience=0.2) as watch:
        taken = await settled(watch)
        if how in (CLOSE, HANG):  # It is never reached.
            assert (taken, list(watch.cursors.aside)) == ([mail(1), mail(3)], [("imap:infra", 2)])
        else:
            assert (taken, watch.alerts) == ([mail(1), mail(2), mail(3)], [])


@pytest.mark.parametrize("size", ["0", "1", "99999999999"])
async def test_a_size_that_is_wrong_changes_nothing(size: str) -> None:
    """The mail arrives."""
    weighs = {2: f"* 2 FETCH (UID 2 RFC822.SIZE {size})\r\n"}
    async with watching(Mailbox({1: mail(1), 2: mail(2)}, weighs=weighs)) as watch:
        assert await settled(watch) == [mail(1), mail(2)]


async def test_a_server_that_gives_more_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no longer than what reading has to see."""
    monkeypatch.setattr(imap_fetching, "LARGEST", 100)
    whole = "* 1 FETCH (UID 1 BODY[] {5000}\r\n" + "x" * 5000 + ")\r\n"
    async with watching(Mailbox({1: b"x" * 5000}, poison={1: whole})) as watch:
        assert await settled(watch) == [b"x" * 101]


async def test_flags_without_end_in_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    """They cost a connection, and then the mails are taken."""
    flags = "".join(f"* {number} FETCH (FLAGS (\\Seen))\r\n" for number in range(2500))
    mailbox = Mailbox({1: mail(1), 2: mail(2)}, poison={2: flags})
    async with watching(mailbox) as watch:
        assert await settled(watch) == [mail(1)]
        assert list(watch.cursors.aside) == [("imap:infra", 2)]
    assert "cannot read what the server sends: more than 2000 lines in one answer" in caplog.text


async def test_it_is_asked_for_again_at_the_next_start() -> None:
    """If the server delivers it then, nothing was lost and there is no other alert."""
    async with watching(poisoned("NO not now")) as watch:
        await settled(watch)
        watch.mailbox.poison.clear()
        assert await settled(watch, 2) == [mail(2)]
        assert (watch.cursors.aside, len(watch.alerts)) == ({}, 1)
        assert watch.cursors.kept == {"imap:infra": Cursor(1, 4)}
        assert watch.mailbox.seen == {1, 2, 3, 4}


async def test_it_is_asked_for_again_when_its_time_has_come(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """By a poll of the running daemon; then it waits longer, without another alert."""
    async with watching(poisoned("NO not now"), poll=0.01) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await collector.until(3)
            await watch.until(lambda: len(watch.alerts) == 1)
            watch.now += FIRST
            await watch.until(
                lambda: "UID 2 is still not delivered: FETCH: NO not now" in caplog.text
            )
            (still,) = watch.cursors.aside.values()
            assert still == Withheld(1, 2, "FETCH: NO not now", NOW, NOW + 3 * FIRST, asked=2)
            watch.mailbox.poison.clear()
            watch.now += 2 * FIRST
            assert await collector.until(4) == [mail(number) for number in (1, 2, 3, 4)]
        assert len(watch.alerts) == 1


async def test_one_that_is_gone_is_no_longer_asked_for() -> None:
    """Deleting it in the mailbox settles it."""
    async with watching(poisoned("NO not now")) as watch:
        await settled(watch)
        del watch.mailbox.mails[2]
        assert await settled(watch, 2) == []
        assert watch.cursors.aside == {}


async def test_one_that_ends_connections_is_put_off_before_it_is_asked_for() -> None:
    """At a start it costs one connection, and the next one takes what is new."""
    async with watching(poisoned(CLOSE)) as watch:
        await settled(watch)
        watch.mailbox.mails[5] = mail(5)
        before = len(watch.waits)
        assert await settled(watch, 2) == [mail(5)]
        assert len(watch.waits) == before + 1
        (still,) = watch.cursors.aside.values()
        assert (still.due, still.asked) == (NOW + 2 * FIRST, 2)


async def test_a_folder_numbered_anew_withholds_nothing_yet() -> None:
    """Its numbers belong to other mails now; undelivered ones will show again."""
    async with watching(poisoned("NO not now")) as watch:
        await settled(watch)
        watch.mailbox.uidvalidity = "OK [UIDVALIDITY 2] valid"
        watch.mailbox.poison.clear()
        assert await settled(watch, 2) == [mail(number) for number in (1, 2, 3, 4)]
        assert (watch.cursors.aside, len(watch.alerts)) == ({}, 2)


async def test_the_newest_mail_is_not_given() -> None:
    """Nothing comes after it; delivering an earlier mail shows that the server works."""
    async with watching(Mailbox({1: mail(1)})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
            watch.mailbox.poison[7] = "NO what"
            watch.mailbox.put(7, mail(7))
            await watch.until(lambda: len(watch.alerts) == 1)
        assert list(watch.cursors.aside) == [("imap:infra", 7)]
        assert watch.waits == []


async def test_a_server_that_gives_nothing_is_in_trouble_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While the server itself may be down, nothing is set aside; then everything is taken."""
    mailbox = Mailbox(
        {number: mail(number) for number in (1, 2, 3)}, poison=dict.fromkeys((1, 2, 3), "NO busy")
    )
    async with watching(mailbox) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.until(lambda: len(watch.waits) == 5)
            assert (watch.cursors.aside, watch.cursors.kept) == ({}, {})
            watch.mailbox.poison.clear()
            assert await collector.until(3) == [mail(1), mail(2), mail(3)]
        assert watch.alerts == []
        assert "UID 1: FETCH: NO busy, and the server delivers nothing else" in caplog.text


async def test_the_only_mail_of_a_folder_is_not_given() -> None:
    """The mail may be bad, or the server; after ten looks the mail is set aside."""
    async with watching(Mailbox({1: mail(1)}, poison={1: "NO what"})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.until(lambda: len(watch.alerts) == 1)
        assert (len(watch.waits), list(watch.cursors.aside)) == (10, [("imap:infra", 1)])


async def test_what_follows_the_last_one_given_may_be_the_server() -> None:
    """Mails refused before another was delivered are set aside, those after it are not."""
    mailbox = Mailbox(
        {number: mail(number) for number in range(1, 7)},
        poison=dict.fromkeys((2, 4, 5, 6), "NO busy"),
    )
    async with watching(mailbox, sessions=3) as watch:

        class Then(Collector):
            async def __call__(self, arrival: object) -> str:
                if len(self.stored) == 1:  # the third mail: nothing is delivered from here on
                    watch.mailbox.poison.update(dict.fromkeys((1, 3), "NO busy"))
                return await super().__call__(arrival)  # type: ignore[arg-type]  # an Arrival

        collector = Then()
        async with running(watch.source(), collector):
            await watch.until(lambda: len(watch.waits) == 3)
        assert list(watch.cursors.aside) == [("imap:infra", 2)]
        assert watch.cursors.kept == {"imap:infra": Cursor(1, 3)}


async def test_many_are_told_in_one_alert() -> None:
    """The first five with their reasons, the others as a number."""
    odd = dict.fromkeys(range(1, 16, 2), "")
    async with watching(
        Mailbox({number: mail(number) for number in range(1, 17)}, poison=odd)
    ) as watch:
        assert len(await settled(watch)) == 8
        (alert,) = watch.alerts
    assert alert.startswith(
        "imap:infra: the server lists 8 mails that it does not deliver; the others are taken: "
    )
    assert alert.count(LEFT_OUT) == 5
    assert "UID 9: the server left it out of its answer; and 3 more. listbot" in alert


async def test_a_read_only_folder(caplog: pytest.LogCaptureFixture) -> None:
    """There, too, a withheld mail that is delivered later is taken."""
    async with watching(poisoned("NO not now")) as watch:
        await settled(watch)
        watch.mailbox.poison.clear()
        watch.mailbox.told = {"STORE": "NO read-only"}
        assert await settled(watch, 2) == [mail(2)]
        assert watch.cursors.aside == {}
    assert "taken, but not flagged as seen: STORE: NO read-only" in caplog.text


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [
        ("MOST_LITERAL", 10, "a literal of 35 bytes"),
        ("MOST_LINE", 60, "a line of more than 0 MiB"),
        ("MOST_ANSWER", 50, "more than 0 MiB in one answer"),
    ],
)
async def test_what_cannot_be_held_ends_the_session(
    name: str,
    most: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With its reason, before it is read."""
    monkeypatch.setattr(imap_framing, name, most)
    async with (
        watching(Mailbox({1: mail(1)}), sessions=1) as watch,
        running(watch.source(), Collector()),
    ):
        await watch.until(lambda: len(watch.waits) == 1)
    assert f"cannot read what the server sends: {words}" in caplog.text


def test_the_waits_grow_to_a_day() -> None:
    """Five minutes, ten, ... and then once a day."""
    waits = [wait_after(asked) for asked in (1, 2, 3, 9, 10, 10_000)]
    assert waits == [FIRST, 2 * FIRST, 4 * FIRST, 256 * FIRST, timedelta(days=1), timedelta(days=1)]
