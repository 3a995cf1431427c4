"""The rule and the reasons in words: short phrases shared by letters, pages and `listbot tally`.

The text of a rule shows all its numbers, so that a reader can tell two rules apart. It shows counts
and never names. A result's digest is made from the rule's parameters, not from these words, so they
can be improved at any time.
"""

from dataclasses import replace

from listbot.model.policy import Electorate, Fractions, Objection, Policy
from listbot.model.proposal import PutOff, State, Why
from listbot.policies.spans import span_in_words
from listbot.policies.verdict import Doubts, Verdict
from listbot.votes.counting.counted import Tally, VoteStatus

_WEEKDAYS = {
    "mon": "Mondays",
    "tue": "Tuesdays",
    "wed": "Wednesdays",
    "thu": "Thursdays",
    "fri": "Fridays",
    "sat": "Saturdays",
    "sun": "Sundays",
}


def in_words(policy: Policy) -> str:
    """Return the rule with all its numbers: "substantial: at least 3 binding +1 and no standing
    objection; ..."."""
    clauses = (_threshold(policy), *_objections(policy), *_counting(policy), *_times(policy))
    return f"{policy.name}: " + "; ".join(clauses)


def brief(policy: Policy) -> str:
    """Return the part of the rule that a voter needs, in a line or two."""
    if policy.silence:
        return f"{policy.name}: passes at the close if nobody objects"
    blocks = policy.objection is Objection.BLOCKS
    asked = _asked(replace(policy, yes_gt_no=policy.yes_gt_no and not (blocks and policy.min_yes)))
    reason = "; a -1 needs its reason" if policy.reason_required else ""
    return f"{policy.name}: {asked}{reason}"


def _threshold(policy: Policy) -> str:
    if policy.silence:
        return "passes unless somebody objects, even without a number, a reason or a right to vote"
    return _asked(policy)


def _asked(policy: Policy) -> str:
    asked = []
    if policy.min_yes:
        asked.append(f"at least {policy.min_yes} binding +1")
    if policy.yes_gt_no:
        asked.append("more +1 than -1")
    if policy.objection is Objection.BLOCKS:
        asked.append("no standing objection")
    return _listed(asked) or "passes whatever the votes"


def _objections(policy: Policy) -> list[str]:
    if policy.silence:
        return []
    return (
        ["a -1 without a reason has no weight"]
        if policy.reason_required
        else ["a -1 needs no reason"]
    )


def _counting(policy: Policy) -> list[str]:
    who = (
        "everyone is binding"
        if policy.electorate is Electorate.EVERYONE
        else "the roster is binding"
    )
    fractions = {
        Fractions.SIGN: "fractions count by sign but not towards a threshold",
        Fractions.SUM: "fractions are summed",
        Fractions.REFUSE: "fractions are refused",
    }
    words = "votes in words count" if policy.words else "votes in words are listed, not counted"
    return [who, words, fractions[policy.fractions]]


def _times(policy: Policy) -> list[str]:
    window, least = span_in_words(policy.window), span_in_words(policy.min_window)
    clauses = [f"open for {window} (at least {least}), result {span_in_words(policy.grace)} later"]
    if policy.silence and policy.quiet_days:
        days = ", ".join(_WEEKDAYS.get(day, day) for day in policy.quiet_days)
        clauses.append(f"the clock stops on {days}")
    put_offs = (
        (policy.put_off, "for a standing objection"),
        (policy.if_short, "if too few vote +1"),
        (policy.if_in_doubt, "if doubts could change the outcome"),
    )
    clauses += [
        f"put off once by {span_in_words(span)} {cause}" for span, cause in put_offs if span
    ]
    return clauses


def put_off_in_words(put_off: PutOff) -> str:
    """Return by how much a close was put off, and why."""
    cause = {
        Why.OBJECTION: "an objection stood at the close",
        Why.SHORT: "too few had voted +1",
        Why.DOUBT: "the doubts could have changed the outcome",
    }
    return f"put off by {span_in_words(put_off.until - put_off.at)}: {cause[put_off.why]}"


def reason_for(verdict: Verdict, tally: Tally, policy: Policy) -> str:
    """Return why a closed vote came out as it did."""
    if policy.silence:
        return (
            f"{_open_dissent(tally)} open at the close"
            if verdict.state is State.STOPPED
            else "no objection" + _lifted(tally)
        )
    if verdict.state is State.STOPPED:
        return f"{_many(len(tally.objections), 'objection')} open at the close" + _weightless(tally)
    counts = f"{_yes(tally, policy)}, {tally.zero} x 0, {tally.no} x -1"
    if verdict.state is State.PASSED:
        return counts + _weightless(tally)
    if verdict.too_few:
        return f"too few: {counts}" + _weightless(tally)
    against = "a tie does not pass" if tally.yes == tally.no else "more against than for"
    return f"{against}: {counts}" + _weightless(tally)


def reason_while_open(tally: Tally, policy: Policy, is_held: bool) -> str:
    """Return the state of an open vote: counts, no names."""
    if policy.silence:
        return f"held: {_open_dissent(tally)} open" if is_held else "no objection so far"
    held = f"held: {_many(len(tally.objections), 'objection')} open; " if is_held else ""
    return f"{held}{_yes(tally, policy)}, {tally.zero} x 0, {tally.no} x -1 so far" + _weightless(
        tally
    )


def standing_in_words(tally: Tally, policy: Policy, is_held: bool) -> str:
    """Return the same in a few words, for a row in a table: "2 of 3 +1, no -1"."""
    if policy.silence:
        return reason_while_open(tally, policy, is_held)
    parts = [f"{tally.yes} of {policy.min_yes} +1" if policy.min_yes else f"{tally.yes} x +1"]
    parts += [f"{tally.zero} x 0"] if tally.zero else []
    parts += [f"{tally.no} x -1" if tally.no else "no -1"]
    unclear = sum(doubt.is_open for doubt in tally.unclear)
    parts += [_many(unclear, "unclear reply")] if unclear else []
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
    named = " and ".join(f"{many} {kind}" for many, kind in kinds if many)
    if not named:
        return ""
    many = len(doubts.unclear) + len(doubts.votes)
    has_passed = verdict.state is State.PASSED
    votes = (
        f"the {named} votes were all" if many > 1 else f"the {named.replace('1', 'one')} vote were"
    )
    condition = f"if {votes} {'-1' if has_passed else '+1'}"
    if has_passed:
        return f"Would not pass {condition}" if doubts.change_it else f"Passes even {condition}"
    return f"Would pass {condition}" if doubts.change_it else f"Not passed even {condition}"


def _yes(tally: Tally, policy: Policy) -> str:
    return f"{tally.yes} x +1 ({policy.min_yes} needed)" if policy.min_yes else f"{tally.yes} x +1"


def _weightless(tally: Tally) -> str:
    held = len(tally.held)
    return f"; {held} x -1 without a reason, no weight" if held else ""


def _lifted(tally: Tally) -> str:
    """Return how many doubts members have said are not objections."""
    many = len(tally.lifted)
    if not many:
        return ""
    return f"; members say that {_many(many, 'doubt')} {'is not one' if many == 1 else 'are none'}"


def _open_dissent(tally: Tally) -> str:
    """Return how many objections and unclear replies break the silence."""
    parts = []
    if tally.dissent:
        parts.append(_many(len(tally.dissent), "objection"))
    if tally.unanswered:
        parts.append(_many(len(tally.unanswered), "unclear reply"))
    return " and ".join(parts)


def _listed(parts: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _many(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
