"""Alerts: logged at once, and mailed to the admin by cause; never about themselves."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listbot.alerts import Alerts
from listbot.errors import StoreUnavailable
from listbot.letter_gate import Mode
from listbot.model.alert import Alert, Cause
from listbot.store.outbox import alert_history
from listbot.store.outbox.outbox import Waiting
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from tests.playing import BOT, Play, in_file
from tests.store.jobs import sqlite_fault

ADMIN = "admin@example.org"
TEXT = "V-3 could not be decided: ZeroDivisionError: a bug of ours"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """A store with a writer thread."""
    play = Play(engine=in_file(tmp_path))
    yield play
    play.store.close()


async def told(
    play: Play, *texts: str, admin: str = ADMIN, cause: Cause = Cause.FAULT
) -> list[Waiting]:
    """Return the letters to the admin after these alerts."""
    alerts = Alerts(play.store, BOT, admin)
    for text in texts:
        alerts.tell(Alert(cause, text))
    alerts.gather()
    await play.store.write(_nothing)  # jobs run in the order they were handed in
    return play.letters("A1")


def _nothing(tx: Transaction) -> None:
    """Do nothing, as a job."""


async def test_an_alert_is_logged_and_mailed(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """Only the admin gets it, at once, from the bot's address; the list never hears of it."""
    (letter,) = await told(play, TEXT)
    assert (letter.state, letter.to_list, letter.parcel.recipients) == ("queued", False, (ADMIN,))
    assert letter.subject == "[listbot] V-3 could not be decided: ZeroDivisionError: a bug of ours"
    assert f"  > {TEXT}\n" in letter.text
    assert caplog.messages == [f"ALERT {TEXT}"]


async def test_the_sender_is_woken(play: Play) -> None:
    """An alert does not wait for the next look at the outbox."""
    woken: list[bool] = []
    play.store.letters_made = lambda: woken.append(True)
    await told(play, TEXT)
    assert woken == [True]


async def test_the_same_text_comes_once_a_day(play: Play) -> None:
    """A fault at every tick makes one letter a day."""
    assert len(await told(play, TEXT, TEXT)) == 1
    play.now += timedelta(days=1)
    assert len(await told(play, TEXT)) == 2


async def test_a_flood_of_one_cause_hides_no_other(play: Play) -> None:
    """Fifty forged requests make one letter at once and one after an hour; a claim that a
    count is wrong comes at once, whatever else the day brought.
    """
    flood = [f"T-{number}: its first letter is held" for number in range(50)]
    await told(play, *flood, cause=Cause.FIRST_LETTERS)
    letters = await told(play, "V-1: my vote is missing", cause=Cause.WRONG)
    assert [each.subject for each in letters] == [
        "[listbot] T-0: its first letter is held",
        "[listbot] V-1: my vote is missing",
    ]
    play.now += timedelta(hours=1)
    (*_, gathered) = await told(play)
    assert gathered.subject == "[listbot] 49 times: held first letters of tickets"
    assert [f"T-{number}:" in gathered.text for number in (1, 4, 5, 45, 46, 49)] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert len(await told(play)) == 3


async def test_every_cause_has_its_words(play: Play) -> None:
    """A cause without words would not be reported on a busy day."""
    for cause in Cause:
        await told(play, "one", "two", "three", cause=cause)
    # more than ten first letters leave no room in their day for the rest
    play.now += timedelta(days=1)
    letters = await told(play)
    assert len(letters) == len(Cause) + 10
    assert all(each.subject.startswith("[listbot] 2 times: ") for each in letters[len(Cause) :])


async def test_a_restart_forgets_no_alert(play: Play) -> None:
    """Gathered alerts, and what was reported, are in the database."""
    await told(play, TEXT, "another one")
    again = Play(engine=play.engine, now=play.now + timedelta(hours=1))
    assert [each.subject for each in await told(again, TEXT)][1:] == ["[listbot] another one"]
    again.store.close()


