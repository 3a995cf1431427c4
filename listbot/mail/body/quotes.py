"""Other people's words: lines with quote marks, attributions, header blocks, and unmarked
quotes.

An unmarked quote is only believed below an answer, or below a title or a header block that
a mailer writes. Pure; never raises.
"""

from listbot.mail.body import marks, shapes
from listbot.mail.body.attribution import (
    attribution_ending,
    header_block_end,
    is_run_on,
    label_of,
    run_on_block,
    stands_alone,
)
from listbot.mail.body.languages import LANGUAGES
from listbot.mail.body.lines import Lines, Span
from listbot.mail.mail import Part

_LONG_LINE = 58  # a quoted line this long may have been wrapped

_ORIGINALS = {
    phrase: language.name for language in reversed(LANGUAGES) for phrase in language.originals
}
_ORIGINALS |= {"inline attachment follows": "Yahoo"}
_FORWARDS = frozenset(
    {
        "begin forwarded message",
        "anfang der weitergeleiteten nachricht",
        "début du message transféré",
        "inizio messaggio inoltrato",
    }
)
_FORWARD_BEGINS = frozenset(phrase[:5] for phrase in _FORWARDS)


def quote(lines: Lines, line: int) -> Span | None:
    """Consecutive lines with the same quote mark."""
    texts = lines.texts
    text = texts[line]
    mark = marks.quote_mark(text)
    if not mark:
        return None
    if text.startswith(">From ") and not (
        lines.is_quoted(line + 1) or (line and lines.is_quoted(line - 1))
    ):
        return Span(line, line + 1, Part.OWN, "From, marked by a mail store")
    if ">>>" in mark and shapes.is_pointed(text):
        return _attributed_above(lines, line, line + 1, "attribution (GroupWise)")
    broken = _broken_attribution(lines, line, mark)
    if broken:
        return broken
    core = mark.rstrip()
    end = marks.end_of_marked(texts, line + 1, core)
    return Span(line, end, Part.QUOTE, f"quoted with {''.join(core.split())[:8]}")


def _broken_attribution(lines: Lines, line: int, mark: str) -> Span | None:
    """`On ..., Ana <ana@example.org` and `> wrote:`: Gmail breaks the line before the closing
    bracket.
    """
    text = lines.texts[line]
    if (
        line == 0
        or len(mark.strip()) != 1
        or not text.rstrip().endswith((":", "："))
        or len(text) > 80
    ):
        return None
    if "<" not in lines.texts[line - 1] or ">" in lines.texts[line - 1]:
        return None
    joined = [
        *lines.texts[max(0, line - 2) : line - 1],
        lines.texts[line - 1] + ">" + text.strip()[1:],
    ]
    found = attribution_ending(joined, len(joined) - 1, quote_follows=True)
    if found is None:
        return None
    return Span(
        line - len(joined) + found.start, line + 1, Part.ATTRIBUTION, _attributed(found.language)
    )


def wrapped_quote(lines: Lines, line: int) -> Span | None:
    """The rest of a quoted line that was wrapped without its mark: short, in mid-sentence,
    between two quoted lines.
    """
    before, text, after = lines.texts[line - 1], lines.texts[line], lines.texts[line + 1 : line + 2]
    if len(before) < _LONG_LINE or not after or len(text) > 46 or len(text) >= len(before):
        return None
    if marks.quote_mark(before).split() != marks.quote_mark(after[0]).split():
        return None
    goes_on = text.strip()[:1].islower() and before.rstrip()[-1:] not in ".!?:"
    return Span(line, line + 1, Part.QUOTE, "rest of a wrapped quote") if goes_on else None


def attribution(lines: Lines, line: int) -> Span | None:
    """An attribution; if the words after it have no marks, and the writer's own are above
    it, they are the quote.
    """
    text = lines.texts[line]
    if "<" in text and is_run_on(text):
        end = len(lines.texts) if lines.first_own < line else line + 1
        return Span(line, end, Part.QUOTE, "attribution and quote on one line")
    following = lines.next_text(line + 1)
    is_marked = lines.is_quoted(following)
    if not is_marked and shapes.plain(text)[-1:] not in (":", "："):
        is_alone = following > line + 1 and lines.first_own < line and not lines.text(line - 1)
        if not (is_alone and stands_alone(text)):
            return None
        return _attributed_above(lines, line, line + 1, "attribution (without a colon)")
    found = attribution_ending(lines.texts, line, quote_follows=is_marked)
    if found is None:
        return None
    if not found.complete or is_marked:
        return Span(found.start, line + 1, Part.ATTRIBUTION, _attributed(found.language))
    begin = _header_above(lines, found.start)
    return _attributed_above(lines, begin, line + 1, _attributed(found.language))


def _attributed_above(lines: Lines, start: int, end: int, note: str) -> Span:
    """An attribution; what follows it without marks is the quote, if the answer stands above."""
    following = lines.next_text(end)
    if lines.first_own < start and not lines.is_quoted(following):
        lines.unmarked_from = following
    return Span(start, end, Part.ATTRIBUTION, note)


def _header_above(lines: Lines, start: int) -> int:
    """The first of the labels that stand right above an attribution: Mail.ru and Yandex name the
    recipients and the subject there, below a rule.
    """
    line = start
    while line > max(0, start - 4) and shapes.label_and_value(lines.texts[line - 1])[0]:
        line -= 1
    if line == start:
        return start
    return line - 1 if line and marks.is_rule(lines.texts[line - 1]) else line


