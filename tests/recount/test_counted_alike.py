"""Daemon and recount count alike, in whatever order mails come: wrong clocks, copies, forgeries and
late votes."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listbot.cli.counting.tally import as_text
from listbot.cli.counting.tally_json import as_json
from listbot.cli.counting.vote import count
from listbot.mail import Level, read
from listbot.model.case import OpenCase
from listbot.model.policy import Roster
from listbot.model.proposal import State
from listbot.packaged import load_policy, load_preset
from listbot.policies.outcome import Outcome, outcome
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount, recount
from listbot.replay import replay
from listbot.votes.counting.counted import Vote, VoteStatus
from tests.playing import (
    ANSWERS,
    BOT,
    LIST,
    OTHER,
    PEOPLE,
    ROSTER,
    Play,
    Post,
    hours,
    opening,
    ref,
    rules,
)

CLOSED = 72
RESULT = hours(300)


@pytest.fixture(scope="module")
def play() -> Play:
    """One store, emptied for each order."""
    return Play()


def archived(posts: Iterable[Post], play: Play, case: OpenCase, final: Outcome) -> ProposalCount:
    """The recount that the result letter names, over what the lists sent."""
    sent = [post for post in posts if post.vouched and post.by != BOT]
    mails = [
        (str(at), read(replace(post.arrival(play.in_force), archived=True)))
        for at, post in enumerate(sent)
    ]
    options = RecountOptions(
        load_preset("ovirt"),
        now=RESULT,
        policy=load_policy("ovirt:substantial"),
        roster=ROSTER,
        opening=case.proposal.id,
        opened=case.proposal.opened,
        closes=final.closes,
    )
    (counted,) = recount("archive", mails, options).proposals
    as_folder = replace(options, opening="", as_proposal=True, is_one_thread=True)
    (alone,) = recount("thread", mails, as_folder).proposals
    assert alone.digest == counted.digest
    return counted


def rows(votes: Iterable[Vote]) -> list[tuple[object, ...]]:
    """The votes as shown, without those that no archive of the list has."""
    return [
        (
            vote.voter,
            vote.mail,
            vote.value,
            vote.status,
            vote.changed_from,
            vote.explained,
            vote.received,
            vote.text,
            vote.is_outdated,
        )
        for vote in votes
        if not vote.is_unverified
    ]


def daemon(play: Play, posts: Sequence[Post]) -> tuple[OpenCase, Outcome]:
    """What the daemon makes of these mails, taken in this order."""
    play.forget_all()
    with play.without_letters():  # they take most of the time, and nothing here needs them
        play.take(*posts)
    case = play.vote()
    return case, outcome(case.proposal, case.entries, case.posters, RESULT)


def letter(play: Play) -> str:
    """The result, once its time has come."""
    for hour in (73, 121, 145, 169, 200, 250):
        play.tick(hours(hour))
    play.tick(RESULT)
    (result,) = [each for each in play.letters() if each.key.startswith("result|")]
    return result.text


SAYS = (
    "+1",
    "-1",
    "-1\n\nIt doubles the egress bill, see the figures in the wiki.",
    "0",
    "Please mind the egress bill, which the wiki has the figures of.",
    "I withdraw my vote.",
    "+1 if we keep a copy",
    "#listbot closes: 2026-09-14 18:00 UTC",
    "#listbot closes: 2026-09-13 18:00 UTC",
    "#listbot amend\n\nI propose to move them, and to keep a copy.",
    "#listbot amend\n\nI propose to move half of them.\n\n+1",
)


@st.composite
def own_answers(draw: st.DrawFn) -> list[Post]:
    """People who answer themselves with clocks that are behind; copies that bypass the list, to the
    bot and through another list; forged mails in their names; votes after the close."""
    posts = [opening()]
    for name in PEOPLE[: draw(st.integers(1, 3))]:
        own = ["gone"]
        for number in range(draw(st.integers(1, 4))):
            at = draw(st.integers(10, 800)) / 10
            named = draw(st.lists(st.sampled_from(own), max_size=2, unique=True))
            post = Post(
                f"{name.lower()}{number}",
                name,
                draw(st.sampled_from(SAYS)),
                at,
                answers=["p", *named],
                chain=draw(st.booleans()),
                vouched=draw(st.sampled_from((True, True, True, False))),
                dated=max(
                    0.1, at - draw(st.sampled_from((0, 0, 3, 50, 100)))
                ),  # or it would be the opening
            )
            posts.append(post)
            own.append(post.id)
    first = draw(st.sampled_from(posts[1:]))
    by, vouched = draw(
        st.sampled_from(((BOT, True), (BOT, False), (OTHER, True), (OTHER, False), (LIST, False)))
    )
    copy = replace(
        first, by=by, vouched=vouched, at=first.at + draw(st.sampled_from((-0.8, -0.1, 1)))
    )
    return [*posts, replace(copy, more="X-Copy: 1")]


@pytest.mark.slow
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(own_answers(), st.randoms(use_true_random=False))
def test_any_thread_is_counted_alike(play: Play, posts: list[Post], chance: random.Random) -> None:
    """All orders give the same count, and a recount of the list's archive finds the same votes and
    digest."""
    case, expected = daemon(play, posts)
    for _ in range(3):
        chance.shuffle(posts)
        _, got = daemon(play, posts)
        assert got == expected
    assert play.accounts_balance()
    counted = archived(posts, play, case, expected)
    assert rows(counted.outcome.tally.votes) == rows(expected.tally.votes)
    assert counted.digest in letter(play)
    assert replay(play.store).is_equal


BEHIND = (
    opening(),
    Post("no", "Omar", "-1", 5, answers=["p"]),
    Post("asks", "Lena", "Why is that so?", 6, answers=["p", "no"]),
    Post(
        "well",
        "Omar",
        "I have read the figures in the wiki meanwhile.",
        7,
        answers=["no"],
        chain=False,
        dated=2,
    ),
    Post("yes", "Omar", "+1", 8, answers=["well"], chain=False, dated=1),
    Post("last", "Omar", "0", 9, answers=["p", "no", "asks", "yes"], dated=0.5),
)
"""Each later mail of Omar's comes from a clock that is more behind; two name only the mail above.
"""


def test_a_clock_that_is_behind_loses_no_changed_mind(play: Play) -> None:
    """In all 120 orders of the answers the last mail of the chain counts, in the recount too."""
    found = set()
    for at, order in enumerate(permutations(BEHIND[1:])):
        where = at % len(BEHIND)
        case, final = daemon(play, (*order[:where], BEHIND[0], *order[where:]))
        found.add(tuple((vote.mail, vote.status, vote.changed_from) for vote in final.tally.votes))
    assert found == {
        (
            (ref("no"), VoteStatus.SUPERSEDED, None),
            (ref("yes"), VoteStatus.SUPERSEDED, "-1"),
            (ref("last"), VoteStatus.COUNTED, "+1"),
        )
    }
    assert rows(archived(BEHIND, play, case, final).outcome.tally.votes) == rows(final.tally.votes)


def test_an_answer_to_ones_vote_on_something_else_moves_nothing(play: Play) -> None:
    """It is in another proposal, so it does not order anything here."""
    elsewhere = "[VOTE] Reboot on Tuesday"
    posts = (
        opening(),
        opening("q", subject=elsewhere),
        Post("other", "Omar", "+1", 9, f"Re: {elsewhere}", answers=["q"]),
        Post("early", "Omar", "-1", 2, answers=["other", "p"]),
        Post("late", "Omar", "+1", 3, answers=["p"]),
    )
    for order in permutations(posts[2:]):
        _, final = daemon(play, (*posts[:2], *order))
        assert [(vote.mail, vote.status) for vote in final.tally.votes] == [
            (ref("early"), VoteStatus.SUPERSEDED),
            (ref("late"), VoteStatus.COUNTED),
        ]


THREE = (
    opening(),
    Post("r", "Ravi", "+1", 2, answers=["p"]),
    Post("l", "Lena", "+1", 3, answers=["p"]),
)
LATE = Post("o", "Omar", "+1", CLOSED + 0.1, answers=["p"], dated=CLOSED - 2)
COPIES = {
    "past the list": {"vouched": False},
    "past the other list": {"vouched": False, "by": OTHER},
    "to the bot": {"by": BOT},
    "past everybody to the bot": {"by": BOT, "vouched": False},
}


@pytest.mark.parametrize("way", COPIES.values(), ids=COPIES)
def test_a_copy_that_the_list_did_not_see_moves_no_time(play: Play, way: dict[str, object]) -> None:
    """A vote that reached the list late stays late, whichever copy came first; daemon, recount and
    replay agree."""
    copy = replace(LATE, at=CLOSED - 2, **way)  # type: ignore[arg-type]  # Each value is of its field's type.
    for order in permutations((copy, LATE, THREE[1])):
        case, final = daemon(play, (THREE[0], *order, THREE[2]))
        assert [vote.status for vote in final.tally.votes if vote.mail == ref("o")] == [
            VoteStatus.LATE
        ]
        assert [entry.effective for entry in case.entries if entry.mail == ref("o")] == [
            hours(CLOSED - 2)
        ]
        counted = archived((*THREE, LATE), play, case, final)
        assert rows(counted.outcome.tally.votes) == rows(final.tally.votes)
        assert counted.digest in letter(play)
        assert replay(play.store).is_equal


def test_a_copy_past_the_list_moves_no_date_either(play: Play) -> None:
    """Another Date over the same words would put a vote before the one that it replaces."""
    changed = Post("o", "Omar", "+1", 5, answers=["p"])
    before = Post("b", "Omar", "-1", 4, answers=["p"])
    for order in permutations((before, changed, replace(changed, vouched=False, dated=1, at=5.1))):
        _, final = daemon(play, (opening(), *order))
        assert [vote.mail for vote in final.tally.votes] == [ref("b"), ref("o")]


def test_a_copy_by_the_other_list_that_saw_it_earlier_holds(play: Play) -> None:
    """Both lists' hosts stamped what they saw; a recount of both archives takes the earlier time,
    too."""
    copy = replace(LATE, by=OTHER, at=CLOSED - 1, dated=CLOSED - 3)
    for order in permutations((copy, LATE)):
        case, final = daemon(play, (*THREE, *order))
        (entry,) = [entry for entry in case.entries if entry.mail == ref("o")]
        assert (entry.effective, entry.received) == (hours(CLOSED - 3), hours(CLOSED - 1))
        counted = archived((*THREE, *order), play, case, final)
        assert rows(counted.outcome.tally.votes) == rows(final.tally.votes)
        assert replay(play.store).is_equal


def test_two_copies_share_what_is_earlier_in_each(play: Play) -> None:
    """One has the earlier Date, the other was received earlier."""
    copies = (
        replace(LATE, by=OTHER, at=CLOSED + 1, dated=1),
        replace(LATE, at=CLOSED - 1, dated=CLOSED - 1),
    )
    for order in permutations(copies):
        case, final = daemon(play, (*THREE, *order))
        (entry,) = [entry for entry in case.entries if entry.mail == ref("o")]
        assert (entry.effective, entry.received) == (hours(1), hours(CLOSED - 1))
        counted = archived((*THREE, *order), play, case, final)
        assert rows(counted.outcome.tally.votes) == rows(final.tally.votes)


def test_where_any_mail_is_believed_every_copy_is() -> None:
    """On a list that believes every mail, no copy is surer than another."""
    anybody = Play(in_force=rules(Level.UNVERIFIED))
    case, _ = daemon(anybody, (*THREE, LATE, replace(LATE, at=CLOSED - 2, vouched=False)))
    (entry,) = [entry for entry in case.entries if entry.mail == ref("o")]
    assert entry.received == hours(CLOSED - 2)


def test_an_opening_keeps_its_time_whatever_is_sent_beside_it(play: Play) -> None:
    """A copy that bypassed the list neither opens the vote earlier nor moves the proposer's own
    vote."""
    first = opening(text="I propose it.\n\n+1", at=1)
    for order in permutations((first, replace(first, at=0.5, vouched=False, dated=0.1))):
        case, _ = daemon(play, order)
        (entry,) = case.entries
        assert (case.proposal.opened, entry.received, entry.effective) == (hours(1),) * 3


def test_no_number_of_late_votes_changes_the_digest(play: Play) -> None:
    """They are listed, but anybody who counts again gets the result that was made without them."""
    votes = (*THREE, Post("k", "Kim", "+1", 4, answers=["p"]))
    case, final = daemon(play, votes)
    told = letter(play)
    late = [
        Post(
            f"z{number}",
            name,
            text,
            CLOSED + 0.01 + number,
            ANSWERS,
            answers=["p", above],
            dated=dated,
        )
        for number, (name, text, above, dated) in enumerate(
            (
                ("Ravi", "-1", "r", 1),
                ("Lena", "I withdraw my vote.", "l", 2),
                ("Omar", "-1\n\nIt doubles the bill, see the wiki.", "r", None),
                ("Pat", "+1", "k", 0.5),
                ("Kim", "#listbot closes: 2026-09-20 18:00 UTC", "k", 3),
                ("Ana", "#listbot closes: 2026-09-20 18:00 UTC", "p", 3),
                ("Ana", "#listbot withdraw", "p", 3),
            )
        )
    ]
    for many in range(len(late) + 1):
        counted = archived((*votes, *late[:many]), play, case, final)
        assert counted.digest in told
    assert [vote.status for vote in counted.outcome.tally.votes] == [VoteStatus.COUNTED] * 3 + [
        VoteStatus.LATE
    ] * 3


def test_late_votes_before_the_result_is_made_are_outside_its_digest(play: Play) -> None:
    """Even those that come within the grace: the letter lists them, with the digest of the
    others."""
    votes = (*THREE, Post("k", "Kim", "+1", 4, answers=["p"]))
    daemon(play, votes)
    without = letter(play)
    daemon(play, (*votes, LATE, Post("x", "Lena", "-1, no", CLOSED + 0.2, answers=["p", "l"])))
    told = letter(play)
    assert told.count("came after the close") == 2
    (digest,) = {
        line for text in (told, without) for line in text.split("\n") if line.startswith("sha256:")
    }
    assert digest.endswith(":v1")


def test_who_wrote_past_the_list_has_not_written_to_it() -> None:
    """If earlier posters are binding, a mail that the list never saw does not make anybody one of
    them."""
    alone = Play(in_force=rules(roster=Roster()))
    hello = Post("h", "Kim", "Hello all, I am new here.", -2, "Hello")
    for vouched, binding in ((True, {ref("k")}), (False, set())):
        votes = (
            replace(hello, vouched=vouched),
            opening(),
            Post("k", "Kim", "+1", 4, answers=["p"]),
        )
        _, final = daemon(alone, votes)
        assert {vote.mail for vote in final.tally.votes if vote.binding} == binding


def test_a_forged_vote_is_told_as_unverified_and_says_nothing_of_the_members(play: Play) -> None:
    """Dated before the member's own or after it; the result never quotes it as the member's."""
    forged = Post(
        "f", "Lena", "-1, because Ana always breaks things", 2.5, answers=["p"], vouched=False
    )
    votes = (
        *THREE,
        Post("k", "Kim", "+1", 4, answers=["p"]),
        Post("i", "Ines", "+1", 5, answers=["p"]),
    )
    for mail in (forged, replace(forged, at=6)):
        for order in permutations((THREE[2], mail)):
            daemon(play, (*THREE[:2], *order, *votes[3:]))
            told = letter(play)
            assert "changed from" not in told
            before, _, after = told.partition("Unverified, so not counted\n")
            assert ("-1    Lena" in before, "-1    Lena" in after) == (False, True)
            assert "unverified: it did not come" in " ".join(after.split())


NO = Post("no", "Lena", "-1", 4, answers=["p"])
WHY = Post(
    "why",
    "Lena",
    "It doubles the egress bill, as the figures in the wiki show.",
    6,
    answers=["p", "no"],
)


def test_a_forged_reason_is_not_told_as_the_members(play: Play) -> None:
    """Not even if a forged -1 has taken the Message-ID of the member's."""
    twin = replace(NO, text="-1, I think", at=3, vouched=False)
    forged = replace(WHY, id="forged", at=5, vouched=False)
    for order in permutations((twin, NO, forged, WHY)):
        daemon(play, (opening(), *order))
        told = letter(play)
        assert "-1    Lena [1], reason in [2]\n" in told
        assert "[2] https://lists.example.org/infra/why@example.org\n" in told


