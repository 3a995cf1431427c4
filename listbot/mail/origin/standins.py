"""Stand-ins: the addresses that stand in the place of people who were forgotten. Pure;
never fails.
"""

from hashlib import sha256

_BEGINS, _ENDS = "forgotten-", "@invalid"
_DIGITS = 12  # 48 bits: no two people of one list have the same


def stand_in_of(chance: str) -> str:
    """The address that stands in a forgotten person's place: nobody can have it (RFC 2606,
    "invalid").
    """
    return f"{_BEGINS}{sha256(chance.encode()).hexdigest()[:_DIGITS]}{_ENDS}"


def is_stand_in(address: str) -> bool:
    """Whether an address stands in somebody's place: nothing is written to it, and no mail is taken
    from it.
    """
    return address.startswith(_BEGINS) and address.endswith(_ENDS)
