"""What the doctor says of the tracker."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listbot.config import Config
from listbot.config.types import WebhookConfig
from listbot.doctor.finding import Level
from listbot.doctor.look import Look
from listbot.doctor.machine import THIS
from listbot.doctor.tracker import tracker
from listbot.errors import TrackerRefused
from listbot.health.condition import health
from listbot.store.tracking import listening
from listbot.trackers import Request
from tests.store.desk.by_hand import request as mail
from tests.trackers.daemon import config_of
from tests.trackers.desk import TrackedDesk, tracked


def said(desk: TrackedDesk, config: Config) -> list[tuple[Level, str]]:
    """Each finding."""
    with desk.store.reading() as connection:
        condition = health(connection, config, desk.now)
        look = Look(config, connection, condition, THIS, desk.now)
        return [(each.level, each.what) for each in tracker(look)]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A configuration with a Jira."""
    return config_of(tmp_path, "https://example.atlassian.net")


async def test_what_waits_for_the_tracker_is_said(tmp_path: Path, config: Config) -> None:
    """The longer it waits, the worse; with the reason."""
    desk = tracked(tmp_path)
    assert said(desk, config) == [(Level.WELL, "nothing waits for the tracker")]
    desk.tracker.is_away = True
    desk.take(mail("r"))
    assert said(desk, config) == [(Level.NOTE, "2 calls wait, the oldest for 0 seconds")]
    await desk.settle()
    why = "memory: set to be away"
    desk.wait(timedelta(minutes=20))
    words = f"2 calls wait, the oldest for 20 minutes: {why}"
    assert said(desk, config) == [(Level.WARNING, words)]
    desk.wait(timedelta(hours=2))
    assert said(desk, config) == [(Level.FAULT, f"2 calls wait, the oldest for 2 hours: {why}")]
    assert said(desk, replace(config, tracker=None)) == []
    desk.store.close()


async def test_what_was_given_up_is_said_for_a_day(tmp_path: Path, config: Config) -> None:
    """With the tracker's words."""
    desk = tracked(tmp_path)

    async def refuse(request: Request) -> str:
        raise TrackerRefused("fake: 400")

    desk.tracker.create = refuse  # type: ignore[method-assign]
    desk.take(mail("r"))
    await desk.settle()
    assert said(desk, config) == [
        (Level.WELL, "nothing waits for the tracker"),
        (Level.WARNING, "T-1: given up: fake: 400"),
        (Level.WARNING, "T-1: given up: T-1 was not made in the tracker"),
    ]
    desk.wait(timedelta(days=2))
    assert said(desk, config) == [(Level.WELL, "nothing waits for the tracker")]
    desk.store.close()


def test_webhooks_are_said(tmp_path: Path, config: Config) -> None:
    """Whether they come, and whether they are signed with our secret."""
    desk = tracked(tmp_path)
    here = replace(config, webhook=WebhookConfig(secret="0123456789abcdef0123"))
    well = (Level.WELL, "nothing waits for the tracker")
    never = "no webhook has come yet, so what happens there is heard of by looking alone"
    assert said(desk, here) == [well, (Level.NOTE, never)]
    note(desk, is_ours=False)
    refused = (
        "a webhook was refused 5 minutes ago: it was not signed with the secret of [webhook]. If "
        "it was the tracker's, give both the same secret"
    )
    assert said(desk, here) == [well, (Level.WARNING, refused)]
    note(desk, is_ours=True)
    assert said(desk, here) == [well, (Level.WELL, "its last webhook came 5 minutes ago")]
    note(desk, is_ours=False)
    assert said(desk, here) == [well, (Level.WARNING, refused)]
    assert said(desk, config) == [well]
    desk.store.close()


def note(desk: TrackedDesk, *, is_ours: bool) -> None:
    """Have a webhook come, five minutes ago."""
    with desk.store.transaction() as tx:
        listening.note_webhook(tx.connection, is_ours, desk.now)
    desk.wait(timedelta(minutes=5))
