"""Finds passwords, in this order: a systemd credential, a file, the environment (with a warning).

Never in the configuration file (`document.py` refuses that) and never on the command line, which
every user of the machine can read. A fault's text never includes a password.
"""

import stat
from collections.abc import Mapping
from pathlib import Path

from listbot.config.document import how_to_give, variable
from listbot.config.section import Section

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def password(section: Section, environ: Mapping[str, str], *, needed: bool) -> str:
    """Return the password of a section, or "". A missing password is a fault if it is needed, and
    none is looked for if this process has no use for it.
    """
    if not section.document.has_secrets:
        return ""
    path = f"{section.name}.password"
    if file := credential(path, environ):
        return first_line(section, file)
    if file := section.path("password_file"):
        return from_file(section, file)
    if value := environ.get(variable(path)):
        section.faults.warn(
            f"environment: {variable(path)}",
            f"is visible to every child process; use a file instead, named in {path}_file",
        )
        return value
    if needed and not section.has("password"):
        section.fault("password", f"is missing: {how_to_give(path)}")
    return ""


def credential(path: str, environ: Mapping[str, str]) -> Path | None:
    """Return the file with this secret from systemd, if any (systemd.exec(5), LoadCredential=)."""
    folder = environ.get("CREDENTIALS_DIRECTORY")
    file = Path(folder, path) if folder else None
    return file if file is not None and file.is_file() else None


def from_file(section: Section, file: Path) -> str:
    """Read a password file; one that others than its owner may open is a fault."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        section.fault("password_file", f"{file} cannot be read: {error.strerror}")
        return ""
    if mode & OTHERS:
        section.fault("password_file", f"{file} must be private to its owner: chmod 600 {file}")
        return ""
    return first_line(section, file)


def first_line(section: Section, file: Path) -> str:
    """Return the first line of a secret's file; an empty or unreadable file is a fault."""
    try:
        line = file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except OSError as error:
        section.fault("password_file", f"{file} cannot be read: {error.strerror}")
        return ""
    except UnicodeDecodeError:
        section.fault("password_file", f"{file} must be UTF-8 text")
        return ""
    if not line:
        section.fault("password_file", f"{file} is empty; its first line must be the password")
    return line
