"""Find the legend of a vote, in an opening, a reminder or an answer: "+1 approve, 0 no opinion, -1
disapprove". Its values are nobody's vote. Pure; never fails; looks at each statement once.

A legend gives both signs a meaning. It is a row of lines that begin with different values, or one
sentence with them, and one of these shows it: the words beside the values are words of choosing,
all three signs are there and none is for a thing, a line above introduces choices, or the mail is
the opening itself. "+1 on the disk" above "-1 on the logs" is two votes. If one line of a row is
marked, its writer is asked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from listbot.mail.mail import Line
from listbot.model.reading import Doubt
from listbot.votes.lexicon.words import CHOICES, FIRST_PERSON, ITEM_NOUNS, vocabulary
from listbot.votes.text.findings import Finding, NotAVote, quote_of
from listbot.votes.text.statements import Statement

LEGEND = "explains what the votes mean"
_MARKED = "one of the choices is marked; unclear whether it is a vote"
_LED = re.compile(
    r"[\s*_(\[\"'>|:-]{0,9}(?:[-=]{1,2}>\s{0,3})?(?P<label>\(?[0-9a-hA-H][.):]\s{1,3})?"
    r"(?P<value>[+-]{1,2}[1-9]|[+-]{0,2}0)(?![\w.,]?\d)(?P<rest>.*)",
    re.DOTALL,
)
"""A line that begins with a value, be it behind a bullet or a label."""
_VALUE = re.compile(r"(?<![\w.,:+-])(?:[+-]{1,2}[1-9]|[+-]{0,2}0)(?![\w.]?\d)")
_WORD = re.compile(r"[^\W\d_]+")
_ABOUT = vocabulary("on for about in as auf für zu")
"""Before a thing that is voted on; the "to" of "+1 to approve" is before a choice."""
_AROUND = vocabulary("to do not the a is means this")
_FOR_OTHERS = re.compile(r"\s{0,3}(?:if (?:you|they)\b(?! ask)|for (?:those|people) who\b)")
"""Behind a value: it tells others what it means."""
_INTRODUCING = vocabulary(
    "vote votes voting option options choice choices legend values scale meaning answer answers "
    "reply abstimmung optionen voter opciones"
)
_ITEM = re.compile(r"\s{0,9}([^\W\d_]{4,12})\s(?:[A-Ha-h]|\d{1,2})(?!\w)")
_ARROW = re.compile(r"\s{0,9}[-=]{1,2}>|.*<[-=]{1,3}\s*\Z", re.DOTALL)
_APART = 2  # Lines from one line of a legend to the next: an empty one may be between.
_WORDS = 4  # Words beside a value that say what it means.
_LONG = 300  # Characters of a sentence that is a legend.


def without_legends(
    statements: Sequence[Statement], lines: Sequence[Line], *, opens: bool
) -> tuple[Sequence[Statement], list[Finding]]:
    """The statements that are not a legend, and what was found of those that are."""
    if not _has_both_signs(statements):
        return statements, []
    legend: list[Statement] = []
    found: list[Finding] = []
    for row in _rows(statements):
        if len(row) == 1:
            if _is_sentence(row[0]):
                legend += row
        elif _is_legend(row, lines, opens=opens):
            legend += row
            found += _marked(row)
    if not legend:
        return statements, []
    taken = set(map(id, legend))
    found += [
        NotAVote(quote_of(each.lines[0][1]), each.lines[0][1].number, LEGEND) for each in legend
    ]
    return [each for each in statements if id(each) not in taken], found


def _has_both_signs(statements: Sequence[Statement]) -> bool:
    """A quick look: most mails that vote have one sign."""
    texts = [each.text for each in statements if "+" in each.text or "-" in each.text]
    return any("+" in text for text in texts) and any("-" in text for text in texts)


def _rows(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Neighbouring statements that begin with different values; any other statement alone."""
    row: list[Statement] = []
    values: list[str] = []
    for each in statements:
        led = _LED.match(each.text)
        value = led["value"] if led else ""
        is_next = row and each.lines[0][1].number - row[-1].lines[-1][1].number <= _APART
        if row and (not value or not is_next or value in values):
            yield row
            row, values = [], []
        if value:
            row.append(each)
            values.append(value)
        else:
            yield [each]
    if row:
        yield row


