"""Forgets a person in the group's record: what happened stays, under the stand-in."""

from dataclasses import replace

from sqlalchemy import Connection, select, update

from listbot.errors import PermanentError
from listbot.forgetting import kept_without
from listbot.model.inputs import Kept, MailInput
from listbot.model.records.acts import RecordAct
from listbot.model.records.folding import fold
from listbot.records.forgotten import act_of_group_without, change_without
from listbot.store.base.record_tables import record_acts
from listbot.store.base.schema import journal, mails
from listbot.store.erasing.naming import holding, quoted
from listbot.store.journal.codec import read_as, write
from listbot.store.records.acts import all_acts, rewritten
from listbot.tickets.forgotten import Forgotten


def refuse_member(connection: Connection, address: str) -> None:
    """Raise PermanentError for a member of the group: their membership is public."""
    member = fold(all_acts(connection)).members.get(address)
    if member is not None and member.is_in:
        raise PermanentError(f"{address} is in the group; they have to leave first")


def keep_said(connection: Connection, gone: Forgotten) -> None:
    """Let the mails of others that did something about them do the same again: what they wrote
    names somebody whom nobody knows by then. Of others who were forgotten before, only that is
    left.
    """
    named = mails.c.kept.contains(quoted(gone.address), autoescape=True)
    query = (
        select(mails.c.seq, mails.c.kept, journal.c.payload)
        .join(journal, journal.c.seq == mails.c.seq)
        .where(named, mails.c.author != gone.stand_in)
    )
    for row in connection.execute(query).all():
        kept, came = read_as(Kept, row.kept), read_as(MailInput, row.payload)
        if came.tombstone is not None:
            left = replace(came.tombstone, kept=kept_without(kept, gone))
            came = replace(came, tombstone=left)
        elif kept.records is not None:
            came = replace(came, records=change_without(kept.records, gone))
        here = update(journal).where(journal.c.seq == row.seq)
        connection.execute(here.values(payload=write(came)))


def erase(connection: Connection, gone: Forgotten) -> None:
    """Rewrite the acts that name them."""
    rows = holding(connection, record_acts, gone.address)
    for row in rows:
        act = act_of_group_without(read_as(RecordAct, str(row.snapshot)), gone)
        here = update(record_acts).where(record_acts.c.id == row.id)
        connection.execute(here.values(about=act.about, snapshot=write(act)))
    if rows:
        rewritten(connection)
