"""The text a ticket shows of a mail: of a request all of it, of an answer only what is new.

A request keeps its quotes, because a forwarded mail, or one answered between the lines, is
the request itself. An answer keeps the writer's own words, including code and diffs, and
anything it forwards. Both lose signatures and list footers, unless a request would then be
empty. Pure; never raises.
"""

from collections.abc import Iterable

from listbot.mail.body.languages import FORWARD_WORDS
from listbot.mail.mail import Body, Line, Mail, Part

MAX_SHOWN = 64_000  # characters; a tracker with a lower limit cuts by itself
CUT = "..."

_BELOW = frozenset({Part.SIGNATURE, Part.FOOTER})
_OWN = frozenset({Part.OWN, Part.CODE, Part.FORM})


def request_text(mail: Mail) -> str:
    """The readable text of a mail that opens a ticket; "" if it has none."""
    lines = mail.body.lines
    shown = _text(mail.body, [line for line in lines if line.part not in _BELOW])
    return _bounded(shown or _text(mail.body, lines))


def reply_text(mail: Mail) -> str:
    """The text of an answer, without the mail it answers; "" if nothing is left."""
    return _bounded(_text(mail.body, _new_lines(mail.body.lines)))


def _new_lines(lines: Iterable[Line]) -> list[Line]:
    """Own lines, and anything forwarded below them."""
    new: list[Line] = []
    block, is_forwarded = "", False
    for line in lines:
        if line.note != block:
            block = line.note
            if block.startswith("original message"):
                is_forwarded = any(word in line.text[:120].lower() for word in FORWARD_WORDS)
            elif block.startswith("forwarded message"):
                is_forwarded = True
            is_forwarded = is_forwarded and line.part not in _OWN
        if line.part in _OWN or is_forwarded:
            new.append(line)
    return new


def _text(body: Body, lines: Iterable[Line]) -> str:
    """Join lines into paragraphs: flowed ones joined, trailing space cut, runs of blank
    lines reduced to one.
    """
    paragraphs: list[list[str]] = []
    flows_from = 0  # number of the own line that continues on the next one; 0: none
    for number, written, part, _ in lines:
        text = written.rstrip()
        if flows_from and flows_from == number - 1 and text and part is Part.OWN:
            paragraphs[-1].append(text)
        elif text or (paragraphs and paragraphs[-1][0]):
            paragraphs.append([text])
        # RFC 3676, 4.3: the signature separator ends in a space and is never flowed.
        flows = (
            body.flowed and part is Part.OWN and text and written.endswith(" ") and written != "-- "
        )
        flows_from = number if flows else 0
    while paragraphs and not paragraphs[-1][0].strip("> "):
        paragraphs.pop()
    return "\n".join(map(" ".join, paragraphs)).strip("\n")


def _bounded(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN].rstrip()}\n{CUT}"
