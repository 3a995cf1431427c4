"""The order of processing mails does not change a vote (invariant 5).

Of the orders, a sample is tried that is the same each time; `LISTBOT_ORDERS=all` tries all of them.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listbot import pipeline
from listbot.mail import Level, Mail, Unreadable, read
from listbot.model.inputs import RetryInput
from listbot.packaged import load_preset
from listbot.policies.outcome import outcome
from listbot.recount.options import RecountOptions
from listbot.recount.recount import recount
from listbot.replay import replay
from listbot.store import reading
from listbot.store.journal import inbox
from listbot.votes.counting.counted import Vote
from tests.playing import BOT, OPENS, OTHER, PEOPLE, ROSTER, Play, Post, hours, opening, ref, rules

THREAD = (
    opening("p", 0, text="I propose to move them.\n\n+1"),
    Post("ravi", "Ravi", "Sounds good.\n\n+1", 2, answers=["p"]),
    Post("lena", "Lena", "0\n\nNo opinion.", 3, answers=["p"]),
    Post("omar", "Omar", "-1", 4, answers=["p", "ravi"]),
    # Only In-Reply-To ties his reason to the thread.
    Post(
        "why",
        "Omar",
        "It doubles the egress bill, see the figures in the wiki.",
        20,
        answers=["omar"],
        chain=False,
    ),
    Post(
        "changed",
        "Lena",
        "Changing my vote to +1, the figures convinced me.",
        26,
        answers=["why"],
        chain=False,
    ),
    Post("subject", "Ines", "+1 from me", 30),
    Post("side", "Kim", "+1 to what Ravi said about DNS", 31, answers=["p", "ravi"]),
    Post("closes", "Ana", "#listbot closes: 2026-09-14 18:00 UTC", 40, answers=["p"]),
    Post("back", "Omar", "I withdraw my -1, the bill was wrong.", 100, answers=["p", "closes"]),
)
COPY = replace(THREAD[1], to=f"{OTHER}, infra@example.org", by=OTHER, at=1.9, dated=2)
"""Ravi's vote again, through the other list, a little earlier."""

IS_WHOLE = os.environ.get("LISTBOT_ORDERS") == "all"
DIFFERENT = 120 if IS_WHOLE else 35
"""Threads of hypothesis."""

REDUCED = (THREAD[0], THREAD[1], THREAD[3], THREAD[4], THREAD[6], THREAD[8])


class Seen(NamedTuple):
    """The visible state of a vote."""

    states: dict[int, str]
    votes: tuple[Vote, ...]
    became: dict[str, str]
    letter: bytes


@pytest.fixture(scope="module")
def play() -> Play:
    """One store, emptied for each order."""
    return Play()


def run(play: Play, mails: Sequence[Mail | Unreadable]) -> Seen:
    """Take the mails in this order, let time pass, and look."""
    play.forget_all()
    # letters that answer single mails take most of the time, and are not checked here
    with play.without_letters():
        play.take(*mails)
    for hour in (145, 200, 300):
        play.tick(hours(hour))
    case = play.vote()
    result = [each for each in play.letters() if each.key.startswith("result|")]
    tally = outcome(case.proposal, case.entries, case.posters, hours(300)).tally
    return Seen(play.states(), tally.votes, play.became(), result[0].parcel.raw if result else b"")


def orders(count: int, most: int) -> list[tuple[int, ...]]:
    """All orders of so many mails, or `most` of them that are far from each other."""
    whole = list(permutations(range(count)))
    if IS_WHOLE or len(whole) <= most:
        return whole
    return [whole[0], *random.Random(20260908).sample(whole[1:], most - 1)]


def test_a_sample_has_every_mail_everywhere() -> None:
    """Each mail comes at each place."""
    for count, most in ((6, 90), (5, 40)):
        found = orders(count, most)
        assert {(at, each) for order in found for at, each in enumerate(order)} == {
            (at, each) for at in range(count) for each in range(count)
        }
        assert len(found) >= most


def test_the_thread_read_in_order(play: Play) -> None:
    """The other tests compare with this: four +1, the objection withdrawn, the close moved by
    Ana's line.
    """
    seen = run(play, [play.read(post) for post in (*THREAD, COPY)])
    assert seen.states == {1: "passed"}
    assert [(vote.mail, vote.value, str(vote.status)) for vote in seen.votes] == [
        (ref("p"), "+1", "counted"),
        (ref("ravi"), "+1", "counted"),
        (ref("lena"), "0", "superseded"),
        (ref("omar"), "-1", "withdrawn"),
        (ref("changed"), "+1", "counted"),
        (ref("subject"), "+1", "counted"),
    ]
    assert b"PASSED" in seen.letter


