"""The cost of a mail does not grow with anything stored: every query uses an index."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.dialects import sqlite

from listbot.mail import Automatic, Mail
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk.change import DeskChange
from listbot.model.desk.people import Confirmation
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput, RulesInput, TickInput
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import RecapRules
from listbot.store.base.schema import mails
from listbot.store.journal import tapped
from listbot.store.reading import accounting
from tests.line.tapped import TappedPlay, vote
from tests.playing import (
    BOT,
    LIST,
    PEOPLE,
    Play,
    Post,
    hours,
    in_memory,
    opening,
    rules,
    votes,
)
from tests.store.desk.by_hand import Desk, request

pytestmark = pytest.mark.sqlite

VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b")

WHOLE_TABLE = {"rounds", "asides", "CONSTANT"}
"""Small tables that may be scanned: one row per list, or end of the daemon; and a row of none."""

SUBQUERIES = ("(subquery", "anon_")
"""How rows begin that a step above has found; that step is judged by itself."""


@pytest.fixture
def asked() -> tuple[Play, dict[str, str]]:
    """A store, and every query and change that it ran, as SQLite saw it with its values."""
    engine = in_memory()
    play = Play(engine=engine)
    found: dict[str, str] = {}

    with engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        # In memory there is only this one connection.
        database.set_trace_callback(lambda statement: noted(found, statement))
    return play, found


def with_recaps() -> RulesInput:
    """Return rules whose lists have recaps."""
    known = rules()
    return replace(
        known,
        lists=tuple(
            replace(each, recap=RecapRules()) if each.role is ListRole.DECISIONS else each
            for each in known.lists
        ),
    )


def noted(found: dict[str, str], statement: str) -> None:
    """Keep a query or a change, once for each form."""
    if statement.startswith(("SELECT", "UPDATE", "DELETE")):
        found[VALUES.sub("?", statement)] = statement


def test_a_life_of_a_vote_asks_no_table_as_a_whole(asked: tuple[Play, dict[str, str]]) -> None:
    """Votes, commands, waiting mails, copies, mail to the bot, ticks: no table is scanned."""
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
        statement: steps
        for statement, steps in plans.items()
        if [step for step in steps if is_scan(step)]
    }
    assert scans == {}
    assert len(plans) > 14


def test_a_copy_asks_no_table_as_a_whole() -> None:
    """Before the list's mail and after it, waiting for the DNS, forgotten, swept away."""
    play = TappedPlay(engine=in_memory())
    found: dict[str, str] = {}
    with play.engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        database.set_trace_callback(lambda statement: noted(found, statement))
    play.open()
    play.pass_on(vote("Ravi"))
    play.tap(vote("Ravi"))
    with play.transaction() as tx:
        assert tapped.due(tx.connection, hours(5)) == []
        tapped.sweep(tx.connection, hours(5))
        tapped.forget_of(tx.connection, "ravi@example.org")
        assert len(list(tapped.of_person(tx.connection, "ravi@example.org", (3,)))) == 1
    with play.engine.connect() as connection:
        plans = {form: plan(connection, statement) for form, statement in list(found.items())}
    assert {
        statement: steps
        for statement, steps in plans.items()
        if "tapped" in statement and [step for step in steps if is_scan(step)]
    } == {}


def test_a_life_of_a_ticket_asks_no_table_as_a_whole() -> None:
    """Every tie of a mail, new people, commands, questions, bounces, ticks, operators' acts."""
    engine = in_memory()
    found: dict[str, str] = {}
    with engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        database.set_trace_callback(lambda statement: noted(found, statement))
    desk = Desk(engine=engine)
    token = "k" * 16
    ask = Confirmation(
        token, "T-1", "ana@example.org", (("take", "T-1"),), "<c@example.org>", hours(1)
    )
    asking = MailDecision(
        Disposition.REPLY, "asked", desk=DeskChange("T-1", asks=ask, answers=token)
    )
    desk.deal(request("omar"))
    desk.deal(request("a", "Kim", 1, subject="[T-1] x", text="[T-1 abcdefghi1]"))
    desk.deal(
        request("b", "Kim", 1, answers=["lost", "omar"], text="#listbot undo\n#listbot split")
    )
    desk.deal(request("c", "Ana", 1, answers=["omar"]), lambda mail, case: asking)
    desk.deal(request("y", "Ana", 2, to=f"listbot+c-{token}@example.org", by=BOT))
    machine = desk.read(request("cron", "cron@example.org", 2))
    assert isinstance(machine, Mail)
    desk.deal(
        replace(machine, automatic=Automatic("Auto-Submitted: auto-generated", is_notice=True))
    )
    with desk.transaction() as tx:
        for key in tx.desk.due_now(TickInput(hours(99))):
            tx.desk.load(key)
        for each in tx.weekly.due_now(TickInput(hours(9999))):
            tx.weekly.load(each)
            tx.weekly.carry_out(each, MomentDecision("told"))
        tx.desk.case_of_act(ActInput("T-1", "undo", "", "ana", "oops", hours(3)))
    with engine.connect() as connection:
        plans = {form: plan(connection, statement) for form, statement in list(found.items())}
    assert {
        form: steps for form, steps in plans.items() if [step for step in steps if is_scan(step)]
    } == {}
    assert len(plans) > 20


