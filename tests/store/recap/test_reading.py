"""Recaps from end to end: what is read for them, when they are made, what is folded into them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import select

from listbot import pipeline
from listbot.mail import Level
from listbot.model.inputs import EraseInput, RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.recap_rules import RecapRules
from listbot.model.weekly.recap import RECAP, DeskWeek, Recap, Sentence, TicketLine, Topic
from listbot.recap.week import week_before
from listbot.replay import replay
from listbot.store.base.schema import rounds
from listbot.store.recap.reading import recap_of
from tests.playing import BOT, LIST, OTHER, ROSTER, START, Play, Post, hours, opening, rules, votes

SUPPORT = "infra-support@example.org"
RECAPS = RecapRules(zone="Europe/Vienna")
MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
"""09:00 in Vienna, of the week after the start."""
WEEK = timedelta(weeks=1)


def with_recap(recap: RecapRules = RECAPS) -> RulesInput:
    """The lists of other tests with a recap, and a help desk."""
    own = (BOT, LIST, OTHER, SUPPORT)
    lists = [replace(each, own_addresses=own) for each in rules().lists]
    lists = [
        replace(each, recap=recap) if each.role is ListRole.DECISIONS else each for each in lists
    ]
    support = ListRules(
        SUPPORT,
        ListRole.SUPPORT,
        (),
        ROSTER,
        Level.LIST_VOUCHED,
        START,
        ("lists.example.org",),
        own,
    )
    return RulesInput((*lists, support))


def request(
    id: str, sender: str, at: float, subject: str, text: str = "Please help.", **more: object
) -> Post:
    """A mail to the help desk."""
    given = {"to": SUPPORT, "by": SUPPORT, "subject": subject} | more
    return Post(id, sender, text, at, **given)  # type: ignore[arg-type]


def read(play: Play, now: datetime = MONDAY, address: str = LIST) -> Recap:
    """The recap of the week before."""
    week = week_before(now, "Europe/Vienna")
    with play.store.reading() as connection:
        return recap_of(connection, play.in_force, address, (week, week), now)


@pytest.fixture
def play() -> Play:
    """A list whose first tick was at the start."""
    play = Play(in_force=with_recap())
    play.tick(START)
    return play


def texts(play: Play) -> list[str]:
    """The subjects of the recaps that were made."""
    return [each.subject for each in play.letters("M13")]


def test_a_vote_that_its_items_decided_shows_how_many_passed(play: Play) -> None:
    """Nobody voted on the whole, so its counts would say nothing."""
    play.take(opening(), *votes(("Ravi", "Lena", "Omar"), text="+1 on 1 and 2"))
    play.run_until(hours(90), timedelta(hours=6))
    recap = read(play, START + timedelta(days=6))
    assert [(each.state, each.counts) for each in recap.decided] == [
        ("passed", "2 of 2 items passed")
    ]


def test_a_week_as_it_was(play: Play) -> None:
    """Votes, the log, the sentence; private tickets have no title, and people who wrote no line are
    not named."""
    play.take(
        opening(),
        *votes(("Ravi", "Lena", "Omar")),
        Post("q", "Ravi", "I propose a bridge.", 2, "[VOTE] A bridge to the chat"),
        Post("n", "stranger@example.com", "#listbot recap: Hello from nobody.", 6, "Hello"),
        Post("s", "Ana", "#listbot recap: The move is go.", 5, "Today"),
        Post(
            "l",
            "Ana",
            "#listbot log: renewed the certificate\n#listbot log: rebooted db1",
            7,
            "Today",
        ),
        Post("x", "Ana", "#listbot strike: L-2 it was db2", 8, "Today"),
    )
    play.run_until(hours(90), timedelta(hours=6))
    play.take(Post("r", "Lena", "I propose rest.", 100, "[VOTE] Rest on Sundays"))
    recap = read(play, START + timedelta(days=6))
    assert [(each.title, each.state, each.counts) for each in recap.decided] == [
        ("Move CI artefacts to object storage", "passed", "3/0/0"),
        ("A bridge to the chat", "not passed", "0/0/0"),
    ]
    assert recap.sentence == Sentence("Ana", "The move is go.", "<s@example.org>")
    assert [(each.number, each.name, each.text, each.struck) for each in recap.log] == [
        (1, "Ana", "renewed the certificate", ""),
        (2, "Ana", "rebooted db1", "it was db2"),
    ]
    assert [
        (each.number, each.title, each.standing) for each in recap.votes if each.number == 3
    ] == [(3, "Rest on Sundays", "0 of 3 +1, no -1")]
    assert recap.is_first


def test_a_proposal_that_nobody_answers(play: Play) -> None:
    """After the list's quiet days; a machine's answer does not count."""
    play.take(
        opening(text="I propose to move them.\n\nThe vote closes 2026-10-08 18:00 UTC."),
        Post("away", "Ravi", "I am away.", 30, answers=["p"], more="Auto-Submitted: auto-replied"),
    )
    (vote,) = read(play, START + timedelta(days=6, hours=12)).quiet or (None,)
    assert vote is None
    (vote,) = read(play, START + timedelta(days=8)).quiet
    assert (vote.number, vote.quiet_days) == (1, 8)
    play.take(Post("a", "Ravi", "Why?", 31, answers=["p"]))
    assert read(play, START + timedelta(days=8)).quiet == ()


TOPIC = Post("t", "Kim", "What shall we call the new host?", 1, "[RFC] A name for the mail host")
RE_TOPIC = "Re: [RFC] A name for the mail host"
AFTER = START + timedelta(days=8)


@pytest.mark.parametrize(
    ("post", "listed"),
    [
        pytest.param(None, True, id="nobody answered"),
        pytest.param(Post("a", "Ravi", "Juniper.", 2, RE_TOPIC, ["t"]), False, id="an answer"),
        pytest.param(Post("a", "Ravi", "Juniper.", 2, RE_TOPIC), False, id="by its subject alone"),
        pytest.param(
            Post("a", "Ravi", "I propose juniper.", 2, "[VOTE] A name for the mail host", ["t"]),
            False,
            id="a vote on it",
        ),
        pytest.param(
            Post("a", "kim@example.net", "Anybody?", 2, RE_TOPIC, ["t"]), True, id="its writer"
        ),
        pytest.param(
            Post("a", "Ravi", "I am away.", 2, RE_TOPIC, ["t"], more="Auto-Submitted: yes"),
            True,
            id="a machine",
        ),
        pytest.param(
            Post("a", "Ravi", "Juniper.", 2, RE_TOPIC, ["t"], to=OTHER, by=OTHER),
            True,
            id="on another list",
        ),
    ],
)
def test_a_topic_that_nobody_answers(play: Play, post: Post | None, listed: bool) -> None:
    """It waits for reactions of anybody but its writer, from any of their addresses."""
    play.take(TOPIC, *([post] if post else []))
    title = "A name for the mail host"
    topic = Topic(title, "Kim", "<t@example.org>", 7)
    assert read(play, AFTER).topics == ((topic,) if listed else ())


def test_a_topic_is_listed_for_some_weeks(play: Play) -> None:
    """Not before the list's quiet days are over, and not for ever; a recap of it alone is sent."""
    play.take(replace(TOPIC, subject="DISCUSS: a name"), replace(TOPIC, id="u", at=9))
    assert [
        [each.title for each in read(play, START + timedelta(days=days)).topics]
        for days in (7, 7.3, 7.5, 35, 35.3, 36)
    ] == [
        [],
        ["a name"],
        ["a name", "A name for the mail host"],
        ["a name", "A name for the mail host"],
        ["A name for the mail host"],
        [],
    ]
    assert not replace(read(play, AFTER), votes=(), quiet=()).is_empty
    assert replay(play.store).is_equal


