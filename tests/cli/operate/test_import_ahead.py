"""An import of a large archive, whose mails a second process reads: what becomes of them is what
one process would have made of them.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import listbot.cli.operate.import_archive as importing
from listbot.cli.operate.import_archive import import_archive
from listbot.inbound import ahead
from listbot.inbound.ahead import reading_ahead
from listbot.mail import Arrival, Mail, Unreadable, read
from listbot.replay import replay
from listbot.store.base.schema import journal
from tests.inbound.test_ahead import POISON
from tests.playing import LIST, PEOPLE, Play, Post, in_file, opening, votes

THREAD = (opening(), *votes(PEOPLE[:4]), Post("talk", text="How long will it take?", at=2))
BAD = Post("bad", "Kim", "+1, poison", 1, answers=["p"])
AMONG_OTHERS = (*THREAD[:4], BAD, *THREAD[4:])
ENDS_IT = "os.kill(os.getpid(), signal.SIGKILL)"
ALWAYS_ENDS = (
    sys.executable,
    "-P",
    "-c",
    "import os; from listbot.inbound import ahead; ahead._form = lambda *_: os._exit(1); "
    "ahead.main()",
)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process takes over after two mails."""
    monkeypatch.setattr(importing, "GROUP", 2)
    monkeypatch.setattr(importing, "HEAD_START", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1})


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A store in a file: a replay reads it while it folds."""
    return Play(engine=in_file(tmp_path))


def archive(folder: Path, posts: tuple[Post, ...] = THREAD) -> Path:
    """An archive of these mails, beside a file that cannot be read."""
    folder.mkdir()
    for number, each in enumerate(posts):
        (folder / f"{number}.eml").write_bytes(each.raw())
    (folder / "5a.eml").symlink_to("nowhere")
    return folder


def inputs_of(play: Play) -> list[tuple[Any, ...]]:
    """The whole journal."""
    with play.store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(journal).order_by(journal.c.seq))]


def poison(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A mail with the word in it does this to the second process."""
    command = (sys.executable, "-P", "-c", POISON.format(what=what))
    monkeypatch.setattr(ahead, "COMMAND", command)


