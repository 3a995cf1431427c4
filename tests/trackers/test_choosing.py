"""The tracker that the configuration names."""

import pytest

from listbot.config.outside.tracker import KINDS as CONFIGURED
from listbot.config.types import TrackerConfig
from listbot.model.desk.ticket import Status
from listbot.trackers.choosing import KINDS, tracker_from
from tests.contracts.ways_tracked import at_start
from tests.trackers.fakes.forge import ForgeFake
from tests.trackers.fakes.forgejo import ForgejoFake
from tests.trackers.fakes.github import GitHubFake
from tests.trackers.fakes.gitlab import GitLabFake
from tests.trackers.fakes.jira import JiraFake
from tests.trackers.fakes.redmine import RedmineFake
from tests.trackers.fakes.roundup import RoundupFake
from tests.trackers.fakes.site import serving


def test_each_kind_that_can_be_configured_can_be_made() -> None:
    """And no other."""
    assert list(KINDS) == list(CONFIGURED)


async def test_a_tracker_is_made_as_configured() -> None:
    """It logs in with user and token."""
    fake = JiraFake()
    async with serving(fake) as url:
        config = TrackerConfig(
            "jira",
            url,
            "OPS",
            public=False,
            user="listbot@example.org",
            token="hunter2",
            statuses=(("Done", Status.CLOSED),),
            transitions=((Status.CLOSED, "Done"),),
        )
        tracker = tracker_from(config, at_start)
        checked = await tracker.check()
        await tracker.close()
    assert checked.found == ("logged in as me", "project OPS, Operations")
    assert fake.asked[0].headers["authorization"] == ("Basic bGlzdGJvdEBleGFtcGxlLm9yZzpodW50ZXIy")


@pytest.mark.parametrize(
    ("kind", "fake", "authorization"),
    [
        ("forgejo", ForgejoFake(), "token hunter2"),
        ("github", GitHubFake(), "Bearer hunter2"),
        ("gitlab", GitLabFake(), "Bearer hunter2"),
    ],
)
async def test_a_forge_is_made_as_configured(
    kind: str, fake: ForgeFake, authorization: str
) -> None:
    """It logs in with a token, and knows whether its repository may be public."""
    fake.is_private = False
    async with serving(fake) as url:
        config = TrackerConfig(kind, url, "infra/helpdesk", public=False, token="hunter2")
        tracker = tracker_from(config, at_start)
        checked = await tracker.check()
        await tracker.close()
    assert (tracker.name, len(checked.missing)) == (kind, 1)
    assert {each.headers["authorization"] for each in fake.asked} == {authorization}


async def test_a_roundup_is_made_as_configured() -> None:
    """Its project is the class of the tickets; it logs in with user and password."""
    fake = RoundupFake()
    async with serving(fake) as url:
        config = TrackerConfig(
            "roundup", url, "issue", public=False, user="listbot", token="hunter2"
        )
        tracker = tracker_from(config, at_start)
        checked = await tracker.check()
        await tracker.close()
    assert checked.found == ("logged in as listbot", "class issue")
    headers = fake.asked[0].headers
    assert headers["authorization"] == "Basic bGlzdGJvdDpodW50ZXIy"
    assert (headers["origin"], headers["referer"]) == (url, f"{url}/")


async def test_a_redmine_is_made_as_configured() -> None:
    """It logs in with a key, and knows whether its project may be public."""
    fake = RedmineFake()
    fake.is_public = True
    async with serving(fake) as url:
        config = TrackerConfig(
            "redmine", url, "infra", public=False, token="listbot", issue_type="Support"
        )
        tracker = tracker_from(config, at_start)
        checked = await tracker.check()
        await tracker.close()
    assert checked.found == ("logged in as listbot", "project Infra")
    assert checked.missing == ("tracker.public says false, but the project is a public one",)
