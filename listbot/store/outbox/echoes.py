"""Echoes: posts that come back from their list, which proves that they were sent, and shows what
the list does with them.

What a list did is the daemon's memory, not an input: a replay has no letters, so nothing comes back
to it. Never decides.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from listbot.letters.echoes.handling import handling_of
from listbot.letters.message_ids import KEY_ID, is_ours
from listbot.mail import Arrival
from listbot.model.decision import Echo
from listbot.model.handling import LastEcho
from listbot.model.letter_state import LetterState
from listbot.model.receipts import Attempt
from listbot.store.base.schema import lists, outbox
from listbot.store.base.secrets import letter_key
from listbot.store.base.upsert import insert_or_set
from listbot.store.journal.codec import read_as, write
from listbot.store.outbox import receipts
from listbot.store.outbox.outbox import ECHO_SEEN

_ECHOES = insert_or_set(lists, lists.c.echoes)
_LEARNT = insert_or_set(lists, lists.c.last_echo)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a list as a place to post to."""

    echoes: bool = False
    """It gives us our own posts."""
    last: LastEcho | None = None
    """The last one that it gave back; None: none did since this is kept."""


def came_back(
    connection: Connection, echo: Echo, address: str, now: datetime, arrival: Arrival
) -> None:
    """Note that our own letter came in through the list: it was sent, and this list gives
    us our own posts.

    A restored database may not have that letter yet: it is remembered, and the letter
    begins as sent. Message-IDs are not secret: anybody who works one out could otherwise
    make us take a result for sent. The mark is secret until the letter is out.
    """
    if not echo.mark or not is_ours(echo.mark, echo.message_id, {KEY_ID: letter_key(connection)}):
        return
    ours = outbox.c.message_id == echo.message_id
    _learn(connection, echo.message_id, address, now, arrival)
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


def _learn(
    connection: Connection, message_id: str, address: str, now: datetime, arrival: Arrival
) -> None:
    """Keep what the list did with a post that comes back for the first time. Later copies show
    nothing: by then anybody may have sent it in again.
    """
    query = select(outbox.c.raw, outbox.c.sent).where(
        outbox.c.message_id == message_id,
        outbox.c.list == address,
        outbox.c.echo != ECHO_SEEN,
    )
    row = connection.execute(query).one_or_none()
    if row is None or not row.raw:
        return
    back = max(arrival.arrived, row.sent or arrival.arrived)
    told = LastEcho(message_id, row.sent or back, back, handling_of(row.raw, arrival.raw))
    values = {"address": address, "last_echo": write(told)}
    connection.execute(_LEARNT[connection.dialect.name], values)


def is_echoing(connection: Connection, address: str) -> bool:
    """Return whether this list gives us our own posts."""
    return known(connection, address).echoes


def known(connection: Connection, address: str) -> Known:
    """Return what is known of a list as a place to post to."""
    query = select(lists.c.echoes, lists.c.last_echo).where(lists.c.address == address)
    row = connection.execute(query).one_or_none()
    if row is None:
        return Known()
    return Known(row.echoes, read_as(LastEcho, row.last_echo) if row.last_echo else None)


def give_up(connection: Connection, address: str) -> None:
    """Note that this list does not give us our own posts, until one comes back."""
    connection.execute(_ECHOES[connection.dialect.name], {"address": address, "echoes": False})
