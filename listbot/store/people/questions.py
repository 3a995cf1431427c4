"""The questions we asked people, kept until they are answered."""

from sqlalchemy import Connection, bindparam, update

from listbot.model.desk.people import Confirmation
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.ticket_tables import confirmations
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import write

_ASK = Prepared(insert_new(confirmations), tuple[()], columns=tuple(confirmations.c.keys()))
_ANSWERED = (
    update(confirmations).where(confirmations.c.token == bindparam("of")).values(answered=True)
)


def ask(connection: Connection, asked: Confirmation) -> None:
    """Keep a question."""
    _ASK.run(
        connection,
        {
            "token": asked.token,
            "who": asked.who,
            "asked": asked.asked,
            "answered": asked.answered,
            "snapshot": write(asked),
        },
    )


def close(connection: Connection, token: str) -> None:
    """Note that a question was answered; it is not asked or believed again."""
    connection.execute(_ANSWERED, {"of": token})
