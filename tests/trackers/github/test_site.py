"""GitHub's traps: what it drops without a word, what was moved, and its limits."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused, TrackerUnavailable
from listbot.model.desk.ticket import Change, Field
from listbot.trackers import Edit, http
from listbot.trackers.forges.tracker import ForgeTracker
from listbot.trackers.github.site import GitHubSite
from listbot.trackers.http import Access, Client, Upload
from tests.contracts.test_trackers import FUSE, PICTURE, PRINTER, SCREEN
from tests.contracts.ways_tracked import at_start
from tests.playing import START
from tests.trackers.fakes.forge import failed
from tests.trackers.fakes.github import REPOSITORY, GitHubFake, github
from tests.trackers.fakes.site import Said, SiteFault

ISSUES = f"{REPOSITORY}/issues"
ANA = Edit(Field.ASSIGNEE, "ana@example.org")
HIGH = Edit(Field.PRIORITY, "high")


@pytest.fixture
def fake() -> GitHubFake:
    """One repository."""
    return GitHubFake()


@pytest.fixture
async def tracker(fake: GitHubFake) -> AsyncIterator[ForgeTracker]:
    """A tracker for it."""
    async with github(fake) as made:
        yield made


async def test_a_file_stays_here_and_a_line_says_so(
    fake: GitHubFake, tracker: ForgeTracker
) -> None:
    """GitHub has no request that attaches files."""
    key = await tracker.create(PRINTER)
    await tracker.attach(key, PICTURE)
    (said,) = fake.issues[1].events
    assert said.about.split("\n")[1] == (
        "A file came with this mail. It is kept at the help desk: fire.png"
    )
    site = GitHubSite(Client("github", Access("http://127.0.0.1:1"), at_start), "infra/helpdesk")
    with pytest.raises(TrackerRefused):
        await site.attach(key, Upload("attachment", "x", "image/png", b""))


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        (failed(429, "Too many requests"), None),
        (failed(403, "You have exceeded a secondary rate limit."), None),
        (failed(403, "This was submitted too quickly"), None),
        (
            failed(
                403,
                "API rate limit exceeded",
                **{
                    "X-RateLimit-Remaining": "0",
                    "X-RateLimit-Reset": str(int(START.timestamp()) + 120),
                },
            ),
            timedelta(minutes=2),
        ),
        (failed(403, "Slow down", **{"Retry-After": "60"}), timedelta(minutes=1)),
    ],
)
async def test_too_many_requests_are_not_a_missing_permission(
    fake: GitHubFake, tracker: ForgeTracker, said: Said, wait: timedelta | None
) -> None:
    """GitHub answers both with 403; nothing was done, and the wait is what it asks for."""
    fake.faults = [SiteFault("POST", ISSUES, said)]
    with pytest.raises(TrackerUnavailable) as caught:
        await tracker.create(PRINTER)
    assert (type(caught.value), caught.value.wait) == (TrackerUnavailable, wait)
    assert fake.issues == {}


async def test_an_issue_that_was_moved_is_gone(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """Nothing is written to where it went: anybody may read that repository."""
    key = await tracker.create(PRINTER)
    fake.moved.add(1)
    with pytest.raises(TrackerGone, match="#1, or we may not see it: it was moved elsewhere"):
        await tracker.comment(key, FUSE)
    assert (await tracker.changes("")).seen == ()
    assert {each.path.partition("?")[0] for each in fake.asked} <= {
        "/user",
        REPOSITORY,
        ISSUES,
        f"{ISSUES}/1",
    }


async def test_a_repository_that_takes_nothing_is_waited_for(
    fake: GitHubFake, tracker: ForgeTracker
) -> None:
    """Renamed, archived, without issues, not to be seen: that is the admin's to change."""
    key = await tracker.create(PRINTER)
    fake.is_renamed = True
    for name in ("create", "comment"):
        with pytest.raises(TrackerDenied, match=r"was renamed: change tracker\.project"):
            await (tracker.create(SCREEN) if name == "create" else tracker.comment(key, FUSE))
    fake.is_renamed, fake.is_archived = False, True
    with pytest.raises(TrackerDenied, match="archived"):
        await tracker.comment(key, FUSE)
    fake.is_archived, fake.has_issues = False, False
    with pytest.raises(TrackerDenied, match="not there, or without issues"):
        await tracker.create(SCREEN)
    fake.is_there = False
    with pytest.raises(TrackerDenied):
        await tracker.find(SCREEN.label)
    assert list(fake.issues) == [1]


