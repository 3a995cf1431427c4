"""Cut a header block into its fields, if it is as plain as almost every mail's is.

The standard library's parser takes header lines one by one through a generator, which costs
as much as sorting the lines of the body. Here one pattern takes field after field. It does
not handle damage: for a header with anything but fields (an mbox separator, a line without
a name, a bare CR) it returns None and leaves it to the library, so both always give the
same result. Pure, linear, never raises.
"""

import re

Field = tuple[str, str]
"""Name and value as sent; the value keeps its folds, but not the white space before it."""

# RFC 5322, 2.2: printable ASCII except the colon, then anything folded onto the next lines.
_FIELD = re.compile(r"([!-9;-~]++):[ \t]*+([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z)")


def split_fields(header: str) -> list[Field] | None:
    """Return every field, topmost first; None if a line of the header is not part of one."""
    fields: list[Field] = []
    at = 0
    while at < len(header):
        field = _FIELD.match(header, at)
        if field is None:
            return None
        fields.append((field[1], field[2].lstrip(" \t\r\n")))
        at = field.end()
    return fields
