"""The daemon with a Jira that sends webhooks."""

import asyncio
import hmac
import logging
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import aiohttp
import pytest

from listbot.cli.setup.check import summary
from listbot.cli.setup.probes import attempts
from listbot.config import Config, load
from listbot.model.alert import Alert, Cause
from listbot.timekeeping import utc_now
from listbot.trackers.polling import Poller
from listbot.wiring import take_webhooks
from tests.ports import free_port
from tests.trackers.daemon import commented, config_of, until_heard
from tests.trackers.desk import tracked
from tests.trackers.fakes.jira import JiraFake
from tests.trackers.fakes.site import serving

SECRET = "0123456789abcdef0123"
BODY = b'{"webhookEvent": "comment_created"}'
HOUR = 3600


def hooked(folder: Path, url: str) -> Config:
    """A help desk with a Jira that is looked at once an hour, and sends webhooks."""
    path = config_of(folder, url).path
    assert path is not None
    text = path.read_text().replace("poll = 10\n", f"poll = {HOUR}\n")
    path.write_text(f"{text}\n[webhook]\nport = {free_port()}\n")
    environ = {"LISTBOT_TRACKER__TOKEN": "hunter2", "LISTBOT_WEBHOOK__SECRET": SECRET}
    return load(path, environ)


async def send(config: Config) -> int:
    """Send a webhook as Jira does."""
    assert config.webhook is not None
    proof = hmac.new(SECRET.encode(), BODY, sha256).hexdigest()
    url, headers = (
        f"http://127.0.0.1:{config.webhook.port}/",
        {"X-Hub-Signature": f"sha256={proof}"},
    )
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=BODY, headers=headers) as answer,
    ):
        return answer.status


async def test_a_comment_is_heard_soon_after_its_webhook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Though the next look would be in an hour. The secret is in no line of the log."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("listbot.trackers.calling.POLL", 0.01)
    monkeypatch.setattr("listbot.trackers.polling.LEAST_GAP", 0.05)
    fake = JiraFake()
    async with serving(fake) as url:
        config = hooked(tmp_path, url)
        async with commented(config, fake) as app:
            assert await send(config) == 202
            await until_heard(app)
        app.store.close()
    assert not [each for each in caplog.messages if SECRET in each or "comment_created" in each]


async def test_a_port_that_is_taken_ends_nothing(tmp_path: Path) -> None:
    """The admin is told once; looking goes on."""
    config = hooked(tmp_path, "https://example.atlassian.net")
    assert config.webhook is not None
    desk = tracked(tmp_path)
    told: list[Alert] = []
    desk.store.alert = told.append
    taken = await asyncio.start_server(lambda *given: None, "127.0.0.1", config.webhook.port)
    poller = Poller(desk.store, desk.tracker, told.append)
    await take_webhooks(config, poller, desk.store, utc_now)
    (alert,) = told
    assert alert.cause is Cause.TRACKER
    assert f"webhook: cannot listen on 127.0.0.1 port {config.webhook.port}" in alert.text
    assert "what happens in the tracker is heard of by looking alone" in alert.text
    taken.close()
    desk.store.close()


def test_it_is_said_in_words(tmp_path: Path) -> None:
    """By `check-config`, which also tries the port."""
    config = hooked(tmp_path, "https://example.atlassian.net")
    assert config.webhook is not None
    words = (
        "it is looked at every 3600 seconds, and soon after a webhook, which is taken on "
        f"127.0.0.1 port {config.webhook.port}"
    )
    assert words in summary(config)
    assert "webhook" in [each.what for each in attempts(config)]
    assert "webhook" not in [each.what for each in attempts(replace(config, webhook=None))]
