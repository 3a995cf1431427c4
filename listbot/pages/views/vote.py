"""The page of one vote: what was decided, by which rule, and everything that is needed to doubt it.

Pure. It shows what the tally says and judges nothing by itself; never fails.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from listbot.letters.facts.votes import WayKnown
from listbot.model.case import OpenCase
from listbot.model.policy import Choice, Electorate
from listbot.model.proposal import State
from listbot.pages.page import View
from listbot.pages.shown import MailLink, Shown, hide, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.pages.views.doubts import DoubtLine, doubt_lines
from listbot.pages.views.names import Names
from listbot.pages.views.objections import Against, votes_against
from listbot.pages.views.text import Version, opening_text, version
from listbot.pages.views.timeline import Step, steps
from listbot.pages.views.vote_lines import VoteLine, vote_lines
from listbot.pages.views.votes import list_name, standing, word_of
from listbot.policies.closing_time import acts_of, closing_time
from listbot.policies.items import ItemOutcome, Settled, settle
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import shares_in_words, standing_in_words
from listbot.proposals.letters.evidence import ReasonMails
from listbot.proposals.letters.order_parts import counts
from listbot.proposals.letters.recounting import recounting
from listbot.proposals.letters.senders import ways_known
from listbot.votes.counting.digest import digest
from listbot.votes.counting.voters import binding_members, mark_of


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
class ItemLine:
    """How one item of the proposal stands or ended, or one option of a poll."""

    item: Shown
    state: str
    """As that of a vote; an option of a poll "passed" if the rule names it the winner."""
    reason: Shown
    yes: int
    """+1 for it, those for the whole among them."""


@dataclass(frozen=True, slots=True)
class Recount:
    """How anybody counts it again."""

    command: Shown
    archive: str
    """The file with the mails: "archive.mbox" is the whole list's, "thread.mbox" the thread's."""
    history: str
    """The file with the earlier votes, if the rule counts who voted in them; else ""."""
    roster: str
    """The file with the roster, or ""."""
    policy: str
    """The file with the rule; "" if listbot ships it."""
    policy_url: str
    policy_lines: tuple[Shown, ...]
    """The rule itself, if it is published nowhere else."""
    roster_url: str
    policy_fingerprint: str
    roster_fingerprint: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the store knows of a vote besides its mails."""

    text: str
    """The opening's own words; "" if they are gone."""
    is_over: bool = False
    """Its closing time is over."""
    applied: datetime | None = None
    supersedes: tuple[int, ...] = ()
    """The votes that this one takes the place of."""
    superseded_by: tuple[int, ...] = ()
    """The votes that passed and took its place."""
    may_be_superseded_by: tuple[int, ...] = ()
    """Open votes that would take its place."""
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
    word: Shown
    """The state as people say it."""
    outcome: Shown
    """In words: "3 x +1 (3 needed), 0 x 0, 0 x -1"."""
    would_pass: bool | None
    """Whether it would pass if it closed now; None once it is closed, and for a poll."""
    policy: Shown
    """The class: "ovirt:substantial"."""
    rule: Shown
    """In words, with its numbers."""
    silence: bool
    """Whether it passes if nobody objects."""
    choice: str
    """"none"; "approvals" or "most" for a poll: whether the rule names a winner."""
    advisory: bool
    """There was no roster, so all who wrote to the list before counted."""
    imported: bool
    """It was counted from the list's archive, and listbot told nobody."""
    recounted: bool
    """It was counted again by hand after its result."""
    shares: tuple[Shown, ...]
    """The arithmetic of each share that the rule asks for."""
    counts: VoteCounts
    opened: datetime
    closes: datetime
    """The closing time in force, also of a vote that was withdrawn before."""
    ended: datetime | None
    """When it closed or was withdrawn; None while it is open."""
    is_awaited: bool
    """Its time is over, and its result is not decided yet: mails may be on their way."""
    proposer: Shown
    opening: MailLink
    text: Shown
    """As the opening has it."""
    versions: tuple[Version, ...]
    """Later texts; the last one is decided about."""
    timeline: tuple[Step, ...]
    votes: tuple[VoteLine, ...]
    ways: tuple[WayKnown, ...]
    """How it is known who wrote them, the surest first, without those that count nowhere."""
    items: tuple[ItemLine, ...]
    against: tuple[Against, ...]
    doubts: tuple[DoubtLine, ...]
    robust: Shown
    """Whether the doubts could have changed the outcome; "" without doubts."""
    silent: tuple[Shown, ...]
    """The members of the roster who did not vote; told only after the close."""
    digest: str
    recount: Recount | None
    """None: it is open or withdrawn, or nobody else knows who wrote to the list before."""
    applied: datetime | None
    supersedes: tuple[int, ...] = field(default=())
    superseded_by: tuple[int, ...] = field(default=())
    may_be_superseded_by: tuple[int, ...] = field(default=())
    review: date | None = None


