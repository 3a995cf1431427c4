"""The facts of the post that shows the admin what a list does with our posts."""

from dataclasses import dataclass

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class RoundTripFacts(Facts):
    """A2: to a list, because an operator ran `listbot doctor --roundtrip`."""

    admin: str
    """Whom to ask about it; "" if the configuration names nobody."""
