"""Decide who is one person, who is binding, and whose mail is certain enough: a proposal's
roster, prepared for lookups.

Policy and roster are those of the opening: whoever joins or leaves the roster while a vote is open
changes nothing about it. A claim in a mail ("+1 (binding)") never counts here. Never fails: an
unknown address is a person by itself.
"""

import hashlib
from dataclasses import dataclass, replace

from listbot.mail import Level
from listbot.model.policy import Electorate, Member, Objectors, Policy, ProposerVote, Roster
from listbot.model.proposal import Entry, Proposal
from listbot.model.records.rules import GROUP_ROLES


@dataclass(frozen=True, slots=True)
class Voters:
    """The electorate of one proposal."""

    members: dict[str, Member]
    """Members by each of their addresses."""
    admitted: frozenset[str] | None
    """The addresses that are binding; None: everyone's."""
    identity: Level
    barred: frozenset[str] = frozenset()
    """The marks of people who do not vote on this proposal: its subject, or its proposer."""
    objectors: Objectors = Objectors.ANYONE
    """ANYONE or ELECTORATE."""
    entitled: frozenset[str] | None = None
    """The marks of all who may cast a binding vote, also where only the mark of a member is known;
    None: nobody knows.
    """

    def address(self, author: str) -> str:
        """The person's primary address, or the address itself if nobody on the roster has it."""
        member = self.members.get(author)
        return member.addresses[0] if member else author

    def mark(self, author: str) -> str:
        """The person's mark, whatever address they write from."""
        member = self.members.get(author)
        return mark_of(member) if member else mark_of_address(author)

    def name(self, entry: Entry) -> str:
        """The name on the roster, else the one in the mail."""
        member = self.members.get(entry.author)
        return member.name if member and member.name else entry.name

    def is_strong(self, entry: Entry) -> bool:
        """Whether the mail reaches the level at which this list believes who wrote it."""
        return entry.level.meets(self.identity)

    def is_admitted(self, entry: Entry) -> bool:
        """Whether the address it comes from may cast a binding vote."""
        if self.admitted is not None and entry.author not in self.admitted:
            return False
        return not self.barred or self.mark(entry.author) not in self.barred

    def may_object(self, entry: Entry) -> bool:
        """Whether the rule lets its writer object. What the person says whom a vote is about, or
        who may not vote because they proposed it, never stops it.
        """
        if self.barred and self.mark(entry.author) in self.barred:
            return False
        return self.objectors is Objectors.ANYONE or self.is_admitted(entry)

    @property
    def eligible(self) -> int | None:
        """How many people may cast a binding vote; None: nobody knows."""
        return None if self.entitled is None else len(self.entitled - self.barred)


def voters_of(proposal: Proposal, posters: frozenset[str]) -> Voters:
    """The electorate given by the policy and roster of the opening.

    If the policy asks for a roster and there is none, everyone who wrote to the list before
    the opening is binding.
    """
    policy = proposal.policy
    members = {
        address: member for member in proposal.roster.members for address in member.addresses
    }
    barred = set(proposal.excluded) if policy.excludes_subject else set[str]()
    if policy.proposer_vote is ProposerVote.NEVER:
        member = members.get(proposal.proposer)
        barred.add(mark_of(member) if member else mark_of_address(proposal.proposer))
    found = Voters(members, None, proposal.identity, frozenset(barred), _objectors(policy))
    if policy.electorate is Electorate.EVERYONE:
        return found
    by_record = bool(set(policy.roles) & set(GROUP_ROLES))  # nobody votes while it is empty
    if policy.electorate is Electorate.POSTERS or not (proposal.roster.members or by_record):
        return replace(found, admitted=posters, entitled=frozenset(map(found.mark, posters)))
    binding = binding_members(policy, proposal.roster)
    addresses = frozenset(address for member in binding for address in member.addresses)
    return replace(found, admitted=addresses, entitled=frozenset(map(mark_of, binding)))


def binding_members(policy: Policy, roster: Roster) -> tuple[Member, ...]:
    """The members whom the rule admits: those with one of its roles, or all of them."""
    return tuple(
        member
        for member in roster.members
        if not policy.roles or set(policy.roles).intersection(member.roles)
    )


def _objectors(policy: Policy) -> Objectors:
    if policy.objectors is not Objectors.USUAL:
        return policy.objectors
    return Objectors.ANYONE if policy.silence else Objectors.ELECTORATE


def mark_of(member: Member) -> str:
    """A member's mark: SHA-256 of their primary address; for somebody who was forgotten,
    the stored one.
    """
    return member.mark or mark_of_address(member.addresses[0])


def mark_of_address(address: str) -> str:
    """The mark of a person by their primary address."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
