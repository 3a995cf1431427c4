"""The files of a SQLite database: who owns them, who may read them, and why they cannot be used.

A database holds mails as they came, private ones included, so only its owner may read it,
whoever created it and whatever the umask was. If root creates it (an import before the
first start), it belongs to the owner of its folder, so that the daemon can write to it.
SQLite gives its log the same owner and mode. Nothing here opens a database.
"""

import os
import pwd
from pathlib import Path

PRIVATE = 0o600
ROOT = 0


def create_private(path: Path) -> None:
    """Create an empty database file that only its owner can read; leave an existing one alone.

    Raises OSError.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
    except FileExistsError:
        return
    try:
        if os.geteuid() == ROOT:
            folder = path.parent.stat()
            os.fchown(descriptor, folder.st_uid, folder.st_gid)
    finally:
        os.close(descriptor)


def why_not(path: Path, *, to_read: bool = False) -> str:
    """Return why this process cannot use the database file, for the admin; "" if unclear."""
    folder = path.parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist"
    needed = os.R_OK if to_read else os.R_OK | os.W_OK
    if path.exists() and not _may(path, needed):
        return _foreign(path)
    if to_read and not path.exists():
        return "there is no database yet; the daemon creates it when it starts"
    if not _may(folder, needed | os.X_OK):
        return _foreign(folder)
    return ""


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=True)


def _foreign(path: Path) -> str:
    owner, us = _name(path.stat().st_uid), _name(os.geteuid())
    if owner == us:
        return f"its owner {owner} may not use {path}: see its mode"
    return (
        f"{path} belongs to {owner}, but this runs as {us}; run it "
        f"as {owner}, or give the file to {us}"
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
