"""The conditions of partial indexes, worded the same for the index and the queries that use it.

SQLite only uses a partial index for a query with the same words (its documentation,
"Partial Indexes", 3.1); SQLAlchemy would write "acts = 1" or a bound parameter.
"""

from sqlalchemy import text

IS_RULES = text("kind = 'rules'")
IS_ANSWERED = text("answered")
IS_RECAP = text("kind = 'M13'")
IS_ERASURE = text("kind = 'erase'")
HAS_ACTS = text("acts")
REPLACES = text("replaces IS NOT NULL")
TO_RETRY = text("tries > 0")
TIED_BY_SUBJECT = text("(proposal IS NULL OR by_subject)")
HAS_TOPIC = text("topic IS NOT NULL")
IS_ASKED = text("ask_at IS NOT NULL")
IS_DUE = text("due IS NOT NULL")
IS_PUBLIC = text("public")
HAS_WEEKLY = text("digest = 'weekly'")
HAS_TOKEN = text("unsubscribe <> ''")
AWAITS_ECHO = text("to_list AND state = 'sent' AND echo = ''")
MISSES_ECHO = text("echo = 'missed'")
