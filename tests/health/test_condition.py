"""Whether all is well, as programs that watch an installation are told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from listbot.clock import ClockDoubt, ClockFault, ClockRecord
from listbot.config import Config, load
from listbot.health.condition import Health, Way, as_json, health
from listbot.inbound.cursor import Condition
from listbot.store import sources
from listbot.store.base.schema import outbox
from listbot.store.journal import kept_clock
from listbot.store.outbox import pause
from listbot.store.store import Store
from listbot.wiring import open_store

NOON = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FOLDER = "imap:INBOX.infra"
CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
[imap]
host = "imap.example.org"
user = "listbot"
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
identity = "any"
[[lists]]
address = "ops@example.org"
role = "decisions"
via = "imap:INBOX.infra"
identity = "any"
[[members]]
name = "Ana"
addresses = ["ana@example.org"]
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A list by LMTP, and one in a folder that is looked at every three minutes."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    return load(path, {"LISTBOT_IMAP__PASSWORD": "x"})


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """A database of a daemon that looked at its clock half a minute ago, and into the folder."""
    store = open_store(config)
    looked(store, HOUR, timedelta(seconds=30))
    folder(store, Condition(NOON - 3 * HOUR, "", NOON - 2 * MINUTE))
    yield store
    store.close()


def looked(store: Store, ago: timedelta, pulse: timedelta, doubt: ClockDoubt | None = None) -> None:
    """The daemon looked at its clock."""
    with store.transaction() as tx:
        kept_clock.keep(tx.connection, ClockRecord(NOON - pulse, doubt))


def folder(store: Store, found: Condition) -> None:
    """The daemon looked into the folder."""
    with store.transaction() as tx:
        sources.note_condition(tx, FOLDER, found)


def letter(store: Store, number: int, made: timedelta, sent: timedelta | None = None) -> None:
    """A letter was made so long ago, and left or waits."""
    row = {
        "key": f"key {number}",
        "list": "infra@example.org",
        "kind": "M1",
        "message_id": f"<{number}@example.org>",
        "to_list": True,
        "recipients": "infra@example.org",
        "envelope_from": "",
        "subject": "",
        "text": "",
        "raw": b"",
        "state": "queued" if sent is None else "sent",
        "made": NOON - made,
        "due": NOON - made if sent is None else None,
        "sent": None if sent is None else NOON - sent,
    }
    with store.transaction() as tx:
        tx.connection.execute(insert(outbox), row)


def found(store: Store, config: Config, at: datetime = NOON) -> Health:
    """How it is doing."""
    with store.reading() as connection:
        return health(connection, config, at)


def test_all_is_well(store: Store, config: Config) -> None:
    """Every source was looked at lately, and letters leave."""
    letter(store, 1, 2 * HOUR, sent=HOUR)
    letter(store, 2, 3 * HOUR, sent=timedelta(minutes=90))
    letter(store, 3, MINUTE)
    seconds = timedelta(seconds=30)
    assert found(store, config) == Health(
        at=NOON,
        pulse=seconds,
        ways={
            "lmtp": Way(seconds, timedelta(minutes=3)),
            FOLDER: Way(2 * MINUTE, timedelta(minutes=14), True, NOON - 3 * HOUR),
        },
        waiting=1,
        waits=MINUTE,
        sent=NOON - HOUR,
        is_paused=False,
        clock_doubt="",
        needs_person=False,
    )
    assert found(store, config).problems == ()


def test_a_daemon_that_never_ran(config: Config) -> None:
    """Nothing is known, and that is not well."""
    store = open_store(config)
    assert found(store, config).problems == (
        "the daemon does not run",
        f"{FOLDER} is not read",
    )
    store.close()


def test_a_daemon_that_does_not_run_any_more(store: Store, config: Config) -> None:
    """Its last look at the clock becomes old, and then that at the mailbox."""
    assert found(store, config, NOON + 4 * MINUTE).problems == ("the daemon does not run",)
    assert found(store, config, NOON + HOUR).problems == (
        "the daemon does not run",
        f"{FOLDER} is not read",
    )


@pytest.mark.parametrize(
    ("condition", "is_well"),
    [
        (Condition(NOON - HOUR, "", NOON - 14 * MINUTE), True),
        (Condition(NOON - HOUR, "", NOON - 15 * MINUTE), False),
        (Condition(NOON - MINUTE, "no route", NOON - 2 * MINUTE), True),
        (Condition(NOON - HOUR, "no route", NOON - HOUR), False),
        (Condition(NOON - HOUR, "", None), False),
    ],
)
def test_a_mailbox_is_read_or_not(
    store: Store, config: Config, condition: Condition, is_well: bool
) -> None:
    """What counts is the last complete look; a short break does not."""
    folder(store, condition)
    expected = () if is_well else (f"{FOLDER} is not read",)
    assert found(store, config).problems == expected


@pytest.mark.parametrize(
    ("waits", "sent", "is_well"),
    [
        (59 * MINUTE, None, True),
        (2 * HOUR, None, False),
        (2 * HOUR, 90 * MINUTE, False),
        (2 * HOUR, 5 * MINUTE, True),
    ],
)
def test_letters_wait(
    store: Store, config: Config, waits: timedelta, sent: timedelta | None, is_well: bool
) -> None:
    """One that a server puts off may wait for hours, but if none leaves, something is wrong."""
    if sent is not None:
        letter(store, 1, 3 * HOUR, sent)
    letter(store, 2, waits)
    expected = () if is_well else ("letters wait and none leaves",)
    assert found(store, config).problems == expected


def test_letters_that_somebody_holds_back(store: Store, config: Config) -> None:
    """A pause is on purpose."""
    letter(store, 1, 2 * HOUR)
    with store.transaction() as tx:
        pause.pause(tx.connection, pause.Pause(NOON - HOUR, "ana", "a test"))
    assert (found(store, config).problems, found(store, config).is_paused) == ((), True)


def test_a_clock_in_doubt(store: Store, config: Config) -> None:
    """A doubt that ends by itself is told; one that needs a person is a problem."""
    doubt = ClockDoubt(ClockFault.AWAY, NOON - HOUR, timedelta(), NOON + MINUTE)
    looked(store, HOUR, timedelta(seconds=30), doubt)
    assert (found(store, config).clock_doubt, found(store, config).problems) == ("away", ())
    looked(store, HOUR, timedelta(seconds=30), replace(doubt, why=ClockFault.STEP, until=None))
    assert found(store, config).problems == ("the clock is in doubt",)


def test_what_programs_are_told(store: Store, config: Config) -> None:
    """Ages in seconds, times in UTC; no person, no address, no word of a server."""
    folder(store, Condition(NOON - HOUR, "login of listbot@example.org: NO", None))
    letter(store, 1, 2 * HOUR, sent=HOUR)
    letter(store, 2, MINUTE)
    assert json.loads(as_json(found(store, config))) == {
        "status": "fault",
        "problems": [f"{FOLDER} is not read"],
        "at": "2026-09-08T12:00:00Z",
        "database": "readable",
        "daemon_age": 30,
        "sources": {
            "lmtp": {"age": 30, "connected": True, "since": None},
            FOLDER: {"age": None, "connected": False, "since": "2026-09-08T11:00:00Z"},
        },
        "queue": {"waiting": 1, "oldest_age": 60, "paused": False},
        "last_letter": "2026-09-08T11:00:00Z",
        "clock_doubt": "",
    }
    folder(store, Condition(NOON - HOUR, "", NOON))
    assert json.loads(as_json(found(store, config)))["status"] == "ok"
