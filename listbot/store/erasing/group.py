"""Forgets a person in the group's record: what happened stays, under the stand-in."""

from sqlalchemy import Connection, update

from listbot.errors import PermanentError
from listbot.model.records.acts import RecordAct
from listbot.model.records.folding import fold
from listbot.records.forgotten import act_of_group_without
from listbot.store.base.record_tables import record_acts
from listbot.store.erasing.naming import holding
from listbot.store.journal.codec import read_as, write
from listbot.store.records.acts import all_acts, rewritten
from listbot.tickets.forgotten import Forgotten


def refuse_member(connection: Connection, address: str) -> None:
    """Raise PermanentError for a member of the group: their membership is public."""
    member = fold(all_acts(connection)).members.get(address)
    if member is not None and member.is_in:
        raise PermanentError(f"{address} is in the group; they have to leave first")


def erase(connection: Connection, gone: Forgotten) -> None:
    """Rewrite the acts that name them."""
    rows = holding(connection, record_acts, gone.address)
    for row in rows:
        act = act_of_group_without(read_as(RecordAct, str(row.snapshot)), gone)
        here = update(record_acts).where(record_acts.c.id == row.id)
        connection.execute(here.values(about=act.about, snapshot=write(act)))
    if rows:
        rewritten(connection)
