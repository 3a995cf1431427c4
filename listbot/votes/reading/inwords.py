"""Find the vote in words in one statement: "No objections.", "I'm opposed", "please don't
remove it". Pure; never raises.

Such a vote is marked `in_words`; the policy decides whether it counts. Statements with a
value are not read here. Words against count in any clause; words for count only if they are
all that the statement, or the start of a clause, says.
"""

from collections.abc import Iterator, Sequence

from listbot.model.reading import Cast, CastKind, Doubt, Parent
from listbot.votes.lexicon.abstentions import ABSTAIN, ABSTAINING, DEFERRING, NO_VIEW_YET
from listbot.votes.lexicon.assent import (
    AGREED,
    ECHO,
    LEAD,
    TAIL,
    YES_ALONE,
    YES_ANYWHERE,
    YES_ASKED,
    YES_FIRM,
    YES_OPEN,
)
from listbot.votes.lexicon.matching import Candidates, Phrases
from listbot.votes.lexicon.objections import (
    FORBIDDING,
    HARMLESS,
    KEEPING,
    KEPT,
    NO_FIRM,
    NO_VERDICT,
    REFUSING,
    UNREFUSED,
)
from listbot.votes.lexicon.soft_objections import (
    ASKING,
    FINE,
    NO_ANYWHERE,
    NO_LEANING,
    NO_SOFT,
    NOS,
    SPLIT_NO,
    SPLIT_YES,
)
from listbot.votes.lexicon.words import OTHERS
from listbot.votes.numbers.conditions import inner_condition, opening_condition
from listbot.votes.reading.abroad import is_courteous_yes
from listbot.votes.reading.reserved import CONDITIONAL, RESERVED, beside_yes, is_reserved
from listbot.votes.reading.sides import Side, sure_side, turn_in
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
_ASKED = 5  # Words of a question after a comma that is more than "isn't it?".
_TURNS = frozenset({"but", "however", "although", "except"})
_RECALLED = frozenset({"forgot", "forgotten", "know", "realise", "realize", "idea"})
_YES = frozenset({"yes", "ja", "oui", "sí", "sì", "sim", "tak", "ano"})
_OR = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e"})
_NO = frozenset({"no", "nein", "non", "nee", "não", "nie", "ne", "nej"})
_DEICTIC = frozenset({"this", "that", "it", "which"})
_DOUBTING = frozenset(
    {"not", "never", "nor", "whether", "if", "doubt", "doubtful", "hardly", "wonder", "unless"}
)


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
        if against and _objects_first(words):
            return Doubt(quote_of(line), line.number, SOFT, value)
        if against and _asks_against(words):
            return Doubt(quote_of(line), line.number, ASKED, value)
        return NotAVote(quote_of(line), line.number, "a question")
    if not reason and (opening_condition(tokens) or (value == "+1" and inner_condition(tokens))):
        reason = CONDITIONAL
    if not reason and value == "+1" and is_reserved(words, frozenset(words)):
        reason = RESERVED
    if reason:
        return Doubt(quote_of(line), line.number, reason, value)
    return Cast(CastKind.VOTE, value, quote_of(line), line.number, in_words=True)


def speaks_against(words: Sequence[str], *, softly: bool) -> bool:
    """Whether a clause that asks nothing begins with words known from objections; `softly`: from
    soft ones as well.
    """
    if words[-1] == "?":
        return False
    heard, places = frozenset(words), places_of(words)
    if _leans(words, heard, places, anywhere=False) or _objects(words, heard, places):
        return True
    return softly and _may_be_against(words, heard, places)


Vote = Side | None


def _of_proposer(words: Sequence[str]) -> Vote:
    """The proposer argues for the proposal anyway; only a firm word against it is news."""
    return ("-1", "") if _stands(NO_FIRM, words, frozenset(words), places_of(words)) else None


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
    if _is_recalled(words):
        return None
    if voice.answers_opening and _leans(words, heard, places):
        return "-1", BOTH if _agrees_first(words, voice) else ""
    if _judges(words, heard) or _objects(words, heard, places):
        return "-1", BOTH if _agrees_first(words, voice) else ""
    if _splits(words, heard, places):
        return "-1", "for one part and against another"
    opines = voice.brief if words[-1] == "?" else voice.opines
    if opines and _may_be_against(words, heard, places):
        return "-1", ASKED if words[-1] == "?" and "but" not in words else SOFT
    return None


