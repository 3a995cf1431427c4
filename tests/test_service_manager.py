"""The service manager is told what happens, and nobody's silence ends the daemon."""

import asyncio
import faulthandler
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from listbot import watchdog
from listbot.service_manager import ALIVE, READY, STOPPING, status, tell
from listbot.store.base.work_marks import Hand


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket like systemd's."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def test_news_are_lines_of_one_datagram(manager: socket.socket) -> None:
    """As sd_notify(3) has them; a status is one line."""
    tell(READY, status("serves\n infra@example.org"))
    assert manager.recv(200) == b"READY=1\nSTATUS=serves infra@example.org"


def test_an_abstract_socket_begins_with_a_null_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable writes it as an @."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0listbot-test-notify")
        listening.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", "@listbot-test-notify")
        tell(STOPPING)
        assert listening.recv(200) == b"STOPPING=1"


@pytest.mark.parametrize("name", ["", "/nowhere/notify", "/x" * 200, "a\ud800b"])
def test_nobody_has_to_listen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a manager, or with one that is gone, nothing happens."""
    monkeypatch.setattr(os, "environ", {"NOTIFY_SOCKET": name})
    tell(READY)


def test_a_full_socket_does_not_block(manager: socket.socket) -> None:
    """Whoever does not read misses the news, and the daemon goes on."""
    for _ in range(2000):
        tell(ALIVE)
    assert manager.recv(200) == b"WATCHDOG=1"


async def test_each_beat_is_told(manager: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manager hears that the daemon is alive as often as the timer is reset."""
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda *a, **k: None)
    dog = asyncio.create_task(watchdog.Watchdog(Hand()).run())
    await asyncio.sleep(0)
    dog.cancel()
    with suppress(asyncio.CancelledError):
        await dog
    assert manager.recv(200) == b"WATCHDOG=1"
