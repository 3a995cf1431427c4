"""Runs something until SIGTERM or SIGINT, for the commands that serve."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any

from listbot.store.base.work_marks import Hand
from listbot.watchdog import Watchdog

log = logging.getLogger(__name__)


async def serve(serving: Coroutine[Any, Any, None], hand: Hand) -> None:
    """Serve until a signal comes. If a part fails, raise its error, not the group around it.

    `hand` marks what is in hand, for the watchdog.
    """
    loop = asyncio.get_running_loop()
    running = asyncio.current_task()
    assert running is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, running.cancel)
    watching = asyncio.create_task(Watchdog(hand).run(), name="watchdog")
    try:
        await serving
    except ExceptionGroup as faults:
        raise faults.exceptions[0] from faults
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        watching.cancel()
