"""The composition root: which rules a configuration puts in force, and that its parts are
connected.
"""

import asyncio
import socket
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from listbot.app import build
from listbot.config import Config, ImapConfig, StoreConfig, TokenConfig, WebConfig, load
from listbot.config.in_force import rules_of
from listbot.errors import PermanentError
from listbot.inbound import Receiver
from listbot.inbound.imap import ImapSource
from listbot.letter_gate import Start
from listbot.letters.letter import Letter
from listbot.letters_check.vote_samples import PASSED, sample_order
from listbot.logins.tokens import AccessTokens
from listbot.mail import Arrival
from listbot.model.alert import Alert, Cause
from listbot.model.desk.people import Preference
from listbot.model.desk.rules import DeskRules
from listbot.model.inputs import RulesInput
from listbot.model.letter_state import LetterState
from listbot.model.list_rules import ListRole
from listbot.model.order import LetterKind
from listbot.model.recap_rules import RecapRules
from listbot.model.receipts import Attempt
from listbot.outbound.receipts import ReceiptFile
from listbot.store import reading
from listbot.store.base.schema import outbox as letters
from listbot.store.base.work_marks import SIZE
from listbot.store.outbox import outbox
from listbot.store.outbox.queueing import row_of
from listbot.store.people import preferences
from listbot.store.transaction import Transaction
from listbot.timekeeping import utc_now
from listbot.wiring import composer_of, open_store, receipts_of
from listbot.wiring.pages import keep_copy
from tests.ports import free_port

