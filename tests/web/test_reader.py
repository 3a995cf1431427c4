"""The reader's thread: jobs in a row, not too many, never on the loop."""

import asyncio
import threading

import pytest

from listbot.web.reader import Reader, ReaderBusy


async def test_jobs_run_one_after_the_other_beside_the_loop() -> None:
    """All on the same thread, which is not the loop's."""
    reader = Reader()
    threads = await asyncio.gather(*(reader.run(threading.get_ident) for _ in range(20)))
    reader.close()
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


async def test_too_many_are_sent_away() -> None:
    """Those who hung up count as long as their jobs wait; then there is room again."""
    reader, held = Reader(most=2), threading.Event()
    waiting = [asyncio.ensure_future(reader.run(held.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(ReaderBusy):
        await reader.run(int)
    held.set()
    assert await asyncio.gather(*waiting) == [True, True]
    assert await reader.run(int) == 0
    reader.close()


async def test_a_fault_is_the_askers() -> None:
    """The thread goes on."""
    reader = Reader()
    with pytest.raises(ZeroDivisionError):
        await reader.run(lambda: 1 // 0)
    assert await reader.run(int) == 0
    reader.close()
