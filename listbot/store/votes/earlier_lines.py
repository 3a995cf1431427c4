"""A small cache of the lines of opening mails and parents: every mail of a thread is read
next to them.

It holds a pure function of stored mails, so it is never wrong, only empty or full.
"""

from sqlalchemy import Connection

from listbot.mail import Mail, Unreadable
from listbot.model.inputs import RulesInput
from listbot.store.journal import inbox
from listbot.votes.text.earlier import Earlier, earlier_of, marked

KEPT = 256  # mails, a few kB each


class EarlierLines:
    """Lines of stored mails, read again from the journal if they are not cached."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, str], Earlier] = {}

    def of(self, connection: Connection, rules: RulesInput, seq: int, message_id: str) -> Earlier:
        """The lines of the stored mail of that number."""
        found = self._lines.get((seq, message_id))
        if found is not None:
            return found
        gone = inbox.tombstone(connection, seq)
        return (
            self.keep(seq, inbox.stored(connection, rules, seq))
            if gone is None
            else marked(gone.lines)
        )

    def forget(self) -> None:
        """Empty the cache: the words of a person who was forgotten must not be read again."""
        self._lines.clear()

    def keep(self, seq: int, mail: Mail | Unreadable) -> Earlier:
        """Remember a mail that is at hand: the next ones of its thread will be read beside it."""
        if len(self._lines) >= KEPT:
            self._lines.pop(next(iter(self._lines)))
        lines = Earlier(frozenset()) if isinstance(mail, Unreadable) else earlier_of(mail)
        self._lines[seq, mail.message_id] = (
            lines  # after a rollback, the number alone could mean another mail
        )
        return lines
