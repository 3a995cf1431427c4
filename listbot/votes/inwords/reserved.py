"""What follows a yes in words: nothing that matters, a condition, or a reservation ("Yes, but only
the DNS part", "Agreed, minus the backups"). Pure; never raises.

A yes to a part, or to another text, cannot be tallied: its writer is asked. A yes "although" is a
yes; so is one with a remark.
"""

from collections.abc import Sequence

from listbot.votes.lexicon.reserving import CONCEDING, RESERVING, TURNING
from listbot.votes.numbers.parts import LEAST
from listbot.votes.text.clauses import STOPS
from listbot.votes.text.findings import Voice

CONDITIONAL = "a condition cannot be tallied"
RESERVED = "a yes with a reservation"

_IFS = frozenset({"if", "once", "unless", "provided", "when", "assuming", "sofern", "wenn"})
_THE = frozenset({"the", "this", "that", "these", "those"})
_REASONS = frozenset({"because", "since", "as", "that", "and"})
_BESIDE = frozenset({",", "-", "(", ";", ":"})


def is_reserved(words: Sequence[str], heard: frozenset[str]) -> bool:
    """Whether a sentence with a yes leaves something out, or wants something first."""
    return RESERVING.among(heard).find(words) or _wants_first(words) or _leaves_out(words)


def _leaves_out(words: Sequence[str]) -> bool:
    """ "Without the second disk"; "without the slightest doubt" leaves nothing out."""
    at = words.index("without") if "without" in words else len(words)
    behind = words[at + 1 : at + 3]
    is_reason = at > 0 and words[at - 1] in _REASONS
    return not is_reason and len(behind) > 1 and behind[0] in _THE and behind[1] not in LEAST


def _wants_first(words: Sequence[str]) -> bool:
    """ "Sure, but please test the backup first"."""
    if "first" not in words or "but" not in words:
        return False
    ends = [at for at in range(1, len(words)) if words[at - 1] == "first" and words[at] in STOPS]
    end = ends[0] if ends else len(words) if words[-1] == "first" else 0
    return words.index("but") < end and words[words.index("but") + 1] not in ("the", "my", "at")


def beside_yes(words: Sequence[str], at: int, voice: Voice) -> str | None:
    """What the words from here on, right behind a brief yes, make of it: the reason of a doubt, ""
    if it stays a yes, None if they are something else: "Sure, because it went so well ...".
    """
    if _is_condition(words, at):
        return CONDITIONAL if voice.brief else None
    if not voice.answers_opening or at == len(words) or words[-1] == "?":
        return None
    heard = frozenset(words[at:])
    if is_reserved(words[at:], heard):
        return RESERVED
    begin = at
    while begin < len(words) and words[begin] in _BESIDE:
        begin += 1
    if CONCEDING.among(heard).match(words, begin):
        return None if list(words[-2:]) == [".", "."] else ""
    return RESERVED if begin < len(words) and words[begin] in TURNING else None


def _is_condition(words: Sequence[str], at: int) -> bool:
    """ "if", and "Yes, but only if"; an offer is not a condition: "Yes, if you need help ..."."""
    begin = at
    while at < len(words) and words[at] in (",", "-", "but", "only"):
        at += 1
    if at == len(words) or words[at] not in _IFS:
        return False
    return at == begin or list(words[at + 1 : at + 3]) not in (["you", "need"], ["you", "want"])
