"""Takes fields out of a raw mail's header, and leaves every other byte as it is.

For copies of mails that are shown or played again. Pure, linear, never fails. Line ends become LF.
"""

from collections.abc import Callable


def without_fields(raw: bytes, drops: Callable[[bytes, bytes], bool]) -> bytes:
    """Return the mail without the fields for which `drops`, given a lower-case name and the first
    line of the value, is true; their folded lines go with them.
    """
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    end = lines.index(b"") if b"" in lines else len(lines)
    kept: list[bytes] = []
    is_dropped = False
    for line in lines[:end]:
        if not line.startswith((b" ", b"\t")):
            name, _, value = line.partition(b":")
            is_dropped = drops(name.strip().lower(), value.strip())
        if not is_dropped:
            kept.append(line)
    return b"\n".join(kept + lines[end:])
