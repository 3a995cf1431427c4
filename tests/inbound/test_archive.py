"""Archives as they are on a disk."""

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listbot.errors import PermanentError, StoreUnavailable
from listbot.inbound.archive import LARGEST, ArchiveSource, Broken, read_archive
from listbot.mail import Arrival, ListContext
from tests.contracts.receivers import Collector

INFRA = ListContext("infra@example.org")
WRITTEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAIL = b"From: ana@example.org\r\nSubject: a\r\n\r\nhi\r\n"
MBOX = b"From ana@example.org Thu Feb  3 10:00:00 2005\nSubject: a\n\nhi\n"


def write(path: Path, raw: bytes) -> Path:
    """Write a file that was last changed at WRITTEN."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return path


def arrival(raw: bytes, source: str, arrived: datetime = WRITTEN) -> Arrival:
    """Return what an archive of the infra list hands over."""
    return Arrival(raw, INFRA, source, arrived, archived=True)


def test_a_single_file(tmp_path: Path) -> None:
    """One .eml is an archive of one mail, named after its file."""
    path = write(tmp_path / "a.eml", MAIL)
    assert list(read_archive(path, INFRA)) == [("a.eml", arrival(MAIL, "archive:a.eml"))]


def test_a_gzipped_file_is_unpacked(tmp_path: Path) -> None:
    """An mbox, like monthly archives, or one mail; recognised by its first bytes."""
    month = write(tmp_path / "2026-March.txt.gz", gzip.compress(MBOX + b"\n" + MBOX))
    assert [name for name, _ in read_archive(month, INFRA)] == ["#1", "#2"]
    one = write(tmp_path / "a.eml", gzip.compress(MAIL))
    assert list(read_archive(one, INFRA)) == [("a.eml", arrival(MAIL, "archive:a.eml"))]


@pytest.mark.parametrize("length", [3, 12, 40])
def test_a_gzipped_file_that_is_cut(tmp_path: Path, length: int) -> None:
    """It is reported as broken, wherever it was cut."""
    path = write(tmp_path / "a.mbox.gz", gzip.compress(MBOX * 20)[:length])
    (last,) = [piece for _, piece in read_archive(path, INFRA)][-1:]
    assert isinstance(last, Broken)
    assert "its compression is broken" in last.reason


def test_a_gzipped_file_with_wrong_bytes(tmp_path: Path) -> None:
    """The same if its bytes were changed: mails read before that stay."""
    packed = bytearray(gzip.compress(MBOX * 20))
    packed[-6] ^= 0xFF  # part of the checksum
    path = write(tmp_path / "a.mbox.gz", bytes(packed))
    found = [piece for _, piece in read_archive(path, INFRA)]
    assert "its compression is broken" in str(found[-1])


def test_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    """Only .eml files count; subfolders are read, too."""
    write(tmp_path / "b.eml", MAIL + b"b")
    write(tmp_path / "a" / "1.eml", MAIL + b"a")
    write(tmp_path / "README.txt", b"no mail")
    assert list(read_archive(tmp_path, INFRA)) == [
        ("a/1.eml", arrival(MAIL + b"a", "archive:a/1.eml")),
        ("b.eml", arrival(MAIL + b"b", "archive:b.eml")),
    ]


def test_a_maildir(tmp_path: Path) -> None:
    """cur/ and new/ are read; tmp/ holds incomplete mails."""
    write(tmp_path / "cur" / "1.x:2,S", MAIL)
    write(tmp_path / "new" / "2.x", MAIL)
    write(tmp_path / "tmp" / "3.x", b"half a ma")
    assert [name for name, _ in read_archive(tmp_path, INFRA)] == ["cur/1.x:2,S", "new/2.x"]


def test_an_mbox_counts_its_mails(tmp_path: Path) -> None:
    """A mail of an mbox has a number, and its separator's date."""
    path = write(tmp_path / "infra.mbox", MBOX)
    expected = arrival(
        b"Subject: a\n\nhi\n", "archive:infra.mbox#1", datetime(2005, 2, 3, 10, tzinfo=UTC)
    )
    assert list(read_archive(path, INFRA)) == [("#1", expected)]


