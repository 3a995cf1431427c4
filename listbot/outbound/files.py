"""File system work beyond writing a file. Raises OSError."""

import os
from pathlib import Path


def flush_folder(folder: Path) -> None:
    """Make a new name durable, too: fsync of the file alone does not do that (fsync(2))."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_private(path: Path) -> int:
    """Create an empty file that only its owner can read, and return its descriptor.

    If root creates it, it belongs to the owner of its folder.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(handle, folder.st_uid, folder.st_gid)
    return handle
