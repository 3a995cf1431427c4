"""Read a preset: TOML text of one community's rules in, its classes as policies out.

It opens no file (`listbot.packaged` does, for the shipped presets). The parameters that decide
every vote have no defaults: a rule that people vote by is written down in full, or names the class
it is `like` and states what differs. It raises a ConfigError with all errors at once, each with its
file, line and key.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.policies.contradictions import Contradiction, contradictions, in_company
from listbot.policies.preset_text import parameters
from listbot.policies.rule_table import READERS, REQUIRED, RuleTable
from listbot.policies.tables import tables_in

Find = Callable[[str], Policy]
"""From "ovirt:minor" to that class; raises ConfigError for a name it does not know."""

Place = Callable[[str, str], str]
"""From a class and a key to where it is written: "ours.toml: line 12"."""

_HEADER = re.compile(r'\s{0,9}\[\s{0,9}classes\s{0,9}\.\s{0,9}"?([^\]"]{1,80}?)"?\s{0,9}\]')
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,59}", re.ASCII)
_KEY = re.compile(r"\s{0,20}([a-z_]{1,40})\s{0,20}=", re.ASCII)


@dataclass(frozen=True, slots=True)
class Preset:
    """One community's rules."""

    name: str
    source: str
    """Where the community wrote them down; "" if the text does not say."""
    policies: tuple[Policy, ...]


def parse_preset(
    name: str, text: str, find: Find | None = None, *, decided: bool = False
) -> tuple[Policy, ...]:
    """Return the classes of the preset `name`, in the order of its text; raises ConfigError.

    `decided`: votes were decided by it. It is read as it is, even if it contradicts itself.
    """
    return read_preset(name, text, find, decided=decided).policies


def read_preset(name: str, text: str, find: Find | None = None, *, decided: bool = False) -> Preset:
    """Return a preset with its source. `find` knows the classes of other presets that one may be
    like. Raises ConfigError. `decided` is as in `parse_preset`.
    """
    where = f"{name}.toml"
    try:
        tables = tables_in(text)
    except ValueError as error:
        raise ConfigError((f"{where}: {error}",)) from error
    classes, source = tables.pop("classes", None), tables.pop("source", "")
    faults = [f"{where}: {key}: unknown key" for key in tables]
    if not isinstance(source, str):
        faults.append(f"{where}: source: expected text, found {source!r}")
    if not isinstance(classes, dict) or not classes:
        raise ConfigError((*faults, f"{where}: classes: at least one [classes.NAME] is needed"))
    place = places_in(where, text)
    policies, found = read_classes(name, classes, place, find, decided=decided)
    faults += found
    if faults:
        raise ConfigError(tuple(faults))
    return Preset(name, str(source), policies)


def read_classes(
    preset: str,
    classes: Mapping[str, object],
    place: Place,
    find: Find | None,
    *,
    decided: bool = False,
) -> tuple[tuple[Policy, ...], list[str]]:
    """Return the classes of a preset and all faults. If there are faults, the classes must not be
    used.
    """
    rules = {
        name: RuleTable(f"classes.{name}", partial(place, name), table)
        for name, table in classes.items()
    }
    known: dict[str, Policy] = {}
    for name, rule in rules.items():
        like = _like(preset, name, rule, known, rules, find)
        known[name] = _policy(preset, name, rule, like)
        if not decided and not _NAME.fullmatch(name):
            rule.fault("", 'a name has letters, digits, "-", "_" and ".", so that commands take it')
        if not (decided or rule.faults or rule.is_doubtful):
            _check(rule, known[name], contradictions(known[name]))
        # What is wrong with a class is not said again of those that are like it.
        rule.is_doubtful = bool(rule.faults) or rule.is_doubtful
    if not decided:
        sure = [known[name] for name, rule in rules.items() if not rule.is_doubtful]
        for policy in sure:
            _check(rules[policy.name], policy, in_company(policy, sure))
    return tuple(known.values()), [fault for rule in rules.values() for fault in rule.faults]


def _check(rule: RuleTable, policy: Policy, found: Iterable[Contradiction]) -> None:
    """Report contradictions where the author of the rule finds them, with the values that the rule
    has from elsewhere.
    """
    for each in found:
        at, other = each.place(rule.written), each.taken_over(rule.written)
        what = each.what if at == each.key else f"{each.key} {each.what}"
        if other in READERS:
            whence = f'as in "{rule.like}"' if rule.like else "if the rule does not say"
            what = f"{what} ({other} = {json.dumps(parameters(policy)[other])} {whence})"
        rule.fault(at, what)


def _like(
    preset: str,
    own: str,
    rule: RuleTable,
    known: Mapping[str, Policy],
    rules: Mapping[str, RuleTable],
    find: Find | None,
) -> Policy | None:
    """The class that a rule is like: one above it in the same text, or one of another preset."""
    if "like" not in rule.table:
        return None
    name = rule.table.pop("like")
    rule.like = str(name)
    short = name.removeprefix(f"{preset}:") if isinstance(name, str) else ""
    if short in known:
        rule.is_doubtful = rules[short].is_doubtful
        return known[short]
    found = _elsewhere(name, short, own, rules, find)
    if isinstance(found, Policy):
        return found
    for fault in found:
        rule.fault("like", fault)
    # Otherwise each of its parameters would be reported as missing.
    rule.is_doubtful = True
    return _policy("", "", RuleTable("", lambda key: "", {}), None)


def _elsewhere(
    name: object, short: str, own: str, rules: Mapping[str, RuleTable], find: Find | None
) -> Policy | tuple[str, ...]:
    """Look for a class that is not above in the same text: the class, or what is wrong."""
    if short == own:
        return (f'"{name}" is this class; name one above it, or one like "ovirt:minor"',)
    if short in rules:
        return (f'"{name}" is further down; write it above the classes that are like it',)
    if not isinstance(name, str) or find is None:
        return (f'expected a class like "ovirt:minor", found {name!r}',)
    try:
        return find(name)
    except ConfigError as error:
        if ":" in name:
            return error.faults
        return (f'no class above is named "{name}"; another preset\'s is written "ovirt:minor"',)


def _policy(preset: str, name: str, rule: RuleTable, like: Policy | None) -> Policy:
    """Return a class; a parameter that is not stated is that of the class it is like, or the
    default.
    """
    values: dict[str, Any] = {}
    missing: list[str] = []
    for key in READERS:
        if key in rule.table:
            values[key] = rule.take(key)
        elif like is not None:
            values[key] = getattr(like, key)
        elif key in REQUIRED:
            values[key] = READERS[key].instead
            missing.append(key)
    rule.lacks(missing)
    for key in rule.table:
        rule.fault(key, "unknown key")
    return Policy(preset=preset, name=name, **values)


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
