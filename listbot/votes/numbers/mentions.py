"""Values that are mentioned, not cast: lists of choices, counts, rules, other people's
votes, questions. Pure.

Each check looks at one value and the words of its clause; `numbers.py` lists them in a
table. Never raises.
"""

from collections.abc import Sequence

from listbot.votes.lexicon.abroad import GIVING_ABROAD
from listbot.votes.lexicon.words import (
    COUNTS,
    FIRST_PERSON,
    FROM_ME,
    MENTIONS,
    META,
    NEGATIONS,
    OPENERS,
    OTHERS,
    RULED,
    vocabulary,
)
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.labels import named_before
from listbot.votes.numbers.ownership import is_from_me, last_of
from listbot.votes.text.tokens import Token

_ASKS_TO_COUNT = vocabulary("count add record note consider register put make change mark turn")
_COUNTED_IN = vocabulary("this me it that mine us")
_ORDERS = vocabulary("give add reply say or cast use send write type answer respond enter")
_LED_ORDER = vocabulary("just simply then so now also only always and remember to")
_THANKS = vocabulary("thanks thank thx cheers")
_THANKED = vocabulary("the your all every their")
_THANKED_FOR = 6  # Words up to a value that somebody is thanked for.
_WITH = vocabulary("with without mit ohne avec sans con sin senza com sem met zonder bez med utan")
_WENT = vocabulary(
    "went goes moved moves switched switches changed changes flipped flips came turned jumped"
)
_BETWEEN_CHOICES = frozenset({",", "/", "or", "and", "|", "oder", "ou", "o", ";"})
_AROUND = vocabulary("around round across everywhere everyone everybody")
_BESIDE_NAMES = vocabulary("and binding non-binding nonbinding")
_OWNED = 3  # Words from a name to what belongs to it: "Bob's first binding +1".
_SAME_TALK = frozenset({"this", "that", "the", "our"})
_WOULD_HAVE = vocabulary("voted given been said")


def is_plural(place: Spot) -> bool:
    """ "the +1s so far"; "my +1s" and "+1s from me" are the writer's."""
    return (
        place.token.plural
        and bool(place.at or place.right)
        and not is_from_me(place)
        and "my" not in place.left_words
    )


def is_verb(place: Spot) -> bool:
    """ "+1ing it in the web form does not work"; "+1'ing, ..." is cast."""
    return place.token.verbal and not place.at and len(place.right) > 1


def is_enumerated(place: Spot) -> bool:
    """ "+1, 0 or -1", "+1/-1": other values right beside it, and no words by which the
    writer casts them.
    """
    if (not place.at and place.rest and place.rest[0].text == "or") or is_in_row(place):
        return False
    other = next_value(place.rest) or next_value(list(reversed(place.tokens[: place.at])))
    if other is None or other.text == place.value:
        return False
    return _is_slashed(place) or last_of(place.left_words, FIRST_PERSON) is None


def is_in_row(place: Spot) -> bool:
    """ "+1, +1, -1": answers one after the other. Whoever lists the choices names each once."""
    begin = end = place.at
    while begin and _goes_on(place.tokens[begin - 1]):
        begin -= 1
    while end + 1 < len(place.tokens) and _goes_on(place.tokens[end + 1]):
        end += 1
    values = [token.text for token in place.tokens[begin : end + 1] if token.kind == "value"]
    return 1 < len(set(values)) < len(values)


def _goes_on(token: Token) -> bool:
    return token.kind == "value" or token.text in (",", ";", "and")


def _is_slashed(place: Spot) -> bool:
    """ "Can I get a +1 / -1 from you": nobody casts two values with a slash between them."""
    return any(token is not None and token.text in "/|" for token in (place.before, place.after))


def next_value(tokens: Sequence[Token]) -> Token | None:
    """The adjacent value, with nothing between but what separates choices."""
    for token in tokens[:3]:
        if token.kind == "value":
            return token
        if token.text not in _BETWEEN_CHOICES:
            return None
    return None


def is_counted(place: Spot) -> bool:
    """ "three +1", "at least 3 +1 votes", "+1 votes: 3", "+1: Ana, Bo, Cy"."""
    if is_from_me(place) or _asks_to_count(place.left_words):
        return False
    if any(token.text in COUNTS for token in place.left) or _is_numbered(place):
        return (
            last_of(place.left_words, FIRST_PERSON) is None
            or "we" in place.left_words
            or place.left[-1].text in COUNTS
        )
    after = place.after
    if after is None or after.text != ":":
        return False
    names = [
        token
        for token in place.rest[1:]
        if token.kind != "mark" and token.text not in _BESIDE_NAMES
    ]
    if names and names[0].kind == "number":
        return True
    listed = any(token.text == "," for token in place.rest) or len(names) < 4
    return (
        len(names) > 1
        and listed
        and all(token.capital or token.kind == "number" for token in names)
    )


def _asks_to_count(words: Sequence[str]) -> bool:
    """ "Count this as +1", "Please count me as a +1"."""
    words = words[1:] if words[:1] == ["please"] else words
    return words[:1] == ["count"] and words[1:2] != [] and words[1] in _COUNTED_IN


def _is_numbered(place: Spot) -> bool:
    """A number before it, without "instead of" or the like between: "is now 0 instead of
    -1" does not count votes.
    """
    words = place.left_words
    if words[-1:] == ["of"] or named_before(place):
        return False
    return any(token.kind == "number" for token in place.left)


