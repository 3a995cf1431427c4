"""Two daemons on one PostgreSQL take a list's mails, shuffled and with copies, and are killed by
turns; its connections are cut, it crashes, its disk is full, and it finds transactions in each
other's way. Nothing is lost, counted twice or posted twice.

The mail host hands each mail to either daemon until one says 250, as an MTA does. The variable
LISTBOT_PAIR sets the number of mails: with 10000, the daemons are killed ten times.
"""

import os
import random
import signal
import smtplib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import func, select

from listbot.replay import replay
from listbot.store import reading
from listbot.store.base.engine import open_engine
from listbot.store.base.schema import journal, leases, mails, outbox, proposals
from listbot.store.store import Store
from tests.crash.daemons import Daemon, echoes
from tests.playing import LIST, LIST_HOST, START, Post, opening
from tests.postgresql import Postgres, running_postgresql
from tests.servers.waiting import until
from tests.small_disk import SmallDisk, may_mount, small_disk

MAILS = int(os.environ.get("LISTBOT_PAIR", "200"))
VOTES = 49  # answers to each proposal
COPIES = 10  # one mail in so many comes twice
HANDS = 3  # connections of the mail host
FULL_FOR = 2.0  # seconds
FAILURES = 3  # transactions
IN_THE_WAY = f"""
CREATE SEQUENCE attempts_{{name}};
CREATE FUNCTION in_the_way_{{name}}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('attempts_{{name}}') <= {FAILURES} THEN  -- no rollback takes this back
    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
  END IF;
  RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER {{name}} AFTER INSERT ON mails
DEFERRABLE INITIALLY {{when}} FOR EACH ROW EXECUTE FUNCTION in_the_way_{{name}}();
"""
GIVES_UP = 300.0  # seconds; no daemon is away for that long, however busy the machine is


@pytest.fixture
def postgresql() -> Iterator[Postgres]:
    """A server of its own, which the test restarts."""
    with running_postgresql() as server:
        yield server


