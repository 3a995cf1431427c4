"""What a mail is made of besides its writer's words: one function for each kind of block.

Each takes the lines, and the number of one that may begin such a block; it returns the Span of the block, or
None if it is none. Each looks at a bounded number of lines ahead or consumes what it looks at, so all of them
together stay linear. Pure; never raises.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from listbot.mail import marks
from listbot.mail.attribution import (
    attribution_ending,
    header_block_end,
    is_run_on,
    is_run_on_block,
    label_of,
)
from listbot.mail.languages import LANGUAGES, LIST_FOOTER_OPENINGS, LIST_FOOTER_WORDS, SALUTATION_ENDS
from listbot.mail.mail import TICKED, Part

_MAX_FOOTER = 12  # lines of a list's footer
_DASHES = frozenset({"--", "---", "—", "----", "-----"})
_MAX_SIGNATURE = 12  # lines under dashes that are not quite RFC 3676's
_MAX_ARMOUR = 200  # lines of an OpenPGP block
_LONG_LINE = 58  # a quoted line from here on may have been wrapped

_ORIGINALS = {phrase: language.name for language in reversed(LANGUAGES) for phrase in language.originals}
_ORIGINALS |= {"inline attachment follows": "Yahoo"}
_FORWARDS = frozenset(
    {
        "begin forwarded message",
        "anfang der weitergeleiteten nachricht",
        "début du message transféré",
        "inizio messaggio inoltrato",
    }
)
_DEVICES: dict[str, tuple[tuple[str, str], ...]] = {}
for _language in LANGUAGES:
    for _phrase in _language.devices:
        _DEVICES[_phrase[:2]] = (*_DEVICES.get(_phrase[:2], ()), (_phrase, _language.name))
_DIFF_HEADERS = (
    "index ",
    "=====",
    "new file mode",
    "deleted file mode",
    "old mode",
    "new mode",
    "similarity",
    "rename ",
)
_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_DASHED_NAME = re.compile(r"--[ ]?[~*]?[A-Z][\w.'-]{0,30}(?: [A-Z][\w.'-]{0,30}){0,2}[~*]?$")


class Span(NamedTuple):
    """Lines `start` to `end` (not included), and what they are."""

    start: int
    end: int
    part: Part
    note: str


class Lines:
    """The lines of a body, and what is already known of those before."""

    __slots__ = ("first_own", "texts", "unclosed_fences", "unmarked_from")

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.first_own = len(texts)
        """The first line that is surely the writer's own and more than a salutation."""
        self.unclosed_fences: set[str] = set()
        self.unmarked_from = -1
        """The line from which on a quote without marks is known to stand; -1: none."""

    def next_text(self, line: int) -> int:
        """The first line from `line` on that is not blank; the number of lines if there is none."""
        texts = self.texts
        while line < len(texts) and not texts[line].strip():
            line += 1
        return line

    def text(self, line: int) -> str:
        """The line stripped, "" outside."""
        return self.texts[line].strip() if 0 <= line < len(self.texts) else ""

    def is_quoted(self, line: int) -> bool:
        """Whether the line has a quote mark."""
        return line < len(self.texts) and bool(marks.quote_mark(self.texts[line]))

    def own(self, line: int) -> None:
        """Note that this line is the writer's own."""
        text = self.texts[line].strip()
        if line < self.first_own and not (text.endswith(SALUTATION_ENDS) and len(text.split()) <= 4):
            self.first_own = line


Block = Callable[[Lines, int], Span | None]


def quote(lines: Lines, line: int) -> Span | None:
    """Lines with one and the same quote mark."""
    texts = lines.texts
    text = texts[line]
    mark = marks.quote_mark(text)
    if not mark:
        return None
    if text.startswith(">From ") and not (lines.is_quoted(line + 1) or (line and lines.is_quoted(line - 1))):
        return Span(line, line + 1, Part.OWN, "From, marked by a mail store")
    broken = _broken_attribution(lines, line, mark)
    if broken:
        return broken
    core, end = mark.rstrip(), line + 1
    while end < len(texts) and marks.has_mark(texts[end], core):
        end += 1
    return Span(line, end, Part.QUOTE, f"quoted with {''.join(core.split())[:8]}")