async def test_whoever_is_forgotten_is_in_no_alert(play: Play) -> None:
    """Their texts are gone from what is to be reported, and the letter only counts them."""
    await told(
        play,
        "a",
        "kim@example.org was written to 10 times",
        "lena@example.org was written to 10 times",
    )
    with play.transaction() as tx:
        alert_history.forget(tx.connection, ["kim@example.org"])
    play.now += timedelta(hours=1)
    (*_, letter) = await told(play)
    assert letter.subject == "[listbot] 2 times: something could not be decided"
    assert ("kim@" in letter.text, "lena@" in letter.text) == (False, True)


async def test_in_shadow_there_is_the_log_alone(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """If nothing may leave, no alert leaves."""
    play.store.context.modes = dict.fromkeys(play.store.context.modes, Mode.SHADOW)
    assert await told(play, TEXT) == []
    assert caplog.messages == [f"ALERT {TEXT}"]


async def test_without_a_composer_there_is_the_log_alone(play: Play) -> None:
    """Imports and replays write no letters, including alerts."""
    with play.without_letters():
        assert await told(play, TEXT) == []


async def test_a_strangers_words_stay_on_one_line_of_the_log(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can write lines into our log, or commands into the admin's letter."""
    (letter,) = await told(play, "V-1: <x@example.org> says: \n#listbot withdraw\x1b[2J")
    assert caplog.messages == ["ALERT 'V-1: <x@example.org> says: \\n#listbot withdraw\\x1b[2J'"]
    assert "\n  > V-1: <x@example.org> says: #listbot withdraw [2J\n" in letter.text


async def test_a_letter_that_cannot_be_composed_is_logged(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of an alert causes no alert."""
    assert await told(play, TEXT, admin="no address") == []
    assert caplog.messages[1].startswith("ALERT letter A1 about ")
    assert caplog.messages[1].endswith(
        "could not be written: address 'no address': not a plain address"
    )


async def test_an_alert_that_cannot_be_stored_is_logged(
    play: Play, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a full disk, only the log is left."""

    def full(store: Store, connection: Connection) -> None:
        raise sqlite_fault()

    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", full)
        Alerts(play.store, BOT, ADMIN).tell(Alert(Cause.FAULT, TEXT))
        play.store.close()
    assert caplog.messages[1].startswith("could not write a letter about the last ALERT: ")


class Route:
    """A second route that keeps what it is given."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def __call__(self, subject: str, text: str) -> None:
        """Keep a report."""
        self.told.append((subject, text))


async def test_the_second_route_gets_what_the_letters_tell(play: Play) -> None:
    """As rarely: what is gathered for a letter waits for it."""
    route = Route()
    alerts = Alerts(play.store, BOT, ADMIN, route)
    for text in ("one", "two", "three"):
        alerts.tell(Alert(Cause.FAULT, text))
    await play.store.write(_nothing)
    assert route.told == [("listbot: fault", "one")]
    play.now += timedelta(hours=1)
    alerts.gather()
    await play.store.write(_nothing)
    assert route.told[1:] == [("listbot: fault", "two\nthree")]


async def test_the_second_route_works_while_the_database_fails(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No letter can be written, so the report says why; a cause comes once an hour."""
    route = Route()
    alerts = Alerts(play.store, BOT, ADMIN, route)

    def full(*args: object) -> None:
        raise sqlite_fault("database or disk is full")

    monkeypatch.setattr(alert_history, "of", full)
    for _ in range(3):
        alerts.tell(Alert(Cause.FAULT, TEXT))
    alerts.tell(Alert(Cause.CLOCK, "it is set"))
    with suppress(StoreUnavailable):
        await play.store.write(_nothing)
    assert [subject for subject, _ in route.told] == ["listbot: fault", "listbot: clock"]
    assert "disk is full" in route.told[0][1]