def unmarked_quote(lines: Lines, line: int) -> Span:
    """Everything below a complete attribution without marks, if the answer is above it."""
    return Span(line, len(lines.texts), Part.QUOTE, "after an attribution, without marks")


def _attributed(language: str) -> str:
    return f"attribution ({language})" if language else "attribution (date or name)"


def header_block(lines: Lines, line: int) -> Span | None:
    """The header fields of an answered mail, as Outlook and webmailers put them above it."""
    text = lines.texts[line]
    if len(text) > 60 and run_on_block(text) == 0:
        return _header(lines, line, line + 1)
    if not shapes.may_have_label(text):
        return None
    end = header_block_end(lines.texts, line) if label_of(text) else line
    if end == line and _may_begin_header(lines, line):
        titled = bool(line) and marks.is_rule(lines.text(line - 1))
        end = shapes.block_end(lines.texts, line, lines.subject, titled=titled)
    return _header(lines, line, end) if end > line else None


def _may_begin_header(lines: Lines, line: int) -> bool:
    """Whether a label stands on a line, and an address beside it or another label on the next."""
    text = lines.texts[line]
    if not shapes.label_and_value(text)[0]:
        return False
    if "@" in text:
        return True
    below = lines.next_text(line + 1) if lines.subject else len(lines.texts)
    return below < min(len(lines.texts), line + 3) and shapes.has_label(lines.texts[below])


def framed_header(lines: Lines, line: int) -> Span | None:
    """The same in the frame that Lotus Notes draws."""
    end = shapes.frame_end(lines.texts, line)
    return _header(lines, line, end) if end > line else None


def _header(lines: Lines, line: int, end: int) -> Span:
    note = "header of the answered mail"
    if _is_answered_below(lines, line, end):
        return Span(line, end, Part.ATTRIBUTION, note)
    return Span(line, len(lines.texts), Part.QUOTE, f"{note}, and all below it")


def _is_answered_below(lines: Lines, start: int, end: int) -> bool:
    """Whether marks follow a header block, so that unmarked lines are an answer.

    Under an answer, marks prove nothing: the answered mail has them if it quotes in turn. A
    few webmailers put two titles one above the other before they begin to mark.
    """
    if lines.first_own < start:
        return False
    below = lines.next_text(end)
    if below < len(lines.texts) and _title(lines, below):
        below = lines.next_text(below + 1)
    if lines.is_quoted(below) or below >= len(lines.texts):
        return lines.is_quoted(below)
    quoted = lines.next_text(below + 1)
    return lines.is_quoted(quoted) and bool(attribution_ending(lines.texts, below, True))


def _title(lines: Lines, line: int) -> str:
    """The language of `-----Original Message-----`, or ""."""
    title = marks.titled_rule(lines.texts[line])
    if title:
        return next((name for phrase, name in _ORIGINALS.items() if phrase in title), "")
    return "forwarded" if _is_forward(lines.text(line)) else ""


def _is_forward(stripped: str) -> bool:
    """ "Begin forwarded message:"; most lines are told by their first letters."""
    return (
        stripped[:5].lower() in _FORWARD_BEGINS and stripped[:60].rstrip(":").lower() in _FORWARDS
    )


def forwarded_message(lines: Lines, line: int) -> Span | None:
    """The same without dashes: "Begin forwarded message:"."""
    return original_message(lines, line) if _is_forward(lines.text(line)) else None


def original_message(lines: Lines, line: int) -> Span | None:
    """`-----Original Message-----` and what mailers put below it."""
    text = lines.texts[line]
    if marks.is_bare(text):
        return None
    language = _title(lines, line)
    if not language and not marks.may_title(text):
        return None
    below = lines.next_text(line + 1)
    end = below
    if not language:
        end = _end_below_title(lines, line, below)
        if end <= below and not shapes.is_titling(text):
            return None
    note = f"original message ({language})"
    if not language:
        is_other = end > below and not shapes.is_about(lines.texts[below:end], lines.subject)
        note = f"{'forwarded' if is_other else 'original'} message (by its shape)"
    if lines.is_quoted(below):
        return Span(line, line + 1, Part.ATTRIBUTION, note)
    if language and below < len(lines.texts):
        end = header_block_end(lines.texts, below)
    if _is_answered_below(lines, line, end):
        return Span(line, end, Part.ATTRIBUTION, note)
    return Span(line, len(lines.texts), Part.QUOTE, f"{note}, and all below it")


def _end_below_title(lines: Lines, line: int, below: int) -> int:
    """The line after the header block below words between dashes, in whatever language; `below`
    where there is none.
    """
    if not below < min(len(lines.texts), line + 3):
        return below
    end = shapes.block_end(lines.texts, below, lines.subject, titled=True)
    return end if end > below else shapes.bare_end(lines.texts, below)


def ruled_header(lines: Lines, line: int) -> Span | None:
    """A rule with a header block below it."""
    if not marks.is_rule(lines.texts[line]):
        return None
    below = lines.next_text(line + 1)
    if below >= len(lines.texts) or below > line + 2 or header_block(lines, below) is None:
        return None
    return Span(line, line + 1, Part.QUOTE, "rule above a quoted header")
