"""Decide who is one person, who is binding, and whose mail is certain enough: a proposal's
roster, prepared for lookups.

A claim in a mail ("+1 (binding)") never counts here. Never fails: an unknown address is a
person by itself.
"""

from dataclasses import dataclass

from listbot.mail import Level
from listbot.model.policy import Electorate, Member
from listbot.model.proposal import Entry, Proposal


@dataclass(frozen=True, slots=True)
class Voters:
    """The electorate of one proposal."""

    members: dict[str, Member]
    """Members by each of their addresses."""
    admitted: frozenset[str] | None
    """The addresses that are binding; None: everyone's."""
    identity: Level

    def address(self, author: str) -> str:
        """The person's primary address, or the address itself if nobody on the roster has it."""
        member = self.members.get(author)
        return member.addresses[0] if member else author

    def name(self, entry: Entry) -> str:
        """The name on the roster, else the one in the mail."""
        member = self.members.get(entry.author)
        return member.name if member and member.name else entry.name

    def is_strong(self, entry: Entry) -> bool:
        """Whether the mail reaches the level at which this list believes who wrote it."""
        return entry.level.meets(self.identity)

    def is_admitted(self, entry: Entry) -> bool:
        """Whether the address it comes from may cast a binding vote."""
        return self.admitted is None or entry.author in self.admitted


def voters_of(proposal: Proposal, posters: frozenset[str]) -> Voters:
    """The electorate given by the policy and roster of the opening.

    If the policy asks for a roster and there is none, everyone who wrote to the list before
    the opening is binding.
    """
    members = {
        address: member for member in proposal.roster.members for address in member.addresses
    }
    admitted = (
        None if proposal.policy.electorate is Electorate.EVERYONE else frozenset(members) or posters
    )
    return Voters(members, admitted, proposal.identity)
