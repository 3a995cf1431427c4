"""Count votes: the mails of a proposal in, everybody's standing vote out, each with the
mail that shows it.

A person's last valid cast stands, in whatever order the mails were processed. A vote is
never replaced by something less certain: not by a doubt, nor by words that are not counted.
A mail below the list's identity level could be forged by anybody, so its votes are
unverified: they end, explain and settle nothing. Uncounted votes are listed with their
status, never dropped; late ones come last.

`policies.outcome` decides the outcome. Reads no clock and never fails.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from listbot.model.policy import Fractions, Policy, ProposerVote
from listbot.model.proposal import Entry, Proposal, Verb
from listbot.model.reading import Cast, CastKind, Doubt, number
from listbot.votes.counting.amendments import Amendment, amendments_in, seen_by
from listbot.votes.counting.counted import Lift, Tally, Unclear, Vote, VoteStatus
from listbot.votes.counting.electors import electors_of
from listbot.votes.counting.given_up import gone
from listbot.votes.counting.supersede import EndOfVote, Fate, Saying, follow
from listbot.votes.counting.turns import in_order
from listbot.votes.counting.voters import Voters, voters_of
from listbot.votes.text.findings import MAY_OBJECT, MAY_VOTE

_Turn = tuple[int, Entry]
"""A mail, and its place among all mails of the proposal."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One saying, with everything we know about it."""

    saying: Saying
    fate: Fate
    is_late: bool
    has_reason: bool
    """The same person gave a reason in a later mail, before the close."""
    has_lapsed: bool = False
    """The same person has been silent since, for as long as the rule lets an objection stand, or
    most members say that they are gone.
    """


def count(
    proposal: Proposal,
    entries: Iterable[Entry],
    posters: frozenset[str],
    closes: datetime | None,
    at: datetime | None = None,
) -> Tally:
    """Count `entries`, in any order, under the proposal's policy and roster; None for
    `closes`: nothing is late. `at`: the moment, if the vote is still open; objections lapse by it.

    `posters` are the addresses that wrote to the list before the opening: binding if the
    policy asks for a roster and there is none. The caller makes sure that a vote seen twice
    (author, Message-ID, words) comes once.
    """
    policy, voters = proposal.policy, voters_of(proposal, posters)
    timely: list[Entry] = []
    late: list[Entry] = []
    for entry in entries:
        (late if is_late(entry, closes) else timely).append(entry)
    lifts = _lifts(timely, voters)
    people: dict[str, list[_Turn]] = {}
    for turn in enumerate(in_order(timely, voters)):
        people.setdefault(voters.address(turn[1].author), []).append(turn)
    left = gone(proposal, people)
    rows = [
        row
        for person, own in people.items()
        for row in _rows(own, policy, voters, at or closes, person in left)
    ]
    for turn in enumerate(in_order(late, voters), len(timely)):
        rows += [_Row(saying, Fate(), True, False) for saying in _sayings(turn, policy, voters)]
    rows.sort(key=lambda row: (row.saying.turn, row.saying.what.line))
    votes = tuple(
        _vote(row, row.saying.what, policy, voters) for row in rows if _is_vote(row.saying.what)
    )
    unclear = tuple(
        _unclear(row, row.saying.what, voters, lifts.get(row.saying.entry.mail))
        for row in rows
        if isinstance(row.saying.what, Doubt)
    )
    amendments = amendments_in(timely)
    tally = Tally(votes, unclear, electors=electors_of(proposal, voters, votes))
    return _with_texts(tally, rows, amendments) if amendments else tally


def _with_texts(tally: Tally, rows: Iterable[_Row], amendments: tuple[Amendment, ...]) -> Tally:
    """Note of each vote which text it is about."""
    entries = [row.saying.entry for row in rows if _is_vote(row.saying.what)]
    votes = (
        _with_text(vote, seen_by(entry, amendments), amendments)
        for vote, entry in zip(tally.votes, entries, strict=True)
    )
    return replace(tally, votes=tuple(votes), amendments=amendments)


def _with_text(vote: Vote, seen: int, amendments: Sequence[Amendment]) -> Vote:
    text = amendments[seen - 1].mail if seen else ""
    is_outdated = seen < len(amendments) and vote.status is not VoteStatus.LATE
    return replace(vote, text=text, is_outdated=is_outdated)


