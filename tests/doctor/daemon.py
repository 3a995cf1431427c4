"""A running daemon with one list, for tests of what comes back from it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from listbot.app import App, build
from listbot.config import Config, load
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from tests.fake_list import FakeList
from tests.ports import free_port

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
port = {port}
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
trusted_hops = ["lists.example.org"]
mode = "{mode}"
[[members]]
name = "Ana"
addresses = ["ana@example.org"]
"""
SOON = 20.0  # seconds; everything takes one on a quiet machine


def config_in(folder: Path, mode: str = "approve") -> Config:
    """Return a configuration with a port of its own."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(port=free_port(), mode=mode))
    return load(path, {})


def list_of(config: Config) -> FakeList:
    """Return a list that hands its copies to this daemon."""
    assert config.lmtp is not None
    return FakeList(config.lmtp.port)


@asynccontextmanager
async def running(config: Config, members: FakeList) -> AsyncIterator[App]:
    """Run a daemon, and end it."""
    app = build(config, carrier=members)
    task = asyncio.create_task(app.run())
    try:
        await until(lambda: app.sender is not None and _listens(config))
        yield app
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        app.store.close()


def _listens(config: Config) -> bool:
    import socket

    assert config.lmtp is not None
    with suppress(OSError), socket.create_connection(("127.0.0.1", config.lmtp.port), 1):
        return True
    return False


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(SOON):
        while not holds():
            await asyncio.sleep(0.02)


def letters(app: App) -> list[Waiting]:
    """Return the letters in the outbox."""
    with app.store.reading() as connection:
        return outbox.find(connection)
