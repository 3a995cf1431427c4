"""When a vote closes under a rule, in words. Pure."""

from listbot.model.policy import Announces, EarlyClose, Late, Policy, Who
from listbot.policies.spans import span_in_words

_WEEKDAYS = {
    "mon": "Mondays",
    "tue": "Tuesdays",
    "wed": "Wednesdays",
    "thu": "Thursdays",
    "fri": "Fridays",
    "sat": "Saturdays",
    "sun": "Sundays",
}


def times(policy: Policy) -> list[str]:
    """Return the clauses about windows, early closes, put-offs, who moves the close, and who
    announces the result.
    """
    window, grace = span_in_words(policy.window), span_in_words(policy.grace)
    least = f" (at least {span_in_words(policy.min_window)})" if policy.min_window else ""
    clauses = [f"open for {window}{least}, result {grace} later"]
    if policy.deadline_required:
        clauses.append("the opening must say when it closes")
    clauses += _early(policy)
    if policy.silence and policy.quiet_days:
        days = ", ".join(_WEEKDAYS.get(day, day) for day in policy.quiet_days)
        clauses.append(f"the clock stops on {days}")
    put_offs = (
        (policy.put_off, "for a standing objection"),
        (policy.if_short, "if too few vote +1"),
        (policy.if_in_doubt, _doubt(policy)),
    )
    clauses += [
        f"put off once by {span_in_words(span)} {cause}" for span, cause in put_offs if span
    ]
    late = (
        ["a late vote is refused, and the result does not list it"]
        if policy.late is Late.REFUSED
        else []
    )
    return [*clauses, *_moves(policy), *late, *_result(policy), *_unposted(policy)]


def _result(policy: Policy) -> list[str]:
    """Who announces the result, unless listbot does at once."""
    if policy.result is Announces.POST:
        return []
    return ["a person announces the result, or listbot does after 24 h"]


def _doubt(policy: Policy) -> str:
    return "if only doubts are open" if policy.asks_first else "if doubts could change the outcome"


def _unposted(policy: Policy) -> list[str]:
    """The posts that the list does not get."""
    opening = "of an opening only if its close was assumed or replaced"
    told = {
        (False, False): [f"the list is told {opening}, and not reminded"],
        (False, True): [f"the list is told {opening}"],
        (True, False): ["the list is not reminded"],
    }
    return told.get((policy.post_opening, policy.post_reminder), [])


def _early(policy: Policy) -> list[str]:
    conditions = {
        EarlyClose.PASSED: "once it would pass",
        EarlyClose.UNDECIDABLE: "once no further vote could change the outcome",
        EarlyClose.ALL_VOTED: "once all who may vote have voted",
    }
    if policy.early_close is EarlyClose.NEVER:
        return []
    held = f", and that for {span_in_words(policy.early_hold)}" if policy.early_hold else ""
    after = f", not before {span_in_words(policy.min_open)}" if policy.min_open else ""
    return [f"it closes early {conditions[policy.early_close]}{held}{after}"]


def _moves(policy: Policy) -> list[str]:
    """Who may move the close, unless it is the proposer, to any time and any number of times."""
    if policy.extenders is Who.NOBODY:
        return ["nobody may move the close"]
    usual = policy.extenders is Who.PROPOSER and policy.extensions is None and policy.may_shorten
    if usual:
        return []
    who = "the proposer" if policy.extenders is Who.PROPOSER else "anybody who may vote"
    times = {None: "", 1: " once", 2: " twice"}
    often = times.get(policy.extensions, f" {policy.extensions} times")
    where = "the close" if policy.may_shorten else "the close to a later time"
    return [f"{who} may move {where}{often}"]
