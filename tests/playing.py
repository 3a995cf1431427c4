"""A list and its daemon in one process, for tests: mails in one line, the real pipeline and
store, and time set by hand.

`Post` writes mails as people's mailers do; `Play` has a store with the real composer and passes
them to the real pipeline. Nothing here waits or reads a wall clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from sqlalchemy import Engine, delete, event, select

from listbot import pipeline
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.letters.loading import load_templates
from listbot.mail import Arrival, Level, Mail, Unreadable, read
from listbot.model.case import OpenCase
from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster
from listbot.packaged import load_preset
from listbot.store import reading
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import mails, metadata, proposals
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.store import Store
from listbot.store.transaction import Transaction

if TYPE_CHECKING:
    from tests.postgresql import Postgres

LIST = "infra@example.org"
OTHER = "ops@example.org"
BOT = "listbot@example.org"
LIST_HOST = "lists.example.org"
START = datetime(2026, 9, 8, 18, 0, tzinfo=UTC)  # A Tuesday: three days include no weekend.
PEOPLE = ("Ana", "Ravi", "Lena", "Omar", "Ines", "Lars", "Kim")
ROSTER = Roster(
    tuple(
        Member(name, (f"{name.lower()}@example.org", f"{name.lower()}@example.net"))
        for name in PEOPLE
    )
)
TITLE = "Move CI artefacts to object storage"
OPENS = f"[VOTE] {TITLE}"
ANSWERS = f"Re: {OPENS}"


def rules(
    identity: Level = Level.LIST_VOUCHED,
    roster: Roster = ROSTER,
    live_since: datetime | None = START,
    addresses: Sequence[str] = (LIST, OTHER),
) -> RulesInput:
    """Two lists under the ovirt preset, and the bot's own address."""
    own = (BOT, *addresses)
    decisions = tuple(
        ListRules(
            address=address,
            role=ListRole.DECISIONS,
            policies=load_preset("ovirt"),
            roster=roster,
            identity=identity,
            live_since=live_since,
            trusted_hops=(LIST_HOST,),
            own_addresses=own,
        )
        for address in addresses
    )
    bot = replace(
        decisions[0], address=BOT, role=ListRole.BOT, policies=(), identity=Level.UNVERIFIED
    )
    return RulesInput((*decisions, bot))


def hours(count: float) -> datetime:
    """That many hours after the start."""
    return START + timedelta(hours=count)


@dataclass(frozen=True, slots=True)
class Post:
    """One mail, with short defaults."""

    id: str
    sender: str = "Ana"
    text: str = "+1"
    at: float = 0
    """Hours after the start at which it is received; its Date says the same."""
    subject: str = ANSWERS
    answers: Sequence[str] = ()
    """Ids of the mails it answers, most distant first."""
    chain: bool = True
    """False: only In-Reply-To, as some mailers write."""
    to: str = LIST
    cc: str = ""
    by: str = LIST
    """The address it came by."""
    vouched: bool = True
    """Whether it came through the list's host."""
    more: str = ""
    """Additional header lines."""
    dated: float | None = None
    """Hours after the start in its Date, if that differs."""

    def raw(self) -> bytes:
        """The whole mail."""
        received = format_datetime(hours(self.at))
        written = format_datetime(hours(self.at if self.dated is None else self.dated))
        hop = (
            f"from {LIST_HOST} ({LIST_HOST} [192.0.2.25])"
            if self.vouched
            else "from x (unknown [198.51.100.7])"
        )
        lines = [
            f"Received: {hop} by mx.example.org (Postfix) with ESMTPS id 4Tq; {received}",
            *self._earlier_hops(received, written),
            f"From: {self.sender} <{self.address}>",
            f"To: {self.to}",
            *([f"Cc: {self.cc}"] if self.cc else []),
            f"Subject: {self.subject}",
            f"Date: {written}",
            f"Message-ID: {ref(self.id)}",
            *self._threading(),
            *([self.more] if self.more else []),
            "",
            self.text,
            "",
        ]
        return "\n".join(lines).replace("\n", "\r\n").encode()

    def _earlier_hops(self, received: str, written: str) -> Iterator[str]:
        """What the hosts before the last one stamped: the writer's took it when it was written."""
        if self.dated is not None:
            yield (
                "Received: from mail.example.net (mail.example.net [203.0.113.5]) "
                f"by {LIST_HOST} (Postfix) with ESMTPS id 3; {received}"
            )
            yield (
                "Received: from desk (dsl.example.net [203.0.113.9]) "
                f"by mail.example.net (Postfix) with ESMTPSA id 2; {written}"
            )

    def _threading(self) -> Iterator[str]:
        ids = [ref(each) for each in self.answers]
        if ids:
            yield f"In-Reply-To: {ids[-1]}"
        if ids and self.chain:
            yield f"References: {' '.join(ids)}"

    @property
    def address(self) -> str:
        """The sender's address; a sender with a domain is an address already."""
        return self.sender if "@" in self.sender else f"{self.sender.lower()}@example.org"

    def arrival(self, in_force: RulesInput) -> Arrival:
        """The mail as a way in passes it on, a minute after it reached the list's host."""
        arrived = hours(self.at) + timedelta(minutes=1)
        return Arrival(self.raw(), in_force.of(self.by).context, "test", arrived)


