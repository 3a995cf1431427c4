"""Writes what a decision changes in the group's record."""

from datetime import datetime

from sqlalchemy import Connection

from listbot.model.group_case import GROUP
from listbot.model.records.acts import GroupChange
from listbot.store.base.schema import rounds
from listbot.store.base.upsert import insert_or_lower
from listbot.store.people import questions
from listbot.store.records import acts

_LOOK = insert_or_lower(rounds, rounds.c.due)


def carry_out(connection: Connection, change: GroupChange | None, bot: str) -> None:
    """Write the acts and questions of a decision; `bot` is the bot's own address."""
    if change is None:
        return
    acts.add(connection, change.acts)
    for asked in change.asks:
        questions.ask(connection, asked)
    if change.answers:
        questions.close(connection, change.answers)
    if change.look is not None:
        _look(connection, bot, change.look)


def _look(connection: Connection, bot: str, at: datetime) -> None:
    """Have the record looked at no later than this."""
    connection.execute(_LOOK[connection.dialect.name], {"list": bot, "kind": GROUP, "due": at})
