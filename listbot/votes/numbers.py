"""Values in a statement: which of them are the writer's vote on this proposal, and which are only numbers.

`judge` asks two tables in order: what makes a value no vote, then what makes it doubtful; what is left must be the
writer's own by the words before it. Pure; never raises; one look at each word around a value.
"""

from collections.abc import Callable, Sequence

from listbot.votes.cast import Cast, CastKind, Doubt
from listbot.votes.conditions import condition_of
from listbot.votes.findings import Finding, NotAVote, quote_of
from listbot.votes.ownership import is_from_me, is_own, last_of
from listbot.votes.places import Place
from listbot.votes.tokens import Token, fold
from listbot.votes.words import (
    COUNTS,
    FIRST_PERSON,
    FROM_ME,
    HEDGES,
    MENTIONS,
    META,
    NEGATIONS,
    NUMBERISH,
    OTHERS,
    REMARK_NOUNS,
    SMILES,
    UNITS,
    vocabulary,
)

TALK = "talk about votes"
COUNTED = "votes are counted up, or a rule is stated"
_BEFORE_SPACED = frozenset({"a", "my", "am", "vote", "big", "me", ",", ":", "so"})
_ASKS_TO_COUNT = vocabulary("count add record note consider register put")
_ORDERS = vocabulary("give add reply say or cast use send")
Check = Callable[[Place], bool]


def judge(place: Place) -> Finding:
    """What one value is: a cast, a doubt, or no vote with its reason."""
    line = place.statement.line_at(place.token.at)
    for check, reason in NO_VOTES:
        if check(place):
            return NotAVote(quote_of(line), line.number, reason)
    if not is_own(place):
        return NotAVote(
            quote_of(line), line.number, "a number, but nothing says that the writer votes with it"
        )
    for check, reason in DOUBTS:
        if check(place):
            return Doubt(quote_of(line), line.number, reason, place.value)
    return Cast(CastKind.VOTE, place.value, quote_of(line), line.number, claims_binding=claim_of(place))


def claim_of(place: Place) -> bool | None:
    """ "(binding)" or "(non-binding)" in the value's statement."""
    words = [token.text for token in place.tokens if token.kind == "word"]
    if "non-binding" in words or "nonbinding" in words or "unbinding" in words:
        return False
    for before, word in zip(["", *words], words, strict=False):
        if word == "binding":
            return before not in ("non", "not")
    return None


def _is_quoted(place: Place) -> bool:
    before, after = place.before, place.after
    return bool(before and after and before.text in "\"'" and after.text in "\"'" and len(place.tokens) > 4)


def _is_amount(place: Place) -> bool:
    after = place.after
    if after is None:
        return False
    if after.kind == "number":
        return len(after.text) > 2 or (len(place.rest) > 1 and place.rest[1].kind == "number")
    return after.kind == "word" and after.text in UNITS


def _is_other_number(place: Place) -> bool:
    """ "exit code -1", "UTC -1", "= -1", "50 % +1", "x +1"."""
    before = place.before
    if before is None:
        return False
    if before.kind == "number":
        return len(place.tokens) > 3 or place.at > 1
    if before.kind == "mark":
        return before.text in "%=<>" and place.at > 1
    if before.text == "return" and place.tokens[0].text == "if":
        return False
    return before.text in NUMBERISH and not is_from_me(place)


def _is_large(place: Place) -> bool:
    digits = place.value.lstrip("+-")
    size = float(digits)
    if "." in digits:
        return size > 1
    return size > 10 and digits.strip("0") != "1"


def _is_spaced(place: Place) -> bool:
    """ "- 1 thing", "x + 1"; people who vote with a space write "a + 1" or nothing before it."""
    if not place.token.gap:
        return False
    if place.value.startswith("-"):
        return len(place.tokens) > 1
    return place.before is not None and place.before.text not in _BEFORE_SPACED


def _is_plural(place: Place) -> bool:
    return (
        place.token.plural
        and bool(place.at or place.right)
        and not is_from_me(place)
        and "my" not in place.left_words
    )


