"""Stand-ins: addresses that replace those of people who were forgotten. Pure; never fails."""

from hashlib import sha256

_BEGINS, _ENDS = "forgotten-", "@invalid"
_DIGITS = 12  # 48 bits: no two people on a list share one


def stand_in_of(chance: str) -> str:
    """Make the address that replaces a forgotten person's; nobody can have it (RFC 2606,
    "invalid").
    """
    return f"{_BEGINS}{sha256(chance.encode()).hexdigest()[:_DIGITS]}{_ENDS}"


def is_stand_in(address: str) -> bool:
    """Whether an address is a stand-in: we never write to it and never accept mail from it."""
    return address.startswith(_BEGINS) and address.endswith(_ENDS)
