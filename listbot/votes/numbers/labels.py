"""The labels that stand before values: "Plan A: +1", "Second disk -> -1", "| logs | 0 |". Pure.

A label names an item if the thread names it, too. It is the vote's own if it speaks of voting
("My vote: +1"), and a number's if it names one ("exit status: -1"). Anything else is asked about.
Labels stay as they are written. Never raises; looks once at each word before a value.
"""

import re
from collections.abc import Sequence

from listbot.votes.lexicon.words import (
    FIRST_PERSON,
    FRAME_VERBS,
    HEDGES,
    ITEM_NOUNS,
    NUMBERISH,
    OPENERS,
    OTHERS,
    VOTE_NOUNS,
    vocabulary,
)
from listbot.votes.numbers.context import Spot
from listbot.votes.text.tokens import Token

_LONGEST = 5  # Words of a label; more make a sentence.
_SEPARATORS = frozenset({":", "|", "\u2192", ">"})
_SHORT = frozenset({".", ")", "-", "="})
"""Separators behind the short label of an item only: "1. +1", "A - +1"."""
_ENDS = frozenset(",;.!?:|()")
SAYING = (
    FIRST_PERSON
    | OTHERS
    | HEDGES
    | VOTE_NOUNS
    | vocabulary(
        "it this that is are was were be been am looks look sounds seems works agree agreed said "
        "say no not nope yes yep as so if once when unless with without for from to by thanks "
        "sorry please but and therefore hence lgtm objections objection problem problems concerns "
        "binding non-binding nonbinding still hereby ja oui sí nein non kein keine pas"
    )
)
"""A label with one of these is a sentence, or speaks of the vote."""
_VERDICTS = (
    OPENERS
    | FRAME_VERBS
    | vocabulary(
        "short tldr tl dr conclusion summary verdict overall opinion ballot position decision "
        "reflection reconsideration consideration balance thought thoughts second whole"
    )
)
"""A label of nothing but these speaks of the vote."""
_LISTED = 20  # Tokens of a list of labels.
_SEVERAL = re.compile(
    r"[,;.]?\s?(?:([a-z]{4,12})\s)?"
    r"((?:\d{1,2}|[a-h])(?:\s?(?:,|&|and\b|-|\u2013)\s?(?:\d{1,2}|[a-h])\b){1,9})\s?[:=]\s?",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\d+|\b[A-H]\b|[-\u2013]")
_CHOSEN = ("it", "is")  # "lynx it is: +1"


def label_before(place: Spot) -> str:
    """The label right before a value, as written; "" if there is none or it is the vote's own."""
    named = label_tokens(place)
    if not named or item_label(named) or place.tokens[place.at - 1].text not in _SEPARATORS:
        return ""
    words = [token.text for token in named if token.kind != "mark"]
    if len(words) > _LONGEST or not SAYING.isdisjoint(words):
        return ""
    if all(word in _VERDICTS or word in place.voice.author for word in words):
        return ""
    return place.statement.text[named[0].at : named[-1].end]


def is_labelled_number(place: Spot) -> bool:
    """Whether the label names a number: "exit status: -1", "offset: -1"."""
    named = label_tokens(place)
    return bool(named) and named[-1].text in NUMBERISH and len(named) <= _LONGEST


def label_tokens(place: Spot) -> Sequence[Token]:
    """The tokens between the last mark and the separator before a value."""
    tokens, end = place.tokens, place.at - 1
    while end > 1 and tokens[end].text == tokens[end - 1].text == ".":
        end -= 1  # "Option A ..... +1"
    if end < 1 or not (tokens[end].text in _SEPARATORS or tokens[end].text in _SHORT):
        return ()
    if tokens[end].text == ">":
        end -= 1
        if tokens[end].text not in ("-", "="):
            return ()
    begin = end
    while begin and tokens[begin - 1].kind != "value" and tokens[begin - 1].text not in _ENDS:
        begin -= 1
    while begin < end and tokens[begin].kind == "mark":
        begin += 1
    while begin < end and tokens[end - 1].kind == "mark":
        end -= 1
    if begin and tokens[begin - 1].end == tokens[begin].at and tokens[begin - 1].text == ".":
        return ()  # "i.e. +1"
    if tuple(token.text for token in tokens[end - 2 : end]) == _CHOSEN and end - 2 > begin:
        end -= 2
    return tokens[begin:end]


def item_label(named: Sequence[Token]) -> str:
    """The short label of an item: "2" of "2", "B" of "Plan B"; "" of anything else."""
    if named and is_label(named[-1]) and all(token.text in ITEM_NOUNS for token in named[:-1]):
        return named[-1].text
    return ""


def named_before(place: Spot) -> str:
    """The short label of an item right before a value, and its noun: "Plan B +1", "#2 +1"."""
    left = place.left
    if len(left) == 1 and is_label(left[0]) and place.texts[max(0, place.at - 2)] == "#":
        return left[0].text if place.before is left[0] else ""
    return item_label(left) if len(left) > 1 and place.before is left[-1] else ""


def several_before(place: Spot) -> tuple[str, ...]:
    """The short labels of several items before a value: "Items 1-3: +1", "1, 2: +1"."""
    begin = place.at
    while begin and place.tokens[begin - 1].kind != "value" and place.at - begin < _LISTED:
        begin -= 1
    if begin == place.at:
        return ()
    match = _SEVERAL.fullmatch(place.statement.text[place.tokens[begin].at : place.token.at])
    if match is None or (match[1] and match[1].lower().rstrip("s") not in ITEM_NOUNS):
        return ()
    labels: list[str] = []
    spans = False
    for piece in _PIECE.findall(match[2].upper()):
        if piece in "-\u2013":
            spans = True
        else:
            labels += span(labels[-1], piece) if spans else [piece]
            spans = False
    return tuple(dict.fromkeys(labels))


def span(first: str, last: str) -> list[str]:
    """The labels behind the first up to the last: "1", "3" -> 2, 3."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < _LISTED:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if first.isdigit() or last.isdigit():
        return [last]
    return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]


def is_label(token: Token) -> bool:
    """Whether it is one letter or a small number."""
    if token.kind == "number":
        return token.text.isdigit() and len(token.text) <= 2
    return (
        token.kind == "word" and len(token.text) == 1 and (token.capital or token.text in "bcdefgh")
    )
