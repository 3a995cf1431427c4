"""A database with years of history, made in seconds: the demo's votes and tickets again and again,
each time with other numbers, Message-IDs and dates.

Nothing is read, counted or decided for it, but each copy has all rows that its original has.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from listbot.cli.group import cli

OPEN_VOTES = 18
OPEN_TICKETS = 400
SPAN = timedelta(days=3000)  # over which the history is spread
_ID = re.compile(r"<([^<>@\s]{1,80})@")
_DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)(?=T)")

Row = dict[str, object]


def fill(folder: Path, votes: int, requests: int) -> Path:
    """Play the demo into the folder, and copy what it has; return its configuration."""
    done = CliRunner().invoke(cli, ["demo", "--dir", str(folder)])
    assert done.exit_code == 0, done.output
    database = sqlite3.connect(folder / "listbot.db")
    database.row_factory = sqlite3.Row
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000"):
        database.execute(f"PRAGMA {pragma}")
    with database:
        copies = Copies(database)
        copies.votes(votes)
        copies.tickets(requests)
    database.execute("PRAGMA journal_mode=WAL")
    database.close()
    return folder / "config.toml"


@dataclass(frozen=True)
class Change:
    """What is other in a copy."""

    copy: int
    days: int
    names: Callable[[str], str] = str

    def text(self, text: str) -> str:
        """Return a text with the copy's ids and dates."""
        named = self.names(_ID.sub(rf"<\1.{self.copy}@", text))
        return _DAY.sub(lambda found: _moved(*map(int, found.groups()), self.days), named)

    def row(self, row: sqlite3.Row, **others: object) -> Row:
        """Return a row of the copy."""
        return {
            name: self.text(row[name]) if isinstance(row[name], str) else row[name]
            for name in row.keys()  # noqa: SIM118 - a Row is a sequence of its values
        } | others


@cache
def _moved(year: int, month: int, day: int, days: int) -> str:
    return (date(year, month, day) + timedelta(days=days)).isoformat()


class Copies:
    """Writes copies into one database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._seq = self._one("SELECT max(seq) FROM journal")
        self._event = self._one("SELECT max(id) FROM ticket_events")
        self._letter = self._one("SELECT max(id) FROM outbox")

    def votes(self, count: int) -> None:
        """Copy votes until there are that many; the last ones opened yesterday."""
        originals = self._all("SELECT * FROM proposals ORDER BY number")
        parts = [self._parts("proposal", each["number"]) for each in originals]
        letters = [
            self._all("SELECT * FROM outbox WHERE key = ?", f"result|{each['message_id']}|")
            for each in originals
        ]
        for number in range(len(originals) + 1, count + 1):
            copy, which = divmod(number - 1, len(originals))
            original = originals[which]
            is_open = number > count - OPEN_VOTES
            days = _days(original["opened"], 1 if is_open else _age(number, count))
            change = Change(copy, days)
            seqs = self._mails(parts[which], change, proposal=number)
            row = change.row(original, number=number, seq=seqs[original["seq"]])
            snapshot = str(row["snapshot"]).replace(
                f'"number":{original["number"]},', f'"number":{number},', 1
            )
            if is_open:
                row |= {"state": "open", "reason": "0 x +1", "due": row["closes"]}
                snapshot = snapshot.replace(f'"state":"{original["state"]}"', '"state":"open"')
            self._put("proposals", row | {"snapshot": snapshot})
            for letter in [] if is_open else letters[which]:
                self._letter += 1
                self._put("outbox", change.row(letter, id=self._letter))

    def tickets(self, count: int) -> None:
        """Copy tickets until there are that many, all of them public and most of them closed."""
        originals = self._all("SELECT * FROM tickets ORDER BY number")
        parts = [self._parts("ticket", each["key"]) for each in originals]
        events = [
            self._all("SELECT * FROM ticket_events WHERE ticket = ?", each["key"])
            for each in originals
        ]
        ids = [
            self._all("SELECT * FROM ticket_ids WHERE ticket = ?", each["key"])
            for each in originals
        ]
        for number in range(len(originals) + 1, count + 1):
            copy, which = divmod(number - 1, len(originals))
            original = originals[which]
            key = f"T-{number}"
            change = Change(
                copy,
                _days(original["opened"], _age(number, count)),
                lambda text, old=original["key"], new=key: re.sub(rf"\b{old}\b", new, text),  # type: ignore[misc]  # a bound default
            )
            seqs = self._mails(parts[which], change, ticket=key)
            self._put("tickets", _ticket(original, change, number, number > count - OPEN_TICKETS))
            for event in events[which]:
                self._event += 1
                seq = seqs.get(event["seq"])
                self._put("ticket_events", change.row(event, id=self._event, seq=seq))
            for each in ids[which]:
                self._put("ticket_ids", change.row(each))

    def _parts(self, column: str, value: object) -> list[tuple[sqlite3.Row, sqlite3.Row]]:
        """Return the mails of a vote or a ticket, each with its row in the journal."""
        mails = self._all(f"SELECT * FROM mails WHERE {column} = ? ORDER BY seq", value)
        return [
            (mail, self._all("SELECT * FROM journal WHERE seq = ?", mail["seq"])[0])
            for mail in mails
        ]

    def _mails(
        self, parts: list[tuple[sqlite3.Row, sqlite3.Row]], change: Change, **others: object
    ) -> dict[int, int]:
        """Copy mails; return old number -> new one."""
        seqs = {}
        for mail, arrival in parts:
            self._seq += 1
            seqs[mail["seq"]] = self._seq
            digest = f"{arrival['digest'][:48]}{self._seq:016x}"
            self._put("journal", change.row(arrival, seq=self._seq, digest=digest))
            self._put("mails", change.row(mail, seq=self._seq, **others))
        return seqs

    def _put(self, table: str, row: Row) -> None:
        self._database.execute(_insert(table, tuple(row)), tuple(row.values()))

    def _all(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self._database.execute(query, values).fetchall()

    def _one(self, query: str) -> int:
        found: int | None = self._database.execute(query).fetchone()[0]
        return found or 0


def _ticket(original: sqlite3.Row, change: Change, number: int, is_open: bool) -> Row:
    row = change.row(original, number=number, public=1, due=None, token=f"{number:010d}")
    snapshot = str(row["snapshot"])
    changes = [
        (f'"number":{original["number"]},', f'"number":{number},'),
        ('"public":false', '"public":true'),
        (f'"token":"{original["token"]}"', f'"token":"{row["token"]}"'),
    ]
    if not is_open and original["status"] != "closed":
        row |= {"status": "closed", "closed": row["since"]}
        closed = str(row["since"]).replace(".000000Z", "Z")
        changes += [
            (f'"status":"{original["status"]}"', '"status":"closed"'),
            ('"closed":null', f'"closed":"{closed}"'),
        ]
    for old, new in changes:
        snapshot = snapshot.replace(old, new, 1)
    return row | {"snapshot": snapshot}


def _age(number: int, count: int) -> int:
    """Return how many days ago it begins: the later its number, the fewer."""
    return 5 + SPAN.days * (count - number) // count


def _days(opened: str, ago: int) -> int:
    """Return by how many days its dates move, so that it opened so many days ago."""
    return (datetime.now(UTC).date() - date.fromisoformat(opened[:10])).days - ago


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
