"""Turn findings into what a mail says: which casts belong together and which contradict
each other. Pure.

Numbers come before words. Equal values are one cast. Different values are items if their
topics are named separately; otherwise they are a doubt. Legends ("+1 means yes, 0 ..., -1
...") and lists of people's votes are not votes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from listbot.model.reading import Cast, CastKind, Doubt, Parent, ThreadView, number
from listbot.votes.reading.contrary import without_contrary
from listbot.votes.reading.named import (
    ITEM,
    UNKNOWN,
    by_topic,
    under_passages,
    with_known,
    with_labels,
    without_talk,
)
from listbot.votes.reading.options import with_options
from listbot.votes.text.findings import (
    AGREES,
    ASKED,
    BOTH,
    CAUGHT,
    COUNTED,
    MISSENT,
    PERHAPS_AGREES,
    SOFT,
    Found,
    NotAVote,
)
from listbot.votes.text.stems import stems

Settled = tuple[tuple[Cast, ...], tuple[Doubt, ...], list[NotAVote]]
_LIST = 3  # Lines of one shape that make a list of other people's votes.
_INTERLEAVED = 3  # Quoted remarks answered one by one.
_NAMED = re.compile(r"\W*\d\S*\s*:\s*[A-Z]\w*(?: [A-Z]\w*)?\s*")
_TOPICS = 3  # Values for different things, none of them the proposal.
_VOTES = ("+1", "-1", "+0", "-0")
_WHOLE = frozenset({"proposal", "motion", "vote", "release", "nomination"})
"""A vote for one of these is for everything proposed: "+1 to the proposal itself"."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the mail as a whole is like."""

    remarks: int
    """The number of quoted remarks it answers one by one."""
    yields: bool
    """It half withdraws an objection somewhere."""
    praises: bool
    """It praises a remark inside the thread."""
    missent: bool = False
    """It says it was meant for another thread."""


def reconcile(found: Sequence[Found], view: ThreadView, shape: Shape) -> Settled:
    """The casts, doubts and refused findings of one mail."""
    refused = [each.finding for each in found if isinstance(each.finding, NotAVote)]
    refused += [_as_agreement(each) for each in found if _is_beside(each, view)]
    doubts = [
        each.finding
        for each in found
        if isinstance(each.finding, Doubt) and not _is_beside(each, view)
    ]
    cast = [each for each in found if isinstance(each.finding, Cast)]
    if shape.missent:
        doubts += [_missent(_cast(each)) for each in cast if _is_yes(_cast(each))]
        cast = [each for each in cast if not _is_yes(_cast(each))]
    numbers, refusals, asked = _numbers(cast, found, view, shape)
    refused += refusals
    doubts += asked
    if shape.praises:
        refused += [
            NotAVote(doubt.quote, doubt.line, AGREES)
            for doubt in doubts
            if doubt.reason == PERHAPS_AGREES
        ]
        doubts = [doubt for doubt in doubts if doubt.reason != PERHAPS_AGREES]
    taken_back = tuple(_cast(each) for each in cast if _cast(each).kind is CastKind.WITHDRAW)
    if numbers or _is_list(found):
        doubts = [doubt for doubt in doubts if doubt.reason != CAUGHT]
    firm = [doubt for doubt in doubts if doubt.reason not in (SOFT, ASKED)]
    if numbers:
        casts, more = _settle_numbers(numbers, view)
        signs = {_sign(cast.value) for cast in casts}
        other = [
            doubt
            for doubt in firm
            if doubt.value is None or doubt.reason == UNKNOWN or _sign(doubt.value) not in signs
        ]
        return (*taken_back, *casts), (*other, *more), refused
    if taken_back:
        return taken_back, (), refused
    casts, more = _settle_words([_cast(each) for each in cast if _cast(each).in_words], firm, shape)
    firm = [doubt for doubt in firm if not _says_the_same(doubt, casts)]
    return casts, (*firm, *more) or (() if casts else tuple(doubts)), refused


def _says_the_same(doubt: Doubt, casts: Sequence[Cast]) -> bool:
    """Whether a value that no rule understood is the vote that the words give."""
    signs = {_sign(cast.value) for cast in casts}
    return doubt.reason == CAUGHT and _sign(doubt.value) in signs


Sifted = tuple[list[Found], list[NotAVote], list[Doubt]]
"""Findings kept as votes, findings that are not votes, and doubts to ask about."""


