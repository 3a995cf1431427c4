"""Split one statement's text into tokens: values, words, numbers and punctuation. One pass,
one regular expression.

A value is recognised by its spelling alone; `numbers.py` decides whether it is a vote.
Never fails: anything else is punctuation.
"""

import re
from typing import NamedTuple

from listbot.votes.lexicon.words import CONTRACTIONS, MINUS_SIGNS, PLUS_SIGNS, THUMBS

_LOOKALIKES = str.maketrans(
    dict.fromkeys(MINUS_SIGNS, "-")
    | dict.fromkeys(PLUS_SIGNS, "+")
    | {sign: str(int(sign)) for sign in map(chr, range(0x660, 0x1FC00)) if sign.isdecimal()}
    | {
        "\u2019": "'",
        "\u02bc": "'",
        "\u00b9": "1",
        "\u00a0": " ",
        "\ufe0f": " ",
        "\u201c": '"',
        "\u201d": '"',
    }
)
"""Each maps to one character, so that places in the text do not change."""

# A value must not follow anything that makes it part of a longer thing ("C++", "GMT+1",
# "rc-1", "[-1]", "= -1" without its space), nor be followed by such a thing ("+1us",
# "-1.5.2", "+1%"). "+1's", "+1'd", "+1ing" are verbs people use.
_TOKEN = re.compile(
    r"""
    (?P<number_> \d+ (?: [.,:/] \d+ )* )
    | (?P<word> [^\W_] \w* (?: ['-] \w+ )* )
    | (?P<value> (?<! [^\W_] ) (?<! [-+.=\[\\%$€£^~@#&|/] )
               (?: \+/-|\+-|±|\+{1,2}|-{1,2} ) (?P<gap> [ ] )?
               (?P<number> \d{1,6} (?: [.,] \d{1,3} )? (?: / [1-9] (?! [\d/] ) )? )
               (?P<suffix> '?(?:s|d|ed|ing|er)\b | -(?:ed|ing|ish)\b | ay\b )?
               (?! [^\W_] | [%°€$] | [.,:] \d | [-+/*] [\d(] ) )
    | (?P<other> [^\s*_`~] )
    """,
    re.VERBOSE,
)
_CONTRACTED = {word: tuple(parts.split()) for word, parts in CONTRACTIONS.items()}
_FRACTIONS = {"1/2": "0.5", "1/4": "0.25", "3/4": "0.75", "1/3": "0.33", "2/3": "0.67"}


class Token(NamedTuple):
    """One token; words are folded."""

    kind: str
    """"value", "word", "number" or "mark"."""
    text: str
    """The value as in a Cast, the folded word, the number, or the character."""
    at: int
    """Where it starts in the statement."""
    end: int
    capital: bool = False
    gap: bool = False
    """There is a space between sign and digits."""
    plural: bool = False
    """"+1s", "+1's"."""
    verbal: bool = False
    """"+1ing"."""


def fold(text: str) -> str:
    """The text with lookalike signs, digits and quotation marks replaced, character by
    character.
    """
    return text if text.isascii() else text.translate(_LOOKALIKES)


def first_word(text: str) -> str:
    """The first word of a folded statement, as `tokenise` returns it; "" if it begins with
    anything else.
    """
    match = _TOKEN.search(text)
    if match is None or match.lastgroup != "word":
        return ""
    word = match[0].lower()
    return _CONTRACTED.get(word, (word,))[0]


def tokenise(text: str) -> list[Token]:
    """The tokens of one folded statement."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            written = match[0]
            word = written.lower()
            start, end = match.span()
            for part in _CONTRACTED.get(word, (word,)):
                # A plain tuple; building it by name with defaults would take twice as long,
                # and most tokens are words.
                token = (kind, part, start, end, word[0] != written[0], False, False, False)
                tokens.append(tuple.__new__(Token, token))
        elif kind == "other":
            tokens.append(_mark(match))
        elif kind == "value":
            tokens.append(_value(match))
        else:
            tokens.append(Token("number", match[0], match.start(), match.end()))
    return tokens


def _value(match: re.Match[str]) -> Token:
    number = match["number"]
    number = _FRACTIONS.get(number, number.split("/")[0]).replace(",", ".")
    sign = match["value"][: match.start("number") - match.start("value")].strip()
    sign = "" if sign in ("+/-", "+-", "±") else sign
    suffix = (match["suffix"] or "").lstrip("'-")
    return Token(
        "value",
        sign + number,
        match.start(),
        match.end(),
        gap=bool(match["gap"]),
        plural=suffix == "s",
        verbal=suffix == "ing",
    )


def _mark(match: re.Match[str]) -> Token:
    text = match[0]
    if text in THUMBS:
        return Token("thumb", THUMBS[text], match.start(), match.end())
    return Token("mark", text, match.start(), match.end())
