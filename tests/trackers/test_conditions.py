"""What can be wrong with a tracker: each has its alert and its line in the doctor, and no call that
somebody can mend is lost.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from listbot.config import Config
from listbot.doctor.finding import Level
from listbot.model.desk.ticket import Status
from listbot.trackers.calling import Caller
from listbot.trackers.polling import Poller
from tests.doctor.test_tracker import said
from tests.store.desk.by_hand import request as mail
from tests.trackers.daemon import config_of
from tests.trackers.desk import TrackedDesk, tracked
from tests.trackers.fakes.forgejo import ForgejoFake, forgejo
from tests.trackers.fakes.github import GitHubFake, github
from tests.trackers.fakes.gitlab import GitLabFake, gitlab
from tests.trackers.fakes.jira import JiraFake, failed, jira
from tests.trackers.fakes.site import Said, SiteFault

HOUR = timedelta(hours=1)
FORGES = ((ForgejoFake, forgejo), (GitHubFake, github), (GitLabFake, gitlab))
AnyForge = ForgejoFake | GitHubFake | GitLabFake
QUIET = (Level.WELL, "nothing waits for the tracker")
GONE = "jira: there is no ticket OPS-1, or we may not see it"
HIDDEN = (
    "jira: the project OPS is not there, or we may not see it: jira: GET /rest/api/3/project/OPS: "
    '404: \'{"errorMessages": ["No project could be found"], "errors": {}}\''
)


@dataclass
class Beside:
    """A help desk with a Jira beside it."""

    desk: TrackedDesk
    fake: JiraFake
    config: Config

    async def settle(self) -> None:
        """Carry out what is due."""
        await self.desk.settle()
        self.fake.now = self.desk.now

    async def look(self) -> None:
        """Look at what happened there, as the daemon does."""
        await self.desk.poller.try_look(self.desk.now)

    def wait(self, span: timedelta) -> None:
        """Let time pass, there and here."""
        self.desk.wait(span)
        self.fake.now += span

    @property
    def told(self) -> list[str]:
        """The alerts."""
        return [each.text for each in self.desk.told]

    def said(self) -> list[tuple[Level, str]]:
        """What the doctor says."""
        return said(self.desk, self.config)


@asynccontextmanager
async def beside(folder: Path, **settings: object) -> AsyncIterator[Beside]:
    """A help desk with one issue in a Jira."""
    fake, desk = JiraFake(), tracked(folder)
    fake.now = desk.now
    async with jira(fake, **settings) as tracker:
        desk.caller = Caller(desk.store, tracker, desk.told.append)
        desk.poller = Poller(desk.store, tracker, desk.told.append)
        found = Beside(desk, fake, config_of(folder, "https://example.atlassian.net"))
        desk.take(mail("r"))
        await found.settle()
        assert list(fake.issues) == ["OPS-1"]
        found.wait(HOUR)
        yield found
    desk.store.close()


def answered(at: Beside) -> None:
    """Have somebody answer the ticket."""
    at.desk.take(mail("a", text="It was the fuse.", answers=["r"], at=1))


async def test_an_empty_200(tmp_path: Path) -> None:
    """A project that is hidden from us finds nothing: the look fails, calls wait."""
    async with beside(tmp_path) as at:
        at.fake.is_hidden = True
        await at.look()
        await at.look()
        answered(at)
        await at.settle()
        assert at.told == [
            f"cannot see what happens in the tracker: {HIDDEN}",
            f"the tracker refuses listbot itself: {HIDDEN}",
        ]
        waits, deaf = at.said()
        assert (waits[0], waits[1].endswith(HIDDEN)) == (Level.NOTE, True)
        words = f"for 0 seconds we could not see what happens there: {HIDDEN}"
        assert deaf == (Level.WARNING, words)
        at.wait(2 * HOUR)
        assert [level for level, _ in at.said()] == [Level.FAULT, Level.FAULT]
        at.fake.is_hidden = False
        await at.settle()
        await at.look()
        assert at.said() == [QUIET]
        assert len(at.fake.issues["OPS-1"].comments) == 1


async def test_a_deleted_issue(tmp_path: Path) -> None:
    """It takes nothing more: that is told, and everything else goes on."""
    async with beside(tmp_path) as at:
        del at.fake.issues["OPS-1"]
        answered(at)
        await at.settle()
        assert at.told == [f"T-1: the tracker does not take a comment: {GONE}"]
        assert at.said() == [QUIET, (Level.WARNING, f"T-1: given up: {GONE}")]
        await at.look()
        assert len(at.told) == 1


async def test_a_renamed_transition(tmp_path: Path) -> None:
    """The names that there are now are told."""
    async with beside(tmp_path, transitions={Status.CLOSED: "Resolve"}) as at:
        at.desk.act("close")
        await at.settle()
        why = "jira: OPS-1 has no transition 'Resolve'; it has Start, Done"
        assert at.told == [f"T-1: the tracker does not take a change: {why}"]
        assert at.said() == [QUIET, (Level.WARNING, f"T-1: given up: {why}")]


def read_only(at: Beside) -> None:
    """Let us make no issues."""
    at.fake.is_read_only = True


def expired(at: Beside) -> None:
    """Have Jira refuse the token for some time."""
    refused = failed(401, "Client must be authenticated to access this resource.")
    at.fake.faults = [SiteFault("POST", ".*", refused) for _ in range(2)]


@pytest.mark.parametrize(("spoil", "status"), [(read_only, "403"), (expired, "401")])
async def test_a_refusal_of_us(
    tmp_path: Path, spoil: Callable[[Beside], None], status: str
) -> None:
    """A project that is read-only, or an expired token: told once, and nothing is given up."""
    async with beside(tmp_path) as at:
        spoil(at)
        at.desk.take(mail("s", subject="The lift", at=1))
        for _ in range(2):
            await at.settle()
            at.wait(timedelta(minutes=20))
        (told,) = at.told
        assert told.startswith("the tracker refuses listbot itself: jira: POST /rest/api/3/")
        assert f": {status}: " in told
        ((level, words),) = at.said()
        assert (level, status in words) == (Level.WARNING, True)
        at.fake.is_read_only = False
        await at.settle()
        assert sorted(at.fake.issues) == ["OPS-1", "OPS-2"]
        assert at.said() == [QUIET]


async def test_too_many_requests_without_a_wait(tmp_path: Path) -> None:
    """The call is made again after a minute, then two: once it works, there is one issue."""
    async with beside(tmp_path) as at:
        busy = Said(429, b"")
        at.fake.faults = [SiteFault("POST", "/rest/api/3/issue", busy) for _ in range(2)]
        at.desk.take(mail("s", subject="The lift", at=1))
        made = []
        for minutes in (0, 1, 1, 1):
            at.wait(timedelta(minutes=minutes))
            await at.settle()
            made.append(len(at.fake.issues))
        assert made == [1, 1, 1, 2]
        assert sorted(at.fake.issues) == ["OPS-1", "OPS-2"]
        assert at.told == []


async def test_a_time_out_after_the_post_was_done(tmp_path: Path) -> None:
    """There is no second issue, though Jira's search does not show the first one yet."""
    async with beside(tmp_path) as at:
        at.fake.faults = [SiteFault("POST", "/rest/api/3/issue", None, is_done=True)]
        at.desk.take(mail("s", subject="The lift", at=1))
        await at.settle()
        assert sorted(at.fake.issues) == ["OPS-1", "OPS-2"]
        assert at.desk.whole("T-2")[0].outer == ""
        at.desk.wait(timedelta(minutes=1))  # Jira's index stands still
        await at.desk.settle()
        assert sorted(at.fake.issues) == ["OPS-1", "OPS-2"]
        assert at.desk.whole("T-2")[0].outer == "OPS-2"
        assert at.told == []