def vote_view(case: OpenCase, final: Outcome, of_list: PublicList, around: Around) -> VoteView:
    """Return the page of a vote as it stands. `final`: its outcome at the moment shown."""
    proposal, tally, policy = case.proposal, final.tally, final.policy
    names, reasons = Names(case, policy), ReasonMails(case, final.closes)
    settled = settle(tally, policy)
    ended = _ended(case, final)
    return VoteView(
        number=proposal.number,
        list=list_name(proposal.list),
        title=title(proposal.title),
        state=final.state,
        word=word_of(final.state, policy.choice),
        outcome=_outcome(final),
        would_pass=_would_pass(final, settled),
        policy=Shown(policy.id),
        rule=hide(final.rule),
        silence=policy.silence,
        choice=policy.choice,
        advisory=final.advisory,
        imported=proposal.history,
        recounted=proposal.recounted is not None,
        shares=tuple(map(hide, () if policy.silence else shares_in_words(tally, policy))),
        counts=_counts(final),
        opened=proposal.opened,
        closes=final.closes or proposal.opened,
        ended=ended,
        is_awaited=ended is None and around.is_over,
        proposer=person(proposal.proposer_name, proposal.proposer),
        opening=mail_link(proposal.id, of_list.archive),
        text=opening_text(around.text, proposal.proposer),
        versions=tuple(version(each, of_list) for each in tally.amendments),
        timeline=steps(case, final, names, of_list, around.stated, around.applied),
        votes=vote_lines(final, reasons, of_list),
        ways=ways_known(tally.votes),
        items=tuple(_item(each, final) for each in settled.items),
        against=votes_against(final, settled.items, names, reasons, of_list),
        doubts=tuple(doubt_lines(final, names, of_list)),
        robust=hide(final.robust),
        silent=_silent(case, final, names),
        digest=digest(proposal, policy, final.closes, tally.votes, tally.amendments),
        recount=_recount(case, final),
        applied=around.applied,
        supersedes=around.supersedes,
        superseded_by=around.superseded_by,
        may_be_superseded_by=around.may_be_superseded_by,
        review=around.review,
    )


def _ended(case: OpenCase, final: Outcome) -> datetime | None:
    if final.state is State.OPEN:
        return None
    if final.state is not State.CANCELLED:
        return final.closes or case.proposal.opened
    put_off = replace(case.proposal, put_offs=final.put_offs)
    taken_back = closing_time(put_off, acts_of(case.entries)).cancelled
    assert taken_back is not None
    return taken_back.order[1]


def _outcome(final: Outcome) -> Shown:
    """Return why it came out so, or how it stands. While a poll is open, its options say that."""
    if final.state is State.OPEN and final.policy.choice is not Choice.NONE:
        return hide(f"so far, {standing(final)}")
    return hide(final.reason)


def _would_pass(final: Outcome, settled: Settled) -> bool | None:
    if final.state is not State.OPEN or final.policy.choice is not Choice.NONE:
        return None
    return settled.verdict.state is State.PASSED


def _counts(final: Outcome) -> VoteCounts:
    found = counts(final.tally, final.policy)
    return VoteCounts(found.yes, found.zero, found.no, found.needed, found.held, found.doubts)


def _item(item: ItemOutcome, final: Outcome) -> ItemLine:
    is_open = final.state is State.OPEN
    reason = item.reason
    if is_open and final.policy.choice is Choice.NONE:
        is_held = item.state is State.STOPPED
        reason = standing_in_words(item.tally, final.policy, is_held)
    state = State.OPEN if is_open else item.state
    return ItemLine(title(item.item), state, hide(reason), item.tally.yes)


def _silent(case: OpenCase, final: Outcome, names: Names) -> tuple[Shown, ...]:
    """Return who could vote by the roster and did not, in its order. Nobody while it is open, and
    where silence is an answer.
    """
    over = final.state not in (State.OPEN, State.CANCELLED)
    if not over or final.policy.silence or not case.proposal.roster.members:
        return ()
    voted = {vote.voter for vote in final.tally.votes if not vote.is_unverified}
    return tuple(
        person(member.name, next(iter(member.addresses), ""))
        for member in binding_members(final.policy, case.proposal.roster)
        if not voted.intersection(member.addresses) and mark_of(member) not in names.voters.barred
    )


def _recount(case: OpenCase, final: Outcome) -> Recount | None:
    """Return how it is counted again from the archive, which does not show who wrote before."""
    of_posters = final.advisory or final.policy.electorate is Electorate.POSTERS
    if of_posters or final.state in (State.OPEN, State.CANCELLED):
        return None
    found = recounting(case, final.policy, final.closes or case.proposal.opened)
    return Recount(
        command=_command(found.command),
        archive=found.archive,
        history=found.history,
        roster=found.roster_file,
        policy=found.policy_file,
        policy_url=found.policy_url,
        policy_lines=tuple(map(hide, found.policy_lines)),
        roster_url=found.roster_url,
        policy_fingerprint=found.policy_fingerprint,
        roster_fingerprint=found.roster_fingerprint,
    )


def _command(command: str) -> Shown:
    """Return a command in which the Message-ID is a `mid:` URL, which is not an address."""
    return Shown(command.replace("--opening ", "--opening mid:").replace("@", "%40"))
