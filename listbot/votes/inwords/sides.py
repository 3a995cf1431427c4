"""Whether it is sure which side a vote in words takes, and of what. Pure; never raises.

`statement.py` finds the words; this weighs them by who writes and what is answered. A wrong sign is
worse than a question, so a side that is not sure becomes a doubt. Nothing here makes a vote.
"""

from collections.abc import Sequence

from listbot.model.reading import Parent
from listbot.votes.lexicon.assent import ON_REMARK, TAIL
from listbot.votes.lexicon.words import FROM_ME, ITEM_NOUNS, OTHERS, vocabulary
from listbot.votes.text.clauses import STOPS, places_of
from listbot.votes.text.findings import AGREES, SOFT, Voice
from listbot.votes.text.stems import stems

WITH_AGAINST = "it agrees, in an answer to a vote against"
FOR_OTHER = "for something that the title does not name"
OF_PROPOSER = "the proposer speaks against something, perhaps the proposal"

Side = tuple[str, str]
"""A value, and the reason for a doubt or "". An empty value: not a vote, for that reason."""

_TURNS = frozenset({"but", "however", "although", "though", "except", "("})
_SIDES = frozenset({"against", "to", "with", "oppose", "object", "reject", "veto"})
"""After one of these comes what somebody is against."""
_THE_PLAN = frozenset({"this", "that", "my", "our"})
BESIDE = "about something else than the proposal"
_VOTED = frozenset({"vote", "voted"})
_TROUBLE = frozenset({"problem", "problems", "issue", "issues", "trouble"})
_USED = vocabulary(
    "attachment attachments file files pdf link links url mail mails email message format "
    "formatting font picture image patch signature encoding display login page network connection"
)
"""Things that work or do not."""
_POINTED = frozenset(
    {"the", "this", "that", "it", "these", "those", "our", "your", "a", "an", "yes", "all", "both"}
)
"""After "I vote for" they point at what is proposed."""
_POINTING = frozenset({"this", "that", "it", "."})
_PROPOSED = frozenset({"proposal", "motion", "favour"})
_ANSWERS = frozenset({"yes", "yep", "yup", "yeah", "aye", "ja", "jep", "oui", "sí", "indeed", "ok"})
"""By itself one of these answers a question."""
_PERHAPS = frozenset({"it", "the", "such", "any", "all"})


def sure_side(found: Side, words: Sequence[str], voice: Voice) -> Side | None:
    """The side as far as it is sure; None if the words are not a vote at all."""
    value, reason = found
    if voice.proposes:
        return _of_proposer(found, words)
    if reason:
        return found
    if value == "+1" and voice.parent is Parent.AGAINST and _PROPOSED.isdisjoint(words):
        return "-1", WITH_AGAINST
    if voice.parent in (Parent.TALKS, Parent.ASKS) and not voice.answers_opening:
        return _under_talk(found, words)
    if value == "+1" and _is_without_trouble(words, voice):
        return "", BESIDE
    if value == "+1" and not _VOTED.isdisjoint(words) and _is_for_other(words, voice):
        return value, FOR_OTHER
    return found


def _is_without_trouble(words: Sequence[str], voice: Voice) -> bool:
    """ "No problem with the attachment here": it tells how something worked."""
    at = next((at for at, word in enumerate(words) if word in _TROUBLE), 0)
    if not at or words[at - 1] != "no" or words[at + 1 : at + 2] not in (["with"], ["opening"]):
        return False
    thing = next((word for word in words[at + 2 : at + 5] if word in _USED), "")
    return bool(thing) and stems(voice.title).isdisjoint(stems(thing))


def _is_for_other(words: Sequence[str], voice: Voice) -> bool:
    """ "I vote for pizza", "My vote goes to pizza": a thing that the title does not name. "The
    switch", "this" and "moving it" are what is proposed.
    """
    at = next(at for at, word in enumerate(words) if word in _VOTED) + 1
    at += words[at : at + 1] == ["goes"]
    if not voice.title or words[at : at + 1] not in (["for"], ["to"]) or _is_end(words, at + 1):
        return False
    thing = words[at + 1]
    if thing in _POINTED or thing in ITEM_NOUNS or len(thing) == 1 or thing.endswith("ing"):
        return False
    end = next((end for end in range(at + 1, len(words)) if words[end] in STOPS), len(words))
    return stems(voice.title).isdisjoint(stems(" ".join(words[at + 1 : end])))


def _under_talk(found: Side, words: Sequence[str]) -> Side:
    """Deep in a thread "yes", "me too" and "great idea" answer the remark above, and "I disagree"
    may.
    """
    if all(word in _ANSWERS or word in STOPS or word in TAIL for word in words):
        return "", AGREES
    if found[0] == "+1" and any(ON_REMARK.match(words, at) for at in places_of(words)):
        return "", AGREES
    if found[0] == "-1" and "disagree" in words and not _names(words, words.index("disagree") + 1):
        return "-1", SOFT
    return found


def _names(words: Sequence[str], at: int) -> bool:
    """ "with moving the lists"; "with this" may be the remark."""
    if words[at : at + 1] != ["with"] or at + 1 == len(words):
        return False
    return words[at + 1] not in _POINTING and words[at + 1] not in OTHERS


def _of_proposer(found: Side, words: Sequence[str]) -> Side | None:
    """The proposer's words against count if they name what was proposed, or nothing: "I am against
    this now", "against removing it"; "against monolithic files" is an aside.
    """
    at = next((at for at, word in enumerate(words) if word in _SIDES), -1)
    if at < 0 or _is_end(words, at + 1) or words[at + 1] in _THE_PLAN:
        return found
    if words[at + 1].endswith("ing"):
        return found
    return ("-1", OF_PROPOSER) if words[at + 1] in _PERHAPS else None


def _is_end(words: Sequence[str], at: int) -> bool:
    """Whether nothing but an end follows."""
    return at >= len(words) or words[at] in STOPS or words[at] in TAIL or words[at] in FROM_ME


def turn_in(words: Sequence[str]) -> int:
    """Where a "but" or a bracket stands behind other words; 0 if there is none."""
    return next((at for at, word in enumerate(words) if word in _TURNS), 0)