def _is_legend(row: Sequence[Statement], lines: Sequence[Line], *, opens: bool) -> bool:
    led = [match for each in row if (match := _LED.match(each.text))]
    signs = [_sign(match["value"]) for match in led]
    if not {"+", "-"}.issubset(signs):
        return False
    beside = [_words(match["rest"]) for match in led]
    chosen = [_is_choice(words, sign) for words, sign in zip(beside, signs, strict=True)]
    if any(
        not is_choice and not FIRST_PERSON.isdisjoint(words)
        for words, is_choice in zip(beside, chosen, strict=True)
    ):
        return False
    if opens or all(chosen) or _is_introduced(row[0], lines):
        return True
    named = any(match["label"] or _names_item(match["rest"]) for match in led) or any(
        words[:1] and words[0] in _ABOUT for words in beside
    )
    return len(row) > 2 and not named


def _names_item(rest: str) -> bool:
    """ "Option B", "plan 2"; "no opinion" names none."""
    found = _ITEM.match(rest)
    return found is not None and found[1].lower() in ITEM_NOUNS


def _is_choice(words: Sequence[str], sign: str) -> bool:
    """Whether the words beside a value begin with one of choosing: "to approve", "I agree"."""
    choices = [word for word in words if word not in FIRST_PERSON and word not in _AROUND]
    if len(choices) > 1 and choices[0] in _ABOUT:
        return False
    return any(CHOICES.get(word, "")[:1] == sign for word in choices[:1])


def _is_sentence(statement: Statement) -> bool:
    """ "+1 / 0 / -1 please", "+1 (approve), -1 (reject)", "approve: +1, reject: -1"."""
    text = statement.text[:_LONG]
    found = list(_VALUE.finditer(text))
    signs = {_sign(match[0]) for match in found}
    if not {"+", "-"} <= signs or len(found) != len({match[0] for match in found}):
        return False
    words = _words(text, len(text))
    if all(_FOR_OTHERS.match(text, each.end()) for each in found):
        return True
    if not FIRST_PERSON.isdisjoint(words):
        return False
    chosen = {
        CHOICES[word]
        for word, behind in zip(words, (*words, "")[1:], strict=True)
        if word in CHOICES and word not in _ABOUT and behind not in _ABOUT and behind != "to"
    }
    if len(chosen) > 1:
        return True
    between = (text[one.end() : two.start()] for one, two in pairwise(found))
    return len(signs) > 2 and all(not _WORD.search(part) for part in between)


def _is_introduced(first: Statement, lines: Sequence[Line]) -> bool:
    """Whether the line above a row names choices and ends in a colon."""
    above = first.lines[0][1].number - 2
    while above >= 0 and not lines[above].text.strip():
        above -= 1
    if above < 0:
        return False
    text = lines[above].text.rstrip()
    return text.endswith(":") and not _INTRODUCING.isdisjoint(_words(text, len(text)))


def _marked(row: Sequence[Statement]) -> list[Finding]:
    marked = [each for each in row if _ARROW.match(each.lines[0][1].text)]
    if len(marked) != 1:
        return []
    line = marked[0].lines[0][1]
    value = _LED.match(marked[0].text)
    return [Doubt(quote_of(line), line.number, _MARKED, value["value"] if value else None)]


def _words(text: str, count: int = 60) -> list[str]:
    return [match[0] for match in _WORD.finditer(text[:count].lower())][: max(_WORDS, count // 8)]


def _sign(value: str) -> str:
    return "0" if value.endswith("0") else value[0]
