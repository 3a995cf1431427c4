"""What one line looks like by itself: a quote mark, a rule of dashes, a form, a vote, code.
Only predicates.

Every pattern is anchored or bounded, so a line of a megabyte costs no more than reading it
once. `quotes`, `endings` and `code` decide what that means in context.
"""

import re
from collections.abc import Sequence

LOOKED_AT = 500  # characters of a line; longer ones are judged by their beginning
MARKED = 14  # a quote mark with initials ends within this many characters

_QUOTE = re.compile(r"[ \t\u00a0]{0,8}[>＞][ \t>＞|]{0,200}")
_INITIALS = re.compile(r" {0,4}[A-Z][A-Za-z]{0,11}>{1,20}(?: |$)")
_BAR = re.compile(r" ?\|(?:[ |>]|$)")
_FORM = re.compile(
    r"[ \t*\-•]{0,12}(?:\[([ _.xX*vV✓✔☑√]{0,3})\]|\(([ _xX✓✔])\)[ \t]|([☐☑☒✅]))[ \t]*(?=\S)"
)
_VOTE = re.compile(r"[ \t*_]{0,12}[([]?[+\-−–±＋－][ ]?[012１](?![\d:/-]|\.\d|[ \t]{0,3}\(?\d)")
_VOTE_INSIDE = re.compile(r"(?:^|[\s(\"'*])[+−–-][01](?![\w:/]|[.]\d)")
_BRAID = "-=-=-"
_RULES = frozenset(sign * 5 for sign in "-_=*#~")
_SET_IN = 8  # maximum characters before a rule
_SEPARATOR = re.compile(r"[ \t]{0,8}(?:-{2,}|_{2,}|={2,}|\*{2,})[ \t]{0,4}(?=\S)")
_TITLE = 82  # maximum characters between the dashes
_TITLING = frozenset({"--", "__", "==", "**"})
_CODE_MARKS = frozenset("{}();=<>$#\\/|&[]")


def quote_mark(text: str) -> str:
    """The quote mark a line begins with (`> > `, `|`, `Bob> `), or ""."""
    head = text[:MARKED]
    match = (_QUOTE.match(text) or _INITIALS.match(head)) if ">" in head or "＞" in head else None
    if match:
        return match[0]
    return _bar(text) if "|" in head else ""


def _bar(text: str) -> str:
    """A bar quotes, but table rows also begin with one; they have more of them."""
    match = _BAR.match(text)
    return match[0] if match and "|" not in text[match.end() : LOOKED_AT] else ""


def end_of_marked(texts: Sequence[str], line: int, mark: str) -> int:
    """The first line from `line` on without exactly this quote mark (given without the
    space after it).
    """
    size, last = len(mark), len(texts)
    while line < last:
        text = texts[line]
        if not text.startswith(mark):
            break
        after = text[size : size + 3]
        if ">" in after or "＞" in after or "|" in after:
            break
        line += 1
    return line


def tick(text: str) -> bool | None:
    """Whether a form's line is ticked; None if it is not a form's line."""
    match = _FORM.match(text)
    if match is None:
        return None
    inside = next(group for group in match.groups() if group is not None)
    return bool(inside.strip(" _.☐"))


def begins_with_vote(text: str) -> bool:
    """Whether a line begins like a vote; a telephone number or a date does not."""
    return _VOTE.match(text) is not None


def holds_vote(text: str) -> bool:
    """Whether a number like a vote's occurs anywhere in the line."""
    if "+" not in text and "-" not in text and "−" not in text and "–" not in text:
        return False
    return _VOTE_INSIDE.search(text, 0, LOOKED_AT) is not None


def is_rule(text: str) -> bool:
    """A line of only dashes, underscores or the like, or of two of them in turn (Groups.io)."""
    rule = text.strip(" \t")
    if rule.startswith(_BRAID):
        return len(text) <= LOOKED_AT and not rule.replace("-=", "").strip("-")
    if rule[:5] not in _RULES or len(text) > LOOKED_AT:
        return False
    return not rule.strip(rule[0]) and text.find(rule[0]) <= _SET_IN


def may_title(text: str) -> bool:
    """Whether a line begins as a title between dashes does."""
    return text.lstrip()[:2] in _TITLING


def is_bare(text: str) -> bool:
    """Whether a line has nothing but what titles are made of."""
    return not text.strip("-_=*: \t")


def titled_rule(text: str) -> str:
    """The words in `-----Original Message-----`, lower case, or ""."""
    if text.lstrip()[:2] not in _TITLING or len(text) > LOOKED_AT or not text.strip("-_=*: \t"):
        return ""
    match = _SEPARATOR.match(text)
    title = text[match.end() :].rstrip("-_=*: \t") if match else ""
    return title.lower() if 1 < len(title) <= _TITLE else ""


def looks_like_code(text: str) -> bool:
    """Whether a line's punctuation looks like code rather than prose."""
    body = text.strip()[:LOOKED_AT]
    marks = sum(character in _CODE_MARKS for character in body)
    return marks >= 2 or (marks == 1 and body[-1:] in "{};")
