"""Zeros without a sign that are votes: "0", "0: I don't use it", "I'm 0 on this", "from -1 to 0".
Pure; never raises.

A zero is a vote if it opens its statement and stands apart there, if a first person casts it, or if
it is the end of a change of mind. Any other zero is a number: "0 errors", "it returned 0". Each
check looks once at each word.
"""

from collections.abc import Sequence
from itertools import pairwise

from listbot.votes.lexicon.words import (
    BECOMES,
    CHANGES,
    FIRST_PERSON,
    FRAME_VERBS,
    ITEM_NOUNS,
    OPENERS,
    SWAPPED_FOR,
    SWAPPING,
    vocabulary,
)
from listbot.votes.numbers.labels import SAYING
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token

ZEROS = frozenset({"0", "0.0"})
_CASTING = vocabulary(
    "am call vote voting count cast casting put say go going stay remain position"
)
_ORDERS = vocabulary("mark change make turn record register switch")
"""They cast a zero with "mine" or "me": "Change mine to 0"; "I change it to 0" is a setting."""
_WHOSE = vocabulary("mine me my")
_BECAUSE = vocabulary("because since weil car porque perché omdat")
_NEXT = vocabulary("and but und et y e en")
_FOLLOWING = vocabulary(
    "from von pour por für za per voor para for on here to as too since because but and with by "
    "this now again"
)
"""What may follow a zero that a first person casts; before a noun it counts things."""
_NAMED = vocabulary("from abstain for here neutral on")
_FROM = vocabulary("from von für pour de por para per da van voor za ode od")
_ME = vocabulary("me my mir mich moi mí mim mij mě mne mnie")
_LISTING = frozenset(".):")
"""After a zero at the beginning they may make it a number in a list."""
_ABSTAINING = vocabulary("not no never neither nor abstain neutral opinion either nothing")
_NO_VIEW = vocabulary(
    "opinion opinions feelings feeling view views preference abstain neutral meinung"
)
_BEFORE_LAST = frozenset({",", ":", ";", "-", "so"})
_SEPARATORS = frozenset(":|>")
_ENDS = frozenset("|,;.!(")
_LABEL = 8  # Tokens of a label and what separates it.
_SHARES = vocabulary("on for")
_BETWEEN = frozenset({",", ";", ".", "and", "but"})
_FEW = 3  # Words after a bare zero.


def with_zeros(tokens: list[Token]) -> list[Token]:
    """The tokens; zeros that end or begin a change, and those that a first person casts, have
    become values.
    """
    texts = [token.text for token in tokens]
    if ZEROS.isdisjoint(texts):
        return tokens
    has_value = any(token.kind == "value" for token in tokens)
    shared = has_value and _are_shared_out(tokens)
    last_to = max((at for at, text in enumerate(texts) if text == "to"), default=0)
    seen_from = False
    begin = 0
    for at, token in enumerate(tokens):
        seen_from = seen_from or (at > 0 and texts[at - 1] == "from")
        if token.kind == "mark" or token.kind == "value":
            begin = at + 1
        elif shared and _is_share(tokens, at):
            tokens[at] = token._replace(kind="value", text="0")
            begin = at + 1
        elif at and token.kind == "number" and token.text in ZEROS:
            begins = texts[at - 1] == "from" and (at <= last_to or _is_left(tokens, at))
            ends = texts[at - 1] == "to" and (seen_from or texts[at + 1 : at + 2] == ["from"])
            if (
                (has_value and (begins or ends))
                or _is_cast(texts[begin:at], tokens[at + 1 :])
                or (has_value and _is_replaced(texts[begin : at + 2]))
                or _ends_abstention(tokens, at)
                or _is_labelled(texts[:at], tokens[at + 1 :])
            ):
                tokens[at] = token._replace(kind="value", text="0")
    return tokens


def _are_shared_out(tokens: Sequence[Token]) -> bool:
    """Whether each value says what it is for: "+1 on 1 and 2, 0 on 3"."""
    return all(
        behind.text in _SHARES
        for token, behind in pairwise((*tokens, tokens[0]))
        if token.kind == "value"
    )


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    """ "0 on 3" at the beginning, behind a comma, "and" or "but"."""
    return (
        tokens[at].text in ZEROS
        and at + 2 < len(tokens)
        and tokens[at + 1].text in _SHARES
        and (at == 0 or tokens[at - 1].text in _BETWEEN)
    )