def _broken_attribution(lines: Lines, line: int, mark: str) -> Span | None:
    """`On ..., Ana <ana@example.org` and `> wrote:`: Gmail breaks the line before the closing bracket."""
    text = lines.texts[line]
    if line == 0 or len(mark.strip()) != 1 or not text.rstrip().endswith((":", "：")) or len(text) > 80:
        return None
    if "<" not in lines.texts[line - 1] or ">" in lines.texts[line - 1]:
        return None
    joined = [*lines.texts[max(0, line - 2) : line - 1], lines.texts[line - 1] + ">" + text.strip()[1:]]
    found = attribution_ending(joined, len(joined) - 1, quote_follows=True)
    if found is None:
        return None
    return Span(line - len(joined) + found.start, line + 1, Part.ATTRIBUTION, _attributed(found.language))


def wrapped_quote(lines: Lines, line: int) -> Span | None:
    """The rest of a quoted line that was wrapped without its mark: short, in mid-sentence, between two quoted lines."""
    before, text, after = lines.texts[line - 1], lines.texts[line], lines.texts[line + 1 : line + 2]
    if len(before) < _LONG_LINE or not after or len(text) > 46 or len(text) >= len(before):
        return None
    if marks.quote_mark(before).split() != marks.quote_mark(after[0]).split():
        return None
    goes_on = text.strip()[:1].islower() and before.rstrip()[-1:] not in ".!?:"
    return Span(line, line + 1, Part.QUOTE, "rest of a wrapped quote") if goes_on else None


def attribution(lines: Lines, line: int) -> Span | None:
    """An attribution; where the words after it have no marks, and the writer's own stand above, they are the quote."""
    text = lines.texts[line]
    if "<" in text and is_run_on(text):
        end = len(lines.texts) if lines.first_own < line else line + 1
        return Span(line, end, Part.QUOTE, "attribution and quote on one line")
    following = lines.next_text(line + 1)
    is_marked = lines.is_quoted(following)
    if not is_marked and text.rstrip()[-1] not in ":：":
        return None
    found = attribution_ending(lines.texts, line, quote_follows=is_marked)
    if found is None:
        return None
    if found.complete and not is_marked and lines.first_own < found.start:
        lines.unmarked_from = following
    return Span(found.start, line + 1, Part.ATTRIBUTION, _attributed(found.language))


def unmarked_quote(lines: Lines, line: int) -> Span:
    """All that follows a complete attribution without marks, when the answer stands above it."""
    return Span(line, len(lines.texts), Part.QUOTE, "after an attribution, without marks")


def _attributed(language: str) -> str:
    return f"attribution ({language})" if language else "attribution (date or name)"


def header_block(lines: Lines, line: int) -> Span | None:
    """The header fields of an answered mail, as Outlook and webmailers put them above it."""
    text = lines.texts[line]
    if len(text) > 60 and is_run_on_block(text):
        end = line + 1
    elif not label_of(text):
        return None
    else:
        end = header_block_end(lines.texts, line)
    if end == line:
        return None
    note = "header of the answered mail"
    if _is_answered_below(lines, line, end):
        return Span(line, end, Part.ATTRIBUTION, note)
    return Span(line, len(lines.texts), Part.QUOTE, f"{note}, and all below it")


def _is_answered_below(lines: Lines, start: int, end: int) -> bool:
    """Whether what follows a header block has marks, so that unmarked lines are an answer.

    Under an answer, marks prove nothing: the answered mail has them when it quotes in turn. A few webmailers
    put two titles above one another before they begin to mark.
    """
    if lines.first_own < start:
        return False
    below = lines.next_text(end)
    if below < len(lines.texts) and _title(lines, below):
        below = lines.next_text(below + 1)
    return lines.is_quoted(below)