@pytest.mark.slow
def test_every_order_of_six(play: Play) -> None:
    """The 720 orders of a thread with a subject-only vote, a later reason and a moved close are
    equal, to the letter.
    """
    mails = [play.read(post) for post in REDUCED]
    expected = run(play, mails)
    assert (expected.states, len(expected.letter) > 0) == ({1: "stopped"}, True)
    tried = orders(6, 90)
    different = [order for order in tried if run(play, [mails[at] for at in order]) != expected]
    assert (different, len(tried)) == ([], 720 if IS_WHOLE else 90)


@pytest.mark.slow
def test_sampled_orders_of_eleven(play: Play) -> None:
    """Orders of all ten mails and a copy, with the opening in each place equally often."""
    mails = [play.read(post) for post in (*THREAD, COPY)]
    expected = run(play, mails)
    shuffle = random.Random(20260908).shuffle
    for at in range(300 if IS_WHOLE else 66):
        order = list(mails[1:])
        shuffle(order)
        order.insert(at % len(mails), mails[0])
        assert run(play, order) == expected, [mail.message_id for mail in order]


WORDS = (
    "+1",
    "-1",
    "-1\n\nIt doubles the egress bill, see the figures in the wiki.",
    "0",
    "It would double the bill, see the wiki page about it.",
    "I withdraw my vote.",
    "What about DNS?",
    "+1 if we keep a copy",
    "I agree.",
    "please do not, it breaks the mirrors",
    "#listbot closes: 2026-09-14 18:00 UTC",
    "#listbot class: substantial",
    "#listbot explained: see my mail of Monday",
    "#listbot withdraw",
)
SUBJECTS = ("Re: {}", "Re: {}", "{}", "Re: other (was: x)", "[CANCEL] {}", "[VOTE] Thing {number}")


@st.composite
def threads(draw: st.DrawFn) -> list[Post]:
    """Threads as no person would write them: mails that answer any earlier ones, or ones that
    never arrive.
    """
    opens = draw(st.sampled_from((OPENS, "[LAZY] Move it")))
    posts = [
        Post("p", "Ana", draw(st.sampled_from(("I propose it.", "I propose it.\n\n+1"))), 0, opens)
    ]
    for number in range(1, draw(st.integers(2, 7))):
        ids = ["gone", *(post.id for post in posts)]
        posts.append(
            Post(
                f"m{number}",
                draw(st.sampled_from((*PEOPLE[:4], "pat@example.net"))),
                draw(st.sampled_from(WORDS)),
                draw(st.integers(1, 900)) / 10,
                draw(st.sampled_from(SUBJECTS)).format(opens, number=number),
                draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)),
                chain=draw(st.booleans()),
            )
        )
    # The opening is not copied: its time is that of the copy that opened it, because people were
    # told of it.
    again = [post for post in posts if post.subject.startswith(("Re:", "[CANCEL]"))]
    # Nor is anything copied if there may be a second opening with the subject: the time of a mail
    # says which of the two it means, and a copy that arrives after the decision moves that time.
    if again and opens not in [post.subject for post in posts[1:]]:
        first = draw(st.sampled_from(again))
        by, vouched = draw(
            st.sampled_from(((BOT, True), (BOT, False), (OTHER, True), (OTHER, False)))
        )
        earlier = draw(st.sampled_from((-0.05, 0.05, 0.3)))
        posts.append(replace(first, by=by, vouched=vouched, at=first.at + earlier, dated=first.at))
    return posts


def entries_of(play: Play) -> dict[str, object]:
    """Each proposal by its Message-ID: its standing entries, and their outcome."""
    found: dict[str, object] = {}
    for number in play.states():
        case = play.vote(number)
        final = outcome(case.proposal, case.entries, case.posters, hours(500))
        entries = frozenset((entry, entry.acts) for entry in case.entries)
        found[case.proposal.id] = (entries, final.state, final.reason, final.closes, final.tally)
    return found


