"""What the page of a vote says about its rule, its text, its outcome and its count."""

from dataclasses import asdict, replace
from datetime import date
from time import process_time

from listbot.model.policy import Choice, ProposerVote
from listbot.model.proposal import State
from listbot.pages.views.text import EMPTY, GONE, version
from listbot.pages.views.vote import Around, vote_view
from listbot.policies.outcome import outcome
from listbot.votes.counting.amendments import MARKED, Amendment
from tests.pages.views.voting import HERE, played, under, view
from tests.playing import OPENS, ROSTER, Post, hours, opening, rules, votes

YES = ("Ravi", "Lena", "Ines")


def test_a_vote_that_passed() -> None:
    """Its outcome, its counts, who did not vote, and how it is counted again."""
    found = view(played(opening(), *votes(YES), until=80), 90)
    assert (found.state, found.outcome) == ("passed", "3 x +1 (3 needed), 0 x 0, 0 x -1")
    assert (found.would_pass, found.ended) == (None, hours(72))
    assert [(each.name, each.value, each.counts_as) for each in found.votes] == [
        ("Ravi", "+1", "binding"),
        ("Lena", "+1", "binding"),
        ("Ines", "+1", "binding"),
    ]
    assert found.silent == ("Ana", "Omar", "Lars", "Kim")
    assert found.recount is not None
    assert found.recount.command.startswith("listbot tally --opening mid:p%40example.org --policy ")


def test_no_page_shows_an_address() -> None:
    """Not in a name, a quote, a command or a link to a mail."""
    found = view(
        played(
            opening(text="Ask kim@example.org."),
            Post("z", "zoe@example.com", "+1 as I told ana@example.org", 2, answers=["p"]),
            until=80,
        ),
        90,
        text="Ask kim@example.org.",
    )
    assert "@example" not in str(asdict(found))
    assert found.votes[0].name == "zoe@…"


def test_an_open_vote_says_how_it_would_end() -> None:
    """Whether it would pass if it closed now; who has not voted yet is not told."""
    play = played(opening(), *votes(YES[:2]))
    found = view(play, 10)
    assert (found.state, found.would_pass, found.silent, found.recount) == (
        "open", False, (), None,
    )  # fmt: skip
    play.take(*votes(YES[2:], at=20))
    assert (view(play, 30).would_pass, view(play, 30).is_awaited) == (True, False)
    assert view(play, 30, is_over=True).is_awaited


def test_a_silence_that_nobody_broke() -> None:
    """Nobody is listed as silent where silence is an answer."""
    found = view(played(opening(subject="[LAZY] Move"), until=80), 90)
    assert (found.state, found.silence, found.silent) == ("passed", True, ())


def test_items_stand_by_themselves() -> None:
    """While the vote is open, an item says how it stands; at the close, how it ended."""
    posts = [
        Post(f"v{name}", name, "1: +1\n2: 0", at, answers=["p"]) for at, name in enumerate(YES, 1)
    ]
    play = played(opening(text="1. Move them.\n2. Delete the old ones.\n"), *posts)
    assert [asdict(each) for each in view(play, 10).items] == [
        {"item": "1", "state": "open", "reason": "3 of 3 +1, no -1", "yes": 3},
        {"item": "2", "state": "open", "reason": "0 of 3 +1, 3 x 0, no -1", "yes": 0},
    ]
    play.run_until(hours(80))
    assert [(each.item, each.state) for each in view(play, 90).items] == [
        ("1", "passed"),
        ("2", "not passed"),
    ]


def test_a_poll_counts_approvals() -> None:
    """While it is open it says which option leads; it neither passes nor fails."""
    play = played(
        opening(text="1. red\n2. blue\n"),
        Post("o", "Omar", "1: +1", 2, answers=["p"]),
        in_force=under(choice=Choice.MOST),
    )
    found = view(play, 10)
    assert (found.choice, found.would_pass) == ("most", None)
    assert found.outcome == "so far, approvals: 1 1; 1 has the most"
    assert [(each.item, each.state, each.reason, each.yes) for each in found.items] == [
        ("1", "open", "1 approve", 1)
    ]


def test_without_a_roster_it_is_advice() -> None:
    """The archive does not show who wrote before, so nobody else can count it again."""
    found = view(
        played(opening(), in_force=rules(roster=replace(ROSTER, members=())), until=80), 90
    )
    assert (found.advisory, found.recount, found.silent) == (True, None, ())


def test_an_imported_vote_says_so() -> None:
    """It opened before the list was live."""
    assert view(played(opening(), in_force=rules(live_since=None)), 90).imported


def test_an_outcome_without_a_closing_time() -> None:
    """A vote that is counted without any close ended when it opened, as far as anybody knows."""
    case = played(opening()).vote()
    endless = replace(case.proposal, open_ended=True, deadline=None)
    final = outcome(endless, case.entries, case.posters, hours(100))
    assert (final.state, final.closes) == (State.NOT_PASSED, None)
    found = vote_view(replace(case, proposal=endless), final, HERE, Around(""))
    assert (found.closes, found.ended) == (hours(0), hours(0))


