"""Folding the journal again gives the same; a difference is a bug, or a fixed one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from listbot import pipeline
from listbot.decide import on_mail
from listbot.mail import Level, read
from listbot.model.desk.rules import PreparedAnswer
from listbot.model.inputs import ActInput, MailInput, RetryInput, RulesInput
from listbot.model.list_rules import ListRole
from listbot.model.policy import Roster
from listbot.replay import Replayed, replay
from listbot.store.base.schema import journal
from listbot.store.desk.reading import whole_ticket
from listbot.store.journal.codec import read_as
from tests.line.test_permutations import COPY, THREAD
from tests.playing import BOT, LIST, PEOPLE, Play, Post, hours, in_file, opening, rules, votes
from tests.store.desk.by_hand import SECOND, SUPPORT, desk_rules, request


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A store in a file: a replay reads it while it folds."""
    return Play(engine=in_file(tmp_path))


def test_an_empty_journal(play: Play) -> None:
    """Only the rules."""
    assert replay(play.store) == Replayed(1, (), ())


def test_a_whole_vote(play: Play) -> None:
    """Mails, ticks, late mail, mail to the bot, a change of rules: all come out equal."""
    mails = (THREAD[4], *THREAD[:4], COPY, *THREAD[5:])
    play.take(*mails)
    play.tick(hours(50))
    play.tick(hours(145))
    play.in_force = rules(identity=Level.VERIFIED)
    with play.transaction() as tx:
        tx.adopt(play.in_force)
    play.take(
        Post("q", "Ravi", "hello", 200, "[LAZY] Something else"),
        Post("late", "Kim", "+1", 210, answers=["p"]),
    )
    play.take(Post("bot", "Ana", "#listbot notes: off", 211, to=BOT, by=BOT))
    play.tick(hours(300))
    seen = 0

    def progress() -> None:
        nonlocal seen
        seen += 1

    replayed = replay(play.store, progress)
    assert (replayed.missing, replayed.added, replayed.is_equal) == ((), (), True)
    assert replayed.inputs == seen > len(mails)


def test_what_the_edge_knew_is_in_the_journal(play: Play) -> None:
    """The recipient and the nonce: a replay reads the same arrival; old journals have neither."""
    came = replace(
        opening().arrival(rules()),
        envelope_to="infra+t118-k3v9x2@example.org",
        nonce="00112233445566ff",
    )
    with play.transaction() as tx:
        pipeline.settle(tx, read(came))
        payload = tx.connection.execute(
            select(journal.c.payload).where(journal.c.kind == "mail")
        ).scalar_one()
    kept = read_as(MailInput, payload)
    assert kept.arrival(rules().of(LIST), came.raw) == came
    assert replay(play.store).is_equal


def with_host(**more: Any) -> RulesInput:
    """The help desk's rules, with a host that vouches for members."""
    found = desk_rules(**more)
    hops = rules().of(LIST).trusted_hops
    return replace(found, lists=tuple(replace(each, trusted_hops=hops) for each in found.lists))


def test_a_prepared_answer_stays_as_it_was(tmp_path: Path) -> None:
    """Its text is part of the rules that were in force: a folder that has changed since, or is
    gone, changes no ticket.
    """
    text = PreparedAnswer("paper", "Paper is in room 4, {member}.")
    play = Play(engine=in_file(tmp_path), in_force=with_host(answers=(text,)))
    team: dict[str, Any] = {"vouched": True, "text": "#listbot answer: paper"}
    play.take(request("r1"), request("a1", "Ana", 1, answers=["r1"], **team))
    play.in_force = with_host(answers=(replace(text, text="Paper is in room 5."),))
    with play.transaction() as tx:
        tx.adopt(play.in_force)
    play.take(request("a2", "Ana", 2, answers=["r1"], **team))
    with play.store.reading() as connection:
        found = whole_ticket(connection, "T-1")
    assert found is not None
    texts = [each.text for each in found.events if each.prepared]
    assert texts == ["Paper is in room 4, Ana.", "Paper is in room 5."]
    assert replay(play.store).is_equal