async def test_a_locked_conversation(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """It takes no comment; that holds up nothing else."""
    key = await tracker.create(PRINTER)
    fake.issues[1].is_locked = True
    with pytest.raises(TrackerRefused, match="#1 is locked"):
        await tracker.comment(key, FUSE)


async def test_what_is_dropped_without_a_word_is_noticed(
    fake: GitHubFake, tracker: ForgeTracker
) -> None:
    """Without the permission to write, GitHub answers 200 and changes nothing."""
    key = await tracker.create(PRINTER)
    fake.may_write = False
    with pytest.raises(TrackerRefused, match="cannot be assigned to 'Ana'"):
        await tracker.change(key, ANA, "Ana", "x")
    with pytest.raises(TrackerDenied, match="was not labelled"):
        await tracker.change(key, HIGH, "Ana", "x")


async def test_a_priority_is_one_label(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """Other labels stay."""
    key = await tracker.create(PRINTER)
    fake.set(1, "Tim", "label", "bug")
    await tracker.change(key, HIGH, "Ana", "x")
    assert fake.issues[1].labels == ["bug", "priority: high"]
    await tracker.change(key, replace(HIGH, value="normal"), "Ana", "x")
    assert fake.issues[1].labels == ["bug"]


async def test_an_issue_whose_number_is_not_told(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """It is found by its label at the next attempt."""
    fake.faults = [SiteFault("POST", ISSUES, Said(201, b"{}"), is_done=True)]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)
    assert await tracker.create(PRINTER) == "#1"


async def test_lists_are_read_page_by_page(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """However long they are; an answer that is none is empty."""
    for number in range(150):
        fake.open("listbot", "x", f"<!-- listbot:lb{number} -->")
    for number in range(230):
        fake.write(1, "Tim", f"{number}")
    assert await tracker.find("lb0") == "#1"
    assert len((await tracker.read("#1")).comments) == 230
    fake.faults = [SiteFault("GET", ISSUES, Said(200, b"{}"))]
    assert await tracker.find("lb0") is None


async def test_what_people_do_comes_back(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """In our words; an event and a comment with the same number are two things."""
    await tracker.create(PRINTER)
    fake.set(1, "Tim", "close")
    fake.set(1, "Tim", "reopen")
    fake.set(1, "Tim", "assign", "ana")
    fake.set(1, "Tim", "label", "priority: urgent")
    fake.set(1, "Tim", "pin")
    fake.set(1, "Tim", "unlabel", "priority: urgent")
    fake.set(1, "Tim", "unassign", "ana")
    fake.write(1, "Tim", "Well?")
    fake.issues[1].events[-1].id = fake.issues[1].events[0].id
    seen = (await tracker.changes("")).seen
    assert {change for each in seen for change in each.changes} == {
        Change(Field.STATUS, "open", "closed"),
        Change(Field.STATUS, "closed", "open"),
        Change(Field.ASSIGNEE, "", "ana@example.org"),
        Change(Field.PRIORITY, "", "urgent"),
        Change(Field.PRIORITY, "urgent", "normal"),
        Change(Field.ASSIGNEE, "ana@example.org", ""),
    }
    assert (len({each.id for each in seen}), {each.who for each in seen}) == (7, {"Tim"})


async def test_a_pull_request_is_not_an_issue(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """GitHub lists both together."""
    listed = b'[{"number": 1, "body": "<!-- listbot:lb1 -->", "pull_request": {}}]'
    fake.faults = [SiteFault("GET", ISSUES, Said(200, listed))]
    assert await tracker.find("lb1") is None


async def test_a_check_says_what_is_missing(fake: GitHubFake, tracker: ForgeTracker) -> None:
    """The permission, the scope of a classic token, and a repository that is not there."""
    fake.may_write, fake.scopes = False, "gist, read:org"
    assert (await tracker.check()).missing == (
        "the permission to write: issues can be neither assigned nor labelled",
        "the token's scope repo: it has gist, read:org",
    )
    fake.may_write, fake.scopes = True, "public_repo"
    assert (await tracker.check()).missing == ("the token's scope repo: it has public_repo",)
    fake.scopes = "repo, gist"
    assert await tracker.check() == await tracker.check()
    assert (await tracker.check()).missing == ()
    async with github(fake, public=True) as other:
        fake.is_private, fake.scopes = False, ""
        assert (await other.check()).missing == ("the token's scope public_repo: it has none",)
        fake.scopes = "public_repo"
        assert (await other.check()).missing == ()
    fake.is_there = False
    (missing,) = (await tracker.check()).missing
    assert missing.startswith("the repository infra/helpdesk: ")


async def test_long_comments_hold_up_nobody(
    fake: GitHubFake, tracker: ForgeTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can write so many to a public issue that a page of them is too long for us: the page
    is read in parts, and what is too long by itself is left out.
    """
    monkeypatch.setattr(http, "MOST_BYTES", 20_000)
    key = await tracker.create(PRINTER)
    for number in range(30):
        fake.write(1, "tim", f"{number} {'x' * 2000}")
    fake.write(1, "tim", "x" * 21_000)
    seen = (await tracker.changes("")).seen
    assert [each.text.split()[0] for each in seen] == [str(number) for number in range(30)]
    await tracker.comment(key, FUSE)
    await tracker.comment(key, FUSE)
    assert len(fake.issues[1].events) == 32
