"""Tickets are found by their words."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from listbot import pipeline
from listbot.mail import Mail
from listbot.model.decision import MailDecision
from listbot.model.desk.ticket import Change, Event, Field, What
from listbot.model.desk_case import DeskCase
from listbot.model.inputs import EraseInput
from listbot.packaged import migrations_folder
from listbot.replay import replay
from listbot.store.base.ticket_tables import ticket_words
from listbot.store.desk.search import LONGEST, matching
from listbot.store.desk.words import folded, words_of
from tests.playing import START, Play, hours, in_file
from tests.store.desk.by_hand import Desk, desk_rules, plainly, request


def found(play: Play, words: str) -> set[str]:
    """The tickets that are found."""
    with play.store.reading() as connection:
        return set(matching(connection, words))


def kept(play: Play) -> list[tuple[str, int, str]]:
    """The words in the store, in order."""
    rows = select(ticket_words.c.ticket, ticket_words.c.number, ticket_words.c.words)
    with play.store.reading() as connection:
        return [tuple(row) for row in connection.execute(rows.order_by(ticket_words.c.id))]


@pytest.mark.parametrize(
    ("words", "tickets"),
    [
        ("printer", {"T-1", "T-2"}),
        ("PRINTER ground", {"T-1"}),
        ("printer printer", {"T-1", "T-2"}),
        ("kim@example", {"T-2"}),
        ("kim", {"T-2", "T-1"}),
        ("ÄRGER", {"T-2"}),
        ("ärger", {"T-2"}),
        ("STRASSE", {"T-2"}),
        ('"quoted"', {"T-2"}),
        ("100%", {"T-2"}),
        ("100_", set()),
        ("back\\slash", {"T-2"}),
        ("called twice", {"T-1"}),
        ("changed opened", set()),
        ("  ", set()),
        ("x" * LONGEST, set()),
        ("x" * (LONGEST + 1), set()),
        ("nul\0byte", {"T-2"}),
        (" ".join(f"w{number}" for number in range(12)), set()),
    ],
)
def test_tickets_are_found_by_all_words(words: str, tickets: set[str]) -> None:
    """In title, requester, mails and notes; not in the names of our own fields."""
    desk = Desk()
    desk.deal(request("r1", "Omar", 0, subject="Printer on the ground floor", text="It burns."))
    said = 'Viel Ärger mit dem "quoted" one, 100% of it, in der Blumenstraße: back\\slash nul byte'
    desk.deal(request("r2", "Kim", 1, subject="Printer", text=said))
    desk.change("T-1", Change(Field.NOTE, "", "Kim called twice."), at=hours(3))
    assert found(desk, words) == tickets


def test_another_title_and_requester_are_found_beside_the_first() -> None:
    """Also where they change in the mail that opens the ticket."""

    def renamed(mail: Mail, case: DeskCase) -> MailDecision:
        decision = plainly(mail, case)
        assert decision.desk is not None
        (change,) = decision.desk.changes
        event = Event(What.CHANGED, mail.received, change.events[0].side, changes=(RENAMED, HANDED))
        ticket = replace(change.ticket, title=RENAMED.new, requester=HANDED.new, events=2)
        change = replace(change, ticket=ticket, events=(*change.events, event))
        return replace(decision, desk=replace(decision.desk, changes=(change,)))

    desk = Desk()
    desk.deal(request("r1", "Omar", 0), renamed)
    assert desk.ticket().title == "Toner"
    for words in ("printer omar@example.org", "toner", "the printer toner"):
        assert found(desk, words) == {"T-1"}


RENAMED = Change(Field.TITLE, "The printer", "Toner")
HANDED = Change(Field.REQUESTER, "omar@example.org", "kim@example.org")


def test_an_event_without_words_has_no_row() -> None:
    """Nothing is written for what the clock does."""
    desk = Desk()
    desk.deal(request("r1", "Omar", 0))
    desk.change("T-1", Change(Field.PRIORITY, "normal", "high"))
    assert kept(desk) == [
        ("T-1", 1, "the printer\nomar@example.org\nit is on fire.\nomar\nomar@example.org")
    ]


def test_what_no_database_keeps_is_left_out() -> None:
    """A NUL and half a character would stop the transaction on PostgreSQL."""
    assert folded("A\0B") == "a b"
    assert folded("Ä\ud800") == "ä?"
    assert words_of(Event(What.OPENED, START, "clock")) == ""  # type: ignore[arg-type]


def test_nobody_is_found_who_was_forgotten(tmp_path: Path) -> None:
    """Neither their name nor their words; what others wrote still is, and a replay has the same
    words.
    """
    play = Play(engine=in_file(tmp_path), in_force=desk_rules(team=("team@example.org",)))
    play.take(
        request("z1", "zoe@example.com", 0, subject="My zither", text="It is out of tune."),
        request("o1", "Omar", 1, text="Who has a zither?", answers=["z1"]),
    )
    assert found(play, "zither") == found(play, "zoe@example.com tune") == {"T-1"}
    asked = EraseInput.of("zoe@example.com", "chance", "ana", "she asked", hours(2))
    with play.transaction() as tx:
        pipeline.erase(tx, "zoe@example.com", asked)
    for words in ("zoe", "tune", "my"):
        assert (words, found(play, words)) == (words, set())
    assert found(play, "who zither omar") == {"T-1"}
    assert replay(play.store).is_equal


def test_an_older_database_is_searched_too(tmp_path: Path) -> None:
    """The migration reads the same words from the events that there are."""
    desk = Desk(engine=in_file(tmp_path))
    desk.deal(request("r1", "Omar", 0, text="Ein Ärger\0 mit %"))
    desk.change("T-1", RENAMED, HANDED, Change(Field.NOTE, "", "Kim called."), at=hours(1))
    desk.change("T-1", Change(Field.PRIORITY, "normal", "high"), at=hours(2))
    before = kept(desk)
    assert len(before) == 2
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    step = ScriptDirectory.from_config(config).get_revision("0008")
    assert step is not None
    with desk.engine.begin() as connection:
        connection.execute(text("DROP TABLE ticket_words"))
        with Operations.context(MigrationContext.configure(connection)):
            step.module.upgrade()
    assert kept(desk) == before
