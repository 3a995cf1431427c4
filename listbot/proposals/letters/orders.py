"""The letters about a vote: one function per letter says to whom it goes, with which facts. Pure;
the words are in the templates.

A letter's key is made from its cause and period, so they decide how often it can be sent: a result
once per proposal, a note about one kind of problem once per person, vote and day.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from listbot.letters.facts.votes import (
    Counts,
    DoubtLine,
    HeldFacts,
    NotCountedFacts,
    OpenedFacts,
    ProposalFacts,
    ReasonWantedFacts,
    ReminderFacts,
    SideTold,
    ToldFacts,
)
from listbot.mail import Mail
from listbot.mail.authorship import Proven
from listbot.model.case import Case, OpenCase
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.policy import Policy, Roster
from listbot.model.proposal import Act, Proposal, PutOff, Why
from listbot.model.reading import Cast, Doubt
from listbot.policies.outcome import Closing, Outcome
from listbot.policies.reasons import shares_in_words
from listbot.policies.spans import span_in_words
from listbot.policies.stated_results import Difference, ToldResult
from listbot.proposals.letters import results
from listbot.proposals.letters.evidence import (
    decisive_doubts,
    in_doubt,
    later_reasons,
    objections,
    what_breaks_silence,
    what_holds,
)
from listbot.proposals.letters.needed import asked_in_words, needed_in_words
from listbot.proposals.letters.order_parts import about, counts, items_so_far, post
from listbot.votes.counting.counted import Electors
from listbot.votes.counting.digest import utc
from listbot.votes.counting.electors import electors_of
from listbot.votes.counting.voters import voters_of

EXAMPLE_WINDOW = timedelta(days=7)  # from the close to the date that M1 shows as an example


def opened(mail: Mail, proposal: Proposal, closing: Closing) -> LetterOrder:
    """M1: a vote was opened, and how its opening was understood."""
    order = post(LetterKind.OPENED, proposal, _opened(proposal, closing), mail.message_id)
    return replace(order, until=closing.at)


def changed(mail: Mail, proposal: Proposal, closing: Closing, what: str) -> LetterOrder:
    """M1 again: a person moved the close or raised the class. Once per such mail."""
    facts = replace(_opened(proposal, closing), change=what)
    order = post(
        LetterKind.OPENED, proposal, facts, mail.message_id, period=f"{what} {mail.message_id}"
    )
    return replace(order, until=closing.at)


def moved_by_hand(proposal: Proposal, closing: Closing, act: Act) -> LetterOrder:
    """M1 again: the close was moved by hand, and why. Once per such act."""
    facts = replace(_opened(proposal, closing), change="close", by=act.by, why=act.reason, quote="")
    answers = act.order[-1] or proposal.id
    order = post(LetterKind.OPENED, proposal, facts, answers, period=f"by hand {utc(act.order[0])}")
    assert closing.at is not None
    return replace(order, until=closing.at, hand_act=f"close {utc(closing.at)}")


def adopted(mail: Mail, proposal: Proposal, closing: Closing, by: str, reason: str) -> LetterOrder:
    """M1: an untagged mail was made a proposal by hand, and why."""
    facts = replace(_opened(proposal, closing), by=by, why=reason)
    order = post(LetterKind.OPENED, proposal, facts, mail.message_id)
    return replace(order, until=closing.at, hand_act="adopt")


def _opened(proposal: Proposal, closing: Closing) -> OpenedFacts:
    assert closing.at is not None
    electors = _electors(proposal, closing.policy)
    return OpenedFacts(
        proposal=about(proposal, closing.policy, closing.at),
        binding=binding_in_words(proposal.roster, closing.policy),
        default_window=closing.default,
        replaced=closing.replaced,
        announces=closing.announces,
        assumed=closing.assumed,
        quote=closing.quote,
        example_closes=closing.at + EXAMPLE_WINDOW,
        unread=proposal.unread,
        needed=needed_in_words(closing.policy, electors),
        active=asked_in_words(closing.policy, electors),
        asks_silent=closing.policy.ask_silent and not closing.policy.silence,
    )


def _electors(proposal: Proposal, policy: Policy) -> Electors:
    """Who can vote, as far as it is known before anybody has."""
    proposal = replace(proposal, policy=policy)
    found = electors_of(proposal, voters_of(proposal, frozenset()), ())
    # Without a roster it is people who wrote before, and nobody has counted those yet.
    return found if proposal.roster.members else replace(found, eligible=None)


def not_counted(mail: Mail, case: Case, policy: Policy, doubt: Doubt) -> LetterOrder:
    """M2: a mail looks like a vote but cannot be tallied; or, where silence passes, it may be an
    objection.
    """
    facts = NotCountedFacts(*_aside(mail, case), doubt.quote, doubt.reason, in_words=False)
    if policy.asks_first:
        facts = replace(facts, put_off=span_in_words(policy.if_in_doubt))
    return _note(LetterKind.NOT_COUNTED, mail, case, facts)


def seen_in_words(mail: Mail, case: Case, cast: Cast) -> LetterOrder:
    """M2 for a vote without a number where the policy counts only numbers."""
    reason = "there is no +1, 0 or -1 in it"
    return _note(
        LetterKind.NOT_COUNTED,
        mail,
        case,
        NotCountedFacts(*_aside(mail, case), cast.quote, reason, in_words=True),
    )


def not_proven(mail: Mail, case: Case, cast: Cast) -> LetterOrder:
    """M2 for a vote that may be anybody's, on a list that counts only what is proven."""
    facts = NotCountedFacts(*_aside(mail, case), cast.quote, mail.known_by, in_words=False)
    pending = mail.proof is not None and mail.proof.proven is Proven.UNKNOWN
    facts = replace(facts, unproven=mail.known_by, pending=pending)
    return _note(LetterKind.NOT_COUNTED, mail, case, facts)


