"""`listbot doctor`, beside a running daemon and without one."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from listbot.app import App
from listbot.cli.doctor import doctor as command
from listbot.cli.group import cli
from listbot.doctor.machine import THIS
from listbot.model.letter_state import LetterState
from listbot.store.base.schema import outbox as letters_table
from listbot.wiring import open_store
from tests.doctor.daemon import config_in, letters, list_of, running, until
from tests.fake_list import LIST
from tests.given_back import munged, with_list_headers, wrapped

POSTS = f"posts to {LIST}"


@pytest.fixture(autouse=True)
def _quiet_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without systemd, in UTC, with NTP and an empty disk."""
    machine = replace(
        THIS,
        unit=lambda: None,
        zone=lambda: "UTC",
        is_synced=lambda: True,
        free=lambda path: 10_000_000_000,
    )
    monkeypatch.setattr(command, "THIS", machine)


def ask(folder: Path, *options: str) -> Result:
    """Run the command."""
    path = folder / "config.toml"
    return CliRunner().invoke(cli, ["--config", str(path), "doctor", *options])


def told(result: Result, about: str = POSTS) -> list[tuple[str, str]]:
    """Return level and words of the findings about something."""
    found: dict[str, Any] = json.loads(result.stdout)
    return [(each["level"], each["what"]) for each in found["findings"] if each["about"] == about]


async def trip(folder: Path, *options: str) -> Result:
    """Ask for test posts, and wait for a while."""
    return await asyncio.to_thread(ask, folder, "--roundtrip", "--json", *options)


def test_a_wrong_configuration(tmp_path: Path) -> None:
    """Each fault is a finding, and the exit code is that of a wrong configuration."""
    (tmp_path / "config.toml").write_text("[bot]\n")
    result = ask(tmp_path)
    assert result.exit_code == 78
    first = result.stdout.splitlines()[0]
    assert first.startswith("FAULT   configuration: ")
    assert f"        -> listbot --config {tmp_path}/config.toml check-config" in result.stdout


