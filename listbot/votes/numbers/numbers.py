"""Decide which values in a statement are the writer's vote on this proposal, and which are
only numbers.

`judge` asks two tables in order: what makes a value not a vote, then what makes it
doubtful; a remaining value must be the writer's own by the words before it. Pure; never
raises; looks once at each word around a value.
"""

from collections.abc import Callable

from listbot.model.reading import Cast, CastKind, Doubt
from listbot.votes.lexicon.words import HEDGES, SMILES
from listbot.votes.numbers.amounts import (
    is_amount,
    is_error,
    is_large,
    is_one_of_numbers,
    is_other_number,
    is_quoted,
    is_spaced,
)
from listbot.votes.numbers.asides import (
    agrees_with_remark,
    answers_side_question,
    follows_agreement,
    follows_objection,
    follows_talk,
    is_side_remark,
    praises,
)
from listbot.votes.numbers.claims import is_claimed
from listbot.votes.numbers.conditions import condition_of
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.denials import is_denied, is_undecided
from listbot.votes.numbers.labels import is_labelled_number
from listbot.votes.numbers.mentions import (
    is_asked,
    is_counted,
    is_enumerated,
    is_in_row,
    is_instruction,
    is_mentioned,
    is_meta,
    is_negated,
    is_past,
    is_plural,
    is_relayed,
    is_sentence_about,
    is_thanked_for,
    is_verb,
    next_value,
)
from listbot.votes.numbers.net import is_caught
from listbot.votes.numbers.ownership import clashes, is_beside_unread, is_own, is_sum
from listbot.votes.numbers.parts import is_partial
from listbot.votes.numbers.promises import is_for_another, is_promised
from listbot.votes.text.findings import (
    ABOUT_TALK,
    AGREES,
    ANSWERS_ASIDE,
    CAUGHT,
    COUNTED,
    PERHAPS_AGAINST,
    PERHAPS_AGREES,
    TALK,
    Finding,
    NotAVote,
    quote_of,
)

CONDITIONAL = "a condition cannot be tallied"

Check = Callable[[Spot], bool]


def judge(place: Spot) -> Finding:
    """Judge one value: a cast, a doubt, or not a vote with the reason."""
    line = place.statement.line_at(place.token.at)
    for check, reason in NO_VOTES:
        if check(place) and not (check in _CLAIMABLE and is_claimed(place)):
            return NotAVote(quote_of(line), line.number, reason)
    if not is_own(place) and not is_claimed(place):
        if is_caught(place):
            return Doubt(quote_of(line), line.number, CAUGHT, place.value)
        return NotAVote(
            quote_of(line), line.number, "a number, but nothing shows that it is a vote"
        )
    for check, reason in DOUBTS:
        if check(place):
            return Doubt(quote_of(line), line.number, reason, place.value)
    return Cast(
        CastKind.VOTE, place.value, quote_of(line), line.number, claims_binding=claim_of(place)
    )


def claim_of(place: Spot) -> bool | None:
    """ "(binding)" or "(non-binding)" in the value's statement."""
    words = [token.text for token in place.tokens if token.kind == "word"]
    if "non-binding" in words or "nonbinding" in words or "unbinding" in words:
        return False
    for before, word in zip(["", *words], words, strict=False):
        if word == "binding":
            return before not in ("non", "not")
    return None


def _has_condition(place: Spot) -> bool:
    return condition_of(place) is not None


def _is_hedged(place: Spot) -> bool:
    """ "maybe +1"; a hedge also covers what follows by "and": "closer to +0 on A and -1 on B"."""
    words = place.left_words
    if not words and place.before is not None and place.before.text == "and":
        first = next(at for at, token in enumerate(place.tokens) if token.kind == "value")
        words = [token.text for token in place.tokens[:first]] if first < place.at else words
    return any(word in HEDGES for word in words)


def _is_joke(place: Spot) -> bool:
    if not place.value.startswith("-"):
        return False
    line = place.statement.line_at(place.token.at)
    return line.text.rstrip().lower().endswith(SMILES)


def _is_choice(place: Spot) -> bool:
    other = next_value(place.rest)
    return other is not None and place.rest[0].text == "or"


NO_VOTES: tuple[tuple[Check, str], ...] = (
    (is_quoted, "a value in quotation marks is mentioned, not cast"),
    (is_amount, "an amount or a phone number"),
    (is_error, "the name of an error stands beside it"),
    (is_large, "a number too large for a vote"),
    (is_labelled_number, "part of another number: a code, a time zone, a sum"),
    (is_other_number, "part of another number: a code, a time zone, a sum"),
    (is_one_of_numbers, "a number next to one that is not a vote"),
    (is_spaced, "a list item or arithmetic"),
    (is_plural, TALK),
    (is_verb, TALK),
    (is_enumerated, "lists the choices"),
    (is_instruction, "tells others how to vote"),
    (is_thanked_for, TALK),
    (is_counted, COUNTED),
    (is_mentioned, TALK),
    (is_relayed, "somebody else's vote"),
    (is_negated, "the writer says this is not their vote"),
    (is_sentence_about, "a sentence about a number"),
    (is_past, "what the writer would have voted"),
    (is_asked, "a question"),
    (is_meta, ABOUT_TALK),
    (answers_side_question, ANSWERS_ASIDE),
    (is_side_remark, AGREES),
)
"""What makes a value not a vote; the first that holds is the reason shown."""

_CLAIMABLE = (is_counted, is_mentioned, is_relayed)
"""What a claim in so many words overrules."""

DOUBTS: tuple[tuple[Check, str], ...] = (
    (is_for_another, "a vote for somebody else; it must come from them"),
    (is_promised, "a promised vote; it is not cast yet"),
    (is_denied, "the words beside it say that it is not meant"),
    (is_undecided, "two values, and no choice between them"),
    (is_sum, "a sum, or a vote"),
    (clashes, "words of praise before a value against"),
    (is_beside_unread, "beside words that listbot cannot read"),
    (_is_choice, "two values, and no choice between them"),
    (is_in_row, "answers in a row; unclear which is for what"),
    (_has_condition, CONDITIONAL),
    (is_partial, "for a part of the proposal"),
    (_is_hedged, "unclear whether this is a vote"),
    (praises, "agrees with a person; unclear whether also with the proposal"),
    (agrees_with_remark, PERHAPS_AGREES),
    (follows_talk, PERHAPS_AGREES),
    (follows_agreement, PERHAPS_AGREES),
    (follows_objection, PERHAPS_AGAINST),
    (_is_joke, "a vote against with a smiley"),
)
"""What makes it doubtful: not counted, and the voter is asked."""
