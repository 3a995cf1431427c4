"""An input that ended the daemon is counted at the next start, set aside after the third try,
and tried again on request.
"""

import re
from pathlib import Path

import pytest

import listbot.mail
from listbot import pipeline
from listbot.mail import Arrival, Mail, Unreadable, read
from listbot.model.inputs import Handling, RetryInput
from listbot.replay import replay
from listbot.store import reading
from listbot.store.base.work_marks import Hand, Work
from listbot.store.journal import inbox
from tests.playing import LIST, Play, Post, hours, in_file, opening, votes
from tests.store.desk.by_hand import desk_rules, request
from tests.store.recap.test_reading import with_recap

BAD = Post("bad", "Ravi", "+1", 1, answers=["p"])


class Left(Hand):
    """The marks that a run left when it ended."""

    def __init__(self, run: str, *left: Work) -> None:
        super().__init__()
        self.run_before, self.left = run, left


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A store in a file: a replay reads it while it folds."""
    return Play(engine=in_file(tmp_path))


def start(play: Play, run: str, *left: Work) -> None:
    """Start after a run that ended over this."""
    with play.transaction() as tx:
        pipeline.count_tries(tx, Left(run, *left), play.now)


def end_over(play: Play, *left: Work) -> None:
    """End as many runs over this as it takes to set it aside."""
    for number in range(inbox.TRIES):
        start(play, f"run {number}", *left)


def arrival(play: Play, post: Post = BAD) -> Arrival:
    """The mail as it arrives."""
    return post.arrival(play.in_force)


async def test_a_mail_that_ended_the_daemon_while_it_was_read(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not in the journal yet. When it comes again it is kept unread, and a replay does
    not read it either.
    """
    play.take(opening())
    end_over(play, Work(Handling.READ, arrival(play).key))
    with play.store.reading() as connection:
        (waiting,) = reading.passed_over(connection)
        assert reading.accounting(connection).passed_over == (waiting.shown,)
    assert re.fullmatch(r"a mail to infra@example.org \(SHA-256 [0-9a-f]{64}\)", waiting.shown)

    def never(came: Arrival) -> Mail | Unreadable:
        assert came.key != arrival(play).key
        return read(came)

    monkeypatch.setattr(pipeline, "read", never)
    monkeypatch.setattr(listbot.mail, "read", never)
    assert await pipeline.receive(play.store, arrival(play)) == "quarantined"
    assert await pipeline.receive(play.store, arrival(play)) == "duplicate"
    with play.store.reading() as connection:
        assert reading.passed_over(connection) == []
        (row,) = reading.quarantine(connection)
    why = "it ended the daemon all 3 times that listbot tried to read it"
    assert (row.message_id, row.why) == ("<bad@example.org>", why)
    assert replay(play.store).is_equal
    play.store.close()


def test_the_same_run_is_counted_once(play: Play) -> None:
    """If a start dies after counting, before it clears the marks, nothing counts twice."""
    work = Work(Handling.READ, arrival(play).key)
    for _ in range(9):
        start(play, "one", work)
    assert play.alerts[-1].endswith("ended the daemon: try 1 of 3 to read it")
    assert play.store.context.asides == {}


def test_tries_are_in_a_row(play: Play) -> None:
    """A successful decision resets the count: accidental kills, years apart, set nothing aside."""
    mail = read(arrival(play))
    play.take(opening())
    for run in ("one", "two"):
        start(play, run, Work(Handling.DECIDE, arrival(play).key), Work(Handling.TICK, "V-1"))
    assert play.take(mail) == ["vote"]
    play.tick(hours(60))
    start(play, "three", Work(Handling.DECIDE, arrival(play).key), Work(Handling.TICK, "V-1"))
    assert play.store.context.asides == {}
    assert [each.rpartition(": ")[2] for each in play.alerts[-2:]] == [
        "try 1 of 3 to decide it",
        "try 1 of 3 to decide it",
    ]


def test_a_stored_mail_that_ended_the_daemon_when_it_was_decided_again(play: Play) -> None:
    """It goes into quarantine, no mail calls it back, and it is decided again when an operator
    asks.
    """
    play.take(BAD)  # before its proposal, which calls it back
    end_over(play, Work(Handling.DECIDE, arrival(play).key))
    assert play.became() == {"bad": "quarantined"}
    play.take(opening())
    assert play.became() == {"bad": "quarantined", "p": "opens"}
    assert replay(play.store).is_equal
    with play.transaction() as tx:
        pipeline.retry_by_hand(tx, RetryInput((2,), "ana", "mended"))
    assert play.became() == {"bad": "vote", "p": "opens"}
    assert replay(play.store).is_equal
    start(play, "later", Work(Handling.DECIDE, arrival(play).key))
    assert play.alerts[-1].endswith("try 1 of 3 to decide it")


