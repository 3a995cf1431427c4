"""Sessions on PostgreSQL: what texts may hold, how they sort, who may write, what is refused."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, text

from listbot.errors import PermanentError, StoreUnavailable
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.store.base.migrating import migrate
from listbot.store.base.postgresql import sessions
from listbot.store.base.schema import cursors, journal, metadata, settings
from tests.playing import in_memory
from tests.postgresql import Postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture
def engine() -> Engine:
    """A new database."""
    return in_memory()


def test_values_come_back_as_they_went(engine: Engine) -> None:
    """Bytes with NULs, texts in any script, and times from the first year to the last."""
    first = datetime(1, 1, 1, tzinfo=UTC)
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    odd = "\u2028 \U0001f5f3 \x01 %s %(x)s \\ '"
    with engine.begin() as connection:
        row = {"kind": "mail", "payload": odd, "raw": bytes(range(256))}
        connection.execute(journal.insert().values(row))
        for name, moment in (("first", first), ("last", last)):
            values = {"source": name, "uidvalidity": 2**63 - 1, "uid": 0, "heard": moment}
            connection.execute(cursors.insert().values(values))
    with engine.connect() as connection:
        kept = connection.execute(select(journal.c.payload, journal.c.raw)).one()
        heard = connection.execute(select(cursors.c.heard).order_by(cursors.c.heard)).scalars()

        assert tuple(kept) == (odd, bytes(range(256)))
        assert list(heard) == [first, last]


def test_a_nul_in_a_text_is_replaced(engine: Engine) -> None:
    """A fault's words must not keep a mail from being set aside; a search for one finds nothing."""
    with engine.begin() as connection:
        connection.execute(settings.insert().values(name="a", value="x\0y"))
        found = select(settings.c.value).where(settings.c.value == "x\0z")

        assert connection.execute(select(settings.c.value)).scalars().all() == ["x\ufffdy"]
        assert connection.execute(found).all() == []


def test_texts_sort_by_code_point(postgresql: Postgres) -> None:
    """Two daemons, and SQLite, have the same order, whatever the server's locale is."""
    postgresql.tell("DROP DATABASE IF EXISTS t_icu")
    postgresql.tell(
        "CREATE DATABASE t_icu TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'"
    )
    engine = open_engine(postgresql.url("t_icu"))
    migrate(engine)
    names = ["a", "B", "\u00e4", "_", "Z", "-"]
    with engine.begin() as connection:
        for name in names:
            connection.execute(settings.insert().values(name=name, value=name))
        for column in (settings.c.name, settings.c.value):
            found = connection.execute(select(column).order_by(column)).scalars()

            assert list(found) == sorted(names)
    engine.dispose()


def test_one_transaction_writes_at_a_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits, and is told if that takes too long; reading waits for nobody."""
    monkeypatch.setattr(sessions, "_SET_UP", sessions._SET_UP.replace("'10000'", "'50'"))
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with engine.begin() as connection:
        connection.execute(settings.insert().values(name="a", value="mine"))
        with (
            pytest.raises(StoreUnavailable, match="lock timeout"),
            unavailable_as_temporary(other),
            other.begin(),
        ):
            pass
        with other.connect().execution_options(reads_only=True) as reads:
            assert reads.execute(select(settings)).all() == []
    with other.begin() as connection:
        assert connection.execute(select(settings.c.value)).scalars().all() == ["mine"]
    other.dispose()


def test_a_reading_sees_one_state(engine: Engine) -> None:
    """What is committed meanwhile is not in it; it cannot write."""
    with engine.connect().execution_options(reads_only=True) as reads:
        assert reads.execute(select(settings)).all() == []
        with engine.begin() as connection:
            connection.execute(settings.insert().values(name="a", value="new"))
        assert reads.execute(select(settings)).all() == []
        with (
            pytest.raises(StoreUnavailable, match="read-only"),
            unavailable_as_temporary(engine),
        ):
            reads.execute(settings.insert().values(name="b", value=""))


def test_a_silent_transaction_is_ended(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A daemon that is frozen in the middle of one must not hold up the others."""
    monkeypatch.setattr(sessions, "SILENCE", 300)
    other = open_engine(engine.url.render_as_string(hide_password=False))
    frozen = engine.connect()
    frozen.execute(settings.insert().values(name="a", value="late"))
    with other.begin() as second:  # waits for the lock until the server has ended the first
        second.execute(settings.insert().values(name="a", value="in time"))
    with (
        pytest.raises(StoreUnavailable, match="idle-in-transaction"),
        unavailable_as_temporary(engine),
    ):
        frozen.execute(select(settings))
    frozen.close()
    with other.connect() as connection:
        assert connection.execute(select(settings.c.value)).scalars().all() == ["in time"]
    other.dispose()


