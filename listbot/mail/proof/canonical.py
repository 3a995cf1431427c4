"""The forms of a mail that signatures are over (RFC 6376, 3.4): as sent, or relaxed.

Linear for every input: runs of white space are halved again and again by plain replacement,
which a pattern for "white space before a line end" is not. Pure; never raises.
"""

CRLF = b"\r\n"


def relaxed_header(name: str, value: bytes) -> bytes:
    """Return a header field in its relaxed form, without its line end."""
    return name.encode() + b":" + _one_space(value.replace(CRLF, b"")).strip(b" ")


def relaxed_body(text: bytes) -> bytes:
    """Return a body, whose line ends are CR LF, in its relaxed form."""
    text = _without_last_lines(_one_space(text).replace(b" \r\n", CRLF).removesuffix(b" "))
    return text + CRLF if text else b""


def simple_body(text: bytes) -> bytes:
    """Return a body as sent, but with one line end behind it."""
    return _without_last_lines(text) + CRLF


def _one_space(text: bytes) -> bytes:
    text = text.replace(b"\t", b" ")
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text


def _without_last_lines(text: bytes) -> bytes:
    """Cut off the last line end, and the empty lines before it."""
    words = text.rstrip(CRLF)
    ends = text[len(words) :]
    if ends.endswith(b"\r"):  # a bare one is not a line end
        return text
    return words + ends[: ends.rfind(b"\r\r") + 1]
