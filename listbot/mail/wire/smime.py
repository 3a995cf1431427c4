"""The mail inside an opaque S/MIME signature (RFC 8551, 3.5.2), as Outlook sends it.

Only the way to the signed octets is read of the ASN.1 (RFC 5652, 5.2), in DER and in BER with its
pieces. The signature is not checked: the mail is believed as far as any other. Pure, linear, and
never raises: what is anything else, an encrypted mail first of all, has nothing inside.
"""

from collections.abc import Iterator

_DATA = bytes.fromhex("06092a864886f70d010701")
"""The content type id-data, before the octets."""
_LOOKED_AT = 2_000  # bytes before it: a version and names of algorithms
_OCTETS, _PIECES, _EXPLICIT = 0x04, 0x24, 0xA0
_ENDLESS = -1


def signed_content(data: bytes) -> bytes:
    """The octets that are signed; b"" where none are found."""
    at = data.find(_DATA, 0, _LOOKED_AT)
    if at < 0:
        return b""
    try:
        tag, _, at = _element(data, at + len(_DATA))
        return b"".join(_octets(data, at)) if tag == _EXPLICIT else b""
    except IndexError:  # it ends in the middle of an element
        return b""


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, length and the place of the content; the length of an endless one is -1."""
    tag, size = data[at], data[at + 1]
    if size < 0x80:
        return tag, size, at + 2
    begin = at + 2 + (size & 0x7F)
    return tag, _ENDLESS if size == 0x80 else int.from_bytes(data[at + 2 : begin]), begin


def _octets(data: bytes, at: int) -> Iterator[bytes]:
    tag, length, at = _element(data, at)
    if tag == _OCTETS:
        yield data[at : at + length]
        return
    end = len(data) if length == _ENDLESS else at + length
    while tag == _PIECES and at < end:
        inner, length, at = _element(data, at)
        if inner != _OCTETS:
            return
        yield data[at : at + length]
        at += length
