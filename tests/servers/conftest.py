"""The real servers, each started once for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.servers.dovecot import Dovecot, running_dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot; a test that kills it restarts it."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def folder(dovecot: Dovecot, request: pytest.FixtureRequest) -> str:
    """A new, empty folder."""
    name = f"f{abs(hash(request.node.nodeid)):x}"
    dovecot.create(name)
    return name
