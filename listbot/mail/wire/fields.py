"""A header block cut into its fields, where it is as plain as almost every mail's is.

The standard library's parser takes the lines of a header one by one through a generator, which
costs as much as sorting the lines of the body. Here one pattern takes field after field. It knows
nothing of damage: a header with anything else in it than fields (a mbox separator, a line without a
name, a bare CR) is None, and is the library's business, so that both always come to the same. Pure,
linear, never raises.
"""

import re

Field = tuple[str, str]
"""Name and value as they were sent; the value keeps its folds, without the white space before it.
"""

# RFC 5322, 2.2: printable ASCII but the colon; then what is folded onto the next lines.
_FIELD = re.compile(r"([!-9;-~]++):[ \t]*+([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z)")


def split_fields(header: str) -> list[Field] | None:
    """Every field, topmost first; None where a line of the header is no part of one."""
    fields: list[Field] = []
    at = 0
    while at < len(header):
        field = _FIELD.match(header, at)
        if field is None:
            return None
        fields.append((field[1], field[2].lstrip(" \t\r\n")))
        at = field.end()
    return fields
