"""Which letter, to whom, with which facts: one function a letter. Pure; the words stand in the templates.

A letter's cause and period make its key, so each function's choice of them says how often such a letter can exist:
once a proposal for results, once a person, vote and day for notes about a problem.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.case import Case, Facts, LetterOrder, OpenCase, Proposal, PutOff, State
from listbot.letters.facts import (
    Counts,
    HeldFacts,
    NotCountedFacts,
    OpenedFacts,
    ProposalFacts,
    ReasonWantedFacts,
    ReminderFacts,
    ResultFacts,
    TranscriptFacts,
    TranscriptLine,
    VoteLine,
)
from listbot.mail import Mail
from listbot.policies.policy import Policy, Roster
from listbot.policies.rules import Closing, Outcome, in_words, put_off_in_words
from listbot.policies.verdict import doubts_about, verdict_on
from listbot.votes.cast import Cast, Doubt
from listbot.votes.digest import digest, utc
from listbot.votes.tally import Status, Tally, Vote

EXAMPLE_WINDOW = timedelta(days=7)  # the date M1 shows as an example, counted from the opening

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


def opened(mail: Mail, proposal: Proposal, closing: Closing) -> LetterOrder:
    """M1: what was understood of an opening."""
    assert closing.at is not None
    facts = OpenedFacts(
        proposal=_about(proposal, closing.policy, closing.at),
        binding=binding_in_words(proposal.roster, closing.policy),
        default_window=closing.default,
        replaced=closing.replaced,
        assumed=closing.assumed,
        quote=closing.quote,
        example_closes=closing.at + EXAMPLE_WINDOW,
    )
    return _post("M1", proposal, facts, mail.message_id)


def not_counted(mail: Mail, case: Case, doubt: Doubt) -> LetterOrder:
    """M2: a mail that reads like a vote and cannot be tallied."""
    return _note(
        "M2", mail, case, NotCountedFacts(*_aside(mail, case), doubt.quote, doubt.reason, in_words=False)
    )


def seen_in_words(mail: Mail, case: Case, cast: Cast) -> LetterOrder:
    """M2 for a vote without a number, where the policy counts numbers only."""
    reason = "there is no +1, 0 or -1 in it"
    return _note("M2", mail, case, NotCountedFacts(*_aside(mail, case), cast.quote, reason, in_words=True))


def reason_wanted(mail: Mail, case: Case, cast: Cast) -> LetterOrder:
    """M3: a -1 without a reason."""
    return _note("M3", mail, case, ReasonWantedFacts(*_aside(mail, case), cast.quote))


def reminder(case: OpenCase, standing: Outcome) -> LetterOrder:
    """M4: the vote closes soon."""
    assert standing.closes is not None
    about = _about(case.proposal, standing.policy, standing.closes)
    facts = ReminderFacts(about, counts(standing.tally, standing.policy), standing.held)
    return _post("M4", case.proposal, facts, case.proposal.id)


def silence_broken(mail: Mail, case: Case, reason_missing: bool) -> LetterOrder:
    """M8: somebody objects, so the proposal no longer passes by silence. Once a proposal."""
    assert case.proposal is not None
    assert case.closes is not None
    facts = HeldFacts(
        proposal=_about(case.proposal, case.proposal.policy, case.closes),
        why="silence",
        mail=mail.message_id,
        reason_missing=reason_missing,
        until=None,
        counts=Counts(0, 0, 0, 0, 0, 0),
        raise_to=next((policy.name for policy in case.rules.policies if not policy.silence), ""),
    )
    return _post("M8", case.proposal, facts, mail.message_id, period="silence")


def put_off(case: OpenCase, result: Outcome, moved: PutOff) -> LetterOrder:
    """M8: the close is put off."""
    facts = HeldFacts(
        proposal=_about(case.proposal, result.policy, moved.at),
        why=moved.why,
        mail=result.tally.objections[0].mail if result.tally.objections else "",
        reason_missing=False,
        until=moved.until,
        counts=replace(counts(result.tally, result.policy), doubts=_decisive_doubts(result)),
    )
    return _post("M8", case.proposal, facts, case.proposal.id, period=f"put off {utc(moved.at)}")


def _decisive_doubts(result: Outcome) -> int:
    """How many doubts could turn the outcome: unclear replies, votes in words, votes of nobody knows whom."""
    doubts = doubts_about(verdict_on(result.tally, result.policy), result.tally, result.policy)
    return len(doubts.unclear) + len(doubts.votes)


def result(case: OpenCase, final: Outcome) -> LetterOrder:
    """M5 passed, M7 passed by silence, M6 everything else. Once a proposal, whatever the outcome."""
    closes = final.closes or case.proposal.opened
    shown = [vote for vote in final.tally.votes if vote.status is not Status.SUPERSEDED]
    counted = [vote for vote in shown if vote.status is Status.COUNTED]
    aside = [vote for vote in shown if vote.status is Status.NOT_BINDING]
    facts = ResultFacts(
        proposal=_about(case.proposal, final.policy, closes),
        state=final.state,
        reason=final.reason,
        counts=counts(final.tally, final.policy),
        binding=_lines(counted, final),
        not_binding=_lines(aside, final),
        not_counted=_lines([vote for vote in shown if vote not in counted and vote not in aside], final),
        doubtful=tuple(doubt.mail for doubt in final.tally.unclear if doubt.is_open),
        put_offs=tuple(put_off_in_words(each) for each in final.put_offs),
        robust=final.robust,
        advisory=final.advisory,
        too_few=final.too_few,
        digest=digest(in_words(final.policy), case.proposal.opened, final.closes, final.tally.votes),
        recount=recount_command(case.proposal, final.policy, closes),
    )
    kind = "M6" if final.state is not State.PASSED else "M7" if final.policy.silence else "M5"
    return _post(kind, case.proposal, facts, case.proposal.id, family="result")


def transcript(
    mail: Mail,
    lines: tuple[TranscriptLine, ...],
    stopped: str,
    help_lines: tuple[tuple[str, str], ...],
) -> LetterOrder:
    """M22: what became of commands, to their sender alone."""
    facts = TranscriptFacts(lines, stopped, help_lines, mail.message_id, mail.subject)
    return LetterOrder(
        kind="M22",
        cause=f"{mail.author.address} {mail.message_id}",
        facts=facts,
        to_list=False,
        recipients=(mail.author.address,),
        reply_to_mail=mail.message_id,
        thread=mail.references,
        subject=mail.subject,
    )


def counts(tally: Tally, policy: Policy) -> Counts:
    """The figures every letter about a vote shows."""
    needed = 0 if policy.silence else policy.min_yes
    doubts = len(tally.unanswered if policy.silence else tally.doubts)
    return Counts(tally.yes, tally.zero, tally.no, needed, len(tally.held), doubts)


def binding_in_words(roster: Roster, policy: Policy) -> str:
    """Who is binding: "the 9 members on the roster"."""
    if policy.electorate == "everyone":
        return "everyone"
    if not roster.members:
        return "advisory: no roster, so those who wrote to this list before"
    return f"the {len(roster.members)} members on the roster"


def recount_command(proposal: Proposal, policy: Policy, closes: datetime) -> str:
    """The command that anybody with the thread's mails can count again with."""
    roster = " --roster roster.toml" if proposal.roster.members else ""
    return (
        f"listbot tally --as-proposal --policy {policy.id}{roster}"
        f" --opened {utc(proposal.opened)} --closes {utc(closes)} thread.mbox"
    )


