"""Reads how the files of evidence say to count, for `listbot tally` and `listbot verify`.

Files are given by their names, so that whoever reads a folder decides what may be read. A file that
is missing or wrong is a usage error for `tally`. Options of the command line take precedence, so
that the same mails can be counted by another rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from listbot.cli.counting.sealed_folder import read_folder
from listbot.config.rosters.roster_file import NOWHERE, roster_in
from listbot.errors import ConfigError
from listbot.mail import Level
from listbot.model.policy import Policy, Roster
from listbot.model.proposal import Act, Verb
from listbot.packaged import class_of
from listbot.policies.presets import parse_preset
from listbot.policies.tables import tables_in
from listbot.recount.evidence import FORMAT, LEDGER, POLICY, ROSTER, VOTE
from listbot.recount.ledger import Ledger, is_a_moment, parse_ledger
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Stated
from listbot.recount.sealed.checking import ThreadFiles, read_thread

T = TypeVar("T")

MOST_POSTERS = 1_000_000  # more than any list has had; a larger number is not taken seriously

Files = Mapping[str, bytes]


class WrongFile(ValueError):
    """A file that cannot be used, and why."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name}: {what}" if what != "is missing" else f"{name} is missing")
        self.name = name
        self.what = what


@dataclass(frozen=True, slots=True)
class VoteTable:
    """What the evidence says about its vote."""

    vote: str
    """V-12"""
    title: str
    list: str
    software: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Evidence:
    """A folder, read to be counted."""

    thread: ThreadFiles
    options: RecountOptions
    """How to count it, where the command line says nothing else."""
    stated: Stated


def is_evidence(path: Path) -> bool:
    """Return whether this is such a folder."""
    return (path / VOTE).is_file()


def read_evidence(path: Path, asked: RecountOptions) -> Evidence:
    """Read the folder, under the options that the command line gave.

    Raises click.UsageError with the file that is wrong.
    """
    try:
        files, _ = read_folder(path)
        options, about = options_in(files, asked)
        thread = read_thread(files)
        ledger = asked.ledger or ledger_in(files)
        return Evidence(thread, replace(options, ledger=ledger), about.stated)
    except (OSError, ValueError, ConfigError) as fault:
        raise click.UsageError(f"{path}: {fault}") from fault


def options_in(files: Files, asked: RecountOptions) -> tuple[RecountOptions, VoteTable]:
    """Return how to count, and what the result is said to be. Raises WrongFile."""
    vote = _tables(files, VOTE)
    about = _about(vote)
    policy, policies = _policy(files, vote, asked)
    options = replace(
        asked,
        policy=policy,
        policies=policies,
        roster=asked.roster or (_roster(files) if ROSTER in files else None),
        opening=asked.opening or _needed(vote, "opening", str),
        opened=asked.opened or _needed(vote, "opened", datetime),
        closes=asked.closes or _item(vote, "closes", datetime),
        posters=_posters(vote),
        active=_marks(vote, "active"),
        excluded=_marks(vote, "excluded") or (),  # the roster may not have their names
        identity=_identity(vote),
        by_hand=_by_hand(vote),
    )
    return options, about


def _about(vote: dict[str, object]) -> VoteTable:
    if vote.get("format") != FORMAT:
        raise WrongFile(VOTE, f"is not of the format {FORMAT}")
    forgotten = _item(vote, "forgotten", int) or 0
    stated = Stated(_needed(vote, "digest", str), _needed(vote, "outcome", str), forgotten)
    return VoteTable(
        vote=_needed(vote, "vote", str),
        title=_needed(vote, "title", str),
        list=_needed(vote, "list", str),
        software=_needed(vote, "software", str),
        stated=stated,
    )


def ledger_in(files: Files) -> Ledger:
    """Read the ledger of times. Raises WrongFile with the line that is wrong."""
    try:
        return parse_ledger(_text(files, LEDGER))
    except WrongFile:
        raise
    except ValueError as fault:
        raise WrongFile(LEDGER, str(fault)) from fault


def load_ledger(path: Path) -> Ledger:
    """Read a ledger of times. Raises OSError, and ValueError with the line that is wrong."""
    try:
        return parse_ledger(path.read_text(encoding="utf-8", errors="replace"))
    except ValueError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault


def _text(files: Files, name: str) -> str:
    if name not in files:
        raise WrongFile(name, "is missing")
    return files[name].decode("utf-8", "replace")


def _tables(files: Files, name: str) -> dict[str, object]:
    try:
        return tables_in(_text(files, name))
    except WrongFile:
        raise
    except ValueError as fault:
        raise WrongFile(name, str(fault)) from fault


def _roster(files: Files) -> Roster:
    try:
        return roster_in(_text(files, ROSTER), ROSTER)
    except (ValueError, ConfigError) as fault:
        raise WrongFile(ROSTER, str(fault).removeprefix(f"{ROSTER}: ")) from fault


def _policy(
    files: Files, vote: dict[str, object], asked: RecountOptions
) -> tuple[Policy | None, tuple[Policy, ...]]:
    if asked.has_rules:
        return asked.policy, asked.policies
    text = _text(files, POLICY)
    name = _needed(vote, "class", str)
    try:
        policies = parse_preset(Path(POLICY).stem, text, decided=True)
        return class_of(policies, name, f"{POLICY}:{name}"), policies
    except (ValueError, ConfigError) as fault:
        raise WrongFile(POLICY, str(fault).removeprefix(f"{POLICY}: ")) from fault


def _identity(vote: dict[str, object]) -> Level:
    found = _needed(vote, "identity", str)
    if found not in list(Level):
        raise WrongFile(VOTE, "identity is missing or wrong")
    return Level(found)


def _by_hand(vote: dict[str, object]) -> tuple[Act, ...]:
    at = _item(vote, "withdrawn_at", datetime)
    if at is None:
        return ()
    by, reason = (_needed(vote, name, str) for name in ("withdrawn_by", "withdrawn_for"))
    return (Act(Verb.WITHDRAW, "", (at, at, ""), by=by, reason=reason),)


def _posters(vote: dict[str, object]) -> frozenset[str] | None:
    """Return the people who had written to the list before; those whom the thread does not show
    have made-up addresses, since only their number matters.
    """
    shown = _item(vote, "posters", list)
    if shown is None:
        return None
    others = _item(vote, "other_posters", int) or 0
    if others > MOST_POSTERS:
        raise WrongFile(VOTE, "other_posters is missing or wrong")
    return frozenset((*map(str, shown), *(f"{number}@{NOWHERE}" for number in range(others))))


def _marks(vote: dict[str, object], key: str) -> tuple[str, ...] | None:
    found = _item(vote, key, list)
    return None if found is None else tuple(map(str, found))


def _needed(vote: dict[str, object], key: str, kind: type[T]) -> T:
    found = _item(vote, key, kind)
    if found is None:
        raise WrongFile(VOTE, f"{key} is missing or wrong")
    return found


def _item(vote: dict[str, object], key: str, kind: type[T]) -> T | None:
    """Return a value of vote.toml; None if it is missing. Raises WrongFile if it is of another
    kind.
    """
    value = vote.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (isinstance(value, datetime) and not is_a_moment(value)):
        raise WrongFile(VOTE, f"{key} is missing or wrong")
    return value
