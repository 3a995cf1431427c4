"""A value and the words around it: what the checks of `numbers.py` look at. Derived once, then only read."""

from collections.abc import Sequence
from dataclasses import dataclass

from listbot.votes.findings import Voice
from listbot.votes.statements import Statement
from listbot.votes.tokens import Token
from listbot.votes.words import vocabulary

_CLAUSE_ENDS = frozenset(",;:.!?()\u2026=|<>{}")
_CLAUSE_WORDS = vocabulary("so but therefore thus hence otherwise anyway then and aber mais maar")
_DASHES = frozenset("-/")


@dataclass(frozen=True, slots=True)
class Place:
    """One value in its statement."""

    statement: Statement
    tokens: Sequence[Token]
    at: int
    left: tuple[Token, ...]
    """The words of its clause before it."""
    right: tuple[Token, ...]
    """The words of its clause behind it."""
    voice: Voice

    @property
    def value(self) -> str:
        """As a Cast has it."""
        return self.tokens[self.at].text

    @property
    def token(self) -> Token:
        """The value's token."""
        return self.tokens[self.at]

    @property
    def before(self) -> Token | None:
        """The token right before it, marks included."""
        return self.tokens[self.at - 1] if self.at else None

    @property
    def after(self) -> Token | None:
        """The token right behind it, marks included."""
        return self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None

    @property
    def left_words(self) -> list[str]:
        """The words before it, folded."""
        return [token.text for token in self.left]

    @property
    def right_words(self) -> list[str]:
        """The words behind it, folded."""
        return [token.text for token in self.right]

    @property
    def rest(self) -> Sequence[Token]:
        """All tokens behind it to the end of the statement."""
        return self.tokens[self.at + 1 :]


def place(statement: Statement, tokens: Sequence[Token], at: int, voice: Voice) -> Place:
    """The place of the value at one token of a statement."""
    begin = at
    while begin and not ends_clause(tokens, begin - 1):
        begin -= 1
    end = at + 1
    while end < len(tokens) and not ends_clause(tokens, end, conjunctions=False):
        end += 1
    left = tuple(token for token in tokens[begin:at] if token.kind != "mark")
    right = tuple(token for token in tokens[at + 1 : end] if token.kind != "mark")
    return Place(statement, tokens, at, left, right, voice)


def ends_clause(tokens: Sequence[Token], at: int, *, conjunctions: bool = True) -> bool:
    """Whether a clause ends at this token."""
    token = tokens[at]
    if token.kind == "value":
        return True
    if token.kind == "mark":
        return token.text in _CLAUSE_ENDS or token.text in _DASHES
    return conjunctions and _is_conjunction(token)


def _is_conjunction(token: Token) -> bool:
    return token.kind == "word" and token.text in _CLAUSE_WORDS
