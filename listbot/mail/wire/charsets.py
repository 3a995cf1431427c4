"""Turn bytes into text, whatever charset the mail claims: the declared one, else strict
UTF-8, else Windows-1252.

Never raises. Returns a note for people if the declaration was missing, unknown or wrong.
Python codecs that are not charsets are never called: some are slow, some run escapes.
"""

import codecs
import re

_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})
# Declared names, and what browsers have found them to mean (WHATWG Encoding).
_MEANS = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "x-mac-roman": "mac-roman",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "8bit": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "default": "",
}
_UNSAID = frozenset({"", "ascii", "us-ascii"})
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"), (b"\x1b(J", "iso2022_jp_2"))
"""What begins letters of many bytes in seven bits (RFC 1468, 1554, 1557)."""
_FIRST_BYTES = bytes((0, *range(0xD8, 0xE0)))
LOOKED_AT = 4096  # bytes examined to find the byte order
_UTF_16 = frozenset({"utf-16", "utf-16-le", "utf-16-be"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode_text(data: bytes, charset: str) -> tuple[str, str]:
    """Decode; the second value says what was odd, or is ""."""
    declared = charset.strip(" \t\"'").lower()
    codec = _codec(_MEANS.get(declared, declared))
    if b"\x1b" in data and (codec is None or declared in _UNSAID) and (found := _escaped(data)):
        return found
    if codec is None:
        return _guess(data, f"charset {declared}" if declared else "no charset")
    if codec in _UTF_16:
        codec = _byte_order(data, codec)
    text, broken = _strictly(data, codec)
    if not broken:
        return text, ""
    if declared in _UNSAID:
        return _guess(data, f"8-bit text declared as {declared}" if declared else "no charset")
    return data.decode(codec, "replace"), f"broken {declared} text"


def printable(text: str) -> str:
    """Replace NUL and lone surrogates, which UTF-8 and databases cannot hold."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _codec(name: str) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name).name
        # Raises LookupError if it is not a text encoding: rot13, zlib, base64.
        b" ".decode(codec, "ignore")
    except (LookupError, ValueError):
        return None
    return None if codec in _NO_CHARSETS else codec


def _escaped(data: bytes) -> tuple[str, str] | None:
    """A text in seven bits that tells its charset by itself; None for any other."""
    codec = next((name for begin, name in _ESCAPES if begin in data), "")
    text, broken = _strictly(data, codec) if codec else ("", True)
    return None if broken else (text, f"no charset, read as {codec.replace('_', '-')}")


def _byte_order(data: bytes, declared: str) -> str:
    """Return the UTF-16 codec. A byte order mark overrides the declaration (WHATWG
    Encoding, "decode"). If both are silent, we go by the zero bytes of ASCII and the first
    bytes of surrogates, else by the bytes that select a script, since those are few. We
    guess because RFC 2781 asks for big-endian, browsers and Windows mean little-endian, and
    Python uses the machine's own.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    if declared != "utf-16":
        return declared
    even, odd = data[:LOOKED_AT:2], data[1:LOOKED_AT:2]
    tell = len(odd.translate(None, _FIRST_BYTES)) - len(even.translate(None, _FIRST_BYTES))
    is_big = tell > 0 if tell else len(set(even)) < len(set(odd))
    return "utf-16-be" if is_big else "utf-16-le"


def _strictly(data: bytes, codec: str) -> tuple[str, bool]:
    try:
        return data.decode(codec), False
    except UnicodeError:
        return "", True


def _guess(data: bytes, oddity: str) -> tuple[str, str]:
    for codec in ("utf-8", "cp1252"):
        text, broken = _strictly(data, codec)
        if not broken:
            return text, "" if data.isascii() else f"{oddity}, read as {codec}"
    return data.decode("latin-1"), f"{oddity}, read as latin-1"
