"""Searches tickets for words: titles, requesters, what people wrote, notes. Never writes.

For the command line, so for people who may see everything. There is no index: the database looks at
each event once for each word, and only what it finds is read. A rare word among 50,000 tickets
takes about half a second, one that is in all of them several.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Select, or_, select

from listbot.model.desk.ticket import Field
from listbot.store.base.ticket_tables import ticket_events, tickets

MOST_WORDS = 10  # each costs a look at every event


class _Change(msgspec.Struct):
    field: str
    old: str
    new: str


class _Said(msgspec.Struct):
    """What an event's snapshot says in words; the rest is skipped."""

    who: str = ""
    name: str = ""
    text: str = ""
    changes: tuple[_Change, ...] = ()


_SAID = msgspec.json.Decoder(_Said)


def matching(connection: Connection, words: str) -> frozenset[str]:
    """Return the keys of the tickets in which all of these words are found, in any case of letters
    and as parts of words, too.
    """
    # The longest first: it is probably the rarest, and the others are looked for in what it found.
    asked = sorted(set(words.casefold().split()), key=len, reverse=True)[:MOST_WORDS]
    found: set[str] | None = None
    for word in asked:
        found = _with(connection, word, found)
    return frozenset(found or ())


def _with(connection: Connection, word: str, among: set[str] | None) -> set[str]:
    """Return the keys of the tickets with a word; `among`: only these, None for all."""
    titles = connection.execute(select(tickets.c.key, tickets.c.title, tickets.c.requester))
    found = {
        row.key
        for row in titles
        if word in row.title.casefold() or word in row.requester.casefold()
    }
    found = found if among is None else found & among
    for row in connection.execute(_events_with(word, connection.dialect.name)):
        key, snapshot = row.ticket, row.snapshot
        if key in found or (among is not None and key not in among):
            continue
        if any(word in said.casefold() for said in _words_of(snapshot)):
            found.add(key)
    return found


def _events_with(word: str, dialect: str) -> Select[tuple[str, str]]:
    """Ask for the events whose snapshot has a word anywhere, also in the name of a field."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    # SQLite folds the case of ASCII letters only, and does so by itself.
    spellings = dict.fromkeys((escaped, escaped.upper(), escaped.capitalize()))
    wanted = [escaped] if word.isascii() else list(spellings)
    text = ticket_events.c.snapshot
    has = text.contains if dialect == "sqlite" else text.icontains
    found = or_(*(has(each, autoescape=True) for each in wanted))
    return select(ticket_events.c.ticket, text).where(found)


def _words_of(snapshot: str) -> Iterator[str]:
    said = _SAID.decode(snapshot)
    yield from (said.text, said.name, said.who)
    for change in said.changes:
        if change.field in (Field.NOTE, Field.TITLE):
            yield from (change.old, change.new)
