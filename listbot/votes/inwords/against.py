"""Words against a proposal in one statement: "I'm opposed", "please don't remove it", "Yes to the
disks, no to the date". Pure; never raises.

They count in any clause, unless a clause before says that its writer has no objection.
"""

from collections.abc import Iterator, Sequence

from listbot.votes.inwords.standing import TURNS, doubts_in, is_whole, stands
from listbot.votes.lexicon.assent import TAIL
from listbot.votes.lexicon.matching import Candidates
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
from listbot.votes.text.clauses import STOPS, places_of

_FEW = 6  # Words among which the verb of "I had forgotten" stands.
_ASKED = 5  # Words of a question after a comma that is more than "isn't it?".
_RECALLED = frozenset({"forgot", "forgotten", "know", "realise", "realize", "idea"})
_YES = frozenset({"yes", "ja", "oui", "sí", "sì", "sim", "tak", "ano"})
_OR = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e"})
_NO = frozenset({"no", "nein", "non", "nee", "não", "nie", "ne", "nej"})
_DEICTIC = frozenset({"this", "that", "it", "which"})


def speaks_against(words: Sequence[str], *, softly: bool) -> bool:
    """Whether a clause that asks nothing begins with words known from objections; `softly`: from
    soft ones as well.
    """
    if words[-1] == "?":
        return False
    heard, places = frozenset(words), places_of(words)
    if leans(words, heard, places, anywhere=False) or objects(words, heard, places):
        return True
    return softly and may_be_against(words, heard, places)


def is_recalled(words: Sequence[str]) -> bool:
    """ "I had forgotten that we still run it", and no more: what had slipped the writer's mind is
    not a reason against.
    """
    if words[0] != "i" or any(word in STOPS for word in words[:-1]) or not TURNS.isdisjoint(words):
        return False
    at = next((at for at, word in enumerate(words[:_FEW]) if word in _RECALLED), 0)
    known = words[at] in ("forgot", "forgotten") or words[at - 1] in ("not", "no")
    return at > 0 and known and words[at + 1 : at + 2] != ["to"]


def judges(words: Sequence[str], heard: frozenset[str]) -> bool:
    """Whether a verdict against stands anywhere, and its clause does not doubt it."""
    verdict = NO_VERDICT.among(heard)
    return bool(verdict) and any(
        verdict.match(words, at) and not doubted for at, doubted in enumerate(doubts_in(words))
    )


def splits(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    """ "Yes to the first, no to the second"."""
    said_no = not _NO.isdisjoint(heard) and _is_said_last(words, _NO)
    if said_no and (words[0] in _YES or _is_said_last(words, _YES)):
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
        and (at + 1 == len(words) or words[at + 1] in STOPS or words[at + 1] in TURNS)
        for at, word in enumerate(words)
        if at
    )


def objects(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    """Whether a clause starts with a firm word against, and not with firm words of no objection."""
    firm, forbidding, keeping = NO_FIRM.among(heard), FORBIDDING.among(heard), KEEPING.among(heard)
    if not (firm or forbidding or keeping):
        return False
    for at in _unexcused(words, heard, places):
        # "Please don't" forbids an act, not a courtesy: "please don't remove it", "please
        # don't hesitate".
        if (
            is_whole(firm, words, at)
            or _asks(forbidding, HARMLESS, words, at)
            or _asks(keeping, KEPT, words, at)
        ):
            return True
    return False


def leans(
    words: Sequence[str], heard: frozenset[str], places: Sequence[int], *, anywhere: bool = True
) -> bool:
    """The same for words that are against only in an answer to the opening."""
    leaning, refusing = NO_LEANING.among(heard), REFUSING.among(heard)
    if leaning or refusing:
        for at in _unexcused(words, heard, places):
            if is_whole(leaning, words, at) or _asks(refusing, UNREFUSED, words, at):
                return True
    if not (anywhere or words[0] in _DEICTIC):
        return False
    said, fine = NO_ANYWHERE.among(heard), FINE.among(heard)
    return bool(said) and not any(fine.match(words, at) for at in places) and said.find(words)


def may_be_against(words: Sequence[str], heard: frozenset[str], places: Sequence[int]) -> bool:
    if not NOS.isdisjoint(heard) and all(
        word in NOS or word in TAIL or word in STOPS for word in words
    ):
        return True
    if words[-1] == "?":
        return asks_against(words)
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
            bool(fine.match(words, at)) or (excused and words[at - 1] not in TURNS)
        )
        if not excused:
            yield at


def asks_against(words: Sequence[str]) -> bool:
    """Whether a question objects: by itself, after a "but", or after a comma; "..., isn't
    it?" asks for a yes.
    """
    starts = [
        at + 1
        for at, word in enumerate(words)
        if word == "but" or (word == "," and at + _ASKED < len(words))
    ]
    return any(ASKING.match(words, at) for at in (0, *starts))


def objects_first(words: Sequence[str]) -> bool:
    """Whether a question follows an objection: "I'm against it: who would look after it?"."""
    last = max((at for at, word in enumerate(words) if word in STOPS and word != "?"), default=0)
    before = words[:last]
    return bool(before) and stands(NO_FIRM, before, frozenset(before), places_of(before))


def _asks(phrases: Candidates, courteous: frozenset[str], words: Sequence[str], at: int) -> bool:
    length = phrases.match(words, at)
    return (
        bool(length)
        and words[at + length : at + length + 1] != []
        and words[at + length] not in courteous
    )
