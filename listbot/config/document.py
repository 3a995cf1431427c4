"""The configuration file as tables: parsed, overridden from the environment, checked for unknown
keys.

This module knows the keys (`keys.py`) but not what their values mean. An unreadable file or a TOML
error ends the reading, since there is nothing more to check; all other faults are collected.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from listbot.config.faults import Faults, closest, suggestion
from listbot.config.keys import ACCOUNTS, CLASSES, PATHS, REPEATED, SECRETS, SECTIONS, keys_of
from listbot.errors import ConfigError
from listbot.policies.tables import tables_in

Tables = dict[str, Any]
"""The result of tomllib. It does not leave this package: the readers turn it into types."""

OVERRIDE = re.compile(r"LISTBOT_([A-Z0-9_]{1,60}?)__([A-Z0-9_]{1,60})\Z")
"""Variables that set a key have two underscores; LISTBOT_CONFIG and the like do not."""

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
"""The name of an [[imap]], used in a list's `via`, in variables and in names of credentials."""
LONGEST_NAME = 32


def variable(path: str) -> str:
    """Return the environment variable that sets a key: "imap.host" -> "LISTBOT_IMAP__HOST". A
    hyphen becomes "_".
    """
    return f"LISTBOT_{path.replace('.', '__').replace('-', '_').upper()}"


class FromEnvironment(str):
    """A value from a LISTBOT_SECTION__KEY variable: always text, so the readers convert it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The tables of one file, and where they came from."""

    path: Path
    tables: Tables
    has_secrets: bool = True
    """Whether passwords are read; a process that needs none must not need to have them."""

    def place(self, path: str) -> str:
        """Return the place of a key, for a fault: "config.toml: imap.host"."""
        return f"{self.path}: {path}"

    def relative(self, path: str) -> Path:
        """Resolve a path as the file means it: from the file's folder, `~` expanded."""
        return (self.path.parent / Path(path).expanduser()).absolute()


def read_document(
    path: Path, environ: Mapping[str, str], faults: Faults, *, has_secrets: bool = True
) -> Document:
    """Parse the file, apply the environment, and report every unknown key.

    Raises ConfigError at once if the file cannot be read or parsed.
    """
    document = Document(path, parse(path), has_secrets)
    override(document, environ, faults)
    check_shape(document, faults)
    return document


