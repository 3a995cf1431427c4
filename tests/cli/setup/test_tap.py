"""A tap, from its port to what people are told of it: `check-config`, `status`, `explain`."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from listbot.app import App, build
from listbot.cli.group import cli
from listbot.cli.setup.probes import attempts
from listbot.cli.setup.tap import ProvesNothing, try_tap
from listbot.config import Config, load
from listbot.inbound.imap import ImapSource
from listbot.mail.authorship import KeyAnswer
from listbot.store.journal import tapped
from tests.config.test_load import IMAP
from tests.config.test_taps import SIGNED
from tests.contracts.talking import talk
from tests.line.tapped import OPEN, TAP, after, before, vote
from tests.playing import hours, opening
from tests.ports import free_port

TAPPED = f"""
[[taps]]
address = "{TAP}"
via = "lmtp"
lists = ["infra@example.org"]
"""


class Dns:
    """The DNS of the test."""

    async def ask(self, names: Sequence[str]) -> tuple[KeyAnswer, ...]:
        """Answer from the zone."""
        return OPEN.key_answers(names).answers


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A list with a tap, both by LMTP."""
    return config_in(tmp_path)


def config_in(folder: Path, more: str = "") -> Config:
    """A list with a tap, both by LMTP, in this folder; `more`: further sections."""
    path = folder / "config.toml"
    text = SIGNED.replace("[smtp_in]", f"[lmtp]\nport = {free_port()}")
    path.write_text(text.replace('"smtp"', '"lmtp"') + TAPPED + more)
    return load(path, {})


def daemon(config: Config) -> App:
    """The daemon, on the day of the mails."""
    return build(config, lambda: hours(2), lookup=Dns())


async def hand_over(app: App, *mails: tuple[bytes, str]) -> list[str]:
    """Hand mails to the running daemon, each for one address; return the replies."""
    running = asyncio.create_task(app.run())
    assert app.config.lmtp is not None
    replies = []
    for _ in range(500):
        with suppress(OSError):
            async with talk(app.config.lmtp.port) as host:
                for raw, address in mails:
                    replies += await host.send(raw, address)
            break
        await asyncio.sleep(0.01)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return replies


async def test_a_mail_host_feeds_both(config: Config) -> None:
    """The copy comes to the tap's address and the list's mail to the list's; nobody else's mail is
    taken. `explain` says what proves the author and what that it was on the list.
    """
    app = daemon(config)
    mails = [
        (before(opening()), TAP),
        (after(opening()), "infra@example.org"),
        (before(vote("Ravi")), TAP),
        (before(vote("Lena"), None), TAP),
        (before(vote("Kim")), "other-tap@example.org"),
    ]
    assert await hand_over(app, *mails) == [
        *["250 2.0.0 Stored"] * 4,
        "550 5.1.1 <other-tap@example.org>: not an address that listbot watches",
    ]
    app.store.close()
    (tap,) = config.taps
    assert try_tap(config, tap) == (
        "2 copies with a good signature; 1 of the last 1 mail of infra@example.org proven by one"
    )
    assert config.path is not None
    shown = CliRunner().invoke(cli, ["--config", str(config.path), "explain", "p@example.org"])
    assert "proof: signed by example.org, seen before the list changed it" in shown.output
    assert "list: through lists.example.org" in shown.output
    told = CliRunner().invoke(cli, ["--config", str(config.path), "status"])
    assert (
        f"{TAP}: tap of infra@example.org, by lmtp; last copy 2026-09-08 20:00 UTC; copies prove 1 "
        "of the last 1 mails"
    ) in told.output
    told = CliRunner().invoke(cli, ["--config", str(config.path), "status", "--json"])
    assert json.loads(told.output)["taps"] == {
        TAP: {"waiting": 2, "newest": "2026-09-08T20:00:00+00:00", "proven": 1, "of": 1}
    }


def test_a_tap_without_a_copy_is_a_warning(config: Config) -> None:
    """Before the first start nothing can be known; then a mail tells."""
    (tap,) = config.taps
    assert try_tap(config, tap) == (
        "nothing has come yet; mail infra@example.org, then run this again"
    )
    daemon(config).store.close()
    with pytest.raises(ProvesNothing, match="no copy with a good signature has come in ten days"):
        try_tap(config, tap)
    assert f"tap {TAP}" in [each.what for each in attempts(config)]
    assert config.path is not None
    told = CliRunner().invoke(cli, ["--config", str(config.path), "status"])
    assert f"{TAP}: tap of infra@example.org, by lmtp; last copy none yet" in told.output


async def test_a_copy_before_any_mail_of_the_list(config: Config) -> None:
    """One copy is named in the singular."""
    app = daemon(config)
    await hand_over(app, (before(opening()), TAP))
    app.store.close()
    (tap,) = config.taps
    assert try_tap(config, tap) == (
        "1 copy with a good signature; the list has passed on no mail yet"
    )


def test_check_config_says_what_a_tap_can_prove(config: Config) -> None:
    """And what it cannot."""
    assert config.path is not None
    told = CliRunner().invoke(cli, ["--config", str(config.path), "check-config"])
    assert (
        f"            copies that come to {TAP} before the list, by lmtp, prove\n"
        "              who wrote a mail; that it was on the list, only the list's own mail proves\n"
    ) in told.output


async def test_old_copies_go_at_a_moment(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock's own work, not the next copy's: there may be none."""
    app = daemon(config)
    await hand_over(app, (before(opening()), TAP))
    monkeypatch.setattr(tapped, "KEPT", timedelta())
    await app.tick(app.ways_in())
    app.store.close()
    (tap,) = config.taps
    with pytest.raises(ProvesNothing):
        try_tap(config, tap)


def test_a_list_is_read_as_far_as_its_tap(config: Config) -> None:
    """The copies of the last votes may be on their way."""
    (own,) = config.lists
    (tap,) = config.taps
    app = replace(
        daemon(config), config=replace(config, taps=(replace(tap, via="imap:INBOX.tap"),))
    )
    until = {"lmtp": hours(2), "imap:INBOX.tap": hours(1)}
    assert app._read_until(until) == {own.address: hours(1)}
    assert app._read_until(until | {"imap:INBOX.tap": None}) == {}
    app.store.close()


def test_a_folder_of_copies_is_watched_for_its_tap_alone(tmp_path: Path) -> None:
    """Whatever comes there is a copy, also what names the list in its header."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0o600)
    path = tmp_path / "config.toml"
    text = SIGNED.replace('"smtp"', '"imap:INBOX"') + TAPPED.replace('"lmtp"', '"imap:INBOX.tap"')
    path.write_text(text + IMAP + 'password_file = "secret"\n')
    app = daemon(load(path, {}))
    with closing(app.store):
        ways = {way.name: way for way in app.ways_in() if isinstance(way, ImapSource)}
        raw = b"List-Id: <infra.example.org>\r\nTo: infra@example.org\r\n\r\n+1"
        found = {name: way._book.for_header(raw).address for name, way in ways.items()}
    assert found == {"imap:INBOX": "infra@example.org", "imap:INBOX.tap": TAP}
