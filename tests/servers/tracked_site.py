"""A help desk whose team works in a real tracker: the tracker, the daemon with a fast clock, and
the proxy between them that can fail.
"""

import asyncio
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, select

from listbot.replay import replay
from listbot.store.base.engine import open_engine
from listbot.store.base.schema import outbox
from listbot.store.base.tracker_tables import outer_keys, tracker_calls
from listbot.store.store import Store
from listbot.trackers import View
from listbot.trackers.roundup.site import RoundupSite
from tests.contracts.ways_tracked import Rig, redmine_at, roundup_at
from tests.servers.desk_site import DeskSite
from tests.servers.fast_daemon import FastDaemon
from tests.servers.redmine import Redmine
from tests.servers.roundup import PASSWORD, Roundup
from tests.servers.tracker_proxy import TrackerProxy
from tests.servers.waiting import until
from tests.trackers.fakes.roundup import client

_TRACKER = """
[tracker]
url = "{url}"
token_file = "tracker.token"
public = false
private = "all"
"""


@dataclass(frozen=True, slots=True)
class Team:
    """The tracker in which a team works."""

    server: Redmine | Roundup

    @property
    def token(self) -> str:
        """Return what listbot logs in with."""
        server = self.server
        return server.keys["listbot"] if isinstance(server, Redmine) else PASSWORD

    def config(self, proxy: TrackerProxy) -> str:
        """Return its section."""
        if isinstance(self.server, Redmine):
            return _TRACKER.format(url=proxy.url) + 'kind = "redmine"\nproject = "infra"\n'
        more = 'kind = "roundup"\nproject = "issue"\nuser = "listbot"\n'
        return _TRACKER.format(url=f"{proxy.url}/infra") + more

    def views(self, keys: list[str]) -> list[View]:
        """Return tickets as they are over there."""

        async def read() -> list[View]:
            async with self._at() as rig:
                return [await rig.tracker.read(key) for key in keys]

        return asyncio.run(read())

    def titles(self) -> list[str]:
        """Return the titles of all tickets over there."""
        if isinstance(self.server, Redmine):
            found = self.server.ask("GET", "issues.json?status_id=*")["issues"]
            return sorted(each["subject"] for each in found)

        async def read() -> list[str]:
            admin = client(self.server.url, "admin", PASSWORD)
            found = await RoundupSite(admin, "issue", "admin").listed("issue", {}, ("title",))
            await admin.close()
            return sorted(each["title"] for each in found)

        return asyncio.run(read())

    def write(self, key: str, text: str) -> None:
        """Have Tim comment over there."""

        async def write() -> None:
            async with self._at() as rig:
                assert rig.happen is not None
                await rig.happen(key, "Tim", text, None)

        asyncio.run(write())

    def _at(self) -> AbstractAsyncContextManager[Rig]:
        if isinstance(self.server, Redmine):
            return redmine_at(self.server.url, self.server.keys)
        return roundup_at(self.server.url, PASSWORD)


@dataclass(frozen=True, slots=True)
class TrackedDesk:
    """The help desk, its tracker, and what stands between them."""

    desk: DeskSite
    team: Team
    proxy: TrackerProxy
    daemon: FastDaemon

    def until_told(self, who: str, words: str) -> None:
        """Wait until a person has a letter with these words."""
        until(lambda: any(words in each for each in self.texts(who)), self.daemon.log)

    def texts(self, who: str) -> list[str]:
        """Return the texts of a person's letters."""
        return [each.get_content() for each in self.desk.site.letters(who)]

    def key(self, ticket: str) -> str:
        """Return the tracker's key of a ticket, once it has one."""
        query = select(outer_keys.c.key).where(outer_keys.c.ticket == ticket)
        return str(until(lambda: self._read(query), self.daemon.log)[0])

    def waiting(self) -> int:
        """Return how many calls are not done."""
        return len(self._read(select(tracker_calls.c.note).where(tracker_calls.c.due.is_not(None))))

    def sent(self) -> list[str]:
        """Return the Message-IDs of all letters."""
        return self._read(select(outbox.c.message_id))

    def replayed(self) -> bool:
        """Return whether the daemon's journal alone gives the same again."""
        with closing(Store(self._engine(), self.daemon.now)) as store:
            return replay(store).is_equal

    def unsent(self) -> int:
        """Return how many letters have not left."""
        return len(self._read(select(outbox.c.id).where(outbox.c.sent.is_(None))))

    def notes(self) -> set[str]:
        """Return what became of the calls."""
        return set(self._read(select(tracker_calls.c.note)))

    def _read(self, query: Select[Any]) -> list[Any]:
        engine = self._engine()
        with engine.connect() as connection:
            found = [row[0] for row in connection.execute(query)]
        engine.dispose()
        return found

    def _engine(self) -> Engine:
        return open_engine(f"sqlite:///{self.daemon.folder / 'listbot.db'}")
