"""Tests of listbot.web.search.keeper."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from listbot.errors import StoreUnavailable
from listbot.pages.reading import Library, Reading
from listbot.web.search import keeper as keeper_module
from listbot.web.search.index import Index
from listbot.web.search.keeper import Keeper
from tests.web.copy.shelf import Shelf

PATIENCE = 20.0  # seconds; nothing here takes a hundredth of it


class Watched(Index):
    """An index that tells when it was brought up to date, and does what a test says then."""

    def __init__(self, place: Path, *outcomes: bool | Exception) -> None:
        super().__init__(place)
        self.left = [*outcomes]
        self.done = Event()
        self.times = 0

    def refresh(self, reading: Reading, basis: str, rest: Callable[[], None]) -> bool:
        """Return or raise the next outcome; rest for ever after the last one."""
        self.times += 1
        if not self.left:
            self.done.set()
            while True:
                rest()
        outcome = self.left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@contextmanager
def changing() -> Iterator[Library]:
    """Open a library that changes all the time."""

    class Changing(Shelf):
        count = 0

        def version(self) -> int:
            self.count += 1
            return self.count

    yield Changing()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look all the time."""
    monkeypatch.setattr(keeper_module, "EVERY", 0.001)


def test_it_goes_on_until_the_index_is_whole_and_stops_in_the_middle(tmp_path: Path) -> None:
    """Closing does not wait until all pages are made."""
    index = Watched(tmp_path / "search", False, True)
    keeper = Keeper(changing, index, "")
    assert index.done.wait(PATIENCE)
    keeper.close()
    assert index.times == 3
    index.close()


@pytest.mark.parametrize("fault", [StoreUnavailable("locked"), sqlite3.OperationalError("full")])
def test_a_fault_is_logged_and_it_tries_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    """Neither a database that is away nor a full disk ends the thread."""
    index = Watched(tmp_path / "search", fault)
    keeper = Keeper(changing, index, "")
    assert index.done.wait(PATIENCE)
    keeper.close()
    assert str(fault) in caplog.text
    index.close()


def test_nothing_is_read_while_nothing_changes(tmp_path: Path) -> None:
    """It asks for the version alone."""
    looked = Event()

    class Still(Shelf):
        looks = 0

        def version(self) -> int:
            self.looks += 1
            if self.looks == 5:
                looked.set()
            return 7

    @contextmanager
    def still() -> Iterator[Library]:
        yield Still()

    index = Watched(tmp_path / "search", True)
    keeper = Keeper(still, index, "")
    assert looked.wait(PATIENCE)
    keeper.close()
    assert index.times == 1
    index.close()