@pytest.mark.parametrize("vouched", [True, False])
def test_another_mail_under_an_objections_message_id_keeps_no_result_back(
    play: Play, vouched: bool
) -> None:
    """It came after the close, and was stored before the objection."""
    twin = replace(NO, text="-1, I think", at=CLOSED + 72.1, vouched=vouched)
    daemon(play, (opening(), twin, NO, WHY))
    told = letter(play)
    assert "1 x -1" in told
    assert play.states() == {1: State.STOPPED}


@pytest.mark.parametrize("at", [0.5, 1.5])
def test_a_forged_parent_changes_no_answer(play: Play, at: float) -> None:
    """An answer is read with the mail that the list saw, even if a forged one had its Message-ID
    first."""
    asks = Post("asks", "Ravi", "First we need documentation for it.\n\nRavi", 1, answers=["p"])
    agrees = "> First we need documentation for it.\n\n+1. Nobody can use it without."
    answer = Post("agrees", "Ines", agrees, 2, answers=["p", "asks"])
    twins = (
        replace(asks, text="+1", at=at, vouched=False),
        replace(asks, text="0", at=at, vouched=False),
    )
    for order in permutations((asks, *twins, answer)):
        case, final = daemon(play, (opening(), *order))
        assert [doubt.mail for doubt in final.tally.unclear] == [ref("asks"), ref("agrees")]
        assert play.became()["agrees"] == "unclear"
    assert archived((opening(), asks, answer), play, case, final).digest in letter(play)
    assert replay(play.store).is_equal