@pytest.mark.slow
@settings(
    max_examples=DIFFERENT,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(threads(), st.randoms(use_true_random=False))
def test_any_thread_in_any_order(play: Play, posts: list[Post], chance: random.Random) -> None:
    """Strange References, two proposals, copies to the bot and the other list: the entries are
    the same, and nothing is quarantined.
    """
    mails = [play.read(post) for post in posts]
    expected = None
    for _ in range(4):
        play.forget_all()
        play.take(*mails)
        # everything that waits for other mail has waited long enough
        while play.tick(hours(95)):
            pass
        assert play.alerts == []
        assert play.accounts_balance()
        got = entries_of(play)
        expected = expected or got
        assert got == expected
        chance.shuffle(mails)


SAME_SECOND = (
    opening("p"),
    Post("m1", "Ravi", "+1", 2, f"Re: {OPENS}"),
    Post("m2", "Ana", "I propose it.", 1, OPENS),
    Post("m3", "Lena", "I propose it.", 1, OPENS),
)


def test_two_openings_in_one_second(play: Play) -> None:
    """An answer tied only by its subject belongs to the same one, in whatever order they came."""
    found = set()
    for mails in permutations([play.read(post) for post in SAME_SECOND]):
        play.forget_all()
        play.take(*mails)
        found.add(next(id for id, entries in entries_of(play).items() if "Ravi" in str(entries)))
    assert found == {"<m2@example.org>"}


ITS_OWN_ANCESTOR = (
    opening("p"),
    Post("m1", "Ravi", "+1", 3, f"Re: {OPENS}"),
    Post("m2", "Lena", "+1", 2, f"Re: {OPENS}", answers=["m1"]),
    Post("m3", "Omar", "I propose it.", 1, OPENS, answers=["m2"], chain=False),
)


def test_an_opening_stays_one_whatever_its_answers_belong_to(play: Play) -> None:
    """It answers a mail that answers one tied to this very opening by its subject: a circle,
    made by wrong clocks. It stays an opening, because people were told so.
    """
    found = set()
    for mails in permutations([play.read(post) for post in ITS_OWN_ANCESTOR]):
        play.forget_all()
        play.take(*mails)
        play.tick(hours(95))
        opened = entries_of(play)["<m3@example.org>"]
        found.add(tuple(id for id in ("m1", "m2", "m3") if f"<{id}@example.org>" in str(opened)))
    assert found == {("m1", "m2", "m3")}


BOTH_PARKED = (
    opening("p"),
    Post("m1", "Ravi", "+1", 1, "Re: something else"),
    Post("m2", "Ana", "I propose it.", 1, OPENS, answers=["gone"]),
    Post("m3", "Lena", "I propose it.", 1, OPENS, answers=["m1"]),
)


def test_what_one_second_look_decides_is_not_looked_at_again(play: Play) -> None:
    """Of two openings with one subject that wait for an ancestor, the first calls the other
    back, which then opens, too. Looked at again, it would open a second time and be
    quarantined.
    """
    for mails in permutations([play.read(post) for post in BOTH_PARKED]):
        play.forget_all()
        play.take(*mails)
        play.tick(hours(95))
        assert play.alerts == []
        assert sorted(entries_of(play)) == [f"<{id}@example.org>" for id in ("m2", "m3", "p")]
        assert "quarantined" not in play.became().values()


STRIPPED = (
    opening("p", 0, text="I propose to move them.\n\n+1"),
    Post("ravi", "Ravi", "+1", 1, OPENS, answers=["p"]),
    Post("lena", "Lena", "+1", 2, OPENS, answers=["p", "ravi"]),
    Post("ines", "Ines", "+1", 3, answers=["ravi"], chain=False),
    Post(
        "lars",
        "Lars",
        "-1\n\nIt doubles the bill, see the wiki.",
        4,
        OPENS,
        answers=["ines"],
        chain=False,
    ),
)
"""A list that takes the "Re:" away from some mails, and mailers that name only the mail above."""


def test_answers_without_re_in_every_order(play: Play) -> None:
    """The 120 orders give one proposal with the same votes, as does a recount of the archive."""
    mails = [play.read(post) for post in STRIPPED]
    expected = run(play, mails)
    found = [(vote.mail, vote.value, vote.status) for vote in expected.votes]
    assert [mail for mail, _, _ in found] == [ref(post.id) for post in STRIPPED]
    assert expected.states == {1: "stopped"}
    different = [
        order for order in orders(5, 40) if run(play, [mails[at] for at in order]) != expected
    ]
    assert different == []
    archived = [read(replace(post.arrival(play.in_force), archived=True)) for post in STRIPPED]
    options = RecountOptions(load_preset("ovirt"), hours(300), roster=ROSTER)
    (counted,) = recount(
        "archive", [(str(at), mail) for at, mail in enumerate(archived)], options
    ).proposals
    assert [(vote.mail, vote.value, vote.status) for vote in counted.outcome.tally.votes] == found


def test_a_proposal_below_a_mail_we_never_see(play: Play) -> None:
    """It waits as long as mail may be on its way, then opens as of the time it came, and so do
    its answers.
    """
    play.forget_all()
    answer = Post("v", "Ravi", "+1", 1.01, answers=["gone", "p"])
    lazy = opening(at=1, answers=["gone"], subject="[LAZY] Move it")
    assert play.take(lazy, answer) == ["parked", "parked"]
    play.tick(hours(2))
    # its hour is over, but the list was not read that far
    play.tick(hours(2.2), read_until=hours(2))
    assert play.states() == {}
    play.tick(hours(2.2))
    assert play.became() == {"p": "opens", "v": "vote"}
    assert play.vote().proposal.opened == hours(1)
    assert play.kinds() == []
    assert replay(play.store).is_equal


def test_the_upper_of_two_that_wait_opens(play: Play) -> None:
    """Below a missing parent, two tagged mails answer each other; the upper one opens,
    whichever came first.
    """
    for order in permutations((opening(at=1, answers=["gone"]), replace(STRIPPED[1], at=1.5))):
        play.forget_all()
        play.take(*order)
        play.tick(hours(3))
        assert play.became() == {"p": "opens", "ravi": "vote"}


def test_a_second_look_that_raises(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is quarantined and reported once, with a bounded number of tries; a later try by hand
    is still a second look.
    """
    play.forget_all()
    play.take(opening(at=1, answers=["gone"]))
    with monkeypatch.context() as broken:
        broken.delattr(pipeline, "on_mail")
        for hour in range(3, 9):
            play.tick(hours(hour))
    assert (play.became(), len(play.alerts)) == ({"p": "quarantined"}, 1)
    with play.transaction() as tx:
        (aside,) = reading.quarantine(tx.connection)
        assert aside.tries == inbox.TRIES
        pipeline.retry_by_hand(tx, RetryInput((aside.seq,), "ana", "mended"))
    assert play.became() == {"p": "opens"}


def test_a_vote_before_its_proposal(play: Play) -> None:
    """It waits, and is counted once the proposal arrives."""
    play.forget_all()
    assert play.take(THREAD[1]) == ["parked"]
    assert play.take(THREAD[0]) == ["opens"]
    assert play.became() == {"p": "opens", "ravi": "vote"}


def test_the_same_mail_delivered_twice(play: Play) -> None:
    """The same bytes through the same list are one arrival."""
    play.forget_all()
    assert play.take(THREAD[0], THREAD[1], THREAD[1]) == ["opens", "vote", "duplicate"]
    assert play.became() == {"p": "opens", "ravi": "vote"}
    assert play.accounts_balance()


@pytest.mark.parametrize("first", [0, 1])
def test_a_mail_through_two_lists_counts_once(play: Play, first: int) -> None:
    """Whichever copy comes first, the vote counts once, at the earlier of both times."""
    play.forget_all()
    copies = (THREAD[1], COPY)
    play.take(THREAD[0], copies[first], copies[1 - first])
    (entry,) = [each for each in play.vote().entries if each.mail == ref("ravi")]
    assert (entry.received, entry.effective) == (hours(1.9), hours(1.9))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_better_vouched_copy_wins(play: Play, order: tuple[int, int]) -> None:
    """A copy that came past the list does not keep us from believing the list's own."""
    play.forget_all()
    copies = (replace(THREAD[1], vouched=False), THREAD[1])
    play.take(THREAD[0], *(copies[at] for at in order))
    (entry,) = [each for each in play.vote().entries if each.mail == ref("ravi")]
    assert entry.level is Level.LIST_VOUCHED


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_copy_to_the_bot_does_not_take_the_place_of_the_lists(
    play: Play, order: tuple[int, int]
) -> None:
    """A mail to the list with a copy to the bot is a vote, whichever comes first."""
    play.forget_all()
    vote = replace(THREAD[1], cc=BOT)
    copies = (replace(vote, by=BOT, more="X-Copy: 1"), vote)
    play.take(THREAD[0], *(copies[at] for at in order))
    assert [entry.mail for entry in play.vote().entries] == [ref("p"), ref("ravi")]


def test_an_opening_that_comes_twice_opens_once() -> None:
    """A second copy, even if better vouched, is only a copy: the proposal keeps its number and
    its time.
    """
    anybody = Play(in_force=rules(Level.UNVERIFIED))
    anybody.take(replace(THREAD[0], vouched=False), replace(THREAD[0], at=0.1, dated=0), THREAD[1])
    assert anybody.states() == {1: "open"}
    assert anybody.vote().proposal.opened == hours(0)


def test_a_late_ancestor_does_not_make_a_vote_late(play: Play) -> None:
    """If a missing parent arrives after the result, the counted mails below it are read again
    and still count.
    """
    play.forget_all()
    late = Post("late", "Kim", "I have a question about the price.", 2, answers=["p"])
    votes = [
        Post(name, name.title(), "+1", 3, answers=["p", "late"])
        for name in ("ravi", "lena", "ines")
    ]
    play.take(THREAD[0], *votes)
    play.run_until(hours(80), timedelta(hours=4))
    play.take(late)
    assert [entry.late_arrival for entry in play.vote().entries] == [
        False,
        False,
        False,
        False,
        True,
    ]


def test_circles_of_references_end(play: Play) -> None:
    """Two mails that claim to answer each other are both votes."""
    play.forget_all()
    play.take(
        Post("a", "Ravi", "+1", 2, answers=["p", "b"]),
        Post("b", "Lena", "+1", 3, answers=["p", "a"]),
        opening(),
    )
    assert play.became() == {"a": "vote", "b": "vote", "p": "opens"}