def reason_wanted(mail: Mail, case: Case, cast: Cast) -> LetterOrder:
    """M3: a -1 without a reason."""
    return _note(
        LetterKind.REASON_WANTED, mail, case, ReasonWantedFacts(*_aside(mail, case), cast.quote)
    )


def told_otherwise(mail: Mail, case: Case, thread: OpenCase, told: ToldResult) -> LetterOrder:
    """M26: the result this person stated differs from the count here."""
    listed = results.shown(thread, told.ours)
    assert told.ours.closes is not None
    facts = ToldFacts(
        proposal=_aside(mail, case)[0],
        date=mail.received,
        until=told.ours.closes,
        differences=tuple(_side_told(each) for each in told.differences),
        binding=listed.binding,
        not_binding=listed.not_binding,
        not_counted=listed.not_counted,
        unverified=listed.unverified,
        doubtful=results.in_doubt(told.ours),
        unverified_doubts=results.in_doubt(told.ours, unverified=True),
        is_open=case.closes is not None and mail.received < case.closes,
    )
    return _note(LetterKind.TOLD_OTHERWISE, mail, case, facts)


def _side_told(found: Difference) -> SideTold:
    kind = {True: "binding", False: "not binding", None: ""}[found.binding]
    return SideTold(found.value, found.told, kind, found.quote, found.ours, found.not_binding)


def reminder(case: OpenCase, standing: Outcome, asked: int = 0) -> LetterOrder:
    """M4: the vote closes soon. `asked`: how many silent people are told so, alone."""
    assert standing.closes is not None
    facts = ReminderFacts(
        proposal=about(case.proposal, standing.policy, standing.closes),
        counts=counts(standing.tally, standing.policy),
        held=standing.held,
        standing=standing.reason,
        mails=what_holds(standing) + later_reasons(case, standing),
        doubtful=in_doubt(standing.tally),
        shares=() if standing.policy.silence else shares_in_words(standing.tally, standing.policy),
        asked=asked,
        items=items_so_far(standing.tally, standing.policy),
    )
    return replace(
        post(LetterKind.REMINDER, case.proposal, facts, case.proposal.id), until=standing.closes
    )


def silence_broken(
    mail: Mail, case: Case, reason_missing: bool, only_doubt: bool = False
) -> LetterOrder:
    """M8: somebody objects, so the proposal no longer passes by silence. Once per proposal."""
    assert case.proposal is not None
    assert case.closes is not None
    facts = HeldFacts(
        proposal=about(case.proposal, case.proposal.policy, case.closes),
        why="silence",
        mails=(mail.message_id,),
        reason_missing=reason_missing,
        until=None,
        counts=Counts(0, 0, 0, 0, 0, 0),
        raise_to=next((policy.name for policy in case.rules.policies if not policy.silence), ""),
        only_doubt=only_doubt,
    )
    return post(LetterKind.HELD, case.proposal, facts, mail.message_id, period="silence")


def put_off(case: OpenCase, result: Outcome, moved: PutOff) -> LetterOrder:
    """M8: the close is put off."""
    facts = HeldFacts(
        proposal=about(case.proposal, result.policy, moved.at),
        why=moved.why,
        mails=_causes(result, moved.why),
        reason_missing=False,
        until=moved.until,
        counts=counts(result.tally, result.policy),
        objections=len(objections(result)),
        reasons=later_reasons(case, result),
        doubts=_asked_about(result) if moved.why is Why.DOUBT else (),
        items=items_so_far(result.tally, result.policy),
    )
    return post(
        LetterKind.HELD, case.proposal, facts, case.proposal.id, period=f"put off {utc(moved.at)}"
    )


def _asked_about(result: Outcome) -> tuple[DoubtLine, ...]:
    """The doubts that a silence is put off for, with their words: any member may answer them."""
    if not result.policy.silence:
        return ()
    return tuple(DoubtLine(each.quote, each.mail) for each in result.tally.unanswered)


def _causes(result: Outcome, why: Why) -> tuple[str, ...]:
    """The mails for which the close is put off."""
    if why is Why.VOTE:
        return what_breaks_silence(result.tally)
    if why is Why.DOUBT and not result.policy.silence:
        return decisive_doubts(result)
    return what_holds(result)


def binding_in_words(roster: Roster, policy: Policy) -> str:
    """Return whose votes are binding: "the 9 members on the roster"."""
    if policy.electorate == "everyone":
        return "everyone"
    if not roster.members:
        return "advisory: no roster, so all who wrote to this list before"
    return f"the {len(roster.members)} members on the roster"


def _aside(mail: Mail, case: Case) -> tuple[ProposalFacts, str, datetime]:
    """Return the first facts of a private note: the vote, the person and when they wrote."""
    assert case.proposal is not None
    assert case.closes is not None
    return about(case.proposal, case.proposal.policy, case.closes), mail.author.name, mail.received


def _note(kind: LetterKind, mail: Mail, case: Case, facts: Facts) -> LetterOrder:
    """Return a private note about a problem; one of its kind per person, vote and day."""
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
        sure=case.rules.binds(mail.author.level),
        until=case.closes if kind in (LetterKind.NOT_COUNTED, LetterKind.REASON_WANTED) else None,
    )
