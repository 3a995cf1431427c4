"""The list of the files and the seal over it: each change is told with its file."""

from hashlib import sha256

import pytest

from listbot.recount.sealed.sums import SEAL, SUMS, changes, seal_of, seal_text, sums_text
from tests.recount.sealed.folders import sealed

FILES = sealed({"README.txt": b"read", "mails/0001.eml": b"one", "mails/0002.eml": b"two"})
CHANGED = "was changed after it was sealed"


def told(files: dict[str, bytes]) -> list[tuple[str, int, str]]:
    """What is said to differ."""
    return [(each.file, each.number, each.what) for each in changes(files)]


def without(name: str) -> dict[str, bytes]:
    """The files without one."""
    return {key: value for key, value in FILES.items() if key != name}


def test_the_list_is_what_sha256sum_writes() -> None:
    """Sorted by name, and neither of itself nor of the seal; the seal is the digest of the list."""
    assert sums_text(FILES) == "".join(
        f"{sha256(FILES[name]).hexdigest()}  {name}\n"
        for name in ("README.txt", "mails/0001.eml", "mails/0002.eml")
    )
    assert seal_text(b"x") == f"{sha256(b'x').hexdigest()}  SHA256SUMS\n"
    assert seal_of(b"x") == f"sha256:{sha256(b'x').hexdigest()}"


def test_what_was_not_changed_holds() -> None:
    """Nothing is said of it."""
    assert told(FILES) == []


def test_a_changed_file_is_told_with_its_mail() -> None:
    """The seal holds for the list, so it was the file that changed."""
    assert told({**FILES, "mails/0002.eml": b"tow"}) == [("mails/0002.eml", 2, CHANGED)]


def test_a_missing_file_and_one_too_many_are_told() -> None:
    """Each with its name."""
    assert told(without("mails/0001.eml")) == [("mails/0001.eml", 1, "is missing")]
    assert told({**FILES, "mails/0003.eml": b"three"}) == [
        ("mails/0003.eml", 3, "is not in SHA256SUMS: it was added")
    ]


@pytest.mark.parametrize(
    ("now", "number", "what"),
    [
        (FILES[SUMS].replace(b"0002", b"0003"), 2, f"{CHANGED}: the line about mails/0002.eml"),
        (FILES[SUMS][:-1], 0, f"{CHANGED}: it has lines too many"),
        (FILES[SUMS] + b"x", 0, f"{CHANGED}: it has lines too many"),
        (b"x" + FILES[SUMS], 0, f"{CHANGED}: the line about README.txt"),
        (b"", 0, f"{CHANGED}: the line about README.txt"),
    ],
)
def test_a_changed_list_is_told(now: bytes, number: int, what: str) -> None:
    """The files fit the seal, so it was the list that changed: with the file whose line differs."""
    ((file, mail, said),) = told({**FILES, SUMS: now})
    assert (file, mail, said.startswith(what)) == (SUMS, number, True), said


def test_a_changed_seal_is_told() -> None:
    """Files and list fit each other: it was the seal alone, or all of it."""
    other = seal_text(b"another list").encode()
    assert told({**FILES, SEAL: other}) == [
        (SEAL, 0, "is not the seal of these files: it was changed, or all of them were")
    ]


def test_where_nothing_fits_all_is_told() -> None:
    """A changed file, another list and another seal."""
    found = told({**FILES, "mails/0001.eml": b"on", SUMS: FILES[SUMS] + b"\n", SEAL: b""})
    assert found == [
        (SEAL, 0, "does not fit SHA256SUMS: it was changed, or all of them were"),
        ("mails/0001.eml", 1, CHANGED),
    ]


@pytest.mark.parametrize("name", [SEAL, SUMS])
def test_without_list_or_seal_nothing_is_compared(name: str) -> None:
    """That it is missing is all there is to say."""
    assert told(without(name)) == [(name, 0, "is missing")]
