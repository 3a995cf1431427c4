"""The key that signs the X-Listbot header of our letters: created once, kept in the
database. No id depends on it (invariant 11).
"""

import secrets

from sqlalchemy import Connection, insert, select

from listbot.store.base.schema import settings

NAME = "letter key"


def letter_key(connection: Connection) -> bytes:
    """Return the key; create it on first use."""
    kept = connection.execute(select(settings.c.value).where(settings.c.name == NAME)).scalar()
    if kept is None:
        kept = secrets.token_hex(32)
        connection.execute(insert(settings).values(name=NAME, value=kept))
    return bytes.fromhex(kept)
