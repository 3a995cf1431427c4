"""The files of a SQLite database: whose they are, who may read them, and why they cannot be used.

A database holds mails as they came, private ones included, so only its owner reads it, whoever made
it and whatever the umask was. One that root makes (an import before the first start) belongs to the
owner of its folder, so that the daemon can write to it. SQLite gives the log beside a database the
same owner and mode. Nothing here opens a database; creating the empty file fails with OSError.
"""

import os
import pwd
from pathlib import Path

PRIVATE = 0o600
ROOT = 0


def create_private(path: Path) -> None:
    """Create the empty file of a database that only its owner reads; one that is there stays as it
    is.
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
    """Why this process cannot use the database file, in words for the admin; "" if nothing about
    its files shows it.
    """
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder}"
    needed = os.R_OK if to_read else os.R_OK | os.W_OK
    if path.exists() and not _may(path, needed):
        return _foreign(path)
    if to_read and not path.exists():
        return "there is no database yet; the daemon makes it when it starts"
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
        f"{path} belongs to {owner}, and this runs as {us}; run it "
        f"as {owner}, or give the file to {us}"
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
