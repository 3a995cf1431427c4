"""The tables of the help desk: tickets, their events and Message-IDs, and what a member
still has to confirm. All are derived from the journal.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from listbot.store.base.columns import SERIAL, Utc, metadata
from listbot.store.base.conditions import IS_DUE, IS_PUBLIC

tickets = Table(
    "tickets",
    metadata,
    Column("key", Text, primary_key=True),
    Column("prefix", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("list", String(254), nullable=False),
    Column("root", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("subject_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("requester", Text, nullable=False),
    Column("assignee", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("priority", String(8), nullable=False),
    Column("public", Boolean, nullable=False),
    Column("opened", Utc, nullable=False),
    Column("since", Utc, nullable=False),
    Column("answered", Utc),
    Column("closed", Utc),
    Column("due", Utc),
    # The columns above are for finding and listing; the whole ticket is here.
    Column("snapshot", Text, nullable=False),
    UniqueConstraint("prefix", "number", name="uq_tickets_number"),
    Index("ix_tickets_due", "due", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
    Index("ix_tickets_token", "token"),
    Index("ix_tickets_list", "list", "status", "opened"),
    # For a week's numbers, which a recap counts among all tickets ever.
    Index("ix_tickets_opened", "list", "opened"),
    Index("ix_tickets_answered", "list", "answered"),
    Index("ix_tickets_closed", "list", "closed"),
    # The public pages ask which hundreds of numbers have a ticket that everybody may see.
    Index(
        "ix_tickets_public",
        "prefix",
        "number",
        "list",
        "key",
        sqlite_where=IS_PUBLIC,
        postgresql_where=IS_PUBLIC,
    ),
    # A machine's notice belongs to the ticket that the same notice opened.
    Index("ix_tickets_requester", "requester", "subject_key"),
)

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("ticket", Text, nullable=False),
    # The number of the event in its ticket, from 1.
    Column("number", Integer, nullable=False),
    # The mail or the act that caused it; NULL: the clock.
    Column("seq", SERIAL),
    Column("at", Utc, nullable=False),
    Column("snapshot", Text, nullable=False),
    UniqueConstraint("ticket", "number", name="uq_ticket_events_number"),
    sqlite_autoincrement=True,
)

ticket_words = Table(
    "ticket_words",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("ticket", Text, nullable=False),
    # Of the event whose words these are.
    Column("number", Integer, nullable=False),
    # Folded, for a search, which looks at all rows; an index would only cost time.
    Column("words", Text, nullable=False),
)

LETTER, MAIL, NAMED = "letter", "mail", "named"
"""What a Message-ID in `ticket_ids` belongs to: one of our letters, a mail of the ticket,
or an ancestor that its mails name and that has not come. The surest one is kept; the order
is also alphabetical.
"""

ticket_ids = Table(
    "ticket_ids",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("ticket", Text, primary_key=True),
    Column("kind", String(8), nullable=False),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("token", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("asked", Utc, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("snapshot", Text, nullable=False),
    # For whether a member was already asked today.
    Index("ix_confirmations_who", "who", "asked"),
)
