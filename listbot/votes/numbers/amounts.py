"""Numbers that are not votes because of their neighbours: amounts, codes, time zones, sums,
list items. Pure.

Each check looks at one value and its nearest neighbours and says whether it is such a
number; `numbers.py` lists them in a table. Never raises.
"""

from collections.abc import Sequence

from listbot.votes.lexicon.scripts import COUNTERS
from listbot.votes.lexicon.words import FIRST_PERSON, FROM_ME, NUMBERISH, UNITS
from listbot.votes.numbers.context import Spot, follows_arrow, place
from listbot.votes.numbers.labels import label_tokens, named_before
from listbot.votes.numbers.ownership import is_from_me
from listbot.votes.text.tokens import Token

_BEFORE_SPACED = frozenset({"a", "my", "am", "vote", "big", "me", ",", ":", "so"})
_CASES = frozenset({"for", "in", "on", "at", "when", "if", "otherwise", "elsewhere"})
_IN_WORDS = (["zero"], ["one"], ["two"])
_ADDED = frozenset({"new", "additional"})
_GUESTS = 3  # Words in brackets for those who come along.
_SMALL = frozenset({"from", "by", "for", "on", "to", "here", "if", "as", "with", "because", "and"})
_ERROR = 3  # Letters; names of errors have more: "EPERM".
_LARGEST = 10  # To mean more, people write a power of ten: "+100", "+1000000".


def is_quoted(place: Spot) -> bool:
    """Inside quotation marks in a sentence a value is mentioned; if it is alone in them it
    is cast.
    """
    before, after = place.before, place.after
    if before is None or before.text not in "\"'":
        return False
    if after is not None and after.text in "\"'":
        return len(place.tokens) > 4
    words = {token.text for token in place.tokens[: place.at]}
    return (
        place.at > 1
        and words.isdisjoint(FIRST_PERSON)
        and any(t.text == before.text for t in place.rest)
    )


def is_amount(place: Spot) -> bool:
    """ "+1 year", "+1年", "+1 415 555 0100"."""
    after = place.after
    if after is None:
        return False
    if _is_company(place):
        return True
    if after.kind == "mark":
        return after.text in "°%€$" or (after.text == "(" and _is_area_code(place.rest[1:3]))
    if after.kind == "number":
        return len(after.text) > 2 or (len(place.rest) > 1 and place.rest[1].kind == "number")
    if after.kind != "word":
        return False
    return after.text in UNITS or (after.at == place.token.end and after.text[0] in COUNTERS)


def _is_company(place: Spot) -> bool:
    """ "We are 12 people (+1 child)": a noun in the brackets, and a number before them."""
    if place.before is None or place.before.text != "(":
        return False
    inside = [token.text for token in place.rest[: _GUESTS + 1]]
    if ")" not in inside[1:] or not any(
        token.kind == "number" for token in place.tokens[: place.at]
    ):
        return False
    words = place.rest[: inside.index(")")]
    return all(token.kind == "word" and not token.capital for token in words) and not any(
        token.text in FROM_ME or token.text in _SMALL or "binding" in token.text for token in words
    )


def is_error(place: Spot) -> bool:
    """ "-1 ENOENT"."""
    after = place.after
    if after is None or not after.capital or place.value[0] != "-":
        return False
    written = place.statement.text[after.at : after.end]
    return len(written) > _ERROR and written[0] == "E" and written.isupper()


def _is_area_code(inside: Sequence[Token]) -> bool:
    """ "+1 (555) 010-0199"."""
    return [token.kind for token in inside] == ["number", "mark"] and len(inside[0].text) > 2


def is_other_number(place: Spot) -> bool:
    """ "exit code -1", "UTC -1", "= -1", "50 % +1", "x +1"."""
    before = place.before
    if before is None:
        return False
    if before.kind == "number":
        return (len(place.tokens) > 3 or place.at > 1) and not named_before(place)
    if before.text == "(" and (_is_said_in_words(place) or _is_argument(place)):
        return True
    if before.text == ")" and _ends_term(place):
        return True
    if before.kind == "mark":
        if before.text == "=" and _is_assigned(place):
            return True
        return (
            before.text in "%=<>"
            and place.at > 1
            and not (label_tokens(place) or follows_arrow(place))
        )
    if before.text == "return" and place.tokens[0].text == "if":
        return False
    return before.text in NUMBERISH and not is_from_me(place)


def _is_said_in_words(place: Spot) -> bool:
    """ "off by one (+1)", but not "plus one (+1)" nor "I give it one (+1)"."""
    texts = [token.text for token in place.tokens[: place.at - 1]]
    return (
        texts[-1:] in _IN_WORDS
        and texts[-2:-1] not in (["plus"], ["minus"])
        and FIRST_PERSON.isdisjoint(texts)
    )


def _is_assigned(place: Spot) -> bool:
    """ "i += -1", "a[i] = +1": a line of code."""
    named = place.tokens[place.at - 2] if place.at > 1 else place.token
    return named.kind == "mark" and named.text in "]+-*/=!"


def _is_argument(place: Spot) -> bool:
    """ "range(-1, 4)", "abs(-1) is 1": what a function is called with. "LGTM(+1)" is a vote."""
    bracket = place.tokens[place.at - 1]
    if place.at < 2 or place.token.at != bracket.end or place.after is None:
        return False
    called = place.tokens[place.at - 2]
    if called.end != bracket.at or called.kind != "word":
        return False
    return place.after.text != ")" or (place.value[0] == "-" and len(place.rest) > 1)


def _ends_term(place: Spot) -> bool:
    """ "$(nproc)+1": a sign right behind the bracket of a call. "(late, sorry)+1" is a vote."""
    if place.tokens[place.at - 1].end != place.token.at:
        return False
    opened = next((at for at in range(place.at - 2, 0, -1) if place.texts[at] == "("), 0)
    return opened > 0 and place.tokens[opened - 1].end == place.tokens[opened].at


def is_one_of_numbers(here: Spot) -> bool:
    """ "returns -1 on error and +1 when it moved", "+1 hour in Lisbon and +2 for Berlin"."""
    before, after = here.before, here.after
    if (
        before is None
        or after is None
        or before.text not in ("and", "or")
        or after.text not in _CASES
    ):
        return False
    earlier = [at for at in range(here.at) if here.tokens[at].kind == "value"]
    if not earlier or is_from_me(here):
        return False
    first = place(here.statement, here.tokens, earlier[-1], here.voice)
    return is_amount(first) or is_other_number(first)


def is_large(place: Spot) -> bool:
    """ "+25", "-1.5"; "+100" and "+1000" are emphatic votes."""
    digits = place.value.lstrip("+-")
    size = float(digits)
    if "." in digits:
        return size > 1 and not is_from_me(place)  # "+1.5 from me"
    return size > _LARGEST and digits.strip("0") != "1"


def _is_claimed(place: Spot) -> bool:
    """ "- 1 (binding)"."""
    return [token.text for token in place.rest[:2]] in (["(", "binding"], ["(", "non-binding"])


def is_spaced(place: Spot) -> bool:
    """ "- 1 thing", "x + 1"; people who vote with a space write "a + 1", or nothing before it."""
    if not place.token.gap:
        return False
    if place.value.startswith("-"):
        return len(place.tokens) > 1 and not is_from_me(place) and not _is_claimed(place)
    if place.after is not None and place.after.text in _ADDED:
        return True
    return place.before is not None and place.before.text not in _BEFORE_SPACED
