"""The daemon with a Jira beside it: from a mail to an issue, and from a comment to a letter."""

from dataclasses import replace
from pathlib import Path

import pytest

from listbot.app import build
from listbot.cli.setup import probes
from listbot.cli.setup.check import summary
from listbot.config import load
from listbot.config.types import TrackerConfig
from listbot.errors import TrackerDenied, TrackerGone, TrackerUnavailable
from listbot.replay import replay
from listbot.timekeeping import utc_now
from listbot.trackers import Checked
from listbot.trackers.memory import MemoryTracker
from tests.trackers.daemon import commented, config_of, until_heard
from tests.trackers.fakes.jira import JiraFake
from tests.trackers.fakes.site import serving


async def test_a_mail_becomes_an_issue_and_a_comment_a_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the daemon serves; a replay of its journal is equal."""
    monkeypatch.setattr("listbot.trackers.calling.POLL", 0.01)
    fake = JiraFake()
    async with serving(fake) as url:
        config = config_of(tmp_path, url)
        assert config.tracker is not None
        config = replace(config, tracker=replace(config.tracker, poll=0.05))
        async with commented(config, fake) as app:
            await until_heard(app)
        assert replay(app.store).is_equal
        app.store.close()


def test_in_shadow_nothing_is_sent(tmp_path: Path) -> None:
    """The daemon has no tracker then."""
    app = build(config_of(tmp_path, "http://127.0.0.1:9"), shadow=True)
    assert app.store.context.has_tracker is False
    app.store.close()


@pytest.mark.parametrize(
    ("public", "private", "words"),
    [
        ("false", "all", ("only the team sees it", "it gets private tickets as well")),
        (
            "true",
            "stub",
            (
                "anybody can read it, so it gets no addresses and no files",
                "of private tickets it gets the number, and whether they are open",
            ),
        ),
        (
            "false",
            "nothing",
            (
                "only the team sees it",
                "of private tickets it gets nothing: only public ones can be seen there",
            ),
        ),
    ],
)
def test_a_tracker_is_said_in_words(tmp_path: Path, public: str, private: str, words: str) -> None:
    """By `check-config`: where it is, who sees it, what it gets."""
    path = config_of(tmp_path, "https://example.atlassian.net").path
    assert path is not None
    text = path.read_text().replace("public = false", f"public = {public}")
    path.write_text(text.replace('"all"', f'"{private}"'))
    shown = summary(load(path, {"LISTBOT_TRACKER__TOKEN": "hunter2"}))
    where = "Tracker     jira at https://example.atlassian.net, project OPS"
    assert "\n".join((where, *(f"            {each}" for each in words))) in shown


class Partly(MemoryTracker):
    """A tracker in which something is missing, or whose token is refused."""

    missing: tuple[str, ...] = ()
    fault: Exception | None = None

    async def check(self) -> Checked:
        """Say what there is."""
        if self.fault is not None:
            raise self.fault
        return Checked(("logged in", "project OPS"), self.missing)


def test_connect_tries_the_tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says what it found, or what is missing."""
    config = config_of(tmp_path, "https://example.atlassian.net")
    tracker = Partly(utc_now)

    def made(config: TrackerConfig, clock: object) -> Partly:
        return tracker

    monkeypatch.setattr(probes, "tracker_from", made)
    (probe,) = (each for each in probes.attempts(config) if each.what == "tracker")
    assert probe.make().words == "logged in, project OPS"
    tracker.missing = ("no such step", "no such type")
    assert (probe.make().worked, probe.make().words) == (False, "no such step; no such type")
    for fault, cause in (
        (
            TrackerDenied("jira: 401"),
            "the account and its token in [tracker], and what it may do there",
        ),
        (TrackerGone("jira: 404"), "whether tracker.url is right"),
        (
            TrackerUnavailable("jira: cannot connect"),
            "whether tracker.url is right and the tracker is up",
        ),
    ):
        tracker.fault = fault
        assert probe.make().words == f"{fault}; see {cause}"
