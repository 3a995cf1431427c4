"""Turn a parsed message back into bytes, to keep a forwarded mail as a file.

Fields, bodies and delimiters come out as sent; only line ends after delimiters may differ.
We don't use the standard library's generator: it folds fields anew and raises on odd ones.
Recursion is as deep as `limits` allows. Never raises.
"""

from email.message import Message

from listbot.mail.wire.parts import parts_of, sent


def flatten(message: Message) -> bytes:
    """Return the bytes of a message that was parsed from bytes."""
    return _text(message).encode("utf-8", "surrogateescape")


def flatten_inside(part: Message) -> bytes:
    """Return what a message/* part holds: one message, or the blocks of a delivery status."""
    return "".join(map(_text, parts_of(part))).encode("utf-8", "surrogateescape")


def _text(message: Message) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    return f"{head}\n{_body(message)}"


def _body(message: Message) -> str:
    if not message.is_multipart():
        return sent(message)
    if message.get_content_maintype() != "multipart":
        return "".join(map(_text, parts_of(message)))
    boundary = message.get_boundary() or ""
    parts = "".join(f"--{boundary}\n{_text(part)}\n" for part in parts_of(message))
    return f"{_line(message.preamble)}{parts}--{boundary}--\n{message.epilogue or ''}"


def _line(preamble: str | None) -> str:
    return f"{preamble}\n" if preamble else ""