def _numbers(
    cast: Sequence[Found], found: Sequence[Found], view: ThreadView, shape: Shape
) -> Sifted:
    """The casts with a value that are the writer's own for the proposal, and the others
    with their reason.
    """
    counts = any(
        isinstance(each.finding, NotAVote) and each.finding.reason == COUNTED for each in found
    )
    numbers = [
        each
        for each in cast
        if not _cast(each).in_words
        and _cast(each).kind is CastKind.VOTE
        and not (counts and _is_tallied(_cast(each)))
    ]
    if _is_legend(numbers) or _is_list(found):
        return (
            [],
            [
                NotAVote(_cast(each).quote, _cast(each).line, "a legend or a list of votes")
                for each in numbers
            ],
            [],
        )
    if _is_aside(numbers, found, view):
        return [], [], [_doubted(each) for each in numbers]
    numbers, talk = without_talk(with_options(numbers, view))
    numbers, refused, asked = with_labels(numbers, view)
    numbers, strange = with_known(numbers, view)
    numbers, contrary = without_contrary(numbers, view)
    asked += strange + contrary
    kept, aside, doubts = _without_remarks(numbers, view, shape)
    return kept, talk + refused + aside, asked + doubts


def _is_tallied(named: Cast) -> bool:
    """A value and one name after a colon; next to counted votes it is a count, too: "+1:
    Ana, Bo", "-1: Eve".
    """
    return _NAMED.fullmatch(named.quote) is not None


def _is_aside(numbers: Sequence[Found], found: Sequence[Found], view: ThreadView) -> bool:
    """Whether every +1 is for a thing the title does not name, in a mail that also agrees
    with a remark.
    """
    if not any(
        isinstance(each.finding, Doubt) and each.finding.reason == PERHAPS_AGREES for each in found
    ):
        return False
    return all(_sign(_cast(each).value) > 0 and not _is_about(each, view) for each in numbers)


def _is_beside(found: Found, view: ThreadView) -> bool:
    """A +1 below an agreement with a remark, for a thing the title does not name: certainly
    one more agreement.
    """
    is_doubted = isinstance(found.finding, Doubt) and found.finding.reason == PERHAPS_AGREES
    return is_doubted and view.parent is Parent.AGREES and not _is_about(found, view)


def _as_agreement(found: Found) -> NotAVote:
    return NotAVote(found.finding.quote, found.finding.line, AGREES)


def _doubted(found: Found) -> Doubt:
    cast = _cast(found)
    return Doubt(cast.quote, cast.line, PERHAPS_AGREES, cast.value)


def _is_yes(cast: Cast) -> bool:
    return cast.kind is CastKind.VOTE and _sign(cast.value) > 0


def _missent(cast: Cast) -> Doubt:
    return Doubt(cast.quote, cast.line, MISSENT, cast.value)


def _cast(found: Found) -> Cast:
    assert isinstance(found.finding, Cast)
    return found.finding


@lru_cache(maxsize=256)
def _sign(value: str | None) -> int:
    size = number(value or "0")
    return (size > 0) - (size < 0)


def _is_legend(numbers: Sequence[Found]) -> bool:
    bare = [_cast(each) for each in numbers if not (each.topic or each.label)]
    return len({_sign(cast.value) for cast in bare if cast.item is None}) > 2


def _is_list(found: Sequence[Found]) -> bool:
    """Three lines or more with nothing but a value and a name: "+1 Ana", "+1 Bo (binding)"."""
    return sum(each.named for each in found) >= _LIST


def _without_remarks(numbers: list[Found], view: ThreadView, shape: Shape) -> Sifted:
    """A +1 right under one quoted remark among many is for that remark; a -1 is kept, since
    missing an objection is worse.

    Under a part of the opening it may be for the whole: it is kept, or asked about if a
    separate vote exists.
    """
    if not shape.praises and shape.remarks < _INTERLEAVED:
        return numbers, [], []
    kept: list[Found] = []
    aside: list[Found] = []
    for each in numbers:
        is_aside = (
            (shape.praises or each.remark) and _is_plain_yes(each) and not _answers_vote(each)
        )
        is_kept = not is_aside or (view.answers_opening and each.proposed)
        (kept if is_kept else aside).append(each)
    if view.answers_opening:
        return kept, [], [_doubted(each) for each in aside]
    return kept, [_as_agreement(each) for each in aside], []


def _answers_vote(found: Found) -> bool:
    """ "> So -1 for me." above "+1 from me": the writer votes, too."""
    return found.mine and any(value in found.under for value in _VOTES)


