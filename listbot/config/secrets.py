"""Finds secrets, in this order: a systemd credential, a file, a program where there may be one, the
environment (with a warning).

For accounts that take no password it reads where their access tokens come from; it fetches none.

Never in the configuration file (`document.py` refuses that) and never on the command line, which
every user of the machine can read. A fault's text never includes a secret.
"""

import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

from listbot.config.document import how_to_give, variable
from listbot.config.section import Section
from listbot.config.types import TokenConfig

OTHERS = stat.S_IRWXG | stat.S_IRWXO
ANSWERS_WITHIN = 20.0  # seconds; a password store may have to ask another machine


def password(section: Section, environ: Mapping[str, str], *, needed: bool) -> str:
    """Return the password of a section, as `secret` does."""
    return secret(section, environ, "password", needed=needed)


def secret(section: Section, environ: Mapping[str, str], name: str, *, needed: bool) -> str:
    """Return a section's secret of this name, or "". A missing one is a fault if it is needed, and
    none is looked for if this process has no use for it.
    """
    return any_secret(section, environ, name, needed=needed) if section.document.has_secrets else ""


def any_password(section: Section, environ: Mapping[str, str], *, needed: bool) -> str:
    """Return the password of a section that every process has a use for: the database's."""
    return any_secret(section, environ, "password", needed=needed)


def any_secret(section: Section, environ: Mapping[str, str], name: str, *, needed: bool) -> str:
    """Return a secret, whatever this process is."""
    path, key = f"{section.name}.{name}", f"{name}_file"
    if file := credential(path, environ):
        return first_line(section, key, file)
    if file := section.path(key):
        return from_file(section, key, file)
    if section.has(f"{name}_command"):
        return from_command(section, f"{name}_command")
    if value := environ.get(variable(path)):
        section.faults.warn(
            f"environment: {variable(path)}",
            f"is visible to every child process; use a file instead, named in {path}_file",
        )
        return value
    if needed and not section.has(name):
        section.fault(name, f"is missing: {how_to_give(path)}")
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


def from_file(section: Section, key: str, file: Path) -> str:
    """Read a secret's file; one that others than its owner may open is a fault."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        section.fault(key, f"{file} cannot be read: {error.strerror}")
        return ""
    if mode & OTHERS:
        section.fault(key, f"{file} must be private to its owner: chmod 600 {file}")
        return ""
    return first_line(section, key, file)


def from_command(section: Section, key: str) -> str:
    """Return the first line that a program prints. It is run without a shell."""
    command = section.texts(key)
    if not command or not Path(command[0]).is_absolute():
        section.fault(
            key, 'must begin with the full path of a program, like ["/usr/bin/pass", "x"]'
        )
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # The admin named it, and no stranger adds a word.
            command, capture_output=True, timeout=ANSWERS_WITHIN, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        section.fault(key, f"{command[0]} could not be run: {type(fault).__name__}")
        return ""
    line = done.stdout.partition(b"\n")[0].decode("utf-8", "replace").strip()
    if done.returncode or not line:
        section.fault(key, f"{command[0]} gave no secret: it ended with {done.returncode}")
        return ""
    return line


def first_line(section: Section, key: str, file: Path) -> str:
    """Return the first line of a secret's file; an empty or unreadable file is a fault."""
    try:
        line = file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except OSError as error:
        section.fault(key, f"{file} cannot be read: {error.strerror}")
        return ""
    except UnicodeDecodeError:
        section.fault(key, f"{file} must be UTF-8 text")
        return ""
    if not line:
        section.fault(key, f"{file} is empty; its first line must be the {key.partition('_')[0]}")
    return line
