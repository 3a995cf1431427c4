"""Agreement with a remark inside the thread, which is not a vote on the proposal. Pure;
never raises.

Three signs: the words ("+1 to what Bob said about DNS"), the quoted line right above (a
question that is not the opening's), and the mail above: a +1 that continues a discussion
under the words of somebody who did not vote, or under another agreement like this. Only the
first two are certain; the third leaves a doubt, and we ask the writer.
"""

from listbot.model.reading import Parent
from listbot.votes.lexicon.words import (
    CHANGES,
    FIRST_PERSON,
    OTHERS,
    PROPOSING,
    REMARK_NOUNS,
    vocabulary,
)
from listbot.votes.numbers.context import Spot
from listbot.votes.numbers.ownership import is_from_me
from listbot.votes.text.stems import telling_stems
from listbot.votes.text.tokens import fold

_LOOKED_AT = 500  # Characters of a quoted line.
_SAID = ("what", "everything", "whatever", "him", "her", "them", "all")
_COUNTED = vocabulary("two three four five six seven items points parts from")
_CLOSING = ("best", "cheers", "regards", "thanks", "but")
_ALL_THE_SAME = (
    "all the same", "anyway", "nevertheless", "nonetheless", "regardless", "even so", "in spite",
    "trotzdem", "dennoch", "quand même", "de todos modos", "comunque", "toch",
)  # fmt: skip
"""Behind a +1 below a vote against they say that it is for the proposal."""
_CLAIMING = FIRST_PERSON | CHANGES
_PROPOSAL = frozenset({"proposal", "plan", "move", "vote", "original"})
_RIGHT = ("right", "correct", "%", "absolutely", "so")


def agrees_with_remark(place: Spot) -> bool:
    """ "+1 to what Bob said", "+1 to her comments", "+1 to that"."""
    words = place.right_words
    if len(words) < 2 or words[0] not in ("to", "with", "on", "for", "auf", "zu"):
        return False
    if any(word.removesuffix("'s") in place.voice.proposer for word in words[1:3]):
        return False  # "+1 to Lena's suggestion", where Lena proposes.
    if words[1] in _SAID:
        return not (_is_of_everything(words[1:]) and place.voice.answers_opening)
    if words[:2] == ["to", "that"] or (
        words[:2] == ["for", "that"] and not place.voice.answers_opening
    ):
        return len(words) == 2 or words[2] in _CLOSING
    return _is_saying(words[1:])


def _is_of_everything(words: list[str]) -> bool:
    """ "all", "all three", "all of it", "all items"; not "all he said"."""
    if words[0] != "all":
        return False
    behind = words[1:]
    return not behind or behind[0] in _COUNTED or behind[:2] in (["of", "it"], ["of", "them"])


def _is_saying(words: list[str]) -> bool:
    """ "Bob's second point", "your comment": a noun of saying and its owner."""
    owned = any(word.endswith("'s") for word in words[:3])
    if owned and any(word in REMARK_NOUNS for word in words[1:5]):
        return True
    theirs = owned or any(word in OTHERS and word != "both" for word in words[:3])
    return theirs and any(word in REMARK_NOUNS for word in words[:4])


def is_side_remark(place: Spot) -> bool:
    """The same deep in the thread, where it is certain."""
    return (
        not place.voice.answers_opening
        and agrees_with_remark(place)
        and not _is_of_everything(place.right_words[1:])
    )


def praises(place: Spot) -> bool:
    """ "+1000, you are right": agrees with a person."""
    words = [token.text for token in place.rest if token.kind in ("word", "mark")]
    return words[:3] == [",", "you", "are"] and words[3:4] != [] and words[3] in _RIGHT


def answers_side_question(place: Spot) -> bool:
    """Right under a quoted question that is not the opening's: "> How about calling it ...?"."""
    quoted = place.statement.quoted
    if place.voice.answers_opening or quoted is None or place.value.startswith("-") or place.right:
        return False
    text = quoted.text.strip()
    return not _is_nested(text) and (text.endswith("?") or _is_said_of_remark(text))


def follows_talk(place: Spot) -> bool:
    """Whether a +1 is probably for the remark above it, not for the proposal.

    "> We need documentation first.\\n+1. Nobody can use it."
    """
    if (
        place.voice.answers_opening
        or place.value.startswith("-")
        or place.voice.parent not in (Parent.TALKS, Parent.ASKS)
        or not FIRST_PERSON.isdisjoint(place.left_words)
        or is_from_me(place)
    ):
        return False
    quoted = place.statement.quoted
    if quoted is None or _is_nested(quoted.text.strip()):
        return False
    remark, title = telling_stems(quoted.text[:_LOOKED_AT]), telling_stems(place.voice.title)
    named = telling_stems(" ".join(place.right_words))
    if named:
        return title.isdisjoint(named) and any(
            each.startswith(one) or one.startswith(each) for each in named for one in remark
        )  # "trimming" is about "trim".
    return place.statement.goes_on and not place.left and title.isdisjoint(remark)


def follows_agreement(place: Spot) -> bool:
    """Another +1 below a mail that itself agreed with a remark, with no own words before it."""
    return (
        place.voice.parent is Parent.AGREES
        and not place.value.startswith("-")
        and place.statement.lines[0][1].number == place.voice.begins
    )


def follows_objection(place: Spot) -> bool:
    """A bare +1, or one for somebody, below a vote against: it may be for that. "+1 from me", "I am
    +1 on the move", "Changing to +1" and "+1 to the proposal" are not.
    """
    if place.voice.parent is not Parent.AGAINST or place.value.startswith("-"):
        return False
    if is_from_me(place) or not _CLAIMING.isdisjoint(place.left_words):
        return False
    if " ".join(place.right_words).startswith(_ALL_THE_SAME):
        return False
    named = telling_stems(" ".join(place.right_words))
    return _PROPOSAL.isdisjoint(place.right_words) and telling_stems(place.voice.title).isdisjoint(
        named
    )


def is_proposed(place: Spot) -> bool:
    """Right under a quoted line that proposes or asks for votes: "> I propose to ...", ">
    What do you think?".
    """
    quoted = place.statement.quoted
    return quoted is not None and not PROPOSING.isdisjoint(
        word.strip("?.,:!") for word in quoted.text[:_LOOKED_AT].lower().split()
    )


def _is_nested(text: str) -> bool:
    """Whether the mail above already quoted this line: then it may be the opening's."""
    return text[1:].lstrip().startswith(">")


def _is_said_of_remark(text: str) -> bool:
    """Whether a quoted line itself only agrees with a remark: "> +1 to what he said"."""
    words = fold(text[:_LOOKED_AT]).lower().split()
    return any(words[at : at + 2] in (["to", "what"], ["with", "what"]) for at in range(len(words)))