def test_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what writes a first one."""
    monkeypatch.setattr("listbot.cli.configuration.PLACES", (tmp_path / "config.toml",))
    result = CliRunner().invoke(cli, ["doctor"])
    assert result.exit_code == 78
    assert result.stdout.splitlines()[1] == "        -> listbot init"


def test_before_the_first_start(tmp_path: Path) -> None:
    """There is no database yet: one fault, and what to type."""
    config_in(tmp_path)
    result = ask(tmp_path, "--json")
    assert result.exit_code == 1
    assert told(result, "database") == [("fault", f"{tmp_path}/listbot.db does not exist yet")]


def test_a_database_of_another_version(tmp_path: Path) -> None:
    """It is not opened; the daemon would migrate it."""
    store = open_store(config_in(tmp_path))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    store.close()
    level, what = told(ask(tmp_path, "--json"), "database")[0]
    assert (level, what.partition(",")[0]) == ("fault", "the database has version 0001")


def test_a_daemon_that_does_not_run_gets_no_test_posts(tmp_path: Path) -> None:
    """Nothing would be sent or read, so nothing is queued."""
    store = open_store(config_in(tmp_path))
    result = ask(tmp_path, "--roundtrip", "--json")
    assert told(result, "round trip") == [
        ("fault", "nothing was posted: the daemon does not run, so nothing would be sent or read")
    ]
    assert result.exit_code == 1
    with store.transaction() as tx:
        assert tx.connection.execute(letters_table.select()).all() == []
    store.close()


async def test_all_is_well(tmp_path: Path) -> None:
    """Beside a running daemon: one line for each part, and the exit code 0."""
    config = config_in(tmp_path)
    async with running(config, list_of(config)) as app:
        await until(lambda: has_ticked(app))
        result = await asyncio.to_thread(ask, tmp_path)
    assert result.exit_code == 0, result.output
    lines = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert lines == [
        "NOTE    service",
        f"NOTE    {LIST}",
        "        -> listbot check-config --connect",
        f"NOTE    {POSTS}",
        "        -> listbot doctor --roundtrip",
        "ok      configuration",
        "ok      database",
        "ok      daemon",
        "ok      clock",
        "ok      lmtp",
        "ok      letters",
        "ok      quarantine",
        "ok      deadlines",
        "ok      journal",
    ]


def has_ticked(app: App) -> bool:
    """Whether the daemon has looked at its clock."""
    from listbot.store.journal import kept_clock

    with app.store.reading() as connection:
        return kept_clock.kept(connection) is not None


@pytest.mark.parametrize(
    ("does", "findings"),
    [
        (
            with_list_headers,
            [
                (
                    "note",
                    'the list puts "[Infra]" before the subject, adds a footer, sets Reply-To to '
                    "infra@example.org, calls itself infra.example.org",
                )
            ],
        ),
        (
            munged,
            [
                (
                    "note",
                    "the list puts infra@example.org into From, sets Reply-To to "
                    "listbot@example.org, seals them (ARC: lists.example.org), bears results of "
                    "lists.example.org",
                ),
                (
                    "note",
                    "the list replaces From: listbot takes the author from Reply-To where the "
                    "mail comes through a host in trusted_hops",
                ),
            ],
        ),
        (
            wrapped,
            [
                (
                    "warning",
                    "the list wraps posts: mailers show them as an attachment, and a reply may "
                    "not quote them; listbot unwraps what comes through a host in trusted_hops",
                ),
                (
                    "note",
                    "the list puts infra@example.org into From, wraps them into a mail of its own",
                ),
            ],
        ),
    ],
)
async def test_a_list_that_gives_posts_back(
    tmp_path: Path, does: Any, findings: list[tuple[str, str]]
) -> None:
    """The test post leaves without approval, and its copy shows what the list did with it."""
    config = config_in(tmp_path)
    members = list_of(config)
    members.does = does
    async with running(config, members) as app:
        await until(lambda: has_ticked(app))
        found = [(level, what) for level, what in told(await trip(tmp_path)) if level != "ok"]
        (again, *_) = told(await trip(tmp_path), "round trip")
    assert found == findings
    assert len(members.posts) == 1
    assert again[1].startswith(f"{LIST} gets no test post: it had a test post at ")


async def test_a_list_that_holds_posts(tmp_path: Path) -> None:
    """Not back yet; missed after an hour, with an alert and never again; then a moderator lets it
    through, and it is back.
    """
    config = config_in(tmp_path)
    members = list_of(config)
    members.gives_back = False
    async with running(config, members) as app:
        await until(lambda: has_ticked(app))
        waiting = told(await trip(tmp_path, "--wait", "1"))
        await until(lambda: letters(app)[0].state == LetterState.SENT)
        an_hour_passes(app)
        await until(lambda: any(each.kind == "A1" for each in letters(app)))
        missed = told(await asyncio.to_thread(ask, tmp_path, "--json"))
        await members.release()
        back = told(await asyncio.to_thread(ask, tmp_path, "--json"))
    assert [level for level, _ in waiting] == ["note"]
    assert [(level, what.partition(":")[0]) for level, what in missed] == [
        ("warning", "the test post did not come back within an hour")
    ]
    assert [(level, what.partition(",")[0]) for level, what in back] == [("ok", "they come back")]
    assert len(members.posts) == 1


def an_hour_passes(app: App) -> None:
    """Move what has left back by an hour, and let the daemon look."""
    with app.store.transaction() as tx:
        hour = timedelta(hours=1)
        for each in tx.connection.execute(letters_table.select()).all():
            if each.sent is not None:
                moved = update(letters_table).where(letters_table.c.id == each.id)
                tx.connection.execute(moved.values(sent=each.sent - hour))
    app.store.due_moved(app.clock())
