"""An archive in listbot, beside a floor and beside peers: the same mails for all, in turn, in one
run.

The floor stores each mail in SQLite and does nothing else. The peers are whole programs that people
run today; `bench/install-peers` installs them, and a row says so of one that is missing. Each does
something else, which NOTES says; so only its ratio to listbot in the same run means something, and
only together with its note. What a program takes for a single mail, with its start, is subtracted.
Processor seconds are compared, not the clock: the machine may be doing something else.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bench.live import CONFIG
from bench.mails import LIST, mbox
from bench.process import Used, run
from bench.report import Note, Table

ROUNDS = 3
SIZES = (1_000, 10_000)
CACHE = Path(os.environ.get("LISTBOT_PEERS", "/var/cache/listbot-bench"))
ROOT = Path(__file__).resolve().parent
TESTS = Path("/var/cache/listbot-tests")  # where .ci/install-servers puts Roundup

NOTES = (
    "floor: an mbox taken apart, each mail a row in SQLite, 100 to a commit.",
    (
        "listbot import: reads each mail with its own words, threads it, counts votes, stores it "
        "raw, 100 to a durable commit; no letters and no full text."
    ),
    (
        "notmuch, mu: C++; index the words of mails that lie in a maildir, and thread them. They "
        "store no mail, decide nothing, and commit many at once. The maildir is made beforehand."
    ),
    (
        "hyperkitty_import: an archive's rows, senders and threads, by Django in SQLite. Its index "
        "for search is off, and its workers' tasks run at once. It decides nothing."
    ),
    (
        "roundup-mailgw: each mail becomes a ticket or a message on one, with its author as a "
        "user, in SQLite with its full text; letters to those concerned go to a file. It reads no "
        "votes. It is nearest to listbot's help desk, where listbot makes letters, too."
    ),
)


@dataclass(frozen=True)
class Peer:
    """A program that takes mails."""

    name: str
    missing: str
    """Why it cannot run; "": it can."""
    prepare: Callable[[Path, Path], object]
    """Makes what it needs in an empty folder, from an mbox; not measured."""
    command: Callable[[Path, Path], Sequence[str]]
    """What is measured."""
    count: Callable[[Path], int]
    """How many mails it has afterwards."""
    environment: Callable[[Path], dict[str, str]] = field(default=lambda home: {})
    is_slow: bool = False
    """Too slow for the larger archive."""


def measure(folder: Path, sizes: tuple[int, int] = SIZES) -> list[Table | Note]:
    """Measure all at the smaller size, and the quick ones at the larger one, too."""
    small, large = sizes
    return [
        _table(folder, small, peers()),
        _table(folder, large, [each for each in peers() if not each.is_slow]),
        *map(Note, NOTES),
    ]


def _table(folder: Path, size: int, taken: Sequence[Peer]) -> Table:
    """Return a row for each peer: the medians of rounds in which all of them take their turn."""
    place = folder / f"peers{size}"
    place.mkdir()
    archive, one = place / "all.mbox", place / "one.mbox"
    archive.write_bytes(b"".join(mbox(size)))
    one.write_bytes(b"".join(mbox(1)))
    here = [each for each in taken if not each.missing]
    starts = {each.name: _run(each, place / f"{_name(each)}-start", one, 1) for each in here}
    found: dict[str, list[Used]] = {each.name: [] for each in here}
    for number in range(ROUNDS):
        for each in here:
            used = _run(each, place / f"{_name(each)}-{number}", archive, size)
            start = starts[each.name]
            found[each.name].append(
                Used(used.wall - start.wall, used.core - start.core, used.memory)
            )
    ours = _core(found["listbot import"])
    rows = [_row(each, size, found.get(each.name, []), ours) for each in taken]
    columns = (
        "mails/s of one core",
        "beside listbot",
        "mails/s by the clock",
        "MB",
        "seconds to start",
    )
    return Table(
        f"{size:,} mails, medians of {ROUNDS}",
        columns,
        tuple(
            (name, (*values, f"{starts[name].core:.2g}") if name in starts else values)
            for name, values in rows
        ),
    )


def _row(peer: Peer, size: int, found: Sequence[Used], ours: float) -> tuple[str, tuple[str, ...]]:
    if not found:
        return peer.name, (peer.missing,)
    core, wall = _core(found), statistics.median(each.wall for each in found)
    memory = max(each.memory for each in found)
    return peer.name, (
        f"{size / core:,.0f}",
        f"{ours / core:.2f}",
        f"{size / wall:,.0f}" if wall > 0 else "?",  # so few that the start hides them
        f"{memory:,.0f}",
    )


def _name(peer: Peer) -> str:
    return peer.name.replace(" ", "-")  # mu cuts a path at its first space


def _core(found: Sequence[Used]) -> float:
    return statistics.median(each.core for each in found)


def _run(peer: Peer, home: Path, archive: Path, count: int) -> Used:
    """Have a peer take an archive in a new folder, and make sure that it took all of it."""
    home.mkdir()
    environment = os.environ | {"HOME": str(home)} | peer.environment(home)
    peer.prepare(home, archive)
    said = home / "said"
    status, used = run(peer.command(home, archive), said, environment)
    if status or peer.count(home) != count:
        text = said.read_text(errors="replace")[-2000:]
        raise SystemExit(f"{peer.name}: {status}, {peer.count(home)} of {count} mails\n{text}")
    return used


# ---- the peers ------------------------------------------------------------------------------


def peers() -> list[Peer]:
    """Return the floor, listbot, and the peers, whether they are installed or not."""
    return [_floor(), _listbot(), _notmuch(), _mu(), _hyperkitty(), _roundup()]


def _nothing(home: Path, archive: Path) -> None:
    """Prepare nothing."""


def _floor() -> Peer:
    return Peer(
        "floor",
        "",
        _nothing,
        lambda home, archive: (
            *(sys.executable, "-m", "bench.peers"),
            *(str(archive), str(home / "floor.db")),
        ),
        lambda home: _rows(home / "floor.db", "mails"),
    )


def _listbot() -> Peer:
    def prepare(home: Path, archive: Path) -> None:
        (home / "config.toml").write_text(CONFIG.format(port=8024))

    return Peer(
        "listbot import",
        "",
        prepare,
        lambda home, archive: (
            *(sys.executable, "-m", "listbot", "--config", str(home / "config.toml")),
            *("import", str(archive)),
        ),
        lambda home: _rows(home / "live.db", "mails"),
    )


def _notmuch() -> Peer:
    def prepare(home: Path, archive: Path) -> None:
        _maildir(home, archive)
        (home / "notmuch").write_text(f"[database]\npath={home / 'mail'}\n[new]\ntags=\n")

    def count(home: Path) -> int:
        said = subprocess.run(
            ("notmuch", "count", "*"),
            env=os.environ | environment(home),
            check=True,
            capture_output=True,
        )
        return int(said.stdout)

    def environment(home: Path) -> dict[str, str]:
        return {"NOTMUCH_CONFIG": str(home / "notmuch"), "HOME": str(home)}

    return Peer(
        "notmuch new",
        _unless("notmuch"),
        prepare,
        lambda home, archive: ("notmuch", "new", "--quiet"),
        count,
        environment,
    )


def _mu() -> Peer:
    def prepare(home: Path, archive: Path) -> None:
        _maildir(home, archive)
        _quietly("mu", "init", f"--muhome={home / 'mu'}", f"--maildir={home / 'mail'}")

    def count(home: Path) -> int:
        said = subprocess.run(
            ("mu", "find", f"--muhome={home / 'mu'}", "--fields=i", ""),
            check=True,
            capture_output=True,
        )
        return len(said.stdout.splitlines())

    return Peer(
        "mu index",
        _unless("mu"),
        prepare,
        lambda home, archive: ("mu", "index", "--quiet", f"--muhome={home / 'mu'}"),
        count,
    )


def _hyperkitty() -> Peer:
    python = _venv("hyperkitty", ROOT / "requirements-hyperkitty.lock", CACHE) / "bin" / "python"
    django = (str(python), "-m", "django")

    def environment(home: Path) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "hyperkitty_settings",
            "HOME_OF_HYPERKITTY": str(home),
            "PYTHONPATH": str(ROOT),
        }

    def prepare(home: Path, archive: Path) -> None:
        subprocess.run(
            (*django, "migrate", "-v0"),
            env=os.environ | environment(home),
            check=True,
            capture_output=True,
        )

    return Peer(
        "hyperkitty_import",
        _unless_there(python),
        prepare,
        lambda home, archive: (
            *(*django, "hyperkitty_import", "-v0", "--no-sync-mailman"),
            *("-l", LIST, str(archive)),
        ),
        lambda home: _rows(home / "hyperkitty.db", "hyperkitty_email"),
        environment,
        is_slow=True,
    )


def _roundup() -> Peer:
    venv = _venv("roundup", ROOT.parent / "requirements-roundup.lock", TESTS)
    admin = (str(venv / "bin" / "roundup-admin"), "-i")
    settings = {
        "tracker_name": "bench",
        "tracker_web": "http://127.0.0.1:9/",
        "mail_domain": "example.org",
        "mail_host": "127.0.0.1",
        "admin_email": "admin@example.org",
        # "[VOTE] x" would name a class of tickets
        "mailgw_subject_prefix_parsing": "none",
        "mailgw_subject_suffix_parsing": "none",
        "password_pbkdf2_default_rounds": "1000",
    }

    def prepare(home: Path, archive: Path) -> None:
        known = settings | {"mail_debug": str(home / "letters")}
        tracker = str(home / "tracker")
        pairs = ",".join(map("=".join, known.items()))
        _quietly(*admin, tracker, "install", "classic", "sqlite", pairs)
        with (home / "tracker" / "schema.py").open("a") as schema:
            schema.write("\ndb.security.addPermissionToRole('Anonymous', 'Email Access')\n")
        _quietly(*admin, tracker, "initialise", "bench-bench")
        shutil.copy(archive, home / "spool.mbox")  # which it empties

    return Peer(
        "roundup-mailgw",
        _unless_there(venv / "bin" / "roundup-mailgw"),
        prepare,
        lambda home, archive: (
            *(str(venv / "bin" / "roundup-mailgw"), str(home / "tracker")),
            *("mailbox", str(home / "spool.mbox")),
        ),
        lambda home: _rows(home / "tracker" / "db" / "db", "_msg"),
        is_slow=True,
    )


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def _venv(name: str, lock: Path, cache: Path) -> Path:
    """Return where a script that installs it puts it: the name has the lock's hash."""
    return cache / f"{name}-{sha256(lock.read_bytes()).hexdigest()[:12]}"