def _title(lines: Lines, line: int) -> str:
    """The language of `-----Original Message-----`, or ""."""
    title = marks.titled_rule(lines.texts[line])
    if title:
        return next((name for phrase, name in _ORIGINALS.items() if phrase in title), "")
    return "forwarded" if lines.text(line)[:60].rstrip(":").lower() in _FORWARDS else ""


def original_message(lines: Lines, line: int) -> Span | None:
    """`-----Original Message-----` and what its mailers put below it."""
    language = _title(lines, line)
    if not language:
        return None
    below = lines.next_text(line + 1)
    note = f"original message ({language})"
    if lines.is_quoted(below):
        return Span(line, line + 1, Part.ATTRIBUTION, note)
    end = header_block_end(lines.texts, below) if below < len(lines.texts) else below
    if _is_answered_below(lines, line, end):
        return Span(line, end, Part.ATTRIBUTION, note)
    return Span(line, len(lines.texts), Part.QUOTE, f"{note}, and all below it")


def ruled_header(lines: Lines, line: int) -> Span | None:
    """A rule with a header block below it."""
    if not marks.is_rule(lines.texts[line]):
        return None
    below = lines.next_text(line + 1)
    if below >= len(lines.texts) or below > line + 2 or header_block(lines, below) is None:
        return None
    return Span(line, line + 1, Part.QUOTE, "rule above a quoted header")


def list_footer(lines: Lines, line: int) -> Span | None:
    """A rule, and below it what a list server or a free mailer adds to every post."""
    if not marks.is_rule(lines.texts[line]):
        return None
    below = lines.next_text(line + 1)
    if below > line + 2:
        return None
    end = _end_of_paragraph(lines, below)
    words = " ".join(lines.texts[below:end])[:2_000].lower()
    if any(word in words for word in LIST_FOOTER_WORDS):
        return Span(line, end, Part.FOOTER, "list footer")
    is_last = lines.next_text(end) == len(lines.texts) or lines.is_quoted(lines.next_text(end))
    if is_last and end - below <= 4 and ("http" in words or "www." in words) and lines.first_own < line:
        return Span(line, end, Part.FOOTER, "advertisement under a rule")
    return None


def _end_of_paragraph(lines: Lines, line: int) -> int:
    end = line
    while end < len(lines.texts) and end < line + _MAX_FOOTER and lines.texts[end].strip():
        end += 1
    return end


def footer_line(lines: Lines, line: int) -> Span | None:
    """A footer line that needs no rule above: "To unsubscribe, e-mail: ..."."""
    opening = lines.text(line)[:60].lower()
    if not opening.startswith(LIST_FOOTER_OPENINGS):
        return None
    near = (lines.text(line) + " " + lines.text(line + 1))[:400]
    return Span(line, line + 1, Part.FOOTER, "list footer") if "@" in near or "http" in near else None


def device_footer(lines: Lines, line: int) -> Span | None:
    """The line a telephone or a mailer adds: it ends its paragraph."""
    text = lines.text(line)
    opening = text[:80].lower()
    language = next(
        (name for phrase, name in _DEVICES.get(opening[:2], ()) if opening.startswith(phrase)), ""
    )
    if not language or len(text) > 100:
        return None
    ends = not lines.text(line + 1) or lines.is_quoted(line + 1) or marks.is_rule(lines.texts[line + 1])
    return Span(line, line + 1, Part.SIGNATURE, f"mailer's own footer ({language})") if ends else None