def _rows(
    own: Sequence[_Turn], policy: Policy, voters: Voters, at: datetime | None, is_gone: bool
) -> Iterator[_Row]:
    """All timely sayings of one person; their mails come in order. `is_gone`: most members say
    that the person has left or vanished.
    """
    content = _contentment(own, voters)
    voted = next((at for at, entry in own if has_voted([entry], voters)), None)
    sayings = [
        saying
        for turn in own
        for saying in _sayings(turn, policy, voters)
        if not _is_settled(saying, content) and not _is_remark(saying, voted)
    ]
    reasons = _latest_reasons(own, voters)
    lapsed = is_gone or _is_silent(own, policy, at)
    for saying, fate in zip(sayings, follow(sayings), strict=True):
        has_reason = _has_reason(saying, reasons)
        yield _Row(saying, fate, is_late=False, has_reason=has_reason, has_lapsed=lapsed)


def _is_silent(own: Sequence[_Turn], policy: Policy, at: datetime | None) -> bool:
    """Whether a person has been silent in the thread for so long that an objection lapses."""
    if not policy.lapse or at is None:
        return False
    return max(entry.received for _, entry in own) + policy.lapse <= at


def is_late(entry: Entry, closes: datetime | None) -> bool:
    """Whether a mail came after the close, or reached us after the result."""
    return entry.late_arrival or (closes is not None and entry.received > closes)


def _sayings(turn: _Turn, policy: Policy, voters: Voters) -> list[Saying]:
    """The casts and doubts of one mail, from its first line to its last."""
    at, entry = turn
    casts = (
        _refuse_fraction(cast) if policy.fractions is Fractions.REFUSE else cast
        for cast in (*_implied(entry, policy), *entry.casts)
    )
    strong = voters.is_strong(entry)
    doubts = doubts_under(policy, entry.doubts)
    sayings = [
        Saying(entry, what, strong, _is_firm(what, policy), at) for what in (*casts, *doubts)
    ]
    return sorted(sayings, key=lambda saying: saying.what.line)


def _implied(entry: Entry, policy: Policy) -> tuple[Cast, ...]:
    """The +1 of the proposer, if the rule takes the proposal for one. It comes before any other
    line, so whatever the proposer says replaces it.
    """
    if not entry.proposes or policy.proposer_vote is not ProposerVote.IMPLIED or entry.casts:
        return ()
    return (Cast(CastKind.VOTE, "+1", "the proposal itself", 0),)


