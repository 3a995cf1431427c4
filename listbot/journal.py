"""The inputs, and nothing but the inputs: everything else in the database is derived from them (invariant 1).

An input is written before anything is acknowledged and never changed. Folding the inputs again, in their order, gives
the same state; `listbot replay` does just that. Here stand their types and how they are written; `store/` keeps them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import msgspec

from listbot.case import ListRules
from listbot.mail import Arrival

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MailInput:
    """A mail that arrived; its raw bytes stand beside it."""

    source: str
    arrived: datetime
    envelope_from: str | None = None
    archived: bool = False
    envelope_to: str = ""
    nonce: str = ""

    @classmethod
    def of(cls, arrival: Arrival) -> "MailInput":
        """The input an arrival makes."""
        sender = None if arrival.envelope_from is None else _storable(arrival.envelope_from)
        recipient = _storable(arrival.envelope_to)
        return cls(arrival.source, arrival.arrived, sender, arrival.archived, recipient, arrival.nonce)

    def arrival(self, rules: ListRules, raw: bytes) -> Arrival:
        """The arrival again, under the rules that were in force."""
        return Arrival(
            raw,
            rules.context,
            self.source,
            self.arrived,
            self.envelope_from,
            self.archived,
            self.envelope_to,
            self.nonce,
        )


def _storable(address: str) -> str:
    """Bytes that are no UTF-8 reach us as lone surrogates, which no database stores."""
    return address.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class RulesInput:
    """The lists, rosters and policies in force from here on."""

    lists: tuple[ListRules, ...]

    def of(self, address: str) -> ListRules:
        """The rules of one list. Raises KeyError for an address that is not watched."""
        for rules in self.lists:
            if rules.address == address:
                return rules
        raise KeyError(address)


@dataclass(frozen=True, slots=True)
class TickInput:
    """A moment at which something was decided, and how far each list had been read by then."""

    now: datetime
    read_until: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RetryInput:
    """An operator had quarantined mails decided again."""

    seqs: tuple[int, ...]
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActInput:
    """An operator acted on a ticket: `listbot ticket close T-3 --reason ...`, or a tracker did for somebody."""

    ticket: str
    """Its key."""
    verb: str
    """A word of the help desk's commands."""
    argument: str
    who: str
    reason: str
    at: datetime


Input = MailInput | RulesInput | TickInput | RetryInput | ActInput

KINDS: dict[type[Input], str] = {
    MailInput: "mail",
    RulesInput: "rules",
    TickInput: "tick",
    RetryInput: "retry",
    ActInput: "act",
}
TYPES: dict[str, type[Input]] = {name: kind for kind, name in KINDS.items()}

_encoder = msgspec.json.Encoder()


def write(value: object) -> str:
    """A frozen dataclass as canonical-enough JSON: fields in their order, times in ISO 8601."""
    return _encoder.encode(value).decode()


def read_input(kind: str, text: str) -> Input:
    """An input again. Raises KeyError for an unknown kind, msgspec.ValidationError for a text of another shape."""
    return msgspec.json.decode(text, type=TYPES[kind])


def read_as(shape: type[T], text: str) -> T:
    """Any stored dataclass again. Raises msgspec.ValidationError."""
    return msgspec.json.decode(text, type=shape)
