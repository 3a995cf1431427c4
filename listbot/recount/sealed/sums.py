"""The list of an evidence folder's files with their digests, and the seal over that list.

Both are in the form of sha256sum, so that anybody can check them without listbot. The seal is the
SHA-256 of the list, so one line stands for the whole folder. Pure; never raises. Whatever in a
folder is not as it was sealed is a `Change`, with the file and, where one mail is concerned, its
number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from listbot.recount.evidence import number_in

SUMS = "SHA256SUMS"
SEAL = "SEAL"
UNLISTED = (SUMS, SEAL)

_ROW = re.compile(r"([0-9a-f]{64})  ([!-~]{1,80})")


@dataclass(frozen=True, slots=True)
class Change:
    """Something in the folder that is not as it was sealed, or does not hold."""

    file: str
    what: str
    """In words: "was changed after it was sealed"."""
    number: int = 0
    """The mail it concerns; 0: the vote as a whole."""


def sums_text(files: Mapping[str, bytes]) -> str:
    """Return the list of the files, sorted by name."""
    return "".join(
        f"{sha256(files[name]).hexdigest()}  {name}\n"
        for name in sorted(files)
        if name not in UNLISTED
    )


def seal_text(sums: bytes) -> str:
    """Return the file with the seal."""
    return f"{sha256(sums).hexdigest()}  {SUMS}\n"


def seal_of(sums: bytes) -> str:
    """Return the seal as people pass it on: "sha256:" and 64 digits."""
    return f"sha256:{sha256(sums).hexdigest()}"


def changes(files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Return everything that differs between the files, their list and the seal."""
    missing = [Change(name, "is missing") for name in UNLISTED if name not in files]
    if missing:
        return tuple(missing)
    sums, seal = files[SUMS], files[SEAL]
    expected = sums_text(files).encode()
    is_sealed = seal == seal_text(sums).encode()
    if sums == expected:
        return () if is_sealed else (_unsealed(SEAL, "is not the seal of these files"),)
    if is_sealed:
        return tuple(_against(_rows(sums), files))
    if seal == seal_text(expected).encode():
        # The files are those that were sealed, so the list of them was changed.
        rows = zip(_lines(expected), [*_lines(sums), *[""] * len(files)], strict=False)
        at = next((was for was, now in rows if was != now), "")
        name = at.partition("  ")[2]
        line = f"the line about {name} differs" if name else "it has lines too many"
        return (Change(SUMS, f"was changed after it was sealed: {line}", number_in(name)),)
    return (_unsealed(SEAL, f"does not fit {SUMS}"), *_against(_rows(sums), files))


def _unsealed(name: str, what: str) -> Change:
    return Change(name, f"{what}: it was changed, or all of them were")


def _lines(sums: bytes) -> list[str]:
    return sums.decode("ascii", "replace").split("\n")


def _rows(sums: bytes) -> dict[str, str]:
    found = (_ROW.fullmatch(line) for line in _lines(sums))
    return {row[2]: row[1] for row in found if row}


def _against(rows: Mapping[str, str], files: Mapping[str, bytes]) -> Iterator[Change]:
    for name in sorted({*rows, *files} - {*UNLISTED}):
        if name not in files:
            yield Change(name, "is missing", number_in(name))
        elif name not in rows:
            yield Change(name, f"is not in {SUMS}: it was added", number_in(name))
        elif sha256(files[name]).hexdigest() != rows[name]:
            yield Change(name, "was changed after it was sealed", number_in(name))
