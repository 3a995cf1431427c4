"""The floor: an LMTP listener that only stores durably. Run as `python -m bench.floor FILE
PORT`.
"""

import asyncio
import sqlite3
import sys

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keep:
    """Writes the raw mail and commits before it answers."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, raw BLOB)")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Commit one durable row per mail."""
        self._database.execute("INSERT INTO mails (raw) VALUES (?)", (envelope.content,))
        return "250 2.0.0 kept"


async def main(path: str, port: int) -> None:
    """Serve until terminated."""
    keep = Keep(path)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: LMTP(keep, loop=loop), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
