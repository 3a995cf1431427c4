"""Reads the folder that `listbot evidence export` writes, for `listbot tally`; writes nothing.

A file that is missing or wrong is a usage error. Options of the command line take precedence, so
that the same mails can be counted by another rule.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from listbot.config.roster_file import NOWHERE, load_roster
from listbot.errors import ConfigError
from listbot.model.policy import Policy
from listbot.packaged import class_of
from listbot.policies.presets import parse_preset
from listbot.policies.tables import tables_in
from listbot.recount.evidence import LEDGER, MAILS, POLICY, ROSTER, VOTE
from listbot.recount.ledger import Ledger, parse_ledger
from listbot.recount.options import RecountOptions

T = TypeVar("T")

MOST_POSTERS = 1_000_000  # more than any list has had; a larger number is not taken seriously


@dataclass(frozen=True, slots=True)
class Evidence:
    """A folder, read."""

    mails: Path
    options: RecountOptions
    """How to count it, where the command line says nothing else."""
    digest: str
    """The digest of the result, as the folder states it."""
    outcome: str
    """The outcome, as the folder states it: "passed"."""
    forgotten: int
    """Votes whose mails are gone, so that no recount can find them."""


def is_evidence(path: Path) -> bool:
    """Return whether this is such a folder."""
    return (path / VOTE).is_file()


def read_evidence(path: Path, asked: RecountOptions) -> Evidence:
    """Read the folder, under the options that the command line gave.

    Raises click.UsageError with the file that is wrong.
    """
    try:
        vote = tables_in(_text(path / VOTE))
        posters = _posters(vote)
        policy, policies = _policy(path, vote, asked)
        has_roster = (path / ROSTER).is_file()
        options = replace(
            asked,
            policy=policy,
            policies=policies,
            roster=asked.roster or (load_roster(path / ROSTER) if has_roster else None),
            opening=asked.opening or _needed(vote, "opening", str),
            opened=asked.opened or _needed(vote, "opened", datetime),
            closes=asked.closes or _item(vote, "closes", datetime, required=False),
            ledger=asked.ledger or load_ledger(path / LEDGER),
            posters=posters,
            active=_marks(vote, "active"),
            excluded=_marks(vote, "excluded") or (),  # the roster may not have their names
        )
        return Evidence(
            path / MAILS,
            options,
            digest=_needed(vote, "digest", str),
            outcome=_needed(vote, "outcome", str),
            forgotten=_item(vote, "forgotten", int, required=False) or 0,
        )
    except FileNotFoundError as fault:
        raise click.UsageError(f"{path}: {Path(fault.filename).name} is missing") from fault
    except (OSError, ValueError, ConfigError) as fault:
        raise click.UsageError(f"{path}: {fault}") from fault


def load_ledger(path: Path) -> Ledger:
    """Read a ledger of times. Raises OSError, and ValueError with the line that is wrong."""
    try:
        return parse_ledger(_text(path))
    except ValueError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _policy(
    path: Path, vote: dict[str, object], asked: RecountOptions
) -> tuple[Policy | None, tuple[Policy, ...]]:
    if asked.has_rules:
        return asked.policy, asked.policies
    policies = parse_preset(Path(POLICY).stem, _text(path / POLICY), decided=True)
    name = _needed(vote, "class", str)
    return class_of(policies, name, f"{POLICY}:{name}"), policies


def _posters(vote: dict[str, object]) -> frozenset[str] | None:
    """Return the people who had written to the list before; those whom the thread does not show
    have made-up addresses, since only their number matters.
    """
    shown = _item(vote, "posters", list, required=False)
    if shown is None:
        return None
    others = _item(vote, "other_posters", int, required=False) or 0
    if others > MOST_POSTERS:
        raise ValueError(f"{VOTE}: other_posters is missing or wrong")
    return frozenset((*map(str, shown), *(f"{number}@{NOWHERE}" for number in range(others))))


def _marks(vote: dict[str, object], key: str) -> tuple[str, ...] | None:
    found = _item(vote, key, list, required=False)
    return None if found is None else tuple(map(str, found))


def _needed(vote: dict[str, object], key: str, kind: type[T]) -> T:
    found = _item(vote, key, kind, required=True)
    assert found is not None
    return found


def _item(vote: dict[str, object], key: str, kind: type[T], *, required: bool) -> T | None:
    """Return a value of vote.toml. Raises ValueError if it is missing or of another kind."""
    value = vote.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, kind) or (isinstance(value, datetime) and value.tzinfo is None):
        raise ValueError(f"{VOTE}: {key} is missing or wrong")
    return value
