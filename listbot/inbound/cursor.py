"""How far an IMAP folder was read, which of its mails the server withholds, and where that is
remembered.

The store implements `Cursors` beside its other tables. A cursor is written after the commit of the
mails it passes, so a crash in between makes the same mails come again, which is a no-op; it never
skips one. A mail that is withheld is noted before the cursor passes it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

# many a server only stumbles, and gives the mail when asked again
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)  # one that never will is not asked more often than that


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail up to `uid` was handed over and committed. RFC 3501, section 2.3.1.1."""

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Condition:
    """How a mailbox does, for `listbot status`."""

    since: datetime
    """Since when it is connected; or away, if there is a `fault`."""
    fault: str
    """Why it is away; "" while it is connected."""
    looked: datetime | None
    """When the last look began that left nothing; None: none did yet."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A mail that its server shows and does not give."""

    uidvalidity: int
    uid: int
    why: str
    since: datetime
    due: datetime
    """When it is asked for again."""
    asked: int = 1
    """How often it was asked for in all."""


def wait_after(asked: int) -> timedelta:
    """How long a mail is left in peace that was asked for so often: doubling from five minutes to a
    day.
    """
    return min(FIRST_WAIT * int(2 ** min(asked - 1, 10)), LONGEST_WAIT)


class Cursors(Protocol):
    """Where cursors and withheld mails are kept, by source. Each call may raise TemporaryError."""

    async def get(self, source: str) -> Cursor | None:
        """The cursor of a source; None if it was never read."""
        ...

    async def put(self, source: str, cursor: Cursor) -> None:
        """Keep it, durably, in place of the last one."""
        ...

    async def withheld(self, source: str) -> tuple[Withheld, ...]:
        """The mails of a source that its server does not give, by UID."""
        ...

    async def set_aside(self, source: str, *mails: Withheld) -> None:
        """Note, durably, that these are withheld, in place of what was noted of them."""
        ...

    async def release(self, source: str, *uids: int) -> None:
        """These are no longer withheld."""
        ...


class MemoryCursors:
    """The in-memory twin."""

    def __init__(self) -> None:
        self.kept: dict[str, Cursor] = {}
        self.aside: dict[tuple[str, int], Withheld] = {}

    async def get(self, source: str) -> Cursor | None:
        """As the protocol says."""
        return self.kept.get(source)

    async def put(self, source: str, cursor: Cursor) -> None:
        """As the protocol says."""
        self.kept[source] = cursor

    async def withheld(self, source: str) -> tuple[Withheld, ...]:
        """As the protocol says."""
        return tuple(mail for (of, _), mail in sorted(self.aside.items()) if of == source)

    async def set_aside(self, source: str, *mails: Withheld) -> None:
        """As the protocol says."""
        self.aside.update({(source, mail.uid): mail for mail in mails})

    async def release(self, source: str, *uids: int) -> None:
        """As the protocol says."""
        for uid in uids:
            self.aside.pop((source, uid), None)
