"""Which values are for single items, by the names that stand before them, behind them or above
them: "Second disk: +1", "+1 for the disk", a +1 under a quoted passage. Pure; never raises.

A name is an item's if the thread knows it: the title, the opening or the mail that is answered. A
label that only the title knows is the whole proposal's. A label that nobody named is asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from listbot.model.earlier import EarlierText
from listbot.model.reading import Cast, Doubt, ThreadView, number
from listbot.votes.numbers.mentions import is_for_talk
from listbot.votes.text.findings import ABOUT_TALK, Found, NotAVote, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.stems import stems

UNKNOWN = "for an item that the thread does not name"
BESIDE = "a number that may be a vote, written in an unusual way"
UNNAMED = "a number behind a label that the thread does not name"
UNLABELLED_ZERO = "a number behind a label"
_LINE = 300  # Characters of a line in which labels show.
ITEM = 40  # Characters of an item's name.
_LEAST = 3  # Letters of a word that names something.
_ITEM_LINE = re.compile(r"[\s>*-]{0,9}(?:[A-Za-z]{4,11} )?\(?#?(\d{1,2}|[A-Ha-h])[.):]\s")
_ITEM_WORD = re.compile(r"(?<!\w)(?:[(#]|[A-Za-z]{4,11}s? )?(\d{1,2}|[A-Ha-h])(?=[.):]|$)")
_BESIDE = re.compile(r"#?(\d{1,2}|[A-H]) (?:[+-][01]|0)(?![\w.:/])(?! ?=)")
_ADORNED = re.compile(r"(?:- 1 [a-z]|[=>-]{1,9} ?[+-]1 ?[=<-]{1,9}$)")
_MARKS = " >|*_\t"


def is_named(name: str, texts: Sequence[EarlierText]) -> bool:
    """Whether an earlier mail has a word of a name."""
    wanted = {stem for stem in stems(name) if len(stem) >= _LEAST or stem.isdigit()}
    return any(not wanted.isdisjoint(stems(line)) for text in texts for line in text.lines)


def with_labels(
    numbers: list[Found], view: ThreadView
) -> tuple[list[Found], list[NotAVote], list[Doubt]]:
    """The values, those behind labels sorted into items, numbers and doubts."""
    labelled = [each for each in numbers if each.label]
    if not labelled:
        return numbers, [], []
    plain = [each for each in numbers if not each.label]
    signed = [each for each in labelled if cast_of(each).value != "0"]
    zeros = [each for each in labelled if cast_of(each).value == "0"]
    if len({each.label.casefold() for each in signed}) == 1 and not zeros:
        title = stems(view.title or "")
        if not title.isdisjoint(stems(signed[0].label)):
            return numbers, [], []
    known = any(is_named(each.label, view.earlier_texts) for each in signed)
    if known:
        return plain + [_item(each, each.label) for each in labelled], [], []
    refused = [NotAVote(cast_of(each).quote, cast_of(each).line, UNLABELLED_ZERO) for each in zeros]
    asked = [
        Doubt(cast_of(each).quote, cast_of(each).line, UNNAMED, cast_of(each).value)
        for each in signed
    ]
    return plain, refused, asked


def known_items(view: ThreadView) -> frozenset[str]:
    """The short labels of the items that the thread lists; none if it lists fewer than two."""
    lines = [line[:_LINE] for text in view.earlier_texts for line in text.lines]
    listed = {match[1].upper() for line in lines if (match := _ITEM_LINE.match(line))}
    if len(listed) < 2:
        return frozenset()
    spoken = {label.upper() for line in lines for label in _ITEM_WORD.findall(line)}
    return frozenset(listed | spoken)


def with_known(numbers: list[Found], view: ThreadView) -> tuple[list[Found], list[Doubt]]:
    """The values, those for an item that the thread does not list as doubts."""
    if all(cast_of(each).item is None for each in numbers):
        return numbers, []
    known = known_items(view)
    strange = [each for each in numbers if known and _is_strange(cast_of(each).item, known)]
    asked = [
        Doubt(cast_of(each).quote, cast_of(each).line, UNKNOWN, cast_of(each).value)
        for each in strange
    ]
    return [each for each in numbers if each not in strange], asked


def _is_strange(item: str | None, known: frozenset[str]) -> bool:
    """Whether it is a short label, and none of those that the thread lists."""
    return item is not None and (len(item) == 1 or item.isdigit()) and item not in known


def overlooked(said: Sequence[Statement], view: ThreadView) -> tuple[Doubt, ...]:
    """The doubt about a mail without votes in which a value stands right behind an item's number
    ("1 +1"), or which is nothing but a value with a gap or between arrows ("==> +1 <==").
    """
    only = len(said) == 1 and view.answers_opening
    for statement in said:
        match = _BESIDE.match(statement.text)
        if (match and match[1] in known_items(view)) or (only and _ADORNED.match(statement.text)):
            line = statement.lines[0][1]
            return (Doubt(quote_of(line), line.number, BESIDE, None),)
    return ()


def without_talk(numbers: list[Found]) -> tuple[list[Found], list[NotAVote]]:
    """The values without those for talk about something: "+1 for a discussion on style" chooses
    only beside a value that disagrees, and then as an item.
    """
    talk = [each for each in numbers if each.topic and is_for_talk(each.topic.split())]
    if not talk:
        return numbers, []
    rest = [each for each in numbers if each not in talk]
    beside = [each for each in talk if any(_disagree(each, other) for other in rest)]
    refused = [
        NotAVote(cast_of(each).quote, cast_of(each).line, ABOUT_TALK)
        for each in talk
        if each not in beside
    ]
    return [_item(each, each.topic) for each in beside] + rest, refused


def _disagree(one: Found, other: Found) -> bool:
    return (number(cast_of(one).value or "0") < 0) != (number(cast_of(other).value or "0") < 0)


def under_passages(plain: Sequence[Found]) -> list[Found] | None:
    """Values that disagree, each under a quoted passage of its own, with these as their topics."""
    if len({each.remark for each in plain}) < len(plain) or not all(each.remark for each in plain):
        return None
    return [replace(each, topic=each.under.strip(_MARKS)) for each in plain]


def by_topic(plain: Sequence[Found], view: ThreadView) -> list[Found] | None:
    """Values for several things that the thread names, as items; None if it does not."""
    if not all(each.topic and is_named(each.topic, view.earlier_texts) for each in plain):
        return None
    return [_item(each, each.topic) for each in plain]


def _item(found: Found, name: str) -> Found:
    return replace(found, finding=replace(cast_of(found), item=name[:ITEM]), topic="")


def cast_of(found: Found) -> Cast:
    """The cast of a finding that is one."""
    assert isinstance(found.finding, Cast)
    return found.finding
