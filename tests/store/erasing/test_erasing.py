"""Forgetting a person: no trace of theirs is found, and every count, number and outcome stays."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from listbot import pipeline
from listbot.errors import PermanentError
from listbot.mail.origin.standins import is_stand_in
from listbot.model.case import OpenCase
from listbot.model.desk.rules import PreparedAnswer
from listbot.model.inputs import ActInput, EraseInput
from listbot.model.list_rules import ListRole
from listbot.model.policy import Roster
from listbot.model.records.rules import GroupRules
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store.base.schema import metadata
from listbot.store.base.ticket_tables import confirmations
from listbot.store.erasing.erasing import Erased
from listbot.store.outbox import outbox as letters
from listbot.store.records.acts import all_acts
from listbot.votes.counting.digest import digest
from tests.playing import LIST, PEOPLE, Play, Post, hours, in_file, opening, rules, votes
from tests.store.desk.by_hand import SUPPORT, desk_rules, request

ZOE = "zoe@example.com"
"""She is not on any roster."""


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A list and a help desk in a file."""
    return Play(engine=in_file(tmp_path), in_force=desk_rules(team=("team@example.org",)))


def erase(play: Play, address: str = ZOE, at: datetime | None = None) -> Erased:
    """Forget somebody, as the command line does."""
    asked = EraseInput.of(address, f"chance for {address}", "ana", "she asked", at or play.now)
    with play.transaction() as tx:
        return pipeline.erase(tx, address, asked)


def everything(play: Play) -> str:
    """Return everything in the database, except rules, as text."""
    found = []
    with play.store.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                values = (each.decode() if isinstance(each, bytes) else str(each) for each in row)
                found.append(f"{table.name}: {' | '.join(values)}")
    return "\n".join(found)


def lines_with(play: Play, *words: str) -> list[str]:
    """Return the lines that contain one of these words."""
    return [row for row in everything(play).splitlines() if any(word in row for word in words)]


def all_sent(play: Play) -> None:
    """Mark all letters as sent."""
    for each in play.letters():
        with play.transaction() as tx:
            letters.change(tx.connection, each.id, state="sent", sent=play.now, due=None)


def count(case: OpenCase) -> tuple[object, ...]:
    """Return a vote's count: state, reason, tally by value, digest."""
    found = outcome(case.proposal, case.entries, case.posters, hours(400))
    standing = [(vote.mail, vote.value, vote.status) for vote in found.tally.votes]
    tally = found.tally
    sum_ = digest(case.proposal, found.policy, found.closes, tally.votes, tally.amendments)
    return found.state, found.reason, sorted(standing), sum_


def is_equal(play: Play) -> None:
    """Assert that a replay gives the same."""
    again = replay(play.store)
    assert (again.missing, again.added) == ((), ())


def words_of_zoe(**more: object) -> tuple[Post, ...]:
    """Return what she says in Ana's vote."""
    return (
        Post("z1", ZOE, ("-1, my landlord Mister Quux forbids it"), 3, answers=["p"], **more),  # type: ignore[arg-type]
        Post("z2", ZOE, "+1 after all, Quux agrees", 5, answers=["p"]),
    )


def test_a_vote_counts_the_same(play: Play) -> None:
    """Her votes are under the stand-in: before, after, and in a replay."""
    play.take(opening(), *votes(PEOPLE[:4]), *words_of_zoe())
    before = count(play.vote())
    assert erase(play).mails == 2
    assert count(play.vote()) == before
    assert lines_with(play, ZOE, "Quux") == []
    authors = {entry.author for entry in play.vote().entries}
    assert sum(map(is_stand_in, authors)) == 1
    is_equal(play)
    play.run_until(hours(200))
    assert play.states() == {1: "passed"}
    is_equal(play)


def test_later_she_is_a_stranger(play: Play) -> None:
    """Later mails are hers again, and from somebody we never knew."""
    play.take(opening(), *words_of_zoe())
    erase(play)
    play.take(Post("z3", ZOE, "+1", 7, answers=["p"]))
    assert [entry.author for entry in play.vote().entries].count(ZOE) == 1
    is_equal(play)
    erase(play, at=hours(9))
    is_equal(play)


def test_her_own_proposal(play: Play) -> None:
    """Number, title, times and votes stay; the stand-in is the proposer. Her lines,
    repeated, are not votes.
    """
    text = (
        "I propose that all of us move.\n\n[ ] +1 move the artefacts "
        "to the object storage\n[ ] -1 keep them"
    )
    play.take(
        opening(sender=ZOE, text=text),
        Post("q", "Ravi", "+1 move the artefacts to the object storage", 1, answers=["p"]),
        *votes(PEOPLE[2:5], at=2),
        Post("c", ZOE, "#listbot closes: 2026-09-25 18:00 UTC", 4, answers=["p"]),
        Post(
            "r",
            "Lena",
            "[ ] +1 move the artefacts to the object storage\nnot yet",
            6,
            answers=["p", "q"],
        ),
    )
    before, closes = count(play.vote()), play.vote().proposal
    erase(play)
    assert count(play.vote()) == before
    proposal = play.vote().proposal
    assert (proposal.number, proposal.title, proposal.opened) == (
        closes.number,
        closes.title,
        closes.opened,
    )
    assert is_stand_in(proposal.proposer)
    assert lines_with(play, ZOE) == []
    play.take(
        Post("s", "Omar", "[ ] +1 move the artefacts to the object storage", 8, answers=["p"])
    )
    is_equal(play)
    play.run_until(hours(500))
    assert play.states()[1] != "open"
    is_equal(play)


