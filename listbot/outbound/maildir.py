"""Delivers letters into a maildir, durably: written in tmp/, flushed to the disk, then
moved into new/.

The file's name is made from the Message-ID, so delivering the same letter again finds the
first copy (read already or not) and makes no second one. A full disk, missing permissions
or a path that is not a folder raise CarrierUnavailable; nothing half-written is left where
a reader looks.
"""

import asyncio
import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from listbot.errors import CarrierUnavailable
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.files import flush_folder

LONGEST_NAME = 200  # bytes; file systems allow 255, and a reader adds its flags (":2,S")


class MaildirCarrier:
    """A Carrier that writes to one maildir, created on first use."""

    name = "maildir"

    def __init__(self, path: Path) -> None:
        self._path = path

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Write one letter; a thread waits for the disk."""
        return await asyncio.to_thread(self._deliver, parcel)

    async def check(self) -> str:
        """Create the maildir and check that it can be written to."""
        return await asyncio.to_thread(self._check)

    def _deliver(self, parcel: Parcel) -> Receipt:
        name = file_name(parcel.message_id)
        try:
            self._make()
            if self._is_there(name):
                return Receipt(f"250 was there already as {name}")
            self._write(name, parcel.raw)
        except OSError as fault:
            raise CarrierUnavailable(f"maildir {self._path}: {fault.strerror}") from fault
        return Receipt(f"250 written to new/{name}")

    def _check(self) -> str:
        try:
            self._make()
        except OSError as fault:
            raise CarrierUnavailable(f"maildir {self._path}: {fault.strerror}") from fault
        if not os.access(self._path / "tmp", os.W_OK):
            raise CarrierUnavailable(f"maildir {self._path}: permission denied")
        return f"maildir: {self._path} can be written to"

    def _make(self) -> None:
        for folder in ("tmp", "new", "cur"):
            (self._path / folder).mkdir(parents=True, exist_ok=True)

    def _is_there(self, name: str) -> bool:
        """Return whether it is in new/, or in cur/ with or without the flags a reader added."""
        if (self._path / "new" / name).exists():
            return True
        return any(found.name.partition(":")[0] == name for found in (self._path / "cur").iterdir())

    def _write(self, name: str, raw: bytes) -> None:
        draft = self._path / "tmp" / name
        try:
            with draft.open("wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path / "new" / name)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        flush_folder(self._path / "new")


def file_name(message_id: str) -> str:
    """Return a letter's name in a maildir: its Message-ID without brackets, made safe, or a
    hash if that is too long.

    It must not contain "/" or ":", nor begin with a dot.
    """
    name = quote(message_id.strip("<>"), safe="@+=,").lstrip(".")
    if not name or len(name) > LONGEST_NAME:
        return sha256(message_id.encode("utf-8", "backslashreplace")).hexdigest()
    return name
