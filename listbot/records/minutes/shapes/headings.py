"""Knows a heading by its marks, by the rule below it, or by its capitals. Pure; linear."""

import re

from listbot.records.minutes.shapes.items import Item, Kind
from listbot.records.minutes.shapes.labels import label_of
from listbot.records.minutes.shapes.markup import plain

_HEADINGS = (
    re.compile(r"(?P<mark>#{1,6})\s+(?P<text>\S.*?)\s*#*"),
    re.compile(r"(?P<mark>={1,6})\s*(?P<text>[^=\s].*?)\s*=*"),
    re.compile(r"(?P<mark>-{3}\+{1,6}!*)\s*(?P<text>\S.*)"),
    re.compile(r"(?P<mark>h[1-6]\.)\s+(?P<text>\S.*)"),
    re.compile(r"(?P<mark>[-~_*:+<>|.]{2,})\s*(?P<text>[^\W_][^|]{0,78}?)\s*[-~_*:+<>|.]{2,}"),
    re.compile(r"(?P<mark>)(?:\*\*|'''|__|\*)(?P<text>[^*'_][^*]{0,78}?)(?:\*\*|'''|__|\*):?"),
    re.compile(r"(?P<mark>)\.(?P<text>[A-ZÀ-Ý][^.:]{2,40})"),
    re.compile(r"(?P<mark>)\[(?P<text>[^\W\d][^\[\]:/]{2,40})\]"),
)
_TALLY = re.compile(
    r"\W*(?:ja|nein|enthalt\w*|dafür|dagegen|yes|no|ayes?|nays?|for|against|abst\w*|pour|contre|sí?|não"
    r"|sim|favor\w*)(?:stimmen)?\W{1,5}\d{1,4}\W*",
    re.IGNORECASE,
)
"""How many were for a motion, or against it, in bold."""
_ARROW = re.compile(r"[-=]{1,4}>")
NUMBERED = re.compile(
    r"(?:(?:TOP|Item|Punkt|Point|Topic|Agenda item|§|#)\s*)?(?:\d{1,2}(?:\.\d{1,2})?"
    r"|[IVX]{1,4})[.):/]?\s+\S",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+(?:[A-ZÀ-ÝА-Я]|\w+-\w).{1,70}(?<![.:;,!?])")
"""A part of a numbered part: "2.1 The budget"."""
RULE = re.compile(r"[-=_~*^\"]{3,}")
BULLET = re.compile(
    r"(?P<mark>(?:[-*+•◦▪‣·–—○●►▸#:]{1,3}|[(]?(?:\d{1,2}|[a-z]|[ivx]{1,4}|#)[.)/](?![\d])|-+>|=+>"
    r"|→|➜|⇒)\s+|(?::\s))?"
    r"(?:(?:->|=+>|→|⇒)\s+)?(?P<box>\[[ xX]?\]\s*)?(?P<rest>.*)",
    re.DOTALL,
)


def heading_of(bare: str, following: str, starts: bool, is_reversed: bool) -> Item | None:
    """Return the heading that a line is, by its marks, by the rule below it, or by its capitals."""
    if len(bare) > 200 or _ARROW.match(bare) or _TALLY.fullmatch(bare):
        return None
    for pattern in _HEADINGS:
        match = pattern.fullmatch(bare)
        if match is not None and not says_something(match["text"]):
            return Item(
                Kind.HEADING,
                plain(match["text"]),
                level=_level(match["mark"], is_reversed),
                starts=True,
            )
    below = following.strip()
    is_rule = bool(RULE.fullmatch(below)) and below[0] in "=-~^"
    if is_rule and (starts or abs(len(below) - len(bare)) < 4) and not says_something(bare):
        return Item(Kind.HEADING, plain(bare), level=1 if below[0] == "=" else 2, starts=True)
    is_loud = bare.isupper() and sum(each.isalpha() for each in bare) > 3 and len(bare) < 70
    cut = BULLET.fullmatch(bare)
    if is_loud and cut is not None and not cut["mark"] and not says_something(bare):
        return Item(Kind.HEADING, plain(bare).rstrip(":"), level=5, starts=starts)
    if starts and _BELOW.fullmatch(bare) and not says_something(bare):
        return Item(Kind.HEADING, plain(bare), level=6, starts=True)
    if (
        starts
        and NUMBERED.match(bare)
        and bare[0].isalpha()
        and len(bare) < 80
        and not says_something(bare)
    ):
        return Item(Kind.HEADING, plain(bare), level=5, starts=True)
    return None


def _level(mark: str, is_reversed: bool) -> int:
    if mark.startswith("="):
        return max(1, 7 - len(mark)) if is_reversed else len(mark)
    if mark.startswith("h"):
        return int(mark[1])
    if mark.startswith("#"):
        return len(mark)
    return max(1, mark.count("+")) if mark.startswith("---+") else 6


def says_something(text: str) -> bool:
    """Return whether words stand behind a label, on its line."""
    label = label_of(text)
    return label is not None and bool(label.rest)
