"""What a forge's search shows comes a minute late; labels are found by listing."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from listbot.errors import TrackerAmbiguous
from listbot.trackers.forges.tracker import ForgeTracker
from tests.contracts.test_trackers import FUSE, PRINTER
from tests.trackers.fakes.forge import SEARCH_LAG, ForgeFake
from tests.trackers.fakes.forgejo import ForgejoFake, forgejo
from tests.trackers.fakes.github import GitHubFake, github
from tests.trackers.fakes.gitlab import GitLabFake, gitlab
from tests.trackers.fakes.site import Asked, SiteFault

Made = Callable[..., AbstractAsyncContextManager[ForgeTracker]]
FORGES: list[tuple[type[ForgeFake], Made]] = [
    (ForgejoFake, forgejo),
    (GitHubFake, github),
    (GitLabFake, gitlab),
]


def searched(fake: ForgeFake, words: str) -> int:
    """Return how many issues the forge's search finds."""
    asked = Asked("GET", fake.search[0], {fake.search[1]: words}, {}, b"")
    found = json.loads(fake.respond(asked).body)
    return len(found["items"] if isinstance(found, dict) else found)


@pytest.mark.parametrize(("kind", "made"), FORGES)
async def test_a_request_is_found_before_a_search_shows_it(
    kind: type[ForgeFake], made: Made
) -> None:
    """So what was made a second ago, and never answered, is not made again."""
    fake = kind()
    async with made(fake) as tracker:
        fake.faults = [SiteFault("POST", ".*/issues", None, is_done=True)]
        with pytest.raises(TrackerAmbiguous):
            await tracker.create(replace(PRINTER, retried=False))
        assert searched(fake, PRINTER.label) == 0
        key = await tracker.create(PRINTER)
        assert await tracker.find(PRINTER.label) == key
        assert len(fake.issues) == 1
        fake.pass_time(SEARCH_LAG)
        assert searched(fake, PRINTER.label) == 1
    assert fake.search[0] not in [each.path for each in fake.asked]


@pytest.mark.parametrize(("kind", "made"), FORGES)
async def test_a_comment_is_found_before_a_search_shows_it(
    kind: type[ForgeFake], made: Made
) -> None:
    """It is looked for in the comments of its issue."""
    fake = kind()
    async with made(fake) as tracker:
        key = await tracker.create(PRINTER)
        fake.pass_time(SEARCH_LAG)
        fake.faults = [SiteFault("POST", ".*/(comments|notes)", None, is_done=True)]
        with pytest.raises(TrackerAmbiguous):
            await tracker.comment(key, FUSE)
        assert searched(fake, FUSE.label) == 0
        await tracker.comment(key, FUSE)
        assert len((await tracker.read(key)).comments) == 1
        fake.pass_time(SEARCH_LAG)
        assert searched(fake, FUSE.label) == 1
