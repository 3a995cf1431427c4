"""The receipts survive everything except the loss of the file, and that is noticed."""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from listbot.errors import ReceiptsUnavailable
from listbot.model.receipts import Attempt, FoundReceipts, Standing
from listbot.outbound import Receipts
from listbot.outbound import receipts as module
from listbot.outbound.memory import MemoryReceipts
from listbot.outbound.receipts import KEPT_FOR, LEAST_ROOM, ReceiptFile, kept_of
from tests.playing import START


def attempt(
    name: str = "a", number: int = 1, state: str = "sent", days: int = 0, **more: object
) -> Attempt:
    """Return an attempt."""
    return Attempt(f"<{name}@example.org>", number, state, START + timedelta(days=days), **more)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> ReceiptFile:
    """A file that was begun."""
    found = ReceiptFile(tmp_path / "listbot.db.receipts")
    found.begin((), START)
    return found


def noted(receipts: Receipts) -> list[Attempt]:
    """Return what another process would find."""
    again = ReceiptFile(receipts.path) if isinstance(receipts, ReceiptFile) else receipts
    found = again.load()
    assert found.standing is Standing.KEPT
    return list(found.attempts.values())


def letters_until_full(file: ReceiptFile) -> Iterator[Attempt]:
    """Note letters as long as there is room for one."""
    for number in count():
        try:
            file.make_room()
        except ReceiptsUnavailable as fault:
            assert ("No space left on device") in str(fault)  # noqa: PT017 - it is the end, and no failure
            return
        file.note(attempt(f"letter{number}"))
        yield attempt(f"letter{number}")


@pytest.fixture(params=["file", "memory"])
def receipts(request: pytest.FixtureRequest, file: ReceiptFile) -> Receipts:
    """Both kinds of receipts."""
    return file if request.param == "file" else MemoryReceipts()


def test_the_last_attempt_counts(receipts: Receipts) -> None:
    """The last attempt at each letter is found, the oldest first."""
    for each in (attempt("a", state="sending"), attempt("b"), attempt("a", 2, "queued")):
        receipts.make_room()
        receipts.note(each)
    assert noted(receipts) == [attempt("b"), attempt("a", 2, "queued")]


def test_who_is_still_to_get_it(receipts: Receipts) -> None:
    """The recipients left are kept through further attempts, until all have it."""
    for each in (attempt(state="queued", later=("b", "c")), attempt("a", 2, "sending")):
        receipts.note(each)
    assert noted(receipts) == [attempt("a", 2, "sending", later=("b", "c"))]
    receipts.note(attempt("a", 2, "queued", later=("c",)))
    assert noted(receipts) == [attempt("a", 2, "queued", later=("c",))]
    receipts.note(attempt("a", 3))
    assert noted(receipts) == [attempt("a", 3)]


def test_beginning_anew(receipts: Receipts) -> None:
    """The given attempts are there, and nothing else."""
    receipts.note(attempt("a"))
    receipts.begin([attempt("b")], START)
    receipts.note(attempt("c"))
    assert noted(receipts) == [attempt("b"), attempt("c")]


def test_before_the_first_start(tmp_path: Path) -> None:
    """There is no file, and only `begin` creates one."""
    receipts = ReceiptFile(tmp_path / "listbot.db.receipts")
    assert receipts.load().standing is Standing.MISSING
    for act in (receipts.make_room, lambda: receipts.note(attempt())):
        with pytest.raises(ReceiptsUnavailable, match=r"listbot\.db\.receipts: No such file"):
            act()
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_reads_it(file: ReceiptFile) -> None:
    """It names nobody, and still is private."""
    file.note(attempt(state="queued", later=("3fa20c11d0a1b2c3",)))
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.path.read_bytes().splitlines()[1]) == {
        "at": "2026-09-08T18:00:00+00:00",
        "state": "queued",
        "attempt": 1,
        "id": "<a@example.org>",
        "later": ["3fa20c11d0a1b2c3"],
    }


def test_a_file_that_root_makes(file: ReceiptFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Like the database, it belongs to its folder's owner, so that the daemon can write to it."""
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "fchown", lambda handle, owner, group: given.append((owner, group)))
    file.begin((), START)
    folder = file.path.parent.stat()
    assert given == [(folder.st_uid, folder.st_gid)]


def test_a_line_that_was_cut_off(file: ReceiptFile) -> None:
    """It was not noted; the next one overwrites it, and all others stay."""
    file.note(attempt("a"))
    whole = file.path.read_bytes()
    for size in (1, 30, 200):
        file.path.write_bytes(whole + b'{"at":"' + b"x" * size)
        assert noted(file) == [attempt("a")]
        ReceiptFile(file.path).note(attempt("b"))
        assert noted(file) == [attempt("a"), attempt("b")]
        ReceiptFile(file.path).note(attempt("c"))
        assert noted(file) == [attempt("a"), attempt("b"), attempt("c")]