def ref(id: str) -> str:
    """The Message-ID of a mail that tests call by a short name."""
    return id if id.startswith("<") else f"<{id}@example.org>"


@cache
def templates() -> dict[str, str]:
    """The letters' templates, read once."""
    return load_templates()


def composer(engine: Engine) -> Composer:
    """A composer that signs with the database's key."""
    with engine.begin() as connection:
        key = letter_key(connection)
    return Composer(templates(), BOT, {LIST: "https://lists.example.org/infra/{message_id}"}, key)


@dataclass
class Databases:
    """Where new databases are made: SQLite, unless a test's fixture has put a server here."""

    server: "Postgres | None" = None
    urls: dict[Path, str] = field(default_factory=dict)

    def url_of(self, folder: Path) -> str:
        """The URL of the one database that belongs to a folder."""
        if self.server is None:
            return f"sqlite:///{folder / 'listbot.db'}"
        return self.urls.setdefault(folder, self.server.new_database())


DATABASES = Databases()


def in_memory() -> Engine:
    """A new database for one thread."""
    server = DATABASES.server
    return _fresh("sqlite://" if server is None else server.new_database())


def in_file(folder: Path) -> Engine:
    """A new database for several threads or processes."""
    return _fresh(DATABASES.url_of(folder))


def _fresh(url: str) -> Engine:
    engine = open_engine(url)
    _close_at_end(engine)
    event.listen(engine, "engine_disposed", _close_at_end)
    migrate(engine)
    return engine


def _close_at_end(engine: Engine) -> None:
    """Close its connections once it is no longer used: drivers warn about those that are left open.

    Each time it is disposed of it gets a new pool, and may be used again.
    """
    finalize(engine, engine.pool.dispose)