def test_her_new_text(play: Play) -> None:
    """Votes stay on the texts they were about, although no word of those is left."""
    play.take(
        opening(sender=ZOE, text="I propose that all of us move."),
        *votes(PEOPLE[1:3], at=1),
        Post("n", ZOE, "#listbot amend\n\nI propose a walrus.", 4, answers=["p"]),
        *votes(PEOPLE[3:4], at=5),
    )
    before = count(play.vote())
    erase(play)
    assert count(play.vote()) == before
    final = outcome(play.vote().proposal, play.vote().entries, frozenset(), hours(400))
    assert [vote.is_outdated for vote in final.tally.votes] == [True, True, False]
    assert lines_with(play, "walrus") == []
    play.take(Post("late", "Lars", "+1", 8.4, answers=["p"], dated=3.9))
    play.run_until(hours(20))
    assert play.letters("M28") == []
    is_equal(play)


def test_what_waited_for_its_place(play: Play) -> None:
    """An early vote, and an opening below a mail that never came, keep effects and times."""
    play.take(
        Post("early", ZOE, "+1", 0.1, answers=["p"]),
        opening(at=0.5),
        Post("below", ZOE, "I propose tea.", 1, "[VOTE] Tea", answers=["never-came"]),
        opening("other", 1.2, subject="[VOTE] Coffee"),
    )
    play.tick(hours(3))
    play.take(*votes(PEOPLE[:3], parent="below", at=4))
    assert play.states() == {1: "open", 2: "open", 3: "open"}
    before = [count(play.vote(number)) for number in (1, 2, 3)]
    is_equal(play)
    erase(play)
    assert [count(play.vote(number)) for number in (1, 2, 3)] == before
    is_equal(play)


def test_a_help_desk(play: Play) -> None:
    """Tickets keep numbers, events and states; her title, texts, name and address are gone."""
    team = {"vouched": True, "subject": "Re: [T-1] My flat in Quux Street"}
    mine: dict[str, Any] = {
        "sender": ZOE,
        "subject": "My flat in Quux Street",
        "text": "Zoe needs a key.",
    }
    play.take(request("r1", **mine), request("r2", "Omar", 0.1))
    play.tick(hours(1))
    play.take(
        request("t1", "Ana", 3, text="Here it is.\n#listbot take", answers=["r1"], cc=ZOE, **team),
        request("a1", ZOE, 4, text="Thanks, works!", answers=["r1", "t1"]),
        request("w", ZOE, 5, text="Me too.", answers=["r2"], subject="Re: The printer"),
        request("c", ZOE, 5.5, text="#listbot mail: off", answers=["r1"]),
    )
    play.tick(hours(8))
    play.take(request("t2", "Ravi", 9, text="And now?", answers=["r2"], cc=ZOE, vouched=True))
    with play.transaction() as tx:
        pipeline.act(tx, ActInput("T-2", "watch", ZOE, "ana", "she wants to know", hours(10)))
    play.run_until(hours(60))
    is_equal(play)
    before = play.became()
    all_sent(play)
    found = erase(play)
    assert (found.mails, found.tickets) == (4, 2)
    assert play.became() == before
    assert lines_with(play, ZOE, "Quux") == [
        "Cc: zoe@example.com",
        "Subject: Re: [T-1] My flat in Quux Street",
        "Cc: zoe@example.com",
    ]
    is_equal(play)
    queued = len(play.letters())
    play.take(
        request("t3", "Ana", 70, text="Closing.\n#listbot close", answers=["r1"], vouched=True)
    )
    play.run_until(hours(120))
    assert not [
        each for each in play.letters()[queued:] if any(map(is_stand_in, each.parcel.recipients))
    ]
    is_equal(play)
    play.run_until(hours(24 * 60))
    is_equal(play)


def test_a_roster_is_not_ours_to_change(play: Play) -> None:
    """Nothing changes for a person listed in an operator's file."""
    play.take(opening(), *votes(PEOPLE[:2]))
    before = everything(play)
    for address in ("ana@example.org", "team@example.org", LIST, SUPPORT):
        with pytest.raises(PermanentError, match=address):
            erase(play, address)
    assert everything(play) == before


def test_who_was_on_the_roster(play: Play) -> None:
    """Past rosters, in the journal and in open votes, name the stand-in; the vote counts."""
    play.take(opening(), Post("v", "Ravi", "-1, too dear", 1, answers=["p"]), *votes(PEOPLE[2:4]))
    fewer = rules().lists[0].roster
    fewer = type(fewer)(tuple(each for each in fewer.members if each.name != "Ravi"))
    play.tick(hours(6))
    before = count(play.vote())
    with play.transaction() as tx:
        tx.adopt(rules(roster=fewer))
    erase(play, "ravi@example.org")
    assert count(play.vote()) == before
    assert lines_with(play, "ravi@example.org") == []
    is_equal(play)


