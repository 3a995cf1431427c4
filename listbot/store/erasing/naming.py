"""Finds the rows that name a person who is forgotten. Never writes."""

from sqlalchemy import Connection, Row, Table, select

from listbot.store.journal.codec import write


def quoted(address: str) -> str:
    """Return an address as quoted in a snapshot, so that longer addresses do not match."""
    return write(address)


def holding(connection: Connection, table: Table, address: str) -> list[Row[*tuple[object, ...]]]:
    """Return the rows whose snapshot contains an address."""
    query = select(table).where(table.c.snapshot.contains(quoted(address), autoescape=True))
    return list(connection.execute(query).all())
