"""Finds the mails of a person who is forgotten, and the rows that name them. Never writes."""

from sqlalchemy import Connection, Row, Table, select

from listbot.mail.wire.limits import header_of
from listbot.store.base.schema import journal, mails
from listbot.store.journal.codec import write


def quoted(address: str) -> str:
    """Return an address as quoted in a snapshot, so that longer addresses do not match."""
    return write(address)


def holding(connection: Connection, table: Table, address: str) -> list[Row[*tuple[object, ...]]]:
    """Return the rows whose snapshot contains an address."""
    query = select(table).where(table.c.snapshot.contains(quoted(address), autoescape=True))
    return list(connection.execute(query).all())


def own_mails(connection: Connection, address: str) -> list[int]:
    """Return the numbers of a person's mails, including those set aside, which have no author."""
    seqs = list(connection.execute(select(mails.c.seq).where(mails.c.author == address)).scalars())
    aside = (
        select(journal.c.seq, journal.c.raw)
        .join(mails, mails.c.seq == journal.c.seq)
        .where(mails.c.author == "", journal.c.raw.is_not(None))
    )
    seqs += [row.seq for row in connection.execute(aside) if _is_from(row.raw, address)]
    return sorted(seqs)


def _is_from(raw: bytes, address: str) -> bool:
    """Return whether an unreadable mail names the address in its sender headers."""
    wanted = address.lower().encode("utf-8", "surrogateescape")
    lines = header_of(raw).lower().splitlines()
    return any(
        wanted in line for line in lines if line.startswith((b"from:", b"sender:", b"reply-to:"))
    )
