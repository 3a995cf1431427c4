"""A value and the words around it, for the checks of `numbers.py`. Derived once, then only read."""

from collections.abc import Sequence
from typing import NamedTuple

from listbot.votes.lexicon.words import vocabulary
from listbot.votes.text.findings import Voice
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token

_CLAUSE_ENDS = frozenset(",;:.!?()\u2026=|<>{}-/")
_CLAUSE_WORDS = vocabulary(
    "so but therefore thus hence otherwise anyway then and aber mais maar dus donc quindi "
    "takže więc"
)


class Spot(NamedTuple):
    """One value in its statement."""

    statement: Statement
    tokens: Sequence[Token]
    at: int
    token: Token
    """The value's."""
    value: str
    """As in a Cast."""
    texts: list[str]
    """Of all tokens."""
    left: list[Token]
    """The words of its clause before it."""
    left_words: list[str]
    """The same, folded."""
    right: list[Token]
    """The words of its clause after it."""
    right_words: list[str]
    """The same, folded."""
    before: Token | None
    """The token right before it, including marks."""
    after: Token | None
    """The token right after it, including marks."""
    rest: Sequence[Token]
    """All tokens after it to the end of the statement."""
    voice: Voice


def place(statement: Statement, tokens: Sequence[Token], at: int, voice: Voice) -> Spot:
    """The context of the value at one token of a statement."""
    begin = at
    while begin and not ends_clause(tokens, begin - 1):
        begin -= 1
    end = at + 1
    while end < len(tokens) and not ends_clause(tokens, end, conjunctions=False):
        end += 1
    left = [token for token in tokens[begin:at] if token.kind != "mark"]
    right = [token for token in tokens[at + 1 : end] if token.kind != "mark"]
    rest = tokens[at + 1 :]
    return Spot(
        statement,
        tokens,
        at,
        token=tokens[at],
        value=tokens[at].text,
        texts=[token.text for token in tokens],
        left=left,
        left_words=[token.text for token in left],
        right=right,
        right_words=[token.text for token in right],
        before=tokens[at - 1] if at else None,
        after=rest[0] if rest else None,
        rest=rest,
        voice=voice,
    )


def ends_clause(tokens: Sequence[Token], at: int, *, conjunctions: bool = True) -> bool:
    """Whether a clause ends at this token."""
    token = tokens[at]
    if token.kind == "word":
        return conjunctions and token.text in _CLAUSE_WORDS
    return token.kind == "value" or (token.kind == "mark" and token.text in _CLAUSE_ENDS)


def is_arrow(tokens: Sequence[Token]) -> bool:
    """Whether tokens begin with an arrow and a value, as behind the first of "+1 -> -0"."""
    texts = [token.text for token in tokens[:2]]
    at = 1 if texts[:1] == ["\u2192"] else 2 if texts in (["-", ">"], ["=", ">"]) else 0
    return at > 0 and len(tokens) > at and tokens[at].kind == "value"


def follows_arrow(place: Spot) -> bool:
    """Whether an arrow leads from another value to this one: the second of "+1 -> -0"."""
    if place.before is None or place.before.text not in "\u2192>":
        return False
    first = place.at - (2 if place.before.text == "\u2192" else 3)
    return (
        first >= 0
        and place.tokens[first].kind == "value"
        and is_arrow(place.tokens[first + 1 : place.at + 1])
    )
