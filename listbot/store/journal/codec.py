"""The inputs, and nothing but the inputs: everything else in the database is derived from them
(invariant 1).

An input is written before anything is acknowledged and never changed. Folding the inputs again, in
their order, gives the same state; `listbot replay` does just that. Here stand their types and how
they are written; `store/` keeps them.
"""

from typing import TypeVar

import msgspec

from listbot.model.inputs import (
    ActInput,
    AsideInput,
    DropInput,
    EraseInput,
    Input,
    MailInput,
    RecapInput,
    RetryInput,
    RulesInput,
    TickInput,
    UnsubscribeInput,
)

T = TypeVar("T")

KINDS: dict[type[Input], str] = {
    MailInput: "mail",
    RulesInput: "rules",
    TickInput: "tick",
    RetryInput: "retry",
    DropInput: "drop",
    ActInput: "act",
    EraseInput: "erase",
    UnsubscribeInput: "unsub",
    RecapInput: "recap",
    AsideInput: "aside",
}
TYPES: dict[str, type[Input]] = {name: kind for kind, name in KINDS.items()}

_encoder = msgspec.json.Encoder()


def write(value: object) -> str:
    """A frozen dataclass as canonical-enough JSON: fields in their order, times in ISO 8601."""
    return _encoder.encode(value).decode()


def read_input(kind: str, text: str) -> Input:
    """An input again. Raises KeyError for an unknown kind, msgspec.ValidationError for a text of
    another shape.
    """
    return msgspec.json.decode(text, type=TYPES[kind])


def read_as(shape: type[T], text: str) -> T:
    """Any stored dataclass again. Raises msgspec.ValidationError."""
    return msgspec.json.decode(text, type=shape)
