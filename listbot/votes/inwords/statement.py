"""Find the vote in words in one statement: "No objections.", "I'm opposed", "please don't
remove it". Pure; never raises.

Such a vote is marked `in_words`; the policy decides whether it counts. Statements with a
value are not read here. Words against count in any clause; words for count only if they are
all that the statement, or the start of a clause, says.
"""

from collections.abc import Sequence

from listbot.model.reading import Cast, CastKind, Doubt, Parent
from listbot.votes.inwords.abroad import is_courteous_yes
from listbot.votes.inwords.against import (
    asks_against,
    is_recalled,
    judges,
    leans,
    may_be_against,
    objects,
    objects_first,
    splits,
)
from listbot.votes.inwords.reserved import CONDITIONAL, RESERVED, beside_yes, is_reserved
from listbot.votes.inwords.sides import Side, sure_side, turn_in
from listbot.votes.inwords.standing import TURNS, doubts_in, stands
from listbot.votes.lexicon.abstentions import ABSTAIN, ABSTAINING, DEFERRING, NO_VIEW_YET
from listbot.votes.lexicon.assent import (
    AGREED,
    ECHO,
    TAIL,
    YES_ALONE,
    YES_ANYWHERE,
    YES_ASKED,
    YES_FIRM,
    YES_OPEN,
)
from listbot.votes.lexicon.matching import Candidates
from listbot.votes.lexicon.objections import NO_FIRM
from listbot.votes.lexicon.words import OTHERS
from listbot.votes.numbers.conditions import inner_condition, opening_condition
from listbot.votes.text.clauses import STOPS, led, places_of, spoken
from listbot.votes.text.findings import (
    AGREES,
    ASKED,
    BOTH,
    SOFT,
    Finding,
    NotAVote,
    Voice,
    quote_of,
)
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import Token

_FEW = 6  # Tokens beside a thumb without meaning of their own.

Vote = Side | None


def read_in_words(statement: Statement, tokens: Sequence[Token], voice: Voice) -> Finding | None:
    """The vote in words of one statement, or None."""
    words = spoken(tokens)
    found = _of_proposer(words) if voice.proposes else _of_anyone(words, tokens, voice)
    found = sure_side(found, words, voice) if found else None
    if found is None:
        return None
    line = statement.line_at(tokens[0].at)
    value, reason = found
    if not value:
        return NotAVote(quote_of(line), line.number, reason)
    if not reason and words[-1] == "?" and not _asks_for(words):
        against = value == "-1" and voice.answers_opening
        if against and objects_first(words):
            return Doubt(quote_of(line), line.number, SOFT, value)
        if against and asks_against(words):
            return Doubt(quote_of(line), line.number, ASKED, value)
        return NotAVote(quote_of(line), line.number, "a question")
    if not reason and (opening_condition(tokens) or (value == "+1" and inner_condition(tokens))):
        reason = CONDITIONAL
    if not reason and value == "+1" and is_reserved(words, frozenset(words)):
        reason = RESERVED
    if reason:
        return Doubt(quote_of(line), line.number, reason, value)
    return Cast(CastKind.VOTE, value, quote_of(line), line.number, in_words=True)


def _of_proposer(words: Sequence[str]) -> Vote:
    """The proposer argues for the proposal anyway; only a firm word against it is news."""
    return ("-1", "") if stands(NO_FIRM, words, frozenset(words), places_of(words)) else None


def _of_anyone(words: Sequence[str], tokens: Sequence[Token], voice: Voice) -> Vote:
    heard, places = frozenset(words), places_of(words)
    return (
        _thumb(tokens)
        or _against(words, heard, places, voice)
        or _defers(words, heard, voice)
        or _for(words, heard, places, voice)
        or _courteous(tokens, voice)
        or _neither(words, heard, voice)
    )


def _thumb(tokens: Sequence[Token]) -> Vote:
    thumbs = [token.text for token in tokens if token.kind == "thumb"]
    if thumbs and (len(tokens) <= _FEW or tokens[0].kind == "thumb" or "-1" in thumbs):
        return thumbs[0], ""
    marks = "".join(token.text for token in tokens[:2])
    is_yes = marks == "++" and (len(tokens) == 2 or tokens[2].kind == "word")
    return ("+1", "") if is_yes else None


