"""Read the parameters of a MIME field as mailers write them: `attachment;
filename*0*=utf-8''a%20; filename*1=b.txt`.

Understands RFC 2231 (character sets, continuations), encoded words (forbidden here, but
common), unclosed quotes, and raw 8-bit. Text that cannot be decoded stays as written; if a name
occurs twice, the first counts. Linear; never raises.
"""

import re
from urllib.parse import unquote_to_bytes

from listbot.mail.wire.charsets import decode_text, printable
from listbot.mail.wire.headers import decode

MAX_LENGTH = 16_000  # characters read of one field
MAX_PIECES = 100  # of one value split as in RFC 2231, 3

# A quoted value may contain semicolons; an unclosed one runs to the end.
_PARAMETER = re.compile(
    r";\s{0,99}(?P<name>[^\s=;*]{1,60})(?:\*(?P<number>\d{1,3}))?(?P<star>\*?)\s{0,99}=\s{0,99}"
    r'(?:"(?P<quoted>(?:[^"\\]++|\\.)*+)"?|(?P<bare>[^;]*))',
    re.DOTALL,
)
_ESCAPED = re.compile(r'\\(["\\])')  # nothing else: Windows paths occur in quotes unescaped


def parameters(field: str) -> dict[str, str]:
    """Every parameter of a field, decoded, by lower-case name."""
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, tuple[str, bool]]] = {}
    # Some mailers write `filename=x` and nothing before it.
    for found in _PARAMETER.finditer(";" + field[:MAX_LENGTH]):
        name, value = found["name"].lower(), _value(found)
        if not found["star"] and found["number"] is None:
            plain.setdefault(name, decode(value))
            continue
        pieces = extended.setdefault(name, {})
        if len(pieces) < MAX_PIECES:
            pieces.setdefault(int(found["number"] or 0), (value, bool(found["star"])))
    return plain | {name: _joined(pieces) for name, pieces in extended.items()}


def _value(found: re.Match[str]) -> str:
    quoted = found["quoted"]
    return found["bare"].strip() if quoted is None else _ESCAPED.sub(r"\1", quoted)


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """Join the pieces in order; the first names the character set (RFC 2231, 4.1)."""
    ordered = [pieces[number] for number in sorted(pieces)]
    charset = ""
    first, is_encoded = ordered[0]
    if is_encoded and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
        ordered[0] = (first, True)
    data = b"".join(_octets(text, is_encoded) for text, is_encoded in ordered)
    return decode(printable(decode_text(data, charset)[0]))  # UTF-7 can hold lone surrogates


def _octets(text: str, is_encoded: bool) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    return unquote_to_bytes(raw) if is_encoded else raw
