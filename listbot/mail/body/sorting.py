"""Sort the lines of a text into the writer's own words and the rest: quotes, signatures,
footers, forms, code.

One pass from top to bottom. A line's first character selects the kinds of block it can
begin; they are tried in order, and the first that recognises the line takes its lines.
Anything left is the writer's own: we never take a line away from a voter without evidence.
Blank lines belong to the part before them. Pure, linear, never raises.
"""

from itertools import count, repeat

from listbot.mail.body import code, endings, quotes
from listbot.mail.body.closing import mark_closing
from listbot.mail.body.languages import LANGUAGES, LIST_FOOTER_OPENINGS
from listbot.mail.body.lines import Block, Lines, Span
from listbot.mail.body.marks import MARKED
from listbot.mail.mail import Body, Line, Part

_BY_FIRST_CHARACTER: tuple[tuple[str, tuple[Block, ...]], ...] = (
    (">＞", (quotes.quote,)),
    ("|", (quotes.quote, quotes.framed_header, quotes.header_block)),
    (
        "-",
        (
            code.armour,
            code.diff,
            quotes.original_message,
            quotes.ruled_header,
            endings.list_footer,
            code.form,
            endings.signature,
        ),
    ),
    ("`~", (code.fenced_code,)),
    ("_=*", (quotes.original_message,)),
    ("_=*#~", (quotes.ruled_header, endings.list_footer)),
    ("*", (code.form,)),
    ("[", (code.form, quotes.attribution)),
    ("(☐☑☒✅•√", (code.form,)),
    ("—", (endings.signature,)),
    ("@dI", (code.diff,)),
    ("0123456789", (quotes.attribution,)),
)
"""Blocks a line can begin, by its first character. Order matters: the first that recognises
a line takes it.
"""

_WITH_COLON: tuple[Block, ...] = (quotes.forwarded_message, quotes.header_block, quotes.attribution)
"""More blocks for a line with a colon; an attribution without one must begin with a digit."""

_WITH_INITIALS: tuple[Block, ...] = (quotes.quote,)
_INDENTED: tuple[Block, ...] = (code.indented_code,)


def _by_character() -> dict[str, tuple[Block, ...]]:
    table: dict[str, tuple[Block, ...]] = {}
    for characters, kinds in _BY_FIRST_CHARACTER:
        for character in characters:
            table[character] = table.get(character, ()) + kinds
    return table


def _by_letters() -> dict[str, tuple[Block, ...]]:
    """Blocks that begin with a phrase of `languages`, by the phrase's first two letters."""
    table: dict[str, tuple[Block, ...]] = {}
    devices = {phrase[:2] for language in LANGUAGES for phrase in language.devices}
    footers = {phrase[:2] for phrase in LIST_FOOTER_OPENINGS}
    for letters, kind in (
        *zip(devices, repeat(endings.device_footer), strict=False),
        *zip(footers, repeat(endings.footer_line), strict=False),
    ):
        table[letters] = (*table.get(letters, ()), kind)
    return table


_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_BLOCKS = _by_character()
_PHRASED = _by_letters()


def read_body(
    text: str,
    *,
    flowed: bool = False,
    from_html: bool = False,
    subject: str = "",
    writer: str = "",
) -> Body:
    """Sort the lines of a decoded text; line ends are `\\n`. `subject` is the mail's, `writer` the
    name of its author.
    """
    texts = text.rstrip("\n").split("\n") if text else []
    if _SIGNED in text and _SIGNED in texts:
        texts = _without_dash_escapes(texts)
    lines = Lines(texts, subject)
    parts = [Part.OWN] * len(texts)
    notes = [""] * len(texts)
    end = _sort(lines, parts, notes)
    mark_closing(texts, parts, notes, writer, end)
    # A mail has hundreds of lines: made as plain tuples are, which Line is, they cost a third.
    made = map(tuple.__new__, repeat(Line), zip(count(1), texts, parts, notes, strict=False))
    return Body(tuple(made), flowed, from_html)


def _sort(lines: Lines, parts: list[Part], notes: list[str]) -> int:
    """Give each line its part and note. Return the line after the last of the writer's own."""
    texts = lines.texts
    line, end, last_own = 0, len(texts), 0
    quoted_line = -2  # the last line with a quote mark
    while line < end:
        stripped = texts[line].strip()
        if not stripped:
            parts[line] = parts[line - 1] if line else Part.OWN
            line += 1
            continue
        span = _block_at(lines, line, stripped) or (
            quotes.wrapped_quote(lines, line) if line == quoted_line + 1 else None
        )
        if span is None:
            if line < lines.first_own:
                lines.own(line)
            line = last_own = line + 1
            continue
        size = span.end - span.start
        parts[span.start : span.end] = [span.part] * size
        notes[span.start : span.end] = [span.note] * size
        line = span.end
        if span.part is Part.QUOTE:
            quoted_line = line - 1
        elif span.part is Part.OWN:
            last_own = line
    return last_own


def _block_at(lines: Lines, line: int, stripped: str) -> Span | None:
    if line == lines.unmarked_from:
        return quotes.unmarked_quote(lines, line)
    text = lines.texts[line]
    kinds = _BLOCKS.get(stripped[0], ())
    if ">" in text[:MARKED] and stripped[0] not in ">|":
        kinds = _WITH_INITIALS + kinds
    kinds += _PHRASED.get(stripped[:2].lower(), ())
    if ":" in text or "：" in text:
        kinds += _WITH_COLON
    if text[0] in " \t":
        kinds += _INDENTED
    for kind in kinds:
        span = kind(lines, line)
        if span:
            return span
    return None


def _without_dash_escapes(texts: list[str]) -> list[str]:
    """Undo RFC 4880, 7.1: in a signed text `- ` is put before every line that begins with a
    dash, even a -1.
    """
    first = texts.index(_SIGNED)
    return texts[:first] + [text[2:] if text.startswith("- -") else text for text in texts[first:]]