def _is_plain_yes(found: Found) -> bool:
    """A +1 that does not say what it is for."""
    cast = _cast(found)
    return not found.topic and cast.item is None and _sign(cast.value) > 0


def _settle_numbers(
    numbers: Sequence[Found], view: ThreadView
) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    plain = _current([each for each in numbers if _cast(each).item is None])
    items = [_cast(each) for each in numbers if _cast(each).item is not None]
    if not plain:
        return _unique(items), ()
    changes = [each for each in plain if each.changes]
    if changes:
        return (*_unique(items), _cast(changes[-1])), ()
    if len({each.topic for each in plain if each.topic}) >= _TOPICS and not any(
        _is_about(each, view) for each in plain
    ):
        by_name = by_topic(plain, view)
        if by_name:
            return tuple(items) + tuple(map(_cast, by_name)), ()
        cast = _cast(plain[0])
        doubt = Doubt(
            cast.quote,
            cast.line,
            "for several things, none of them clearly the proposal",
            cast.value,
        )
        return tuple(items), (doubt,)
    if len({_sign(_cast(each).value) for each in plain}) == 1:
        return (_cast(_best(plain, view)), *_unique(items)), ()
    return _split(plain, view, items)


def _current(plain: list[Found]) -> list[Found]:
    """Without votes given before, if the mail has one for no thing in particular beside them."""
    current = [each for each in plain if not each.former]
    return current if any(not each.topic for each in current) else plain


def _best(plain: Sequence[Found], view: ThreadView) -> Found:
    """Of equal values, the one that shows the vote best: on the proposal itself, else the first."""
    return next((each for each in plain if not each.topic), plain[0])


def _split(
    plain: Sequence[Found], view: ThreadView, items: Sequence[Cast]
) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    """Split different values: each for its own topic, or none counts."""
    bare = sum(not each.topic for each in plain) > 1
    passages = under_passages(plain) if bare else None
    if bare and not passages:
        cast = _cast(plain[0])
        return tuple(items), (
            Doubt(cast.quote, cast.line, "two values that disagree", _worst(plain)),
        )
    plain = passages or plain
    about = [] if passages else [each for each in plain if _is_about(each, view)]
    main = about[0] if len(about) == 1 else None
    casts = [
        _cast(each) if each is main else replace(_cast(each), item=each.topic[:ITEM] or None)
        for each in plain
    ]
    if main is None and any(_sign(cast.value) < 0 for cast in casts):
        first = next(cast for cast in casts if _sign(cast.value) < 0)
        return (*casts, *items), (
            Doubt(
                first.quote,
                first.line,
                "against a part of the proposal, perhaps all of it",
                first.value,
            ),
        )
    return (*casts, *items), ()


def _worst(plain: Sequence[Found]) -> str | None:
    return min((_cast(each).value or "0" for each in plain), key=number)


def _is_about(found: Found, view: ThreadView) -> bool:
    """Whether a value is for nothing in particular, or for something the title also names."""
    topic = found.topic.split()
    if not topic or _WHOLE.intersection(topic[:3]):
        return True
    return not _stems_of_title(view.title or "").isdisjoint(stems(found.topic))


@lru_cache(maxsize=16)  # Asked for each value of a mail.
def _stems_of_title(title: str) -> frozenset[str]:
    return stems(title)


def _unique(casts: Sequence[Cast]) -> tuple[Cast, ...]:
    return tuple({(cast.item, cast.value): cast for cast in reversed(casts)}.values())[::-1]


def _settle_words(
    words: Sequence[Cast], firm: Sequence[Doubt], shape: Shape
) -> tuple[tuple[Cast, ...], tuple[Doubt, ...]]:
    """If one mail has words for and against, those against count, unless one statement has both
    or a value that no rule understands is for; beside a doubt, words for mean nothing.
    """
    against = next((cast for cast in words if _sign(cast.value) < 0), None)
    if against and shape.yields:
        return (), (Doubt(against.quote, against.line, "against, but half withdrawn", "-1"),)
    if any(doubt.reason == BOTH for doubt in firm):
        return (), ()
    if against and any(doubt.reason == CAUGHT and _sign(doubt.value) > 0 for doubt in firm):
        return (), (Doubt(against.quote, against.line, BOTH, "-1"),)
    if against:
        return (against,), ()
    return (() if firm else tuple(words[:1])), ()
