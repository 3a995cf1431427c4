"""Forms and items: ticked boxes, "Vote: yes", "+1 on 1 and 3", "A: +1", an answer under
each quoted item. Pure.

A form without a tick is not a vote. A ticked line inside a quote is the writer's only if
the writer's own words follow directly, since then it was ticked in the answer; otherwise
the quoted person ticked it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from listbot.mail.mail import Body, Line, Part
from listbot.model.reading import Cast, CastKind, Doubt
from listbot.votes.lexicon.words import CHOICES, ITEM_NOUNS
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.labels import (
    is_label,
    item_label,
    label_tokens,
    named_before,
    several_before,
    span,
)
from listbot.votes.text.findings import Finding, quote_of
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token, fold, tokenise

_TICKS = 100  # Ticked lines examined; no form has as many.
_CHOICE = 500  # Characters of a ticked choice.
_BLANK = 50  # Lines without words between a tick and the answer to it.
_BOX_TICKED = re.compile(r"[\[({]\s{0,9}(?:[xX*✓✔☑✗✘✕]|yes|YES)\s{0,9}[\])}]")
_CHECK_MARKS = "☑☒✔✅"
_QUOTE_MARKS = re.compile(r"[\s>|]*")
_TICKED = re.compile(r"\s*(?:[-*]\s*)?[\[({]\s*(?:[xX*✓✔☑✗✘✕]|yes|YES)\s*[\])}]\s*(.+)")
_CHECKED = re.compile(r"\s*[☑☒✔✅]\s*(.+)")
_ANSWERS = ("vote", "stimme", "voto")
_ANSWER = re.compile(
    r"\s*\*?(?:my )?(?:vote|stimme|voto)\*?\s*[:=]\s*+\*?\s*+(\S.*)", re.IGNORECASE
)
_ANSWER_LINE = re.compile(
    r"^[^\S\n]*+\*?(?:my )?(?:vote|stimme|voto)\*?[^\S\n]*+[:=]", re.IGNORECASE | re.MULTILINE
)
_ON = frozenset({"on", "for", "to", "re", "auf", "zu", "für"})
_THE = frozenset({"the", "die", "den", "das", "le", "la", "el"})
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first erste ersten premier première primero primera",
            "second zweite zweiten deuxième segundo segunda",
            "third dritte dritten troisième tercero tercera",
            "fourth vierte vierten quatrième cuarto cuarta",
            "fifth fünfte fünften cinquième quinto quinta",
        ),
        1,
    )
    for word in words.split()
}
_SPANNING = frozenset({"-", "\u2013", "to", "through", "bis"})
_JOINING = frozenset({",", "and", "&", "und", "et", "#"}) | _SPANNING
_SPAN = re.compile(r"[a-h][-\u2013][a-h]")
_LABEL = re.compile(r"(?:([A-Za-z]{4,11})\s)?\(?([0-9]{1,2}|[A-Ha-h])[.):]\s")


def ticked(body: Body) -> list[Finding]:
    """The votes in forms and "Vote:" lines of a body; contradicting ticks give a doubt."""
    if not _may_tick(body):
        return []
    found = list(islice(_ticks(body), _TICKS))
    if len({value for _, value in found}) > 1 and not any(
        line.part is Part.OWN for line, _ in found
    ):
        line, value = found[0]
        return [
            Doubt(quote_of(line), line.number, "more than one box is ticked", value.lstrip("w"))
        ]
    if not found:
        return []
    line, value = found[-1]
    return [
        Cast(
            CastKind.VOTE,
            value.lstrip("w"),
            quote_of(line),
            line.number,
            in_words=value.startswith("w"),
        )
    ]


def _may_tick(body: Body) -> bool:
    """Whether a body has anything for `_ticks`; a quick check, since most have not."""
    text = body.text
    if ("[" in text or "(" in text or "{" in text) and _BOX_TICKED.search(text):
        return True
    if any(map(body.caseless.__contains__, _ANSWERS)) and _ANSWER_LINE.search(text):
        return True
    return not text.isascii() and any(mark in text for mark in _CHECK_MARKS)


def _ticks(body: Body) -> Iterator[tuple[Line, str]]:
    for at, line in enumerate(body.lines):
        if (
            "[" not in line.text
            and "(" not in line.text
            and ":" not in line.text
            and "☑" not in line.text
        ):
            continue
        choice = _choice_of(body.lines, at)
        value = _value_of(choice) if choice else None
        if value:
            yield line, value


def _choice_of(lines: Sequence[Line], at: int) -> str | None:
    """The text after a tick that the writer made on this line."""
    line = lines[at]
    if line.part is Part.OWN and (answer := _ANSWER.fullmatch(line.text)):
        return answer[1]
    if line.part in (Part.OWN, Part.FORM):
        match = _TICKED.match(line.text) or _CHECKED.match(line.text)
        return match[1] if match else None
    if line.part is Part.QUOTE:
        match = _TICKED.match(line.text, _QUOTE_MARKS.match(line.text).end())  # type: ignore[union-attr]  # it matches the empty text
        return match[1] if match and _is_answered(lines, at) else None
    return None


def _is_answered(lines: Sequence[Line], at: int) -> bool:
    """Whether own words directly follow a quoted line."""
    for below in range(at + 1, min(at + 1 + _BLANK, len(lines))):
        if lines[below].text.strip(" >|"):
            return lines[below].part is Part.OWN
    return False


def _value_of(choice: str) -> str | None:
    """A ticked choice's value; in words it starts with "w"."""
    tokens = tokenise(fold(choice[:_CHOICE]))
    if not tokens:
        return None
    if tokens[0].kind == "value":
        return tokens[0].text
    if tokens[0].kind == "number" and tokens[0].text in ("0", "0.0"):
        return "0"
    value = CHOICES.get(tokens[0].text)
    if any(token.kind == "value" for token in tokens):
        return next(token.text for token in tokens if token.kind == "value")
    short = len(tokens) <= 3 or tokens[1].kind == "mark"
    return f"w{value}" if value and short else None


