"""Tests of listbot.store.public.recaps."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from listbot.model.desk.ticket import Change, Field
from listbot.model.inputs import RulesInput
from listbot.model.letter_state import LetterState
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import RecapRules
from listbot.model.records.acts import RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Minutes
from listbot.pages.page import News
from listbot.pages.shown import Shown
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.recap import ClosedTicket, ListWeek, RecapsView, RecapView
from listbot.store.base.schema import outbox
from listbot.store.public.recaps import Recaps
from tests.playing import LIST, START, Play, Post, hours, opening, rules, votes
from tests.records.building import ANA, RAVI, act
from tests.store.desk.by_hand import SECOND, Desk, request
from tests.store.public.group.keeping import ALL, WHOLE, add, stamps
from tests.store.public.sites import SITE, reading

RECAPS = Recaps()
SENT = hours(200)


@pytest.fixture
def play() -> Play:
    """A list in its first week: a vote, a line of the log, two members, minutes, a record."""
    in_force = rules()
    told = replace(
        in_force,
        group=ALL,
        lists=tuple(
            replace(each, recap=RecapRules(zone="Europe/Vienna"))
            if each.role is ListRole.DECISIONS
            else each
            for each in in_force.lists
        ),
    )
    play = Play(in_force=told)
    play.tick(START)
    play.take(
        opening(),
        *votes(("Ravi", "Lena", "Omar")),
        Post("l", "Ana", "#listbot log: renewed the certificate", 5, "Today"),
        Post("s", "Ana", "#listbot recap: The move is go.", 6, "Today"),
    )
    minutes = act(RecordVerb.MINUTES, "2026-09-09", hours(20), when=hours(19), minutes=Minutes())
    add(
        play,
        act(RecordVerb.JOINED, ANA, hours(2)),
        act(RecordVerb.JOINED, RAVI, hours(2.1)),
        act(RecordVerb.CONFIRM_ASKED, RAVI, hours(2.2)),
        minutes,
        act(RecordVerb.PUBLISHED, "2026-09-09", hours(21), text=minutes.key),
        act(RecordVerb.ADR, "ADR-1", hours(3), by=ANA, name="A host", record=RecordText("Yes.")),
    )
    play.run_until(hours(24 * 14))
    leave(play)
    return play


def leave(play: Play) -> None:
    """Let the recaps of the list leave."""
    with play.transaction() as tx:
        sent = {"state": LetterState.SENT, "sent": SENT}
        tx.connection.execute(update(outbox).where(outbox.c.kind == "M13").values(sent))


def week(play: Play, path: str = "recap/2026-W37") -> ListWeek:
    """What the page of a week shows of the list."""
    with reading(play, WHOLE) as source:
        page = RECAPS.page(source, path)
    assert page is not None
    assert isinstance(page.view, RecapView)
    (found,) = page.view.lists
    return found


def test_a_week_is_shown_as_the_record_has_it(play: Play) -> None:
    """What ended and what was done; what only waited is left out."""
    found = week(play)
    assert (found.list, found.sent) == ("infra", SENT)
    assert found.sentence is not None
    assert found.sentence.text == "The move is go."
    assert [(each.number, each.state) for each in found.votes] == [(1, "passed")]
    assert [(each.number, each.what) for each in found.records] == [(1, "published")]
    assert [line.text for line in found.log] == ["renewed the certificate"]
    assert [(each.name, each.what) for each in found.people] == [
        ("Ana Ruiz", "joined"),
        ("Ravi Menon", "joined"),
    ]
    assert found.minutes == (Chapter("meetings/2026-09-09", Shown("2026-09-09")),)
    assert (found.opened_tickets, found.closed_tickets, found.closed) == (0, 0, ())


def test_what_was_undone_since_is_gone_from_the_page(play: Play) -> None:
    """The letter is in the list's archive as it was; the page follows the record."""
    with reading(play, WHOLE) as source:
        before = stamps(RECAPS, source)
    undone = f"joined {ANA} {hours(2):%Y%m%d%H%M}"
    add(play, act(RecordVerb.UNDONE, ANA, hours(400), text=undone))
    with reading(play, WHOLE) as source:
        assert stamps(RECAPS, source)["recap/2026-W37"] != before["recap/2026-W37"]
    assert [each.name for each in week(play).people] == ["Ravi Menon"]


