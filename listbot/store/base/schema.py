"""The tables. Only the journal is the truth; the tables in DERIVED can be folded from it again.

The outbox, the cursors, the settings and the tries are the daemon's memory of what it did.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from listbot.store.base.columns import SERIAL, Utc, metadata
from listbot.store.base.conditions import (
    AWAITS_ECHO,
    HAS_ACTS,
    HAS_TOKEN,
    HAS_TOPIC,
    HAS_WEEKLY,
    IS_ANSWERED,
    IS_DUE,
    IS_ERASURE,
    IS_RECAP,
    IS_RULES,
    MISSES_ECHO,
    REPLACES,
    TIED_BY_SUBJECT,
    TO_RETRY,
)
from listbot.store.base.key_tables import open_keys
from listbot.store.base.record_tables import leases, record_acts
from listbot.store.base.source_tables import cursors, mailboxes, withheld
from listbot.store.base.tap_tables import copies, tapped
from listbot.store.base.ticket_tables import (
    confirmations,
    ticket_events,
    ticket_ids,
    ticket_words,
    tickets,
)
from listbot.store.base.tracker_tables import outer_heard, outer_keys, tracker_calls

journal = Table(
    "journal",
    metadata,
    Column("seq", SERIAL, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("list", String(254), nullable=False, server_default=""),
    Column("digest", String(64)),
    Column("payload", Text, nullable=False),
    Column("raw", LargeBinary),
    # Makes an arrival unique; other inputs have no digest and are never equal.
    UniqueConstraint("list", "digest", name="uq_journal_arrival"),
    # The rules in force are the newest, and every transaction asks for them.
    Index("ix_journal_rules", "seq", sqlite_where=IS_RULES, postgresql_where=IS_RULES),
    # Before a copy of the pages is brought up to date: was anybody forgotten since the last time?
    Index("ix_journal_erasures", "seq", sqlite_where=IS_ERASURE, postgresql_where=IS_ERASURE),
    sqlite_autoincrement=True,
)

mails = Table(
    "mails",
    metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=False),
    Column("list", String(254), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("level", String(12), nullable=False),
    Column("subject_key", Text, nullable=False),
    Column("effective", Utc, nullable=False),
    Column("received", Utc, nullable=False),
    Column("words", String(64), nullable=False),
    Column("disposition", String(20), nullable=False),
    Column("why", Text, nullable=False),
    Column("proposal", Integer),
    Column("by_subject", Boolean, nullable=False),
    # Some ancestor it names has not arrived, so its place may still change.
    Column("awaits", Boolean, nullable=False),
    Column("entry", Text),
    Column("acts", Boolean, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    # When it is decided for the second time: by then the mails sent along with it have arrived.
    Column("look_again", Utc),
    # The key of the ticket it belongs to.
    Column("ticket", Text),
    # What it changed besides this row, for its tombstone: a `journal.Kept`.
    Column("kept", Text),
    # The title of the topic that it begins.
    Column("topic", Text),
    # A mail is found by its Message-ID, by its author on this list, and by its proposal; and
    # the last one of a list, which may be quiet for years.
    Index("ix_mails_message_id", "message_id"),
    Index("ix_mails_author", "author", "list", "level", "received"),
    Index("ix_mails_list", "list", "seq"),
    Index(
        "ix_mails_proposal",
        "proposal",
        "author",
        sqlite_where=text("proposal IS NOT NULL"),
        postgresql_where=text("proposal IS NOT NULL"),
    ),
    Index("ix_mails_acts", "proposal", sqlite_where=HAS_ACTS, postgresql_where=HAS_ACTS),
    Index(
        "ix_mails_subject",
        "subject_key",
        sqlite_where=TIED_BY_SUBJECT,
        postgresql_where=TIED_BY_SUBJECT,
    ),
    Index("ix_mails_tries", "tries", sqlite_where=TO_RETRY, postgresql_where=TO_RETRY),
    Index(
        "ix_mails_look_again",
        "look_again",
        sqlite_where=text("look_again IS NOT NULL"),
        postgresql_where=text("look_again IS NOT NULL"),
    ),
    Index(
        "ix_mails_topic",
        "list",
        "received",
        sqlite_where=HAS_TOPIC,
        postgresql_where=HAS_TOPIC,
    ),
    Index(
        "ix_mails_ticket",
        "ticket",
        sqlite_where=text("ticket IS NOT NULL"),
        postgresql_where=text("ticket IS NOT NULL"),
    ),
)

awaited = Table(
    "awaited",
    metadata,
    # A Message-ID that a mail names as an ancestor, nearer than any known one, and that
    # has not arrived.
    Column("message_id", Text, primary_key=True),
    Column("seq", SERIAL, primary_key=True, autoincrement=False),
    # A mail that is decided again no longer waits.
    Index("ix_awaited_seq", "seq"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seq", SERIAL, nullable=False),
    Column("list", String(254), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("subject_key", Text, nullable=False),
    Column("opened", Utc, nullable=False),
    Column("closes", Utc, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("due", Utc),
    Column("snapshot", Text, nullable=False),
    # The votes it takes the place of, for whoever asks from their side: " 12 15 ".
    Column("replaces", Text),
    Index("ix_proposals_replaces", "list", sqlite_where=REPLACES, postgresql_where=REPLACES),
    Index("ix_proposals_due", "due", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
    Index("ix_proposals_subject", "subject_key", "opened"),
    # The recap asks for open ones, and for those that ended in a week.
    Index("ix_proposals_state", "list", "state", "closes"),
    UniqueConstraint("seq", name="uq_proposals_seq"),
)

people = Table(
    "people",
    metadata,
    Column("address", Text, primary_key=True),
    Column("notes", String(8), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("registered", Utc),
    Column("digest", String(8), nullable=False, server_default="off"),
    Column("mail", String(8), nullable=False, server_default="on"),
    # When the choice about the digest was made: deciding it late, or again, must not undo
    # a later one.
    Column("wished", Utc),
    # The token that ends the digest; drawn when it is first needed.
    Column("unsubscribe", Text, nullable=False, server_default=""),
    # Before each letter to a new person: how many people are new this hour?
    Index(
        "ix_people_registered",
        "registered",
        sqlite_where=text("registered IS NOT NULL"),
        postgresql_where=text("registered IS NOT NULL"),
    ),
    Index("ix_people_digest", "address", sqlite_where=HAS_WEEKLY, postgresql_where=HAS_WEEKLY),
    Index(
        "ix_people_unsubscribe", "unsubscribe", sqlite_where=HAS_TOKEN, postgresql_where=HAS_TOKEN
    ),
)

rounds = Table(
    "rounds",
    metadata,
    Column("list", String(254), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("due", Utc, nullable=False),
)

log_lines = Table(
    "log_lines",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The list it was written on.
    Column("list", String(254), nullable=False),
    Column("at", Utc, nullable=False),
    Column("name", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("mail", Text, nullable=False),
    # Its line in its mail: a mail that is decided again does not add it twice.
    Column("position", Integer, nullable=False),
    Column("struck", Text, nullable=False),
    Column("embargoed", Boolean, nullable=False),
    UniqueConstraint("mail", "author", "position", name="uq_log_lines_mail"),
    Index("ix_log_lines_at", "at"),
)

sentences = Table(
    "sentences",
    metadata,
    Column("mail", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    Column("list", String(254), nullable=False),
    Column("at", Utc, nullable=False),
    Column("name", Text, nullable=False),
    Column("is_member", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_sentences_at", "at"),
)

asides = Table(
    "asides",
    metadata,
    # Passed over: a mail by its list and digest, or the name of a vote, a ticket or a
    # weekly letter.
    Column("which", Text, primary_key=True),
    # What the daemon was doing with it when it ended: a `journal.Act`.
    Column("act", String(8), nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("list", String(254), nullable=False),
    Column("kind", String(4), nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("to_list", Boolean, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("envelope_from", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("state", String(9), nullable=False),
    Column("made", Utc, nullable=False),
    Column("due", Utc),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("sent", Utc),
    Column("note", Text, nullable=False, server_default=""),
    # For the fuse: urgent posts count apart from others, and posts an operator let out do
    # not count.
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("approved", Boolean, nullable=False, server_default=false()),
    Column(
        "answered", Boolean, nullable=False, server_default=false()
    ),  # its reader proved to have received it
    Column("hold", String(5), nullable=False, server_default=""),  # why it is held, or was
    Column(
        "wait_told", Boolean, nullable=False, server_default=false()
    ),  # the person it is about was told that it waits
    Column("until", Utc),  # useless after this time
    # For a post: "seen" when its list gave it back, "missed" when the admin was told that
    # it did not.
    Column("echo", String(6), nullable=False, server_default=""),
    # Before each private letter: how many went to that address today?
    Index("ix_outbox_made", "made"),
    Index("ix_outbox_recipients", "recipients", "made"),
    Index(
        "ix_outbox_answered", "recipients", sqlite_where=IS_ANSWERED, postgresql_where=IS_ANSWERED
    ),
    # Before each recap: did this list ever have one?
    Index("ix_outbox_recaps", "list", sqlite_where=IS_RECAP, postgresql_where=IS_RECAP),
    Index("ix_outbox_due", "due", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
    Index("ix_outbox_echo", "list", sqlite_where=AWAITS_ECHO, postgresql_where=AWAITS_ECHO),
    Index("ix_outbox_missed", "list", sqlite_where=MISSES_ECHO, postgresql_where=MISSES_ECHO),
    # Programs that watch us count the letters by their states, and a letter may be large. A recap
    # asks for a week's folded ones.
    Index("ix_outbox_state", "state", "made"),
    sqlite_autoincrement=True,
)

receipts = Table(
    "receipts",
    metadata,
    # Letters that have left, or may have, but are not in the outbox: it was restored from
    # a backup and will make them again.
    Column("message_id", Text, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("state", String(9), nullable=False),
    Column("at", Utc, nullable=False),
    Column("later", Text, nullable=False),
)

lists = Table(
    "lists",
    metadata,
    Column("address", String(254), primary_key=True),
    Column("echoes", Boolean, nullable=False, server_default=false()),
    # What it did with the last of our posts that it gave back: an `echoes.LastEcho`.
    Column("last_echo", Text, nullable=False, server_default=""),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

tries = Table(
    "tries",
    metadata,
    # The work in hand when runs of the daemon ended: how many in a row, and the last of them.
    Column("which", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("run", String(16), nullable=False),
)

DERIVED = (
    mails,
    awaited,
    proposals,
    people,
    tickets,
    ticket_events,
    ticket_ids,
    ticket_words,
    confirmations,
    rounds,
    log_lines,
    sentences,
    asides,
    open_keys,
    copies,
    record_acts,
    outer_keys,
    outer_heard,
)
"""The tables that a replay must reproduce."""

__all__ = [
    "DERIVED",
    "TIED_BY_SUBJECT",
    "TO_RETRY",
    "asides",
    "awaited",
    "copies",
    "cursors",
    "journal",
    "leases",
    "lists",
    "log_lines",
    "mailboxes",
    "mails",
    "metadata",
    "open_keys",
    "outbox",
    "outer_heard",
    "outer_keys",
    "people",
    "proposals",
    "receipts",
    "rounds",
    "sentences",
    "settings",
    "tapped",
    "tracker_calls",
    "tries",
    "withheld",
]
