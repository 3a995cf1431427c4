"""Asks people whose vote is about an earlier text whether they still mean it, and shows them what
changed. Pure.

They are asked once for each amendment, alone, and only while their vote stands. That is an hour
after the new text, when votes on their way have arrived: whoever voted on it by then is not asked,
and of several new texts only the last one is shown. Nobody is asked about old mail, or against
their wish.
"""

from collections.abc import Iterator
from dataclasses import replace

from listbot.commands.permissions import is_live, may_be_answered
from listbot.mail import Mail
from listbot.model.case import Case, OpenCase
from listbot.model.desk.people import Notes
from listbot.model.order import LetterOrder
from listbot.model.proposal import Act, Entry, State, Verb
from listbot.policies.outcome import acts_of, closing_time
from listbot.proposals.entries import around
from listbot.proposals.letters.amended import Saw, amended
from listbot.votes.counting.amendments import amended_by, seen_by
from listbot.votes.counting.counted import Tally, VoteStatus
from listbot.votes.counting.tally import count

_STANDS = (
    VoteStatus.COUNTED,
    VoteStatus.HELD,
    VoteStatus.NOT_BINDING,
    VoteStatus.IN_WORDS,
)


def is_new_text(mail: Mail, case: Case, acts: tuple[Act, ...]) -> bool:
    """Return whether earlier voters are to be asked because of this mail."""
    proposal = case.proposal
    if proposal is None or proposal.history or proposal.state is not State.OPEN:
        return False
    return is_live(mail, case.rules) and any(act.verb is Verb.AMEND for act in acts)


def earlier_voters_asked(mail: Mail, case: Case, entry: Entry) -> tuple[LetterOrder, ...]:
    """Return the questions that a new text causes.

    Needs `case.thread`, which is loaded once the votes of that time should have arrived.
    """
    thread = case.thread
    if thread is None or not is_new_text(mail, case, entry.acts):
        return ()
    thread = replace(thread, entries=(*thread.entries, entry))
    closing = closing_time(thread.proposal, acts_of(thread.entries))
    proposal = replace(thread.proposal, policy=closing.policy)
    tally = count(proposal, thread.entries, thread.posters, closing.at)
    assert closing.at is not None
    if closing.cancelled or [each.mail for each in tally.amendments[-1:]] != [entry.mail]:
        return ()
    saw = _who_saw_less(thread, tally)
    return tuple(
        amended(each, proposal, closing.at, tally.amendments)
        for each in saw
        if each.author not in case.no_notes
    )


def _who_saw_less(thread: OpenCase, tally: Tally) -> Iterator[Saw]:
    """Yield everybody whose standing vote is about an earlier text, but not the proposer."""
    primary = thread.proposal.roster.primary
    told = {primary(thread.proposal.proposer)}
    for vote in tally.votes:
        if not vote.is_outdated or vote.status not in _STANDS or vote.voter in told:
            continue
        told.add(vote.voter)
        entry = next(
            each
            for each in thread.entries
            if (each.mail, each.received, primary(each.author))
            == (vote.mail, vote.received, vote.voter)
        )
        yield Saw(entry.author, vote.value, entry.effective, seen_by(entry, tally.amendments))


def late_voter_asked(mail: Mail, case: Case, entry: Entry) -> tuple[LetterOrder, ...]:
    """Return the question to somebody whose vote arrives after a new text that it does not know."""
    proposal, amendments = case.proposal, amended_by(case.acts)
    votes = [cast.value for cast in entry.casts if cast.value is not None]
    if proposal is None or case.closes is None or not amendments or not votes:
        return ()
    amendments = tuple(each for each in amendments if each.received <= case.closes)
    seen = seen_by(entry, amendments)
    if seen == len(amendments) or amendments[-1].is_forgotten or not _is_asked(mail, case):
        return ()
    saw = Saw(entry.author, votes[0], entry.effective, seen)
    return (amended(saw, proposal, case.closes, amendments),)


def _is_asked(mail: Mail, case: Case) -> bool:
    """Whether the writer of a vote is asked: it is in time and their last word, they may be written
    to, and they do not mind.
    """
    assert case.proposal is not None
    assert case.closes is not None
    if case.proposal.history or case.proposal.state is not State.OPEN:
        return False
    if not is_live(mail, case.rules) or mail.received > case.closes or case.notes is Notes.OFF:
        return False
    _, later = around(mail, case)
    return may_be_answered(mail, case) and not any(each.casts for each in later)