@dataclass
class Play:
    """A store under rules, with a clock that is set by hand."""

    engine: Engine = field(default_factory=in_memory)
    in_force: RulesInput = field(default_factory=rules)
    mode: str = "live"
    now: datetime = START
    alerts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        modes = {each.address: Mode(self.mode) for each in self.in_force.lists}
        self.store = Store(self.engine, lambda: self.now, composer(self.engine), modes)
        self.store.alert = lambda told: self.alerts.append(told.text)
        with self.store.transaction() as tx:
            tx.adopt(self.in_force)

    def read(self, post: Post) -> Mail | Unreadable:
        """The mail, read."""
        return read(post.arrival(self.in_force))

    def read_raw(self, raw: bytes, arrived: datetime) -> Mail | Unreadable:
        """Raw bytes that came through the list, read."""
        return read(Arrival(raw, self.in_force.of(LIST).context, "test", arrived))

    def take(self, *posts: Post | Mail | Unreadable) -> list[str]:
        """Pass mails on, each in its own transaction and at its arrival; return their
        dispositions.
        """
        found = []
        for post in posts:
            mail = self.read(post) if isinstance(post, Post) else post
            self.now = max(self.now, mail.arrival.arrived)
            with self.store.transaction() as tx:
                found.append(pipeline.settle(tx, mail))
        return found

    @contextmanager
    def without_letters(self) -> Iterator[None]:
        """Make no letters in this block."""
        made_by, self.store.context.composer = self.store.context.composer, None
        yield
        self.store.context.composer = made_by

    def tick(self, at: datetime, read_until: datetime | None = None) -> int:
        """A moment; all lists were read up to it unless `read_until` is given."""
        self.now = at
        until = {
            each.address: read_until or at
            for each in self.in_force.lists
            if each.role is not ListRole.BOT
        }
        with self.store.transaction() as tx:
            return pipeline.tick(tx, TickInput(at, until))

    def run_until(self, end: datetime, step: timedelta = timedelta(hours=1)) -> None:
        """Tick up to `end`."""
        while self.now < end:
            self.tick(min(self.now + step, end))

    def letters(self, kind: str = "") -> list[Waiting]:
        """The letters in the outbox whose kind begins so."""
        with self.store.transaction() as tx:
            return [each for each in outbox.find(tx.connection) if each.kind.startswith(kind)]

    def kinds(self) -> list[str]:
        """The kinds of the letters, in the order they were made."""
        return [each.kind for each in self.letters()]

    def vote(self, number: int = 1) -> OpenCase:
        """A proposal with all its entries."""
        with self.store.reading() as connection:
            found = reading.vote(connection, number)
        assert found is not None
        return found

    def states(self) -> dict[int, str]:
        """The proposals' numbers and states."""
        with self.store.reading() as connection:
            return {row.number: row.state for row in connection.execute(select(proposals))}

    def became(self) -> dict[str, str]:
        """Each mail's disposition, by the local part of its Message-ID; later copies win."""
        query = select(mails.c.message_id, mails.c.disposition).order_by(mails.c.seq)
        with self.store.reading() as connection:
            return {
                id.strip("<>").partition("@")[0]: what for id, what in connection.execute(query)
            }

    def rows(self) -> list[tuple[Any, ...]]:
        """Everything derived from the mails, without the numbers that depend on their order."""
        columns = [column for column in mails.columns if column.name not in ("seq", "tries")]
        with self.store.reading() as connection:
            return sorted((tuple(row) for row in connection.execute(select(*columns))), key=str)

    def accounts_balance(self) -> bool:
        """Invariant 7: received is the sum over all dispositions."""
        with self.store.reading() as connection:
            sums = reading.accounting(connection)
        return sums.received == sum(sums.dispositions.values())

    def forget_all(self) -> None:
        """Start again as on the first day; much faster than a new database."""
        with self.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        self.store.context.earlier_lines = type(self.store.context.earlier_lines)()
        self.now = START
        self.alerts.clear()
        with self.store.transaction() as tx:
            tx.adopt(self.in_force)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction."""
        with self.store.transaction() as tx:
            yield tx


def opening(id: str = "p", at: float = 0, **more: Any) -> Post:
    """Ana's proposal."""
    return replace(Post(id, "Ana", "I propose to move them.", at, OPENS), **more)


def votes(who: Iterable[str], parent: str = "p", text: str = "+1", at: float = 1) -> list[Post]:
    """One vote from each, an hour apart, in answer to the proposal."""
    return [
        Post(f"v-{name.lower()}", name, text, at + index, answers=[parent])
        for index, name in enumerate(who)
    ]