def _against(
    words: Sequence[str], heard: frozenset[str], places: Sequence[int], voice: Voice
) -> Vote:
    if is_recalled(words):
        return None
    if voice.answers_opening and leans(words, heard, places):
        return "-1", BOTH if _agrees_first(words, voice) else ""
    if judges(words, heard) or objects(words, heard, places):
        return "-1", BOTH if _agrees_first(words, voice) else ""
    if splits(words, heard, places):
        return "-1", "for one part and against another"
    opines = voice.brief if words[-1] == "?" else voice.opines
    if opines and may_be_against(words, heard, places):
        return "-1", ASKED if words[-1] == "?" and "but" not in words else SOFT
    return None


def _agrees_first(words: Sequence[str], voice: Voice) -> bool:
    """Whether a yes stands before a "but": "Fine with me, but please keep the switch"."""
    before = words[: turn_in(words)]
    heard = frozenset(before)
    return bool(before) and _for(before, heard, places_of(before), voice) is not None


def _asks_for(words: Sequence[str]) -> bool:
    """ "Where do I sign?"."""
    asked = YES_ASKED.among(frozenset(words))
    return bool(asked) and any(
        at + asked.match(words, at) == len(words) - 1 for at in led(words, 0)
    )


def _for(words: Sequence[str], heard: frozenset[str], places: Sequence[int], voice: Voice) -> Vote:
    doubted = doubts_in(words)
    places = [at for at in places if not (at and words[at - 1] == "that" and doubted[at])]
    if stands(YES_FIRM, words, heard, places) or (voice.brief and _pleases(words, heard)):
        return "+1", ""
    if voice.answers_opening and words[-1] == "?" and _asks_for(words):
        return "+1", ""
    if stands(YES_OPEN, words, heard, places):
        return ("+1", "") if voice.may_agree else None
    agreed = voice.answers_opening and words[0] in AGREED and words[1:2] == [","]
    if agreed and TURNS.isdisjoint(heard):
        return "+1", ""
    return _agrees_alone(words, heard, places, voice)


def _pleases(words: Sequence[str], heard: frozenset[str]) -> bool:
    """Whether the writer praises the proposal anywhere."""
    anywhere = YES_ANYWHERE.among(heard)
    return bool(anywhere) and any(
        anywhere.match(words, at) and words[max(0, at - 1)] not in OTHERS and not doubted
        for at, doubted in enumerate(doubts_in(words))
    )


def _agrees_alone(
    words: Sequence[str], heard: frozenset[str], places: Sequence[int], voice: Voice
) -> Vote:
    for phrases in (YES_ALONE,) if voice.answers_opening else (YES_ALONE, ECHO):
        if found := _is_all(phrases.among(heard), words, places, voice):
            return found
    return None


def _is_all(alone: Candidates, words: Sequence[str], places: Sequence[int], voice: Voice) -> Vote:
    tail = _tail_of(words, voice) if alone else 0
    for at in places if alone else ():
        length = alone.match(words, at)
        if not length:
            continue
        if at + length >= tail:
            return ("+1", "") if voice.may_agree else None
        reason = beside_yes(words, at + length, voice)
        if reason is not None:
            return "+1", reason
    return None


def _tail_of(words: Sequence[str], voice: Voice) -> int:
    """Where the meaningful words end."""
    at = len(words)
    while at and (words[at - 1] in TAIL or words[at - 1] in STOPS or words[at - 1] in voice.author):
        at -= 1
    return at


def _courteous(tokens: Sequence[Token], voice: Voice) -> Vote:
    return ("+1", "") if voice.answers_opening and is_courteous_yes(tokens) else None


def _defers(words: Sequence[str], heard: frozenset[str], voice: Voice) -> Vote:
    """ "Whatever you decide is fine by me": a yes to either side is none, unless another follows
    ("Either date is fine with me, so yes"); below talk it is about the remark.
    """
    if not voice.may_agree or not stands(DEFERRING, words, heard, led(words, 0)):
        return None
    if not voice.answers_opening and voice.parent in (Parent.TALKS, Parent.ASKS):
        return "", AGREES
    behind = words[words.index(",") + 1 :] if "," in words else ()
    is_yes = behind and _for(behind, frozenset(behind), places_of(behind), voice)
    return None if is_yes else ("0", "")


def _neither(words: Sequence[str], heard: frozenset[str], voice: Voice) -> Vote:
    if not voice.answers_opening and not voice.may_agree:
        return None  # "I don't care which, just make sure that ..." is about the remark above.
    if stands(NO_VIEW_YET, words, heard, led(words, 0)):
        return None
    if stands(ABSTAIN, words, heard, led(words, 0)):
        return "0", ""
    return ("0", "") if stands(ABSTAINING, words, heard, places_of(words)) else None
