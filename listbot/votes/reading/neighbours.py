"""Doubt a value because of the lines around it: "The log says:" above it, or a sentence that runs
through it. Pure; never raises; looks at two lines for each value.
"""

import re
from collections.abc import Sequence

from listbot.mail.mail import Line, Part
from listbot.model.reading import Cast, Doubt
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.text.findings import Found

QUOTED = "the line above says that something else says it"
_RUNS_ON = "in the middle of a sentence"
_SAYING = vocabulary(
    "says said prints printed shows showed returns returned gives gave reads logs logged outputs "
    "output reports reported writes wrote answers answered contains log error message stdout stderr"
)
_OWN = vocabulary("as i i've we already")
_LAST = 3  # Words of a line that introduces another.
_ALONE = re.compile(r"[\s*_(]{0,9}[+-]{1,2}\d(?:\.\d)?[\s*_)]{0,9}")
_GOES_ON = vocabulary("and or but then which on for in to as if when where is was with")
_MARKS = ".!?:,;)>]\"'-"


def doubted(found: Sequence[Found], lines: Sequence[Line]) -> list[Found]:
    """The findings; a value that stands in the middle of something else has become a doubt."""
    return [_doubted(each, lines) if isinstance(each.finding, Cast) else each for each in found]


def _doubted(found: Found, lines: Sequence[Line]) -> Found:
    cast = found.finding
    assert isinstance(cast, Cast)
    at = cast.line - 1
    if cast.in_words or cast.value is None or at < 1:
        return found
    reason = _reason(lines, at)
    return Found(Doubt(cast.quote, cast.line, reason, cast.value)) if reason else found


def _reason(lines: Sequence[Line], at: int) -> str:
    above = lines[at - 1] if lines[at - 1].text.strip() or at < 2 else lines[at - 2]
    text = above.text.rstrip()
    if above.part is not Part.OWN or not text:
        return ""
    if text[-1] == ":":
        words = text[:-1].lower().split()[-_LAST:]
        is_told = len(words) > 1 and words[-1] in _SAYING and _OWN.isdisjoint(words)
        return QUOTED if is_told else ""
    below = lines[at + 1].text.split(None, 1)[:1] if at + 1 < len(lines) else []
    runs_on = (
        above is lines[at - 1]
        and text[-1] not in _MARKS
        and below[:1] != []
        and below[0] in _GOES_ON
        and _ALONE.fullmatch(lines[at].text) is not None
    )
    return _RUNS_ON if runs_on else ""
