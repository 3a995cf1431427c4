"""What the doctor finds, part by part."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from listbot.clock import ClockDoubt, ClockFault, ClockRecord
from listbot.config import Config, load
from listbot.doctor import examine, place
from listbot.doctor.finding import Finding, Level, in_order, worst
from listbot.doctor.look import span
from listbot.doctor.machine import Machine, moment_of
from listbot.inbound.cursor import Condition
from listbot.mail import Level as Identity
from listbot.model.alert import AlertHistory, Cause
from listbot.store import sources
from listbot.store.base.schema import mails, outbox, rounds
from listbot.store.journal import kept_clock
from listbot.store.leases import Holding
from listbot.store.outbox import alert_history, pause
from listbot.store.outbox.pause import Pause
from listbot.store.store import Store
from listbot.wiring import open_store

NOON = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIST, FOLDER = "infra@example.org", "imap:INBOX"
CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[imap]
host = "imap.example.org"
user = "listbot"
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "imap:INBOX"
identity = "verified"
trusted_hops = ["lists.example.org"]
[[members]]
name = "Ana"
addresses = ["ana@example.org"]
"""
ACTIVE = {
    "LoadState": "loaded",
    "ActiveState": "active",
    "NRestarts": "0",
    "UnitFileState": "enabled",
    "ActiveEnterTimestamp": "Fri 2099-09-04 12:00:00 UTC",
}
WELL = Machine(
    free=lambda path: 10_000_000_000,
    unit=lambda: ACTIVE,
    zone=lambda: "UTC",
    is_synced=lambda: True,
    may_write=lambda path: True,
    resolves=lambda servers, name: True,
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A list in a mailbox that asks for proofs."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    return load(path, {}, has_secrets=False)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """A database whose daemon runs and has just looked into the folder."""
    found = open_store(config)
    with found.transaction() as tx:
        kept_clock.keep(tx.connection, ClockRecord(NOON - MINUTE))
        sources.note_condition(tx, FOLDER, Condition(NOON - DAY, "", NOON - MINUTE))
    yield found
    found.close()


def found(store: Store, config: Config, about: str, machine: Machine = WELL) -> list[Finding]:
    """Return the findings about something."""
    with store.reading() as connection:
        told = examine.page(
            examine.around(config, machine), examine.inside(connection, config, NOON, machine)
        )
    return [each for each in told if each.about == about]


def levels(findings: list[Finding]) -> list[Level]:
    """Return how bad they are."""
    return [each.level for each in findings]


def letter(store: Store, number: int, state: str, ago: timedelta, **values: object) -> None:
    """A letter was made so long ago."""
    row = {
        "key": f"key {number}", "list": LIST, "kind": "M1", "to_list": True,
        "message_id": f"<{number}@example.org>", "recipients": "[]", "envelope_from": "",
        "subject": "", "text": "", "raw": b"", "state": state, "made": NOON - ago,
    }  # fmt: skip
    with store.transaction() as tx:
        tx.connection.execute(insert(outbox), row | values)


def test_the_worst_comes_first() -> None:
    """Findings of one level stay in their order; the worst decides."""
    one, two, three = (
        Finding(name, level, "x")
        for name, level in (("a", Level.WELL), ("b", Level.FAULT), ("c", Level.NOTE))
    )
    assert in_order((one, three, two)) == (two, three, one)
    assert (worst((one, three, two)), worst(())) == (Level.FAULT, Level.WELL)


def test_a_span_in_words() -> None:
    """In its largest unit; a negative one is none."""
    spans = (timedelta(seconds=1), 5 * MINUTE, HOUR, 3 * DAY, -HOUR)
    assert [span(each) for each in spans] == [
        "1 second",
        "5 minutes",
        "1 hour",
        "3 days",
        "0 seconds",
    ]


def test_all_is_well(store: Store, config: Config) -> None:
    """Nothing is worse than a note."""
    with store.reading() as connection:
        told = examine.page(
            examine.around(config, WELL), examine.inside(connection, config, NOON, WELL)
        )
    assert worst(told) is Level.NOTE
    assert [each.about for each in told if each.level is Level.NOTE] == [
        LIST,
        f"posts to {LIST}",
    ]


def test_a_part_that_raises_hides_no_other(store: Store, config: Config) -> None:
    """It is a fault itself: it may be what is wrong."""

    def breaks() -> bool:
        raise OSError("no such clock")

    told = found(store, config, "clock", replace(WELL, is_synced=breaks))
    assert [(each.level, each.what) for each in told] == [
        (Level.FAULT, "this could not be looked at: OSError: no such clock")
    ]
    assert levels(found(store, config, "journal")) == [Level.WELL]


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        (None, "systemd does not answer here; something else has to start listbot"),
        ({"LoadState": "not-found"}, "listbot.service is not installed; something else has to "
         "start listbot"),
        (ACTIVE | {"ActiveState": "failed", "Result": "exit-code"},
         "listbot.service has failed (exit-code)"),
        (ACTIVE | {"ActiveState": "inactive"}, "listbot.service is inactive"),
        (ACTIVE | {"NRestarts": "7"}, "listbot.service was restarted 7 times since it was started"),
        (ACTIVE | {"UnitFileState": "disabled"}, "listbot.service does not start at boot"),
        (ACTIVE, "listbot.service is active"),
    ],
)  # fmt: skip
def test_the_service(config: Config, properties: dict[str, str] | None, words: str) -> None:
    """Whether the unit is installed, runs, stays up, and starts at boot."""
    told = place.service(config, replace(WELL, unit=lambda: properties))
    assert words in [each.what for each in told]


def test_a_configuration_that_is_newer_than_the_daemon(config: Config) -> None:
    """The daemon still has the old one."""
    old = ACTIVE | {"ActiveEnterTimestamp": "Mon 2020-01-06 12:00:00 UTC"}
    (told,) = place.service(config, replace(WELL, unit=lambda: old))
    assert (told.level, told.what) == (
        Level.WARNING,
        f"{config.path} was changed after the daemon had read it",
    )


def test_a_time_of_systemd() -> None:
    """It is read as UTC; anything else is unknown."""
    assert moment_of("Mon 2026-11-30 02:11:00 UTC") == datetime(2026, 11, 30, 2, 11, tzinfo=UTC)
    assert moment_of("n/a") is None


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        (None, []),
        (10_000_000_000, []),
        (500_000_000, [Level.WARNING]),
        (50_000_000, [Level.FAULT]),
    ],
)
def test_room_on_the_disk(
    store: Store, config: Config, free: int | None, expected: list[Level]
) -> None:
    """Before it is full there is a warning, and soon before it a fault."""
    assert levels(found(store, config, "disk", replace(WELL, free=lambda path: free))) == expected


def test_a_database_that_cannot_be_written(store: Store, config: Config) -> None:
    """By this user: root and the daemon may."""
    told = found(store, config, "database", replace(WELL, may_write=lambda path: False))
    assert levels(told) == [Level.WARNING]


def test_the_last_mail_of_a_list_is_the_last_that_it_sent(store: Store, config: Config) -> None:
    """An archive that was imported later does not make the list look quiet for years."""
    row = {
        "list": LIST, "author": "ana@example.org", "name": "", "subject_key": "", "words": "",
        "disposition": "none", "why": "", "by_subject": False, "awaits": False, "acts": False,
    }  # fmt: skip

    def came(number: int, level: Identity, at: datetime) -> str:
        values = {"seq": number, "message_id": f"{number}@example.org", "level": level}
        with store.transaction() as tx:
            tx.connection.execute(insert(mails), row | values | {"effective": at, "received": at})
        return found(store, config, LIST)[0].what

    assert came(1, Identity.ARCHIVED, NOON - 900 * DAY).startswith(
        "approve; its last mail came 900"
    )
    assert "came 1 hour ago" in came(2, Identity.LIST_VOUCHED, NOON - HOUR)
    assert "came 1 hour ago" in came(3, Identity.ARCHIVED, NOON - 900 * DAY)


def test_the_size_of_the_database_has_its_log(store: Store, config: Config) -> None:
    """What was written last is in the file beside it, which may be larger than the database."""
    file = config.store.file
    sizes = [each.stat().st_size for each in (file, file.with_name(f"{file.name}-wal"))]
    (told,) = found(store, config, "database")
    assert told.what.startswith(f"{file} has {sum(sizes) / 1_000_000:,.1f} MB, ")
    assert sizes[1] > 100_000


def test_a_database_that_daemons_share(store: Store, config: Config) -> None:
    """It says which one decides and sends, and that one is missing; before the first start, too."""
    url = "postgresql://listbot@db.example.org/listbot"
    away = replace(config, store=replace(config.store, url=url))
    assert [each.what for each in found(store, away, "database")] == [
        f"{url} answers; no daemon has used it yet"
    ]
    held = Holding("mail1:/var/lib/listbot", NOON - HOUR, timedelta(seconds=9))
    told = [place.of_lease(url, each) for each in (held, replace(held, left=timedelta(0)))]
    assert [(each.level, each.what, each.since) for each in told] == [
        (Level.WELL, f"{url} answers; mail1:/var/lib/listbot decides and sends", NOON - HOUR),
        (
            Level.FAULT,
            f"{url} answers, but no daemon decides or sends: mail1:/var/lib/listbot did last",
            None,
        ),
    ]


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (None, "it has never run with this database"),
        (ClockRecord(NOON - MINUTE, stopped=True), "it was stopped: no mail"),
        (ClockRecord(NOON - HOUR), "it does not run: no mail"),
        (ClockRecord(NOON - MINUTE), "it runs"),
    ],
)
def test_the_daemon(store: Store, config: Config, kept: ClockRecord | None, words: str) -> None:
    """Whether it runs is told by when it looked at its clock."""
    with store.transaction() as tx:
        if kept is None:
            tx.connection.exec_driver_sql("DELETE FROM settings")
        else:
            kept_clock.keep(tx.connection, kept)
    assert found(store, config, "daemon")[0].what.startswith(words)


def test_a_clock_in_doubt(store: Store, config: Config) -> None:
    """Nothing is decided until somebody confirms it."""
    doubt = ClockDoubt(ClockFault.STEP, NOON - HOUR, DAY)
    with store.transaction() as tx:
        kept_clock.keep(tx.connection, ClockRecord(NOON - MINUTE, doubt))
    (told,) = found(store, config, "clock")
    assert (told.level, told.since, told.todo[-1]) == (
        Level.FAULT,
        NOON - HOUR,
        "listbot resume --clock",
    )
    assert levels(
        found(store, config, "time zone", replace(WELL, zone=lambda: "Europe/Vienna"))
    ) == [Level.NOTE]


def test_a_mailbox_that_is_away(store: Store, config: Config) -> None:
    """The server's words, since when, and how long ago the last look was."""
    with store.transaction() as tx:
        away = Condition(NOON - 8 * HOUR, "login: NO", NOON - 8 * HOUR)
        sources.note_condition(tx, FOLDER, away)
    (told,) = found(store, config, FOLDER)
    assert (told.level, told.what, told.since) == (
        Level.FAULT,
        "login: NO; the last look was 8 hours ago",
        NOON - 8 * HOUR,
    )


def test_a_silent_dns(store: Store, config: Config) -> None:
    """Votes stay unproven; lists that ask for no proof do not care."""
    silent = replace(WELL, resolves=lambda servers, name: False)
    assert levels(found(store, config, "dns", silent)) == [Level.FAULT]
    plain = replace(config, lists=(replace(config.lists[0], identity=Identity.LIST_VOUCHED),))
    assert found(store, plain, "dns", silent) == []


def test_letters(store: Store, config: Config) -> None:
    """A pause, letters that wait, that may have left, that were refused and that are held."""
    letter(store, 1, "queued", 2 * HOUR, due=NOON, note="450 later")
    letter(store, 2, "sending", HOUR, due=NOON)
    letter(store, 3, "dead", DAY, note="refused: 550 no")
    letter(store, 4, "dead", 60 * DAY, note="long ago")
    letter(store, 5, "held", 2 * DAY, hold="mode")
    letter(store, 6, "held", HOUR, hold="fuse")
    letter(store, 7, "held", HOUR, hold="flood")
    with store.transaction() as tx:
        pause.pause(tx.connection, Pause(NOON - HOUR, "ana", "a loop"))
    told = found(store, config, "letters")
    assert [(each.level, each.what) for each in told] == [
        (Level.WARNING, "every letter is held, by ana: a loop"),
        (
            Level.WARNING,
            "2 letters waiting to leave, and none has left lately: 450 later",
        ),
        (
            Level.WARNING,
            "1 letter given up in the last 30 days; the newest is 3 (M1): refused: 550 no",
        ),
        (Level.WARNING, "1 letter held by the fuse: look for a loop first"),
        (Level.WARNING, "1 letter waiting for your approval"),
        (
            Level.NOTE,
            "1 letter may have left; listbot waits for the list's copy, then tries once more and "
            "never a third time",
        ),
        (Level.NOTE, "1 letter held because many new addresses wrote"),
    ]


def test_alerts_of_a_day(store: Store, config: Config) -> None:
    """Older ones are nobody's bad night."""
    with store.transaction() as tx:
        for cause, told in ((Cause.FUSE, NOON - HOUR), (Cause.FAULT, NOON - 2 * DAY)):
            alert_history.keep(tx.connection, AlertHistory(cause, told, known=("x happened",)))
    (alert,) = found(store, config, "alert: fuse")
    assert (alert.what, alert.since) == ("x happened", NOON - HOUR)
    assert found(store, config, "alert: fault") == []


def test_what_is_overdue(store: Store, config: Config) -> None:
    """A recap that should have gone out; that of a list no longer watched is not missed."""
    with store.transaction() as tx:
        for address in (LIST, "gone@example.org"):
            row = {"list": address, "kind": "recap", "due": NOON - HOUR}
            tx.connection.execute(insert(rounds), row)
    (told,) = found(store, config, "deadlines")
    assert (told.level, told.since) == (Level.WARNING, NOON - HOUR)
    assert told.what.startswith(
        f"overdue: the recap of {LIST} since 2026-09-08 11:00 UTC. They wait"
    )
