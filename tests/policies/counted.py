"""Short notation for tables of cases: people's words in, state and reason out.

"30 +1; 4 0; 2 -1" is so many people, each with that vote, of a roster of a given size.
"""

from dataclasses import replace

from listbot.model.policy import Member, Policy, Roster
from listbot.model.proposal import Entry, Proposal
from listbot.policies.outcome import Outcome, judge
from listbot.votes.counting.voters import mark_of_address
from tests.votes.counting.ballots import CLOSES, entry, proposal, vote


def people(number: int) -> tuple[str, ...]:
    """So many addresses."""
    return tuple(f"m{index}@example.org" for index in range(1, number + 1))


def roster_of(number: int, *roles: str) -> Roster:
    """A roster of so many members, all with these roles."""
    return Roster(tuple(Member("", (address,), roles=roles) for address in people(number)))


def asked(policy: Policy, size: int, active: int | None = None) -> Proposal:
    """A proposal before a roster of this size, of whom the last `active` voted before."""
    roster = roster_of(size, *policy.roles)
    known = None if active is None else people(size)[size - active :]
    marks = None if known is None else tuple(sorted(map(mark_of_address, known)))
    return replace(proposal(policy, roster), active=marks)


def crowd(text: str) -> list[Entry]:
    """The mails of so many people, from the first member on."""
    found: list[Entry] = []
    for group in filter(None, (each.strip() for each in text.split(";"))):
        number, value, how = (*group.split(" ", 2), "")[:3]
        for _ in range(int(number)):
            author = f"m{len(found) + 1}@example.org"
            found.append(entry(author, 1, vote(value, reason=how == "with reason")))
    return found


def judged(policy: Policy, size: int, said: str, active: int | None = None) -> Outcome:
    """The outcome of a vote that closed after these votes, and that nothing puts off again."""
    return judge(asked(policy, size, active), crowd(said), frozenset(), CLOSES, CLOSES)
