"""The digest of a result: one number that shows whether two counts of a vote are the same.
Pure.

SHA-256 over canonical JSON of facts, never of words that a later version may improve: the
rule's parameters, the times of opening and closing, who was binding, and the mail, item,
value and status of each vote. Late and unverified votes are left out. `listbot tally` over
a public archive prints the same digest as the result letter, or something differed: rule,
times, roster or a vote.

docs/digest.md has the format, for people who want to compute it themselves. It never
changes: a new parameter of a rule makes a new format with a new name.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from listbot.model.policy import Electorate, Member, Policy, Roster
from listbot.model.proposal import Proposal
from listbot.votes.counting.counted import Vote, VoteStatus

FORMAT = "listbot-digest-1"
SUFFIX = "v1"
"""Names the format in a printed digest."""

_SECOND = timedelta(seconds=1)


def digest(
    proposal: Proposal, policy: Policy, closes: datetime | None, votes: Iterable[Vote]
) -> str:
    """Return "sha256:", the hex digest and ":v1"; the order of `votes` does not matter.
    `policy` is the rule in force at the close.
    """
    facts = {
        "format": FORMAT,
        "rule": _rule(policy),
        "opened": utc(proposal.opened),
        "closes": closes and utc(closes),
        "electorate": _electorate(policy, proposal.roster),
        "votes": sorted(
            [vote.mail, vote.item or "", vote.value, vote.status.value]
            for vote in votes
            if vote.status is not VoteStatus.LATE and not vote.is_unverified
        ),
    }
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}:{SUFFIX}"


def _rule(policy: Policy) -> dict[str, object]:
    """Everything in a rule that decides, numbers as text; without its name and the tags
    that open it.
    """
    return {
        "silence": policy.silence,
        "min_yes": str(policy.min_yes),
        "yes_gt_no": policy.yes_gt_no,
        "objection": policy.objection.value,
        "reason_required": policy.reason_required,
        "put_off": _seconds(policy.put_off),
        "if_short": _seconds(policy.if_short),
        "if_in_doubt": _seconds(policy.if_in_doubt),
        "words": policy.words,
        "fractions": policy.fractions.value,
        "window": _seconds(policy.window),
        "min_window": _seconds(policy.min_window),
        "quiet_days": sorted(policy.quiet_days),
        "grace": _seconds(policy.grace),
    }


def _seconds(span: timedelta) -> str:
    return str(span // _SECOND)


def _electorate(policy: Policy, roster: Roster) -> str | list[str]:
    """Who could cast a binding vote: everyone; people who had written to the list before
    ("posters"); or the members, by their marks.
    """
    if policy.electorate is Electorate.EVERYONE:
        return "everyone"
    return sorted(mark_of(member) for member in roster.members) or "posters"


def mark_of(member: Member) -> str:
    """A member's mark: SHA-256 of their primary address; for somebody who was forgotten,
    the stored one.
    """
    primary = member.addresses[0].encode("utf-8", "surrogatepass")
    return member.mark or hashlib.sha256(primary).hexdigest()


def utc(moment: datetime) -> str:
    """A time as the digest and `listbot tally` write it: 2026-09-11T18:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
