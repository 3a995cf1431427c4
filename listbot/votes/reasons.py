"""Whether a mail gives a reason: for the -1 in it, or for an earlier one. Pure.

A reason is a link, or words beyond the value, its object, courtesy and a name at the end. "-1, no" gives none, "-1, breaks DNS" does.
"""

from collections.abc import Sequence

from listbot.votes.cast import Cast
from listbot.votes.statements import Statement
from listbot.votes.tokens import Token, tokenise
from listbot.votes.words import COURTESY, FILLERS, GREETINGS

_ENOUGH = 2  # Words; "breaks DNS" is a reason.
_SIGNED = 3  # Words at most in a name under a mail.
_COURTEOUS = 6  # Words at most in a greeting or a thank-you.
_OBJECT = frozenset({"on", "to", "for", "of", "as", "from", "by"})


def has_reason(statements: Sequence[Statement]) -> bool:
    """Whether the statements give a reason for a vote against."""
    if any("://" in statement.text for statement in statements):
        return True
    return sum(_weight(statement) for statement in without_name(statements)) >= _ENOUGH


def can_explain(statements: Sequence[Statement], casts: Sequence[Cast]) -> bool:
    """Whether the mail can serve as the explanation of an earlier -1: it reasons, and does not merely vote."""
    return has_reason(statements) and not all(
        cast.quote == statement.text for cast in casts for statement in statements[:1]
    )


def without_courtesy(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that are more than a greeting, thanks, or the name under a mail."""
    return [statement for statement in without_name(statements) if not _is_courtesy(tokenise(statement.text))]


def _is_courtesy(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].text in GREETINGS and len(tokens) < _COURTEOUS


def without_name(statements: Sequence[Statement]) -> Sequence[Statement]:
    """The statements without a name alone at the end."""
    if len(statements) > 1 and len(statements[-1].text.split()) <= _SIGNED and statements[-1].alone:
        return statements[:-1]
    return statements


def _weight(statement: Statement) -> int:
    tokens = tokenise(statement.text)
    if _is_courtesy(tokens):
        return 0
    return sum(
        token.kind == "word" and token.text not in FILLERS and token.text not in COURTESY
        for token in _beyond_object(tokens)
    )


def _beyond_object(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the object of a value: in "-1 on the new name, it is too long" all behind the comma."""
    kept: list[Token] = []
    inside = False
    for token, before in zip(tokens, [None, *tokens], strict=False):
        if before is not None and before.kind == "value" and token.text in _OBJECT:
            inside = True
        elif token.kind == "mark" or token.text in (
            "because",
            "since",
            "as",
            "due",
            "until",
            "unless",
            "but",
            "it",
        ):
            inside = False
        if not inside:
            kept.append(token)
    return kept
