"""Split one statement's text into tokens: values, words, numbers and punctuation. One pass,
one regular expression.

A value is recognised by its spelling alone; `numbers.py` decides whether it is a vote.
Never fails: anything else is punctuation.
"""

import re
from typing import NamedTuple

from listbot.votes.lexicon.scripts import UNSPACED
from listbot.votes.lexicon.words import CONTRACTIONS, MINUS_SIGNS, PLUS_SIGNS, THUMBS

_LOOKALIKES = str.maketrans(
    dict.fromkeys(MINUS_SIGNS, "-")
    | dict.fromkeys(PLUS_SIGNS, "+")
    | {sign: str(int(sign)) for sign in map(chr, range(0x660, 0x1FC00)) if sign.isdecimal()}
    | dict.fromkeys("\u2019\u2018\u201b\u02bc\u2032\u00b4\u0092\uff07", "'")
    | dict.fromkeys("\u00a0\ufe0f\u20e3", " ")
    | dict.fromkeys("\u201c\u201d", '"')
    | str.maketrans("\uff0c\u3001\u3002\uff0e\uff01\uff1f\uff1a\uff1b\uff08\uff09", ",,..!?:;()")
    | {"\u00b9": "1", "\ufffd": "?"}
)
"""Each maps to one character, so that places in the text do not change."""
_MOJIBAKE = re.compile("\u00e2(?:\u20ac\u2122|\u0080\u0099)")
"""An apostrophe in UTF-8 that was read as Windows-1252 or Latin-1."""
_LOST = re.compile(r"(?<=\w)(?:[?`]|&#?\w{2,5};|=92|=E2=80=99)(?=(?:m|ve|re|ll|d|s|t)\b)")
"""What some mailers make of an apostrophe: "I?m", "don`t", "it&#39;s", "I=92m"."""

_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,200}~~(?!~)")

# A value must not follow anything that makes it part of a longer thing ("C++", "GMT+1",
# "rc-1", "[-1]", "= -1" without its space), nor be followed by such a thing ("+1us",
# "-1.5.2", "+1%"). Letters of scripts without spaces between words may touch it: "+1です".
# "+1's", "+1'd", "+1ing" are verbs people use.
_TOKEN = re.compile(
    rf"""
    (?P<number_> \d+ (?: [.,:/] \d+ )* )
    | (?P<word> [^\W_] \w* (?: (?: ' | (?<![{UNSPACED}]) - ) \w+ )* )
    | (?P<value> (?<! [^\W_{UNSPACED}] ) (?<! [-+.=\[\\%$€£^~@#&|/] )
               (?: \+/-|\+-|±|\+{{1,2}}|-{{1,2}} ) (?P<gap> [ ] )?
               (?P<number> \d{{1,3}} (?: _\d{{3}} )++ | \d{{1,3}} (?: [.,']\d{{3}} ){{2,4}}
                         | \d{{1,6}} (?: [.,] \d{{1,3}} )? (?: / [1-9] (?! [\d/] ) )?
                         | \.\d{{1,2}} | [½¼¾⅓⅔∞]
                         | (?<=\+) (?: many | lots | infinity ) \b
                         | (?<=[+-]) (?<![+-][+-]) one \b )
               (?P<suffix> '?(?:s|d|ed|ing|er)\b | -(?:ed|ing|ish)\b | ay\b )?
               (?! [^\W_{UNSPACED}] | [%°€$] | [.,:] \d | [-+/*] [\d(] ) )
    | (?P<lost> (?<! [^\s(*"'] ) [?] [01] (?! [\w.,:/%?-] ) )
    | (?P<other> [^\s*_`~] )
    """,
    re.VERBOSE,
)
_CONTRACTED = {word: tuple(parts.split()) for word, parts in CONTRACTIONS.items()}
_FRACTIONS = {
    "1/2": "0.5", "1/4": "0.25", "3/4": "0.75", "1/3": "0.33", "2/3": "0.67",
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.33", "⅔": "0.67",
} | dict.fromkeys(("∞", "one", "many", "lots", "infinity"), "1")  # fmt: skip
"""Numbers that are not written in digits; one without an end is a plain yes or no."""


_BACKSPACES = re.compile(r"(?:\^H)+")


class Token(NamedTuple):
    """One token; words are folded."""

    kind: str
    """"value", "word", "number", "mark", "thumb", or "lost": a number whose sign was lost."""
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


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def fold(text: str) -> str:
    """The text with lookalike signs, digits and quotation marks replaced, and with the
    apostrophes that mailers broke; what is struck out ("~~+1~~") is not said.
    """
    if not text.isascii():
        text = _MOJIBAKE.sub("'", text) if "\u00e2" in text else text
        text = text.translate(_LOOKALIKES)
    if "^H" in text:
        text = _without_erased(text)
    if "~~" in text:
        text = _STRUCK.sub(_blank, text)
    if "?" in text or "`" in text or "&" in text or "=92" in text or "=E2" in text:
        return _LOST.sub("'", text)
    return text


def _without_erased(text: str) -> str:
    """ "-1^H^H+1": each "^H" takes back a character."""
    kept = list(text)
    for match in _BACKSPACES.finditer(text):
        start, end = match.span()
        begin = max(0, start - (end - start) // 2)
        kept[begin:end] = " " * (end - begin)
    return "".join(kept)


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
            kind = "lost" if kind == "lost" else "number"
            tokens.append(Token(kind, match[0], match.start(), match.end()))
    return tokens


def _value(match: re.Match[str]) -> Token:
    number = match["number"]
    if not number.isdecimal():
        number = _FRACTIONS.get(number) or _in_digits(number.split("/")[0])
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


def _in_digits(number: str) -> str:
    """A number with a point at most: ".5" -> "0.5", "1_000" and "1.000.000" in one piece."""
    number = number.replace(",", ".").replace("'", ".")
    if "_" in number or number.count(".") > 1:
        return number.replace("_", "").replace(".", "")
    return f"0{number}" if number[0] == "." else number


def _mark(match: re.Match[str]) -> Token:
    text = match[0]
    if text in THUMBS:
        return Token("thumb", THUMBS[text], match.start(), match.end())
    return Token("mark", text, match.start(), match.end())
