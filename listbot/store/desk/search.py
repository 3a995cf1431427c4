"""Searches tickets for words: titles, requesters, what people wrote, notes. Never writes.

For the command line, so for people who may see everything. There is no index: the database looks at
the words of each event once for each word that is asked for. Among 50,000 tickets that takes less
than a tenth of a second, or twice as long if the word is in all of them (docs/decisions/0058).
"""

from sqlalchemy import Connection, select

from listbot.store.base.ticket_tables import ticket_words
from listbot.store.desk.reading import FEW
from listbot.store.desk.words import folded

MOST_WORDS = 10  # each costs a look at every event
LONGEST = 1000  # characters of a word; SQLite refuses patterns of 50,000


def matching(connection: Connection, words: str) -> frozenset[str]:
    """Return the keys of the tickets in which all of these words are found, in any case of letters
    and as parts of words, too.
    """
    # The longest first: it is probably the rarest, and the others are looked for in what it found.
    asked = sorted(set(folded(words).split()), key=len, reverse=True)[:MOST_WORDS]
    if not asked or len(asked[0]) > LONGEST:
        return frozenset()
    found = _with(connection, asked[0], None)
    for word in asked[1:]:
        found &= _with(connection, word, found)
    return frozenset(found)


def _with(connection: Connection, word: str, among: set[str] | None) -> set[str]:
    """Return the keys of the tickets with a word; `among`: of no others, None for all."""
    query = select(ticket_words.c.ticket).distinct()
    query = query.where(ticket_words.c.words.contains(word, autoescape=True))
    if among is not None and len(among) <= FEW:
        query = query.where(ticket_words.c.ticket.in_(among))
    return set(connection.execute(query).scalars())
