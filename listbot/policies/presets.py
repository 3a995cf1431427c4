"""Read a preset: TOML text of one community's rules in, its classes as policies out.

It opens no file (`listbot.packaged` does, for the shipped presets). The parameters that decide
every vote have no defaults: a rule that people vote by is written down in full, or names the class
it is `like` and states what differs. It raises a ConfigError with all errors at once, each with its
file, line and key.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.policies.contradictions import contradictions
from listbot.policies.rule_table import READERS, REQUIRED, RuleTable

Find = Callable[[str], Policy]
"""From "ovirt:minor" to that class; raises ConfigError for a name it does not know."""

Place = Callable[[str, str], str]
"""From a class and a key to where it is written: "ours.toml: line 12"."""

_HEADER = re.compile(r'\s{0,9}\[\s{0,9}classes\s{0,9}\.\s{0,9}"?([^\]"]{1,80}?)"?\s{0,9}\]')
_KEY = re.compile(r"\s{0,20}([a-z_]{1,40})\s{0,20}=", re.ASCII)


@dataclass(frozen=True, slots=True)
class Preset:
    """One community's rules."""

    name: str
    source: str
    """Where the community wrote them down; "" if the text does not say."""
    policies: tuple[Policy, ...]


def parse_preset(name: str, text: str, find: Find | None = None) -> tuple[Policy, ...]:
    """Return the classes of the preset `name`, in the order of its text; raises ConfigError."""
    return read_preset(name, text, find).policies


def read_preset(name: str, text: str, find: Find | None = None) -> Preset:
    """Return a preset with its source. `find` knows the classes of other presets that one may be
    like. Raises ConfigError.
    """
    where = f"{name}.toml"
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((f"{where}: {error}",)) from error
    classes, source = tables.pop("classes", None), tables.pop("source", "")
    faults = [f"{where}: {key}: unknown key" for key in tables]
    if not isinstance(source, str):
        faults.append(f"{where}: source: expected text, found {source!r}")
    if not isinstance(classes, dict) or not classes:
        raise ConfigError((*faults, f"{where}: classes: at least one [classes.NAME] is needed"))
    policies, found = read_classes(name, classes, places_in(where, text), find)
    faults += found
    if faults:
        raise ConfigError(tuple(faults))
    return Preset(name, str(source), policies)


def read_classes(
    preset: str, classes: Mapping[str, object], place: Place, find: Find | None, prefix: str = ""
) -> tuple[tuple[Policy, ...], list[str]]:
    """Return the classes of a preset and all faults. If there are faults, the classes must not be
    used.
    """
    faults: list[str] = []
    known: dict[str, Policy] = {}
    for name, table in classes.items():
        rule = RuleTable(f"{prefix or 'classes'}.{name}", partial(place, name), table)
        known[name] = _policy(preset, name, rule, _like(rule, known, find))
        faults += rule.faults
    return tuple(known.values()), faults + _shared_tags(prefix or "classes", place, known.values())


def _like(rule: RuleTable, known: Mapping[str, Policy], find: Find | None) -> Policy | None:
    """The class that a rule is like: one above it in the same text, or one of another preset."""
    if "like" not in rule.table:
        return None
    name = rule.table.pop("like")
    if isinstance(name, str) and name in known:
        return known[name]
    try:
        if isinstance(name, str) and find is not None:
            return find(name)
        rule.fault("like", f'expected a class like "ovirt:minor", found {name!r}')
    except ConfigError as error:
        for each in error.faults:
            rule.fault("like", each)
    # Otherwise each of its parameters would be reported as missing.
    return _policy("", "", RuleTable("", lambda key: "", {}), None)


def _policy(preset: str, name: str, rule: RuleTable, like: Policy | None) -> Policy:
    """Return a class; a parameter that is not stated is that of the class it is like, or the
    default.
    """
    values: dict[str, Any] = {}
    for key in READERS:
        if key in rule.table:
            values[key] = rule.take(key)
        elif like is not None:
            values[key] = getattr(like, key)
        elif key in REQUIRED:
            values[key] = rule.missing(key)
    policy = Policy(preset=preset, name=name, **values)
    for key in rule.table:
        rule.fault(key, "unknown key")
    if not rule.faults:
        for key, what in contradictions(policy):
            rule.fault(key, what)
    return policy


def _shared_tags(prefix: str, place: Place, policies: Any) -> list[str]:
    """Refuse a tag that two classes claim for the same titles: it would open whichever comes
    first.
    """
    owner: dict[tuple[str, str], str] = {}
    return [
        f'{place(policy.name, "tags")}: {prefix}.{policy.name}.tags: "{tag}" already opens '
        f'"{owner[tag, title.casefold()]}"'
        for policy in policies
        for tag in policy.tags
        for title in policy.titles or ("",)
        if owner.setdefault((tag, title.casefold()), policy.name) != policy.name
    ]


def places_in(where: str, text: str) -> Place:
    """Return where the keys of a text's classes are: "ours.toml: line 12"."""
    lines = _lines(text)
    return lambda kind, key: _place(where, lines, kind, key)


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The line of each key of each class; "" stands for the class itself. A key written in a way
    that this does not know has no line.
    """
    found: dict[tuple[str, str], int] = {}
    kind = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            kind = header[1]
            found.setdefault((kind, ""), number)
        elif line.lstrip().startswith("["):
            kind = ""
        elif key and kind:
            found.setdefault((kind, key[1]), number)
    return found


def _place(where: str, lines: Mapping[tuple[str, str], int], kind: str, key: str) -> str:
    number = lines.get((kind, key), lines.get((kind, ""), 0))
    return f"{where}: line {number}" if number else where