def test_an_mbox_without_dates_takes_the_files(tmp_path: Path) -> None:
    """If a separator has no usable date, the file's time is used."""
    path = write(tmp_path / "infra", MBOX.replace(b"Feb  3", b"Feb 31"))
    expected = arrival(b"Subject: a\n\nhi\n", "archive:infra#1")
    assert list(read_archive(path, INFRA)) == [("#1", expected)]


def test_a_broken_piece_is_reported_and_reading_goes_on(tmp_path: Path) -> None:
    """Text before the first separator is reported with its place; the mail after it is read."""
    path = write(tmp_path / "infra.mbox", b"junk\n\n" + MBOX)
    found = list(read_archive(path, INFRA))
    assert found[0] == ("#1", Broken('no "From " line before it'))
    assert found[1][0] == "#2"


def test_an_unreadable_file_is_reported_and_reading_goes_on(tmp_path: Path) -> None:
    """A dangling link, like any file that cannot be opened."""
    (tmp_path / "a.eml").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "b.eml", MAIL)
    assert list(read_archive(tmp_path, INFRA)) == [
        ("a.eml", Broken("cannot be read: No such file or directory")),
        ("b.eml", arrival(MAIL, "archive:b.eml")),
    ]


def test_an_mbox_that_breaks_off_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk error in the middle of an mbox is reported with its place."""
    path = write(tmp_path / "infra.mbox", MBOX)

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("listbot.inbound.archive.split_mbox", broken)
    assert list(read_archive(path, INFRA)) == [
        ("#1", Broken("cannot be read from here on: Input/output error"))
    ]


def test_a_huge_file_is_cut_one_byte_late(tmp_path: Path) -> None:
    """Reading refuses it with a reason; memory does not hold all of it."""
    path = write(tmp_path / "a.eml", b"x" * (LARGEST + 10))
    ((_, found),) = read_archive(path, INFRA)
    assert isinstance(found, Arrival)
    assert len(found.raw) == LARGEST + 1


def test_a_missing_path_is_a_clear_error(tmp_path: Path) -> None:
    """The error names the path and the problem."""
    with pytest.raises(PermanentError, match=r"nothing\.mbox: No such file or directory"):
        read_archive(tmp_path / "nothing.mbox")


def test_a_folder_without_mail_is_a_clear_error(tmp_path: Path) -> None:
    """A folder that is not an archive is most likely the wrong folder."""
    with pytest.raises(PermanentError, match="no mail in this folder"):
        read_archive(tmp_path)


def test_an_empty_file_is_an_empty_mail_or_an_empty_mbox(tmp_path: Path) -> None:
    """By its name: an mbox without mails is complete."""
    assert list(read_archive(write(tmp_path / "a.mbox", b""), INFRA)) == []
    assert list(read_archive(write(tmp_path / "a.eml", b""), INFRA)) == [
        ("a.eml", arrival(b"", "archive:a.eml"))
    ]


async def test_the_source_waits_for_the_receiver_and_ends(tmp_path: Path) -> None:
    """It waits out a TemporaryError; at the end everything up to now is read."""
    path = write(tmp_path / "infra.mbox", b"junk\n\n" + MBOX)
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    source = ArchiveSource(path, INFRA, pause=pause)
    assert source.read_until(WRITTEN) is None
    assert source.status() == "archive:infra.mbox: being read, 0 mails, 0 broken"
    collector = Collector([StoreUnavailable("disk full"), StoreUnavailable("disk full")])
    await source.run(collector)
    assert [one.source for one in collector.stored] == ["archive:infra.mbox#2"]
    assert len(waits) == 2
    assert source.read_until(WRITTEN) == WRITTEN
    assert source.status() == "archive:infra.mbox: read to its end, 1 mails, 1 broken"
    assert source.broken == [("#1", Broken('no "From " line before it'))]
