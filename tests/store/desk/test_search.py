"""Tickets are found by their words."""

import pytest

from listbot.model.desk.ticket import Change, Field
from listbot.store.desk.search import matching
from tests.playing import hours
from tests.store.desk.by_hand import Desk, request


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("printer", {"T-1", "T-2"}),
        ("PRINTER ground", {"T-1"}),
        ("printer printer", {"T-1", "T-2"}),
        ("kim@example", {"T-2"}),
        ("kim", {"T-2", "T-1"}),
        ("ÄRGER", {"T-2"}),
        ("ärger", {"T-2"}),
        ('"quoted"', {"T-2"}),
        ("100%", {"T-2"}),
        ("100_", set()),
        ("called twice", {"T-1"}),
        ("changed opened", set()),
        ("  ", set()),
    ],
)
def test_tickets_are_found_by_all_words(words: str, found: set[str]) -> None:
    """In title, requester, mails and notes; not in the names of our own fields."""
    desk = Desk()
    desk.deal(request("r1", "Omar", 0, subject="Printer on the ground floor", text="It burns."))
    said = 'Viel Ärger mit dem "quoted" one, 100% of it.'
    desk.deal(request("r2", "Kim", 1, subject="Printer", text=said))
    desk.change("T-1", Change(Field.NOTE, "", "Kim called twice."), at=hours(3))
    with desk.store.reading() as connection:
        assert matching(connection, words) == found
