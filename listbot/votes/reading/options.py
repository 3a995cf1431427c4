"""Which option of a poll a value chooses, by the name that the opening lists: "+1 for Vienna",
"+1 online", "lynx +1 / otter +0". Pure; never raises; linear in the earlier texts.

Only a list of nothing but short names is a list of options. Where names and values alternate
without a separator, their writer is asked: people list other people's votes like that, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from listbot.model.earlier import EarlierText
from listbot.model.reading import Doubt, ThreadView
from listbot.votes.numbers.labels import SAYING
from listbot.votes.reading.named import BESIDE, cast_of, is_named
from listbot.votes.text.findings import Found, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, fold, tokenise

_LISTED = re.compile(r"[\s>|]{0,9}(?:[-*\u2022o]|\(?#?(\d{1,2}|[A-Ha-h])[.):])\s{1,9}(\S.{0,60})")
_SET_IN = re.compile(r"(?:\t|[ ]{2})()\s{0,9}(\w.{0,60})")
_ABOUT = re.compile(r"\s[-\u2013\u2014]\s|[:(]")
"""What stands behind an option's name: "Vienna (cheap flights)"."""
_VALUED = re.compile(r"\W{0,9}[+-]\d[\d.]{0,3}\s{1,3}(\S.{0,60})")
_ENDS = re.compile(r"[,;.!(:]| [-\u2013\u2014] ")
_JOINED = re.compile(r"[/&]|\band\b|\bor\b")
_MARKS = " .,;!*_'\"\t"
_SMALL = ("the ", "our ", "option ", "plan ")
_WORDS = 3  # of an option's name
_MOST = 40  # options of a poll
_LINES = 400  # of an earlier text
_LONGEST = 200  # characters of a row of names and values
_CONTENT = frozenset({"word", "number"})


def options_of(texts: Sequence[EarlierText]) -> dict[str, str]:
    """The options that an earlier mail lists, each by its name, folded, and with its label if it
    has one; none unless everything that it lists is a short name.
    """
    for text in texts:
        listed = list(islice(_listed(text), _MOST + 1))
        names = [name for name, _ in listed]
        if 1 < len(set(names)) == len(names) <= _MOST and all(map(_is_short, names)):
            return dict(listed)
    return {}


def _listed(text: EarlierText) -> Iterator[tuple[str, str]]:
    for line in text.lines[:_LINES]:
        match = _LISTED.match(line) or _SET_IN.match(line)
        if match:
            written = _ABOUT.split(match[2], maxsplit=1)[0].strip(_MARKS)
            yield _folded(written), (match[1] or "").upper() or written


def _is_short(name: str) -> bool:
    return name != "" and len(name.split()) <= _WORDS


def _folded(name: str) -> str:
    name = " ".join(fold(name).lower().split()).strip(_MARKS)
    return next((name[len(each) :] for each in _SMALL if name.startswith(each)), name)


def with_options(numbers: list[Found], view: ThreadView) -> list[Found]:
    """The values, those beside the name of an option as votes for it."""
    names = any(each.label or _named(each) for each in numbers)
    options = options_of(view.earlier_texts) if names else {}
    return [chosen for each in numbers for chosen in _chosen(each, options)] if options else numbers


def _chosen(found: Found, options: dict[str, str]) -> list[Found]:
    """A value, once for each option that it names; as it is if it names anything else."""
    cast = cast_of(found)
    names = [] if cast.item is not None else _leading(found.label or _named(found), options)
    if not names:
        return [found]
    return [
        replace(found, finding=replace(cast, item=options[name]), topic="", label="")
        for name in names
    ]


def _leading(text: str, options: dict[str, str]) -> list[str]:
    """The options at the beginning of a text: "Vienna, Brno and online, but not in May"."""
    names: list[str] = []
    for part in _ENDS.split(text):
        some = [_folded(name) for name in _JOINED.split(part)]
        if not all(name in options for name in some):
            break
        names += some
    return list(dict.fromkeys(names))


def _named(found: Found) -> str:
    """What a value is for, or all that stands behind it on its line: "+1 online"."""
    match = None if found.topic else _VALUED.match(fold(cast_of(found).quote))
    return match[1] if match else found.topic


def row_in(said: Sequence[Statement], view: ThreadView) -> tuple[Doubt, ...]:
    """The doubt about a row of names that the thread knows, each with a value behind it."""
    for statement in said:
        if len(statement.text) > _LONGEST:
            continue
        names = _names(tokenise(statement.text), statement.text)
        if len(names) > 1 and all(is_named(name, view.earlier_texts) for name in names):
            line = statement.lines[0][1]
            return (Doubt(quote_of(line), line.number, BESIDE, None),)
    return ()


def _names(tokens: Sequence[Token], text: str) -> list[str]:
    """The names of a statement that is nothing but names with values behind them."""
    names: list[str] = []
    before: list[Token] = []
    for token in tokens:
        if token.kind in _CONTENT:
            before.append(token)
        elif token.kind == "value":
            if not 0 < len(before) <= _WORDS or any(each.text in SAYING for each in before):
                return []
            names.append(text[before[0].at : before[-1].end])
            before = []
        elif before:
            return []
    return names if not before else []
