"""Fingerprints of a rule and of a roster: whoever counts again sees that they have the same ones.

A result names them where it cannot say where rule and roster are published, and `listbot tally`
prints those of the files that it counts by. Pure; the order of a file's tables does not matter.
"""

import hashlib
from dataclasses import replace

from listbot.model.policy import Announces, Policy, Roster
from listbot.policies.preset_text import preset_text
from listbot.votes.counting.voters import mark_of

SHOWN = 32  # hex digits, 128 bits: enough against a file that somebody made to fit


def policy_fingerprint(policy: Policy) -> str:
    """Return the fingerprint of what decides in a rule: not of its name or its tags, nor of who
    announces its results.
    """
    plain = replace(policy, preset="", name="rule", tags=(), titles=(), result=Announces.POST)
    return _fingerprint(preset_text([plain]))


def roster_fingerprint(roster: Roster) -> str:
    """Return the fingerprint of the members' first addresses, which a result's digest covers, and
    of their roles.
    """
    members = (" ".join((mark_of(each), *sorted(each.roles))) for each in roster.members)
    return _fingerprint("\n".join(sorted(members)))


def _fingerprint(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:SHOWN]}"
