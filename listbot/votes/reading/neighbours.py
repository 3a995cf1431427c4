"""Doubt a value because of the lines around it: "The log says:" above it, a sentence that runs
through it, a condition in the sentence behind it, or, deep in a thread, a quoted remark of one
line right above a bare +1. Pure; never raises; looks at a few lines for each value.
"""

import re
from collections.abc import Sequence

from listbot.mail.body import shapes
from listbot.mail.mail import Line, Part
from listbot.model.reading import Cast, Doubt, Parent
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.numbers.conditions import BINDING_ABOVE, binds_above
from listbot.votes.numbers.numbers import CONDITIONAL
from listbot.votes.numbers.promises import passes_on
from listbot.votes.text.findings import PERHAPS_AGREES, SOFT, Found, Voice
from listbot.votes.text.stems import telling_stems
from listbot.votes.text.tokens import first_word, fold, tokenise

QUOTED = "the line above says that something else says it"
RETHOUGHT = "second thoughts stand right behind it"
_DEICTIC = frozenset({"", "this", "that", "it", "this one", "that one"})
"""What a +1 is for that names nothing."""
TABLE = "in a table of something else"
_ROWS = 30  # of a table
_RULE = re.compile(r"\|[\s:|-]{2,200}")
_ABOUT_VOTES = vocabulary(
    "vote votes voting value my me mine answer answers opinion +1 stimme stimmen votum voto vota "
    "choice i yes no ja nein"
)
_SECOND_THOUGHTS = (
    "on second thought", "on second thoughts", "just kidding", "scratch that", "not. ", "not! ",
    "/s ", "</s",
)  # fmt: skip
_BEGINS = 40  # Characters that show how a line begins.
_RUNS_ON = "in the middle of a sentence"
_SAYING = vocabulary(
    "says said prints printed shows showed returns returned gives gave reads logs logged outputs "
    "output reports reported writes wrote answers answered contains log error message stdout stderr"
)
_OWN = vocabulary("as i i've we already")
_MINE = vocabulary("me us here")
_LABELS = 8  # lines of a header above a forwarded mail
_LAST = 3  # Words of a line that introduces another.
_ALONE = re.compile(r"[\s*_(]{0,9}[+-]{1,2}\d(?:\.\d)?[\s*_)]{0,9}")
_GOES_ON = vocabulary("and or but then which on for in to as if when where is was with")
_LOOKED_AT = 300  # Characters of a line.
_PROMPT = re.compile(r"\s{0,9}(?:[$%]|>>>|\w{1,32}@[\w.-]{1,64}(?::\S{1,64})?[$#])\s+\S")
"""A line that a shell reads; what it prints stands below."""
_CONCLUDES = re.compile(r"\s{0,9}(?:so|hence|thus|therefore|my)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!](?:\s|$)")
_MARKS = ".!?:,;)>]\"'-"


def doubted(found: Sequence[Found], lines: Sequence[Line], voice: Voice) -> list[Found]:
    """The findings; a value that stands in the middle of something else has become a doubt."""
    casts = [each.finding for each in found if isinstance(each.finding, Cast)]
    if not casts:
        return list(found)
    is_deep = (
        voice.parent in (Parent.TALKS, Parent.ASKS)
        and not voice.answers_opening
        and not any(cast.is_against for cast in casts)
    )
    return [
        _doubted(each, each.finding, lines, voice, is_deep=is_deep)
        if isinstance(each.finding, Cast)
        else each
        for each in found
    ]


def _doubted(
    found: Found, cast: Cast, lines: Sequence[Line], voice: Voice, *, is_deep: bool
) -> Found:
    at = cast.line - 1
    if cast.in_words and cast.value is not None:
        reason = _reason_in_words(found, cast, lines, voice)
        return _as_doubt(found, cast, reason) if reason else found
    if cast.value is None:
        return found
    reason = _reason(lines, at, voice) if at else ""
    if not reason and "|" in lines[at].text and _is_of_table(lines, at):
        reason = TABLE
    if not reason and not cast.is_against and _is_bound(cast.value, lines, at):
        reason = CONDITIONAL
    if not reason and _is_rethought(cast.value, lines, at):
        reason = RETHOUGHT
    if not reason and is_deep and _is_for_remark(found, cast, lines, voice):
        reason = PERHAPS_AGREES
    return _as_doubt(found, cast, reason) if reason else found


def _as_doubt(found: Found, cast: Cast, reason: str) -> Found:
    return Found(Doubt(cast.quote, cast.line, reason, cast.value), found.topic)


def _reason_in_words(found: Found, cast: Cast, lines: Sequence[Line], voice: Voice) -> str:
    """The doubt about a yes or a no in words right under a quoted remark that is not about the
    title, or "": "I agree completely", "No, please don't" under "Should I send the list?".
    """
    if voice.answers_opening or voice.parent not in (Parent.TALKS, Parent.ASKS):
        return ""
    if not found.remark or not _is_beside_title(found, lines, voice):
        return ""
    said = cast.quote.lower()
    if "proposal" in said or not telling_stems(said).isdisjoint(telling_stems(voice.title)):
        return ""
    asked = lines[found.remark - 1].text.rstrip().endswith("?")
    return (SOFT if asked else "") if cast.is_against else PERHAPS_AGREES