def test_what_begins_no_topic(play: Play) -> None:
    """An answer, a mail that anybody may have written, one from before the list was live."""
    play.take(
        replace(TOPIC, subject="Re: [RFC] Tea", id="re"),
        replace(TOPIC, vouched=False, id="forged"),
        replace(TOPIC, at=-1, id="old"),
        replace(TOPIC, subject="[VOTE] Tea", id="vote"),
        replace(TOPIC, subject="A name", id="talk"),
    )
    assert read(play, AFTER).topics == ()


def test_a_topic_of_a_person_who_was_forgotten_is_gone(play: Play) -> None:
    """Its title was theirs."""
    play.take(replace(TOPIC, sender="zoe@example.com"))
    asked = EraseInput.of("zoe@example.com", "chance", "ana", "she asked", play.now)
    with play.transaction() as tx:
        pipeline.erase(tx, "zoe@example.com", asked)
    assert read(play, AFTER).topics == ()
    assert replay(play.store).is_equal


def test_a_topic_with_a_command(play: Play) -> None:
    """Its command is run, and it is a topic all the same."""
    play.take(replace(TOPIC, text="Which name?\n\n#listbot recap: We need a name."))
    assert len(read(play, AFTER).topics) == 1


def test_one_recap_a_week(play: Play) -> None:
    """At its hour, not before; none for a week without news; nothing twice. A replay is equal."""
    play.take(Post("l", "Ana", "#listbot log: renewed the certificate", 1, "Today"))
    play.tick(MONDAY - timedelta(seconds=1))
    assert texts(play) == []
    play.tick(MONDAY)
    play.tick(MONDAY + timedelta(hours=1))
    (first,) = texts(play)
    assert first.startswith("[RECAP] infra 2026-W37")
    play.tick(MONDAY + WEEK)
    assert texts(play) == [first]
    play.take(Post("m", "Ana", "#listbot log: rebooted db1", 24 * 15, "Today"))
    play.tick(MONDAY + 4 * WEEK)
    assert len(texts(play)) == 2
    with play.store.reading() as connection:
        due = connection.execute(select(rounds.c.due).where(rounds.c.kind == RECAP)).scalars().all()
    assert due == [MONDAY + 5 * WEEK] * 2
    assert replay(play.store).is_equal
    (letter, _) = play.letters("M13")
    assert message_from_bytes(letter.parcel.raw).get_content_type() == "multipart/alternative"


