"""The life of a daemon on a real PostgreSQL, as the state machine plays it.

What may happen to SQLite may happen here, too; besides, a connection may be cut before or after
a commit, the server may crash, and letters go out under a lease.
"""

import os
import signal
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from psycopg import errors
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from listbot.errors import StoreUnavailable
from listbot.store.base.engine import open_engine
from listbot.store.base.prepared_statements import settle
from listbot.store.leases import Lease, steady
from tests.line.machine import POSTS, FragileStore, Life
from tests.playing import DATABASES, LIST, START
from tests.postgresql import MEANT, Postgres

pytestmark = pytest.mark.postgresql

EXAMPLES = int(os.environ.get("LISTBOT_LIVES", "6"))
AROUND = ("before", "after")


class OnServer(FragileStore):
    """A store that fails as PostgreSQL does; its connection may be cut by the server itself."""

    server: Postgres

    def fault(self, mood: str) -> Exception:
        """Return what the driver raises."""
        kind = errors.DiskFull if mood == "full" else errors.LockNotAvailable
        return OperationalError("COMMIT", {}, kind(mood))

    def commit(self, connection: Connection) -> None:
        """Commit, or lose the connection before it or before its answer."""
        if not self.is_locked and self.next_commit.startswith("is cut"):
            when, self.next_commit = self.next_commit, "holds"
            driver = connection.connection.driver_connection
            assert driver is not None
            if when == "is cut after":
                settle(connection)
                driver.commit()
            self.server.tell(f"SELECT pg_terminate_backend({driver.info.backend_pid})")
            connection.exec_driver_sql("SELECT 1")
        super().commit(connection)


class LifeOnServer(Life):
    """A life whose database is on a server."""

    kind = OnServer
    server: Postgres

    def new_database(self) -> Engine:
        """Make an empty one."""
        assert DATABASES.server is not None
        self.server = OnServer.server = DATABASES.server
        self.has_crashed = False
        return self.opened(MEANT)

    def opened(self, template: str) -> Engine:
        """Open a copy of a database."""
        return open_engine(self.server.new_database(template))

    def copy(self) -> str:
        """Copy it, as a backup program does; return the copy's name."""
        self.engine.dispose()  # a template must not be in use
        return self.name_of(self.server.new_database(self.name_of(self.engine.url.database or "")))

    def put_back(self, copy: str) -> None:
        """Go on with a copy of the copy."""
        self.engine.dispose()
        self.engine = self.opened(copy)

    def name_of(self, url: str) -> str:
        """The name of a database."""
        return url.rpartition("/")[2]

    def start(self) -> None:
        """Start the daemon under its own name, so that it takes its lease back at once."""
        super().start()
        self.desk.store.context.lease = Lease("mail1:/var/lib/listbot")
        self.renew()

    def renew(self) -> None:
        """Renew the lease, as the daemon does every five seconds."""
        lease, asked = self.desk.store.context.lease, steady()
        assert lease is not None
        with self.engine.begin() as connection:
            number = lease.take(connection, START)
        lease.taken(number, asked)

    def drain(self) -> None:
        """Send what is due, under the lease."""
        self.renew()
        super().drain()

    @rule(which=st.sampled_from(range(len(POSTS))), when=st.sampled_from(AROUND))
    def deliver_over_a_cut(self, which: int, when: str) -> None:
        """Deliver a mail while the server cuts the connection. If the mail was stored, the store
        finds that out.
        """
        post = replace(POSTS[which], by=LIST)
        is_known = post.id in self.desk.became()
        self.fragile.next_commit = f"is cut {when}"
        try:
            self.desk.take(post)
        except StoreUnavailable:
            assert when == "before" or is_known or self.fragile.is_locked
        else:
            self.acknowledged.add(post.id)
        self.fragile.next_commit = "holds"

    @rule(when=st.sampled_from(AROUND))
    def send_over_a_cut(self, when: str) -> None:
        """Send letters, and lose the connection while the first one is noted as sent."""
        self.send(f"then the connection is cut {when}")
        self.fragile.next_commit = "holds"

    @precondition(lambda self: not self.has_crashed)
    @rule()
    def crash_server(self) -> None:
        """Let the server crash and come back, once in a life. The daemon goes on."""
        self.has_crashed = True
        self.server.stop(signal.SIGQUIT)
        self.server.start()


@pytest.mark.slow
def test_lives_on_a_server() -> None:
    """Nothing is lost, sent too often or decided otherwise than on SQLite."""
    run_state_machine_as_test(
        LifeOnServer,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None),
    )
