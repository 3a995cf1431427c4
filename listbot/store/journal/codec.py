"""The inputs: everything else in the database is derived from them (invariant 1).

An input is written before anything is acknowledged and never changed. Folding the inputs
again, in order, gives the same state; `listbot replay` does just that. This module writes
and reads them; `store/` keeps them. Rules are packed, because lists have much in common.
"""

from typing import TypeVar, cast

import msgspec

from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.inputs import (
    ActInput,
    AsideInput,
    CopyInput,
    DropInput,
    EraseInput,
    Input,
    KeyInput,
    MailInput,
    RecapInput,
    RecordInput,
    RetryInput,
    RulesInput,
    TickInput,
    UnsubscribeInput,
    VoteInput,
)
from listbot.store.journal.packed import PackedRules, pack, unpack

T = TypeVar("T")

KINDS: dict[type[Input], str] = {
    MailInput: "mail",
    RulesInput: "rules",
    TickInput: "tick",
    RetryInput: "retry",
    DropInput: "drop",
    ActInput: "act",
    VoteInput: "vote",
    EraseInput: "erase",
    UnsubscribeInput: "unsub",
    RecapInput: "recap",
    AsideInput: "aside",
    RecordInput: "record",
    KeyInput: "keys",
    CopyInput: "copy",
    OuterKeyInput: "outer",
    HeardInput: "heard",
}
TYPES: dict[str, type[Input]] = {name: kind for kind, name in KINDS.items()}

_encoder = msgspec.json.Encoder()


def write(value: object) -> str:
    """Return a frozen dataclass as JSON: fields in order, times in ISO 8601."""
    shown = pack(value) if isinstance(value, RulesInput) else value
    return _encoder.encode(shown).decode()


def read_input(kind: str, text: str) -> Input:
    """Return an input read from JSON.

    Raises KeyError for an unknown kind, and msgspec.ValidationError for a text of another
    shape.
    """
    return read_as(TYPES[kind], text)


def read_as(shape: type[T], text: str) -> T:
    """Return any stored dataclass read from JSON. Raises msgspec.ValidationError."""
    if shape is RulesInput:
        return cast("T", unpack(msgspec.json.decode(text, type=PackedRules)))
    return msgspec.json.decode(text, type=shape)