def test_a_copy_that_ended_the_daemon_takes_nothing_away(play: Play) -> None:
    """The mail was read and counted when it first came; only its copies are kept unread."""
    play.take(opening(), BAD)
    end_over(play, Work(Handling.READ, arrival(play).key))
    assert play.became() == {"p": "opens", "bad": "vote"}
    assert replay(play.store).is_equal


def test_what_has_opened_a_vote_keeps_its_place(play: Play) -> None:
    """People have seen the vote."""
    play.take(opening())
    end_over(play, Work(Handling.DECIDE, opening().arrival(play.in_force).key))
    assert (play.became(), play.states()) == ({"p": "opens"}, {1: "open"})
    assert replay(play.store).is_equal


def test_a_vote_that_ended_the_daemon(play: Play) -> None:
    """It is skipped, reported and listed; the others close. An operator has it tried again."""
    play.take(opening("p"), opening("q", subject="[VOTE] Another"), *votes(("Ravi",)))
    end_over(play, Work(Handling.TICK, "V-1"))
    play.tick(hours(80))
    assert play.states() == {1: "open", 2: "not passed"}
    with play.store.reading() as connection:
        assert [each.which for each in reading.passed_over(connection)] == ["V-1"]
    why = "it ended the daemon all 3 times that listbot tried to decide it"
    assert f"V-1 is set aside: {why}; see `listbot quarantine list`" in play.alerts
    assert replay(play.store).is_equal
    again(play, "V-1")
    play.tick(hours(81))
    assert play.states() == {1: "not passed", 2: "not passed"}
    assert replay(play.store).is_equal


def test_a_recap_that_ended_the_daemon(tmp_path: Path) -> None:
    """It is skipped as well, by its name."""
    play = Play(engine=in_file(tmp_path), in_force=with_recap())
    play.take(opening(), *votes(("Ravi", "Lena", "Ines")))
    play.tick(hours(80))
    end_over(play, Work(Handling.TICK, f"recap of {LIST}"))
    play.tick(hours(24 * 14))
    assert play.letters("M13") == []
    again(play, f"recap of {LIST}")
    play.tick(hours(24 * 14 + 1))
    assert len(play.letters("M13")) == 1
    assert replay(play.store).is_equal


def test_a_ticket_that_ended_the_daemon(tmp_path: Path) -> None:
    """The team hears of it late, and of the other ticket in time."""
    play = Play(engine=in_file(tmp_path), in_force=desk_rules(team=("team@example.org",)))
    play.take(request("r1"), request("r2", "Kim", 0.1, subject="The scanner"))
    end_over(play, Work(Handling.TICK, "T-1"))
    play.tick(hours(1))
    assert len(play.letters("M10")) == 1
    again(play, "T-1")
    play.tick(hours(2))
    assert len(play.letters("M10")) == 2
    assert replay(play.store).is_equal


def again(play: Play, which: str) -> None:
    """Have an operator try something again."""
    with play.transaction() as tx:
        pipeline.retry_by_hand(tx, RetryInput((), "ana", "mended", (which,)))


def test_a_stored_mail_that_cannot_be_read_again(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only this mail is unavailable; the moment that called it back continues."""
    play.take(BAD)

    def faulty(came: Arrival) -> Mail | Unreadable:
        if came.key == arrival(play).key:
            raise RecursionError
        return read(came)

    monkeypatch.setattr(listbot.mail, "read", faulty)
    play.take(opening())
    assert play.became() == {"bad": "quarantined", "p": "opens"}


async def test_a_reader_that_raises(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time is a try: the sender gets an error until the mail is kept unread."""

    def faulty(came: Arrival) -> Mail | Unreadable:
        raise MemoryError

    monkeypatch.setattr(pipeline, "read", faulty)
    for _ in range(inbox.TRIES):
        with pytest.raises(MemoryError):
            await pipeline.receive(play.store, arrival(play))
    assert await pipeline.receive(play.store, arrival(play)) == "quarantined"
    with play.store.reading() as connection:
        (row,) = reading.quarantine(connection)
    assert row.why == "it raised MemoryError all 3 times that listbot tried to read it"
    assert replay(play.store).is_equal
    play.store.close()


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Message-ID: <a@example.org>", "<a@example.org>"),
        ("message-id: <a@example.org>  ", "<a@example.org>"),
        ("Message-ID: <a@example.org", ""),
        ("Message-ID: <a\x07@example.org>", ""),
        ("X: y", ""),
    ],
)
def test_an_unread_mail_has_a_name_where_it_is_plain(play: Play, header: str, shown: str) -> None:
    """No pattern looks for the Message-ID, because a pattern could hang."""
    raw = f"From: ana@example.org\r\n{header}\r\n\r\n+1\r\n".encode()
    came = Arrival(raw, play.in_force.of(LIST).context, "test", play.now)
    end_over(play, Work(Handling.READ, came.key))
    with play.transaction() as tx:
        unread = tx.asides.unread(came)
    assert unread is not None
    assert unread.message_id == shown
