"""Find the order in which a person wrote their mails, as well as mails can show it. Pure,
and never fails.

The key is (min(Date, received), received, Message-ID). Clocks can be wrong, so one thing
overrides the key: a mail that names an earlier one by the same writer, in In-Reply-To or
References, follows it. Answers in a circle are ignored. A mail that is certainly its
writer's only follows mails that are, too: otherwise anybody could forge one in between to
reverse the order. For the same reason other people's mails are not considered.

The order depends only on the set of mails, and takes n log n.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from heapq import heapify, heappop, heappush
from typing import Any

from listbot.model.proposal import Entry
from listbot.votes.counting.voters import Voters


def in_order(entries: Iterable[Entry], voters: Voters) -> list[Entry]:
    """The mails of a proposal in the order they were written. Leave out late ones: they
    could move others.
    """
    found = list(entries)
    keys = [(*entry.order, entry.words) for entry in found]
    return [found[index] for index in in_turn(keys, _own_answers(found, keys, voters))]


def _own_answers(found: Sequence[Entry], keys: Sequence[Any], voters: Voters) -> list[set[int]]:
    """For each mail, the others by its writer that it answers. Of several with one
    Message-ID, it means the last of the most certain ones.
    """
    here: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(found):
        name = (voters.address(entry.author), entry.mail)
        if name not in here or _claim(index, found, keys, voters) > _claim(
            here[name], found, keys, voters
        ):
            here[name] = index
    return [
        {
            above
            for id in entry.answers
            if (above := here.get((voters.address(entry.author), id), index)) != index
            and (voters.is_strong(found[above]) or not voters.is_strong(entry))
        }
        for index, entry in enumerate(found)
    ]


def _claim(
    index: int, found: Sequence[Entry], keys: Sequence[Any], voters: Voters
) -> tuple[bool, Any]:
    return voters.is_strong(found[index]), keys[index]


def in_turn(keys: Sequence[Any], follows: Sequence[Set[int]]) -> list[int]:
    """The indices of `keys` by increasing key, but each after those it follows."""
    followers: list[list[int]] = [[] for _ in keys]
    for index, above in enumerate(follows):
        for each in above:
            followers[each].append(index)
    waits = [len(above) for above in follows]
    ready = [(keys[index], index) for index, many in enumerate(waits) if not many]
    heapify(ready)
    found: list[int] = []
    while ready:
        _, index = heappop(ready)
        found.append(index)
        for each in followers[index]:
            waits[each] -= 1
            if not waits[each]:
                heappush(ready, (keys[each], each))
    if len(found) < len(keys):
        return in_turn(keys, _without_circles(follows, set(range(len(keys))).difference(found)))
    return found


def _without_circles(follows: Sequence[Set[int]], stuck: set[int]) -> list[Set[int]]:
    """The same without circles. `stuck`: everything in a circle, or after one. We remove
    whatever nothing follows, again and again; the rest is in circles or between two.
    """
    followed = Counter(each for index in stuck for each in follows[index])
    ends = [index for index in stuck if not followed[index]]
    while ends:
        index = ends.pop()
        stuck.discard(index)
        for each in follows[index]:
            followed[each] -= 1
            if not followed[each] and each in stuck:
                ends.append(each)
    return [above - stuck if index in stuck else above for index, above in enumerate(follows)]
