"""The real servers, each started once for the tests of a process."""

from collections.abc import Iterator

import pytest

from tests.servers.dovecot import Dovecot, running_dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot; a test that kills it starts it again."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def folder(dovecot: Dovecot, request: pytest.FixtureRequest) -> str:
    """An empty folder with a name of its own."""
    name = f"f{abs(hash(request.node.nodeid)):x}"
    dovecot.create(name)
    return name