def parse(path: Path) -> Tables:
    """Parse a TOML file. Raises ConfigError if it cannot be read or parsed."""
    try:
        return tables_in(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise ConfigError((f"{path}: is not UTF-8 (byte {error.start})",)) from error
    except ValueError as error:
        raise ConfigError((f"{path}: is not valid TOML: {error}{once_hint(error)}",)) from error


def once_hint(fault: ValueError) -> str:
    """Return what may stand twice, for a key or section that does so and must not, or ""."""
    if not str(fault).startswith(("Cannot declare", "Cannot overwrite")):
        return ""
    return (
        "; a key, and a [section], may stand only once: for each of several lists, rosters or "
        "members write [[lists]], [[rosters]] or [[members]]"
    )


def override(document: Document, environ: Mapping[str, str], faults: Faults) -> None:
    """Let the values of LISTBOT_SECTION__KEY variables override those of the file."""
    for name, value in sorted(environ.items()):
        if match := OVERRIDE.match(name):
            section, key = match[1].lower(), match[2].lower()
            table, key, fault = target(document, section, key)
            if fault:
                faults.add(f"environment: {name}", fault)
            elif f"{section}.{key}" not in SECRETS:  # secrets.py reads those, as a last resort
                table[key] = FromEnvironment(value)


def target(document: Document, section: str, key: str) -> tuple[Tables, str, str]:
    """Return the table and the key that a variable sets, and its fault or ""."""
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
    """Return an account's name as its variable has it, in lower case: "imap.infra-support" ->
    "infra_support".
    """
    return label.removeprefix(f"{ACCOUNTS}.").replace("-", "_")


def account_fault(known: tuple[str, ...], account: str, key: str) -> str:
    """Return what is wrong with a variable for this key of this [[imap]], or ""."""
    if account not in known:
        meant = closest(account, known) or next(iter(known), "name")
        return f"no [[imap]] has this name; did you mean {variable(f'{ACCOUNTS}.{meant}.{key}')}?"
    if key == "name":
        return "the name of an [[imap]] can only be set in the file"
    if f"{ACCOUNTS}.{key}" not in SECRETS and key not in keys_of(ACCOUNTS):
        close = closest(key, keys_of(ACCOUNTS))
        return "there is no such key" + (
            f"; did you mean {variable(f'{ACCOUNTS}.{account}.{close}')}?" if close else ""
        )
    return ""


def override_fault(section: str, key: str) -> str:
    """Return what is wrong with a variable for this key, or ""."""
    if section in REPEATED:
        return f"[[{section}]] can only be set in the file"
    if key not in keys_of(section):
        close = closest(f"{section}.{key}", PATHS)
        return "there is no such key" + (f"; did you mean {variable(close)}?" if close else "")
    return ""


def check_shape(document: Document, faults: Faults) -> None:
    """Report unknown sections and keys, and sections of the wrong kind."""
    for section, content in document.tables.items():
        place = document.place(section)
        if section == CLASSES:
            check_classes(document, content, faults)
        elif section not in dict(SECTIONS):
            faults.add(place, "there is no such section" + stray_hint(section))
        elif section == ACCOUNTS:
            check_accounts(document, content, faults)
        elif section in REPEATED and not is_table_list(content):
            faults.add(place, f"must be written [[{section}]]")
        elif section not in REPEATED and not isinstance(content, dict):
            faults.add(place, f"must be a section: [{section}]")
        elif section in REPEATED:
            for number, table in enumerate(content, 1):
                check_keys(document, f"{section}[{number}]", section, table, faults)
        else:
            check_keys(document, section, section, content, faults)


def check_classes(document: Document, content: object, faults: Faults) -> None:
    """Report [classes] that are not tables; `policies.py` reads their keys."""
    if not isinstance(content, dict):
        faults.add(document.place(CLASSES), f"must be written [{CLASSES}.NAME]")


def check_accounts(document: Document, content: object, faults: Faults) -> None:
    """Report unknown keys of [imap] or of each [[imap]]."""
    if not is_table_list(content) and not isinstance(content, dict):
        what = f"must be a section: [{ACCOUNTS}], or [[{ACCOUNTS}]] for each of several"
        faults.add(document.place(ACCOUNTS), what)
        return
    for label, table in account_tables(document):
        check_keys(document, label, ACCOUNTS, table, faults)
        if label == ACCOUNTS and "name" in table:
            faults.add(
                document.place(f"{label}.name"),
                "is only for [[imap]] sections, of which there may be several; remove it",
            )


def account_tables(document: Document) -> list[tuple[str, Tables]]:
    """Return [imap], or each [[imap]], with its label for faults, variables and credentials:
    "imap", "imap.support", or "imap[2]" if its name is not usable.
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
    """Return whether this is a valid name for an account."""
    return isinstance(value, str) and len(value) <= LONGEST_NAME and NAME.match(value) is not None


def check_keys(document: Document, shown: str, section: str, table: Tables, faults: Faults) -> None:
    """Report unknown keys in one table, and secrets written into the file."""
    for key in table:
        path = f"{section}.{key}"
        if path in SECRETS:
            given = how_to_give(f"{shown}.{key}")
            faults.add(document.place(f"{shown}.{key}"), f"must not be in this file: {given}")
        elif key not in keys_of(section):
            hint = suggestion(key, keys_of(section)) or elsewhere(key)
            faults.add(document.place(f"{shown}.{key}"), "there is no such key" + hint)


def how_to_give(secret: str) -> str:
    """Say how to provide a secret like "imap.password": by file or by credential."""
    return (
        f"write it to a file that only listbot can read and name that file in {secret}_file, "
        f"or provide it as the systemd credential {secret}"
    )


def stray_hint(name: str) -> str:
    """Return a suggestion for an unknown top-level name: the section that has this key, or a
    similarly named section.
    """
    if f"{name}s" in REPEATED:
        return f"; did you mean {name}s?"
    return elsewhere(name) or suggestion(name, dict(SECTIONS))


def elsewhere(key: str) -> str:
    """Return "; did you mean ...?" for a key that exists in another section, or ""."""
    homes = [path for path in PATHS if path.endswith(f".{key}")]
    return f"; did you mean {' or '.join(homes)}?" if homes else ""


def is_table_list(content: object) -> TypeGuard[list[Tables]]:
    """Return whether this is what TOML parses [[name]] into."""
    return isinstance(content, list) and all(isinstance(each, dict) for each in content)
