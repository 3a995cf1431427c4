"""An archive that another process reads, ahead of the one that imports it."""

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from listbot.inbound import ahead
from listbot.inbound.ahead import ReaderEnded, Seen, Task, can_read_ahead, reading_ahead
from listbot.inbound.archive import Broken, read_archive
from listbot.mail import Arrival, ListContext, Mail, Unreadable, read
from tests.mail.arrivals import comparable

INFRA = ListContext("infra@example.org")
SEPARATOR = b"From ana@example.org Thu Feb  3 10:00:00 2005\n"
MANY = 200  # mails, far more than the pipe holds

POISON = """
import os, signal
from listbot.inbound import ahead

def poisoned(arrival, read=ahead.read):
    if b"poison" in arrival.raw:
        {what}
    return read(arrival)

ahead.read, ahead.LONGEST = poisoned, 0.05
ahead.main()
"""
IMPORTING = """
import signal, sys
from pathlib import Path
from listbot.inbound.ahead import Task, reading_ahead
from listbot.mail import ListContext

signal.signal(signal.SIGINT, signal.default_int_handler)  # some start us with it ignored
task = Task(Path(sys.argv[1]), ListContext("infra@example.org"), 0, frozenset())
with reading_ahead(task) as read_on:
    next(read_on(""))
    print("reads", flush=True)
    signal.pause()
"""


def mail(number: int, text: str = "+1\n", lines: int = 1) -> bytes:
    """A mail as it is in an archive."""
    head = f"From: ana@example.org\nMessage-ID: <{number}@example.org>\nSubject: a\n\n"
    return head.encode() + text.encode() * lines


def mbox(path: Path, *mails: bytes) -> Path:
    """Write an mbox."""
    path.write_bytes(b"".join(SEPARATOR + each + b"\n" for each in mails))
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """An archive that is still being read after its first mails were taken."""
    return mbox(tmp_path / "long.mbox", *(mail(each, lines=5_000) for each in range(MANY)))


def task(path: Path, begin: int = 0, *unread: str) -> Task:
    """Read this archive of the infra list."""
    return Task(path, INFRA, begin, frozenset(unread))


def taken(work: Task, last: str = "") -> list[Seen]:
    """All that the other process hands over after what it passes over."""
    with reading_ahead(work) as read_on:
        return [(name, _comparable(piece)) for name, piece in read_on(last)]


def _comparable(
    piece: Broken | Arrival | Mail | Unreadable,
) -> Broken | Arrival | Mail | Unreadable:
    return piece if isinstance(piece, Broken | Arrival) else comparable(piece)


def read_here(path: Path) -> list[Seen]:
    """The same, read in this process."""
    return [
        (name, piece if isinstance(piece, Broken) else read(piece))
        for name, piece in read_archive(path, INFRA)
    ]


def poison(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A mail with the word in it does this to the other process."""
    command = (sys.executable, "-P", "-c", POISON.format(what=what))
    monkeypatch.setattr(ahead, "COMMAND", command)


def until_it_ends(work: Task, last: str = "") -> tuple[list[str], bool]:
    """The names of what the other process hands over before it ends too early, and whether it had
    begun.
    """
    names: list[str] = []
    with pytest.raises(ReaderEnded) as ended, reading_ahead(work) as read_on:
        names.extend(name for name, _ in read_on(last))
    return names, ended.value.began


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started meanwhile."""
    found: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            found.append(self)

    monkeypatch.setattr("subprocess.Popen", Noted)
    return found


def test_the_other_process_finds_what_this_one_would(tmp_path: Path) -> None:
    """The same mails in the same order, with what is broken or unreadable at its place."""
    path = mbox(tmp_path / "a.mbox", mail(1), b"From: a@b.c\nFrom: d@e.f\n\nhi\n", mail(2))
    path.write_bytes(b"no mail\n\n" + path.read_bytes())
    assert taken(task(path)) == read_here(path)


def test_a_folder_is_read_as_well(tmp_path: Path) -> None:
    """A file that cannot be read is told of."""
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(mail(number))
    (tmp_path / "1.eml").unlink()
    (tmp_path / "1.eml").symlink_to("nowhere")
    assert taken(task(tmp_path)) == read_here(tmp_path)


def test_what_is_done_is_passed_over(tmp_path: Path) -> None:
    """It begins where it is told to."""
    path = mbox(tmp_path / "a.mbox", *map(mail, range(5)))
    assert [name for name, _ in taken(task(path, 3), "#3")] == ["#4", "#5"]
    assert taken(task(path, 9), "#5") == []


def test_another_archive_than_before_is_not_read(tmp_path: Path) -> None:
    """Where it begins tells nothing if a file has gone meanwhile, and no mail is to blame."""
    for number in range(4):
        (tmp_path / f"{number}.eml").write_bytes(mail(number))
    (tmp_path / "0.eml").unlink()
    assert until_it_ends(task(tmp_path, 2), "1.eml") == ([], False)


def test_what_must_not_be_read_comes_unread(tmp_path: Path) -> None:
    """Reading it has ended processes before."""
    path = mbox(tmp_path / "a.mbox", mail(1), mail(2))
    (_, bad), _ = read_archive(path, INFRA)
    assert isinstance(bad, Arrival)
    assert [type(piece) for _, piece in taken(task(path, 0, bad.key))] == [Arrival, Mail]


def test_a_mail_that_raises_comes_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It raises again where somebody can tell why."""
    poison(monkeypatch, "raise RecursionError")
    path = mbox(tmp_path / "a.mbox", mail(1, "poison\n"), mail(2))
    assert [type(piece) for _, piece in taken(task(path))] == [Arrival, Mail]


@pytest.mark.parametrize("what", ["os.kill(os.getpid(), signal.SIGKILL)", "while True: pass"])
def test_a_mail_that_ends_the_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """All that came before it is handed over. One that never ends is ended."""
    poison(monkeypatch, what)
    path = mbox(tmp_path / "a.mbox", mail(1), mail(2), mail(3, "poison\n"), mail(4))
    assert until_it_ends(task(path)) == (["#1", "#2"], True)


@pytest.mark.parametrize("command", ["/nowhere/python", "/bin/true"])
def test_another_process_that_cannot_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """No mail is to blame for that."""
    monkeypatch.setattr(ahead, "COMMAND", (command,))
    assert until_it_ends(task(mbox(tmp_path / "a.mbox", mail(1)))) == ([], False)


def test_it_ends_with_the_block(long: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Also where the archive was not read to its end; nothing is left of it."""
    with suppress(ZeroDivisionError), reading_ahead(task(long)) as read_on:
        next(read_on(""))
        raise ZeroDivisionError
    assert [each.returncode for each in started] == [-signal.SIGKILL]


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_it_ends_with_the_one_that_imports(long: Path, by: signal.Signals) -> None:
    """However that ends: it cannot hand anything over any more."""
    command = [sys.executable, "-c", IMPORTING, str(long)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as importing:
        assert importing.stdout is not None
        importing.stdout.readline()
        pid = importing.pid
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        reader = os.pidfd_open(int(child))
        importing.send_signal(by)
        importing.wait()
    with os.fdopen(reader):
        assert select.select([reader], [], [], 20)[0] == [reader]


def test_it_takes_a_processor_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With one processor there is nothing to win, and what is in /dev is ours alone."""
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1})
    assert (can_read_ahead(tmp_path), can_read_ahead(Path("/dev/stdin"))) == (True, False)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0})
    assert not can_read_ahead(tmp_path)
