"""The page of one vote: what was decided, by which rule, and everything that is needed to doubt it.

Pure. It shows what the tally says and judges nothing by itself; never fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from listbot.letters.differences import differences
from listbot.model.case import OpenCase
from listbot.model.proposal import State
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.pages.views.timeline import Step, steps
from listbot.pages.views.vote_lines import Objection, VoteLine, objections, vote_lines
from listbot.policies.items import settle
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import shares_in_words
from listbot.proposals.letters.order_parts import counts
from listbot.proposals.letters.recounting import recounting
from listbot.votes.counting.amendments import MARKED, Amendment
from listbot.votes.counting.digest import digest
from listbot.votes.counting.voters import binding_members, mark_of

GONE = Shown("This text is gone: its author was forgotten.")


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """Binding votes that count, by sign, and what stands beside them."""

    yes: int
    zero: int
    no: int
    needed: int
    """+1 that the rule asks for; 0 if silence passes."""
    without_reason: int
    """-1 that have no weight, because their reason is missing."""
    unclear: int
    """Replies that may be votes and could not be tallied."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place where a new text differs from the one before."""

    was: Shown
    now: Shown


@dataclass(frozen=True, slots=True)
class Version:
    """A later text of the proposal."""

    at: datetime
    mail: MailLink
    changes: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A reply that may be a vote."""

    name: Shown
    quote: Shown
    why: Shown
    mail: MailLink
    lifted_by: Shown = NOTHING
    """Who said on the list that it is not an objection."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """The outcome of one item of the proposal, or of one option of a poll."""

    item: Shown
    state: str
    reason: Shown


@dataclass(frozen=True, slots=True)
class Recount:
    """How anybody counts it again."""

    command: Shown
    archive: str
    """The file with the mails: "archive.mbox" is the whole list's, "thread.mbox" the thread's."""
    roster: str
    """The file with the roster, or ""."""
    policy: str
    """The file with the rule; "" if listbot ships it."""
    policy_url: str
    roster_url: str
    policy_fingerprint: str
    roster_fingerprint: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the store knows of a vote besides its mails."""

    text: str
    """The opening's own words; "" if they are gone."""
    applied: datetime | None = None
    supersedes: tuple[int, ...] = ()
    """The votes that this one takes the place of."""
    superseded_by: tuple[int, ...] = ()
    review: date | None = None
    """The day on which people mean to look at it again."""
    stated: tuple[tuple[datetime, str], ...] = ()
    """When the result was posted, and under which Message-ID; corrections, too."""


@dataclass(frozen=True, slots=True)
class VoteView(View):
    """`/votes/31`."""

    number: int
    list: Shown
    """The name of the list: "infra"."""
    title: Shown
    state: str
    """open, passed, not passed, stopped or cancelled."""
    outcome: Shown
    """In words: "3 x +1 (3 needed), 0 x 0, 0 x -1"."""
    would_pass: bool | None
    """Whether it would pass if it closed now; None once it is closed."""
    policy: Shown
    """The class: "ovirt:substantial"."""
    rule: Shown
    """In words, with its numbers."""
    silence: bool
    """Whether it passes if nobody objects."""
    shares: tuple[Shown, ...]
    """The arithmetic of each share that the rule asks for."""
    counts: VoteCounts
    opened: datetime
    closes: datetime
    proposer: Shown
    opening: MailLink
    text: Shown
    versions: tuple[Version, ...]
    timeline: tuple[Step, ...]
    votes: tuple[VoteLine, ...]
    items: tuple[ItemLine, ...]
    objections: tuple[Objection, ...]
    doubts: tuple[DoubtLine, ...]
    robust: Shown
    """Whether the doubts could have changed the outcome; "" without doubts."""
    silent: tuple[Shown, ...]
    """The members of the roster who did not vote; told only after the close."""
    digest: str
    recount: Recount
    applied: datetime | None
    supersedes: tuple[int, ...] = field(default=())
    superseded_by: tuple[int, ...] = field(default=())
    review: date | None = None


