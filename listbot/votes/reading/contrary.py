"""A +1 for the contrary of what is proposed: "+1 to wait until May", "+1 for keeping the old
host" where it should go. Pure; never raises; linear in the earlier texts.

It agrees with somebody who is against, or says so politely. Its writer is asked. Words that the
proposal has itself ("Keep the mirror") are for it.
"""

from collections.abc import Sequence

from listbot.model.reading import Doubt, ThreadView, number
from listbot.votes.lexicon.words import vocabulary
from listbot.votes.reading.named import cast_of
from listbot.votes.text.findings import Found
from listbot.votes.text.stems import stems, telling_stems

CONTRARY = "for waiting, or for leaving things as they are; unclear whether for the proposal"
_PUT_OFF = vocabulary(
    "wait waiting postpone postponing postponement delay delaying defer deferring deferral"
)
_LEAVE = vocabulary("keep keeping leave leaving retain retaining stay staying stick sticking")
_UNDO = vocabulary(
    "drop dropping scrap scrapping abandon abandoning cancel cancelling canceling shelve shelving "
    "stop stopping withdraw withdrawing forget forgetting"
)
_PROPOSED = vocabulary("idea proposal plan motion")
_PRESENT = vocabulary("old current existing present")
_POINTED = vocabulary("it them things everything this with")
_AS_IT_IS = vocabulary("as running alive around where until for the")
_DOING = vocabulary("do doing go going change changing now yet this it")
_ARTICLES = vocabulary("a an the another some just rather")
_PHRASES = (("hold", "off"), ("holding", "off"), ("more", "time"), ("status", "quo"))
_NOTHING = (["do", "nothing"], ["doing", "nothing"])
_NEAR = 3  # words that tell what is kept, or undone


def without_contrary(numbers: list[Found], view: ThreadView) -> tuple[list[Found], list[Doubt]]:
    """The values; as doubts if each of them is for the contrary of what is proposed. Beside a value
    for something else they are settled with that.
    """
    if not all(_is_contrary(each, view) for each in numbers):
        return numbers, []
    casts = map(cast_of, numbers)
    return [], [Doubt(cast.quote, cast.line, CONTRARY, cast.value) for cast in casts]


def _is_contrary(found: Found, view: ThreadView) -> bool:
    cast = cast_of(found)
    words = found.topic.split()
    while words and words[0] in _ARTICLES:
        words = words[1:]
    if not words or cast.item is not None or number(cast.value or "0") <= 0:
        return False
    title = telling_stems(view.title or "")
    if words[0] == "not":
        return _is_undone(words[1:], title) and "not" not in (view.title or "").lower().split()
    if tuple(words[:2]) in _PHRASES or words[:2] in _NOTHING:
        return True
    is_meant = (
        words[0] in _PUT_OFF
        or (words[0] in _UNDO and not _PROPOSED.isdisjoint(words[1 : 1 + _NEAR]))
        or (words[0] in _LEAVE and _is_left(words[1:], title))
    )
    return is_meant and not _is_proposed(words[0], view)


def _is_undone(words: Sequence[str], title: frozenset[str]) -> bool:
    """ "not doing this", "not moving it yet"; "not waiting any longer" is for it."""
    if not words or words[0] in _PUT_OFF or words[0] in _LEAVE:
        return False
    return words[0] in _DOING or _has_stem(words[0], title)


def _is_left(words: Sequence[str], title: frozenset[str]) -> bool:
    """ "the old one", "it running", "things as they are"; "it simple" leaves nothing."""
    if not words or not _PRESENT.isdisjoint(words[:_NEAR]):
        return True
    if words[0] in _POINTED and (words[1:] == [] or words[1] in _AS_IT_IS):
        return True
    return not title.isdisjoint(telling_stems(" ".join(words[: _NEAR + 1])))


def _is_proposed(word: str, view: ThreadView) -> bool:
    """Whether the title has the word, or the opening that is answered."""
    texts = view.earlier_texts if view.answers_opening else ()
    known = stems(view.title or "").union(*(stems(line) for text in texts for line in text.lines))
    return _has_stem(word, known)


def _has_stem(word: str, known: frozenset[str]) -> bool:
    stem = word.removesuffix("ing")[:5]
    return any(each.startswith(stem) for each in known)