def test_a_list_that_is_gone_keeps_nobody(play: Play) -> None:
    """Nobody can be taken off a roster that no configuration has any more; it names the stand-in,
    too.
    """
    known = rules()
    fewer = Roster(tuple(each for each in known.of(LIST).roster.members if each.name != "Ravi"))
    gone = replace(known.of(LIST), address="old@example.org", role=ListRole.RETIRED)
    lists = (*(replace(each, roster=fewer) for each in known.lists), gone)
    with play.transaction() as tx:
        tx.adopt(replace(known, lists=lists))
    play.take(opening(), Post("v", "Ravi", "-1, too dear", 1, answers=["p"]))
    erase(play, "ravi@example.org")
    assert lines_with(play, "ravi@example.org") == []
    is_equal(play)


def test_a_former_members_prepared_answers(play: Play) -> None:
    """They are emptied like words of their own, also in a ticket that a line of theirs named; a
    placeholder keeps no name.
    """
    text = PreparedAnswer("paper", "Paper is in room 4. {member}")
    found = desk_rules(answers=(text,))
    hops = rules().of(LIST).trusted_hops
    found = replace(found, lists=tuple(replace(each, trusted_hops=hops) for each in found.lists))
    with play.transaction() as tx:
        tx.adopt(found)
    play.in_force = found
    said = "See below.\n#listbot answer: paper\n#listbot answer: paper T-2"
    play.take(
        request("r1"),
        request("r2", "Kim", 0.1),
        request("a1", "Ravi", 1, answers=["r1"], vouched=True, text=said),
    )
    assert len(lines_with(play, "Paper is in room 4. Ravi")) == 2
    fewer = found.lists[0].roster
    fewer = type(fewer)(tuple(each for each in fewer.members if each.name != "Ravi"))
    with play.transaction() as tx:
        tx.adopt(replace(found, lists=tuple(replace(each, roster=fewer) for each in found.lists)))
    erase(play, "ravi@example.org")
    assert lines_with(play, "ravi@example.org", "Ravi", "room 4. ravi") == []
    is_equal(play)


def test_a_mail_that_was_set_aside(play: Play) -> None:
    """It could not be read, and is forgotten as well."""
    bad = Post("b", ZOE, "hello", 1, more="From: mallory@example.net").raw()
    play.take(play.read_raw(bad, hours(1)))
    assert erase(play).mails == 1
    assert lines_with(play, ZOE) == []
    assert play.accounts_balance()
    is_equal(play)


def test_nobody(play: Play) -> None:
    """An address that never wrote."""
    assert erase(play).is_nothing
    is_equal(play)


def test_a_crash_in_the_middle_changes_nothing(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one transaction."""
    play.take(opening(), *words_of_zoe())
    before = everything(play)

    def crash(*_: object) -> None:
        raise RuntimeError("crash")

    monkeypatch.setattr("listbot.store.erasing.erasing._people", crash)
    with pytest.raises(RuntimeError):
        erase(play)
    assert everything(play) == before
    is_equal(play)


def test_by_mail(play: Play) -> None:
    """She asks, is asked back, and says yes: forgotten. The letter that confirms it is
    emptied once sent.
    """
    asks = play.read(request("f", ZOE, 25, text="#listbot forget-me"))
    play.take(
        request("r1", ZOE, text="Help me."),
        replace(asks, arrival=replace(asks.arrival, nonce="0123456789abcdef")),
    )
    with play.store.reading() as connection:
        token = connection.execute(select(confirmations.c.token)).scalar_one()
    play.take(request("y", ZOE, 26, text="Yes", subject=f"Re: [{token}]"))
    assert (play.alerts, play.became()["y"]) == ([], "command")
    (last,) = play.letters("M22")
    assert last.parcel.recipients == (ZOE,)
    all_sent(play)
    assert lines_with(play, ZOE) == []
    is_equal(play)


def test_a_newcomer_and_a_past_member_are_forgotten_in_the_record(tmp_path: Path) -> None:
    """No trace is left, the acts stay under the stand-in, and a replay comes to the same; a
    member has to leave first.
    """
    in_force = replace(desk_rules(), group=GroupRules(members=True))
    play = Play(engine=in_file(tmp_path), in_force=in_force)
    play.take(
        Post("a", ZOE, text="Hello, I am Zoe.", subject="A mirror"),
        Post("b", "Ana", text="Welcome!", answers="a", at=1),
        Post("c", ZOE, text="#listbot join: mirrors", subject="I join", at=2),
    )
    with pytest.raises(PermanentError, match="is in the group; they have to leave first"):
        erase(play)
    play.take(Post("d", ZOE, text="#listbot leave", subject="bye", at=3))
    erase(play)
    assert lines_with(play, ZOE, "A mirror", "mirrors") == []
    with play.store.reading() as connection:
        verbs = [each.verb for each in all_acts(connection)]
    assert verbs == ["introduced", "greeted", "joined", "left"]
    assert replay(play.store).is_equal
