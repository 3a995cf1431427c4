"""The writer thread's own connection."""

from pathlib import Path

import pytest
from sqlalchemy import event

from listbot.store.store import Store
from listbot.store.transaction import Transaction
from tests.playing import START, in_file
from tests.store.jobs import names, note


def fail(tx: Transaction) -> None:
    """Write something, then fail."""
    note(tx, "half")
    raise ValueError("this job is wrong")


async def test_it_is_kept_until_a_fault(tmp_path: Path) -> None:
    """Writes share one connection; a fault on it is rolled back, and it is closed at the end."""
    engine = in_file(tmp_path)
    taken: list[object] = []
    event.listen(engine, "checkout", lambda connection, record, proxy: taken.append(connection))
    store = Store(engine, lambda: START)
    await store.write(note, "a")
    await store.write(note, "b")
    assert len(taken) == 1
    with pytest.raises(ValueError, match="wrong"):
        await store.write(fail)
    await store.write(note, "c")
    assert len(taken) == 3  # the failed job once more alone, then the next
    assert names(store) == ["a", "b", "c"]
    store.close()
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a file's pool is a QueuePool


async def test_a_store_that_never_wrote_closes(tmp_path: Path) -> None:
    """There is no connection to close then."""
    store = Store(in_file(tmp_path), lambda: START)
    store._start()
    store.close()
    assert names(store) == []
