"""One class of a preset's text, read key by key into typed values.

Faults are collected, so that the author of a rule sees all of them at once, each with its file,
line and key. After a fault a harmless value is returned; the caller throws the class away.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from listbot.model.policy import (
    AbstainWeight,
    Announces,
    Choice,
    EarlyClose,
    Electorate,
    Fractions,
    Late,
    Objection,
    Objectors,
    OnObjection,
    ProposerVote,
    QuorumCounts,
    Who,
)
from listbot.model.share import Of, Share
from listbot.policies.shares import EXPECTED, parse_share
from listbot.policies.spans import parse_span

E = TypeVar("E", bound=StrEnum)

QUIET_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reader:
    """How one parameter's value is read."""

    expected: str
    read: Callable[[object], object]
    """Raises ValueError for a value that does not fit."""
    instead: object
    """Stands in for a value that does not fit."""
    says: bool = False
    """The ValueError says better than `expected` what is wrong."""


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _whole_number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _number_or_any(value: object) -> int | None:
    return None if value == "any" else _whole_number(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise ValueError
    return tuple(value)


def _tags(value: object) -> tuple[str, ...]:
    return tuple(tag.upper() for tag in _texts(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _one_line(value: object) -> str:
    text = _text(value)
    if not text.isprintable():
        raise ValueError
    return text.strip()


def _span(value: object) -> timedelta:
    return parse_span(_text(value))


def _share(value: object) -> Share | None:
    return None if value == "none" else parse_share(_text(value))


def _quorum(value: object) -> Share | None:
    if isinstance(value, int):
        return Share(_whole_number(value), 1, Of.ONE)
    return _share(value)


def _quiet_days(value: object) -> tuple[str, ...]:
    days = _texts(value)
    if set(QUIET_WEEKDAYS) <= set(days):
        raise ValueError("with every weekday quiet no vote would ever end; leave one out")
    for day in days:
        if day not in QUIET_WEEKDAYS and not _is_date(day):
            raise ValueError
    return days


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError as error:
        raise ValueError(f"there is no day {text}") from error


def _member(kind: type[E], value: object) -> E:
    return kind(_text(value))


def _choice(kind: type[E], *allowed: E) -> Reader:
    members = allowed or tuple(kind)
    names = ", ".join(member.value for member in members)

    def read(value: object) -> E:
        member = _member(kind, value)
        if member not in members:
            raise ValueError
        return member

    return Reader(f"one of {names}", read, members[0])


_FLAG = Reader("true or false", _flag, False)
_COUNT = Reader("a whole number from 0", _whole_number, 0)
_SPAN = Reader('a span of time like "72h" or "3 days"', _span, timedelta())
_SHARE = Reader(f'{EXPECTED}, or "none"', _share, None, says=True)
_TEXTS = Reader("a list of strings", _texts, ())
_LIMIT = Reader('a whole number from 0, or "any"', _number_or_any, None)

READERS: dict[str, Reader] = {
    "tags": Reader("a list of strings", _tags, ()),
    "silence": _FLAG,
    "min_yes": _COUNT,
    "yes_gt_no": _FLAG,
    "objection": _choice(Objection),
    "reason_required": _FLAG,
    "put_off": _SPAN,
    "if_short": _SPAN,
    "if_in_doubt": _SPAN,
    "words": _FLAG,
    "fractions": _choice(Fractions),
    "electorate": _choice(Electorate),
    "window": _SPAN,
    "min_window": _SPAN,
    "quiet_days": Reader(
        'a list of weekdays like "sat" and dates like "2026-12-25"', _quiet_days, (), says=True
    ),
    "grace": _SPAN,
    "ratio": _SHARE,
    "support_floor": _SHARE,
    "quorum": Reader(f'a number, {EXPECTED}, or "none"', _quorum, None, says=True),
    "quorum_counts": _choice(QuorumCounts),
    "most_missing": _LIMIT,
    "abstain_weight": _choice(AbstainWeight),
    "on_objection": _choice(OnObjection),
    "objectors": _choice(Objectors),
    "lapse": _SPAN,
    "lapse_by_majority": _FLAG,
    "escalates_to": Reader("a line of text", _one_line, ""),
    "roles": _TEXTS,
    "active_window": _SPAN,
    "active_votes": _COUNT,
    "excludes_subject": _FLAG,
    "proposer_vote": _choice(ProposerVote),
    "openers": _choice(Who, Who.ANYONE, Who.ELECTORATE),
    "deadline_required": _FLAG,
    "late": _choice(Late),
    "extenders": _choice(Who, Who.PROPOSER, Who.ELECTORATE, Who.NOBODY),
    "extensions": _LIMIT,
    "may_shorten": _FLAG,
    "early_close": _choice(EarlyClose),
    "min_open": _SPAN,
    "early_hold": _SPAN,
    "choice": _choice(Choice),
    "result": _choice(Announces),
    "titles": _TEXTS,
    "ask_silent": _FLAG,
    "post_opening": _FLAG,
    "post_reminder": _FLAG,
}
"""Every parameter, in the order in which rules are written."""

REQUIRED = tuple(READERS)[: tuple(READERS).index("grace") + 1]
"""The parameters that decide every vote: a rule that people vote by states them itself, or names
the class it is like.
"""


MOST_LACKED = 3
"""A rule that lacks more than this was probably meant to be like another one."""


class RuleTable:
    """One [classes.NAME] of a text."""

    def __init__(self, where: str, lines: Callable[[str], str], table: object) -> None:
        """`where` names the class, `lines` the place of one of its keys: "ours.toml:12"."""
        self.faults: list[str] = []
        self.table: dict[str, object] = dict(table) if isinstance(table, dict) else {}
        self.written = frozenset(self.table)
        """The keys that the author wrote."""
        self.like = ""
        """The class that it is like, as its author named it."""
        self.is_doubtful = False
        """It, or a class that it is like, has a fault."""
        self._where = where
        self._lines = lines
        if not isinstance(table, dict):
            self.faults.append(f"{lines('')}: {where}: expected a table")

    def take(self, key: str) -> object:
        """Return the value of a parameter that the table has."""
        reader, value = READERS[key], self.table.pop(key)
        try:
            return reader.read(value)
        except ValueError as error:
            said = f"{error}, found" if reader.says and str(error) else ""
            self.fault(key, f"{said or f'expected {reader.expected}, found'} {value!r}")
            return reader.instead

    def lacks(self, keys: Sequence[str]) -> None:
        """Report parameters that the table must have."""
        if len(keys) > MOST_LACKED:
            state = f"state {', '.join(keys)}"
            self.fault("", f'write the class that it is like, as like = "ovirt:minor", or {state}')
            return
        for key in keys:
            self.fault(key, f"missing; expected {READERS[key].expected}")

    def fault(self, key: str, what: str) -> None:
        """Report a fault of one key; "": of the class itself."""
        name = f"{self._where}.{key}" if key else self._where
        self.faults.append(f"{self._lines(key)}: {name}: {what}")
