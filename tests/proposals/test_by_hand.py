"""Acts by hand on votes: what an operator can do, and what the rule does not let anybody do."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from listbot import pipeline
from listbot.errors import PermanentError
from listbot.letters.facts.by_hand import ChangedLine, CorrectedFacts
from listbot.mail import Unreadable, read
from listbot.model.case import Case
from listbot.model.inputs import RulesInput, VoteInput, VoteVerb
from listbot.model.list_rules import ListRules
from listbot.model.policy import Who
from listbot.packaged import load_preset
from listbot.proposals.by_hand import adopted, recounted
from listbot.replay import replay
from tests.playing import LIST, START, Play, Post, hours, opening, rules, votes

NOON = "2026-09-12 12:00 UTC"
THREE = ("Ravi", "Lena", "Omar")


def asked(
    verb: VoteVerb, at: float, argument: str = "", mail: str = "", number: int = 1
) -> VoteInput:
    return VoteInput(number, verb, argument, "root", "The host was down.", hours(at), mail)


def done(play: Play, act: VoteInput) -> str:
    """Carry out the act as the command does; return what was done, or why not."""
    play.now = act.at
    try:
        with play.transaction() as tx:
            return pipeline.act_on_vote(tx, act)
    except PermanentError as refusal:
        return f"refused: {refusal}"


def closed(play: Play, number: int = 1) -> datetime:
    with play.transaction() as tx:
        return tx.hand_acts.closed(number)


def opened(*posts: Post) -> Play:
    play = Play()
    play.take(opening(), *posts)
    return play


def test_a_close_is_moved_to_a_later_time() -> None:
    """The list is told, with the reason, and the reminder and the result move as well."""
    play = opened(*votes(THREE))
    why = done(play, asked(VoteVerb.EXTEND, 24, NOON))
    assert why == (
        "the close was moved to Sat 12 Sep 2026 12:00 UTC by an operator of listbot: "
        "The host was down."
    )
    play.run_until(hours(100))
    assert (play.states(), play.kinds()) == ({1: "passed"}, ["M1", "M1", "M5"])
    assert replay(play.store).is_equal


@pytest.mark.parametrize(
    ("verb", "at", "argument", "why"),
    [
        (
            VoteVerb.EXTEND,
            24,
            "2026-09-10 12:00 UTC",
            "V-1 closes Fri 11 Sep 2026 18:00 UTC, and Thu 10 Sep 2026 12:00 UTC is not later",
        ),
        (
            VoteVerb.CLOSE,
            24,
            NOON,
            "V-1 closes Fri 11 Sep 2026 18:00 UTC, and Sat 12 Sep 2026 12:00 UTC is not earlier",
        ),
        (
            VoteVerb.CLOSE,
            24,
            "",
            "the rule does not let V-1 close Wed 9 Sep 2026 18:02 UTC: "
            "people have at least until Fri 11 Sep 2026 18:00 UTC",
        ),
        (VoteVerb.EXTEND, 72.1, NOON, "V-1 has closed; its result comes within minutes"),
        (VoteVerb.RECOUNT, 24, "", "V-1 is open; there is no result to count again"),
    ],
)
def test_an_open_vote_refuses(verb: VoteVerb, at: float, argument: str, why: str) -> None:
    """Nobody can do what the rule forbids, and a refusal leaves no trace."""
    play = opened()
    assert done(play, asked(verb, at, argument)) == f"refused: {why}"
    assert (play.kinds(), closed(play)) == (["M1"], hours(72))


def test_a_time_that_cannot_be_read_is_refused() -> None:
    """The answer says why it cannot be used."""
    assert done(opened(), asked(VoteVerb.EXTEND, 1, "03/04")).startswith(
        "refused: this time cannot be used: "
    )


def test_an_extended_vote_may_be_closed_at_once() -> None:
    """Once the shortest window is over: within two minutes, at a full minute."""
    play = opened()
    done(play, asked(VoteVerb.EXTEND, 24, "2026-09-18 18:00 UTC"))
    done(play, asked(VoteVerb.CLOSE, 73))
    assert closed(play) == hours(73) + timedelta(minutes=2)


def test_a_withdrawn_vote_decides_nothing() -> None:
    """Its thread gets a short note with the reason; afterwards nothing can be done to it."""
    play = opened(*votes(THREE))
    done(play, asked(VoteVerb.WITHDRAW, 24))
    refused = done(play, asked(VoteVerb.EXTEND, 24.1, NOON))
    assert refused == "refused: V-1 has closed; its result comes within minutes"
    play.tick(hours(25))
    assert (play.states(), play.kinds()) == ({1: "cancelled"}, ["M1", "M6"])
    assert done(play, asked(VoteVerb.RECOUNT, 26)) == (
        "refused: V-1 was withdrawn, and nothing was decided"
    )
    assert done(play, asked(VoteVerb.WITHDRAW, 26)) == (
        "refused: V-1 is already cancelled; it can be counted again or proposed again"
    )
    assert replay(play.store).is_equal


def arrive(play: Play, post: Post, at: float) -> None:
    """A mail that the list had earlier reaches us."""
    arrival = replace(post.arrival(play.in_force), arrived=hours(at))
    play.now = hours(at)
    with play.transaction() as tx:
        pipeline.settle(tx, read(arrival))


def test_a_recount_counts_what_the_list_had_in_time() -> None:
    """The corrected result says what changed and which letter it corrects; the rest stays late."""
    play = opened(*votes(THREE[:2]))
    play.run_until(hours(73))
    arrive(play, Post("v-omar", "Omar", "+1", 71, answers=["p"]), 74)
    play.take(Post("v-ines", "Ines", "-1, no backups", 74, answers=["p"]))
    first = play.letters("M6")[0].parcel
    assert done(play, asked(VoteVerb.RECOUNT, 75)) == "3 x +1 (3 needed), 0 x 0, 0 x -1"
    (corrected,) = play.letters("M23")
    assert (play.states(), closed(play)) == ({1: "passed"}, hours(72))
    assert "was late and is now counted" in " ".join(corrected.text.split())
    assert first.message_id.strip("<>") in corrected.text
    assert replay(play.store).is_equal


def test_a_second_recount_posts_nothing() -> None:
    """If nothing differs the list is not disturbed, and the outcome stays."""
    play = opened(*votes(THREE))
    play.run_until(hours(73))
    again = "counted again by an operator of listbot, with the same result: "
    assert done(play, asked(VoteVerb.RECOUNT, 75)) == f"{again}3 x +1 (3 needed), 0 x 0, 0 x -1"
    assert (play.states(), play.kinds()) == ({1: "passed"}, ["M1", "M5"])
    assert replay(play.store).is_equal


def test_a_recount_never_puts_a_close_off_again() -> None:
    """An objection that came late to us stops the vote at its final close, and reopens nothing."""
    play = opened(*votes(THREE))
    play.run_until(hours(73))
    objection = Post("v-ines", "Ines", "-1, there are no backups of it.", 71, answers=["p"])
    arrive(play, objection, 74)
    done(play, asked(VoteVerb.RECOUNT, 75))
    play.run_until(hours(200), timedelta(hours=12))
    assert (play.states(), play.kinds()) == ({1: "stopped"}, ["M1", "M5", "M23"])
    assert replay(play.store).is_equal


def test_a_recount_tells_what_is_read_otherwise() -> None:
    """A newer version may find votes that an older one missed, and lose what is not a vote."""
    play = opened(*votes(THREE))
    play.run_until(hours(73))
    now = play.vote()
    missed, misread = now.entries[1], replace(now.entries[3], mail="<x@example.org>")
    was = replace(now, entries=(now.entries[0], now.entries[2], misread))
    found = recounted(was, now, asked(VoteVerb.RECOUNT, 75), hours(72), "")
    facts = found.letters[0].facts
    assert isinstance(facts, CorrectedFacts)
    assert facts.changes == (
        ChangedLine("+1", "Ravi", missed.mail, "", "counted"),
        ChangedLine("+1", "Omar", now.entries[3].mail, "", "counted"),
        ChangedLine("+1", "Omar", "<x@example.org>", "counted", ""),
    )


def test_commands_are_not_run_again_by_a_recount() -> None:
    """A recount reads votes again, and does not repeat what mails did."""
    command = Post("c", "Ravi", "#listbot notes: off\n", 2, answers=["p"])
    both = Post("b", "Lena", "+1\n\n#listbot wrong: hm\n", 3, answers=["p"])
    play = opened(command, both)
    play.run_until(hours(73))
    before = play.rows()
    done(play, asked(VoteVerb.RECOUNT, 75))
    assert play.rows() == before


def untagged(id: str = "p", text: str = "What about moving them?", at: float = 0) -> Post:
    return Post(id, "Ana", text, at, "Move the mirrors")


def answer(id: str, name: str, at: float, *above: str) -> Post:
    return Post(id, name, "+1", at, "Re: Move the mirrors", answers=above)


def adopting(play: Play, at: float = 12, mail: str = "<p@example.org>", name: str = "") -> str:
    return done(play, asked(VoteVerb.ADOPT, at, name, mail, number=0))


def test_an_adopted_thread_keeps_its_votes() -> None:
    """They count, and it closes only after people had the usual time from the adoption on."""
    play = Play()
    play.take(untagged(), answer("a", "Ravi", 1, "p"), answer("b", "Lena", 2, "p", "a"))
    assert adopting(play) == (
        "opens V-1 under ovirt:substantial: adopted by an operator of listbot: The host was down."
    )
    assert closed(play) == hours(84)
    play.take(answer("c", "Omar", 80, "p"))
    play.run_until(hours(90))
    assert (play.states(), play.kinds()) == ({1: "passed"}, ["M1", "M5"])
    assert replay(play.store).is_equal


def test_an_adopted_thread_has_the_active_voters_of_its_opening() -> None:
    """Those who voted before its mail came, whenever it was adopted, and those who vote now."""
    lists = tuple(
        replace(each, policies=each.policies and load_preset("openwrt-2025"))
        for each in rules().lists
    )
    play = Play(in_force=RulesInput(lists))
    for number in range(3):
        play.take(opening(f"v{number}", number), *votes(THREE, f"v{number}", at=number + 0.5))
    play.take(untagged(at=5), answer("a", "Ines", 6, "p"))
    play.take(opening("w", 8), *votes(("Lars",), "w", at=9))
    adopting(play)
    adopted = play.vote(4 if play.vote(4).proposal.id == "<p@example.org>" else 5)
    assert adopted.proposal.active is not None
    assert len(adopted.proposal.active) == 3
    assert replay(play.store).is_equal


def test_a_close_that_nobody_may_move_stays() -> None:
    """What the rule forbids to everybody is not done by hand either; a withdrawal is."""
    policies = tuple(replace(each, extenders=Who.NOBODY) for each in load_preset("ovirt"))
    lists = (replace(each, policies=each.policies and policies) for each in rules().lists)
    play = Play(in_force=RulesInput(tuple(lists)))
    play.take(opening())
    why = "refused: the rule lets nobody move the close of V-1; it can be withdrawn"
    assert done(play, asked(VoteVerb.EXTEND, 24, NOON)) == why
    assert done(play, asked(VoteVerb.CLOSE, 24)) == why
    assert done(play, asked(VoteVerb.WITHDRAW, 24)).startswith("withdrawn by ")


def test_a_stated_close_that_leaves_enough_time_holds() -> None:
    """The proposer's own words say when it closes, unless people would have too little time."""
    play = Play()
    play.take(untagged(text="Please vote until 2026-09-20 18:00 UTC."))
    adopting(play)
    assert closed(play) == datetime(2026, 9, 20, 18, tzinfo=START.tzinfo)


