"""The rule in words: short phrases shared by letters, pages and the commands.

The text of a rule shows all its numbers, so that a reader can tell two rules apart. Parameters at
their usual value are not mentioned. A result's digest is made from the rule's parameters, not from
these words, so they can be improved at any time. `reasons.py` has the words for outcomes.
"""

from listbot.model.policy import (
    Choice,
    Electorate,
    Fractions,
    Objection,
    OnObjection,
    Policy,
    ProposerVote,
    QuorumCounts,
)
from listbot.model.proposal import PutOff, Why
from listbot.model.share import Of
from listbot.policies.closing_time import as_vote
from listbot.policies.describe_times import times
from listbot.policies.shares import share_in_words
from listbot.policies.spans import span_in_words


def in_words(policy: Policy) -> str:
    """Return the rule with all its numbers, apart from those that a choice makes no use of:
    "substantial: at least 3 binding +1 and no standing objection; ...".
    """
    clauses = (
        *(_choice(policy) or (_threshold(policy),)),
        *_objections(policy),
        *_electorate(policy),
        *_counting(policy),
        *times(policy),
    )
    return f"{policy.name}: " + "; ".join(clauses)


def brief(policy: Policy) -> str:
    """Return the part of the rule that a voter needs, in a line or two."""
    if policy.silence:
        return f"{policy.name}: passes at the close if nobody objects"
    if policy.choice is not Choice.NONE:
        return f"{policy.name}: {'; '.join(_choice(policy))}"
    asked = _asked(policy)
    reason = "; a -1 needs its reason" if policy.reason_required else ""
    return f"{policy.name}: {asked}{reason}"


def _threshold(policy: Policy) -> str:
    if not policy.silence:
        return _asked(policy)
    who = "one who may vote" if policy.objectors == "electorate" else "somebody"
    rights = " or a right to vote" if policy.objectors != "electorate" else ""
    gap = "," if rights else " or"
    silent = f"passes unless {who} objects, even without a number{gap} a reason{rights}"
    if policy.on_objection is OnObjection.STOP:
        return silent
    window = span_in_words(policy.window)
    return f"{silent}; then it is put to the vote for {window}: {_asked(as_vote(policy))}"


def _asked(policy: Policy) -> str:
    """What a vote asks for."""
    asked = [*_quorum(policy)]
    if policy.min_yes:
        asked.append(f"at least {policy.min_yes} binding +1")
    if policy.ratio:
        asked.append(f"approval by {share_in_words(policy.ratio, policy.abstain_weight)}")
    if policy.support_floor:
        asked.append(f"approval by {share_in_words(policy.support_floor, policy.abstain_weight)}")
    if policy.most_missing is not None:
        asked.append(f"a +1 from all who may vote but {policy.most_missing}")
    if policy.yes_gt_no:
        asked.append("more +1 than -1")
    if policy.objection in (Objection.BLOCKS, Objection.ESCALATES):
        asked.append("no standing objection")
    return _listed(asked) or "passes whatever the votes"


def _quorum(policy: Policy) -> list[str]:
    if policy.quorum is None:
        return []
    share = share_in_words(policy.quorum, policy.abstain_weight)
    people = " people" if policy.quorum.of is Of.ONE else ""
    said = "+1" if policy.quorum_counts is QuorumCounts.YES else "votes"
    return [f"a quorum of {said} from {share}{people}"]


def _choice(policy: Policy) -> list[str]:
    words = {
        Choice.NONE: [],
        Choice.APPROVALS: ["approvals of each option are counted, and no winner is named"],
        Choice.MOST: ["the option with the most approvals wins"],
    }
    return words[policy.choice]


def _objections(policy: Policy) -> list[str]:
    if policy.silence and policy.on_objection is OnObjection.STOP:
        return _lapse(policy)
    reason = (
        "a -1 without a reason has no weight" if policy.reason_required else "a -1 needs no reason"
    )
    effect = {
        Objection.HOLDS: ["an objection delays the close, then counts as one vote against"],
        Objection.ESCALATES: [f"an objection at the close goes to {policy.escalates_to}"],
    }
    anyone = not policy.silence and policy.objectors == "anyone"
    whose = ["anybody's -1 with a reason is an objection"] if anyone else []
    return [reason, *effect.get(policy.objection, []), *whose, *_lapse(policy)]


