"""Read tag lists, `v=1; d=example.org; ...`, of signatures and key records (RFC 6376, 3.2).

Pure, linear, never raises.
"""

import re
from base64 import b64decode
from binascii import Error

_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9_]{0,30}")


def tags_of(text: bytes) -> dict[str, bytes] | None:
    """Return the tags by name, in order; None if the list is broken or names a tag twice."""
    found: dict[str, bytes] = {}
    for spec in text.split(b";"):
        name, sign, value = spec.partition(b"=")
        if not spec.strip():
            continue
        key = name.strip().decode("ascii", "replace")
        if not sign or not _NAME.fullmatch(name.strip()) or key in found:
            return None
        found[key] = value.strip()
    return found


def without_value(field: bytes, tag: bytes) -> bytes:
    """Return a field with the value of one tag taken out: a signature is over itself, too."""
    specs = field.split(b";")
    for at, spec in enumerate(specs):
        name, sign, _ = spec.partition(b"=")
        # The first tag stands behind the name of the field.
        if name.rpartition(b":")[2].strip() == tag:
            specs[at] = name + sign
    return b";".join(specs)


def squeezed(value: bytes) -> str:
    """Return a value without white space; characters beyond ASCII become question marks."""
    return b"".join(value.split()).decode("ascii", "replace")


def from_base64(value: bytes) -> bytes | None:
    """Return what a value in base64 stands for; None if it is not base64."""
    try:
        return b64decode(b"".join(value.split()), validate=True)
    except (Error, ValueError):
        return None


def names_of(value: bytes) -> tuple[str, ...]:
    """Return the names in a list with colons, in lower case."""
    return tuple(squeezed(each).lower() for each in value.split(b":"))


def number_of(value: bytes | None) -> int | None:
    """Return a time in seconds; None if there is none. A broken one counts as the year 1970."""
    if value is None:
        return None
    return int(value) if value.isdigit() and len(value) <= 12 else 0