def _is_enumerated(place: Place) -> bool:
    """ "+1, 0 or -1", "+1/-1": other values right beside it, and no writer who says them."""
    if not place.at and place.rest and place.rest[0].text == "or":
        return False
    other = _next_value(place.rest) or _next_value(list(reversed(place.tokens[: place.at])))
    if other is None or other.text == place.value:
        return False
    return last_of(place.left_words, FIRST_PERSON) is None


def _next_value(tokens: Sequence[Token]) -> Token | None:
    for token in tokens[:3]:
        if token.kind == "value":
            return token
        if token.text not in (",", "/", "or", "and", "|", "oder", "ou", "o", ";"):
            return None
    return None


def _is_counted(place: Place) -> bool:
    """ "three +1", "at least 3 +1 votes", "+1 votes: 3", "+1: Ana, Bo, Cy"."""
    if any(token.text in COUNTS or token.kind == "number" for token in place.left):
        return (
            last_of(place.left_words, FIRST_PERSON) is None
            or "we" in place.left_words
            or place.left[-1].text in COUNTS
        )
    after = place.after
    if after is None or after.text != ":":
        return False
    names = [token for token in place.rest[1:] if token.kind != "mark"]
    commas = sum(token.text == "," for token in place.rest)
    if names and names[0].kind == "number":
        return True
    return (
        len(names) > 1
        and (commas > 0 or len(names) < 4)
        and all(token.capital or token.kind == "number" for token in names)
    )


def _is_mentioned(place: Place) -> bool:
    words = place.right_words
    if any(word in ("votes", "voters", "ballots") for word in words[:4]) and "my" not in place.left_words:
        return True
    if not words or words[0] not in MENTIONS:
        return False
    if words[0] in ("vote", "votes", "voting"):
        return last_of(place.left_words, FIRST_PERSON) is None
    return not (place.left_words and place.left_words[-1] == "my" and words[0] in ("stands", "still", "is"))


_AROUND = frozenset({"around", "round", "across", "everywhere", "everyone", "everybody"})


def _is_relayed(place: Place) -> bool:
    """ "they voted +1", "+1 from Bob", "Bob's +1"."""
    words = place.left_words
    other, first = last_of(words, OTHERS), last_of(words, FIRST_PERSON)
    if other is not None and (first is None or first < other) and not set(words) & {"thank", "thanks"}:
        return not (words[other] in ("all", "both", "you") and is_from_me(place))
    if any(word.endswith("'s") for word in words):
        return True
    right = place.right
    if right and (
        right[0].text in _AROUND or (right[0].text == "all" and right[1:2] and right[1].text in _AROUND)
    ):
        return True
    if len(right) > 1 and right[0].text in ("from", "by"):
        return (right[1].text in OTHERS and right[1].text != "all") or (
            right[1].capital and right[1].text not in place.author | FROM_ME
        )
    return False


def _is_negated(place: Place) -> bool:
    words = place.left_words
    if len(words) > 1 and words[-2:] == ["can", "not"]:
        return True
    return (
        (any(word in NEGATIONS for word in words) and words[0] not in ("no", "nope"))
        or words[-1:] == ["not"]
        or words == ["no"]
    )


def _is_asked(place: Place) -> bool:
    """The value's own clause is the question: "Should I vote +1?", "+1?"."""
    tokens = place.tokens
    if tokens[-1].text != "?" or (not place.left and len(place.right) > 1):
        return False
    return not any(token.text in (",", ".", ";", "-", "(") for token in place.rest)


def _is_instruction(place: Place) -> bool:
    """ "Vote +1 if you agree", "please +1", "or give a -1 and tell me"."""
    words, right = place.left_words, place.right_words
    if right[:1] == ["if"] and right[1:2] in (["you"], ["they"]):
        return right[2:3] not in (["ask"], ["like"])
    if words[:1] == ["please"]:
        return len(words) == 1 or words[1] not in _ASKS_TO_COUNT
    return bool(words) and words[0] in _ORDERS and last_of(words, FIRST_PERSON) is None


def _is_past(place: Place) -> bool:
    words = place.left_words
    return (
        "would" in words and "have" in words and any(w in ("voted", "given", "been", "said") for w in words)
    )