def _is_recalled(words: Sequence[str]) -> bool:
    """ "I had forgotten that we still run it", and no more: what had slipped the writer's mind is
    no reason against.
    """
    if words[0] != "i" or any(word in STOPS for word in words[:-1]) or not _TURNS.isdisjoint(words):
        return False
    at = next((at for at, word in enumerate(words[:_FEW]) if word in _RECALLED), 0)
    known = words[at] in ("forgot", "forgotten") or words[at - 1] in ("not", "no")
    return at > 0 and known and words[at + 1 : at + 2] != ["to"]


def _judges(words: Sequence[str], heard: frozenset[str]) -> bool:
    """Whether a verdict against stands anywhere, and its clause does not doubt it."""
    verdict = NO_VERDICT.among(heard)
    return bool(verdict) and any(
        verdict.match(words, at) and not doubted for at, doubted in enumerate(_doubted(words))
    )


def _agrees_first(words: Sequence[str], voice: Voice) -> bool:
    """Whether a yes stands before a "but": "Fine with me, but please keep the switch"."""
    before = words[: turn_in(words)]
    heard = frozenset(before)
    return bool(before) and _for(before, heard, places_of(before), voice) is not None


def _splits(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    """ "Yes to the first, no to the second"."""
    if _is_said_last(words, _NO) and (words[0] in _YES or _is_said_last(words, _YES)):
        return True
    yes, no = SPLIT_YES.among(heard), SPLIT_NO.among(heard)
    if not (yes and no):
        return False
    return any(yes.match(words, at) for at in places) and any(no.match(words, at) for at in places)


def _is_said_last(words: Sequence[str], among: frozenset[str]) -> bool:
    """ "The disks yes, the name no": at the end of a clause, behind what it is for."""
    return any(
        word in among
        and words[at - 1] not in STOPS
        and words[at - 1] not in _OR
        and (at + 1 == len(words) or words[at + 1] in STOPS or words[at + 1] in _TURNS)
        for at, word in enumerate(words)
        if at
    )


def _objects(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    """Whether a clause starts with a firm word against, and not with firm words of no objection."""
    firm, forbidding, keeping = NO_FIRM.among(heard), FORBIDDING.among(heard), KEEPING.among(heard)
    if not (firm or forbidding or keeping):
        return False
    for at in _unexcused(words, heard, places):
        # "Please don't" forbids an act, not a courtesy: "please don't remove it", "please
        # don't hesitate".
        if (
            _is_whole(firm, words, at)
            or _asks(forbidding, HARMLESS, words, at)
            or _asks(keeping, KEPT, words, at)
        ):
            return True
    return False


def _leans(
    words: Sequence[str], heard: frozenset[str], places: Sequence[int], *, anywhere: bool = True
) -> bool:
    """The same for words that are against only in an answer to the opening."""
    leaning, refusing = NO_LEANING.among(heard), REFUSING.among(heard)
    if leaning or refusing:
        for at in _unexcused(words, heard, places):
            if _is_whole(leaning, words, at) or _asks(refusing, UNREFUSED, words, at):
                return True
    if not (anywhere or words[0] in _DEICTIC):
        return False
    said, fine = NO_ANYWHERE.among(heard), FINE.among(heard)
    return bool(said) and not any(fine.match(words, at) for at in places) and said.find(words)


def _may_be_against(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    if not NOS.isdisjoint(heard) and all(
        word in NOS or word in TAIL or word in STOPS for word in words
    ):
        return True
    if words[-1] == "?":
        return _asks_against(words)
    soft = NO_SOFT.among(heard)
    if not soft:
        return False
    return any(soft.match(words, at) for at in _unexcused(words, heard, places))


def _unexcused(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> Iterator[int]:
    """The places before words of no objection, and those after a "but": "I see no problem,
    but please wait".
    """
    fine = FINE.among(heard)
    excused = False
    for at in places:
        excused = bool(fine) and (
            bool(fine.match(words, at)) or (excused and words[at - 1] not in _TURNS)
        )
        if not excused:
            yield at


def _asks_against(words: Sequence[str]) -> bool:
    """Whether a question objects: by itself, after a "but", or after a comma; "..., isn't
    it?" asks for a yes.
    """
    starts = [
        at + 1
        for at, word in enumerate(words)
        if word == "but" or (word == "," and at + _ASKED < len(words))
    ]
    return any(ASKING.match(words, at) for at in (0, *starts))


def _asks_for(words: Sequence[str]) -> bool:
    """ "Where do I sign?"."""
    asked = YES_ASKED.among(frozenset(words))
    return bool(asked) and any(
        at + asked.match(words, at) == len(words) - 1 for at in led(words, 0)
    )


def _objects_first(words: Sequence[str]) -> bool:
    """Whether a question follows an objection: "I'm against it: who would look after it?"."""
    last = max((at for at, word in enumerate(words) if word in STOPS and word != "?"), default=0)
    before = words[:last]
    return bool(before) and _stands(NO_FIRM, before, frozenset(before), places_of(before))


def _asks(phrases: Candidates, courteous: frozenset[str], words: Sequence[str], at: int) -> bool:
    length = phrases.match(words, at)
    return (
        bool(length)
        and words[at + length : at + length + 1] != []
        and words[at + length] not in courteous
    )


def _for(words: Sequence[str], heard: frozenset[str], places: Sequence[int], voice: Voice) -> Vote:
    doubted = _doubted(words)
    places = [at for at in places if not (at and words[at - 1] == "that" and doubted[at])]
    if _stands(YES_FIRM, words, heard, places) or (voice.brief and _pleases(words, heard)):
        return "+1", ""
    if voice.answers_opening and words[-1] == "?" and _asks_for(words):
        return "+1", ""
    if _stands(YES_OPEN, words, heard, places):
        return ("+1", "") if voice.may_agree else None
    agreed = voice.answers_opening and words[0] in AGREED and words[1:2] == [","]
    if agreed and _TURNS.isdisjoint(heard):
        return "+1", ""
    return _agrees_alone(words, heard, places, voice)


def _pleases(words: Sequence[str], heard: frozenset[str]) -> bool:
    """Whether the writer praises the proposal anywhere."""
    anywhere = YES_ANYWHERE.among(heard)
    return bool(anywhere) and any(
        anywhere.match(words, at) and words[max(0, at - 1)] not in OTHERS and not doubted
        for at, doubted in enumerate(_doubted(words))
    )


def _doubted(words: Sequence[str]) -> list[bool]:
    """For each word, whether its clause has doubted or denied it: "not sure that is a good
    idea".
    """
    doubted = [False]
    for word in words[:-1]:
        doubted.append(word not in STOPS and (word in _DOUBTING or doubted[-1]))
    return doubted


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
    if not voice.may_agree or not _stands(DEFERRING, words, heard, led(words, 0)):
        return None
    if not voice.answers_opening and voice.parent in (Parent.TALKS, Parent.ASKS):
        return "", AGREES
    behind = words[words.index(",") + 1 :] if "," in words else ()
    is_yes = behind and _for(behind, frozenset(behind), places_of(behind), voice)
    return None if is_yes else ("0", "")


def _neither(words: Sequence[str], heard: frozenset[str], voice: Voice) -> Vote:
    if not voice.answers_opening and not voice.may_agree:
        return None  # "I don't care which, just make sure that ..." is about the remark above.
    if _stands(NO_VIEW_YET, words, heard, led(words, 0)):
        return None
    if _stands(ABSTAIN, words, heard, led(words, 0)):
        return "0", ""
    return ("0", "") if _stands(ABSTAINING, words, heard, places_of(words)) else None


def _stands(
    phrases: Phrases, words: Sequence[str], heard: frozenset[str], places: Sequence[int]
) -> bool:
    """Whether a phrase of a set occurs at one of the places."""
    some = phrases.among(heard)
    return bool(some) and any(_is_whole(some, words, at) for at in places)


def _is_whole(phrases: Candidates, words: Sequence[str], at: int) -> bool:
    """Whether a phrase occurs here; a single word must be the whole clause: "veto", but not
    "veto: 0".
    """
    length = phrases.match(words, at)
    if length != 1:
        return length > 1
    before = words[at - 1]
    begins = at == 0 or before in STOPS or (before in LEAD and before != "the")
    after = words[at + 1 : at + 2]
    return begins and (not after or (after[0] in STOPS and after[0] not in ":-"))
