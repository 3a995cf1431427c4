"""Letters in a maildir."""

from pathlib import Path

import pytest

from listbot.errors import CarrierUnavailable
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.maildir import MaildirCarrier, file_name

PARCEL = Parcel("<listbot-1@example.org>", "", ("ana@example.org",), b"Subject: x\r\n\r\nx\r\n")
NAME = "listbot-1@example.org"


def files(path: Path) -> dict[str, bytes]:
    """Return everything in a maildir, by its place."""
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in path.rglob("*")
        if file.is_file()
    }


async def test_a_letter_becomes_one_file(tmp_path: Path) -> None:
    """Whole in new/, nothing left in tmp/."""
    receipt = await MaildirCarrier(tmp_path / "out").deliver(PARCEL)
    assert receipt == Receipt(f"250 written to new/{NAME}")
    assert files(tmp_path / "out") == {f"new/{NAME}": PARCEL.raw}


@pytest.mark.parametrize("read_as", ["new/" + NAME, "cur/" + NAME, f"cur/{NAME}:2,S"])
async def test_a_second_delivery_changes_nothing(tmp_path: Path, read_as: str) -> None:
    """The same letter is found delivered, even after a reader has moved it."""
    carrier = MaildirCarrier(tmp_path)
    await carrier.deliver(PARCEL)
    (tmp_path / "new" / NAME).rename(tmp_path / read_as)
    assert await carrier.deliver(PARCEL) == Receipt(f"250 was there already as {NAME}")
    assert files(tmp_path) == {read_as: PARCEL.raw}


async def test_a_disk_error_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that could not be made durable is not there, and is tried again later."""
    carrier = MaildirCarrier(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(
            CarrierUnavailable, match=f"maildir {tmp_path}: No space left on device"
        ):
            await carrier.deliver(PARCEL)
    assert files(tmp_path) == {}
    await carrier.deliver(PARCEL)
    assert files(tmp_path) == {f"new/{NAME}": PARCEL.raw}


async def test_a_path_that_is_no_folder(tmp_path: Path) -> None:
    """The error names the path."""
    path = tmp_path / "file"
    path.write_text("in the way")
    with pytest.raises(CarrierUnavailable, match=f"maildir {path}: "):
        await MaildirCarrier(path).deliver(PARCEL)
    with pytest.raises(CarrierUnavailable, match=f"maildir {path}: "):
        await MaildirCarrier(path).check()


async def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It creates the maildir, and reports if it may not write there."""
    carrier = MaildirCarrier(tmp_path / "out")
    assert await carrier.check() == f"maildir: {tmp_path / 'out'} can be written to"
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with pytest.raises(CarrierUnavailable, match="permission denied"):
        await carrier.check()


@pytest.mark.parametrize(
    ("message_id", "expected"),
    [
        ("<a.b-1@example.org>", "a.b-1@example.org"),
        ("<../../etc/passwd:2,S>", "%2F..%2Fetc%2Fpasswd%3A2,S"),
        ("<ü@example.org>", "%C3%BC@example.org"),
    ],
)
def test_the_name_of_a_file(message_id: str, expected: str) -> None:
    """Readable where the Message-ID allows it, and never a way out of the folder."""
    assert file_name(message_id) == expected


@pytest.mark.parametrize("message_id", ["", "<>", "<" + "x" * 500 + "@example.org>"])
def test_what_makes_no_name_is_hashed(message_id: str) -> None:
    """Always the same 64 characters for the same letter."""
    assert file_name(message_id) == file_name(message_id)
    assert len(file_name(message_id)) == 64
