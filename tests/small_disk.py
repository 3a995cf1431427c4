"""A disk of a few megabytes that a test may fill to the last byte and empty again: a file system in
memory. Mounting it needs root; a test that cannot have one is skipped, loudly.
"""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = bytes(65536)


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """One of them, where anybody may write."""

    folder: Path

    def fill(self) -> None:
        """Take all the room that is left."""
        with (self.folder / "filler").open("ab", buffering=0) as filler:
            size = len(BLOCK)
            while size:
                try:
                    filler.write(BLOCK[:size])
                except OSError as fault:
                    if fault.errno != errno.ENOSPC:
                        raise
                    size //= 2

    def make_room(self) -> None:
        """Give it back."""
        (self.folder / "filler").unlink(missing_ok=True)


def may_mount() -> bool:
    """Return whether this process may mount a file system."""
    with tempfile.TemporaryDirectory() as place:
        if os.geteuid() or _mount(Path(place), 1):
            return False
        subprocess.run(("umount", place), check=True)
        return True


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Mount one until the end of the block."""
    if not may_mount():
        pytest.skip("needs the right to mount a file system: run it as root")
    with tempfile.TemporaryDirectory(prefix="listbot-disk-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # for a server that runs as another user
        failed = _mount(folder, megabytes)
        assert not failed, failed
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(("umount", "--lazy", place), check=True)


def _mount(folder: Path, megabytes: int) -> str:
    """Mount a file system in memory; return why not, or ""."""
    options = f"size={megabytes}m,mode=1777"
    command = ("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""