def hidden(fake: AnyForge) -> None:
    """Take the repository away, or hide it from us."""
    fake.is_there = False


def renamed(fake: AnyForge) -> None:
    """Rename the repository."""
    fake.is_renamed = True


def archived(fake: AnyForge) -> None:
    """Let nobody write to the repository."""
    fake.is_archived = True


def turned_off(fake: AnyForge) -> None:
    """Turn its issues off."""
    fake.has_issues = False


@pytest.mark.parametrize("forge", FORGES, ids=[kind.__name__ for kind, _ in FORGES])
@pytest.mark.parametrize("spoil", [hidden, renamed, archived, turned_off])
async def test_a_repository_that_takes_nothing(
    tmp_path: Path,
    forge: tuple[type[AnyForge], Callable[..., Any]],
    spoil: Callable[[AnyForge], None],
) -> None:
    """What belongs to an issue waits like a new one, the admin is told once, and it is done when
    the repository is as it was.
    """
    kind, opened = forge
    fake, desk = kind(), tracked(tmp_path)
    fake.now = desk.now
    async with opened(fake) as tracker:
        desk.caller = Caller(desk.store, tracker, desk.told.append)
        desk.take(mail("r"))
        await desk.settle()
        before = dict(vars(fake))
        spoil(fake)
        desk.take(mail("a", text="It was the fuse.", answers=["r"], at=1))
        desk.take(mail("s", subject="The lift", at=1))
        for _ in range(2):
            desk.wait(timedelta(minutes=20))
            await desk.settle()
        (told,) = [each.text for each in desk.told]
        assert told.startswith("the tracker refuses listbot itself: ")
        config = config_of(tmp_path, "https://example.atlassian.net")
        ((level, words),) = said(desk, config)
        assert (level, words.startswith("3 calls wait, the oldest for 40 minutes: ")) == (
            Level.WARNING,
            True,
        )
        flags = ("is_there", "is_renamed", "is_archived", "has_issues")
        vars(fake).update({name: before[name] for name in flags})
        desk.wait(HOUR)
        await desk.settle()
        assert said(desk, config) == [QUIET]
        assert len([each for each in fake.issues[1].events if each.kind == "comment"]) == 1
        assert sorted(fake.issues) == [1, 2]
    desk.store.close()
