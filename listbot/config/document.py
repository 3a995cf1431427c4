"""The configuration file as tables: parsed, overridden from the environment, and free of unknown
keys.

Knows the shape (`keys.py`) and nothing of what a value means. An unreadable file or a TOML error
ends the reading, for there is nothing more to look at; every other fault is collected.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from listbot.config.faults import Faults, closest, suggestion
from listbot.config.keys import ACCOUNTS, PATHS, REPEATED, SECRETS, SECTIONS, keys_of
from listbot.errors import ConfigError

Tables = dict[str, Any]
"""What tomllib returns. It does not leave this package: the readers make types of it."""

OVERRIDE = re.compile(r"LISTBOT_([A-Z0-9_]{1,60}?)__([A-Z0-9_]{1,60})\Z")
"""Names with two underscores are ours; LISTBOT_CONFIG and the like are not."""

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
"""What an [[imap]] is called: it stands in a list's `via`, in variables and in names of
credentials.
"""
LONGEST_NAME = 32


def variable(path: str) -> str:
    """The environment variable that sets a key: "imap.host" -> "LISTBOT_IMAP__HOST"; a hyphen
    becomes "_".
    """
    return f"LISTBOT_{path.replace('.', '__').replace('-', '_').upper()}"


class FromEnvironment(str):
    """A value set by a LISTBOT_SECTION__KEY variable: always text, so the readers convert it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The tables of one file, and where they came from."""

    path: Path
    tables: Tables

    def place(self, path: str) -> str:
        """Where a key stands, for a fault: "config.toml: imap.host"."""
        return f"{self.path}: {path}"

    def relative(self, path: str) -> Path:
        """A path as the file means it: from its own folder, `~` expanded."""
        return (self.path.parent / Path(path).expanduser()).absolute()


def read_document(path: Path, environ: Mapping[str, str], faults: Faults) -> Document:
    """Parse the file, apply the environment, and report every key that does not exist."""
    document = Document(path, parse(path))
    override(document, environ, faults)
    check_shape(document, faults)
    return document


def parse(path: Path) -> Tables:
    """Parse a TOML file. Raises ConfigError at once when there is nothing to read on."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise ConfigError((f"{path}: is not UTF-8 (byte {error.start})",)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((f"{path}: is no TOML: {error}",)) from error


def override(document: Document, environ: Mapping[str, str], faults: Faults) -> None:
    """Put the values of LISTBOT_SECTION__KEY variables over those of the file."""
    for name, value in sorted(environ.items()):
        if match := OVERRIDE.match(name):
            section, key = match[1].lower(), match[2].lower()
            table, key, fault = target(document, section, key)
            if fault:
                faults.add(f"environment: {name}", fault)
            elif f"{section}.{key}" not in SECRETS:  # For those secrets.py looks itself, last.
                table[key] = FromEnvironment(value)


def target(document: Document, section: str, key: str) -> tuple[Tables, str, str]:
    """The table that a variable sets a key of, the key, and what is wrong with it, or ""."""
    if section == ACCOUNTS and is_table_list(document.tables.get(section)):
        account, _, key = key.rpartition("__")
        known = {label_in_variable(label): table for label, table in account_tables(document)}
        return known.get(account, {}), key, account_fault(tuple(known), account, key)
    fault = "" if f"{section}.{key}" in SECRETS else override_fault(section, key)
    table = (
        {} if fault or f"{section}.{key}" in SECRETS else document.tables.setdefault(section, {})
    )
    return table if isinstance(table, dict) else {}, key, fault


def label_in_variable(label: str) -> str:
    """ "imap.infra-support" -> "infra_support", as a variable has it in small letters."""
    return label.removeprefix(f"{ACCOUNTS}.").replace("-", "_")


def account_fault(known: tuple[str, ...], account: str, key: str) -> str:
    """What is wrong with a variable for this key of this [[imap]], or ""."""
    if account not in known:
        meant = closest(account, known) or next(iter(known), "name")
        return (
            f"the file has no such [[imap]]; did you mean {variable(f'{ACCOUNTS}.{meant}.{key}')}?"
        )
    if key == "name":
        return "the name of an [[imap]] can only be set in the file"
    if f"{ACCOUNTS}.{key}" not in SECRETS and key not in keys_of(ACCOUNTS):
        close = closest(key, keys_of(ACCOUNTS))
        return "there is no such key" + (
            f"; did you mean {variable(f'{ACCOUNTS}.{account}.{close}')}?" if close else ""
        )
    return ""


