"""The public pages of votes, read from a store."""

from dataclasses import replace
from datetime import date

from listbot.pages.page import Kind
from listbot.pages.views.vote import VoteView
from listbot.pages.views.votes import VotesView
from listbot.store.public.votes import Votes
from tests.playing import OTHER, Play, Post, hours, opening, votes
from tests.store.public.sites import SITE, reading

YES = ("Ravi", "Lena", "Ines")


def vote(play: Play, number: int = 1, at: float = 1000) -> VoteView:
    """Return the page of a vote."""
    with reading(play, at=at) as source:
        page = Votes().page(source, f"votes/{number}")
    assert page is not None
    assert isinstance(page.view, VoteView)
    return page.view


def listed(play: Play, path: str = "votes") -> VotesView:
    """Return the list of votes, or a leaf of it."""
    with reading(play) as source:
        page = Votes().page(source, path)
    assert page is not None
    assert isinstance(page.view, VotesView)
    return page.view


def stamps(play: Play) -> dict[str, str]:
    """Return each page with its stamp."""
    with reading(play) as source:
        return {each.path: each.stamp for each in Votes().pages(source)}


def test_a_vote_has_a_page() -> None:
    """It has the text of its opening, and the result that the list got."""
    play = Play()
    play.take(opening(), *votes(YES))
    play.run_until(hours(80))
    found = vote(play)
    assert (found.state, found.text) == ("passed", "I propose to move them.")
    with reading(play) as source:
        page = Votes().page(source, "votes/1")
        assert page is not None
        assert (page.kind, page.updated, page.may_index) == (Kind.VOTE, hours(72), True)


def test_a_vote_whose_time_is_over_waits_for_its_result() -> None:
    """The page is not ahead of the list: mails may be on their way."""
    play = Play()
    play.take(opening(), *votes(YES))
    found = vote(play, at=72.1)
    assert (found.state, found.is_awaited, found.ended) == ("open", True, None)
    assert vote(play, at=10).is_awaited is False


def test_a_closed_vote_stays_closed_whatever_the_clock_says() -> None:
    """A clock that is behind opens nothing again."""
    play = Play()
    play.take(opening(), *votes(YES))
    play.run_until(hours(80))
    assert vote(play, at=1).state == "passed"


def test_votes_of_other_lists_have_no_page() -> None:
    """Neither by themselves nor in the list; and any path may be asked for."""
    play = Play()
    play.take(opening(to=OTHER, by=OTHER))
    with reading(play) as source:
        odd = ("votes/1", "votes/2", "votes/01", "votes/x", "votes/page/0", "votes/page/9")
        assert [Votes().page(source, path) for path in odd] == [None] * len(odd)
    assert (listed(play).open, stamps(play)) == ((), {"votes": ""})


def test_a_stamp_changes_with_what_the_page_shows() -> None:
    """Open votes show the present; a closed one is made again only if something about it came."""
    play = Play()
    play.take(opening(), *votes(YES))
    assert stamps(play)["votes/1"] == ""
    play.run_until(hours(80))
    before = stamps(play)
    assert before["votes/1"] != ""
    assert stamps(play) == before
    play.take(Post("late", "Omar", "+1", 81, answers=["p"]))
    after = stamps(play)
    assert after["votes/1"] != before["votes/1"]


def test_the_list_has_the_open_votes_and_the_newest_closed_ones() -> None:
    """A leaf has a hundred numbers."""
    play = Play()
    play.take(opening("p"), *votes(YES))
    play.run_until(hours(80))
    play.take(opening("q", 81, subject="[VOTE] Another"))
    found = listed(play)
    assert [row.number for row in found.open] == [2]
    assert [(row.number, row.state) for row in found.closed] == [(1, "passed")]
    assert [leaf.path for leaf in found.leaves] == ["votes/page/1"]
    assert listed(play, "votes/page/1").open == ()


def test_news_and_calendar() -> None:
    """The feed has what opened and closed; the calendar when open votes close."""
    play = Play()
    play.take(opening("p"), *votes(YES))
    play.run_until(hours(80))
    play.take(opening("q", 81, subject="[VOTE] Another"))
    with reading(play) as source:
        assert [each.title for each in Votes().news(source)] == [
            "V-2 is open: Another",
            "V-1 passed: Move CI artefacts to object storage",
        ]
        assert [(each.path, each.at) for each in Votes().calendar(source) or ()] == [
            ("votes/2", hours(81 + 72))
        ]


def test_a_site_without_voting_lists_has_no_votes() -> None:
    """Only a help desk, for example."""
    assert not Votes().is_on(replace(SITE, parts=frozenset()))
    assert Votes().is_on(SITE)


def test_votes_that_take_the_place_of_others_are_shown_on_both_pages() -> None:
    """Only a vote that passed has done so, and only in its own list; its stamp tells it."""
    play = Play()
    play.take(opening("p"), *votes(YES))
    play.run_until(hours(80))
    before = stamps(play)["votes/1"]
    text = "We move again.\n\nReplaces V-1 and V-7.\nReview: 2027-03-01\n"
    play.take(opening("q", 81, subject="[VOTE] Another", text=text))
    away = opening("o", 81, subject="[VOTE] Away", text=text, to=OTHER, by=OTHER)
    play.take(away)
    first, second = vote(play, 1, 90), vote(play, 2, 90)
    assert (first.superseded_by, first.may_be_superseded_by) == ((), (2,))
    assert (second.supersedes, second.review) == ((1,), date(2027, 3, 1))
    assert stamps(play)["votes/1"] != before
    play.take(*(replace(each, id=f"q-{each.id}") for each in votes(YES, "q", at=82)))
    play.run_until(hours(170))
    again = vote(play, 1)
    assert (again.superseded_by, again.may_be_superseded_by) == ((2,), ())