def test_weeks_of_a_help_desk(tmp_path: Path) -> None:
    """Requests, answers to letters, copies, commands, acts of operators, reminders,
    Mondays: all come out equal.

    An answer to one of our letters finds its ticket in the fold, although that wrote no
    letter.
    """
    play = Play(engine=in_file(tmp_path), in_force=desk_rules(team=("team@example.org",)))
    play.take(request("r1"), request("r2", "Kim", 0.1, subject="The scanner"))
    play.tick(hours(1))
    acknowledged, *_ = play.letters("M9")
    assert acknowledged.kind == "M9"
    team = {"vouched": True, "cc": "omar@example.org"}
    asks = play.read(
        request("t2", "Ravi", 3, text="#listbot priority: high\n#listbot undo", answers=["r1"])
    )
    play.take(
        request(
            "a1",
            "Omar",
            2,
            text="Still burning.",
            answers=[acknowledged.parcel.message_id],
            subject="Re: x",
        ),
        request("t1", "Ana", 3, text="Take water.\n#listbot take", answers=["r1"], **team),
        replace(asks, arrival=replace(asks.arrival, nonce="0123456789abcdef")),
        request("both", "Lena", 4, to=f"{SECOND}, {SUPPORT}"),
        request("both", "Lena", 4, to=f"{SECOND}, {SUPPORT}", by=SECOND),
        Post("w", "Ana", "#listbot digest: weekly", 5, "x", to=BOT, by=BOT),
        Post("v", "Ana", "#listbot notes: off", 5, "x", to=BOT, by=BOT),
    )
    with play.transaction() as tx:
        assert (
            pipeline.act(
                tx, ActInput("T-2", "merge", "T-1", "ana", "the same", hours(6))
            ).disposition
            == "command"
        )
        assert (
            pipeline.act(tx, ActInput("T-9", "close", "", "ana", "none", hours(6))).disposition
            == "not a vote"
        )
    assert play.became()["a1"] == "reply to a ticket"
    for days in range(1, 40):
        play.tick(hours(24 * days))
    play.take(request("late", "Omar", 24 * 41, answers=["r1"]))
    assert {"M9", "M10", "M11", "M12", "M22", "M25"} <= set(play.kinds())
    replayed = replay(play.store)
    assert (replayed.missing, replayed.added) == ((), ())


def test_it_writes_no_letter_and_touches_nothing(play: Play) -> None:
    """The live database is only read."""
    play.take(opening(), *votes(PEOPLE[:3]))
    play.tick(hours(80))
    before = (play.rows(), [(each.key, each.state) for each in play.letters()])
    assert replay(play.store).is_equal
    assert (play.rows(), [(each.key, each.state) for each in play.letters()]) == before


def test_a_mended_reader_shows_its_difference(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows that a new version would change are shown, old and new, before it is adopted."""
    play.take(opening(), *votes(("Ravi", "Lena")))

    def mended(mail, case):  # type: ignore[no-untyped-def]
        decision = on_mail(mail, case)
        return replace(decision, why="read better") if "v-ravi" in mail.message_id else decision

    monkeypatch.setattr(pipeline, "on_mail", mended)
    replayed = replay(play.store)
    assert not replayed.is_equal
    assert [len(replayed.missing), len(replayed.added)] == [1, 1]
    assert "why=read better" in replayed.added[0]
    assert "message_id=<v-ravi@example.org>" in replayed.missing[0]


def test_poison_and_its_cure(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail set aside, and retried once the bug was fixed, gives the same again."""

    def faulty(mail, case):  # type: ignore[no-untyped-def]
        if "v-ravi" in mail.message_id:
            raise ZeroDivisionError("a bug of ours")
        return on_mail(mail, case)

    monkeypatch.setattr(pipeline, "on_mail", faulty)
    play.take(opening(), *votes(("Ravi", "Lena")))
    for minutes in range(4):
        play.tick(hours(minutes / 60))
    assert replay(play.store).is_equal
    monkeypatch.setattr(pipeline, "on_mail", on_mail)
    with play.transaction() as tx:
        pipeline.retry_by_hand(tx, RetryInput((3,), "ana", "mended"))
    assert play.became()["v-ravi"] == "vote"
    assert replay(play.store).is_equal


def test_a_list_that_is_no_longer_watched(play: Play) -> None:
    """Its mails are folded under the rules of their time; its open votes stay open."""
    gone = replace(play.in_force.lists[0], role=ListRole.RETIRED)
    play.take(
        opening("p"),
        opening("q", subject="[VOTE] On ops", to="ops@example.org", by="ops@example.org"),
    )
    with play.transaction() as tx:
        tx.adopt(replace(play.in_force, lists=(gone, *play.in_force.lists[1:])))
    play.tick(hours(100))
    assert play.states() == {1: "open", 2: "not passed"}
    assert replay(play.store).is_equal


def test_rules_put_in_force_by_another_process(play: Play) -> None:
    """The command line adopts new rules under a running daemon: later inputs use them."""
    play.take(opening("p"), Post("v", "Ravi", "+1", 1, answers=["p"]))
    other = Play(engine=play.engine, in_force=rules(roster=Roster()))
    assert other.store is not play.store
    play.take(opening("q", at=2, subject="[VOTE] Another"))
    assert [len(play.vote(number).proposal.roster.members) for number in (1, 2)] == [len(PEOPLE), 0]
    assert replay(play.store).is_equal


def test_rules_that_were_rolled_back(play: Play) -> None:
    """They were never in force."""
    with pytest.raises(ZeroDivisionError):
        adopt_and_fail(play)
    play.take(opening())
    assert len(play.vote().proposal.roster.members) == len(PEOPLE)


def adopt_and_fail(play: Play) -> None:
    """Adopt rules and roll back."""
    with play.transaction() as tx:
        tx.adopt(rules(roster=Roster()))
        assert not tx.rules.of(LIST).roster.members
        raise ZeroDivisionError