def test_a_recap_waits_for_the_mail_and_for_results(play: Play) -> None:
    """An unread mail may belong in it, and a vote that closed in its week belongs there with its
    result."""
    play.take(opening(text="I propose to move them.\n\nThe vote closes 2026-09-13 21:59 UTC."))
    play.tick(MONDAY, read_until=hours(2))
    assert texts(play) == []
    play.tick(MONDAY + timedelta(hours=2), read_until=MONDAY - timedelta(seconds=1))
    assert (texts(play), play.states()) == ([], {1: "not passed"})
    play.tick(MONDAY + timedelta(hours=3))
    assert len(texts(play)) == 1


def test_a_list_without_a_recap_has_no_round() -> None:
    """If it is turned off it is skipped, and continues where it was once it is turned on again."""
    play = Play(in_force=with_recap(replace(RECAPS, on=False)))
    assert play.tick(START) == 0
    play.take(Post("l", "Ana", "#listbot log: renewed the certificate", 1, "Today"))
    assert play.tick(MONDAY) == 0
    on, off = with_recap(), play.in_force
    for rules_then, at in (
        (on, MONDAY + timedelta(hours=1)),
        (off, MONDAY + WEEK),
        (on, MONDAY + 2 * WEEK),
    ):
        with play.store.transaction() as tx:
            tx.adopt(rules_then)
        play.tick(at)
    assert texts(play) == []
    assert replay(play.store).is_equal