def test_whoever_counts_letters_asks_no_outbox_as_a_whole() -> None:
    """A letter may be large: `listbot status`, /metrics and /status count them by an index."""
    engine = in_memory()
    Play(engine=engine)
    found: dict[str, str] = {}
    with engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        database.set_trace_callback(lambda statement: noted(found, statement))
        accounting(connection)
        plans = [
            step
            for statement in list(found.values())
            for step in plan(connection, statement)
            if "outbox" in step.split()
        ]
    assert plans == [
        "SCAN outbox USING COVERING INDEX ix_outbox_state",
        "SCAN outbox USING INDEX ix_outbox_missed",
    ]


def test_a_recap_asks_no_table_as_a_whole() -> None:
    """Thousands of lists have one on the same morning, with years of letters and votes stored."""
    play = Play(engine=in_memory(), in_force=with_recaps())
    found: dict[str, str] = {}
    play.take(opening(), *votes(PEOPLE[1:4]))
    play.tick(hours(80))
    with play.engine.connect() as connection:
        database: Any = connection.connection.dbapi_connection
        database.set_trace_callback(lambda statement: noted(found, statement))
    play.tick(hours(200))
    with play.engine.connect() as connection:
        plans = {form: plan(connection, statement) for form, statement in list(found.items())}
    assert {
        form: steps for form, steps in plans.items() if [step for step in steps if is_scan(step)]
    } == {}
    assert [step for steps in plans.values() for step in steps if "ix_outbox_recaps" in step]


def test_the_last_mail_of_a_list_is_found_at_once() -> None:
    """A list may be quiet while millions of mails come to others."""
    query = select(mails.c.received).where(mails.c.list == LIST)
    last = str(
        query.order_by(mails.c.seq.desc())
        .limit(1)
        .compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    )
    with in_memory().connect() as connection:
        assert plan(connection, last) == ["SEARCH mails USING INDEX ix_mails_list (list=?)"]


def test_what_an_author_wrote_is_found_at_once() -> None:
    """However many lists there are, and whoever wrote to them."""
    asked = "SELECT seq FROM mails WHERE author = 'kim@example.net' AND list NOT IN ('x', 'y')"
    sent = "SELECT id FROM outbox WHERE recipients = 'kim@example.net' AND made >= '2026'"
    with in_memory().connect() as connection:
        assert plan(connection, asked) == [
            "SEARCH mails USING COVERING INDEX ix_mails_author (author=?)"
        ]
        assert plan(connection, sent) == [
            "SEARCH outbox USING COVERING INDEX ix_outbox_recipients (recipients=? AND made>?)"
        ]


def plan(connection: Connection, statement: str) -> list[str]:
    """Return SQLite's query plan."""
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return [row.detail for row in rows]


def is_scan(step: str) -> bool:
    """Return whether a whole table is scanned."""
    words = step.split()
    is_table = words[1] not in WHOLE_TABLE and not words[1].startswith(SUBQUERIES)
    return words[0] == "SCAN" and is_table and "INDEX" not in words


def test_what_a_scan_looks_like() -> None:
    """The test above would notice one."""
    with in_memory().connect() as connection:
        assert [
            is_scan(step) for step in plan(connection, "SELECT seq FROM mails WHERE why = 'x'")
        ] == [True]
