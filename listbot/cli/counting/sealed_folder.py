"""Reads and writes a folder of evidence on the disk, and nothing outside it.

The folder may come from anybody: no link is followed, nothing but regular files is opened, and
only names that evidence has are read, up to limits that no vote reaches. What is left unread is
told as a change. Raises OSError only if the folder itself cannot be opened.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from listbot.mail.wire.limits import MAX_SIZE
from listbot.recount.evidence import LETTERS, MAILS, is_named_so, number_in
from listbot.recount.sealed.sums import SEAL, SUMS, UNLISTED, Change, seal_text, sums_text

LARGEST = MAX_SIZE  # bytes of a mail
LARGEST_TEXT = 16 * 1024 * 1024  # bytes of any other file; the ledger of 20,000 mails has 10 MB
MOST_BYTES = 1024**3  # of all files; they are held in memory
MOST_FILES = 20_000
SHOWN = 20  # strange names that are told one by one
FOLDER_MODE, FILE_MODE = 0o700, 0o600  # the mails have people's addresses

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass
class Found:
    """What is in a folder."""

    files: dict[str, bytes] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    read: int = 0
    """Bytes."""
    strange: int = 0

    def refuse(self, name: str, what: str) -> None:
        """Note something that was not read."""
        self.strange += 1
        if self.strange <= SHOWN:
            self.changes.append(Change(name, what, number_in(name)))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a new or empty folder, for its owner alone, and seal them; the seal
    comes last, so a folder that is half written has none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    sums = sums_text(files).encode()
    for name, content in (*files.items(), (SUMS, sums), (SEAL, seal_text(sums).encode())):
        path = folder / name
        path.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as out:
            out.write(content)


def read_folder(folder: Path) -> tuple[dict[str, bytes], tuple[Change, ...]]:
    """Return the files of the folder by name, and what in it could not or must not be read."""
    found = Found()
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in _names(here, "", found):
            if name in (MAILS, LETTERS) and _is_folder(here, name):
                _read_inside(here, name, found)
            else:
                _take(here, name, name, found)
    finally:
        os.close(here)
    if found.strange > SHOWN:
        found.changes.append(Change(".", f"has {found.strange - SHOWN} more that were not read"))
    return found.files, tuple(found.changes)


def _names(here: int, inside: str, found: Found) -> Iterator[str]:
    """Yield the names in a folder, in order, as far as a folder of evidence goes."""
    with os.scandir(here) as entries:
        names = [entry.name for entry, _ in zip(entries, range(MOST_FILES + 1), strict=False)]
    if len(names) > MOST_FILES:
        found.refuse(inside or ".", f"has more than {MOST_FILES} files")
    yield from sorted(names)[:MOST_FILES]


def _is_folder(here: int, name: str) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode)


def _read_inside(above: int, folder: str, found: Found) -> None:
    here = os.open(folder, _FLAGS | os.O_DIRECTORY, dir_fd=above)
    try:
        for name in _names(here, folder, found):
            _take(here, name, f"{folder}/{name}", found)
    finally:
        os.close(here)


def _take(here: int, name: str, path: str, found: Found) -> None:
    if path not in UNLISTED and not is_named_so(path):
        found.refuse(path, "is not a file of evidence, and was not read")
        return
    try:
        opened = os.open(name, _FLAGS, dir_fd=here)
    except OSError as fault:
        is_link = fault.errno == errno.ELOOP  # what O_NOFOLLOW says of a link
        found.refuse(path, "is a link, and was not followed" if is_link else f"{fault.strerror}")
        return
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            found.refuse(path, "is not a regular file")
        elif status.st_size > (most := LARGEST if path.endswith(".eml") else LARGEST_TEXT):
            found.refuse(path, f"has {status.st_size} bytes (at most {most})")
        elif found.read + status.st_size > MOST_BYTES:
            found.refuse(path, f"is one too many: all files have more than {MOST_BYTES} bytes")
        else:
            with os.fdopen(opened, "rb", closefd=False) as file:
                found.files[path] = file.read(LARGEST)
            found.read += len(found.files[path])
    finally:
        os.close(opened)
