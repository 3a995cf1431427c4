"""Writes policies as the text of a preset file, so that anybody can count by them.

The inverse of `presets.parse_preset`: each parameter that a text must state is written down, and
each other one that does not have its usual value, in the order in which rules are written. Reading
the text gives the same policies again. Pure; raises TypeError for a kind of parameter that it
cannot write.
"""

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta
from fractions import Fraction

from listbot.model.policy import Policy
from listbot.model.share import Share
from listbot.policies.rule_table import READERS, REQUIRED
from listbot.policies.spans import span_in_words

Value = bool | int | str | list[str]

USUAL = {field.name: field.default for field in fields(Policy)}

UNITS = (
    ("h", timedelta(hours=1)),
    ("m", timedelta(minutes=1)),
    ("s", timedelta(seconds=1)),
    ("d", timedelta(days=1)),
    ("w", timedelta(weeks=1)),
)
NO_LIMIT = {"extensions": "any", "most_missing": "any"}
MOST = 99_999  # the longest number that `spans.parse_span` reads

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def preset_text(policies: Iterable[Policy]) -> str:
    """Return a preset file with these classes."""
    return "\n".join("\n".join(_class(policy)) + "\n" for policy in policies)


def toml_text(text: str) -> str:
    """Return a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escaped(each) for each in escaped) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x20 or code == 0x7F else character


def _class(policy: Policy) -> list[str]:
    name = policy.name if _BARE.fullmatch(policy.name) else toml_text(policy.name)
    keys = [key for key in READERS if key in REQUIRED or getattr(policy, key) != USUAL[key]]
    return [
        f"[classes.{name}]",
        *(f"{key} = {value_text(getattr(policy, key))}" for key in keys),
    ]


def parameters(policy: Policy) -> dict[str, Value]:
    """Return all parameters of a rule as TOML and JSON have them, in the order in which rules are
    written.
    """
    return {key: _plain(getattr(policy, key), NO_LIMIT.get(key, "none")) for key in READERS}


def _plain(value: object, absent: str) -> Value:
    if value is None:
        return absent
    if isinstance(value, bool | int):
        return value
    if isinstance(value, timedelta):
        return span_in_words(value)
    if isinstance(value, tuple):
        return list(value)
    return value.text if isinstance(value, Share) else str(value)


def value_text(value: object) -> str:
    """Return one parameter as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):  # the choices, too: StrEnum
        return toml_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, timedelta):
        return toml_text(_span(value))
    if isinstance(value, Share):
        return toml_text(value.text)
    if isinstance(value, Fraction):
        return toml_text(str(value))
    if isinstance(value, tuple):
        return "[" + ", ".join(map(value_text, value)) + "]"
    raise TypeError(f"a parameter of the kind {type(value).__name__} cannot be written")


def _span(span: timedelta) -> str:
    """Return a span in the first unit that it is a whole number of, and that can be read back."""
    return next(
        f"{span // size}{unit}" for unit, size in UNITS if not span % size and span // size <= MOST
    )
