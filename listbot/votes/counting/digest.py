"""The digest of a result: one number that shows whether two counts of a vote are the same.
Pure.

SHA-256 over canonical JSON of facts, never of words that a later version may improve: the
rule's parameters, the times of opening and closing, who was binding, and the mail, item,
value and status of each vote. Late and unverified votes are left out. `listbot tally` over
a public archive prints the same digest as the result letter, or something differed: rule,
times, roster or a vote.

docs/digest.md has the formats, for people who want to compute it themselves. A format never
changes. The first one has no place for most parameters, so a rule that uses one of those has the
second, and so has a vote whose text was amended; a parameter that a later version adds goes in
there only where a rule uses it.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta

from listbot.model.policy import Electorate, Policy, Roster
from listbot.model.proposal import Proposal
from listbot.model.share import Share
from listbot.votes.counting.amendments import Amendment
from listbot.votes.counting.counted import Vote, VoteStatus
from listbot.votes.counting.electors import electors_of
from listbot.votes.counting.voters import binding_members, mark_of, voters_of

FORMATS = ("listbot-digest-1", "listbot-digest-2")
"""Formats, which "v1" and "v2" name in a printed digest."""

FIRST = (
    "silence",
    "min_yes",
    "yes_gt_no",
    "objection",
    "reason_required",
    "put_off",
    "if_short",
    "if_in_doubt",
    "words",
    "fractions",
    "window",
    "min_window",
    "quiet_days",
    "grace",
)
"""The parameters that every digest has."""

APART = (
    "preset",
    "name",
    "tags",
    "titles",
    "result",
    "ask_silent",
    "post_opening",
    "post_reminder",
    "electorate",
)
"""Names, and who announces, hears or is asked what, which decide nothing; and the electorate, which
is not in the rule but beside it.
"""

DEFAULTS = {
    field.name: field.default
    for field in fields(Policy)
    if field.name not in (*FIRST, *APART) and field.default is not MISSING
}
"""The other parameters, each with the value that leaves it out."""

_SECOND = timedelta(seconds=1)


def digest(
    proposal: Proposal,
    policy: Policy,
    closes: datetime | None,
    votes: Iterable[Vote],
    amendments: Sequence[Amendment] = (),
) -> str:
    """Return "sha256:", the hex digest and ":v1" or ":v2"; the order of `votes` does not matter.
    `policy` is the rule in force at the close, and `amendments` are those of the tally.
    """
    cast = tuple(votes)
    more = _more(policy)
    second = bool(more or amendments) or policy.electorate is Electorate.POSTERS
    facts: dict[str, object] = {
        "format": FORMATS[second],
        "rule": {key: _text(getattr(policy, key)) for key in FIRST} | more,
        "opened": utc(proposal.opened),
        "closes": closes and utc(closes),
        "electorate": _electorate(policy, proposal.roster),
        "votes": sorted(
            [vote.mail, vote.item or "", vote.value, vote.status.value, *_text_of(vote, amendments)]
            for vote in cast
            if vote.status is not VoteStatus.LATE and not vote.is_unverified
        ),
    }
    if second:
        facts |= _known(replace(proposal, policy=policy), cast)
    if amendments:
        facts["texts"] = [each.mail for each in amendments]
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    name = f"v{1 + second}"
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}:{name}"


def _text_of(vote: Vote, amendments: Sequence[Amendment]) -> list[str]:
    """The text that a vote is about, if there were several."""
    return [vote.text] if amendments else []


def _more(policy: Policy) -> dict[str, object]:
    """The parameters beyond the first ones that this rule uses."""
    found = {key: getattr(policy, key) for key, default in DEFAULTS.items()}
    return {key: _text(value) for key, value in found.items() if value != DEFAULTS[key]}


def _known(proposal: Proposal, votes: Iterable[Vote]) -> dict[str, object]:
    """Who was an active voter, and who could not vote although they might otherwise."""
    voters = voters_of(proposal, frozenset())
    active = electors_of(proposal, voters, votes).active
    return {
        "active": None if active is None else sorted(active),
        "excluded": sorted(voters.barred),
    }


def _text(value: object) -> object:
    """A parameter as text, or true or false; a list sorted, a span in seconds."""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return sorted(value)
    if isinstance(value, Share):
        return value.text
    return str(value // _SECOND) if isinstance(value, timedelta) else str(value)


def _electorate(policy: Policy, roster: Roster) -> str | list[str]:
    """Who could cast a binding vote: everyone; people who had written to the list before
    ("posters"); or the members whom the rule admits, by their marks.
    """
    if policy.electorate is Electorate.EVERYONE:
        return "everyone"
    if policy.electorate is Electorate.POSTERS or not roster.members:
        return "posters"
    return sorted(mark_of(member) for member in binding_members(policy, roster))


def utc(moment: datetime) -> str:
    """A time as the digest and `listbot tally` write it: 2026-09-11T18:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