@pytest.fixture
def read_in_time(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the mails that this process reads."""
    seen: list[str] = []

    def noting(arrival: Arrival) -> Mail | Unreadable:
        seen.append(arrival.source)
        return read(arrival)

    monkeypatch.setattr(importing, "read", noting)
    return seen


def test_it_imports_what_one_process_would(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """The same inputs in the same order, the same rows, and a replay comes to the same."""
    path = archive(tmp_path / "old")
    done = import_archive(play.store, path, LIST)
    assert read_in_time == ["archive:0.eml", "archive:1.eml"]
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0})
    alone = Play()
    assert import_archive(alone.store, path, LIST) == done
    assert done == {"opens": 1, "vote": 4, "not a vote": 1, "broken": 1}
    assert (inputs_of(play), play.rows()) == (inputs_of(alone), alone.rows())
    assert replay(play.store).is_equal


def test_a_mail_that_ends_the_second_process_is_set_aside(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """After three tries, as the daemon would; all others are imported."""
    poison(monkeypatch, ENDS_IT)
    done = import_archive(play.store, archive(tmp_path / "old", AMONG_OTHERS), LIST)
    assert done == {"opens": 1, "vote": 4, "not a vote": 1, "broken": 1, "quarantined": 1}
    assert (len(read_in_time), play.became()["bad"]) == (2, "quarantined")
    why = "it ended its reader all 3 times that listbot tried to read it"
    assert [each.partition("reader")[2] for each in play.alerts[:2]] == [
        ": try 1 of 3 to read it",
        ": try 2 of 3 to read it",
    ]
    assert [why in each for each in play.alerts[2:]] == [True, True]
    assert replay(play.store).is_equal


def test_a_process_that_was_killed_is_replaced(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """What it was reading is read by the next one, and no mail is the worse for it."""
    once = str(tmp_path / "once")
    poison(monkeypatch, f"os.path.exists({once!r}) or (open({once!r}, 'w'), {ENDS_IT})")
    done = import_archive(play.store, archive(tmp_path / "old", AMONG_OTHERS), LIST)
    assert done == {"opens": 1, "vote": 5, "not a vote": 1, "broken": 1}
    assert len(read_in_time) == 2


def test_a_mail_that_reading_raises_for_raises_here(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """It is read here, where the fault can be told; in this test only the other one has it."""
    poison(monkeypatch, "raise RecursionError")
    import_archive(play.store, archive(tmp_path / "old", AMONG_OTHERS), LIST)
    assert read_in_time == ["archive:0.eml", "archive:1.eml", "archive:4.eml"]


def test_a_second_process_that_cannot_be_had(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """All is read here, each mail once."""
    monkeypatch.setattr(ahead, "COMMAND", ("/nowhere/python",))
    done = import_archive(play.store, archive(tmp_path / "old"), LIST)
    assert done == {"opens": 1, "vote": 4, "not a vote": 1, "broken": 1}
    assert read_in_time == [f"archive:{number}.eml" for number in range(6)]


def test_a_folder_that_loses_a_file_meanwhile(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second process counts the files anew, and none is passed over because of that."""
    path = archive(tmp_path / "old")

    def losing(task: ahead.Task) -> AbstractContextManager[ahead.ReadOn]:
        (path / "0.eml").unlink()
        return reading_ahead(task)

    monkeypatch.setattr(importing, "reading_ahead", losing)
    done = import_archive(play.store, path, LIST)
    assert done == {"opens": 1, "vote": 4, "not a vote": 1, "broken": 1}


def test_a_link_to_what_is_this_process_alone(play: Play, tmp_path: Path) -> None:
    """Standard input is another file in the second process, so all is read here."""
    raws = (each.raw().replace(b"\r\n", b"\n") for each in THREAD)
    mbox = tmp_path / "a.mbox"
    mbox.write_bytes(b"".join(b"From a@b.c Thu Feb  3 10:00:00 2005\n%b\n" % raw for raw in raws))
    with mbox.open("rb") as opened:
        link = tmp_path / "link.mbox"
        link.symlink_to(f"/proc/self/fd/{opened.fileno()}")
        done = import_archive(play.store, link, LIST)
    assert done == {"opens": 1, "vote": 4, "not a vote": 1}


def test_second_processes_that_get_nowhere(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """They end even over a mail that they do not read: the others are read here."""
    monkeypatch.setattr(ahead, "COMMAND", ALWAYS_ENDS)
    done = import_archive(play.store, archive(tmp_path / "old"), LIST)
    assert done == {"opens": 1, "vote": 3, "not a vote": 1, "broken": 1, "quarantined": 1}
    assert read_in_time == [f"archive:{number}.eml" for number in (0, 1, 3, 4, 5)]


def test_a_second_process_that_ends_over_no_mail(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is to blame, so it is not started again."""
    monkeypatch.setattr(ahead, "COMMAND", ALWAYS_ENDS)
    path = archive(tmp_path / "old", THREAD[:2])
    (path / "2.eml").symlink_to("nowhere")
    assert import_archive(play.store, path, LIST) == {"opens": 1, "vote": 1, "broken": 2}


def test_so_many_second_processes_and_no_more(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_in_time: list[str]
) -> None:
    """If they keep ending, an import does not spend its time on starting them."""
    monkeypatch.setattr(importing, "MOST_READERS", 1)
    poison(monkeypatch, ENDS_IT)
    done = import_archive(play.store, archive(tmp_path / "old", AMONG_OTHERS), LIST)
    assert done == {"opens": 1, "vote": 5, "not a vote": 1, "broken": 1}
    assert read_in_time[2:] == [f"archive:{number}.eml" for number in (4, 5, 6)]


def test_a_small_archive_takes_no_second_process(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be done before the other one has started."""
    monkeypatch.setattr(importing, "GROUP", 100)

    def never(task: ahead.Task) -> Iterator[None]:
        raise AssertionError(task)

    monkeypatch.setattr(importing, "reading_ahead", never)
    assert import_archive(play.store, archive(tmp_path / "old"), LIST).total() == 7
