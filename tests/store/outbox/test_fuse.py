"""The fuse: above so many posts an hour to a list, letters wait for a person."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from listbot.letter_gate import MOST_IN_THREAD
from listbot.letters_check.vote_samples import OPENED, sample_order
from listbot.model.inputs import RulesInput
from listbot.model.order import LetterKind
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.queueing import queue
from tests.playing import LIST, OTHER, START, Play, Post, hours, opening, rules

LAZY = "[LAZY] Switch off mirror"
MINUTE = 1 / 60  # hours
POSTING = RulesInput(
    tuple(
        replace(each, policies=tuple(replace(one, post_opening=True) for one in each.policies))
        for each in rules().lists
    )
)
"""Rules under which the list is told of each opening."""


def openings(numbers: Iterable[int], to: str = LIST, at: float = 0) -> list[Post]:
    """Return proposals that pass by silence; each has an M1."""
    return [
        opening(f"p{to}{n}", at + n * MINUTE, subject=f"{LAZY} {n}", to=to, by=to) for n in numbers
    ]


def states(play: Play, kind: str = "M1") -> list[str]:
    """Return the states of a kind of letter."""
    return [each.state for each in play.letters(kind)]


def let_out(play: Play, *letters: Waiting) -> None:
    """Approve letters like `listbot outbox approve`."""
    with play.transaction() as tx:
        for each in letters:
            outbox.change(tx.connection, each.id, state="queued", due=play.now, approved=True)


def test_the_seventh_post_of_an_hour_waits() -> None:
    """With the reason noted, and the admin told how to release it; other lists are not affected."""
    play = Play(in_force=POSTING)
    play.take(*openings(range(8)), *openings([9], OTHER))
    assert states(play) == ["queued"] * 6 + ["held"] * 2 + ["queued"]
    held = play.letters("M1")[6]
    assert (held.note, held.due) == (
        "held by the fuse: 6 posts within an hour (lists.hourly_posts)",
        None,
    )
    assert play.alerts[0] == (
        f"{LIST}: letter 7 (M1) is held by the fuse: 6 posts within an hour (lists.hourly_posts). "
        "Are two programs answering each other? "
        "If not, send it with `listbot outbox approve 7`"
    )
    assert len(play.alerts) == 2
    play.take(*openings([8]))
    assert states(play)[9:] == ["held"]
    play.take(*openings([70]))
    assert states(play)[10:] == ["queued"]


def test_a_letter_is_told_once() -> None:
    """The same letter, made again when its mail is decided again, causes no second alert."""
    play = Play(in_force=POSTING)
    play.take(*openings(range(6)))
    order = sample_order(LetterKind.OPENED, OPENED)
    with play.transaction() as tx:
        told = [queue(tx.connection, play.store.context, LIST, [order]) for _ in range(2)]
    assert [(each.letters, len(each.alerts)) for each in told] == [(1, 1), (0, 0)]


def test_results_do_not_wait_for_others() -> None:
    """Eight votes that close in the hour of six openings get their results."""
    play = Play(in_force=POSTING)
    for n in range(8):
        play.take(opening(f"v{n}", n * MINUTE, subject=f"[VOTE] Move rack {n}"))
    play.take(*openings(range(6), at=71.5))
    play.tick(hours(72.4))
    assert states(play, "M6") == ["queued"] * 8
    play.take(*openings([50], at=71.5))
    assert states(play, "M1")[8:] == ["queued"] * 6 + ["held"]


def test_a_thread_in_circles_stops_itself_alone() -> None:
    """After ten posts in an hour the thread's next one waits; another thread's result does not."""
    play = Play(in_force=POSTING)
    play.take(*openings([0]))
    moves = [
        Post(
            f"m{n}",
            "Ana",
            f"#listbot closes: 2026-09-18 {n:02}:00 UTC",
            (n + 1) * MINUTE,
            answers=[f"p{LIST}0"],
        )
        for n in range(12)
    ]
    play.take(*moves)
    assert states(play) == ["queued"] * MOST_IN_THREAD + ["held"] * 3
    assert play.letters("M1")[-1].note == "held by the fuse: 10 posts in this thread within an hour"
    play.take(
        *openings([20]), Post("o", "Omar", "-1, too early", 21 * MINUTE, answers=[f"p{LIST}20"])
    )
    assert [each.state for each in play.letters()[-2:]] == ["queued"] * 2


def test_what_was_let_out_counts_for_nothing() -> None:
    """Approved letters go out, however many, and the next hour has its six again."""
    play = Play(in_force=POSTING)
    play.take(*openings(range(9)))
    play.now = START + timedelta(minutes=59)
    let_out(play, *play.letters("M1")[6:])
    assert states(play) == ["queued"] * 9
    play.take(*openings(range(66, 72)))
    assert states(play) == ["queued"] * 15


def test_a_list_in_approve_mode_blows_no_fuse() -> None:
    """Every post waits for a person there anyway, who is alerted; none is called a loop."""
    play = Play(in_force=POSTING, mode="approve")
    play.take(*openings(range(8)), Post("o", "Omar", "-1", 1, answers=[f"p{LIST}0"]))
    assert (states(play), {each.note for each in play.letters()}) == (["held"] * 8, {""})
    assert play.alerts == [
        f"{LIST}: letter {n + 1} (M1) waits for `listbot outbox approve {n + 1}`: Re: {LAZY} {n}"
        for n in range(8)
    ] + [f"{LIST}: letter 9 (M8) waits for `listbot outbox approve 9`: Re: {LAZY} 0"]


def test_a_clock_that_was_ahead_holds_nothing() -> None:
    """Letters that seem to be made later than now don't count for this hour."""
    play = Play(in_force=POSTING)
    play.take(*openings(range(6), at=5))
    play.now = START
    with play.transaction() as tx:
        tx.connection.exec_driver_sql("UPDATE outbox SET made = '2027-01-01T00:00:00.000000Z'")
    play.take(*openings([400]))
    assert states(play) == ["queued"] * 7