def test_a_forged_doubt_is_told_as_unverified(play: Play) -> None:
    """Shown with its mail only, apart from those whose author is sure."""
    forged = Post("f", "Kim", "+1 if we keep a copy", 4, answers=["p"], vouched=False)
    daemon(play, (*THREE, forged))
    told = " ".join(letter(play).split())
    assert "Unverified and in doubt: 1 mail that may be a vote" in told
    assert "In doubt: " not in told


def test_the_command_line_tells_what_is_unverified(play: Play) -> None:
    """As text and as JSON: a vote in time, one after the close, and a doubt."""
    forged = (
        Post("f", "Lena", "-1", 4, answers=["p"], vouched=False),
        Post("g", "Omar", "-1", CLOSED + 49, answers=["p"], vouched=False),
        Post("h", "Kim", "+1 if we keep a copy", 4, answers=["p"], vouched=False),
    )
    case, _ = daemon(play, (*THREE, *forged))
    counted = [count(case, RESULT)]
    text = as_text(counted)
    assert '  Late\n    -1    Omar                     13 Sep 19:00  "-1", unverified\n' in text
    assert '  Unverified\n    -1    Lena                     08 Sep 22:00  "-1"\n' in text
    assert '"+1 if we keep a copy" (a condition cannot be tallied; unverified)' in text
    (vote,) = json.loads(json.dumps(as_json(counted)))["archives"][0]["proposals"]
    assert [(each["mail"], each["status"], each["level"]) for each in vote["votes"][2:]] == [
        (ref("f"), "unverified", "unverified"),
        (ref("g"), "late", "unverified"),
    ]
    assert [(each["mail"], each["unverified"]) for each in vote["unclear"]] == [(ref("h"), True)]
