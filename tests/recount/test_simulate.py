"""Past votes under another rule: only the rule differs."""

from dataclasses import replace
from datetime import timedelta

from listbot.mail import Unreadable
from listbot.model.proposal import State
from listbot.packaged import load_policy, load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Missing
from listbot.recount.simulate import Simulated, as_tagged, simulate
from tests.archive import OPENING, answer, mail, raw
from tests.votes.counting.ballots import OPENED

OVIRT = load_preset("ovirt")
NOW = RecountOptions(policies=OVIRT, now=OPENED + timedelta(days=300))
MINOR = replace(NOW, policy=load_policy("ovirt:minor"))
TWO = (answer("r", "ravi", "+1", 1), answer("i", "ines", "+1", 2))
LATE = answer("z", "zoe", "-1, it is too far away", 400)
LAZY = raw("lazy", "ana", "Please say so if you object.", 3, "[LAZY] Rename the wiki")
NO = raw("no", "omar", "-1, it breaks all links", 4, "Re: [LAZY] Rename the wiki", "lazy")


def simulated(
    *raws: bytes, now: RecountOptions = NOW, then: RecountOptions = MINOR
) -> tuple[Simulated, ...]:
    """The archive of these mails under both rules."""
    return simulate([(f"{at}.eml", mail(each)) for at, each in enumerate(raws)], now, then)


def ends(found: tuple[Simulated, ...]) -> list[tuple[State, State]]:
    """How each vote ended, and would have."""
    return [(each.now.outcome.state, each.then.outcome.state) for each in found]


def test_a_vote_ends_by_both_rules() -> None:
    """Two +1 are too few for one rule and no objection for the other; a late -1 is late in both."""
    found = simulated(OPENING, *TWO, LATE)
    assert ends(found) == [(State.NOT_PASSED, State.PASSED)]
    assert [each.is_changed for each in found] == [True]
    (vote,) = found
    assert vote.then.outcome.closes == vote.now.outcome.closes
    assert vote.then.proposal.opened == vote.now.proposal.opened


def test_another_word_for_not_passed_is_no_change() -> None:
    """It does not pass by either rule."""
    found = simulated(OPENING, *TWO, answer("o", "omar", "-1, it is too far away", 3))
    assert ends(found) == [(State.STOPPED, State.STOPPED)]
    assert not any(each.is_changed for each in found)
    unclear = simulated(OPENING, answer("k", "kim", "+1 if the old host stays", 3))
    assert ends(unclear) == [(State.NOT_PASSED, State.STOPPED)]
    assert not any(each.is_changed for each in unclear)


def test_tags_choose_the_class_of_the_other_preset() -> None:
    """A whole preset keeps its classes apart; each vote is counted apart from the others."""
    found = simulated(OPENING, *TWO, LAZY, NO, then=replace(NOW, policies=OVIRT))
    assert [each.then.outcome.policy.name for each in found] == ["substantial", "minor"]
    assert [each.is_changed for each in found] == [False, False]
    assert [each.then.files for each in found] == [each.now.files for each in found]


def test_the_same_mails_open_votes() -> None:
    """A tag that the other rules lack opens their first class; one that only they know opens
    nothing.
    """
    other = (replace(OVIRT[0], tags=("BALLOT", "VOTE")), replace(OVIRT[1], tags=("MINOR",)))
    tags = [each.tags for each in as_tagged(other, OVIRT)]
    assert tags == [("VOTE", "PROPOSAL", "POLL", "LAZY", "LAZY CONSENSUS"), ("MINOR",)]
    assert [each.tags for each in as_tagged(OVIRT, OVIRT)] == [each.tags for each in OVIRT]


def test_threads_may_be_votes_whatever_their_subjects() -> None:
    """A tagged mail inside such a thread belongs to it, by both rules."""
    talk = raw("t", "ana", "What do you think of it?", 0, "The wiki")
    vote = raw("v", "ravi", "+1", 1, "[VOTE] The wiki", "t")
    now = replace(NOW, as_proposal=True)
    found = simulated(talk, vote, now=now)
    assert [each.now.files for each in found] == [("0.eml", "1.eml")]
    assert [each.then.files for each in found] == [each.now.files for each in found]


def test_copies_are_one_vote_by_both_rules() -> None:
    """The earlier time of two copies counts, as in every recount."""
    copy = answer("i", "ines", "+1", 2, extra="X-Copy: 1\n")
    (vote,) = simulated(OPENING, *TWO, copy)
    assert vote.then.outcome.tally.yes == vote.now.outcome.tally.yes == 2


def test_what_cannot_be_read_is_left_out() -> None:
    """It belongs to no vote."""
    broken = mail(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    assert isinstance(broken, Unreadable)
    assert simulate([("1", broken), ("2", Missing("cut off"))], NOW, MINOR) == ()