LINE = b'{"at":"2026-09-08T18:00:00+00:00","state":"sent","attempt":1,"id":"<x@example.org>"}'


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b"1,", b"Infinity,"),
        (b"1,", b"0,"),
        (b"1,", b"-5,"),
        (b"1,", b"1e9,"),
        (b"1,", b"99999999999999999999999,"),
        (b"1,", b"9" * 5_000 + b","),
        (b"2026-09-08T18:00:00+00:00", b"0001-01-01T00:00:00+14:00"),
        (b"2026-09-08T18:00:00+00:00", b"2026-09-08"),
        (b'"sent"', b'"seen"'),
        (b"<x@example.org>", b"\\ud800"),
        (b'"<x@example.org>"', b"null"),
        (b"}", b',"later":"abc"}'),
        (b"}", b"}\r"),
        (LINE, b"[" * 200_000),
        (LINE, b"\xff\xfe"),
        (LINE, b""),
    ],
)
def test_a_line_that_we_cannot_have_written(
    file: ReceiptFile, written: bytes, instead: bytes
) -> None:
    """Whatever is in it, the file is found damaged, and the other lines are read."""
    file.note(attempt("a"))
    head = file.path.read_bytes()
    assert (found := _with(file, head + LINE)).standing is Standing.KEPT
    assert len(found.attempts) == 2
    found = _with(file, head + LINE.replace(written, instead))
    assert (found.standing, list(found.attempts.values())) == (Standing.DAMAGED, [attempt("a")])


def _with(file: ReceiptFile, lines: bytes) -> FoundReceipts:
    file.path.write_bytes(lines + b"\n")
    return file.load()


def test_two_processes(file: ReceiptFile) -> None:
    """Neither overwrites the other's lines, not even in a new file."""
    other = ReceiptFile(file.path)
    file.note(attempt("a"))
    other.note(attempt("b"))
    file.note(attempt("c"))
    other.begin(other.load().attempts.values(), START)
    file.note(attempt("d"))
    assert noted(other) == [attempt(name) for name in "abcd"]


def test_a_new_file_while_one_waits_for_the_lock(
    file: ReceiptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives up the old file it had open for the new one."""
    flock, other = fcntl.flock, ReceiptFile(file.path)
    calls: list[int] = []

    def slow(handle: int, how: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            other.begin([attempt("a")], START)
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", slow)
    file.note(attempt("b"))
    assert (noted(file), len(calls)) == ([attempt("a"), attempt("b")], 2)


def test_a_copy_says_that_it_is_one(file: ReceiptFile) -> None:
    """A restored backup of the folder is older than what was sent, and so is its database."""
    file.note(attempt())
    shutil.copy2(file.path, file.path.with_name("backup"))
    file.path.with_name("backup").rename(file.path)
    found = file.load()
    assert (found.standing, list(found.attempts.values())) == (Standing.COPIED, [attempt()])
    file.begin(found.attempts.values(), START)
    assert noted(file) == [attempt()]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"",
        lambda raw: b"\n" + raw,
        lambda raw: raw.replace(b'"sent"', b'"sent'),
        lambda raw: raw.replace(b'"id"', b'"it"'),
        lambda raw: raw + b"[]\n",
        lambda raw: raw + b"\xff\n",
        lambda raw: raw + b"\0\0" + raw,
    ],
)
def test_damage_is_seen(file: ReceiptFile, spoil: Callable[[bytes], bytes]) -> None:
    """A line we did not write, or one behind a hole: something may be missing."""
    file.note(attempt("a"))
    file.path.write_bytes(spoil(file.path.read_bytes()))
    assert file.load().standing is Standing.DAMAGED


def test_something_else_in_its_place(tmp_path: Path) -> None:
    """Not even a folder is taken for receipts."""
    with pytest.raises(ReceiptsUnavailable, match="Is a directory"):
        ReceiptFile(tmp_path).load()
    with pytest.raises(ReceiptsUnavailable):
        ReceiptFile(tmp_path).begin((), START)


def test_room_is_claimed_ahead(file: ReceiptFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is still room to note what has just left; then no further letter begins."""
    file.make_room()
    size = file.path.stat().st_size

    def full(handle: int, offset: int, length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    left = list(letters_until_full(file))
    assert len(left) > LEAST_ROOM // 200
    assert (noted(file), file.path.stat().st_size) == (left, size)


def test_what_others_took_the_place_of_is_left_out(
    file: ReceiptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file stays small however often a letter is tried, and loses nothing that left."""
    monkeypatch.setattr(module, "LONGEST", 1000)
    file.begin([attempt("first")], START)
    for number in range(1, 200):
        file.note(attempt("again", number, "sending"))
    assert len(file.path.read_bytes()) < 3000
    assert noted(file) == [attempt("first"), attempt("again", 199, "sending")]


def test_a_file_that_cannot_be_shortened(
    file: ReceiptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is still noted, and shortening is not tried again with each line."""
    monkeypatch.setattr(module, "LONGEST", 100)
    file.begin((), START)
    asked: list[int] = []

    def full(handle: int) -> None:
        asked.append(handle)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    for number in (1, 2):
        file.note(attempt("a", number, "sending"))
    assert (noted(file), len(asked)) == ([attempt("a", 2, "sending")], 1)


def test_old_letters_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts that surely did not leave, and old ones, but not the newest."""
    monkeypatch.setattr(module, "KEPT_ALWAYS", 1)
    now = START + KEPT_FOR
    old, unsent, edge = attempt("old", days=-1), attempt("unsent", 3, "dead"), attempt("edge")
    assert list(kept_of([old, unsent, edge], now)) == [edge]
    assert list(kept_of([old, unsent], now)) == [old]


def test_no_room_to_begin(file: ReceiptFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays, with nothing half-written beside it."""
    file.note(attempt())

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReceiptsUnavailable, match="No space left"):
        file.begin((), START)
    assert [each.name for each in file.path.parent.iterdir()] == [file.path.name]
    assert noted(file) == [attempt()]