def _agrees_with_remark(place: Place) -> bool:
    words = place.right_words
    if len(words) < 2 or words[0] not in ("to", "with", "on", "for", "auf", "zu"):
        return False
    if words[1] in ("what", "everything", "whatever", "him", "her", "them", "all"):
        return True
    if words[:2] == ["to", "that"]:
        return len(words) == 2 or words[2] in ("best", "cheers", "regards", "thanks", "but")
    return (
        any(word.endswith("'s") for word in words[1:4]) and any(word in REMARK_NOUNS for word in words[2:6])
    ) or (
        any(word in REMARK_NOUNS for word in words[1:5])
        and any(word.endswith("'s") or word in OTHERS for word in words[1:4])
    )


def _praises(place: Place) -> bool:
    """ "+1000, you are right": agrees with a person."""
    words = [token.text for token in place.rest if token.kind in ("word", "mark")]
    return words[:3] == [",", "you", "are"] and words[3:4] in (
        ["right"],
        ["correct"],
        ["%"],
        ["absolutely"],
        ["so"],
    )


def _is_statement_of_number(place: Place) -> bool:
    """ "+1 on the X is East": a sentence about a number."""
    words = place.right_words
    return words[:2] == ["on", "the"] and words[3:4] == ["is"]


def _is_meta(place: Place) -> bool:
    """ "+1 on splitting this thread": about the discussion, not about what is discussed."""
    return place.right_words[:1] in (["on"], ["to"], ["for"]) and any(
        word in META for word in place.right_words[1:6]
    )


def _answers_side_question(place: Place) -> bool:
    """Right under a quoted question that is not the opening's: "> How about calling it ...?"."""
    quoted = place.statement.quoted
    if place.answers_opening or quoted is None or place.value.startswith("-") or place.right:
        return False
    text = quoted.text.strip()
    if text[1:].lstrip().startswith(">"):
        return False
    return text.endswith("?") or _is_said_of_remark(text)


def _is_said_of_remark(text: str) -> bool:
    """Whether a quoted line itself only agrees with a remark: "> +1 to what he said"."""
    words = fold(text).lower().split()
    return any(words[at : at + 2] in (["to", "what"], ["with", "what"]) for at in range(len(words)))


def _is_side_remark(place: Place) -> bool:
    return not place.answers_opening and _agrees_with_remark(place)


def _has_condition(place: Place) -> bool:
    return condition_of(place) is not None


def _is_hedged(place: Place) -> bool:
    return any(word in HEDGES for word in place.left_words)


def _is_joke(place: Place) -> bool:
    if not place.value.startswith("-"):
        return False
    line = place.statement.line_at(place.token.at)
    return line.text.rstrip().lower().endswith(SMILES)


def _is_choice(place: Place) -> bool:
    other = _next_value(place.rest)
    return other is not None and place.rest[0].text == "or"


NO_VOTES: tuple[tuple[Check, str], ...] = (
    (_is_quoted, "a value between quotation marks is talked about, not cast"),
    (_is_amount, "an amount or a phone number"),
    (_is_large, "a number too large for a vote"),
    (_is_other_number, "part of another number: a code, a time zone, a sum"),
    (_is_spaced, "a list item or arithmetic"),
    (_is_plural, TALK),
    (_is_enumerated, "the choices are listed"),
    (_is_instruction, "tells others how to vote"),
    (_is_counted, COUNTED),
    (_is_mentioned, TALK),
    (_is_relayed, "somebody else's vote"),
    (_is_negated, "the writer says that this is not their vote"),
    (_is_statement_of_number, "a sentence about a number"),
    (_is_past, "what the writer would have voted"),
    (_is_asked, "a question"),
    (_is_meta, "about the discussion itself"),
    (_answers_side_question, "answers a side question inside the thread"),
    (_is_side_remark, "agrees with a remark inside the thread"),
)
"""What makes a value no vote; the first that holds is the reason shown."""

DOUBTS: tuple[tuple[Check, str], ...] = (
    (_is_choice, "two values, and no choice between them"),
    (_has_condition, "a condition cannot be tallied"),
    (_is_hedged, "it is left open whether this is a vote"),
    (_praises, "agrees with a person; it is not clear whether the proposal is meant"),
    (_agrees_with_remark, "agrees with a remark; it is not clear whether the proposal is meant"),
    (_is_joke, "a vote against with a smile"),
)
"""What makes it doubtful: not counted, the voter is asked."""