def vote_view(case: OpenCase, final: Outcome, of_list: PublicList, around: Around) -> VoteView:
    """Return the page of a vote as it stands. `final`: its outcome at the moment shown."""
    proposal, tally, policy = case.proposal, final.tally, final.policy
    closes = final.closes or proposal.opened
    is_open = final.state is State.OPEN
    return VoteView(
        number=proposal.number,
        list=list_name(proposal.list),
        title=title(proposal.title),
        state=final.state,
        outcome=hide(final.reason),
        would_pass=_would_pass(final) if is_open else None,
        policy=Shown(policy.id),
        rule=hide(final.rule),
        silence=policy.silence,
        shares=tuple(map(hide, () if policy.silence else shares_in_words(tally, policy))),
        counts=_counts(final),
        opened=proposal.opened,
        closes=closes,
        proposer=person(proposal.proposer_name, proposal.proposer),
        opening=mail_link(proposal.id, of_list.archive),
        text=hide(around.text) if around.text else GONE,
        versions=tuple(_version(each, of_list) for each in tally.amendments),
        timeline=steps(case, final, of_list, around.stated, around.applied),
        votes=vote_lines(case, final, of_list),
        items=tuple(ItemLine(title(i.item), i.state, hide(i.reason)) for i in final.items),
        objections=objections(case, final, of_list),
        doubts=tuple(_doubts(final, of_list)),
        robust=hide(final.robust),
        silent=() if is_open else _silent(case, final),
        digest=digest(proposal, policy, final.closes, tally.votes, tally.amendments),
        recount=_recount(case, final, closes),
        applied=around.applied,
        supersedes=around.supersedes,
        superseded_by=around.superseded_by,
        review=around.review,
    )


def list_name(address: str) -> Shown:
    """Return the name of a list, which is not an address: "infra"."""
    return Shown(address.partition("@")[0])


def _would_pass(final: Outcome) -> bool:
    return settle(final.tally, final.policy).verdict.state is State.PASSED


def _counts(final: Outcome) -> VoteCounts:
    found = counts(final.tally, final.policy)
    return VoteCounts(found.yes, found.zero, found.no, found.needed, found.held, found.doubts)


def _version(amendment: Amendment, of_list: PublicList) -> Version:
    mail = mail_link(amendment.mail, of_list.archive)
    if amendment.is_forgotten or amendment.before.startswith(MARKED):
        return Version(amendment.received, mail, (TextChange(NOTHING, GONE),))
    changes = differences(amendment.before, amendment.text)
    shown = tuple(TextChange(hide(each.was), hide(each.now)) for each in changes)
    return Version(amendment.received, mail, shown)


def _doubts(final: Outcome, of_list: PublicList) -> Iterator[DoubtLine]:
    for doubt in final.tally.unclear:
        if doubt.is_open:
            yield DoubtLine(
                name=person("", doubt.voter),
                quote=hide(doubt.quote),
                why=hide(doubt.reason),
                mail=mail_link(doubt.mail, of_list.archive),
                lifted_by=title(doubt.lift.name) if doubt.lift else NOTHING,
            )


def _silent(case: OpenCase, final: Outcome) -> tuple[Shown, ...]:
    """Return who could vote by the roster and did not, in its order; nobody where everybody may."""
    proposal = case.proposal
    if not proposal.roster.members:
        return ()
    voted = {vote.voter for vote in final.tally.votes if not vote.is_unverified}
    barred = set(proposal.excluded) if final.policy.excludes_subject else set[str]()
    return tuple(
        person(member.name, member.addresses[0] if member.addresses else "")
        for member in binding_members(final.policy, proposal.roster)
        if not voted.intersection(member.addresses) and mark_of(member) not in barred
    )


def _recount(case: OpenCase, final: Outcome, closes: datetime) -> Recount:
    found = recounting(case, final.policy, closes)
    return Recount(
        command=Shown(found.command.replace("@", "%40")),
        archive=found.archive,
        roster=found.roster_file,
        policy=found.policy_file,
        policy_url=found.policy_url,
        roster_url=found.roster_url,
        policy_fingerprint=found.policy_fingerprint,
        roster_fingerprint=found.roster_fingerprint,
    )
