"""What a result says about counting it again: the command, and where the files for it are. Pure.

The command works for anybody who has listbot and the list's archive. It holds nothing that a
stranger wrote except the Message-ID of the opening, and that only if a shell takes it as one plain
word.
"""

import re
from datetime import datetime

from listbot.letters.facts.votes import RecountFacts
from listbot.model.case import OpenCase
from listbot.model.policy import Policy
from listbot.model.proposal import Proposal
from listbot.policies.fingerprints import policy_fingerprint, roster_fingerprint
from listbot.policies.preset_text import preset_text
from listbot.votes.counting.digest import utc
from listbot.votes.counting.electors import needs_active

ROSTER = "roster.toml"
ARCHIVE = "archive.mbox"
THREAD = "thread.mbox"
LONGEST_RULE = 24  # lines of a letter; a longer rule is only named by its fingerprint

_PLAIN_ID = re.compile(r"<([A-Za-z0-9][A-Za-z0-9.@_=+-]{0,59})>", re.ASCII)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._:-]{0,99}", re.ASCII)


def recounting(case: OpenCase, policy: Policy, closes: datetime) -> RecountFacts:
    """Return the command for the result under this rule, and its files."""
    proposal, published = case.proposal, case.rules.published
    has_roster = bool(proposal.roster.members)
    lines: tuple[str, ...] = ()
    is_own = policy.preset == published.preset
    if is_own and not published.policy_url:
        lines = tuple(preset_text([policy]).splitlines())
    return RecountFacts(
        command=command(proposal, policy, closes, is_own),
        archive=ARCHIVE if plain_id(proposal.id) else THREAD,
        history=ARCHIVE if has_history(proposal, policy) else "",
        policy_file=f"{policy.preset}.toml" if is_own else "",
        policy_url=published.policy_url if is_own else "",
        policy_lines=lines if len(lines) <= LONGEST_RULE else (),
        policy_fingerprint=policy_fingerprint(policy),
        roster_file=ROSTER if has_roster else "",
        roster_url=published.roster_url,
        roster_size=len(proposal.roster.members),
        roster_fingerprint=roster_fingerprint(proposal.roster),
    )


def command(proposal: Proposal, policy: Policy, closes: datetime, is_own: bool) -> str:
    """Return the command that counts a vote again from its list's archive."""
    id = plain_id(proposal.id)
    rule = policy.id if not is_own else _plain(f"{policy.preset}.toml:{policy.name}")
    parts = (
        f"listbot tally --opening {id}" if id else "listbot tally --as-proposal",
        f"--policy {rule}",
        f"--roster {ROSTER}" if proposal.roster.members else "",
        f"--history {ARCHIVE}" if has_history(proposal, policy) else "",
        f"--opened {utc(proposal.opened)}",
        f"--closes {utc(closes)}",
        ARCHIVE if id else THREAD,
    )
    return " ".join(filter(None, parts))


def has_history(proposal: Proposal, policy: Policy) -> bool:
    """Whether the count took the active voters from earlier votes."""
    return needs_active(policy) and proposal.active is not None


def plain_id(message_id: str) -> str:
    """Return a Message-ID without its brackets if a shell takes it as a plain word, else ""."""
    found = _PLAIN_ID.fullmatch(message_id)
    return found[1] if found else ""


def _plain(name: str) -> str:
    """Return a name from the configuration, in quotes for a shell if it is not a plain word."""
    return name if _PLAIN_NAME.fullmatch(name) else "'" + name.replace("'", "'\\''") + "'"
