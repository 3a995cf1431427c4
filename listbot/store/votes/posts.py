"""Reads what was posted to its list about a vote, for its evidence. Never writes."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from listbot.letters.message_ids import is_about
from listbot.model.case import OpenCase
from listbot.model.letter_state import LetterState
from listbot.store.base.schema import outbox


class Posted(NamedTuple):
    """A letter that the list got."""

    kind: str
    raw: bytes


def posts_about(connection: Connection, case: OpenCase) -> list[Posted]:
    """Return the letters about a vote that were sent to its list, in the order they were made."""
    query = (
        select(outbox.c.key, outbox.c.kind, outbox.c.raw)
        .where(
            outbox.c.to_list,
            outbox.c.list == case.proposal.list,
            outbox.c.state == LetterState.SENT,
        )
        .order_by(outbox.c.made, outbox.c.message_id)
    )
    return [
        Posted(row.kind, row.raw)
        for row in connection.execute(query)
        if row.raw and is_about(row.key, case.proposal.id)
    ]
