"""Read a preset: TOML text of one community's rules in, its classes as policies out.

It opens no file (`listbot.packaged` does, for the shipped presets) and has no defaults: a
rule that people vote by is written down in full. It raises a ConfigError with all errors at
once, each with its file and key.
"""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from listbot.errors import ConfigError
from listbot.model.policy import Electorate, Fractions, Objection, Policy
from listbot.policies.spans import parse_span

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

QUIET_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

_NO_SPAN = timedelta()


def parse_preset(name: str, text: str) -> tuple[Policy, ...]:
    """Return the classes of the preset `name`, in the order of its text; raises ConfigError."""
    where = f"{name}.toml"
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((f"{where}: {error}",)) from error
    classes = tables.pop("classes", None)
    faults = [f"{where}: {key}: unknown key" for key in tables]
    if not isinstance(classes, dict) or not classes:
        raise ConfigError((*faults, f"{where}: classes: at least one [classes.NAME] is needed"))
    policies = tuple(
        _policy(name, key, _Section(f"{where}: classes.{key}", table, faults))
        for key, table in classes.items()
    )
    faults += _shared_tags(where, policies)
    if faults:
        raise ConfigError(tuple(faults))
    return policies


def _policy(preset: str, name: str, section: "_Section") -> Policy:
    policy = Policy(
        preset=preset,
        name=name,
        tags=tuple(tag.upper() for tag in section.texts("tags")),
        silence=section.flag("silence"),
        min_yes=section.count("min_yes"),
        yes_gt_no=section.flag("yes_gt_no"),
        objection=section.choice("objection", Objection),
        reason_required=section.flag("reason_required"),
        put_off=section.span("put_off"),
        if_short=section.span("if_short"),
        if_in_doubt=section.span("if_in_doubt"),
        words=section.flag("words"),
        fractions=section.choice("fractions", Fractions),
        electorate=section.choice("electorate", Electorate),
        window=section.span("window"),
        min_window=section.span("min_window"),
        quiet_days=section.quiet_days("quiet_days"),
        grace=section.span("grace"),
    )
    if section.is_sound and policy.window < policy.min_window:
        section.fault("window", "shorter than min_window")
    section.refuse_the_rest()
    return policy


def _shared_tags(where: str, policies: tuple[Policy, ...]) -> list[str]:
    """Refuse a tag that two classes claim: it would open whichever comes first."""
    owner: dict[str, str] = {}
    faults = []
    for policy in policies:
        for tag in policy.tags:
            if owner.setdefault(tag, policy.name) != policy.name:
                faults.append(
                    f'{where}: classes.{policy.name}.tags: "{tag}" already opens "{owner[tag]}"'
                )
    return faults


class _Section:
    """One table of the text: returns each typed value once, and collects errors instead of
    raising the first.
    """

    def __init__(self, where: str, table: object, faults: list[str]) -> None:
        self._where = where
        self._faults = faults
        self.is_sound = isinstance(table, dict)
        self._table: dict[str, object] = dict(table) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self._faults.append(f"{where}: expected a table")

    def flag(self, key: str) -> bool:
        return self._take(
            key, "true or false", lambda value: value if isinstance(value, bool) else None, False
        )

    def count(self, key: str) -> int:
        return self._take(key, "a whole number from 0", _whole_number, 0)

    def texts(self, key: str) -> tuple[str, ...]:
        return self._take(key, "a list of strings", _texts, ())

    def choice(self, key: str, kind: type[E]) -> E:
        names = [member.value for member in kind]
        return self._take(
            key,
            "one of " + ", ".join(names),
            lambda value: kind(value) if value in names else None,
            next(iter(kind)),
        )

    def span(self, key: str) -> timedelta:
        return self._take(key, 'a span of time like "72h" or "3 days"', _span, _NO_SPAN)

    def quiet_days(self, key: str) -> tuple[str, ...]:
        return self._take(
            key, 'a list of weekdays like "sat" and dates like "2026-12-25"', _quiet_days, ()
        )

    def fault(self, key: str, what: str) -> None:
        self.is_sound = False
        self._faults.append(f"{self._where}.{key}: {what}")

    def refuse_the_rest(self) -> None:
        for key in self._table:
            self.fault(key, "unknown key")

    def _take(self, key: str, expected: str, read: Callable[[object], T | None], instead: T) -> T:
        if key not in self._table:
            self.fault(key, f"missing; expected {expected}")
            return instead
        value = self._table.pop(key)
        taken = read(value)
        if taken is None:
            self.fault(key, f"expected {expected}, found {value!r}")
            return instead
        return taken


def _whole_number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value >= 0 else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        return None
    return tuple(value)


def _span(value: object) -> timedelta | None:
    try:
        return parse_span(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _quiet_days(value: object) -> tuple[str, ...] | None:
    days = _texts(value)
    if days is None or not all(day in QUIET_WEEKDAYS or _ISO_DATE.fullmatch(day) for day in days):
        return None
    # If every weekday were quiet, a vote would never end.
    return None if set(QUIET_WEEKDAYS) <= set(days) else days
