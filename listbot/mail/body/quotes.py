"""Other people's words: lines with quote marks, attributions, header blocks, and unmarked
quotes.

An unmarked quote is only believed below an answer, or below a title or a header block that
a mailer writes. Pure; never raises.
"""

from listbot.mail.body import marks
from listbot.mail.body.attribution import (
    attribution_ending,
    header_block_end,
    is_run_on,
    label_of,
    run_on_block,
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
    if not is_marked and text.rstrip()[-1] not in ":：":
        return None
    found = attribution_ending(lines.texts, line, quote_follows=is_marked)
    if found is None:
        return None
    if found.complete and not is_marked and lines.first_own < found.start:
        lines.unmarked_from = following
    return Span(found.start, line + 1, Part.ATTRIBUTION, _attributed(found.language))


def unmarked_quote(lines: Lines, line: int) -> Span:
    """Everything below a complete attribution without marks, if the answer is above it."""
    return Span(line, len(lines.texts), Part.QUOTE, "after an attribution, without marks")


def _attributed(language: str) -> str:
    return f"attribution ({language})" if language else "attribution (date or name)"


def header_block(lines: Lines, line: int) -> Span | None:
    """The header fields of an answered mail, as Outlook and webmailers put them above it."""
    text = lines.texts[line]
    if len(text) > 60 and run_on_block(text) == 0:
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
    """Whether marks follow a header block, so that unmarked lines are an answer.

    Under an answer, marks prove nothing: the answered mail has them if it quotes in turn. A
    few webmailers put two titles one above the other before they begin to mark.
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
    """`-----Original Message-----` and what mailers put below it."""
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
