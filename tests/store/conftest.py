"""The store's tests run on SQLite and on a real PostgreSQL, but for those marked as about one."""

from collections.abc import Iterator

import pytest

from listbot.store.base.postgresql import sessions
from tests.playing import DATABASES
from tests.postgresql import Postgres, running_postgresql

KINDS = ("sqlite", "postgresql")
PATIENCE = 120_000  # milliseconds; on a busy machine a test computes for long in a transaction


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test for each kind of database."""
    about = [kind for kind in KINDS if metafunc.definition.get_closest_marker(kind)]
    kinds = about or KINDS
    metafunc.parametrize("backend", kinds, indirect=True, scope="module")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    """A server; a test that stops it starts it again."""
    with running_postgresql() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "SILENCE", PATIENCE)
        yield server


@pytest.fixture(scope="module", autouse=True)
def backend(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the module's databases are."""
    kind: str = request.param
    if kind == "postgresql":
        DATABASES.server = request.getfixturevalue("postgresql")
    yield kind
    if DATABASES.server is not None:
        DATABASES.server.drop_all()
    DATABASES.server = None
    DATABASES.urls.clear()