def _is_cast(before: Sequence[str], rest: Sequence[Token]) -> bool:
    """Whether a first person casts the zero: "I'm 0", "a 0 from me", "count me as 0"."""
    if rest and (
        not (
            rest[0].text in _FOLLOWING
            or (rest[0].kind == "mark" and rest[0].text not in "%°=/<>$€")
        )
        or _is_joined(rest)
    ):
        return False
    last = max((at for at, word in enumerate(before) if word in _NEXT), default=-1)
    if 0 < last < len(before) - 1 and before[last + 1] in _CASTING:
        said = before[last + 1 :]  # "I retract that and vote 0"
        return not FIRST_PERSON.isdisjoint(before) and all(word in FRAME_VERBS for word in said)
    if _is_mine(rest):
        return all(word in OPENERS or word in ("a", "it", "is", "an") for word in before)
    if not _ORDERS.isdisjoint(before) and not _WHOSE.isdisjoint(before):
        known = (_ORDERS, _WHOSE, BECOMES, FRAME_VERBS, OPENERS)
        return all(any(word in words for words in known) for word in before)
    return (
        not FIRST_PERSON.isdisjoint(before)
        and not _CASTING.isdisjoint(before)
        and ("at" not in before or "stay" in before)
        and all(word in FRAME_VERBS or word in OPENERS or word in FIRST_PERSON for word in before)
    )


def _ends_abstention(tokens: Sequence[Token], at: int) -> bool:
    """ "No strong feelings, 0."."""
    words = {token.text for token in tokens[:at]}
    return (
        2 < at < _LABEL
        and tokens[at - 1].text in _BEFORE_LAST
        and all(token.text in ".!" for token in tokens[at + 1 :])
        and not _NO_VIEW.isdisjoint(words)
        and all(token.kind != "number" for token in tokens[:at])
    )


def _is_left(tokens: Sequence[Token], at: int) -> bool:
    """ "up to +1 from 0"."""
    return at > 2 and tokens[at - 2].kind == "value" and tokens[at - 3].text == "to"


def _is_replaced(texts: Sequence[str]) -> bool:
    """ "Please replace my 0 by a +1", "Upgrade my 0 to +1"."""
    if texts[-3:-2] != ["my"]:
        return False
    if texts[-1] in ("to", "into"):
        return not CHANGES.isdisjoint(texts)
    return texts[-1] in SWAPPED_FOR and not SWAPPING.isdisjoint(texts)


def _is_joined(rest: Sequence[Token]) -> bool:
    """ "a 0-day"."""
    return rest[0].text == "-" and len(rest) > 1 and rest[1].at == rest[0].end


def _is_mine(rest: Sequence[Token]) -> bool:
    """ "0 from me", "0 pour moi", "0 von mir"."""
    return len(rest) > 1 and rest[0].text in _FROM and rest[1].text in _ME


def _is_labelled(before: Sequence[str], rest: Sequence[Token]) -> bool:
    """ "Plan C: 0", "| logs | 0 |"; counted only beside labelled values with a sign."""
    return (
        (before[-1] in _SEPARATORS or (before[-1] == "=" and before[0] in ITEM_NOUNS))
        and 1 < len(before) <= _LABEL
        and (not rest or rest[0].text in _ENDS)
        and SAYING.isdisjoint(before)
    )


def stands_apart(statement: Statement, tokens: Sequence[Token]) -> bool:
    """Whether a zero at the beginning of a statement is a vote: "0", "0, no idea", "0 for now"."""
    if tokens[0].kind != "number" or tokens[0].text not in ZEROS:
        return False
    if len(tokens) == 1:
        return statement.alone or statement.goes_on
    behind = tokens[1]
    if behind.kind == "word":
        few = sum(token.kind == "word" for token in tokens) <= _FEW
        named = behind.text in _NAMED and few and statement.alone
        if behind.text in _BECAUSE and statement.alone:
            return not FIRST_PERSON.isdisjoint([token.text for token in tokens[2:]])
        return named or _is_mine(tokens[1:3])
    if tokens[2:] and tokens[2].kind == "number":
        return False  # "0, 1 and 2 are the levels"
    if behind.text in _LISTING and len(tokens) > 2:
        words = {token.text for token in tokens}
        return not _ABSTAINING.isdisjoint(words) and not FIRST_PERSON.isdisjoint(words)
    return statement.alone or (statement.goes_on and len(tokens) == 2)
