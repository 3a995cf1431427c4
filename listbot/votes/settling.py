"""From findings to what a mail says: which casts stand together, which contradict each other. Pure.

Numbers come before words. Values that agree are one cast. Values that disagree are items, if what they are for is named
apart; otherwise they are a doubt. Legends ("+1 means yes, 0 ..., -1 ...") and lists of people's votes are none.
"""

from collections.abc import Sequence
from dataclasses import replace

from listbot.votes.cast import Cast, CastKind, Doubt, ThreadView, number
from listbot.votes.findings import Found, NotAVote
from listbot.votes.phrases import SMALL_WORDS

Settled = tuple[tuple[Cast, ...], tuple[Doubt, ...], list[NotAVote]]
_LIST = 3  # Lines of one shape that make a list of other people's votes.
_TOPIC = 40  # Characters of a free-text item.


def settle(found: Sequence[Found], view: ThreadView, yielding: bool) -> Settled:
    """The casts, doubts and refused findings of one mail."""
    refused = [each.finding for each in found if isinstance(each.finding, NotAVote)]
    doubts = [each.finding for each in found if isinstance(each.finding, Doubt)]
    cast = [each for each in found if isinstance(each.finding, Cast)]
    numbers = [each for each in cast if not _cast(each).in_words and _cast(each).kind is CastKind.VOTE]
    taken_back = tuple(_cast(each) for each in cast if _cast(each).kind is CastKind.WITHDRAW)
    if _is_legend(numbers) or _is_list(numbers):
        refused += [
            NotAVote(_cast(each).quote, _cast(each).line, "a legend or a list of votes") for each in numbers
        ]
        numbers = []
    if numbers:
        casts, more = _settle_numbers(numbers, view)
        doubts = [doubt for doubt in doubts if doubt.value is None or not _same_sign(doubt, casts)]
        return (*taken_back, *casts), (*_against_only(doubts, casts), *more), refused
    if taken_back:
        return taken_back, (), refused
    explicit = [doubt for doubt in doubts if doubt.reason != SOFT]
    casts, more = _settle_words([_cast(each) for each in cast], view, yielding)
    if explicit and casts and number(casts[0].value or "0") >= 0:
        casts = ()
    return casts, (*explicit, *more) if explicit or more else tuple(doubts) if not casts else (), refused


SOFT = "it may be meant against the proposal"


def _cast(found: Found) -> Cast:
    assert isinstance(found.finding, Cast)
    return found.finding


def _sign(value: str | None) -> int:
    size = number(value or "0")
    return (size > 0) - (size < 0)


def _same_sign(doubt: Doubt, casts: Sequence[Cast]) -> bool:
    return any(_sign(doubt.value) == _sign(cast.value) for cast in casts)


def _against_only(doubts: Sequence[Doubt], casts: Sequence[Cast]) -> list[Doubt]:
    """Beside a cast only doubts with a value of their own are shown; soft words are its reasons."""
    return [doubt for doubt in doubts if doubt.reason != SOFT]


def _is_legend(numbers: Sequence[Found]) -> bool:
    return len({_sign(_cast(each).value) for each in numbers if _cast(each).item is None}) > 2


def _is_list(numbers: Sequence[Found]) -> bool:
    """Three lines or more with nothing but a value and a name: "+1 Ana", "+1 Bo (binding)"."""
    return sum(each.named for each in numbers) >= _LIST


def _settle_numbers(numbers: Sequence[Found], view: ThreadView) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    plain = [each for each in numbers if _cast(each).item is None]
    items = [_cast(each) for each in numbers if _cast(each).item is not None]
    if not plain:
        return _unique(items), ()
    changes = [each for each in plain if each.changes]
    if changes:
        return (*_unique(items), _cast(changes[-1])), ()
    if len({_sign(_cast(each).value) for each in plain}) == 1:
        return (_cast(_best(plain, view)), *_unique(items)), ()
    return _split(plain, view, items)


def _best(plain: Sequence[Found], view: ThreadView) -> Found:
    """Of values that agree the one that shows it best: on the proposal itself, else the first."""
    return next((each for each in plain if not each.topic), plain[0])


def _split(
    plain: Sequence[Found], view: ThreadView, items: Sequence[Cast]
) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    """Values that disagree: each for its own topic, or none can be told."""
    if sum(not each.topic for each in plain) > 1:
        cast = _cast(plain[0])
        return tuple(items), (Doubt(cast.quote, cast.line, "two values that disagree", _worst(plain)),)
    about = [each for each in plain if not each.topic or _is_about(each.topic, view)]
    main = about[0] if len(about) == 1 else None
    casts = [
        _cast(each) if each is main else replace(_cast(each), item=each.topic[:_TOPIC] or None)
        for each in plain
    ]
    if main is None and any(_sign(cast.value) < 0 for cast in casts):
        first = next(cast for cast in casts if _sign(cast.value) < 0)
        return (*casts, *items), (
            Doubt(first.quote, first.line, "against a part of the proposal, perhaps all of it", first.value),
        )
    return (*casts, *items), ()


def _worst(plain: Sequence[Found]) -> str | None:
    return min((_cast(each).value or "0" for each in plain), key=number)


def _is_about(topic: str, view: ThreadView) -> bool:
    title = {word for word in (view.title or "").lower().split() if word not in SMALL_WORDS}
    return bool(title.intersection(topic.split()))


def _unique(casts: Sequence[Cast]) -> tuple[Cast, ...]:
    return tuple({(cast.item, cast.value): cast for cast in reversed(casts)}.values())[::-1]


def _settle_words(
    words: Sequence[Cast], view: ThreadView, yielding: bool
) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    against = [cast for cast in words if _sign(cast.value) < 0]
    if against and yielding:
        first = against[0]
        return (), (Doubt(first.quote, first.line, "against, but half taken back", "-1"),)
    if against:
        return (against[0],), ()
    if not view.answers_opening:
        return (), ()
    return tuple(words[:1]), ()
