"""Every tracker over HTTP, cut off at each of its requests and asked again by a program that knows
nothing of the time before: nothing is there twice, and nothing is missing.

Whoever is killed over a request does not know whether it was carried out, so each one that changes
something is cut off twice: before it is done, and after.
"""

import ssl
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from listbot.errors import TemporaryError
from listbot.model.desk.ticket import Field
from listbot.trackers import Edit, Tracker, View
from tests.contracts.test_trackers import FUSE, OMAR, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.forgejo import ForgejoFake, forgejo
from tests.trackers.fakes.github import GitHubFake, github
from tests.trackers.fakes.gitlab import GitLabFake, gitlab
from tests.trackers.fakes.jira import JiraFake, jira
from tests.trackers.fakes.redmine import RedmineFake, redmine
from tests.trackers.fakes.roundup import RoundupFake, roundup
from tests.trackers.fakes.site import Asked, Said, SiteFake

Opened = Callable[[Any], AbstractAsyncContextManager[Tracker]]
KINDS: tuple[tuple[type[SiteFake], Opened], ...] = (
    (JiraFake, jira),
    (ForgejoFake, forgejo),
    (GitHubFake, github),
    (GitLabFake, gitlab),
    (RedmineFake, redmine),
    (RoundupFake, roundup),
)
READS = "GET"
SEARCH = "/rest/api/3/search/jql"
"""What Jira reads by POST."""


@dataclass
class Line:
    """The line to a fake, which is cut once, and stays so until somebody asks anew."""

    fake: SiteFake
    cut_at: int
    """The request, counted from 1; 0: none."""
    is_done: bool
    """Whether that one is carried out all the same."""

    def __post_init__(self) -> None:
        self.count = 0
        self.writes: list[int] = []
        self.is_cut = False
        self.is_over = False
        """Whether all is done, and somebody only looks at it."""
        self._take = self.fake.take
        self.fake.take = self.take  # type: ignore[method-assign]

    def take(self, asked: Asked) -> Said | None:
        """Carry out a request, or none of it, or only the answer is missing."""
        if self.is_over:
            return self._take(asked)
        if self.is_cut:
            return None
        self.count += 1
        if asked.method != READS and asked.path != SEARCH:
            self.writes.append(self.count)
        if self.count != self.cut_at:
            return self._take(asked)
        self.is_cut = True
        if self.is_done:
            self._take(asked)
        return None


async def life(opened: Opened, line: Line) -> tuple[View, str]:
    """Make a ticket with all that belongs to it, whatever happens to the line; return it, and the
    key of the next one.
    """
    keys: list[str] = []

    async def create(tracker: Tracker, is_again: bool) -> None:
        keys[:] = [await tracker.create(replace(PRINTER, retried=is_again))]

    async def comment(tracker: Tracker, is_again: bool) -> None:
        await tracker.comment(keys[0], FUSE)

    async def attach(tracker: Tracker, is_again: bool) -> None:
        await tracker.attach(keys[0], PICTURE)

    async def watch(tracker: Tracker, is_again: bool) -> None:
        account = await tracker.register(OMAR)
        if account:
            await tracker.watch(keys[0], account)

    async def close(tracker: Tracker, is_again: bool) -> None:
        await tracker.change(keys[0], Edit(Field.STATUS, "closed"), "Ana", "done")

    left: list[Callable[[Tracker, bool], Awaitable[None]]]
    left = [create, comment, attach, watch, close]
    is_again = False
    while left:
        line.is_cut = False
        async with opened(line.fake) as tracker:
            while left:
                try:
                    await left[0](tracker, is_again)
                except TemporaryError:
                    assert line.is_cut
                    is_again = True
                    break
                is_again = False
                left.pop(0)
    line.is_over = True
    async with opened(line.fake) as tracker:
        view = await tracker.read(keys[0])
        return view, await tracker.create(SCREEN)


@pytest.fixture(autouse=True)
def one_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the system's certificates once: nothing here speaks TLS."""
    made = cache(ssl.create_default_context)
    monkeypatch.setattr("listbot.trackers.http.ssl.create_default_context", made)


@pytest.mark.parametrize(("kind", "opened"), KINDS, ids=[kind.__name__ for kind, _ in KINDS])
async def test_cut_off_at_each_request(kind: type[SiteFake], opened: Opened) -> None:
    """The ticket is the same as without it, and so is the number of the next one."""
    whole = Line(kind(), 0, is_done=False)
    wished = await life(opened, whole)
    cuts = [(at, False) for at in range(1, whole.count + 1)]
    cuts += [(at, True) for at in whole.writes]
    for at, is_done in cuts:
        line = Line(kind(), at, is_done)
        assert (at, is_done, await life(opened, line)) == (at, is_done, wished)
