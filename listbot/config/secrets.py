"""Finds passwords, in this order: a systemd credential, a file, the environment (with a warning).

For accounts that take no password it reads where their access tokens come from; it fetches none.

Never in the configuration file (`document.py` refuses that) and never on the command line, which
every user of the machine can read. A fault's text never includes a password.
"""

import stat
from collections.abc import Mapping
from pathlib import Path

from listbot.config.document import how_to_give, variable
from listbot.config.section import Section
from listbot.config.types import TokenConfig

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def password(section: Section, environ: Mapping[str, str], *, needed: bool) -> str:
    """Return the password of a section, or "". A missing password is a fault if it is needed, and
    none is looked for if this process has no use for it.
    """
    return any_password(section, environ, needed=needed) if section.document.has_secrets else ""


def any_password(section: Section, environ: Mapping[str, str], *, needed: bool) -> str:
    """Return the same for a section that every process has a use for: the database's."""
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


def has_token(section: Section) -> bool:
    """Return whether the account logs in with access tokens."""
    return section.has("token_command") or section.has("token_file")


def read_token(section: Section, environ: Mapping[str, str]) -> TokenConfig | None:
    """Read where the account's tokens come from; None if it has a password."""
    if not has_token(section):
        return None
    is_file = section.has("token_file")
    key = "token_file" if is_file else "token_command"
    others = ["token_command"] if is_file and section.has("token_command") else []
    path = f"{section.name}.password"
    is_given = credential(path, environ) or environ.get(variable(path))
    if section.has("password_file") or is_given:
        others.append("password_file" if section.has("password_file") else "password")
    for other in others:
        section.fault(key, f"must not stand beside {other}: an account has one way to log in")
    command = section.command("token_command", '["/usr/local/bin/mail-token", "listbot"]')
    return TokenConfig(f"{section.name}.{key}", command, section.path("token_file"))


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
