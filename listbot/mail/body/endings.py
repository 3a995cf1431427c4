"""The end of a mail: signatures, and the footers of lists, phones and free mailers.

A signature needs its dashes, a footer its rule or its usual words. Neither takes a line
that begins like a vote after a blank line or right below the dashes. Pure; never raises.
"""

import re

from listbot.mail.body import marks
from listbot.mail.body.code import armour
from listbot.mail.body.languages import LANGUAGES, LIST_FOOTER_OPENINGS, LIST_FOOTER_WORDS
from listbot.mail.body.lines import Block, Lines, Span
from listbot.mail.body.quotes import (
    attribution,
    forwarded_message,
    header_block,
    original_message,
    quote,
    ruled_header,
)
from listbot.mail.mail import Part

_DASHES = frozenset({"--", "---", "—", "----", "-----"})
_MARKS = frozenset(">＞|-_=*#~")  # Quotes, rules and titles begin with these.
_MAX_SIGNATURE = 12  # lines under dashes that are not quite RFC 3676's

_DEVICES: dict[str, tuple[tuple[str, str], ...]] = {}
for _language in LANGUAGES:
    for _phrase in _language.devices:
        _DEVICES[_phrase[:2]] = (*_DEVICES.get(_phrase[:2], ()), (_phrase, _language.name))
_DASHED_NAME = re.compile(r"--[ ]?[~*]?[A-Z][\w.'-]{0,30}(?: [A-Z][\w.'-]{0,30}){0,2}[~*]?$")


def list_footer(lines: Lines, line: int) -> Span | None:
    """A rule and, below it, what a list server or a free mailer adds to every post."""
    if not marks.is_rule(lines.texts[line]):
        return None
    below = lines.next_text(line + 1)
    if below > line + 2:
        return None
    end = lines.end_of_paragraph(below)
    words = " ".join(lines.texts[below:end])[:2_000].lower()
    if any(map(words.__contains__, LIST_FOOTER_WORDS)):
        return Span(line, end, Part.FOOTER, "list footer")
    is_last = lines.next_text(end) == len(lines.texts) or lines.is_quoted(lines.next_text(end))
    if (
        is_last
        and end - below <= 4
        and ("http" in words or "www." in words)
        and lines.first_own < line
    ):
        return Span(line, end, Part.FOOTER, "advertisement under a rule")
    return None


def footer_line(lines: Lines, line: int) -> Span | None:
    """A footer line that needs no rule above: "To unsubscribe, e-mail: ..."."""
    opening = lines.text(line)[:60].lower()
    if not opening.startswith(LIST_FOOTER_OPENINGS):
        return None
    near = (lines.text(line) + " " + lines.text(line + 1))[:400]
    return (
        Span(line, line + 1, Part.FOOTER, "list footer") if "@" in near or "http" in near else None
    )


def device_footer(lines: Lines, line: int) -> Span | None:
    """The line a phone or a mailer adds: it ends its paragraph."""
    text = lines.text(line)
    opening = text[:80].lower()
    language = next(
        (name for phrase, name in _DEVICES.get(opening[:2], ()) if opening.startswith(phrase)), ""
    )
    if not language or len(text) > 100:
        return None
    ends = (
        not lines.text(line + 1)
        or lines.is_quoted(line + 1)
        or marks.is_rule(lines.texts[line + 1])
    )
    return (
        Span(line, line + 1, Part.SIGNATURE, f"mailer's own footer ({language})") if ends else None
    )


def signature(lines: Lines, line: int) -> Span | None:
    """The lines below `-- ` (RFC 3676, 4.3), or below dashes meant as that.

    It ends at another block, or at a vote: nobody signs with "+1", and somebody may vote
    below a line of dashes.
    """
    text = lines.texts[line]
    dashes = text.strip()
    if dashes not in _DASHES:
        return _dashed_name(lines, line)
    if text == "-- ":
        end = _end_of_signature(lines, line + 1, len(lines.texts))
        return Span(line, end, Part.SIGNATURE, "signature after --")
    end = _end_of_signature(lines, line + 1, min(len(lines.texts), line + 2 + 2 * _MAX_SIGNATURE))
    shown = [at for at in range(line + 1, end) if lines.texts[at].strip()]
    if not shown or len(shown) > _MAX_SIGNATURE:
        return None
    is_parted = len(dashes) > 2 and any(
        not lines.texts[at].strip() for at in range(shown[0], shown[-1])
    )
    if is_parted or (len(dashes) > 2 and lines.first_own >= line):
        return None
    return Span(line, end, Part.SIGNATURE, f"signature after {dashes}")


def _end_of_signature(lines: Lines, line: int, last: int) -> int:
    end = line
    while end < last:
        begins = end == line or not lines.texts[end - 1].strip()
        if begins and marks.begins_with_vote(lines.texts[end]):
            break
        text = lines.texts[end].strip()
        if text in _DASHES or (text and _ends_signature(lines, end, text)):
            break
        end += 1
    return end


def _dashed_name(lines: Lines, line: int) -> Span | None:
    """`--Ana`, the last line a person wrote."""
    if not _DASHED_NAME.match(lines.text(line)) or lines.first_own >= line:
        return None
    below = lines.next_text(line + 1)
    is_last = below == len(lines.texts) or _ends_signature(lines, below, lines.text(below))
    return Span(line, line + 1, Part.SIGNATURE, "name after dashes") if is_last else None


def _ends_signature(lines: Lines, line: int, text: str) -> bool:
    """Whether a block begins here that is not part of a signature."""
    if text[0] in _MARKS:
        blocks = ENDS_SIGNATURE
    else:
        is_plain = ":" not in text and "：" not in text and ">" not in text
        blocks = _PLAIN_ENDS if is_plain else _UNMARKED_ENDS
    return any(block(lines, line) for block in blocks)


ENDS_SIGNATURE: tuple[Block, ...] = (
    list_footer,
    quote,
    armour,
    original_message,
    ruled_header,
    header_block,
    attribution,
)
"""Blocks that can follow a signature and are not part of it; most often it is the list's footer."""
_UNMARKED_ENDS: tuple[Block, ...] = (quote, forwarded_message, header_block, attribution)
"""Those that can begin without a mark."""
_PLAIN_ENDS: tuple[Block, ...] = (forwarded_message, attribution)
"""Those that can begin without a mark and a colon."""
