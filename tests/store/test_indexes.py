"""The cost of a mail does not grow with its thread, its list or the database: an index answers every question."""

import re
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.playing import BOT, PEOPLE, Play, Post, hours, in_memory, opening, votes

VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b")

WHOLE_TABLE = {"proposals"}
"""Tables that are small and may be looked through: as many rows as there were votes."""


@pytest.fixture
def asked() -> tuple[Play, dict[str, str]]:
    """A store, and every question and change that was put to it, as SQLite saw it with its values."""
    engine = in_memory()
    play = Play(engine=engine)
    found: dict[str, str] = {}

    def note(statement: str) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            found[VALUES.sub("?", statement)] = statement

    with engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        database.set_trace_callback(note)  # in memory there is but this one connection
    return play, found


def test_a_life_of_a_vote_asks_no_table_as_a_whole(asked: tuple[Play, dict[str, str]]) -> None:
    """Votes, commands, waiting mails, copies, mail to the bot, ticks with and without a close: nothing is scanned."""
    play, found = asked
    play.take(
        Post("early", "Kim", "+1", 2, answers=["p", "v-ravi"]),
        Post("subject", "Lars", "+1", 2),
        opening(),
        *votes(PEOPLE[1:4]),
        Post("act", "Ana", "#listbot closes: 2026-09-14 18:00 UTC", 5, answers=["p"]),
        Post("bot", "Ana", "#listbot notes: off", 6, by=BOT, to=BOT),
        Post("v-ravi", "Ravi", "+1", 6, by=BOT, answers=["p"]),
    )
    play.tick(hours(80))
    play.tick(hours(200))
    with play.engine.connect() as connection:
        plans = {form: plan(connection, statement) for form, statement in list(found.items())}
    scans = {
        statement: steps for statement, steps in plans.items() if [step for step in steps if is_scan(step)]
    }
    assert scans == {}
    assert len(plans) > 14


def plan(connection: Connection, statement: str) -> list[str]:
    """How SQLite will answer."""
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return [row.detail for row in rows]


def is_scan(step: str) -> bool:
    """Whether a table is looked through as a whole."""
    words = step.split()
    return words[0] == "SCAN" and words[1] not in WHOLE_TABLE and "INDEX" not in words


def test_what_a_scan_looks_like() -> None:
    """The test above would see one."""
    with in_memory().connect() as connection:
        assert [is_scan(step) for step in plan(connection, "SELECT seq FROM mails WHERE why = 'x'")] == [True]
