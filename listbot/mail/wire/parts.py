"""The parts of a parsed message, as they were sent.

`Message.get_payload` is not asked about a part without parts: before anybody undid the transfer
encoding it decodes 8-bit by whatever charset is declared, and raises on some (`undefined`, a name
with a NUL). Never raises.
"""

from email.message import Message


def parts_of(message: Message) -> tuple[Message, ...]:
    """The parts of a multipart, or the message inside a message/* part; none where none
    were found.
    """
    inside: object = vars(message).get("_payload")
    return (
        tuple(part for part in inside if isinstance(part, Message))
        if isinstance(inside, list)
        else ()
    )


def sent(part: Message) -> str:
    """The body of a part as it was sent, 8-bit as surrogates; "" for one with parts."""
    inside: object = vars(part).get("_payload")
    return inside if isinstance(inside, str) else ""
