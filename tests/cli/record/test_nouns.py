"""The commands that list and show the group's record."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from listbot import pipeline
from listbot.config import load
from listbot.config.in_force import rules_of
from listbot.model.inputs import RecordInput, RulesInput
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Minutes
from listbot.model.records.services import ServiceSaid
from listbot.wiring import open_store
from tests.cli.operate.test_stored import call, folder, played, said
from tests.cli.record.configured import CONFIG
from tests.records.building import ANA, RAVI, START, act, days, joined

__all__ = ["folder", "played"]

DAY = f"{days(3):%Y-%m-%d}"
SENT = act(RecordVerb.MINUTES, DAY, days(4), minutes=Minutes((ANA, RAVI), agreed=("A new host.",)))
ACTS: tuple[RecordAct, ...] = (
    *joined(ANA, RAVI),
    act(RecordVerb.MEETING, DAY, days(1), when=days(3), name="September"),
    SENT,
    act(RecordVerb.PUBLISHED, DAY, days(5), text=SENT.key),
    act(RecordVerb.SERVICE, "wiki", days(1), service=ServiceSaid((ANA,), (ANA, RAVI))),
    replace(
        act(RecordVerb.ADR, "ADR-1", days(1), name="Mail moves", text="Ana Ruiz", by=ANA),
        record=RecordText("Decision: we move."),
    ),
    act(RecordVerb.ADR_FINAL, "ADR-1", days(9)),
    act(RecordVerb.GRANTED, RAVI, days(1), text="dns"),
    act(RecordVerb.LEFT, RAVI, days(8)),
    act(RecordVerb.DEPARTURE, RAVI, days(8)),
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a folder with a database in which nothing has happened."""
    (tmp_path / "config.toml").write_text(CONFIG)
    config = load(tmp_path / "config.toml", {})
    store = open_store(config)
    with store.transaction() as tx:
        tx.adopt(rules_of(config, RulesInput(()), START))
    store.close()
    return tmp_path


def keep(folder: Path, *acts: RecordAct) -> None:
    """Add acts to the record of a folder's database."""
    store = open_store(load(folder / "config.toml", {}))
    with store.transaction() as tx:
        pipeline.change_record(tx, RecordInput(acts, "root", START))
    store.close()


@pytest.fixture
def kept(empty: Path) -> Path:
    """Return a folder whose group has a record."""
    keep(empty, *ACTS)
    return empty


@pytest.mark.parametrize(
    ("noun", "line"),
    [
        ("member", "Ana Ruiz    provisional  2026-09-01 10:00"),
        ("meeting", f"{DAY}  September  2026-09-06 10:00"),
        ("service", "wiki  Ana Ruiz  Ana Ruiz, Ravi Menon"),
        ("adr", "ADR-1  Mail moves  2026-09-02 10:00  2026-09-10 10:00"),
        ("access", "dns  Ravi Menon"),
    ],
)
def test_a_list_has_a_line_for_each(kept: Path, noun: str, line: str) -> None:
    """In columns that are as wide as they have to be."""
    assert line in call(kept, noun, "list").stdout


def test_decisions_are_votes_and_records(folder: Path) -> None:
    """In one log, the newest first."""
    lines = call(folder, "decision", "list").stdout.splitlines()
    keys = [line.split()[0] for line in lines]
    assert keys == ["ADR-1", "V-5", "V-2", "V-1"]
    assert "V-1" in call(folder, "decision", "show", "V-1").stdout


def test_one_is_shown_by_its_name_or_address(kept: Path) -> None:
    """What is empty is left out."""
    by_name = call(kept, "member", "show", "ravi menon").stdout
    assert by_name == call(kept, "member", "show", RAVI).stdout
    assert "standing      past\n" in by_name
    assert "project" not in by_name
    assert "early" not in call(kept, "adr", "show", "ADR-1").stdout


def test_programs_get_json(kept: Path) -> None:
    """A list of objects, or one."""
    (wiki,) = json.loads(call(kept, "service", "list", "--json").stdout)
    assert wiki == json.loads(call(kept, "service", "show", "wiki", "--json").stdout)
    assert wiki["admins"] == ["Ana Ruiz", "Ravi Menon"]


def test_what_is_not_there_is_an_error(kept: Path) -> None:
    """It says where to look; an empty list is empty."""
    assert "there is no adr ADR-7" in said(call(kept, "adr", "show", "ADR-7", code=1))
    keep(kept, act(RecordVerb.JOINED, "other@example.org", name="Ana Ruiz"))
    assert "several match" in said(call(kept, "member", "show", "Ana Ruiz", code=1))


def test_an_empty_record_has_empty_lists(empty: Path) -> None:
    """As JSON, too."""
    assert call(empty, "member", "list").stdout == ""
    assert json.loads(call(empty, "member", "list", "--json").stdout) == []


def test_an_operators_acts_are_replayed(kept: Path) -> None:
    """They are inputs of the journal."""
    assert "equal" in call(kept, "replay").stdout