def doubts_under(policy: Policy, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts a policy counts: mere possible objections matter only if silence passes."""
    return tuple(doubt for doubt in doubts if policy.silence or doubt.reason != MAY_OBJECT)


def _refuse_fraction(cast: Cast) -> Cast | Doubt:
    """If fractions are refused, +0.5 is not a vote but a question to the voter."""
    if cast.value is None or number(cast.value).denominator == 1:
        return cast
    return Doubt(cast.quote, cast.line, "fractions are not counted here", cast.value)


def _is_firm(what: Cast | Doubt, policy: Policy) -> bool:
    """Whether it is a number, words that the policy counts, or a withdrawal, which people
    write in words.
    """
    if isinstance(what, Doubt):
        return False
    return policy.words or not what.in_words or what.kind is CastKind.WITHDRAW


def _contentment(own: Sequence[_Turn], voters: Voters) -> int:
    """The turn of the last mail, certainly the person's own, in which they say they are
    content; -1: none.
    """
    return max(
        (at for at, entry in own if entry.is_content and voters.is_strong(entry)), default=-1
    )


def _is_settled(saying: Saying, content: int) -> bool:
    """Whether a possible objection was not one: its writer said so later."""
    return (
        isinstance(saying.what, Doubt)
        and saying.what.reason == MAY_OBJECT
        and content > saying.turn
    )


def has_voted(entries: Iterable[Entry], voters: Voters) -> bool:
    """Whether one of a person's mails, certainly their own, has a vote."""
    return any(entry.casts and voters.is_strong(entry) for entry in entries)


def _is_remark(saying: Saying, voted: int | None) -> bool:
    """Whether a brief answer is the remark of somebody who has voted before."""
    if voted is None or not isinstance(saying.what, Doubt):
        return False
    return saying.what.reason == MAY_VOTE and voted < saying.turn


def _latest_reasons(own: Sequence[_Turn], voters: Voters) -> dict[bool, int]:
    """The turn of the last mail with a reason: any mail (False), and those certainly theirs
    (True).
    """
    latest: dict[bool, int] = {}
    for at, entry in own:
        if entry.reasoned or any(act.verb is Verb.EXPLAINED for act in entry.acts):
            latest |= {False: at, voters.is_strong(entry): at}
    return latest


def _has_reason(saying: Saying, reasons: dict[bool, int]) -> bool:
    """Whether a reason came with `explained` in the same mail, or in a later one that is
    equally certain.
    """
    if any(act.verb is Verb.EXPLAINED for act in saying.entry.acts):
        return True
    return reasons.get(saying.strong, -1) > saying.turn


def _is_vote(what: Cast | Doubt) -> bool:
    return isinstance(what, Cast) and what.kind is CastKind.VOTE


def _vote(row: _Row, cast: Cast | Doubt, policy: Policy, voters: Voters) -> Vote:
    assert isinstance(cast, Cast)  # _is_vote has checked this.
    assert cast.value is not None  # Only a withdrawal has no value.
    entry = row.saying.entry
    weight = max(Fraction(-1), min(Fraction(1), number(cast.value)))
    explained = bool(cast.explained) or row.has_reason if weight < 0 else None
    binding = row.saying.strong and voters.is_admitted(entry)
    return Vote(
        voter=voters.address(entry.author),
        name=voters.name(entry),
        value=cast.value,
        weight=weight,
        item=cast.item,
        binding=binding,
        mail=entry.mail,
        quote=cast.quote,
        explained=explained,
        in_words=cast.in_words,
        received=entry.received,
        level=entry.level,
        status=_status(row, binding, explained is False and policy.reason_required),
        changed_from=row.fate.changed_from,
        is_doubtful=_stands(row)
        and voters.is_admitted(entry)
        and not (row.saying.strong and row.saying.firm),
        is_unverified=not row.saying.strong,
        is_answered=not row.saying.strong and row.fate.end is not None,
        may_object=voters.may_object(entry) and not row.has_lapsed,
        known_by=entry.known_by,
    )


def _status(row: _Row, binding: bool, reason_missing: bool) -> VoteStatus:
    if row.is_late:
        return VoteStatus.LATE
    if not row.saying.strong:
        return VoteStatus.UNVERIFIED
    if row.fate.end:
        return (
            VoteStatus.WITHDRAWN if row.fate.end is EndOfVote.WITHDRAWN else VoteStatus.SUPERSEDED
        )
    if not row.saying.firm:
        return VoteStatus.IN_WORDS
    if not binding:
        return VoteStatus.NOT_BINDING
    return VoteStatus.HELD if reason_missing else VoteStatus.COUNTED


def _stands(row: _Row) -> bool:
    return not row.is_late and row.fate.end is None


def _lifts(timely: Iterable[Entry], voters: Voters) -> dict[str, Lift]:
    """Message-ID of a mail -> the first member's mail which says that it is not an objection. It
    answers the mail, so it was written later, whatever its clock says. Mails further up are not
    meant.
    """
    said = [
        (act.order, Lift(entry.mail, voters.name(entry)), act.answers[-1])
        for entry in timely
        for act in entry.acts
        if act.verb is Verb.NO_OBJECTION and act.answers
    ]
    lifts: dict[str, Lift] = {}
    for _, lift, parent in sorted(said, key=lambda each: each[0]):
        lifts.setdefault(parent, lift)
    return lifts


def _unclear(row: _Row, doubt: Doubt, voters: Voters, lift: Lift | None) -> Unclear:
    entry = row.saying.entry
    return Unclear(
        voter=voters.address(entry.author),
        mail=entry.mail,
        quote=doubt.quote,
        reason=doubt.reason,
        value=doubt.value,
        is_admitted=voters.is_admitted(entry),
        is_open=_stands(row),
        is_unverified=not row.saying.strong,
        lift=lift,
        may_object=voters.may_object(entry) and not row.has_lapsed,
    )