def test_a_round_that_a_wrong_clock_put_off_is_due_in_time() -> None:
    """At the first start the clock was 30 days ahead; a round never waits longer than a week."""
    play = Play(in_force=with_recap())
    play.tick(START + timedelta(days=30))
    assert play.tick(START) == 2
    with play.store.reading() as connection:
        assert set(connection.execute(select(rounds.c.due)).scalars()) == {MONDAY}
    assert play.tick(START) == 0
    assert replay(play.store).is_equal


def test_posts_over_the_budget_are_folded() -> None:
    """Openings and reminders move to the next recap. A moved close, results and the recap are
    always posted."""
    play = Play(in_force=with_recap(replace(RECAPS, budget=1)))
    play.tick(START)
    play.take(
        *(Post(f"p{at}", "Ana", "I propose it.", at, f"[VOTE] Thing {at}") for at in range(3)),
        Post(
            "c",
            "Ana",
            "#listbot closes: 2026-09-20 18:00 UTC",
            4,
            "Re: [VOTE] Thing 2",
            answers=["p2"],
        ),
    )
    assert [(each.kind, each.state) for each in play.letters("M1")] == [
        ("M1", "queued"),
        ("M1", "folded"),
        ("M1", "folded"),
        ("M1", "queued"),
    ]
    assert [each.subject for each in read(play).folded] == [
        f"Re: [VOTE] Thing {at}" for at in (1, 2)
    ]
    play.run_until(MONDAY, timedelta(hours=6))
    states = {(each.kind, each.state) for each in play.letters("M") if each.to_list}
    assert ("M6", "folded") not in states
    assert len(texts(play)) == 1


def test_a_folded_post_of_a_vote_that_ended_is_not_told_beside_its_result() -> None:
    """A reminder says nothing new next to the result."""
    play = Play(in_force=with_recap(replace(RECAPS, budget=0)))
    play.tick(START)
    play.take(Post("p", "Ana", "I propose it.", 1, "[VOTE] Thing"))
    assert [each.subject for each in read(play).folded] == ["Re: [VOTE] Thing"]
    play.run_until(hours(80), timedelta(hours=6))
    found = read(play)
    assert ([each.title for each in found.decided], found.folded) == (["Thing"], ())


def test_the_help_desk_is_told_on_the_first_list(play: Play) -> None:
    """Its numbers, the longest waits, the closed tickets; titles only of public tickets."""
    play.take(
        request("a", "kim@example.com", 1, "Secret thing"),
        request("b", "lou@example.com", 2, "Wiki is down"),
        request("c", "max@example.com", 3, "New list"),
        request(
            "d",
            "Ana",
            5,
            "Re: [T-2] Wiki is down",
            "#listbot public\n#listbot take\nLooking.",
            answers=["b"],
        ),
        request(
            "e", "Ana", 6, "Re: [T-3] New list", "#listbot public\n#listbot close\n", answers=["c"]
        ),
        request("f", "Ana", 7, "Re: [T-1] x", "#listbot log: moved the keys", answers=["a"]),
    )
    recap = read(play)
    assert recap.desk == DeskWeek(
        open=2,
        before=0,
        opened=3,
        closed=("T-3",),
        parked=0,
        oldest_days=5,
        lines=(
            TicketLine("T-1", "", 5, "", is_new=True),
            TicketLine("T-2", "Wiki is down", 5, "the requester", is_new=True),
        ),
        nobodys=(TicketLine("T-1", "", 5, "", is_new=True),),
        first_answer_hours=3,
    )
    assert [(each.number, each.ticket, each.text) for each in recap.log] == [
        (0, "T-3", "New list"),
        (1, "T-1", "moved the keys"),
    ]
    assert read(play, address=OTHER).desk is None
    assert read(play, now=MONDAY - WEEK).desk is None
    later = read(play, now=MONDAY + WEEK).desk
    assert later is not None
    assert (later.open, later.before, later.opened, later.closed) == (2, 2, 0, ())
