"""The first page, read from a store: what needs people, in the order of the recap."""

from dataclasses import replace

from sqlalchemy import update

from listbot.model.desk.ticket import Change, Field
from listbot.model.letter_state import LetterState
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import RecapRules
from listbot.model.records.acts import RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.pages.links import Links
from listbot.pages.loading import load_templates
from listbot.pages.page import Kind, Page
from listbot.pages.render import Renderer
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.home import DeskNumbers, HomeView
from listbot.store.base.schema import outbox
from listbot.store.public.home import Home
from tests.playing import LIST, START, Play, Post, hours, opening, rules, votes
from tests.records.building import ANA, act
from tests.store.desk.by_hand import Desk, request
from tests.store.public.group.keeping import ALL, WHOLE, keeping
from tests.store.public.sites import SITE, reading


def page_of(play: Play, site: SiteFacts = SITE, at: float = 1000) -> Page:
    """Return the first page."""
    with reading(play, site, at) as source:
        page = Home().page(source, "")
    assert page is not None
    return page


def view(play: Play, site: SiteFacts = SITE, at: float = 1000) -> HomeView:
    """Return what the first page shows."""
    found = page_of(play, site, at).view
    assert isinstance(found, HomeView)
    return found


def html(page: Page, site: SiteFacts = SITE) -> str:
    """Return the first page as HTML."""
    return Renderer(load_templates(), site).html(page, Links("/listbot"))


def test_it_shows_the_present_and_nothing_else_has_its_path() -> None:
    """It is made each time; it has neither a feed nor a calendar of its own."""
    with reading(Play()) as source:
        assert [(each.path, each.stamp) for each in Home().pages(source)] == [("", "")]
        assert Home().page(source, "x") is None
        assert (Home().news(source), Home().calendar(source)) == (None, None)
    assert Home().is_on(SITE)


def test_without_anything_it_says_so() -> None:
    """An empty database has a first page, too."""
    page = page_of(Play(), replace(SITE, parts=frozenset()))
    found = page.view
    assert found == HomeView((), (), (), (), (), (), None, None, None)
    assert isinstance(found, HomeView)
    assert not found.needs
    assert (page.kind, page.title) == (Kind.HOME, "infra")
    assert "Nothing needs anybody right now." in html(page)


def test_votes_that_are_open_or_quiet_or_decided() -> None:
    """An open vote needs people; one that nobody answered for a week waits; a topic does, too."""
    play = Play()
    close = "\n\nThe vote closes 2026-10-20 18:00 UTC."
    play.take(
        Post("t", "Omar", "What do you think?", 0, "[RFC] A new mirror"),
        opening("q", 0.5, subject="[VOTE] Quiet", text=f"I propose it.{close}"),
        opening("p", 1),
        *votes(("Ravi", "Lena", "Ines"), at=2),
    )
    play.run_until(hours(190), step=hours(2) - hours(0))
    play.take(opening("r", 191, subject="[VOTE] Open"))
    found = view(play, at=200)
    assert [(row.number, row.outcome) for row in found.votes] == [(3, "0 of 3 +1, no -1")]
    assert [(each.vote.number, each.quiet_days) for each in found.quiet] == [(1, 8)]
    assert [(each.title, each.name, each.days) for each in found.topics] == [
        ("A new mirror", "Omar", 8)
    ]
    assert [row.key for row in found.decided] == ["V-2"]
    assert found.needs
    shown = html(page_of(play, at=200))
    for words in ("Quiet for 8 days", "Begun by Omar", "Decided lately", "Vote until"):
        assert words in shown


def test_the_help_desk_in_a_sentence_of_numbers() -> None:
    """Only public tickets are named; private ones are counted."""
    desk = Desk()
    for number, sender in enumerate(("Omar", "Kim")):
        desk.deal(request(f"r{number}", sender, number, subject=f"Printer {number}"))
    desk.change("T-1", Change(Field.PUBLIC, "no", "yes"), at=hours(3))
    found = view(desk, at=10)
    assert [(row.key, row.title) for row in found.untaken] == [("T-1", "Printer 0")]
    assert found.desk == DeskNumbers(open=2, opened=2, closed=0, oldest=hours(0))
    assert view(desk, at=400).desk == DeskNumbers(open=2, opened=0, closed=0, oldest=hours(0))
    shown = html(page_of(desk, at=10))
    assert "2 tickets are open, the oldest since" in shown
    assert "Printer 1" not in shown


def test_the_group_s_part() -> None:
    """A decision record whose notice runs, and the next meeting that was not called off."""
    play = keeping(
        act(RecordVerb.ADR, "ADR-1", hours(3), by=ANA, name="A host", record=RecordText("Yes.")),
        act(RecordVerb.MEETING, "2026-11-01", START, when=hours(1100), names=("", LIST),
            name="Infra", text="room 1"),
        act(RecordVerb.MEETING, "2026-10-30", START, when=hours(1050), names=("", LIST)),
        act(RecordVerb.MEETING_OFF, "2026-10-30", hours(5)),
    )  # fmt: skip
    found = view(play, WHOLE, at=10)
    assert [row.number for row in found.records] == [1]
    assert found.meeting is not None
    assert (found.meeting.title, found.meeting.at) == ("Infra", hours(1100))
    shown = html(page_of(play, WHOLE, at=10), replace(WHOLE, sections=(("about", Shown("About")),)))
    assert "Comment until" in shown
    assert "Next meeting" in shown
    assert "how to join" in shown
    assert view(play, WHOLE, at=2000).meeting is None


def test_the_newest_recap() -> None:
    """It is linked once it was sent."""
    told = replace(
        rules(),
        group=ALL,
        lists=tuple(
            replace(each, recap=RecapRules()) if each.role is ListRole.DECISIONS else each
            for each in rules().lists
        ),
    )
    play = Play(in_force=told)
    play.tick(START)
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")))
    play.run_until(hours(24 * 8), step=hours(2) - hours(0))
    assert view(play, WHOLE, 200).recap is None
    with play.transaction() as tx:
        sent = {"state": LetterState.SENT, "sent": hours(180)}
        tx.connection.execute(update(outbox).where(outbox.c.kind == "M13").values(sent))
    assert view(play, WHOLE, 200).recap == Chapter("recap/2026-W37", Shown("2026-W37"))
    assert "tells what happened that week" in html(page_of(play, WHOLE, 200))
