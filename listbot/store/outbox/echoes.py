"""Echoes: posts that come back from their list, which proves that they were sent."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from listbot.letters.message_ids import KEY_ID, is_ours
from listbot.model.decision import Echo
from listbot.model.letter_state import LetterState
from listbot.model.receipts import Attempt
from listbot.store.base.schema import lists, outbox
from listbot.store.base.secrets import letter_key
from listbot.store.base.upsert import insert_or_set
from listbot.store.outbox import receipts
from listbot.store.outbox.outbox import ECHO_SEEN

_ECHOES = insert_or_set(lists, lists.c.echoes)


def came_back(connection: Connection, echo: Echo, address: str, now: datetime) -> None:
    """Note that our own letter came in through the list: it was sent, and this list gives
    us our own posts.

    A restored database may not have that letter yet: it is remembered, and the letter
    begins as sent. Message-IDs are not secret: anybody who works one out could otherwise
    make us take a result for sent. The mark is secret until the letter is out.
    """
    if not echo.mark or not is_ours(echo.mark, echo.message_id, {KEY_ID: letter_key(connection)}):
        return
    ours = outbox.c.message_id == echo.message_id
    unsure = update(outbox).where(
        ours, outbox.c.state.not_in((LetterState.SENT, LetterState.DRAFT))
    )
    connection.execute(
        unsure.values(state=LetterState.SENT, sent=now, due=None, note="seen on the list")
    )
    connection.execute(update(outbox).where(ours).values(echo=ECHO_SEEN))
    if connection.execute(select(outbox.c.id).where(ours)).scalar() is None:
        receipts.remember(connection, Attempt(echo.message_id, 1, LetterState.SENT, now))
    connection.execute(_ECHOES[connection.dialect.name], {"address": address, "echoes": True})


def is_echoing(connection: Connection, address: str) -> bool:
    """Return whether this list has ever given us our own posts."""
    return bool(
        connection.execute(select(lists.c.echoes).where(lists.c.address == address)).scalar()
    )
