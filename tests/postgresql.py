"""A real PostgreSQL in a temporary folder, on a free port of the loopback, stopped by its
process id. Each test gets a database of its own, copied from one that is migrated.

It does not run as root: started by root, it runs as nobody. It does not wait for the disk, which
no test needs: what a crash of the machine does is PostgreSQL's business.
"""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest

from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from tests.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql")
FAST = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=on", "autovacuum=off"),
    *("shared_buffers=16MB", "max_connections=300", "wal_level=minimal", "max_wal_senders=0"),
)
MEANT = "meant"
"""The database that the others are copies of."""


@cache
def programs() -> Path | None:
    """Return where PostgreSQL's programs are: the newest version that Debian has installed."""
    found = [each.parent for each in PROGRAMS.glob("*/bin/postgres")]
    found.sort(key=lambda each: int(each.parent.name))
    if found:
        return found[-1]
    there = shutil.which("postgres")
    return Path(there).resolve().parent if there else None


@dataclass(slots=True)
class Postgres:
    """The server; a test may restart it and kill its connections."""

    folder: Path
    port: int
    settings: tuple[str, ...] = FAST
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        there = programs()
        assert there is not None
        more = (each for setting in self.settings for each in ("-c", setting))
        listens = ("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                (
                    there / "postgres",
                    "-D",
                    self.folder / "data",
                    "-p",
                    str(self.port),
                    *listens,
                    *more,
                ),
                stderr=log,
                stdout=log,
                start_new_session=True,
                **as_nobody(),
            )
        ready = (there / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port))
        while subprocess.run(ready, check=False).returncode:
            assert self._process.poll() is None, (self.folder / "log").read_text()

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it at once, as a crash does; SIGINT lets it say goodbye to its clients."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait()

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = MEANT, place: Path | None = None) -> str:
        """Return the URL of a new database, migrated and empty; its tables are in the folder
        `place`, if one is given.
        """
        name, here = f"t{next(self._numbers)}", ""
        if place is not None:
            folder = place / name
            folder.mkdir()
            if not os.geteuid():
                _give_away(folder)
            self.tell(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
            here = f"TABLESPACE {name}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {here}")
        return self.url(name)

    def drop_all(self) -> None:
        """Remove the tests' databases, whoever still uses them."""
        for (name,) in self.tell("SELECT datname FROM pg_database WHERE datname ~ '^t[0-9_]'"):
            self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def cut(self) -> int:
        """End every connection to the tests' databases; return how many there were."""
        others = "pid <> pg_backend_pid() AND datname IS NOT NULL"
        ends = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        return len(self.tell(ends))

    def tell(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement outside any transaction; return its rows."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def as_nobody() -> dict[str, Any]:
    """Return how a process is started that refuses to run as root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _give_away(folder: Path) -> None:
    """Make nobody a folder's owner."""
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)


@contextmanager
def running_postgresql(
    log: Path | None = None, settings: tuple[str, ...] = FAST, place: Path | None = None
) -> Iterator[Postgres]:
    """Start a server; skip the test, loudly, where PostgreSQL is not installed.

    `log`: a folder for the server's write-ahead log, if that is to be on another disk. `place`: a
    folder for all of it, if it is to be on a disk and not in memory.
    """
    there = programs()
    if there is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="listbot-pg-", dir=place or shared_memory()) as made:
        folder = Path(made)
        if not os.geteuid():
            _give_away(folder)
        elsewhere = () if log is None else ("-X", log / "wal", "--wal-segsize=1")
        subprocess.run(
            (
                there / "initdb",
                "-D",
                folder / "data",
                "-U",
                "postgres",
                "-A",
                "trust",
                "-N",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
                *elsewhere,
            ),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **as_nobody(),
        )
        server = Postgres(folder, free_port(), settings)
        server.start()
        try:
            server.tell(f"CREATE DATABASE {MEANT}")
            engine = open_engine(server.url(MEANT))
            migrate(engine)
            engine.dispose()
            yield server
        finally:
            server.stop()


def shared_memory() -> str | None:
    """Return a folder in memory, if there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
