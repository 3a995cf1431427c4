"""Which text a vote saw: the newest that the list had when it was written, or the one that it
answers.
"""

from dataclasses import replace

from listbot.model.proposal import Act, Entry, Verb
from listbot.votes.counting.amendments import (
    Amendment,
    amended_by,
    amendments_in,
    mark_of_text,
    seen_by,
)
from listbot.votes.counting.tally import count
from tests.votes.counting.ballots import CLOSES, after, entry, proposal, vote

OPENING = "We move."


def text(hours: float, words: str) -> Entry:
    """Ana's mail with a new text."""
    mail = entry("ana", hours)
    act = Act(Verb.AMEND, mail.author, mail.order, text=words, opening=OPENING)
    return replace(mail, acts=(act,))


FIRST, SECOND = text(10, "We move slowly."), text(20, "We stay.")
TWO = (
    Amendment(FIRST.mail, after(10), "We move slowly.", OPENING),
    Amendment(SECOND.mail, after(20), "We stay.", "We move slowly."),
)


def test_texts_are_in_the_order_in_which_the_list_got_them() -> None:
    """Each knows the text that it replaced; acts alone tell the same."""
    assert amendments_in((SECOND, entry("ravi", 3, vote("+1")), FIRST)) == TWO
    assert amended_by((*SECOND.acts, *FIRST.acts)) == TWO
    withdraws = Act(Verb.WITHDRAW, "ana@example.org", FIRST.order)
    assert amended_by((withdraws, *FIRST.acts)) == TWO[:1]


def test_a_text_that_is_the_same_changes_nothing() -> None:
    """Other line breaks make no other text."""
    again = text(15, "We  move\nslowly.")
    assert amendments_in((FIRST, again, SECOND)) == TWO
    assert amendments_in((text(5, "We\nmove."),)) == ()


def test_what_a_mail_saw() -> None:
    """Its own time says so; who answers a new text has seen it, whatever their clock says."""
    early, between, late = entry("ravi", 9), entry("ravi", 10), entry("ravi", 21)
    answer = replace(early, answers=("<opening@example.org>", SECOND.mail))
    own = replace(SECOND, effective=after(1))
    assert [seen_by(each, TWO) for each in (early, between, late, answer, own)] == [0, 1, 2, 2, 2]
    on_its_way = replace(late, effective=after(9))
    assert seen_by(on_its_way, TWO) == 0


def test_votes_stand_and_know_their_text() -> None:
    """The count is the same, and each vote says which text it is about."""
    mails = (
        entry("ravi", 3, vote("+1")),
        FIRST,
        entry("lena", 12, vote("+1")),
        SECOND,
        entry("omar", 22, vote("+1")),
        entry("ines", 90, vote("+1")),
    )
    tally = count(proposal(), mails, frozenset(), CLOSES)
    assert tally.amendments == TWO
    assert [(each.name, each.text, each.is_outdated) for each in tally.votes] == [
        ("Ravi", "", True),
        ("Lena", FIRST.mail, True),
        ("Omar", SECOND.mail, False),
        ("Ines", SECOND.mail, False),
    ]
    without = count(proposal(), (mail for mail in mails if not mail.acts), frozenset(), CLOSES)
    assert [each.status for each in tally.votes] == [each.status for each in without.votes]


def test_a_text_after_the_close_is_none() -> None:
    """Nothing changes any more."""
    mails = (entry("ravi", 3, vote("+1")), text(73, "We stay."))
    tally = count(proposal(), mails, frozenset(), CLOSES)
    assert (tally.amendments, [each.is_outdated for each in tally.votes]) == ((), [False])
    late = replace(FIRST, late_arrival=True)
    assert count(proposal(), (mails[0], late), frozenset(), CLOSES).amendments == ()


def test_a_mark_tells_two_forgotten_texts_apart() -> None:
    """So the votes on either stay what they were; no word is left."""
    forgotten = tuple(
        replace(
            each,
            acts=tuple(
                replace(act, text=mark_of_text(act.text), opening=mark_of_text(act.opening))
                for act in each.acts
            ),
        )
        for each in (FIRST, text(15, "We  move\nslowly."), SECOND)
    )
    found = amendments_in(forgotten)
    assert [(each.mail, each.is_forgotten) for each in found] == [
        (FIRST.mail, True),
        (SECOND.mail, True),
    ]
    assert (mark_of_text(""), TWO[0].is_forgotten) == ("", False)
