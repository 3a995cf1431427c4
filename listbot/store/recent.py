"""A small memory of opening mails' lines: every vote of a thread is read beside them.

Only a cache: what it holds is a pure function of the stored mail, so it is never wrong, only empty or full.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from listbot.case import Proposal
from listbot.journal import RulesInput
from listbot.mail import Unreadable
from listbot.store import inbox
from listbot.store.schema import proposals
from listbot.threads import lines_of

KEPT = 256  # openings, a few kB each

_OPENING = select(proposals.c.seq).where(proposals.c.number == bindparam("of"))


class OpeningLines:
    """Lines of opening mails, read again from the journal when they are not at hand."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, str, datetime], frozenset[str]] = {}

    def of(self, connection: Connection, rules: RulesInput, proposal: Proposal) -> frozenset[str]:
        """The lines of the mail that opened the proposal."""
        # The number alone could name another proposal after a rollback.
        key = (proposal.number, proposal.id, proposal.opened)
        if key not in self._lines:
            seq = connection.execute(_OPENING, {"of": proposal.number}).scalar_one()
            mail = inbox.stored(connection, rules, seq)
            if len(self._lines) >= KEPT:
                self._lines.pop(next(iter(self._lines)))
            self._lines[key] = frozenset() if isinstance(mail, Unreadable) else lines_of(mail)
        return self._lines[key]