@pytest.mark.parametrize(
    ("mail", "name", "why"),
    [
        ("<x@example.org>", "", "there is no mail <x@example.org> on a list that decides"),
        ("<p@example.org>", "minor", "a mail can be adopted as: substantial"),
        ("<v@example.org>", "", "<v@example.org> already belongs to V-1"),
        ("<f@example.org>", "", "it is not certain enough who wrote this mail"),
    ],
)
def test_a_mail_that_cannot_be_adopted(mail: str, name: str, why: str) -> None:
    """Unknown, uncertain or taken mails are refused, and untagged mail never passes by silence."""
    play = Play()
    play.take(untagged(), opening("v", 1), replace(untagged("f", "And this?", 2), vouched=False))
    assert adopting(play, 12, mail, name) == f"refused: {why}"
    assert play.states() == {1: "open"}


def test_history_is_adopted_without_letters() -> None:
    """A list that is not live yet writes nothing, whatever is done by hand."""
    play = Play(in_force=rules(live_since=None))
    play.take(untagged())
    adopting(play)
    done(play, asked(VoteVerb.EXTEND, 13, "2026-09-20 18:00 UTC"))
    play.run_until(hours(300), timedelta(hours=24))
    arrive(play, answer("a", "Ravi", 14, "p"), 301)
    done(play, asked(VoteVerb.RECOUNT, 302))
    assert (play.states(), play.kinds()) == ({1: "not passed"}, [])


def test_only_a_readable_mail_of_a_thread_becomes_a_proposal() -> None:
    """An unreadable one, or one that belongs to a vote already, does not."""
    play = opened()
    own: ListRules = play.in_force.of(LIST)
    found = play.read(untagged())
    assert not isinstance(found, Unreadable)
    unread = Unreadable(found.arrival, "d", "no From", "<u@example.org>")
    act = asked(VoteVerb.ADOPT, 1)
    assert adopted(unread, Case(own, None), act, 2) == "this mail cannot be a proposal"
    taken = Case(own, play.vote().proposal)
    assert adopted(found, taken, act, 2) == "this mail already belongs to V-1"


def test_a_vote_that_does_not_exist() -> None:
    """The answer says how to list them."""
    assert done(Play(), asked(VoteVerb.WITHDRAW, 1, number=9)) == (
        "refused: there is no vote V-9; `listbot vote list` shows them all"
    )
