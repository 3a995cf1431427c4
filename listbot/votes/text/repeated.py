"""Lines that repeat an earlier mail of the thread without marks: they are quotes, in whatever
language and by whatever mailer. Pure; linear in the lines; never fails.

A whole line behind an odd mark ("» +1", ": +1") is one, however short. Other lines
are repeated whose every word stands in a run of eight that the opening or the parent has.
Where a line right above is what mailers put over a quote (a date, an address, a
title between dashes), and the answer stands above that, all below is quoted, too. Without such a
line one that begins like a vote is left to its writer: people vote in the words of a form.
"""

from collections.abc import Sequence

from listbot.mail.body import marks, shapes
from listbot.mail.body.languages import SALUTATION_ENDS
from listbot.mail.mail import Line, Part
from listbot.model.earlier import RUN, EarlierText, words_of

REPEATED = "repeats an earlier mail"
_BELOW = "below a line that introduces a repeated mail"
_WRITTEN = (Part.OWN, Part.FORM)
_LABELS = 8  # lines of a header above a repeated mail
_ODD_MARKS = "»›:|}%#"
_SALUTATION = 4  # words


def without_repeated(lines: tuple[Line, ...], texts: Sequence[EarlierText]) -> tuple[Line, ...]:
    """The lines; those that an earlier mail has word by word have become quotes."""
    lines = _without_marked(lines, texts)
    own = [at for at, line in enumerate(lines) if line.part is Part.OWN and line.text.strip()]
    if sum(lines[at].text.count(" ") for at in own) < RUN - 1:
        return lines
    words = [words_of(lines[at].text) for at in own]
    repeated = _repeated(words, texts)
    if not repeated:
        return lines
    found = list(lines)
    for index in repeated:
        if not marks.begins_with_vote(lines[own[index]].text):
            found[own[index]] = _quote(lines[own[index]], REPEATED)
    first = own[min(repeated)]
    title = _introduced_from(lines, own, first)
    if title is not None:
        for at in range(title, first):
            found[at] = lines[at]._replace(part=Part.ATTRIBUTION, note=_BELOW)
        if any(not _is_salutation(lines[at].text) for at in own if at < title):
            found[first:] = [_quote(line, _BELOW) for line in found[first:]]
    return tuple(found)


def _without_marked(lines: tuple[Line, ...], texts: Sequence[EarlierText]) -> tuple[Line, ...]:
    """The lines; those that are a whole line of an earlier mail behind an odd mark are quotes."""
    marked = [at for at, line in enumerate(lines) if _behind_mark(line)]
    if not marked:
        return lines
    known = {line.strip() for text in texts for line in text.lines}
    found = list(lines)
    for at in marked:
        if _behind_mark(lines[at]) in known:
            found[at] = _quote(lines[at], REPEATED)
    return tuple(found)


def _behind_mark(line: Line) -> str:
    """What stands behind a mark that few mailers put before a quote: "» -1, it breaks"."""
    text = line.text.strip()
    return text[1:].strip() if line.part in _WRITTEN and text[:1] in _ODD_MARKS and text else ""


def _repeated(words: Sequence[Sequence[str]], texts: Sequence[EarlierText]) -> list[int]:
    """Which of these lines stand in an earlier mail from their first word to their last."""
    whole = [word for line in words for word in line]
    places: set[int] = set()
    for text in texts:
        places |= text.repeated_in(whole)
    found: list[int] = []
    begin = 0
    for index, line in enumerate(words):
        if line and places.issuperset(range(begin, begin + len(line))):
            found.append(index)
        begin += len(line)
    return found


def _quote(line: Line, note: str) -> Line:
    return line._replace(part=Part.QUOTE, note=note) if line.part in _WRITTEN else line


def _introduced_from(lines: Sequence[Line], own: Sequence[int], first: int) -> int | None:
    """The first line of what stands over a repeated mail; None where nothing does."""
    above = first - 1
    while above >= 0 and not lines[above].text.strip():
        above -= 1
    if above < 0:
        return None
    if lines[above].part is Part.ATTRIBUTION:
        return first
    begin = above
    while begin > max(0, above - _LABELS) and shapes.label_and_value(lines[begin - 1].text)[0]:
        begin -= 1
    is_over = any(_stands_over(lines[at].text) for at in range(begin, above + 1))
    return begin if lines[above].part is Part.OWN and is_over else None


def _stands_over(text: str) -> bool:
    """Whether a line is what a mailer puts over a quote: an attribution or a title, in whatever
    language.
    """
    bare = shapes.plain(text)[: marks.LOOKED_AT]
    if marks.begins_with_vote(bare) or marks.holds_vote(bare):
        return False
    framed = bare[:2] == bare[:1] * 2 and not (bare[:1].isalnum() or bare[-1:].isalnum())
    return framed or shapes.is_stamped(bare) or (shapes.is_addressed(bare) and bare[-1] in ":：")


def _is_salutation(text: str) -> bool:
    stripped = text.strip()
    return stripped.endswith(SALUTATION_ENDS) and len(stripped.split()) <= _SALUTATION