def items_of(place: Spot) -> tuple[str, ...]:
    """The items a value is for: "+1 on 1 and 3" -> 1, 3; "A: +1" -> A; empty if it names none."""
    return _items_behind(place.rest) or _item_before(place)


def labelled(tokens: Sequence[Token]) -> tuple[str | None, Sequence[Token]]:
    """The label that opens a statement, and the tokens after it: "2. 0", "B: 0"."""
    if len(tokens) > 2 and is_label(tokens[0]) and tokens[1].text in (".", ":", ")"):
        return tokens[0].text.upper(), tokens[2:]
    return None, tokens


def quoted_item(statement: Statement) -> str | None:
    """The label of the quoted item directly above the statement."""
    quoted = statement.quoted
    if quoted is None:
        return None
    text = quoted.text.strip(" >|")
    match = _LABEL.match(text)
    if match is None or (match[1] and match[1].lower() not in ITEM_NOUNS):
        return None
    return match[2].upper()


def _ordinal_behind(rest: Sequence[Token]) -> tuple[str, ...]:
    """ "+1 to the first, -1 to the second point"."""
    texts = [token.text for token in rest[:4]]
    if texts[:1] == [] or texts[0] not in _ON or len(texts) < 3 or texts[1] not in _THE:
        return ()
    label = _ORDINALS.get(texts[2], "")
    end = 4 if texts[3:] != [] and texts[3] in ITEM_NOUNS | {"one"} else 3
    return (label,) if label and _is_ended(rest, end) else ()


def _items_behind(rest: Sequence[Token]) -> tuple[str, ...]:
    ordinal = _ordinal_behind(rest)
    if ordinal:
        return ordinal
    at = 0
    if at < len(rest) and rest[at].text in _ON:
        at += 1
    elif not (rest and rest[0].text in ITEM_NOUNS):
        return ()
    while at < len(rest) and (
        rest[at].text in ITEM_NOUNS
        or rest[at].text.rstrip("s") in ITEM_NOUNS
        or rest[at].text in ("#", "the")
    ):
        at += 1
    labels: list[str] = []
    end = at
    before_comma: tuple[str, ...] = ()
    while at < len(rest) and (is_label(rest[at]) or _spans(rest[at]) or _joins(rest[at], labels)):
        if labels and rest[at].text == "0" and rest[at - 1].text == ",":
            break  # "+1 on 1, 0 errors here"
        if rest[at].text == "," and not before_comma:
            before_comma = tuple(labels)
        if rest[at].kind != "mark" and rest[at].text not in _JOINING:
            labels += _labels(rest, at, labels)
            end = at + 1
        at += 1
    named = tuple(dict.fromkeys(labels))
    return named if labels and _is_ended(rest, end) else before_comma


def _joins(token: Token, labels: Sequence[str]) -> bool:
    return bool(labels) and token.text in _JOINING


def _spans(token: Token) -> bool:
    """ "A-C", one word to the eye."""
    return token.kind == "word" and token.capital and _SPAN.fullmatch(token.text) is not None


def _labels(rest: Sequence[Token], at: int, labels: Sequence[str]) -> list[str]:
    """The labels that a token adds to those before it."""
    label = rest[at].text.upper()
    if _spans(rest[at]):
        return [label[0], *span(label[0], label[-1])]
    return span(labels[-1], label) if labels and rest[at - 1].text in _SPANNING else [label]


def _is_ended(rest: Sequence[Token], at: int) -> bool:
    """Whether a list of labels ends at a token: "+1 on 1 and 2, thanks"; "B.U.S.T" is a name."""
    if at + 1 < len(rest) and rest[at].text == "." and rest[at + 1].at == rest[at].end:
        return False
    return (
        at >= len(rest)
        or rest[at].kind in ("mark", "value")
        or rest[at].text in ("from", "because", "but", "as", "since", "too")
    )


def _item_before(place: Spot) -> tuple[str, ...]:
    """ "A: +1", "option 2: +1", "Plan B -1"."""
    several = several_before(place)
    if several:
        return several
    label = item_label(label_tokens(place)) or named_before(place)
    return (label.upper(),) if label else ()
