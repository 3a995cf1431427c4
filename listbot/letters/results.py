"""The result of a vote as facts: its outcome, every standing vote with its mail, and how to count it again. Pure.

One result a proposal, whatever the outcome. What was not counted is in it with the reason; nobody is left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from listbot.case import LetterOrder, OpenCase, Proposal, State
from listbot.letters.about import about, counts, post
from listbot.letters.evidence import reason_mail
from listbot.letters.facts import ResultFacts, VoteLine
from listbot.policies.policy import Policy
from listbot.policies.rules import Outcome, acts_of, closing_time
from listbot.policies.wording import in_words, put_off_in_words
from listbot.votes.digest import digest, utc
from listbot.votes.tally import Status, Vote

NOTES = {
    Status.HELD: "its reason is missing, so it has no weight",
    Status.LATE: "came after the close",
    Status.WITHDRAWN: "withdrawn",
    Status.IN_WORDS: "in words, without a number",
}

UNSURE = "not surely theirs: it did not come by way of the list"
NO_MEMBER = "not on the roster"
NO_POSTER = "had not written to this list before"
BREAKS_SILENCE = "stands against it"


def result(case: OpenCase, final: Outcome) -> LetterOrder:
    """M5 passed, M7 passed by silence, M6 everything else. Once a proposal, whatever the outcome."""
    if final.state is State.CANCELLED:
        return _cancelled(case, final)
    closes = final.closes or case.proposal.opened
    counted, aside, others = shown(case, final)
    facts = ResultFacts(
        proposal=about(case.proposal, final.policy, closes),
        state=final.state,
        reason=final.reason,
        counts=counts(final.tally, final.policy),
        binding=counted,
        not_binding=aside,
        not_counted=others,
        doubtful=in_doubt(final),
        put_offs=tuple(put_off_in_words(each) for each in final.put_offs),
        robust=final.robust,
        advisory=final.advisory,
        too_few=final.too_few,
        digest=digest(in_words(final.policy), case.proposal.opened, final.closes, final.tally.votes),
        recount=recount_command(case.proposal, final.policy, closes),
    )
    kind = "M6" if final.state is not State.PASSED else "M7" if final.policy.silence else "M5"
    return post(kind, case.proposal, facts, case.proposal.id, family="result")


def _cancelled(case: OpenCase, final: Outcome) -> LetterOrder:
    """M6 for a proposal that was taken back: no votes, no rule, for nothing was decided."""
    # It may have been put off and taken back since the last look at it.
    put_off = replace(case.proposal, put_offs=final.put_offs)
    taken_back = closing_time(put_off, acts_of(case.entries)).cancelled
    assert taken_back is not None
    facts = ResultFacts(
        proposal=about(case.proposal, final.policy, final.closes or case.proposal.opened),
        state=final.state,
        reason=final.reason,
        counts=counts(final.tally, final.policy),
        cancelled_by=taken_back.order[-1],
    )
    return post("M6", case.proposal, facts, case.proposal.id, family="result")


def recount_command(proposal: Proposal, policy: Policy, closes: datetime) -> str:
    """The command that anybody with the thread's mails can count again with."""
    roster = " --roster roster.toml" if proposal.roster.members else ""
    return (
        f"listbot tally --as-proposal --policy {policy.id}{roster}"
        f" --opened {utc(proposal.opened)} --closes {utc(closes)} thread.mbox"
    )


def shown(case: OpenCase, final: Outcome) -> tuple[tuple[VoteLine, ...], ...]:
    """Every standing vote with its mail: those that count, those that do not bind, all others."""
    standing = [vote for vote in final.tally.votes if vote.status is not Status.SUPERSEDED]
    counted = [vote for vote in standing if vote.status is Status.COUNTED]
    aside = [vote for vote in standing if vote.status is Status.NOT_BINDING]
    others = [vote for vote in standing if vote not in counted and vote not in aside]
    return _lines(counted, case, final), _lines(aside, case, final), _lines(others, case, final)


def in_doubt(final: Outcome) -> tuple[str, ...]:
    """The mails that could not be read as one vote."""
    return tuple(doubt.mail for doubt in final.tally.unclear if doubt.is_open)


def _lines(votes: list[Vote], case: OpenCase, final: Outcome) -> tuple[VoteLine, ...]:
    return tuple(
        VoteLine(
            value=vote.value,
            name=vote.name or vote.voter,
            date=vote.received,
            quote="" if vote.quote.strip() == vote.value else vote.quote,
            mail=vote.mail,
            note="; ".join(_notes_on(vote, final)),
            reason_mail=reason_mail(vote, case, final.closes),
        )
        for vote in votes
    )


def _notes_on(vote: Vote, final: Outcome) -> Iterator[str]:
    """What a reader has to know of one vote; of one that is not binding, why: a roster name may be forged."""
    if vote.status is Status.NOT_BINDING:
        yield UNSURE if vote.is_doubtful else NO_POSTER if final.advisory else NO_MEMBER
    elif vote.status in NOTES:
        yield NOTES[vote.status]
    elif vote.changed_from:
        yield f"changed from {vote.changed_from}"
    if final.policy.silence and vote in final.tally.dissent:
        yield BREAKS_SILENCE