def test_what_became_of_a_transaction(engine: Engine) -> None:
    """A commit whose answer was lost is looked up; so it is not done twice, and not forgotten."""
    found = []
    marks = sessions.Marks()
    for ends in ("commit", "rollback"):
        with engine.connect() as connection:
            connection.execute(settings.insert().values(name=ends, value=""))
            marks.make(connection)
            getattr(connection, ends)()
        found.append(marks.was_committed(engine))
    marks.remove(engine)

    assert found == [True, False]
    with engine.connect() as connection:
        assert connection.execute(select(settings.c.name)).scalars().all() == ["commit"]


def test_a_transaction_that_wrote_nothing_is_not_marked(engine: Engine) -> None:
    """It waits for no disk, and may be run again."""
    marks = sessions.Marks()
    with engine.begin() as connection:
        connection.execute(select(settings))
        marks.make(connection)

    assert not marks.was_committed(engine)


def test_an_acknowledged_commit_is_on_the_disk(postgresql: Postgres) -> None:
    """An admin who has made commits asynchronous for other programs does not lose our mail."""
    postgresql.tell("DROP DATABASE IF EXISTS t_lazy")
    postgresql.tell("CREATE DATABASE t_lazy")
    postgresql.tell("ALTER DATABASE t_lazy SET synchronous_commit = off")
    engine = open_engine(postgresql.url("t_lazy"))
    with engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    engine.dispose()


def test_a_database_in_another_encoding_is_refused(postgresql: Postgres) -> None:
    """It could not hold every mail's words."""
    postgresql.tell("DROP DATABASE IF EXISTS t_latin")
    postgresql.tell("CREATE DATABASE t_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    engine = open_engine(postgresql.url("t_latin"))
    with pytest.raises(PermanentError, match="must have the encoding UTF8, not LATIN1"):
        engine.connect()
    engine.dispose()


def test_an_older_server_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests never saw one."""
    monkeypatch.setattr(sessions, "OLDEST", 990000)
    engine.dispose()
    with pytest.raises(PermanentError, match="needs PostgreSQL 99 or later"):
        engine.connect()


def test_the_migrations_make_the_tables_of_the_code(postgresql: Postgres) -> None:
    """Down to the last index and its condition, and to each column's type."""
    found = []
    for name, make in (("t_made", migrate), ("t_meant", metadata.create_all)):
        postgresql.tell(f"DROP DATABASE IF EXISTS {name}")
        postgresql.tell(f"CREATE DATABASE {name}")
        engine = open_engine(postgresql.url(name))
        make(engine)
        engine.dispose()
        found.append(definitions(postgresql, name))

    assert found[0] == found[1]


def definitions(postgresql: Postgres, database: str) -> set[tuple[object, ...]]:
    """Return the indexes and the columns, without the names that the database gives."""
    indexes = "SELECT regexp_replace(indexdef, 'INDEX .* ON', 'ON') FROM pg_indexes"
    columns = (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, "
        "collation_name, column_default FROM information_schema.columns"
    )
    here = "'public' AND {} <> 'alembic_version'"
    return {
        *postgresql.tell(f"{indexes} WHERE schemaname = {here.format('tablename')}", database),
        *postgresql.tell(f"{columns} WHERE table_schema = {here.format('table_name')}", database),
    }