def _lapse(policy: Policy) -> list[str]:
    causes = []
    if policy.lapse:
        span = span_in_words(policy.lapse)
        causes.append(f"its writer is silent in the thread for {span}")
    if policy.lapse_by_majority:
        causes.append("most members say that its writer is gone")
    return [f"an objection lapses if {' or '.join(causes)}"] if causes else []


def _electorate(policy: Policy) -> list[str]:
    who = {
        Electorate.EVERYONE: "everyone is binding",
        Electorate.ROSTER: "the roster is binding",
        Electorate.POSTERS: "those who wrote to the list before are binding",
    }
    clauses = [who[policy.electorate]]
    if policy.roles:
        roles = _listed([f'"{role}"' for role in policy.roles], "or")
        clauses = [f"those on the roster with the role {roles} are binding"]
    if policy.electorate is Electorate.ROSTER and _counts_people(policy):
        clauses.append("joining or leaving the roster after the opening changes nothing")
    if policy.active_window or policy.active_votes:
        clauses.append(f"active voters are {active_in_words(policy)}, and those who vote now")
    if policy.ask_silent:
        active = policy.active_window or policy.active_votes
        whom = "active voters who have not voted" if active else "those who may vote and have not"
        clauses.append(f"{whom} get one private letter before the close")
    if policy.excludes_subject:
        clauses.append("the person it is about does not vote")
    proposer = {
        ProposerVote.EXPLICIT: [],
        ProposerVote.IMPLIED: ["the proposal counts as the proposer's +1 until they say otherwise"],
        ProposerVote.NEVER: ["the proposer does not vote"],
    }
    opener = ["only those who may vote open it"] if policy.openers == "electorate" else []
    return [*clauses, *proposer[policy.proposer_vote], *opener]


def _counts_people(policy: Policy) -> bool:
    """Whether it matters how many may vote, and not only who did."""
    shares = (policy.quorum, policy.ratio, policy.support_floor)
    by_share = any(share and share.of in (Of.ELIGIBLE, Of.ACTIVE) for share in shares)
    return by_share or policy.most_missing is not None or bool(policy.roles)


def active_in_words(policy: Policy) -> str:
    """Return who is an active voter at the opening: "those who voted in the last 3 votes"."""
    voted = []
    if policy.active_window:
        voted.append(f"voted in the {span_in_words(policy.active_window)} before the opening")
    if policy.active_votes:
        votes = f"in the last {policy.active_votes} votes"
        fewer = f", or {votes} if there were fewer" if voted else f"voted {votes} before"
        voted.append(fewer)
    return f"those who {''.join(voted)}"


def _counting(policy: Policy) -> list[str]:
    fractions = {
        Fractions.SIGN: "fractions count by sign but not towards a threshold",
        Fractions.SUM: "fractions are summed",
        Fractions.REFUSE: "fractions are refused",
    }
    words = "votes in words count" if policy.words else "votes in words are listed, not counted"
    half = ["a 0 is half an approval"] if policy.abstain_weight == "1/2" else []
    return [words, fractions[policy.fractions], *half]


def put_off_in_words(put_off: PutOff, policy: Policy) -> str:
    """Return by how much a close was put off, and why; `policy` is the rule in force."""
    doubts = "a reply might have been an objection"
    cause = {
        Why.OBJECTION: "an objection stood at the close",
        Why.SHORT: "too few had voted +1",
        Why.DOUBT: doubts if policy.silence else "the doubts could have changed the outcome",
        Why.VOTE: "the silence was broken, so it was put to the vote",
    }
    return f"put off by {span_in_words(put_off.until - put_off.at)}: {cause[put_off.why]}"


def _listed(parts: list[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
