"""What a rule asks for and its roster can never fill. Pure; says nothing without a roster."""

from collections.abc import Iterator
from fractions import Fraction

from listbot.model.policy import Electorate, Policy, Roster
from listbot.votes.counting.voters import binding_members


def never_met(
    policy: Policy, roster: Roster, by_record: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield each parameter that this roster can never fill. Nothing without a roster, nor about
    roles that the group's record gives (`by_record`): it changes by mail.
    """
    if set(policy.roles) & set(by_record):
        return
    if not roster.members or policy.electorate is not Electorate.ROSTER:
        return
    many = len(binding_members(policy, roster))
    here = f"the roster has {many}"
    if not many:
        yield "roles", f"nobody on the roster is {' or '.join(policy.roles)}"
        return
    if policy.min_yes > many:
        yield "min_yes", f"needs {policy.min_yes} +1, and {here}"
    if policy.quorum is not None and policy.quorum.needed(Fraction(many)) > many:
        yield "quorum", f"needs {policy.quorum.needed(Fraction(many))} people, and {here}"
