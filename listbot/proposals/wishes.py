"""Reads what a member wants to be done to a vote by hand, and why. Pure; never raises."""

import re
from dataclasses import dataclass

from listbot.model.inputs import VoteVerb

_BECAUSE = re.compile(r"\bbecause(?: of)?\b:?", re.IGNORECASE)
_VERBS = {
    "extend": VoteVerb.EXTEND,
    "close": VoteVerb.CLOSE,
    "withdraw": VoteVerb.WITHDRAW,
    "recount": VoteVerb.RECOUNT,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member wants to be done by hand."""

    verb: VoteVerb
    argument: str
    """The new closing time, in words."""
    reason: str


def wish_in(argument: str) -> Wish | None:
    """Read "extend 2026-09-18 18:00 UTC because the host was down"; None: something is missing."""
    found = _BECAUSE.search(argument)
    if found is None:
        return None
    first, _, rest = argument[: found.start()].strip().partition(" ")
    verb, reason = _VERBS.get(first.casefold().rstrip(":")), argument[found.end() :].strip()
    if verb is None or not any(char.isalnum() for char in reason):
        return None
    time = rest.strip().removeprefix("to ")
    return None if verb is VoteVerb.EXTEND and not time else Wish(verb, time, reason)