def _is_bound(value: str, lines: Sequence[Line], at: int) -> bool:
    """Whether the sentence behind the value's is a condition: "+1. But only after the release."."""
    _, found, behind = lines[at].text[:_LOOKED_AT].partition(value)
    end = _SENTENCE.search(behind)
    if not found:
        return False
    text = behind[end.end() :] if end else ""
    if not text.strip():
        text = _below(lines, at, goes_on=end is None and behind.strip() != "")
    if not text:
        return False
    text = fold(text)
    return first_word(text) in BINDING_ABOVE and binds_above(tokenise(text)) is not None


def _is_rethought(value: str, lines: Sequence[Line], at: int) -> bool:
    """Whether what stands behind the value, or the next line, begins with second thoughts."""
    behind = lines[at].text[:_LOOKED_AT].partition(value)[2].lstrip(" .!")
    text = behind or _below(lines, at, goes_on=False)
    begin = " ".join(text[:_BEGINS].lower().split()).lstrip("*_(,- ")
    return f"{begin} ".startswith(_SECOND_THOUGHTS)


def _below(lines: Sequence[Line], at: int, *, goes_on: bool) -> str:
    """The next line with text, if it is the writer's; a sentence that goes on there is not."""
    behind = at + 1
    while behind < min(len(lines), at + 3) and not lines[behind].text.strip():
        behind += 1
    if behind == len(lines) or lines[behind].part is not Part.OWN:
        return ""
    return "" if goes_on and behind == at + 1 else lines[behind].text[:_LOOKED_AT]


def _is_for_remark(found: Found, cast: Cast, lines: Sequence[Line], voice: Voice) -> bool:
    """Whether a bare +1 stands right under a remark of one line that is not about the title.

    Under a longer passage people vote: they quote what convinced them.
    """
    is_bare = cast.value is not None and cast.value[0] == "+" and cast.item is None
    is_bare = is_bare and found.topic in _DEICTIC
    if not is_bare or found.mine or found.changes or not found.remark:
        return False
    return _is_beside_title(found, lines, voice)


def _is_beside_title(found: Found, lines: Sequence[Line], voice: Voice) -> bool:
    """Whether the quoted remark above has one line, was not quoted before, and names nothing that
    the title names.
    """
    if found.remark > 1 and lines[found.remark - 2].part is Part.QUOTE:
        return False
    remark = lines[found.remark - 1].text.strip()
    if remark[1:].lstrip().startswith(">"):
        return False
    return telling_stems(remark).isdisjoint(telling_stems(voice.title))


def _introduces(text: str, voice: Voice) -> bool:
    """ "The log says:", "Mats asked me to forward this:", "From Mats:"."""
    words = text[:_LOOKED_AT].split()
    last = words[-_LAST:]
    if len(last) > 1 and last[-1] in _SAYING and _OWN.isdisjoint(last):
        return True
    if passes_on(text[:_LOOKED_AT]):
        return True
    return words[:1] == ["from"] and len(words) == 2 and words[1] not in voice.author | _MINE


def _is_of_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a row belongs to a table whose heading does not speak of votes: "| host | diff |"."""
    begin = at
    while begin and at - begin < _ROWS and lines[begin - 1].text.lstrip()[:1] == "|":
        begin -= 1
    if at - begin < 2 or not _RULE.fullmatch(lines[begin + 1].text.strip()):
        return False
    heading = lines[begin].text[:_LOOKED_AT].lower().replace("|", " ").split()
    return _ABOUT_VOTES.isdisjoint(heading)


def _ends_header(lines: Sequence[Line], at: int) -> bool:
    """Whether a forwarded mail's header ends at a line: labels and values, among these an address
    and a time.
    """
    begin = at
    while begin >= 0 and at - begin < _LABELS and shapes.has_label(lines[begin].text):
        begin -= 1
    values = [lines[each].text[:_LOOKED_AT] for each in range(begin + 1, at + 1)]
    return any(map(shapes.is_addressed, values)) and any(map(shapes.is_stamped, values))


def _reason(lines: Sequence[Line], at: int, voice: Voice) -> str:
    above = lines[at - 1] if lines[at - 1].text.strip() or at < 2 else lines[at - 2]
    text = above.text.rstrip()
    if above.part is not Part.OWN or not text or _CONCLUDES.match(lines[at].text):
        return ""
    if _PROMPT.match(text):
        return QUOTED
    if text[-1] == ":":
        return QUOTED if _introduces(text[:-1].lower(), voice) else ""
    if _ends_header(lines, above.number - 1):
        return QUOTED
    below = lines[at + 1].text.split(None, 1)[:1] if at + 1 < len(lines) else []
    runs_on = (
        above is lines[at - 1]
        and text[-1] not in _MARKS
        and below[:1] != []
        and below[0] in _GOES_ON
        and _ALONE.fullmatch(lines[at].text) is not None
    )
    return _RUNS_ON if runs_on else ""
