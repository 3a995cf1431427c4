"""How many people a vote needs, and who of them is asked, in words. Pure; never fails.

Where the number of people is not known, nothing is said about it.
"""

from collections.abc import Iterator

from listbot.model.policy import Policy, QuorumCounts
from listbot.model.share import Of, Share
from listbot.policies.describe import active_in_words
from listbot.policies.shares import whose
from listbot.policies.shares_taken import shares_of, total_of
from listbot.votes.counting.counted import Electors
from listbot.votes.counting.electors import needs_active


def needed_in_words(policy: Policy, electors: Electors) -> tuple[str, ...]:
    """Return how many a vote needs at its opening: "approval by 10 of the 19 active voters"."""
    if policy.silence:
        return ()
    return (*_shares(policy, electors), *_missing(policy, electors))


def asked_in_words(policy: Policy, electors: Electors) -> str:
    """Return who the active voters are; "" if the rule does not count them, or nobody knows."""
    if policy.silence or electors.active is None or not needs_active(policy):
        return ""
    return f"{active_in_words(policy)}; whoever votes now joins them"


def _shares(policy: Policy, electors: Electors) -> Iterator[str]:
    for key, share in shares_of(policy):
        total = total_of(share, (), electors, policy)
        if share.of in (Of.ELIGIBLE, Of.ACTIVE) and total is not None:
            number, people = share.needed(total), f"{total} {_people(share, policy)}"
            yield f"{_what(key, policy)} {number} of the {people}"


def _missing(policy: Policy, electors: Electors) -> Iterator[str]:
    if policy.most_missing is not None and electors.eligible is not None:
        least = max(0, electors.eligible - policy.most_missing)
        yield f"a +1 from {least} of the {electors.eligible} people who may vote"


def _what(key: str, policy: Policy) -> str:
    if key != "quorum":
        return "approval by"
    return "a +1 from" if policy.quorum_counts is QuorumCounts.YES else "votes by"


def _people(share: Share, policy: Policy) -> str:
    """Of whom, even where the share is one of a square root."""
    plain = Share(share.num, share.den, share.of)
    return whose(plain, policy.abstain_weight).removeprefix("the ")
