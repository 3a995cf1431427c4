"""Why a vote came out as it did, or how it stands, in words: counts and shares, never names.

Shared by letters, pages and the commands. `describe.py` has the words for the rule itself.
"""

from collections.abc import Iterator
from fractions import Fraction

from listbot.model.policy import Objection, Policy, QuorumCounts
from listbot.model.proposal import State
from listbot.model.share import Of, Share
from listbot.policies.shares import number_in_words, share_in_words, whose
from listbot.policies.shares_taken import approvals, total_of
from listbot.policies.verdict import Doubts, Lack, Verdict, standing
from listbot.votes.counting.counted import Tally, VoteStatus

_LACKS = {
    Lack.ELECTORATE: "no electorate known",
    Lack.QUORUM: "no quorum",
    Lack.YES: "too few",
    Lack.MISSING: "too many have not said +1",
    Lack.SUPPORT: "too little support",
    Lack.RATIO: "not approved by enough",
}


def reason_for(verdict: Verdict, tally: Tally, policy: Policy) -> str:
    """Return why a closed vote came out as it did."""
    if policy.silence:
        return (
            f"{_open_dissent(tally)} open at the close"
            if verdict.state is State.STOPPED
            else "no objection" + _lifted(tally)
        )
    if verdict.state is State.STOPPED:
        goes = f", for {policy.escalates_to}" if policy.objection is Objection.ESCALATES else ""
        objections = many(len(tally.objections), "objection")
        return f"{objections} open at the close{goes}" + _weightless(tally)
    counts = _counts(tally, policy)
    if verdict.state is State.PASSED:
        return counts + _weightless(tally)
    if verdict.lacks in _LACKS:
        return f"{_LACKS[verdict.lacks]}: {counts}" + _weightless(tally)
    against = "a tie does not pass" if tally.yes == tally.no else "more against than for"
    return f"{against}: {counts}" + _weightless(tally)


def reason_while_open(tally: Tally, policy: Policy, is_held: bool) -> str:
    """Return the state of an open vote: counts, no names."""
    if policy.silence:
        return f"held: {_open_dissent(tally)} open" if is_held else "no objection so far"
    held = f"held: {many(len(tally.objections), 'objection')} open; " if is_held else ""
    return f"{held}{_counts(tally, policy)} so far" + _weightless(tally)


def standing_in_words(tally: Tally, policy: Policy, is_held: bool) -> str:
    """Return the same in a few words, for a row in a table: "2 of 3 +1, no -1"."""
    if policy.silence:
        return reason_while_open(tally, policy, is_held)
    parts = [f"{tally.yes} of {policy.min_yes} +1" if policy.min_yes else f"{tally.yes} x +1"]
    parts += [f"{tally.zero} x 0"] if tally.zero else []
    parts += [f"{tally.no} x -1" if tally.no else "no -1"]
    unclear = sum(doubt.is_open for doubt in tally.unclear)
    parts += [many(unclear, "unclear reply")] if unclear else []
    return ", ".join(parts) + ("; objection open" if is_held else "")


def robust_in_words(verdict: Verdict, doubts: Doubts) -> str:
    """Return how safe the verdict is: "Passes even if the 2 unclear votes were all -1"; "" if there
    is no doubt."""
    in_words = sum(vote.status is VoteStatus.IN_WORDS for vote in doubts.votes)
    kinds = (
        (len(doubts.unclear), "unclear"),
        (len(doubts.votes) - in_words, "unverified"),
        (in_words, "unnumbered"),
    )
    named = " and ".join(f"{number} {kind}" for number, kind in kinds if number)
    if not named:
        return ""
    number = len(doubts.unclear) + len(doubts.votes)
    has_passed = verdict.state is State.PASSED
    votes = (
        f"the {named} votes were all"
        if number > 1
        else f"the {named.replace('1', 'one')} vote were"
    )
    condition = f"if {votes} {'-1' if has_passed else '+1'}"
    if has_passed:
        return f"Would not pass {condition}" if doubts.change_it else f"Passes even {condition}"
    return f"Would pass {condition}" if doubts.change_it else f"Not passed even {condition}"


def shares_in_words(tally: Tally, policy: Policy) -> tuple[str, ...]:
    """Return the arithmetic of each share of a rule: "approval by 20 of the 23 votes cast (16
    needed)"; a share of a number that nobody knows says so.
    """
    cast = tuple(standing(tally).values())
    yes = Fraction(sum(weight >= 1 for weight in cast))
    present = yes if policy.quorum_counts is QuorumCounts.YES else Fraction(len(cast))
    approved = approvals(cast, policy)
    named = (
        ("quorum:", policy.quorum, present),
        ("approval by", policy.ratio, approved),
        ("approval by", policy.support_floor, approved),
    )
    shares = (
        _share(what, share, have, tally, policy) for what, share, have in named if share is not None
    )
    return (*shares, *_missing(yes, tally, policy))


def _share(what: str, share: Share, have: Fraction, tally: Tally, policy: Policy) -> str:
    total = total_of(share, tuple(standing(tally).values()), tally.electors, policy)
    if total is None:
        unknown = share_in_words(share, policy.abstain_weight)
        return f"{what} {number_in_words(have)}, and {unknown} needed, whose number is not known"
    needed = f"({share.needed(total)} needed)"
    if share.root or share.of is Of.ONE:
        return f"{what} {number_in_words(have)} {needed}"
    people = whose(share, policy.abstain_weight).removeprefix("the ")
    return f"{what} {number_in_words(have)} of the {total} {people} {needed}"


def _missing(yes: Fraction, tally: Tally, policy: Policy) -> Iterator[str]:
    if policy.most_missing is not None and tally.electors.eligible is not None:
        lacking = tally.electors.eligible - yes
        yield f"{lacking} of {tally.electors.eligible} without a +1 ({policy.most_missing} allowed)"


def _counts(tally: Tally, policy: Policy) -> str:
    yes = f"{tally.yes} x +1 ({policy.min_yes} needed)" if policy.min_yes else f"{tally.yes} x +1"
    return ", ".join(
        (yes, f"{tally.zero} x 0", f"{tally.no} x -1", *shares_in_words(tally, policy))
    )


def _weightless(tally: Tally) -> str:
    held = len(tally.held)
    return f"; {held} x -1 without a reason, no weight" if held else ""


def _lifted(tally: Tally) -> str:
    """Return how many doubts members have said are not objections."""
    number = len(tally.lifted)
    if not number:
        return ""
    return (
        f"; members say that {many(number, 'doubt')} {'is not one' if number == 1 else 'are none'}"
    )


def _open_dissent(tally: Tally) -> str:
    """Return how many objections and unclear replies break the silence."""
    parts = []
    if tally.dissent:
        parts.append(many(len(tally.dissent), "objection"))
    if tally.unanswered:
        parts.append(many(len(tally.unanswered), "unclear reply"))
    return " and ".join(parts)


def many(number: int, noun: str) -> str:
    """Write a number with its noun: "1 objection", "2 unclear replies"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
