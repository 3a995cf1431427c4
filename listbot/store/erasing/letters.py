"""Letters to or about a person who was forgotten: addresses become stand-ins, texts are emptied.

A letter that still waits is dropped if it is to them alone. Letters to a list are public
and stay. A letter about a ticket has its reader's address in its key, so it gets the key,
and the Message-ID, that a replay makes.
"""

from sqlalchemy import Connection, and_, or_, select, update

from listbot.letters.message_ids import message_id
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.model.receipts import Attempt
from listbot.store.base.schema import outbox
from listbot.store.base.ticket_tables import ticket_ids
from listbot.store.journal.codec import read_as, write
from listbot.store.outbox import alert_history, receipts
from listbot.store.outbox.outbox import UNDER_WAY
from listbot.tickets.forgotten import Forgotten

SHORTEST_NAME = 3  # characters; a shorter name occurs in too many words
UNSENT = (*UNDER_WAY, LetterState.HELD, LetterState.DRAFT)


def erase(connection: Connection, gone: Forgotten) -> dict[str, str]:
    """Take a person out of the outbox; return their letters: Message-ID before -> after."""
    found: dict[str, str] = {}
    about = [gone.address, *(name for name in gone.names if len(name) >= SHORTEST_NAME)]
    holds = [
        column.contains(each, autoescape=True)
        for each in about
        for column in (outbox.c.text, outbox.c.key)
    ]
    # Other people's digests contain titles of tickets, each next to its key.
    holds += [
        and_(outbox.c.kind == LetterKind.DIGEST, outbox.c.text.contains(f"{key} ", autoescape=True))
        for key in {key for key, _ in gone.titles}
    ]
    theirs = outbox.c.recipients.contains(write(gone.address), autoescape=True)
    for row in connection.execute(
        select(outbox).where(~outbox.c.to_list, or_(theirs, *holds))
    ).all():
        recipients = tuple(read_as(list[str], row.recipients))
        is_to_them = recipients == (gone.address,)
        key = row.key.replace(gone.address, gone.stand_in)
        new_id = row.message_id if key == row.key else message_id(key, row.message_id.strip("<>"))
        values: dict[str, object] = {
            "recipients": write(gone.all_of(recipients)),
            "key": key,
            "message_id": new_id,
        }
        if is_to_them and row.state in UNSENT:
            values |= {
                "state": LetterState.DROPPED,
                "due": None,
                "note": "its reader was forgotten",
            }
        if is_to_them or row.state not in UNSENT:
            values |= {"raw": b"", "text": "", "subject": "", "envelope_from": ""}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
        if new_id != row.message_id and (row.attempts or row.state == LetterState.SENT):
            # The receipts beside the database know it by the Message-ID it was sent with.
            receipts.remember(
                connection,
                Attempt(row.message_id, row.attempts, LetterState.SENT, row.sent or row.made),
            )
        tied = update(ticket_ids).where(ticket_ids.c.message_id == row.message_id)
        connection.execute(tied.values(message_id=new_id))
        found[row.message_id] = new_id
    alert_history.forget(connection, about)
    return found