STARTED = datetime(2026, 9, 8, 18, 0, 0, 700_000, tzinfo=UTC)
IN_WHOLE_SECONDS = datetime(2026, 9, 8, 18, 0, 0, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return one list by LMTP, letters to a folder."""
    path = tmp_path / "config.toml"
    path.write_text(
        """
        [bot]
        address = "listbot@example.org"
        admin = "admin@example.org"
        [lmtp]
        [outbound]
        kind = "maildir"
        maildir = "out"
        [[lists]]
        address = "infra@example.org"
        role = "decisions"
        via = "lmtp"
        identity = "any"
        """
    )
    return load(path, {})


def since(rules: RulesInput) -> dict[str, datetime | None]:
    """Return since when each address is live."""
    return {each.address: each.live_since for each in rules.lists}


def test_a_list_is_live_from_its_first_start_on(config: Config) -> None:
    """That second included: mail hosts stamp whole seconds, and proposals need their letters."""
    first = rules_of(config, RulesInput(()), STARTED)
    again = rules_of(config, first, STARTED.replace(year=2027))
    expected = {"infra@example.org": IN_WHOLE_SECONDS, "listbot@example.org": IN_WHOLE_SECONDS}
    assert [since(first), since(again)] == [expected, expected]


def test_the_rules_of_a_help_desk(config: Config) -> None:
    """A support list has desk rules and no policy; every address has the delimiter."""
    desk = DeskRules(prefix="INFRA", delimiter="-")
    support = replace(
        config.lists[0], address="support@example.org", role=ListRole.SUPPORT, policy="", desk=desk
    )
    bot = replace(config.bot, delimiter="-")
    support = replace(support, trusted_hops=("submission.example.org",))
    rules = rules_of(replace(config, bot=bot, lists=(support,)), RulesInput(()), STARTED)
    assert [each.trusted_hops for each in rules.lists] == [("submission.example.org",)] * 2
    assert [
        (each.address, each.policies, each.desk, each.context.delimiter) for each in rules.lists
    ] == [
        ("support@example.org", (), desk, "-"),
        ("listbot@example.org", (), DeskRules(delimiter="-"), "-"),
    ]


def test_when_digests_are_due(config: Config) -> None:
    """On Monday, at the hour and in the zone of the first decision list, even without a recap."""
    recap = RecapRules(on=False, weekday=5, at=time(17, 30), zone="Europe/Vienna")
    lists = (
        replace(config.lists[0], recap=recap),
        replace(config.lists[0], address="other@example.org"),
    )
    bot = rules_of(replace(config, lists=lists), RulesInput(()), STARTED).of_bot
    assert bot.recap == RecapRules(on=False, weekday=1, at=time(17, 30), zone="Europe/Vienna")
    support = replace(config.lists[0], role=ListRole.SUPPORT, policy="")
    assert rules_of(
        replace(config, lists=(support,)), RulesInput(()), STARTED
    ).of_bot.recap == RecapRules(on=False)


async def test_a_click_reaches_the_database(config: Config) -> None:
    """It goes from the web port through the running daemon to the stored choice of the person with
    the link.
    """
    port, token = free_port(), "k3v7x2m4q6w7z5a2b3c4d5e6f7"
    assert config.lmtp is not None
    lmtp = replace(config.lmtp, port=free_port())
    config = replace(config, lmtp=lmtp, web=WebConfig(f"http://127.0.0.1:{port}/x", port=port))
    app = build(config)
    with app.store.transaction() as tx:
        preferences.carry_out(
            tx.connection, (Preference("ana@example.org", digest="weekly", token=token),)
        )
    running = asyncio.create_task(app.run())
    url = f"http://127.0.0.1:{port}/x/unsubscribe/{token.upper()}"
    async with ClientSession() as client:
        assert await asyncio.wait_for(_click(client, url), timeout=10) == 200
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    with app.store.reading() as connection:
        assert not preferences.is_wanted(connection)
    app.store.close()


async def test_the_daemon_keeps_a_copy_of_the_pages(config: Config, tmp_path: Path) -> None:
    """As files, by the command that an operator could run; what fails is an alert."""
    assert config.lmtp is not None
    assert config.path is not None
    folder = tmp_path / "site"
    config.path.write_text(
        f'{config.path.read_text()}\n[web]\nbase_url = "http://127.0.0.1"\nstatic = "{folder}"\n'
    )
    web = WebConfig("http://127.0.0.1", port=free_port(), static=folder)
    config = replace(config, lmtp=replace(config.lmtp, port=free_port()), web=web)
    app = build(config)
    running = asyncio.create_task(app.run())
    async with asyncio.timeout(60):
        while not (folder / "votes.html").exists():
            await asyncio.sleep(0.05)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    app.store.close()


async def test_a_copy_that_cannot_be_kept_is_an_alert(config: Config, tmp_path: Path) -> None:
    """The folder has somebody else's files, which listbot does not touch."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "index.html").write_text("ours")
    assert config.path is not None
    web = WebConfig("http://127.0.0.1", static=folder)
    alerts: list[Alert] = []
    build(replace(config, web=web)).store.close()
    copying = asyncio.create_task(keep_copy(replace(config, web=web), utc_now, alerts.append))
    async with asyncio.timeout(60):
        while not alerts:
            await asyncio.sleep(0.05)
    copying.cancel()
    with suppress(asyncio.CancelledError):
        await copying
    assert alerts[0].cause is Cause.PAGES
    assert alerts[0].text.startswith(f"The copy of the public pages in {folder} is not up to date")
    assert (folder / "index.html").read_text() == "ours"


async def test_the_service_manager_hears_when_mail_is_taken(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """READY comes once every port is open, and STOPPING when the daemon is asked to stop."""
    assert config.lmtp is not None
    app = build(replace(config, lmtp=replace(config.lmtp, port=free_port())))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        running = asyncio.create_task(app.run())
        ready = await asyncio.to_thread(manager.recv, 200)
        assert ready == b"READY=1\nSTATUS=serves infra@example.org"
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        assert manager.recv(200) == b"STOPPING=1"
    app.store.close()


async def _click(client: ClientSession, url: str) -> int:
    """Click until the server answers."""
    while True:
        with suppress(OSError):
            async with client.post(url, data={"List-Unsubscribe": "One-Click"}) as answer:
                return answer.status
        await asyncio.sleep(0)


async def test_the_clock_gathers_alerts(config: Config) -> None:
    """Alerts after the first of their cause are mailed together by a tick, an hour later."""
    now = STARTED
    app = build(config, lambda: now)
    for text in ("one", "two", "three"):
        app.alerts.tell(Alert(Cause.FAULT, text))
    await app.tick(())
    now += timedelta(hours=1)
    await app.tick(())
    subjects = [
        each.subject for each in await app.store.write(lambda tx: outbox.find(tx.connection))
    ]
    app.store.close()
    assert subjects == ["[listbot] one", "[listbot] 2 times: something could not be decided"]


async def test_the_clock_tells_of_a_post_that_did_not_come_back(config: Config) -> None:
    """An hour after it was sent, if the list was read since."""
    app = build(config, lambda: STARTED)
    await app.store.write(_sent, STARTED - timedelta(hours=1))
    await app.tick((Read(),))
    subjects = [
        each.subject for each in await app.store.write(lambda tx: outbox.find(tx.connection))
    ]
    app.store.close()
    assert [subject[:48] for subject in subjects] == [
        "",
        "[listbot] infra@example.org has not given back a",
    ]


class Read:
    """A way in that has read everything up to now."""

    name = "lmtp"

    def read_until(self, now: datetime) -> datetime:
        """Return now."""
        return now

    def shift(self, by: timedelta) -> None:
        """Ignore it: this way in has no clock."""

    def status(self) -> str:
        """Return None: no test asks."""
        return ""

    async def run(self, receive: Receiver) -> None:
        """Never receive anything."""


def _sent(tx: Transaction, at: datetime) -> None:
    """Record a post as sent at that time."""
    letter = Letter(
        "a", LetterKind.OPENED, "<a@example.org>", True, ("infra@example.org",), "", "", b"", ""
    )
    row = row_of(letter, "infra@example.org", Start(LetterState.QUEUED), at) | {
        "state": "sent",
        "sent": at,
    }
    tx.connection.execute(letters.insert(), row | {"due": None})


def test_marks_stand_beside_the_database(config: Config, tmp_path: Path) -> None:
    """The marks of the previous run are counted and removed."""
    (tmp_path / "listbot.db-hand").write_bytes(mark_of("V-7"))
    app = build(config)
    app.pick_up()
    assert app.store.context.tried == {"V-7"}
    app.store.close()
    del app
    again = build(config)
    again.pick_up()
    assert again.store.context.hand.left == ()
    again.store.close()


def mark_of(vote: str) -> bytes:
    """Return the mark file of a run that ended while it worked on a vote."""
    text = f"tick {vote}".encode()
    return (b"0123456789abcdef" + len(text).to_bytes(2, "big") + text).ljust(SIZE, b"\0")


def test_marks_that_cannot_be_kept(
    config: Config, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Mail is accepted without them, and the log says so."""
    (tmp_path / "listbot.db-hand").mkdir()
    app = build(config)
    app.pick_up()
    assert (
        caplog.messages[-1]
        == f"{tmp_path / 'listbot.db-hand'}: cannot mark what is in hand: Is a directory"
    )
    app.store.close()


def test_a_second_daemon_on_the_same_file_is_refused(config: Config, tmp_path: Path) -> None:
    """Both would send letters; once the first has closed the database, the second may have it."""
    first, second = build(config), build(config)
    first.pick_up()
    with pytest.raises(PermanentError, match="another listbot runs on this database"):
        second.pick_up()
    first.store.close()
    second.pick_up()
    second.store.close()


def test_where_the_receipts_are(config: Config, tmp_path: Path) -> None:
    """Beside the real database, like SQLite's own files, and not beside a link to it."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "disk" / "listbot.db")
    linked = replace(config, store=StoreConfig(f"sqlite:///{tmp_path}/link.db"))
    assert [receipts_of(config), receipts_of(linked)] == [
        ReceiptFile(tmp_path / "listbot.db.receipts"),
        ReceiptFile(tmp_path / "disk" / "listbot.db.receipts"),
    ]


async def test_a_restored_backup_starts_paused(config: Config, tmp_path: Path) -> None:
    """The daemon says so in the log and in `listbot status`."""
    place = tmp_path / "listbot.db.receipts"
    ReceiptFile(place).begin([Attempt("<a@example.org>", 1, LetterState.SENT, STARTED)], STARTED)
    app = build(config, lambda: STARTED)
    assert await app.sender.drain(STARTED) == 0
    with app.store.reading() as connection:
        standing = reading.accounting(connection).paused
    app.store.close()
    assert standing is not None
    assert (standing.who, standing.since, str(place) in standing.reason) == (
        "listbot",
        STARTED,
        True,
    )


def test_a_list_that_is_only_imported_is_not_live(config: Config) -> None:
    """Its first start is still to come."""
    imported = rules_of(config, RulesInput(()), None)
    assert since(imported) == {"infra@example.org": None, "listbot@example.org": None}
    assert since(rules_of(config, imported, STARTED))["infra@example.org"] == IN_WHOLE_SECONDS


def test_a_list_that_is_no_longer_watched_keeps_its_rules(config: Config) -> None:
    """Its mails can still be read again, under a role that decides nothing."""
    first = rules_of(config, RulesInput(()), STARTED)
    before = RulesInput(tuple(replace(each, address="old@example.org") for each in first.lists[:1]))
    moved = rules_of(config, before, STARTED)
    assert [(each.address, each.role) for each in moved.lists] == [
        ("infra@example.org", "decisions"),
        ("listbot@example.org", "bot"),
        ("old@example.org", ListRole.RETIRED),
    ]


def test_building_twice_adopts_the_rules_once(config: Config) -> None:
    """A restart stores no new version of unchanged rules."""
    versions = []
    for _ in range(2):
        app = build(config, clock=lambda: STARTED)
        with app.store.transaction() as tx:
            versions.append((tx.rules, tx.adopt(tx.rules)))
        app.store.close()
    assert versions == [(versions[0][0], False)] * 2


def test_in_shadow_the_bot_answers_nobody(config: Config) -> None:
    """The bot has no mode: it is silent if every list is in shadow."""
    found = []
    for shadow in (False, True):
        app = build(config, clock=lambda: STARTED, shadow=shadow)
        found.append(app.store.context.modes)
        app.store.close()
    assert found == [
        {"infra@example.org": "approve", "listbot@example.org": "live"},
        {"infra@example.org": "shadow", "listbot@example.org": "shadow"},
    ]


def test_letters_link_to_pages_only_where_a_list_has_them(config: Config) -> None:
    """A daemon that serves none, or a list that the pages leave out, has no links to them."""
    web = WebConfig("https://infra.example.org/listbot", pages=True)
    hidden = tuple(replace(each, pages=False) for each in config.lists)
    store = open_store(config)
    order = sample_order(LetterKind.PASSED, PASSED)
    linked = [
        "https://infra.example.org/listbot/votes/31"
        in composer_of(each, store).compose(order, "infra@example.org", STARTED).text
        for each in (
            replace(config, web=web),
            replace(config, web=replace(web, pages=False)),
            replace(config, web=web, lists=hidden),
            config,
        )
    ]
    assert linked == [True, False, False, False]


async def test_a_letter_is_approved_by_answering(config: Config) -> None:
    """The daemon mails the admin what waits, and sends it after the answer to the bot's address."""
    app = build(config, lambda: STARTED)
    of = {each.address: each for each in app.contexts()}

    async def came(text: str, to: str, sender: str, subject: str, id: str) -> str:
        raw = (
            f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n"
            f"Message-ID: <{id}@example.org>\r\n"
            f"Date: Tue, 08 Sep 2026 18:00:00 +0000\r\n\r\n{text}\r\n"
        )
        return await app.receive(Arrival(raw.encode(), of[to], "lmtp", STARTED))

    async def letters() -> list[tuple[str, str]]:
        found = await app.store.write(lambda tx: outbox.find(tx.connection))
        return [(each.kind, each.state) for each in found]

    await came("Let us.", "infra@example.org", "ana@example.org", "[VOTE] Move it", "p")
    await app.tick(())
    assert await letters() == [("M1", "held"), ("M39", "queued")]
    found = await app.store.write(lambda tx: outbox.find(tx.connection))
    await came("ok", "listbot@example.org", "admin@example.org", f"Re: {found[1].subject}", "ok")
    app.store.close()
    assert await letters() == [("M1", "queued"), ("M39", "queued"), ("M40", "queued")]


@pytest.mark.parametrize(
    ("changes", "operator"),
    [
        ({}, "admin@example.org"),
        ({"approve_by_mail": False}, ""),
        ({"admin": "infra@example.org"}, ""),
    ],
)
def test_who_approves_by_mail(config: Config, changes: dict[str, object], operator: str) -> None:
    """The admin, unless that is turned off, or the admin is a list on which everybody would read
    the token.
    """
    assert replace(config, bot=replace(config.bot, **changes)).operator == operator  # type: ignore[arg-type]  # a field of it


def test_the_folders_of_a_mailbox_share_its_tokens(config: Config) -> None:
    """Its command is run once for all of them; another mailbox has its own password."""
    token = TokenConfig("imap.one.token_command", ("/usr/local/bin/mail-token",))
    one = ImapConfig("imap.example.org", "listbot", "", name="one", token=token)
    two = ImapConfig("imap.example.org", "listbot", "secret", name="two")
    vias = ("imap:one:INBOX", "imap:one:lists", "imap:two:INBOX")
    lists = tuple(
        replace(config.lists[0], address=f"{letter}@example.org", via=via)
        for letter, via in zip("abc", vias, strict=True)
    )
    app = build(replace(config, imap=(one, two), lists=lists, lmtp=None))
    secrets = [each._access.secret for each in app.ways_in() if isinstance(each, ImapSource)]
    app.store.close()
    assert isinstance(secrets[0], AccessTokens)
    assert secrets == [secrets[0], secrets[0], "secret"]