def test_what_the_store_knows_is_shown() -> None:
    """What it replaces, what replaced it, when it is reviewed, and when it was carried out."""
    found = view(
        played(opening()), 1, applied=hours(2), supersedes=(3,), superseded_by=(4,),
        may_be_superseded_by=(5,), review=date(2027, 3, 1),
    )  # fmt: skip
    assert (found.applied, found.supersedes, found.superseded_by) == (hours(2), (3,), (4,))
    assert (found.may_be_superseded_by, found.review) == ((5,), date(2027, 3, 1))


def test_a_text_that_was_changed() -> None:
    """The page has each text, and the places that changed; a vote on an earlier one says so."""
    play = played(
        opening(text="We move on Monday."),
        *votes(("Ravi",)),
        Post("a", "Ana", "#listbot amend\nWe move on Tuesday.", 5, answers=["p"]),
        until=10,
    )
    found = view(play, 10, text="We move on Monday.")
    assert found.text == "We move on Monday."
    (only,) = found.versions
    assert only.text == "We move on Tuesday."
    assert [(each.was, each.now) for each in only.changes] != []
    assert [each.note for each in found.votes] == ["as of the earlier text"]


def test_a_text_that_is_gone() -> None:
    """If its author was forgotten, the page says so, and compares nothing with it."""
    mark = f"{MARKED}abc"
    gone = version(Amendment("<a@x>", hours(1), mark, "old"), HERE)
    after = version(Amendment("<b@x>", hours(2), "new", mark), HERE)
    assert (gone.text, gone.changes) == (GONE, ())
    assert (after.text, after.changes) == ("new", ())


def test_a_mail_without_words() -> None:
    """A proposal may stand in a file alone."""
    assert view(played(opening()), 1, text="").text == EMPTY


def test_the_proposer_who_may_not_vote_is_not_listed() -> None:
    """Whom the rule bars has not stayed silent."""
    never = under(proposer_vote=ProposerVote.NEVER)
    found = view(played(opening(), in_force=never, until=80), 90)
    assert found.silent == ("Ravi", "Lena", "Omar", "Ines", "Lars", "Kim")


def test_late_and_earlier_votes_are_told() -> None:
    """A vote may be late, replaced, or of somebody who is not on the roster."""
    play = played(
        opening(),
        *votes(("Ravi",), text="0"),
        Post("z", "zoe@example.com", "+1 please", 2, answers=["p"]),
        Post("r", "Ravi", "+1 after all", 3, answers=["p"]),
        Post("l", "Lena", "+1", 79, answers=["p"]),
        until=80,
    )
    assert [(each.counts_as, each.note) for each in view(play, 90).votes] == [
        ("not counted", "replaced by a later vote"),
        ("not binding", "not on the roster"),
        ("binding", "changed from 0"),
        ("not counted", "came after the close"),
    ]


def test_without_a_roster_a_newcomer_is_told_why() -> None:
    """Only those who wrote to the list before are counted."""
    nobody = rules(roster=replace(ROSTER, members=()))
    play = played(opening(), Post("z", "Zoe", "+1", 2, answers=["p"]), in_force=nobody)
    assert [each.note for each in view(play, 5).votes] == ["had not written to this list before"]


def test_a_withdrawn_vote_about_an_earlier_text() -> None:
    """It is said that it was withdrawn, and nothing else."""
    play = played(
        opening(text="We move on Monday."),
        *votes(("Ravi",)),
        Post("w", "Ravi", "I withdraw my +1.", 3, answers=["p"]),
        Post("a", "Ana", "#listbot amend\nWe move on Tuesday.", 5, answers=["p"]),
    )
    assert [each.note for each in view(play, 10).votes] == ["withdrawn"]


def test_ten_thousand_votes_take_seconds() -> None:
    """The page costs the same for each vote, also for bare votes against with a later reason."""
    case = played(
        opening(),
        Post("v", "Ravi", "-1", 1, answers=["p"]),
        Post("w", "Ravi", "My reason: it doubles the bill.", 2, answers=["p", "v"]),
        Post("x", "Ravi", "#listbot explained: see my last mail", 3, answers=["p"]),
    ).vote()
    vote = next(entry for entry in case.entries if entry.casts)
    many = tuple(
        replace(vote, mail=f"<v{n}@example.org>", author=f"p{n % 5000}@example.org")
        for n in range(10_000)
    )
    case = replace(case, entries=(*case.entries, *many))
    began = process_time()
    final = outcome(case.proposal, case.entries, case.posters, hours(10))
    found = vote_view(case, final, HERE, Around("text"))
    assert len(found.votes) == 10_001
    assert len(found.against) == 10_001
    assert process_time() - began < 30  # each with each would take minutes


def test_a_subject_stays_one_line() -> None:
    """A title of 900 characters is cut."""
    play = played(opening(subject=f"{OPENS} {'long ' * 180}"))
    assert len(view(play, 1).title) <= 300