def _unless(program: str) -> str:
    return "" if shutil.which(program) else "not installed"


def _unless_there(path: Path) -> str:
    return "" if path.exists() else "not installed"


def _rows(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return count


def _maildir(home: Path, archive: Path) -> None:
    """Put each mail into a file, as notmuch and mu need it."""
    mail = home / "mail"
    for name in ("cur", "new", "tmp"):
        (mail / name).mkdir(parents=True)
    for number, raw in enumerate(_apart(archive)):
        (mail / "cur" / f"{number}.bench:2,S").write_bytes(raw)


def _apart(archive: Path) -> Iterator[bytes]:
    """Yield the mails of an mbox of `bench.mails`; no line of theirs begins with From."""
    lines: list[bytes] = []
    with archive.open("rb") as stream:
        for line in stream:
            if line.startswith(b"From ") and lines:
                yield b"".join(lines)
                lines = []
            elif not line.startswith(b"From "):
                lines.append(line)
    yield b"".join(lines)


def _store(archive: Path, path: Path) -> None:
    """Be the floor."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, raw BLOB)")
    database.execute("BEGIN")
    for number, raw in enumerate(_apart(archive), 1):
        database.execute("INSERT INTO mails (raw) VALUES (?)", (raw,))
        if number % 100 == 0:
            database.execute("COMMIT")
            database.execute("BEGIN")
    database.execute("COMMIT")


if __name__ == "__main__":
    _store(Path(sys.argv[1]), Path(sys.argv[2]))
