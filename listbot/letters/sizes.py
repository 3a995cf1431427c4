"""Sizes of files as letters write them: in decimal units, rounded, never a zero for something."""

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def size(octets: int) -> str:
    """A number of bytes: `850 bytes`, `12 kB`, `3 MB`."""
    for unit, name in _UNITS:
        if octets >= unit:
            return f"{(octets + unit // 2) // unit} {name}"
    return "1 byte" if octets == 1 else f"{octets} bytes"
