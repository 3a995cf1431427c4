"""Who is one person, who is binding, and whose mail is sure enough: a proposal's roster, made ready
to ask.

A claim in a mail ("+1 (binding)") is never looked at here. Nothing fails: an address nobody knows
is its own person.
"""

from dataclasses import dataclass

from listbot.mail import Level
from listbot.model.policy import Electorate, Member
from listbot.model.proposal import Entry, Proposal


@dataclass(frozen=True, slots=True)
class Voters:
    """The electorate of one proposal."""

    members: dict[str, Member]
    """By each of their addresses."""
    admitted: frozenset[str] | None
    """The addresses that are binding; None: everyone's."""
    identity: Level

    def address(self, author: str) -> str:
        """The person's primary address, or the address itself if it is nobody's on the roster."""
        member = self.members.get(author)
        return member.addresses[0] if member else author

    def name(self, entry: Entry) -> str:
        """The name on the roster, else the one in the mail."""
        member = self.members.get(entry.author)
        return member.name if member and member.name else entry.name

    def is_strong(self, entry: Entry) -> bool:
        """Whether the mail reaches the level from which on this list believes who wrote it."""
        return entry.level.meets(self.identity)

    def is_admitted(self, entry: Entry) -> bool:
        """Whether the address it comes from may cast a binding vote."""
        return self.admitted is None or entry.author in self.admitted


def voters_of(proposal: Proposal, posters: frozenset[str]) -> Voters:
    """The electorate as the policy and the roster of the opening make it.

    Where the policy asks for a roster and there is none, those who wrote to the list before the
    opening are binding.
    """
    members = {
        address: member for member in proposal.roster.members for address in member.addresses
    }
    admitted = (
        None if proposal.policy.electorate is Electorate.EVERYONE else frozenset(members) or posters
    )
    return Voters(members, admitted, proposal.identity)
