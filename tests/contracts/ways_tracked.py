"""One rig for each tracker: the tracker itself, with a clock set by hand.

An adapter joins the contract suites by a function like `jira_rig` and a line in RIGS.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from listbot.model.desk.ticket import Field
from listbot.trackers import Edit, Tracker
from listbot.trackers.builtin import BuiltinTracker
from listbot.trackers.memory import MemoryTracker
from listbot.trackers.redmine.adapter import RedmineTracker
from listbot.trackers.roundup.adapter import RoundupTracker
from tests.playing import START, Play, in_file
from tests.store.desk.by_hand import desk_rules
from tests.trackers.fakes import redmine, roundup
from tests.trackers.fakes.forge import act as act_in_forge
from tests.trackers.fakes.forgejo import ForgejoFake, forgejo
from tests.trackers.fakes.github import GitHubFake, github
from tests.trackers.fakes.gitlab import GitLabFake, gitlab
from tests.trackers.fakes.jira import JiraFake, act, jira
from tests.trackers.fakes.site import serving

ALL_FIELDS = frozenset({Field.STATUS, Field.ASSIGNEE, Field.PRIORITY, Field.PUBLIC})
FORGE_FIELDS = frozenset({Field.STATUS, Field.ASSIGNEE, Field.PRIORITY})

Happen = Callable[[str, str, str, Edit | None], Awaitable[None]]
"""Has a person write (key, who, text) or change something in the tracker itself."""


@dataclass(frozen=True, slots=True)
class Rig:
    """A tracker without tickets."""

    tracker: Tracker
    fields: frozenset[Field] = ALL_FIELDS
    """What can be changed in it."""
    happen: Happen | None = None
    """None: nobody can do anything in it but by us."""
    whisper: Happen | None = None
    """The same for a comment that stays internal; None: the tracker has none."""
    member: str = "ana@example.org"
    """Somebody to whom a ticket can be assigned."""


def at_start() -> datetime:
    """Return a constant time."""
    return START


@asynccontextmanager
async def memory_rig() -> AsyncIterator[Rig]:
    """The in-memory twin."""
    tracker = MemoryTracker(at_start)

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        tracker.happen(key, who, text, edit)

    yield Rig(tracker, happen=happen)


@asynccontextmanager
async def builtin_rig() -> AsyncIterator[Rig]:
    """Our own store."""
    with TemporaryDirectory() as folder:
        play = Play(engine=in_file(Path(folder)), in_force=desk_rules())
        yield Rig(BuiltinTracker(play.store))
        play.store.close()


@asynccontextmanager
async def jira_rig() -> AsyncIterator[Rig]:
    """Jira Cloud, by its published description."""
    fake = JiraFake()

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        act(fake, key, who, text, edit)

    async def whisper(key: str, who: str, text: str, edit: Edit | None) -> None:
        fake.write(key, who, text, jsdPublic=False)
        fake.write(key, who, text, visibility={"type": "role", "value": "Administrators"})
        fake.pass_time()

    async with jira(fake) as tracker:
        fields = frozenset({Field.STATUS, Field.ASSIGNEE, Field.PRIORITY})
        yield Rig(tracker, fields, happen, whisper)


@asynccontextmanager
async def roundup_rig() -> AsyncIterator[Rig]:
    """A fake Roundup; the real one is in tests/servers."""
    async with serving(roundup.RoundupFake()) as url, roundup_at(url) as rig:
        yield rig


@asynccontextmanager
async def roundup_at(url: str, password: str = "secret") -> AsyncIterator[Rig]:
    """Any Roundup without tickets that has these users."""

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        await roundup.act(roundup.client(url, who, password), who, key, text, edit)

    tracker = RoundupTracker(roundup.client(url, "listbot", password))
    yield Rig(tracker, frozenset({Field.STATUS, Field.ASSIGNEE, Field.PRIORITY}), happen)
    await tracker.close()


@asynccontextmanager
async def redmine_rig() -> AsyncIterator[Rig]:
    """A fake Redmine; the real one is in tests/servers."""
    keys = {name: name for name in redmine.PEOPLE.values()}
    async with serving(redmine.RedmineFake()) as url, redmine_at(url, keys) as rig:
        yield rig


@asynccontextmanager
async def redmine_at(url: str, keys: Mapping[str, str]) -> AsyncIterator[Rig]:
    """Any Redmine without tickets that has these users."""

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        await redmine.act(redmine.client(url, keys[who]), key, text, edit)

    async def whisper(key: str, who: str, text: str, edit: Edit | None) -> None:
        await redmine.act(redmine.client(url, keys[who]), key, text, is_private=True)

    tracker = RedmineTracker(redmine.client(url, keys["listbot"]), "infra", public=False)
    fields = frozenset({Field.STATUS, Field.ASSIGNEE, Field.PRIORITY})
    yield Rig(tracker, fields, happen, whisper)
    await tracker.close()


@asynccontextmanager
async def forgejo_rig() -> AsyncIterator[Rig]:
    """Forgejo and Gitea, by the published description of Gitea's API."""
    fake = ForgejoFake()

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        act_in_forge(fake, key, who, text, edit)

    async with forgejo(fake) as tracker:
        yield Rig(tracker, FORGE_FIELDS, happen)


@asynccontextmanager
async def github_rig() -> AsyncIterator[Rig]:
    """GitHub, by the published description of its API."""
    fake = GitHubFake()

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        act_in_forge(fake, key, who, text, edit)

    async with github(fake) as tracker:
        yield Rig(tracker, FORGE_FIELDS, happen)


@asynccontextmanager
async def gitlab_rig() -> AsyncIterator[Rig]:
    """GitLab, by the documentation of its API."""
    fake = GitLabFake()

    async def happen(key: str, who: str, text: str, edit: Edit | None) -> None:
        act_in_forge(fake, key, who, text, edit)

    async def whisper(key: str, who: str, text: str, edit: Edit | None) -> None:
        fake.whisper(int(key[1:]), who.casefold(), text)

    async with gitlab(fake) as tracker:
        yield Rig(tracker, FORGE_FIELDS, happen, whisper)


RIGS: dict[str, Callable[[], AbstractAsyncContextManager[Rig]]] = {
    "memory": memory_rig,
    "builtin": builtin_rig,
    "jira": jira_rig,
    "roundup": roundup_rig,
    "redmine": redmine_rig,
    "forgejo": forgejo_rig,
    "github": github_rig,
    "gitlab": gitlab_rig,
}
OUTER = tuple(name for name in RIGS if name != "builtin")
"""Those in which people work, too."""
OURS = ("memory", "builtin")
"""Those that report every change made by a call, at the time and in the words of the call."""
