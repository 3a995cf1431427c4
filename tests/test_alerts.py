"""Alerts: in the log at once, and to the admin by mail, once a day for the same text; never about themselves."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listbot.alerts import Alerts
from listbot.store.outbox import MOST_A_DAY, Waiting
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


async def told(play: Play, *texts: str, admin: str = ADMIN) -> list[Waiting]:
    """The letters to the admin after these alerts."""
    alerts = Alerts(play.store, BOT, admin)
    for text in texts:
        alerts.tell(text)
    await play.store.write(_nothing)  # jobs run in the order they were handed in
    return play.letters("A1")


def _nothing(tx: Transaction) -> None:
    """A job."""


async def test_an_alert_is_logged_and_mailed(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """The admin alone gets it, at once, from the bot's address; the list is never told."""
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
    """A fault that is met at every tick is one letter a day."""
    assert len(await told(play, TEXT, TEXT, "another one")) == 2
    play.now += timedelta(days=1)
    assert len(await told(play, TEXT)) == 3


async def test_the_tenth_letter_of_a_day_is_the_last(play: Play) -> None:
    """A flood of hostile mail is no flood of alerts; the last letter says where the others are."""
    letters = await told(play, *(f"alert {number}" for number in range(MOST_A_DAY + 5)))
    assert len(letters) == MOST_A_DAY
    assert ["in the log only" in letter.text for letter in letters] == [False] * (MOST_A_DAY - 1) + [True]


async def test_in_shadow_there_is_the_log_alone(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """Where nothing may leave, no alert leaves."""
    play.store.modes = dict.fromkeys(play.store.modes, "shadow")
    assert await told(play, TEXT) == []
    assert caplog.messages == [f"ALERT {TEXT}"]


async def test_without_a_composer_there_is_the_log_alone(play: Play) -> None:
    """Imports and replays write no letters, alerts included."""
    with play.without_letters():
        assert await told(play, TEXT) == []


async def test_a_strangers_words_stay_on_one_line_of_the_log(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody writes lines into our log, nor commands into the admin's letter."""
    (letter,) = await told(play, "V-1: <x@example.org> says: \n#listbot withdraw\x1b[2J")
    assert caplog.messages == ["ALERT 'V-1: <x@example.org> says: \\n#listbot withdraw\\x1b[2J'"]
    assert "\n  > V-1: <x@example.org> says: #listbot withdraw [2J\n" in letter.text


async def test_a_letter_that_cannot_be_composed_is_logged(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of an alert causes no alert."""
    assert await told(play, TEXT, admin="no address") == []
    assert caplog.messages[1].startswith("ALERT letter A1 about ")
    assert caplog.messages[1].endswith("was not written: address 'no address': not a plain address")


async def test_an_alert_that_cannot_be_stored_is_logged(
    play: Play, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a full disk the log is what is left."""

    def full(store: Store, connection: Connection) -> None:
        raise sqlite_fault()

    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", full)
        Alerts(play.store, BOT, ADMIN).tell(TEXT)
        play.store.close()
    assert caplog.messages[1].startswith("no letter could be written about the last ALERT: ")
