"""Sessions on PostgreSQL: one writing transaction at a time, and none that a lost daemon keeps.

A writing transaction begins by taking the database's write lock, as one on SQLite does, so the
journal's order is the order of the commits, and a replay is equal (docs/decisions/0052). The
server ends a transaction whose daemon falls silent. Reading takes no lock.

Raises PermanentError for a server that listbot cannot use, and StoreUnsure if it does not say
what became of a commit; everything else is the driver's.
"""

import secrets
import time
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from listbot.errors import PermanentError, StoreUnsure
from listbot.store.base.prepared_statements import TRIPS, Prepared, settle

OLDEST = 150000  # PostgreSQL 15, the oldest that the tests start
LOCK = 5_495_019_103_478_215_540  # any number; a database's locks are its own
LOCK_TIMEOUT = 10_000  # milliseconds to wait for other writers; as long as on SQLite
SILENCE = 15_000  # milliseconds after which the server ends a transaction of a silent daemon
DECIDES_WITHIN = 20.0  # seconds; after SILENCE the server has decided every transaction
LOOK_AGAIN = 0.05  # seconds

# libpq's: a host that vanished is noticed within 20 seconds, whatever we are waiting for.
CONNECT = {
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "application_name": "listbot",
}

# The server notices a vanished daemon in the same time. Asynchronous commits would lose
# acknowledged mail; any other value is the admin's choice.
_SET_UP = f"""
SELECT set_config('lock_timeout', '{LOCK_TIMEOUT}', false),
       set_config('tcp_keepalives_idle', '5', false),
       set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '3', false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                  WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
       current_setting('server_version_num')::int,
       current_setting('server_encoding')
"""
# To compress a mail takes the server longer than to store it, and with lz4 hardly any time. The
# server may have been built without, or the admin may have chosen something.
_COMPRESS = """
SELECT set_config(name, 'lz4', false) FROM pg_settings
WHERE name = 'default_toast_compression' AND source = 'default' AND 'lz4' = ANY(enumvals)
"""
_TO_WRITE = """
SELECT set_config('idle_in_transaction_session_timeout', $1, true)
FROM pg_advisory_xact_lock($2::bigint)
"""
_TO_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_SEEN = "SELECT hashtextextended(pg_current_snapshot()::text, 0)"
# A transaction that has written nothing needs no mark, and would wait for the disk because of it.
_MARK = Prepared(
    text("""
INSERT INTO settings (name, value)
SELECT :of, :mark WHERE pg_current_xact_id_if_assigned() IS NOT NULL
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""),
    tuple[()],
)
_MARKED = "SELECT value FROM settings WHERE name = %(of)s"
_UNMARK = "DELETE FROM settings WHERE name = %(of)s"

AT_ONCE = ("40001", "40P01")
"""Serialization failure and deadlock: the same transaction may succeed at once."""
LATER = ("25006", "57P04")
"""Not OperationalErrors in the driver: a standby that takes no writes, a dropped database."""
DAMAGED = ("XX001", "XX002")


def prepare(engine: Engine) -> None:
    """Set up each session of an engine; begin and end its transactions."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _go_first)
    event.listen(engine, "commit", _commit)


def _set_up(connection: Any, record: Any) -> None:
    # Imported here: on SQLite the driver need not be installed.
    from listbot.store.base.postgresql.trips import Trips

    try:
        connection.autocommit = True  # we begin transactions, not the driver
        # After a rollback, the driver would drop what we have prepared together with its own.
        connection.prepare_threshold = None
        with connection.cursor() as cursor:
            *_, version, encoding = cursor.execute(_SET_UP).fetchone()
            cursor.execute(_COMPRESS)
        if version < OLDEST:
            raise PermanentError(f"listbot needs PostgreSQL {OLDEST // 10_000} or later")
        if encoding != "UTF8":
            raise PermanentError(f"the database must have the encoding UTF8, not {encoding}")
        connection.adapters.register_dumper(str, _without_nul())
        record.info[TRIPS] = Trips(connection)
    except BaseException:
        connection.close()  # It is not in the pool yet, so nobody else would close it.
        raise


def _without_nul() -> type[Any]:
    """Return how a text is sent: PostgreSQL's texts have no NUL, so one becomes U+FFFD.

    What is read from a mail has none, and bytes and JSON keep theirs; so this is for a server's
    reply, an error's words and the address of a page.
    """
    # Imported here: on SQLite the driver need not be installed.
    from psycopg.types.string import StrDumperUnknown

    class Storable(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)

    return Storable


def _begin(connection: Connection) -> None:
    """Take the write lock first: a transaction that read before it would see an older state."""
    trips = connection.info[TRIPS]
    trips.forget()  # what was rolled back before it was sent
    if connection.get_execution_options().get("reads_only"):
        trips.later(connection, _TO_READ)
    else:
        trips.later(connection, "BEGIN")
        trips.later(connection, _TO_WRITE, (str(SILENCE), LOCK))


def _go_first(connection: Connection, *_: object) -> None:
    """Send what waits before a statement that SQLAlchemy sends."""
    if connection.in_transaction():  # not while it looks at a server for the first time
        settle(connection)


def _commit(connection: Connection) -> None:
    """Commit in the same trip as what waits; the driver then finds nothing to commit."""
    connection.info[TRIPS].later(connection, "COMMIT")
    try:
        settle(connection)
    except DBAPIError as fault:
        if not fault.connection_invalidated:
            with suppress(connection.dialect.loaded_dbapi.Error):
                connection.connection.rollback()  # SQLAlchemy takes the transaction for ended
        raise


class Marks:
    """Marks the last transaction of one store in the database, so that it can be told whether a
    commit took effect whose answer was lost.

    The server's own ids do not tell: after a crash, it gives those that it had not written down
    to other transactions.
    """

    def __init__(self) -> None:
        self._of = f"commit {secrets.token_hex(8)}"
        self._mark = ""

    def make(self, connection: Connection) -> None:
        """Mark the transaction that is about to be committed."""
        self._mark = secrets.token_hex(8)
        _MARK.run(connection, {"of": self._of, "mark": self._mark})

    def was_committed(self, engine: Engine) -> bool:
        """Return whether the transaction was committed that was marked last.

        Whoever gets the write lock knows that the server has decided it. Asks again while the
        server restarts. Raises StoreUnsure if it does not say.
        """
        give_up = time.monotonic() + DECIDES_WITHIN
        while True:
            try:
                with engine.begin() as connection:
                    found = connection.exec_driver_sql(_MARKED, {"of": self._of}).scalar()
                    return bool(found == self._mark)
            except DBAPIError as fault:
                if time.monotonic() > give_up:
                    place = engine.url.render_as_string()
                    told = f"{place}: its connection was cut during a commit"
                    raise StoreUnsure(f"{told}; whether it is stored is not known") from fault
            time.sleep(LOOK_AGAIN)

    def remove(self, engine: Engine) -> None:
        """Remove the mark of a store that is closed; one that cannot be reached keeps it."""
        with suppress(DBAPIError):
            if self._mark:
                with engine.begin() as connection:
                    connection.exec_driver_sql(_UNMARK, {"of": self._of})


def version_of(engine: Engine) -> int:
    """Return a number that changes with each commit, here or in another database of the server."""
    with engine.connect() as connection:
        reads = connection.execution_options(reads_only=True)
        return int(reads.exec_driver_sql(_SEEN).scalar_one())


def state_of(fault: DBAPIError) -> str:
    """Return the SQLSTATE of a fault; "" if it has none."""
    return str(getattr(fault.orig, "sqlstate", None) or "")
