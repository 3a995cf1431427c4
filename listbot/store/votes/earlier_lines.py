"""A small memory of the lines of opening mails and parents: every mail of a thread is read beside
them.

Only a cache: what it holds is a pure function of the stored mail, so it is never wrong, only empty
or full.
"""

from sqlalchemy import Connection

from listbot.mail import Mail, Unreadable
from listbot.model.inputs import RulesInput
from listbot.store.journal import inbox
from listbot.votes.text.earlier import lines_of

KEPT = 256  # mails, a few kB each


class EarlierLines:
    """Lines of stored mails, read again from the journal when they are not at hand."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, str], frozenset[str]] = {}

    def of(
        self, connection: Connection, rules: RulesInput, seq: int, message_id: str
    ) -> frozenset[str]:
        """The lines of the stored mail of that number."""
        found = self._lines.get((seq, message_id))
        if found is not None:
            return found
        gone = inbox.tombstone(connection, seq)
        return (
            self.keep(seq, inbox.stored(connection, rules, seq))
            if gone is None
            else frozenset(gone.lines)
        )

    def forget(self) -> None:
        """Somebody was forgotten: their words are read no more."""
        self._lines.clear()

    def keep(self, seq: int, mail: Mail | Unreadable) -> frozenset[str]:
        """Remember a mail that is at hand: the next ones of its thread will be read beside it."""
        if len(self._lines) >= KEPT:
            self._lines.pop(next(iter(self._lines)))
        lines = frozenset[str]() if isinstance(mail, Unreadable) else lines_of(mail)
        self._lines[seq, mail.message_id] = (
            lines  # the number alone could name another mail after a rollback
        )
        return lines
