"""The facts of the letter about access that has to be withdrawn."""

from dataclasses import dataclass

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class WithdrawFacts(Facts):
    """M18: to members of the group, in private."""

    name: str
    """Whose access it is."""
    systems: tuple[str, ...]
    """What is left, first what the record says they have."""
    held: int
    """How many systems the record said they had when they left."""
    urgent: bool
    """Their account is not safe."""
    by_name: bool
    """It is put to this one member."""
    again: bool
    """Somebody else was asked before."""
