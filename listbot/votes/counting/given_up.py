"""Objections that the members have given up: their writer has left or vanished, and more than half
of the roster says so on the list. Pure.

listbot never lifts an objection by itself. Each member says so in a reply to one of the objector's
mails, after the objector's last one: whoever writes again in the thread has not vanished.
"""

from collections.abc import Iterable, Mapping, Sequence

from listbot.model.proposal import Act, Entry, Proposal, Verb

_Says = tuple[str, Act]
"""A member's primary address, and the act by which they say so."""


def gone(proposal: Proposal, people: Mapping[str, Sequence[tuple[int, Entry]]]) -> frozenset[str]:
    """Return the people whom most members say are gone; none unless the rule lets them.

    `people` maps each person to their mails that came in time.
    """
    members = proposal.roster.members
    if not proposal.policy.lapse_by_majority or not members:
        return frozenset()
    entries = [entry for own in people.values() for _, entry in own]
    says = tuple(_said(proposal, entries))
    return frozenset(
        person
        for person, own in people.items()
        if 2 * len(_who([entry for _, entry in own], person, says)) > len(members)
    )


def _said(proposal: Proposal, entries: Iterable[Entry]) -> list[_Says]:
    return [
        (proposal.roster.primary(entry.author), act)
        for entry in entries
        for act in entry.acts
        if act.verb is Verb.LAPSE and proposal.roster.holds(entry.author)
    ]


def _who(own: Sequence[Entry], person: str, says: Iterable[_Says]) -> set[str]:
    """The members who say that the writer of these mails is gone."""
    last = max(entry.received for entry in own)
    mails = {entry.mail for entry in own}
    return {
        member
        for member, act in says
        if member != person and act.order[1] > last and mails.intersection(act.answers)
    }