def signature(lines: Lines, line: int) -> Span | None:
    """What stands below `-- ` (RFC 3676, 4.3), or below dashes that are meant as that.

    It ends where another block begins, or a vote: nobody signs with "+1", and somebody may vote below a line of dashes.
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
    is_parted = len(dashes) > 2 and any(not lines.texts[at].strip() for at in range(shown[0], shown[-1]))
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
        if text in _DASHES or (text and any(block(lines, end) for block in ENDS_SIGNATURE)):
            break
        end += 1
    return end


def _dashed_name(lines: Lines, line: int) -> Span | None:
    """`--Ana`, the last line of what somebody wrote."""
    if not _DASHED_NAME.match(lines.text(line)) or lines.first_own >= line:
        return None
    below = lines.next_text(line + 1)
    is_last = below == len(lines.texts) or any(block(lines, below) for block in ENDS_SIGNATURE)
    return Span(line, line + 1, Part.SIGNATURE, "name after dashes") if is_last else None


def armour(lines: Lines, line: int) -> Span | None:
    """OpenPGP and PEM blocks; the text of a signed one is the writer's own (RFC 4880, 7)."""
    text = lines.text(line)
    if not (text.startswith("-----BEGIN ") and text.endswith("-----")):
        return None
    if text == "-----BEGIN PGP SIGNED MESSAGE-----":
        return Span(line, _end_of_paragraph(lines, line), Part.SIGNATURE, "OpenPGP header")
    closing = text.replace("BEGIN", "END", 1)
    last = min(len(lines.texts), line + _MAX_ARMOUR)
    end = next((at + 1 for at in range(line, last) if lines.texts[at].strip() == closing), line + 1)
    if "SIGNATURE" in text:
        return Span(line, end, Part.SIGNATURE, "OpenPGP signature")
    return Span(line, end, Part.CODE, "armoured block")


def diff(lines: Lines, line: int) -> Span | None:
    """The header of a file in a diff, or one hunk with exactly the lines it announces."""
    text = lines.texts[line]
    hunk = _HUNK.match(text)
    if hunk:
        return Span(line, _end_of_hunk(lines, line + 1, hunk), Part.CODE, "diff")
    if text.startswith(("diff --git ", "Index: ")):
        end = line + 1
        while lines.text(end).startswith(_DIFF_HEADERS):
            end += 1
        return Span(line, end, Part.CODE, "diff")
    is_pair = text.startswith("--- ") and lines.text(line + 1).startswith("+++ ")
    return Span(line, line + 2, Part.CODE, "diff") if is_pair else None


def _end_of_hunk(lines: Lines, line: int, hunk: re.Match[str]) -> int:
    old, new = int(hunk[1] or 1), int(hunk[2] or 1)
    while line < len(lines.texts) and (old > 0 or new > 0):
        sign = lines.texts[line][:1]
        if sign not in {"", " ", "+", "-", "\\"}:
            break
        old -= sign in {"", " ", "-"}
        new -= sign in {"", " ", "+"}
        line += 1
    return line


def fenced_code(lines: Lines, line: int) -> Span | None:
    """Lines between two fences; one fence alone is none."""
    fence = lines.text(line)[:3]
    if fence not in {"```", "~~~"} or fence in lines.unclosed_fences:
        return None
    for end in range(line + 1, len(lines.texts)):
        if lines.text(end) == fence:
            return Span(line, end + 1, Part.CODE, f"between {fence}")
    lines.unclosed_fences.add(fence)
    return None


def indented_code(lines: Lines, line: int) -> Span | None:
    """An indented paragraph that looks like code; never one with a line that begins like a vote."""
    if not lines.texts[line].startswith(("    ", "\t")) or (line and lines.texts[line - 1].strip()):
        return None
    end = line
    while end < len(lines.texts) and lines.texts[end].startswith(("    ", "\t")) and lines.texts[end].strip():
        end += 1
    shown = lines.texts[line:end]
    if any(marks.begins_with_vote(text) for text in shown):
        return None
    is_code = sum(map(marks.looks_like_code, shown)) * 2 >= len(shown)
    return Span(line, end, Part.CODE, "indented code") if is_code else None


def form(lines: Lines, line: int) -> Span | None:
    """A line of a voting form."""
    ticked = marks.tick(lines.texts[line])
    if ticked is None:
        return None
    return Span(line, line + 1, Part.FORM, TICKED if ticked else "voting form, not ticked")


ENDS_SIGNATURE: tuple[Block, ...] = (
    quote,
    armour,
    original_message,
    ruled_header,
    list_footer,
    header_block,
    attribution,
)
"""What can follow a signature and is no part of it."""
