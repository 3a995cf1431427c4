"""Who owns and reads the database's files, and the message if they cannot be used."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from listbot.errors import PermanentError, StoreUnavailable
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.store.base.files import why_not
from listbot.store.base.migrating import migrate, require_newest

pytestmark = pytest.mark.sqlite

NOBODY = 65534
ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not ROOT, reason="only root can act as somebody else")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can open; pytest's own are private to its user."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def as_user(uid: int) -> Iterator[None]:
    """Act as another user for a while."""
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Set a umask, like a person's shell or a cron job."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def make(path: Path) -> None:
    """Create a database with its tables, as the daemon does at a start."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()


def look(path: Path) -> list[str]:
    """Return a database's tables through a read-only engine, while the files beside it exist."""
    engine = open_engine(f"sqlite:///{path}", to_read=True)
    try:
        with unavailable_as_temporary(engine), engine.connect() as connection:
            return list(
                connection.execute(
                    text("SELECT name FROM sqlite_master WHERE type = 'table'")
                ).scalars()
            )
    finally:
        engine.dispose()


def owners(folder: Path) -> set[int]:
    return {each.stat().st_uid for each in folder.iterdir()}


def test_a_database_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask: it holds private mails, too; so does the log beside it."""
    with umask(0o000):
        engine = open_engine(f"sqlite:///{tmp_path / 'listbot.db'}")
        migrate(engine)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
        engine.dispose()
    assert modes == dict.fromkeys(("listbot.db", "listbot.db-shm", "listbot.db-wal"), 0o600)


def test_a_database_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    """An admin may have let a group read it."""
    path = tmp_path / "listbot.db"
    path.touch(0o640)
    make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@only_root
def test_a_database_that_root_makes_belongs_to_the_owner_of_its_folder(open_folder: Path) -> None:
    """An import as root before the first start must not lock the daemon out."""
    os.chown(open_folder, NOBODY, NOBODY)
    make(open_folder / "listbot.db")
    assert owners(open_folder) == {NOBODY}
    with as_user(NOBODY):
        make(open_folder / "listbot.db")


def test_to_look_writes_nothing(tmp_path: Path) -> None:
    """The database stays the same to the byte, and a missing one is not created."""
    path = tmp_path / "listbot.db"
    make(path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert "journal" in look(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    with pytest.raises(
        StoreUnavailable, match="there is no database yet; the daemon creates it when it starts"
    ):
        look(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@only_root
def test_to_look_as_root_leaves_no_file_of_roots(open_folder: Path) -> None:
    """A log owned by root beside the database would stop the daemon."""
    os.chown(open_folder, NOBODY, NOBODY)
    with as_user(NOBODY):
        make(open_folder / "listbot.db")
    look(open_folder / "listbot.db")
    assert owners(open_folder) == {NOBODY}


def test_a_name_with_odd_characters_can_be_looked_at(tmp_path: Path) -> None:
    """SQLite gets a URI here, in which ?, # and % have a meaning."""
    path = tmp_path / "a ?b#%20.db"
    make(path)
    assert "journal" in look(path)


def test_an_old_shape_is_told(tmp_path: Path) -> None:
    """A command that only reads does not migrate."""
    path = tmp_path / "listbot.db"
    make(path)
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(
        PermanentError, match="the database has version 0000, but this listbot needs 0"
    ):
        require_newest(engine)
    engine.dispose()


@only_root
@pytest.mark.parametrize("shared", ["folder", "file"])
def test_a_foreign_database_is_told_in_a_sentence(open_folder: Path, shared: str) -> None:
    """It says who owns it, who we are, and what to do."""
    path = open_folder / "listbot.db"
    make(path)
    if shared == "folder":  # the file itself is writable, but its log cannot be created
        path.chmod(0o666)
    with as_user(NOBODY), pytest.raises(StoreUnavailable) as told:
        make(path)
    foreign = open_folder if shared == "folder" else path
    assert str(told.value) == (
        f"sqlite:///{path}: {foreign} belongs to root, but this runs as nobody; "
        "run it as root, or give the file to nobody"
    )


@only_root
def test_a_user_without_a_name_is_told_by_number(open_folder: Path) -> None:
    """A container's user may not have one."""
    path = open_folder / "listbot.db"
    make(path)
    with as_user(54321):
        assert why_not(path) == (
            f"{path} belongs to root, but this runs as user 54321; run it as root, or give the "
            f"file to user 54321"
        )


@only_root
def test_an_owner_that_may_not_is_told_so(open_folder: Path) -> None:
    """The message points at the mode."""
    os.chown(open_folder, NOBODY, NOBODY)
    path = open_folder / "listbot.db"
    make(path)
    path.chmod(0o400)
    with as_user(NOBODY):
        assert why_not(path) == f"its owner nobody may not use {path}: see its mode"
        assert why_not(path, to_read=True) == ""
