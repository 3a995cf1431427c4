"""A daemon with a Jira beside it, whose first ticket has a comment there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from listbot.app import App, build
from listbot.config import Config, load
from listbot.mail import Arrival
from listbot.store.desk.reading import whole_ticket
from listbot.timekeeping import utc_now
from tests.playing import START
from tests.ports import free_port
from tests.store.desk.by_hand import request
from tests.trackers.fakes.jira import JiraFake


def config_of(folder: Path, url: str) -> Config:
    """A help desk with a Jira that only the team sees."""
    path = folder / "config.toml"
    path.write_text(
        f"""
        [bot]
        address = "listbot@example.org"
        admin = "admin@example.org"
        [lmtp]
        port = {free_port()}
        [outbound]
        kind = "maildir"
        maildir = "out"
        [tracker]
        kind = "jira"
        url = "{url}"
        project = "OPS"
        user = "listbot@example.org"
        public = false
        private = "all"
        poll = 10
        [[lists]]
        address = "infra-support@example.org"
        role = "support"
        via = "lmtp"
        identity = "any"
        mode = "live"
        team = []
        """
    )
    return load(path, {"LISTBOT_TRACKER__TOKEN": "hunter2"})


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def commented(config: Config, fake: JiraFake) -> AsyncIterator[App]:
    """It serves; its first request has become an issue, and Tim has written there since."""
    app = build(config)
    running = asyncio.create_task(app.run())
    try:
        (context, _) = app.contexts()
        now = utc_now()
        stamp = format_datetime(now).encode()
        raw = request("r").raw().replace(format_datetime(START).encode(), stamp)
        await app.receive(Arrival(raw, context, "test", now))
        await until(lambda: bool(fake.issues and fake.issues["OPS-1"].watchers))
        fake.now = now
        fake.write("OPS-1", "Tim", "Have you tried water?")
        fake.pass_time(timedelta(minutes=2))
        yield app
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until_heard(app: App) -> None:
    """Wait until Tim's words are a part of the ticket."""

    def is_heard() -> bool:
        with app.store.reading() as connection:
            found = whole_ticket(connection, "T-1")
        return found is not None and any(each.name == "Tim" for each in found.events)

    await until(is_heard)
