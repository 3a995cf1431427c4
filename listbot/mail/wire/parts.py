"""The parts of a parsed message, as sent.

We don't use `Message.get_payload` for a part without parts: it decodes 8-bit text by the
declared charset before the transfer encoding is undone, and raises on some charsets
(`undefined`, a name with a NUL). Never raises.
"""

from email.message import Message


def parts_of(message: Message) -> tuple[Message, ...]:
    """The parts of a multipart, or the message inside a message/* part; empty if none were
    found.
    """
    inside: object = vars(message).get("_payload")
    return (
        tuple(part for part in inside if isinstance(part, Message))
        if isinstance(inside, list)
        else ()
    )


def sent(part: Message) -> str:
    """The body of a part as sent, 8-bit as surrogates; "" for one with parts."""
    inside: object = vars(part).get("_payload")
    return inside if isinstance(inside, str) else ""
