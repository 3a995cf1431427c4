"""Choose the lines of a body to read for votes: the writer's own, without unmarked copies
of other people's words. Pure.

`mail/` separates own words from quotes by a mail's looks; this adds what we know from
elsewhere: the lines of the opening and the parent, `#listbot` commands, and two habits of
mailers that glue a whole thread into one line. A line is only removed for such a reason;
never fails, linear in the body.
"""

import re
from collections.abc import Iterator, Sequence

from listbot.mail.body.attribution import run_on_block
from listbot.mail.mail import Body, Line, Part
from listbot.model.reading import ThreadView
from listbot.votes.text.earlier import is_among
from listbot.votes.text.repeated import without_repeated

_REPEATED = 20  # Characters; shorter lines may be repeated by chance.
# Characters; RFC 5321, 4.5.3.1.6: hosts cut lines at 1000 octets, in the middle of a sentence.
_CUT_AT = 960
_INTRODUCES = re.compile(
    r"\S.{0,200}\b(?:wrote|writes|said|schrieb|schreibt|écrit|escribió|scritto|schreef)\s?:\s*",
    re.IGNORECASE,
)
"""Somebody else's words may follow, indented and without quote marks."""
_SET_IN = re.compile(r"\t|[ ]{2}")
_TAKEN = (Part.QUOTE, Part.ATTRIBUTION)
_COMMAND = "#listbot"


def own_body(body: Body, view: ThreadView) -> Body:
    """The body without what it repeats of earlier mails: that is a quote, forms and commands in it
    as well.
    """
    lines = without_repeated(body.lines, view.earlier_texts) if view.earlier_texts else body.lines
    return body if lines is body.lines else Body(lines, body.flowed, body.from_html)


def own_lines(body: Body, view: ThreadView) -> Sequence[Line]:
    """The body's lines; any that turn out not to be the writer's own become quotes."""
    if not view.earlier_lines and not _has_habits(body.caseless) and _is_narrow(body.text):
        return body.lines
    return tuple(_sorted(body, view))


def _is_narrow(text: str) -> bool:
    """Whether no line is as long as hosts cut them; hops to the last line end within reach."""
    begin = 0
    while len(text) - begin >= _CUT_AT:
        begin = text.rfind("\n", begin, begin + _CUT_AT) + 1
        if not begin:
            return False
    return True


def _has_habits(caseless: str) -> bool:
    told = ":\n" in caseless and ("\n  " in caseless or "\n\t" in caseless)
    # A single character is found much sooner than a word, and most mails do not have it.
    return told or ("#" in caseless and _COMMAND in caseless) or "subject:" in caseless


def _sorted(body: Body, view: ThreadView) -> Iterator[Line]:
    cut = copied = told = False
    for line in body.lines:
        if line.part is Part.OWN and line.text:
            text = line.text
            set_in = _SET_IN.match(text) is not None
            if (
                (told and set_in)
                or cut
                or text.lstrip()[: len(_COMMAND)].lower() == _COMMAND
                or _repeats(text, view, copied)
            ):
                line = Line(line.number, text, Part.QUOTE, line.note)
            elif (begin := run_on_block(text)) is not None:
                cut = len(text) >= _CUT_AT
                line = line._replace(text=text[:begin].rstrip())
            elif text.strip():
                copied = _attributes(text)
                told = (told and set_in) or _INTRODUCES.fullmatch(text) is not None
        elif line.part is Part.ATTRIBUTION:
            copied = True
        elif line.part is Part.QUOTE and line.text.strip(" >|"):
            copied = False
        cut = len(line.text) >= _CUT_AT and (cut or line.part in _TAKEN)
        yield line


def _attributes(text: str) -> bool:
    """Whether a line may be an attribution without a quote after it: "Bob <bob@example.org>
    wrote:".
    """
    return text.rstrip().endswith(":") and "@" in text


def _repeats(text: str, view: ThreadView, copied: bool) -> bool:
    """Whether an earlier mail has this line; right below an attribution without quote
    marks, even a short one.
    """
    if not view.earlier_lines or (len(text) < _REPEATED and not copied):
        return False
    return is_among(" ".join(text.split()), view.earlier_lines)
