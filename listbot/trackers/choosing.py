"""Makes the tracker that the configuration names.

An adapter is imported only if it is used. A kind is a row here and one in `config/outside/tracker`;
a test holds them together.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime

from listbot.config.types import TrackerConfig
from listbot.trackers import Tracker

Clock = Callable[[], datetime]


def tracker_from(config: TrackerConfig, clock: Clock) -> Tracker:
    """Return the tracker, without a connection yet. Raises KeyError for an unknown kind."""
    return KINDS[config.kind](config, clock)


def _jira(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.http import Access, Client
    from listbot.trackers.jira.adapter import JiraTracker

    login = b64encode(f"{config.user}:{config.token}".encode()).decode()
    access = Access(
        config.url,
        {"Authorization": f"Basic {login}"},
        (config.user, config.token),
        config.ca_file,
    )
    return JiraTracker(
        Client("jira", access, clock),
        config.project,
        config.issue_type,
        dict(config.statuses),
        dict(config.transitions),
    )


def _roundup(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.http import Access, Client
    from listbot.trackers.roundup.adapter import RoundupTracker
    from listbot.trackers.roundup.site import login

    headers = login(config.url, config.user, config.token)
    access = Access(config.url, headers, (config.user, config.token), config.ca_file)
    return RoundupTracker(
        Client("roundup", access, clock),
        config.project,
        config.user,
        dict(config.statuses),
        dict(config.transitions),
    )


def _redmine(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.http import Access, Client
    from listbot.trackers.redmine.adapter import RedmineTracker

    headers = {"X-Redmine-API-Key": config.token}
    access = Access(config.url, headers, ("", config.token), config.ca_file)
    return RedmineTracker(
        Client("redmine", access, clock),
        config.project,
        config.issue_type,
        dict(config.statuses),
        dict(config.transitions),
        config.accounts,
        config.public,
    )


def _forgejo(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.forgejo.site import ForgejoSite
    from listbot.trackers.forges.tracker import ForgeTracker
    from listbot.trackers.http import Access, Client

    headers = {"Authorization": f"token {config.token}"}
    access = Access(config.url, headers, ("", config.token), config.ca_file)
    site = ForgejoSite(Client("forgejo", access, clock), config.project)
    return ForgeTracker("forgejo", site, config.accounts, config.public)


def _github(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.forges.tracker import ForgeTracker
    from listbot.trackers.github.site import HEADERS, GitHubSite
    from listbot.trackers.http import Access, Client

    headers = {"Authorization": f"Bearer {config.token}", **HEADERS}
    access = Access(config.url, headers, ("", config.token), config.ca_file)
    site = GitHubSite(Client("github", access, clock), config.project)
    return ForgeTracker("github", site, config.accounts, config.public)


def _gitlab(config: TrackerConfig, clock: Clock) -> Tracker:
    from listbot.trackers.forges.tracker import ForgeTracker
    from listbot.trackers.gitlab.site import GitLabSite
    from listbot.trackers.http import Access, Client

    headers = {"Authorization": f"Bearer {config.token}"}
    access = Access(config.url, headers, ("", config.token), config.ca_file)
    site = GitLabSite(Client("gitlab", access, clock), config.project)
    return ForgeTracker("gitlab", site, config.accounts, config.public)


KINDS: dict[str, Callable[[TrackerConfig, Clock], Tracker]] = {
    "jira": _jira,
    "roundup": _roundup,
    "redmine": _redmine,
    "forgejo": _forgejo,
    "github": _github,
    "gitlab": _gitlab,
}
