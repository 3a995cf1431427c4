"""Read the counts that a person's result states: "3 +1, 1 -1", "+1 (binding): 4", "five in
favour, nobody against". Pure.

Only for comparison with our own tally. We take a number only if it is next to what it
counts, and names only if a colon and commas list them: anything else in a result is left
out, never guessed. Never raises.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from listbot.mail.mail import Body
from listbot.model.reading import Told, number
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.text.findings import quote_of
from listbot.votes.text.statements import Statement, first_statements
from listbot.votes.text.tokens import Token, tokenise

_NUMBERS = {
    "no": 0, "zero": 0, "nobody": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_MOST = 999  # People who vote on a list.
_SIDES = (
    dict.fromkeys(vocabulary("favour yes approve approvals approving"), "+1")
    | dict.fromkeys(vocabulary("against opposed objecting objections"), "-1")
    | dict.fromkeys(vocabulary("abstain abstained abstaining abstentions abstention neutral"), "0")
)
_BESIDE = vocabulary(
    "binding non-binding nonbinding vote votes in people members persons voted were x × ( ) = s"
)
"""Words that may come between a number and what it counts."""
_NEAR = 5  # Tokens between the two.


class _Counted(NamedTuple):
    at: int
    value: str


def told_in(body: Body) -> tuple[Told, ...]:
    """The counts among the own words of a result, in order."""
    return tuple(told for statement in first_statements(body.lines) for told in _told(statement))


def _told(statement: Statement) -> Iterator[Told]:
    tokens = tokenise(statement.text)
    things = [_Counted(at, value) for at, token in enumerate(tokens) if (value := _thing(token))]
    edges = [-1, *(thing.at for thing in things), len(tokens)]
    for thing, before, after in zip(things, edges, edges[2:], strict=False):
        left, right = tokens[before + 1 : thing.at], tokens[thing.at + 1 : after]
        count = _before(left)
        count = _behind(right) if count is None else count
        if count is not None:
            line = statement.line_at(tokens[thing.at].at)
            binding = _binding([*left[-_NEAR:], *right[: _beside(right)]])
            yield Told(thing.value, count, binding, quote_of(line), line.number)


def _thing(token: Token) -> str | None:
    if token.kind == "value":
        size = number(token.text)
        return "+1" if size > 0 else "-1" if size < 0 else "0"
    return _SIDES.get(token.text)


def _before(left: Sequence[Token]) -> int | None:
    """ "3 +1", "three binding +1", "5 people in favour"."""
    for token in reversed(left[-_NEAR:]):
        if (count := _number(token)) is not None:
            return count
        if token.text not in _BESIDE:
            return None
    return None


def _behind(right: Sequence[Token]) -> int | None:
    """ "+1: 3", "+1 (binding) votes = 4", "+1: Ana, Bo, Cy"."""
    at = _beside(right)
    if at < len(right) and right[at].text == ":":
        at += 1
    elif not any(token.text in ("x", "×", "=") for token in right[:at]):
        return None
    behind = right[at:]
    if behind and (count := _number(behind[0])) is not None:
        return count
    words = [token for token in behind if token.kind == "word"]
    is_list = any(token.text == "," for token in behind) and all(token.capital for token in words)
    return sum(token.text == "," for token in behind) + 1 if is_list else None


def _beside(right: Sequence[Token]) -> int:
    """How many tokens belong to the value before them."""
    return next((at for at, token in enumerate(right) if token.text not in _BESIDE), len(right))


def _number(token: Token) -> int | None:
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= len(str(_MOST)):
        return int(token.text)
    return _NUMBERS.get(token.text) if token.kind == "word" else None


def _binding(near: Sequence[Token]) -> bool | None:
    words = {token.text for token in near}
    if not words.isdisjoint(("non-binding", "nonbinding")):
        return False
    return True if "binding" in words else None
