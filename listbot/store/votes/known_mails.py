"""Looks for the stored mails that a mail names, or that have its Message-ID. Never writes."""

from sqlalchemy import Connection, bindparam, select

from listbot.model.disposition import Disposition
from listbot.store.base.prepared_statements import Prepared, Question, in_parts
from listbot.store.base.schema import mails
from listbot.store.votes.threading import Known

# Message-IDs per query; most mails name fewer, and a prepared statement has no room for more
AT_ONCE = 8
_NAMES = tuple(f"id{number}" for number in range(AT_ONCE))
_KNOWN = Prepared(
    select(*(mails.c[name] for name in Known._fields))
    .where(
        mails.c.message_id.in_([bindparam(name) for name in _NAMES]),
        mails.c.disposition != Disposition.DUPLICATE,
    )
    .order_by(mails.c.message_id, mails.c.seq),
    Known,
)


def mails_under(connection: Connection, ids: tuple[str, ...]) -> list[Known]:
    """Return the mails with these Message-IDs."""
    return [row for _, given in questions(ids) for row in _KNOWN.all(connection, given)]


def questions(ids: tuple[str, ...]) -> list[Question]:
    """Return what is asked for that."""
    return [(_KNOWN, given) for given in in_parts(_NAMES, ids)]
