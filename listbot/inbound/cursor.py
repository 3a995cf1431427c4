"""How far an IMAP folder was read, which of its mails the server withholds, and where both
are kept.

The store implements `Cursors` next to its other tables. A cursor is written after the
commit of the mails it passes: a crash in between delivers the same mails again, which is a
no-op, and never skips one. A withheld mail is noted before the cursor passes it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

# many servers fail only once and deliver the mail when asked again
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)  # a server that never delivers is not asked more often than this


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail up to `uid` was handed over and committed (RFC 3501, section 2.3.1.1)."""

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of a mailbox, for `listbot status`."""

    since: datetime
    """Since when it is connected, or away if there is a `fault`."""
    fault: str
    """Why it is away; "" while it is connected."""
    looked: datetime | None
    """When the last look that left nothing to take began; None: there was none yet."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A mail that its server lists but does not deliver."""

    uidvalidity: int
    uid: int
    why: str
    since: datetime
    due: datetime
    """When to ask for it again."""
    asked: int = 1
    """How often it was asked for in all."""


def wait_after(asked: int) -> timedelta:
    """Return how long to wait after that many requests: doubling from five minutes to a day."""
    return min(FIRST_WAIT * int(2 ** min(asked - 1, 10)), LONGEST_WAIT)


class Cursors(Protocol):
    """Where cursors and withheld mails are kept, by source.

    Every method may raise TemporaryError; then nothing was changed::

        cursor = await cursors.get(source.name)
        ...  # receive the mails after cursor.uid
        await cursors.put(source.name, Cursor(cursor.uidvalidity, last_uid))
    """

    async def get(self, source: str) -> Cursor | None:
        """Return the cursor of a source; None if it was never read."""
        ...

    async def put(self, source: str, cursor: Cursor) -> None:
        """Store the cursor durably in place of the last one."""
        ...

    async def withheld(self, source: str) -> tuple[Withheld, ...]:
        """Return the withheld mails of a source, by UID."""
        ...

    async def set_aside(self, source: str, *mails: Withheld) -> None:
        """Store durably that these are withheld, replacing what was noted about them."""
        ...

    async def release(self, source: str, *uids: int) -> None:
        """Note that these are no longer withheld."""
        ...


class MemoryCursors:
    """Cursors kept in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Cursor] = {}
        self.aside: dict[tuple[str, int], Withheld] = {}

    async def get(self, source: str) -> Cursor | None:
        """Return the cursor kept in memory."""
        return self.kept.get(source)

    async def put(self, source: str, cursor: Cursor) -> None:
        """Keep it until the process ends."""
        self.kept[source] = cursor

    async def withheld(self, source: str) -> tuple[Withheld, ...]:
        """Return those kept in memory, by UID."""
        return tuple(mail for (of, _), mail in sorted(self.aside.items()) if of == source)

    async def set_aside(self, source: str, *mails: Withheld) -> None:
        """Keep them until the process ends."""
        self.aside.update({(source, mail.uid): mail for mail in mails})

    async def release(self, source: str, *uids: int) -> None:
        """Drop them."""
        for uid in uids:
            self.aside.pop((source, uid), None)
