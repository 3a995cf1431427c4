"""Counts letters by kind and by whom they went to, for the operator. Never writes."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.store.base.schema import outbox
from listbot.store.journal.codec import read_as

PERSONS = "persons"


class Counted(NamedTuple):
    """Letters of one kind to one sort of reader."""

    kind: LetterKind
    to: str
    number: int


def letters_since(
    connection: Connection, since: datetime, places: Mapping[str, str]
) -> list[Counted]:
    """Return how many letters were made since then, without drafts and those that were dropped.

    `places`: the addresses that are more than one person, and what each of them is.
    """
    query = select(outbox.c.kind, outbox.c.list, outbox.c.to_list, outbox.c.recipients).where(
        outbox.c.made >= since,
        outbox.c.state.not_in((LetterState.DROPPED, LetterState.FOLDED, LetterState.DRAFT)),
    )
    found: Counter[tuple[LetterKind, str]] = Counter()
    for row in connection.execute(query):
        to = [row.list] if row.to_list else read_as(list[str], row.recipients)
        for each in {places.get(address, PERSONS) for address in to} or {PERSONS}:
            found[LetterKind(row.kind), each] += 1
    order = list(LetterKind)
    return [
        Counted(kind, to, count)
        for (kind, to), count in sorted(
            found.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
        )
    ]
