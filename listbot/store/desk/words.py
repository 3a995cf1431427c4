"""The words by which tickets are found, folded, beside the events that say them.

A search looks at all of them (`search`), which takes less than an index would cost each mail
(docs/decisions/0058). They are derived from the events, and are written and rewritten with them.
Never decides, and never reads a ticket.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, insert, update

from listbot.model.desk.ticket import Event, Field, Ticket
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.ticket_tables import ticket_words

_SAYING = (Field.NOTE, Field.TITLE)
"""Changes that are found by what they say."""

_ADD = Prepared(insert(ticket_words), tuple[()], columns=("ticket", "number", "words"))


def add(
    connection: Connection, key: str, number: int, event: Event, about: Sequence[str] = ()
) -> None:
    """Write the words of a ticket's new event; `about`: of its first one, what it was opened as."""
    words = words_of(event, about)
    if words:
        _ADD.run(connection, {"ticket": key, "number": number, "words": words})


def rewrite(
    connection: Connection, key: str, number: int, event: Event, about: Sequence[str] = ()
) -> None:
    """Write the words of an event anew, after somebody was forgotten."""
    here = (ticket_words.c.ticket == key) & (ticket_words.c.number == number)
    words = words_of(event, about)
    connection.execute(update(ticket_words).where(here).values(words=words))


def opened_as(ticket: Ticket, events: Iterable[Event]) -> tuple[str, str]:
    """Return the title and the requester that a ticket had at first; `events`: from its first on.

    Later ones are in the events that changed them.
    """
    changes = [change for event in events for change in event.changes]
    titles = (each.old for each in changes if each.field is Field.TITLE)
    requesters = (each.old for each in changes if each.field is Field.REQUESTER)
    return next(titles, ticket.title), next(requesters, ticket.requester)


def words_of(event: Event, about: Sequence[str] = ()) -> str:
    """Return the words by which a ticket is found because of one of its events."""
    return "\n".join(filter(None, map(folded, (*about, *_said(event)))))


def _said(event: Event) -> Iterator[str]:
    yield from (event.text, event.name, event.who)
    for change in event.changes:
        if change.field in _SAYING:
            yield from (change.old, change.new)


def folded(text: str) -> str:
    """Return a text as it is compared: in one case of letters, and with nothing that a database
    cannot keep.
    """
    text = text.casefold().replace("\0", " ")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