@pytest.fixture
def disk() -> Iterator[SmallDisk | None]:
    """A disk for the database that may be filled; none where nothing may be mounted, which
    `test_full_disk.py` says loudly.
    """
    if not may_mount():
        yield None
        return
    with small_disk(64 + MAILS // 50) as made:
        yield made


class MailHost:
    """Hands over mail, each until a daemon has said 250."""

    def __init__(self, daemons: list[Daemon], to: str = LIST) -> None:
        self._daemons = daemons
        self._to = to
        self.handed = 0

    def hand_over(self, posts: list[bytes]) -> None:
        """Hand over these mails by one connection at a time."""
        chance = random.Random(len(posts))
        session: smtplib.LMTP | None = None
        for raw in posts:
            give_up = time.monotonic() + GIVES_UP
            while not (session := self._try(session, chance.choice(self._daemons), raw)):
                assert time.monotonic() < give_up
                time.sleep(0.05)
            if chance.random() < 0.05:  # the other daemon's turn
                session.close()
                session = None
        if session is not None:
            session.close()

    def _try(self, session: smtplib.LMTP | None, daemon: Daemon, raw: bytes) -> smtplib.LMTP | None:
        """Return the connection by which a mail was taken; None if it was not."""
        try:
            session = session or smtplib.LMTP("127.0.0.1", daemon.port, timeout=30)
            session.sendmail(f"infra-bounces@{LIST_HOST}", [self._to], raw)
        except (OSError, smtplib.SMTPException):
            if session is not None:
                session.close()
            return None
        self.handed += 1
        return session


def posts(count: int) -> list[bytes]:
    """Return a list's mails in an order that nobody wrote them in, some of them twice."""
    now = datetime.now(UTC)
    since = (now - START) / timedelta(hours=1) - 1
    made = []
    for number in range(count // (VOTES + 1)):
        subject = f"[VOTE] Replace disk {number}"
        made.append(opening(f"p{number}", since, subject=subject).raw())
        for vote in range(VOTES):
            sender = f"voter{vote}@example.net"
            answer = Post(f"v{number}-{vote}", sender, "+1", since + 0.1 + vote / 1000)
            answer = replace(answer, subject=f"Re: {subject}", answers=(f"p{number}",))
            made.append(answer.raw())
    chance = random.Random(20261130)
    made += chance.sample(made, len(made) // COPIES)
    chance.shuffle(made)
    return made


@pytest.mark.slow
def test_two_daemons_that_die_by_turns(
    postgresql: Postgres, disk: SmallDisk | None, tmp_path: Path
) -> None:
    """Every mail is stored once and decided once, every vote counts once, every post went out
    once; the accounting adds up, and a replay comes to the same.
    """
    url = postgresql.new_database(place=None if disk is None else disk.folder)
    (tmp_path / "out").mkdir()
    pair = [Daemon(tmp_path / name, url) for name in ("a", "b")]
    raw = posts(MAILS)
    host = MailHost(pair)
    given: set[str] = set()
    for each in pair:
        each.start()
    try:
        with ThreadPoolExecutor(HANDS) as pool:
            handing = [pool.submit(host.hand_over, raw[at::HANDS]) for at in range(HANDS)]
            server = Disturbed(postgresql, url, disk)
            disturb(server, pair, host, len(raw))
            for done in handing:
                done.result()
        until(lambda: all(each.is_up() for each in pair), lambda: logs(pair))
        until(lambda: is_quiet(url, host, tmp_path / "out", given), lambda: logs(pair), 60)
    finally:
        for each in pair:
            each.end()
    judge(url, len(set(raw)), tmp_path / "out")


def disturb(server: "Disturbed", pair: list[Daemon], host: MailHost, count: int) -> None:
    """Kill the daemons by turns, and let everything happen to the server, spread over the work."""
    moments = [
        *(("kill", pair[at % 2]) for at in range(max(4, count // 1000))),
        *((what, pair[0]) for what in server.deeds),
    ]
    random.Random(7).shuffle(moments)
    for at, (what, daemon) in enumerate(moments, 1):
        mark = count * at // (len(moments) + 1)
        until(lambda mark=mark: host.handed >= mark, lambda: logs(pair), 600)  # type: ignore[misc]
        if what != "kill":  # a daemon that cannot start ends, and nothing here starts it again
            until(lambda: all(each.is_up() for each in pair), lambda: logs(pair))
            server.deeds[what]()
        else:
            other = pair[1 - pair.index(daemon)]
            until(other.is_up, lambda: logs(pair))
            daemon.kill()
            daemon.start()


class Disturbed:
    """The server, and what may happen to it."""

    def __init__(self, server: Postgres, url: str, disk: SmallDisk | None) -> None:
        self._server = server
        self._database = url.rpartition("/")[2]
        self._disk = disk
        self.deeds: dict[str, Callable[[], object]] = {
            "cut": server.cut,
            "crash": self.crash,
            "in the way": self.be_in_the_way,
        }
        if disk is not None:
            self.deeds["full"] = self.fill_up

    def crash(self) -> None:
        """Crash, and come back."""
        self._server.stop(signal.SIGQUIT)
        self._server.start()

    def be_in_the_way(self) -> None:
        """Fail the next transactions, as SERIALIZABLE ones would, some at their commit."""
        for when in ("IMMEDIATE", "DEFERRED"):
            self._fail_some(when.lower(), when)

    def _fail_some(self, name: str, when: str) -> None:
        self._server.tell(IN_THE_WAY.format(name=name, when=when), self._database)
        until(lambda: self._has_failed(name), lambda: name)
        self._server.tell(f"DROP TRIGGER {name} ON mails", self._database)

    def _has_failed(self, name: str) -> bool:
        """Return whether so many transactions have failed."""
        ((last, is_called),) = self._server.tell(
            f"SELECT last_value, is_called FROM attempts_{name}", self._database
        )
        return bool(is_called) and int(last) > FAILURES

    def fill_up(self) -> None:
        """Have the disk full for two seconds."""
        assert self._disk is not None
        self._disk.fill()
        time.sleep(FULL_FOR)
        self._disk.make_room()


def is_quiet(url: str, host: MailHost, out: Path, given: set[str]) -> bool:
    """Give posts back to the daemons; return whether no letter waits, apart from doubtful ones."""
    if new := echoes(out, given):
        host.hand_over(new)
        return False
    engine = open_engine(url, to_read=True)
    with engine.connect() as connection:
        waiting = select(func.count()).where(outbox.c.state == "queued")
        found = connection.execute(waiting).scalar_one()
    engine.dispose()
    return not found


def judge(url: str, count: int, out: Path) -> None:
    """Compare what is in the database and what went out with what was handed over."""
    engine = open_engine(url)
    store = Store(engine, lambda: datetime.now(UTC))
    ours = mails.c.message_id.like("<listbot-%")
    with store.reading() as connection:
        sums = reading.accounting(connection)
        became = Counter(
            connection.execute(select(mails.c.disposition).where(~ours)).scalars().all()
        )
        votes = connection.execute(
            select(mails.c.proposal, func.count(mails.c.author.distinct()), func.count())
            .where(mails.c.disposition == "vote")
            .group_by(mails.c.proposal)
        ).all()
        arrivals = select(func.count()).where(journal.c.digest.is_not(None))
        assert connection.execute(arrivals).scalar_one() == sums.received
        opened = connection.execute(select(func.count()).select_from(proposals)).scalar_one()
        states = set(connection.execute(select(outbox.c.state)).scalars())
        number = connection.execute(select(leases.c.number)).scalar_one()
    went = Counter(
        f"{file.name.partition('-')[0]} {message_from_bytes(file.read_bytes())['Message-ID']}"
        for file in out.glob("*.eml")
    )
    proposed = count // (VOTES + 1)
    assert dict(became) == {"opens": proposed, "vote": count - proposed}
    assert opened == proposed
    assert {(each[1], each[2]) for each in votes} == {(VOTES, VOTES)}
    assert sums.received == sum(sums.dispositions.values())
    assert {n for id, n in went.items() if id.startswith("list ")} == {1}
    assert max(went.values()) <= 2
    assert len([id for id in went if id.startswith("list ")]) == proposed
    assert states <= {"sent", "sending"}
    assert number >= 2
    assert replay(store).is_equal
    store.close()


def logs(pair: list[Daemon]) -> str:
    """Return what the daemons wrote last."""
    return "\n".join(each.log()[-2000:] for each in pair)
