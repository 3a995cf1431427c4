"""How far an IMAP folder was read, and where that is remembered.

The store implements `Cursors` beside its other tables. A cursor is written after the commit of the mails it
passes, so a crash in between makes the same mails come again, which is a no-op; it never skips one.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail up to `uid` was handed over and committed. RFC 3501, section 2.3.1.1."""

    uidvalidity: int
    uid: int


class Cursors(Protocol):
    """Where cursors are kept. Both calls may raise TemporaryError."""

    async def get(self, source: str) -> Cursor | None:
        """The cursor of a source; None if it was never read."""
        ...

    async def put(self, source: str, cursor: Cursor) -> None:
        """Keep it, durably, in place of the last one."""
        ...


class MemoryCursors:
    """The in-memory twin."""

    def __init__(self) -> None:
        self.kept: dict[str, Cursor] = {}

    async def get(self, source: str) -> Cursor | None:
        """As the protocol says."""
        return self.kept.get(source)

    async def put(self, source: str, cursor: Cursor) -> None:
        """As the protocol says."""
        self.kept[source] = cursor
