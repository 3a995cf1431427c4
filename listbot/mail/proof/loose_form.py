"""Say whether a signed text could be read in another way, where what says how is not signed.

Gmail signs neither Content-Type nor Content-Transfer-Encoding, and others leave out one of them. So
somebody could take a signed mail and name another charset, encoding or boundary, and what its
writer only quotes ("> so =0A+1") would become the writer's own words. But a text shows by itself
how it was made: parts begin and end with their boundary, HTML has tags, quoted-printable has soft
breaks. Only a form that the text itself bears out is believed. Pure, linear, never raises.
"""

import binascii
import re

from listbot.mail.proof.canonical import CRLF
from listbot.mail.wire.parameters import parameters

UNSURE = "leaves out how to read its text, which could be read in another way"

_FIELD = re.compile(
    r"[a-z]++/[a-z0-9.+-]++"
    r'(?:[ \t]*+;[ \t]*+[a-z0-9-]++[ \t]*+=[ \t]*+(?:"[^"\\\r\n]*+"|[^\s";,()]++))*+'
    r"[ \t]*+;?[ \t]*+",
    re.IGNORECASE,
)
"""RFC 2045, 5.1, without comments and RFC 2231, of which two readers might make two things."""
_CHARSET = re.compile(
    r"(?:|(?:us-)?ascii|utf-?8|iso-?8859-\d{1,2}|latin-?1|windows-\d{3,4}|cp125\d|koi8-[ru]|"
    r"gb(?:2312|k|18030)|big5|euc-(?:jp|kr)|ks_c_5601-1987|shift_jis|iso-2022-(?:jp|kr))",
    re.IGNORECASE,
)
"""Those in which no ASCII text means another one, unlike UTF-7, UTF-16 and EBCDIC."""
_PARTED = frozenset(
    f"multipart/{kind}" for kind in ("alternative", "mixed", "related", "signed", "report")
)
_PREAMBLE = re.compile(rb"\s*+(?:This is an? [^\r\n]{1,60}MIME[^\r\n]{0,60}\s++)?")
_PART = re.compile(rb"^--[^\r\n]{1,70}\r\nContent-", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(rb"<(?:!doctype|/(?:html|body|div|p|span|font|table|blockquote))\b", re.I)
_SOFT_BREAK = re.compile(rb"(?<!=)=\r\n")
_HIDDEN_BREAK = re.compile(rb"=(?:0[a-d]|1[c-e])(?!(?:=0a)?=\r\n)", re.I)
"""A line break that an encoder writes as a line break; some add it before a soft one."""
_HIDDEN_TAG = re.compile(rb"=3[ce]", re.I)
_NO_BASE64 = re.compile(rb"[^a-z0-9+/=\r\n]", re.I)
_AS_IT_IS = ("", "7bit", "8bit", "binary")


def fault_of_type(field: bytes, encoding: bytes, body: bytes) -> str:
    """Return what is wrong with a Content-Type that is not signed; "" if the text bears it out.

    The values of both fields, b"" for one that is not there.
    """
    written = _plain(field) or "text/plain"
    if not _FIELD.fullmatch(written):
        return UNSURE
    kind, given = _kind(written), parameters(written)
    if kind in _PARTED:
        return "" if _is_framed(body, given.get("boundary", "")) else UNSURE
    if kind not in ("text/plain", "text/html") or not _CHARSET.fullmatch(given.get("charset", "")):
        return UNSURE
    text = _decoded(body) if _plain(encoding).lower() == "base64" else body
    has_tags = text.lstrip().startswith(b"<") or _TAG.search(text) is not None
    if _PART.search(body) or has_tags != (kind == "text/html"):
        return UNSURE
    return ""


def fault_of_encoding(field: bytes, encoding: bytes, body: bytes) -> str:
    """Return what is wrong with a Content-Transfer-Encoding that is not signed."""
    kind, named = _kind(_plain(field)), _plain(encoding).lower()
    if kind.startswith("multipart/"):
        return ""  # each part names its own, below the signature over the text
    if named in _AS_IT_IS:
        is_borne_out = not _SOFT_BREAK.search(body)
    elif named == "base64":
        is_borne_out = not _NO_BASE64.search(body)
    elif named == "quoted-printable":
        may_hide = _HIDDEN_TAG.search(body) if kind == "text/html" else None
        is_borne_out = not (may_hide or _HIDDEN_BREAK.search(body))
    else:
        is_borne_out = False
    return "" if is_borne_out else UNSURE


def _plain(value: bytes) -> str:
    return value.replace(CRLF, b"").decode("latin-1").strip()


def _kind(written: str) -> str:
    return written.partition(";")[0].strip().lower()


def _is_framed(body: bytes, boundary: str) -> bool:
    """Whether a body begins and ends with this boundary, as no text of one part does."""
    line = b"--" + boundary.encode("latin-1", "replace")
    start = _PREAMBLE.match(body)
    at = start.end() if start else 0
    is_begun = bool(boundary) and body.startswith(line + CRLF, at)
    return is_begun and body.rstrip().endswith(CRLF + line + b"--")


def _decoded(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        return body