def override_fault(section: str, key: str) -> str:
    """What is wrong with a variable for this key, or ""."""
    if section in REPEATED:
        return f"[[{section}]] can only be set in the file"
    if key not in keys_of(section):
        close = closest(f"{section}.{key}", PATHS)
        return "there is no such key" + (f"; did you mean {variable(close)}?" if close else "")
    return ""


def check_shape(document: Document, faults: Faults) -> None:
    """Report sections and keys that do not exist, and sections of the wrong kind."""
    for section, content in document.tables.items():
        place = document.place(section)
        if section not in dict(SECTIONS):
            faults.add(place, "there is no such section" + stray_hint(section))
        elif section == ACCOUNTS and (is_table_list(content) or isinstance(content, dict)):
            check_accounts(document, faults)
        elif section == ACCOUNTS:
            faults.add(
                place,
                f"must be a section, written [{section}], or [[{section}]] for each of several",
            )
        elif section in REPEATED and not is_table_list(content):
            faults.add(place, f"must be written [[{section}]]")
        elif section not in REPEATED and not isinstance(content, dict):
            faults.add(place, f"must be a section, written [{section}]")
        elif section in REPEATED:
            for number, table in enumerate(content, 1):
                check_keys(document, f"{section}[{number}]", section, table, faults)
        else:
            check_keys(document, section, section, content, faults)


def check_accounts(document: Document, faults: Faults) -> None:
    """Report the keys of [imap] or of each [[imap]] that do not exist."""
    for label, table in account_tables(document):
        check_keys(document, label, ACCOUNTS, table, faults)
        if label == ACCOUNTS and "name" in table:
            faults.add(
                document.place(f"{label}.name"),
                "only [[imap]], of which there may be several, have names",
            )


def account_tables(document: Document) -> list[tuple[str, Tables]]:
    """[imap], or each [[imap]], as faults, variables and credentials call it: "imap",
    "imap.support", "imap[2]".
    """
    content = document.tables.get(ACCOUNTS)
    if not is_table_list(content):
        return [(ACCOUNTS, content)] if isinstance(content, dict) else []
    names = [table.get("name") for table in content]
    return [
        (
            f"{ACCOUNTS}.{name}"
            if is_name(name) and names.count(name) == 1
            else f"{ACCOUNTS}[{number}]",
            table,
        )
        for number, (name, table) in enumerate(zip(names, content, strict=True), 1)
    ]


def is_name(value: object) -> bool:
    """Whether an account may be called so."""
    return isinstance(value, str) and len(value) <= LONGEST_NAME and NAME.match(value) is not None


def check_keys(document: Document, shown: str, section: str, table: Tables, faults: Faults) -> None:
    """Report the keys of one table that do not exist, and secrets that stand in the file."""
    for key in table:
        path = f"{section}.{key}"
        if path in SECRETS:
            given = how_to_give(f"{shown}.{key}")
            faults.add(document.place(f"{shown}.{key}"), f"does not stand in this file: {given}")
        elif key not in keys_of(section):
            hint = suggestion(key, keys_of(section)) or elsewhere(key)
            faults.add(document.place(f"{shown}.{key}"), "there is no such key" + hint)


def how_to_give(secret: str) -> str:
    """How to hand over a password: "imap.password" by file or by credential."""
    return (
        f"write it to a file that only listbot can read and name that file in {secret}_file, "
        f"or hand it over as the systemd credential {secret}"
    )


def stray_hint(name: str) -> str:
    """The suggestion for an unknown top-level name: a section like it, or the section its key
    belongs to.
    """
    return elsewhere(name) or suggestion(name, dict(SECTIONS))


def elsewhere(key: str) -> str:
    """ "; did you mean ...?" for a key that exists in another section, or ""."""
    homes = [path for path in PATHS if path.endswith(f".{key}")]
    return f"; did you mean {' or '.join(homes)}?" if homes else ""


def is_table_list(content: object) -> TypeGuard[list[Tables]]:
    """Whether this is what TOML makes of [[name]]."""
    return isinstance(content, list) and all(isinstance(each, dict) for each in content)
