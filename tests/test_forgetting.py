"""A person is removed from values; a value that does not name them is unchanged."""

from dataclasses import replace

from listbot.forgetting import (
    act_without,
    kept_without,
    proposal_without,
    rules_without,
    seen_without,
    vote_act_without,
)
from listbot.mail import Bounce, Mail, read
from listbot.mail.origin.standins import is_stand_in, stand_in_of
from listbot.model.desk.people import Confirmation, Person
from listbot.model.desk.ticket import Change, Event, Field, Side, What
from listbot.model.inputs import ActInput, EraseInput, Kept, VoteInput, VoteVerb
from listbot.model.policy import Member, Roster
from listbot.model.proposal import Act, Verb
from listbot.model.weekly.worklog import LogAct, LogVerb, RecapSentence
from listbot.tickets.forgotten import EMPTIED, Forgotten, emptied
from listbot.tickets.opening import NO_TITLE
from listbot.votes.counting.digest import digest
from tests.playing import START, Post, opening, rules, votes
from tests.playing import Play as Playing
from tests.store.desk.by_hand import desk_rules
from tests.votes.counting import ballots

ZOE, OMAR = "zoe@example.com", "omar@example.org"
GONE = Forgotten(ZOE, stand_in_of("chance"), frozenset({"Zoe"}))


def test_a_stand_in_is_nobody() -> None:
    """One seed always gives the same stand-in, and nobody can send mail from it."""
    assert is_stand_in(stand_in_of("a"))
    assert stand_in_of("a") == stand_in_of("a") != stand_in_of("b")
    assert not is_stand_in(ZOE)
    forged = read(replace(Post("x", GONE.stand_in), text="-1").arrival(rules()))
    assert not isinstance(forged, Mail)
    assert "stand-in" in forged.reason


def test_who_an_erasure_was_of() -> None:
    """Somebody who has the address can recognise it; the journal has only its hash."""
    erased = EraseInput.of(ZOE, "chance", "ana", "", START)
    assert erased.is_of(ZOE)
    assert not erased.is_of(OMAR)
    assert ZOE not in str(erased)


def test_other_people_stay() -> None:
    """Other people's acts and data stay unchanged."""
    act = LogAct(LogVerb.LOG, 1, START, "Omar", OMAR, "moved")
    said = RecapSentence(START, "Omar", OMAR, True, "A quiet week.", "<m@example.org>")
    kept = Kept("infra@example.org", log=(act,), sentence=said)
    assert kept_without(kept, GONE) == kept
    assert GONE.person(Person(OMAR)) == Person(OMAR)
    asked = Confirmation("token", "", OMAR, (("close", ""),), "<m@example.org>", START)
    assert GONE.question(asked) == asked
    assert rules_without(rules(), GONE) == rules()
    play = Playing()
    play.take(opening(), *votes(("Ravi",)))
    assert proposal_without(play.vote().proposal, GONE) == play.vote().proposal


def test_notes_of_hers() -> None:
    """They are emptied with everything she wrote; those of others stay."""
    note = Change(Field.NOTE, "", "He called.")
    event = Event(What.CHANGED, START, Side.TEAM, ZOE, "Zoe", changes=(note,))
    assert GONE.event("T-1", event).changes == (Change(Field.NOTE, "", EMPTIED),)
    theirs = replace(event, who=OMAR, name="Omar")
    assert GONE.event("T-1", theirs) == theirs


def test_her_lines_in_the_log() -> None:
    """They keep their numbers and lose their text."""
    act = LogAct(LogVerb.LOG, 1, START, "Zoe", ZOE, "moved")
    said = RecapSentence(START, "Zoe", ZOE, False, "A quiet week.", "<m@example.org>")
    found = kept_without(Kept("infra@example.org", log=(act,), sentence=said), GONE)
    assert found.log == (replace(act, name=GONE.name, author=GONE.stand_in, text=EMPTIED),)
    assert found.sentence == replace(said, name=GONE.name, author=GONE.stand_in, text=EMPTIED)
    assert emptied("") == ""


def test_rules_and_acts_of_the_past() -> None:
    """A team had her, an operator's act named her."""
    in_team = desk_rules(team=(ZOE, OMAR))
    assert GONE.stand_in in str(rules_without(in_team, GONE))
    assert ZOE not in str(rules_without(in_team, GONE))
    act = ActInput("T-1", "watch", ZOE, ZOE, "asked", START)
    assert act_without(act, GONE) == replace(act, argument=GONE.stand_in, who=GONE.stand_in)


def test_what_she_did_to_votes_by_hand() -> None:
    """Acts on votes lose her name and her words; the act itself stays."""
    act = VoteInput(1, VoteVerb.EXTEND, "Friday", ZOE, "asked", START)
    assert vote_act_without(act, GONE) == replace(act, who=GONE.stand_in, reason="")
    assert vote_act_without(replace(act, who="root"), GONE) == replace(act, who="root")
    play = Playing()
    play.take(opening())
    moved = Act(Verb.CLOSES, ZOE, (START, START, ""), "Friday", START, by="Zoe", reason="asked")
    others = replace(moved, author="root")
    proposal = replace(play.vote().proposal, by_hand=(moved, others))
    assert proposal_without(proposal, GONE).by_hand == (
        replace(moved, author=GONE.stand_in, reason=""),
        others,
    )


def test_mails_of_others_that_name_her() -> None:
    """Their To, their Cc, and bounces from her address."""
    mail = read(Post("m", "Omar", cc=ZOE).arrival(rules()))
    assert isinstance(mail, Mail)
    erased = [EraseInput.of(ZOE, "chance", "ana", "", START)]
    assert seen_without(mail, []) is mail
    assert seen_without(mail, erased) == replace(mail, to=(mail.to[0], GONE.stand_in))
    back = replace(mail, bounce=Bounce((ZOE,), (), "its words"))
    seen = seen_without(back, erased)
    assert isinstance(seen, Mail)
    assert seen.bounce == Bounce((GONE.stand_in,), (), "its words")
    forged = read(replace(Post("x", GONE.stand_in), text="-1").arrival(rules()))
    assert seen_without(forged, erased) is forged


def test_titles_of_hers() -> None:
    """If a ticket was given another title, the event about it no longer contains hers."""
    gone = replace(GONE, titles=frozenset({("T-1", "My flat")}))
    event = Event(
        What.CHANGED, START, Side.TEAM, OMAR, changes=(Change(Field.TITLE, "My flat", "A key"),)
    )
    (found,) = gone.event("T-1", event).changes
    assert (found.old, found.new) == (NO_TITLE, "A key")
    assert gone.event("T-2", event) == event
    status = replace(event, changes=(Change(Field.STATUS, "new", "open"),))
    assert gone.event("T-1", status) == status


def test_a_roster_keeps_the_digest_of_its_results() -> None:
    """In whatever order a member's addresses are forgotten; and the roster reveals none of them."""
    addresses = ("omar@example.org", "omar@example.net")
    before = ballots.proposal(
        roster=Roster((Member("Omar", addresses), Member("Ana", ("ana@example.org",))))
    )
    expected = digest(before, before.policy, None, ())
    for order in (addresses, addresses[::-1]):
        after = before
        for address in order:
            after = proposal_without(
                after, Forgotten(address, stand_in_of(address), frozenset({"Omar"}))
            )
            assert digest(after, after.policy, None, ()) == expected
        assert all(is_stand_in(each) for each in after.roster.members[0].addresses)
        assert after.roster.members[1] == before.roster.members[1]
