"""What was configured about the lists that the mails came through: whom the daemon believed.

Hosts, seals and own addresses decide how sure it is who wrote a mail, so they go with the mails. Of
our own addresses only those are told that the mails themselves may name. TOML, for programs and
people. Pure; `parse_contexts` raises ValueError for a text that is not such a file.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from listbot.mail import ListContext
from listbot.policies.preset_text import value_text
from listbot.policies.tables import tables_in


def contexts_text(contexts: Iterable[ListContext]) -> str:
    """Return the file: one table for each list as it was configured at some time."""
    return "\n".join(_table(each) for each in contexts)


def _table(context: ListContext) -> str:
    rows = ((each.name, getattr(context, each.name)) for each in fields(context))
    return "[[lists]]\n" + "".join(f"{name} = {value_text(value)}\n" for name, value in rows)


def parse_contexts(text: str) -> tuple[ListContext, ...]:
    """Read the file. Raises ValueError."""
    tables = tables_in(text).get("lists")
    if not isinstance(tables, list):
        raise ValueError("has no [[lists]]")
    return tuple(_context(table) for table in tables)


def _context(table: object) -> ListContext:
    usual = ListContext("")
    names = [each.name for each in fields(usual)]
    if not isinstance(table, dict) or set(table) - set(names) or "address" not in table:
        raise ValueError("has a list with other keys")
    values: dict[str, Any] = {}
    for name in table:
        kind, value = type(getattr(usual, name)), table[name]
        if kind is tuple and isinstance(value, list):
            value = tuple(map(str, value))
        if type(value) is not kind:
            raise ValueError(f"{name} is wrong")
        values[name] = value
    return ListContext(**values)


def as_far_as_shown(context: ListContext, raw: bytes) -> ListContext:
    """Return a context with only those own addresses that this mail may name, in any form."""
    text = raw.lower()
    shown = tuple(each for each in context.own_addresses if _may_name(text, each))
    return replace(context, own_addresses=shown)


def _may_name(text: bytes, address: str) -> bool:
    local, _, domain = address.lower().rpartition("@")
    return local.encode() in text and domain.encode() in text