def _about(proposal: Proposal, policy: Policy, closes: datetime) -> ProposalFacts:
    return ProposalFacts(
        number=proposal.number,
        title=proposal.title,
        rule=in_words(policy),
        opened=proposal.opened,
        closes=closes,
        silence=policy.silence,
        proposer_name=proposal.proposer_name,
    )


def _aside(mail: Mail, case: Case) -> tuple[ProposalFacts, str, datetime]:
    """What a private note begins with: the vote, the person, and when they wrote."""
    assert case.proposal is not None
    assert case.closes is not None
    return _about(case.proposal, case.proposal.policy, case.closes), mail.author.name, mail.received


def _post(
    kind: str, proposal: Proposal, facts: Facts, answers: str, period: str = "", family: str = ""
) -> LetterOrder:
    """A post to the list, in the proposal's thread."""
    thread = (proposal.id,) if answers == proposal.id else (proposal.id, answers)
    return LetterOrder(
        kind=kind,
        cause=proposal.id,
        facts=facts,
        to_list=True,
        recipients=(proposal.list,),
        reply_to_mail=answers,
        thread=thread,
        subject=proposal.subject,
        period=period,
        family=family,
    )


def _note(kind: str, mail: Mail, case: Case, facts: Facts) -> LetterOrder:
    """A private note about a problem: one a person, vote and day, whatever its kind."""
    assert case.proposal is not None
    return LetterOrder(
        kind=kind,
        cause=f"{mail.author.address} {case.proposal.id}",
        facts=facts,
        to_list=False,
        recipients=(mail.author.address,),
        reply_to_mail=mail.message_id,
        thread=mail.references,
        subject=mail.subject,
        period=mail.received.date().isoformat(),
        family="note",
    )


def _lines(votes: list[Vote], final: Outcome) -> tuple[VoteLine, ...]:
    return tuple(
        VoteLine(
            value=vote.value,
            name=vote.name or vote.voter,
            date=vote.received,
            quote="" if vote.quote.strip() == vote.value else vote.quote,
            mail=vote.mail,
            note="; ".join(_notes_on(vote, final)),
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
    if final.policy.silence and vote in final.tally.dissent and final.state is not State.CANCELLED:
        yield BREAKS_SILENCE