def is_mentioned(place: Spot) -> bool:
    """ "-1 means that you object", "-1 with a reason blocks it", "+1 votes"; "my +1 stands" is
    cast.
    """
    words = place.right_words
    if words[:1] != [] and words[0] in _WITH and not RULED.isdisjoint(words[2:6]):
        return True
    if (
        any(word in ("votes", "voters", "ballots") for word in words[:4])
        and "my" not in place.left_words
    ):
        return True
    if not words or words[0] not in MENTIONS:
        return False
    if words[0] in ("vote", "votes", "voting"):
        return last_of(place.left_words, FIRST_PERSON) is None
    return not (
        place.left_words and place.left_words[-1] == "my" and words[0] in ("stands", "still", "is")
    )


def is_relayed(place: Spot) -> bool:
    """ "they voted +1", "+1 from Bob", "Bob's +1", "+1 all around"."""
    words = place.left_words
    other, first = last_of(words, OTHERS), last_of(words, FIRST_PERSON)
    if (
        other is not None
        and (first is None or first < other)
        and not set(words) & {"thank", "thanks"}
    ):
        return not (words[other] in ("all", "both", "you") and is_from_me(place))
    return (
        any(word.endswith("'s") for word in words[-_OWNED:])
        or _is_of_all(place)
        or _is_change_of_another(place)
        or _is_of_another(place)
    )


def _is_change_of_another(place: Spot) -> bool:
    """ "Mats went from -1 to +1"; "My vote went from -1 to +1" is the writer's."""
    texts = place.texts[: place.at]
    if texts[-1:] != ["to"] or "from" not in texts:
        return False
    verb = texts.index("from") - 1
    begin = verb
    while begin > 0 and place.tokens[begin - 1].kind == "word":
        begin -= 1
    subject = texts[begin:verb] if verb > 0 else []
    return (
        subject != []
        and texts[verb] in _WENT
        and FIRST_PERSON.isdisjoint(texts[begin:])
        and not all(word in OPENERS or word in place.voice.author for word in subject)
    )


def _is_of_all(place: Spot) -> bool:
    right = place.right_words
    return right[:1] != [] and (
        right[0] in _AROUND or (right[0] == "all" and right[1:2] != [] and right[1] in _AROUND)
    )


def _is_of_another(place: Spot) -> bool:
    right = place.right
    if len(right) < 2 or right[0].text not in ("from", "by"):
        return False
    name = right[1]
    if name.text in OTHERS:
        everybody = right[0].text == "from" and [token.text for token in right[2:3]] != ["of"]
        return not is_from_me(place) and (name.text != "all" or everybody)
    return name.capital and not is_from_me(place) and name.text not in place.voice.author | FROM_ME


def is_negated(place: Spot) -> bool:
    """ "I can not +1 this", "not a -1"; "no, -1" is cast."""
    words = place.left_words
    if words[:1] == ["no"] and not GIVING_ABROAD.isdisjoint(words[1:2]):
        return True
    if words[-2:] == ["can", "not"] or words[-1:] == ["not"] or words == ["no"]:
        return True
    return any(word in NEGATIONS for word in words) and words[0] not in ("no", "nope")


def is_asked(place: Spot) -> bool:
    """The value's own clause is the question: "Should I vote +1?", "+1?"."""
    tokens = place.tokens
    if tokens[-1].text != "?" or (not place.left and len(place.right) > 1):
        return False
    return not any(token.text in (",", ".", ";", ":", "-", "(") for token in place.rest)


def is_instruction(place: Spot) -> bool:
    """ "Vote +1 if you agree", "please +1", "or give a -1 and tell me"."""
    words, right = place.left_words, place.right_words
    if right[:1] == ["if"] and right[1:2] in (["you"], ["they"]):
        return len(right) > 3 or right[2:3] not in (["ask"], ["like"])
    if words[:1] == ["please"]:
        return len(words) == 1 or words[1] not in _ASKS_TO_COUNT
    order = next((word for word in words if word not in _LED_ORDER), "")
    return order in _ORDERS and last_of(words, FIRST_PERSON) is None and not is_from_me(place)


def is_thanked_for(place: Spot) -> bool:
    """ "Thanks for the +1, Lena!"; "Thanks for the work, +1" has it in another clause."""
    words = place.left_words
    if not _THANKS.intersection(words[:1]) or "for" not in words or is_from_me(place):
        return False
    return len(words) <= _THANKED_FOR and words[words.index("for") + 1] in _THANKED


def is_past(place: Spot) -> bool:
    """ "I would have voted -1"."""
    words = place.left_words
    return "would" in words and "have" in words and not _WOULD_HAVE.isdisjoint(words)


def is_sentence_about(place: Spot) -> bool:
    """ "+1 on the X is East": a sentence about a number."""
    words = place.right_words
    return words[:2] == ["on", "the"] and words[3:4] == ["is"]


def is_meta(place: Spot) -> bool:
    """ "+1 on splitting this thread": about the discussion, not about its subject."""
    words = place.right_words
    if words[:1] not in (["on"], ["to"], ["for"]) or META.isdisjoint(words[1:6]):
        return False
    return not is_for_talk(words[1:])


def is_for_talk(topic: Sequence[str]) -> bool:
    """ "discussion on style", "a thread about the logs": talk that somebody wants to begin."""
    at = next((at for at, word in enumerate(topic[:5]) if word in META), len(topic))
    return topic[at + 1 : at + 2] in (["on"], ["about"], ["of"]) and _SAME_TALK.isdisjoint(
        topic[:at]
    )
