"""Sources' state is the same in memory and in the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listbot.inbound.cursor import Cursor, Cursors, MemoryCursors, Withheld
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.sources import StoredCursors, ask_soon, not_given
from listbot.store.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEVEN = Withheld(1, 7, "FETCH: NO", NOW, NOW + timedelta(minutes=5))
NINE = Withheld(1, 4294967295, "the server left it out of its answer", NOW, NOW)


def store(folder: Path) -> Store:
    """A new database."""
    engine = open_engine(f"sqlite:///{folder / 'listbot.db'}")
    migrate(engine)
    return Store(engine, lambda: NOW)


@pytest.mark.parametrize(
    "made", [lambda _: MemoryCursors(), lambda folder: StoredCursors(store(folder))]
)
async def test_cursors_and_what_is_withheld(
    made: Callable[[Path], Cursors], tmp_path: Path
) -> None:
    """They are kept by source; noting a mail again replaces it, and leaves the cursor alone."""
    cursors = made(tmp_path)
    assert (await cursors.get("imap:infra"), await cursors.withheld("imap:infra")) == (None, ())
    await cursors.put("imap:infra", Cursor(1, 9))
    await cursors.set_aside("imap:infra", NINE, SEVEN)
    await cursors.set_aside("imap:desk:infra", SEVEN)
    assert await cursors.withheld("imap:infra") == (SEVEN, NINE)
    again = replace(SEVEN, asked=2, due=NOW + timedelta(days=1))
    await cursors.set_aside("imap:infra", again)
    await cursors.set_aside("imap:infra")
    assert await cursors.withheld("imap:infra") == (again, NINE)
    await cursors.release("imap:infra", 7, 4294967295, 11)
    await cursors.release("imap:infra")
    assert (await cursors.withheld("imap:infra"), await cursors.withheld("imap:desk:infra")) == (
        (),
        (SEVEN,),
    )
    assert await cursors.get("imap:infra") == Cursor(1, 9)


async def test_one_is_asked_for_soon(tmp_path: Path) -> None:
    """Only a withheld mail can be asked for."""
    kept = store(tmp_path)
    await StoredCursors(kept).set_aside("imap:infra", SEVEN)
    with kept.transaction() as tx:
        assert [ask_soon(tx, "imap:infra", uid, NOW) for uid in (7, 8)] == [True, False]
        assert not_given(tx.connection) == [("imap:infra", replace(SEVEN, due=NOW))]
    kept.close()