def test_only_weeks_whose_recap_left_have_a_page(play: Play) -> None:
    """A draft is none, and neither is any other text; the list of weeks has the newest first."""
    with reading(play, WHOLE) as source:
        paths = list(stamps(RECAPS, source))
        first = RECAPS.page(source, "recap")
        none = [RECAPS.page(source, f"recap/{x}") for x in ("2026-W01", "2026-W99", "x")]
    assert paths == ["recap", "recap/2026-W37"]
    assert none == [None] * 3
    assert first is not None
    assert first.view == RecapsView((Chapter("recap/2026-W37", Shown("2026-W37")),))
    with play.transaction() as tx:
        tx.connection.execute(update(outbox).values(state=LetterState.DRAFT))
    with reading(play, WHOLE) as source:
        assert list(stamps(RECAPS, source)) == ["recap"]


def test_a_week_names_its_days_and_its_news(play: Play) -> None:
    """From Monday to Sunday, as the list counts them."""
    with reading(play, WHOLE) as source:
        page, news = RECAPS.page(source, "recap/2026-W37"), RECAPS.news(source)
        assert RECAPS.calendar(source) is None
    assert page is not None
    assert isinstance(page.view, RecapView)
    assert (page.view.first, page.view.last) == (date(2026, 9, 7), date(2026, 9, 13))
    assert page.title == "Recap of week 37, 2026"
    assert news == [News("recap/2026-W37", Shown("Recap of 2026-W37"), SENT, SENT)]


def test_a_recap_after_an_outage_tells_of_all_weeks_since(play: Play) -> None:
    """Its page begins where the recap before ended."""
    with play.transaction() as tx:
        first = update(outbox).where(outbox.c.key == f"M13|{LIST}|2026-W37")
        tx.connection.execute(first.values(key=f"M13|{LIST}|2026-W35"))
        of_first = outbox.select().where(outbox.c.key == f"M13|{LIST}|2026-W35")
        copied = tx.connection.execute(of_first).one()
        values = {**copied._mapping, "key": f"M13|{LIST}|2026-W38", "message_id": "<again@x>"}
        del values["id"]
        tx.connection.execute(outbox.insert().values(values))
    found = week(play, "recap/2026-W38")
    assert [line.text for line in found.log] == ["renewed the certificate"]
    with reading(play, WHOLE) as source:
        page = RECAPS.page(source, "recap/2026-W38")
    assert page is not None
    assert isinstance(page.view, RecapView)
    assert (page.view.first, page.view.last) == (date(2026, 8, 31), date(2026, 9, 20))


def test_the_first_list_tells_of_public_tickets() -> None:
    """By title if they are public, and all of them as numbers; a desk without pages is left out."""
    desk = Desk()
    told = [
        replace(each, recap=RecapRules()) if each.address == LIST else each
        for each in desk.in_force.lists
    ]
    with desk.transaction() as tx:
        tx.adopt(RulesInput(tuple(told)))
        values = {
            "key": f"M13|{LIST}|2026-W37", "list": LIST, "kind": "M13", "message_id": "<m@x>",
            "to_list": True, "recipients": "[]", "envelope_from": "", "subject": "", "text": "",
            "raw": b"", "state": LetterState.SENT, "made": SENT, "sent": SENT,
        }  # fmt: skip
        tx.connection.execute(outbox.insert().values(values))
    for number, sender in enumerate(("Omar", "Kim", "Omar")):
        desk.deal(request(f"r{number}", sender, number, subject=f"Printer {number}"))
    desk.deal(request("ci", "Lena", 3, to=SECOND, by=SECOND))
    desk.change("T-1", Change(Field.PUBLIC, "no", "yes"), at=hours(4))
    for key in ("T-1", "T-2", "CI-1"):
        desk.change(key, Change(Field.STATUS, "new", "closed"), at=hours(5))
    found = week(desk)
    assert (found.opened_tickets, found.closed_tickets) == (3, 2)
    assert found.closed == (ClosedTicket(Shown("T-1"), Shown("Printer 0"), Shown("")),)


def test_a_list_that_is_not_watched_any_more_tells_nothing(play: Play) -> None:
    """Its rules are gone; and a list without recaps has no such part."""
    with play.transaction() as tx:
        others = [each for each in play.in_force.lists if each.address != LIST]
        tx.adopt(replace(play.in_force, lists=tuple(others)))
    with reading(play, WHOLE) as source:
        assert list(stamps(RECAPS, source)) == ["recap"]
    assert [RECAPS.is_on(site) for site in (WHOLE, SITE)] == [True, False]
