"""GitLab's traps: commands in texts, internal notes, files in two steps, and what was moved."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from listbot.errors import (
    TrackerAmbiguous,
    TrackerDenied,
    TrackerGone,
    TrackerRefused,
    TrackerUnavailable,
)
from listbot.model.desk.ticket import Change, Field
from listbot.trackers import Edit
from listbot.trackers.forges.tracker import ForgeTracker
from tests.contracts.test_trackers import FUSE, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.gitlab import PROJECT, GitLabFake, gitlab
from tests.trackers.fakes.site import Said, SiteFault

ISSUES = f"{PROJECT}/issues"
HIGH = Edit(Field.PRIORITY, "high")
ANA = Edit(Field.ASSIGNEE, "ana@example.org")


@pytest.fixture
def fake() -> GitLabFake:
    """One project."""
    return GitLabFake()


@pytest.fixture
async def tracker(fake: GitLabFake) -> AsyncIterator[ForgeTracker]:
    """A tracker for it."""
    async with gitlab(fake) as made:
        yield made


@pytest.mark.parametrize(
    "text",
    ["/close", "a\n/assign @ana", "```\n/close\n```", "x\n```\n/close", "````\n```\n/close\n````"],
)
async def test_commands_in_a_mail_are_words(
    fake: GitLabFake, tracker: ForgeTracker, text: str
) -> None:
    """GitLab carries out what stands outside of code; no line of a mail can end the code."""
    key = await tracker.create(replace(PRINTER, text=text))
    await tracker.comment(key, replace(FUSE, text=text))
    await tracker.attach(key, replace(PICTURE, name="``` close @all.png"))
    assert fake.commands == []


async def test_internal_and_confidential_words_never_come(
    fake: GitLabFake, tracker: ForgeTracker
) -> None:
    """While an issue is confidential only its state is heard; internal notes are not even read."""
    await tracker.create(PRINTER)
    fake.whisper(1, "tim", "A difficult customer.")
    fake.confidential.add(1)
    fake.write(1, "tim", "For us alone.")
    fake.set(1, "tim", "close")
    seen = (await tracker.changes("")).seen
    assert [(each.text, each.changes) for each in seen] == [
        ("", (Change(Field.STATUS, "open", "closed"),))
    ]
    assert (await tracker.read("#1")).comments == ("For us alone.",)


async def test_a_lost_file_is_named_once(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """Only the comment that names it counts; its address is checked, and its name is code."""
    key = await tracker.create(PRINTER)
    fake.faults = [SiteFault("POST", f"{ISSUES}/1/notes", None, is_done=True)]
    file = replace(PICTURE, name="![](x) @äll.png")
    with pytest.raises(TrackerAmbiguous):
        await tracker.attach(key, file)
    await tracker.attach(key, file)
    (said,) = fake.issues[1].events
    assert said.about.split("\n")[:4] == [
        f"[A file that came by mail](/uploads/{'0' * 32}/f1a2b3-____x____ll.png)",
        "",
        "```text",
        "f1a2b3-![](x) @äll.png",
    ]
    upload = Said(201, b'{"url": "https://x.example.org/a"}')
    fake.faults = [SiteFault("POST", f"{PROJECT}/uploads", upload)]
    with pytest.raises(TrackerUnavailable, match="did not say where it is"):
        await tracker.attach(key, replace(PICTURE, label="f9"))


async def test_an_issue_that_was_moved_is_gone(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """Moving closes it here, which is not heard as an answer."""
    key = await tracker.create(PRINTER)
    fake.set(1, "tim", "close")
    fake.moved.add(1)
    with pytest.raises(TrackerGone, match="#1: it was moved elsewhere"):
        await tracker.comment(key, FUSE)
    assert (await tracker.changes("")).seen == ()


async def test_a_project_that_takes_nothing_is_waited_for(
    fake: GitLabFake, tracker: ForgeTracker
) -> None:
    """Renamed, archived, without issues, or not to be seen: that is the admin's to change."""
    key = await tracker.create(PRINTER)
    fake.is_renamed = True
    with pytest.raises(TrackerDenied, match=r"was renamed: change tracker\.project"):
        await tracker.comment(key, FUSE)
    fake.is_renamed, fake.is_archived = False, True
    with pytest.raises(TrackerDenied):
        await tracker.create(SCREEN)
    fake.is_archived, fake.has_issues = False, False
    with pytest.raises(TrackerDenied, match="not there, or without issues"):
        await tracker.create(SCREEN)


async def test_a_locked_issue(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """It takes no comment; that holds up nothing else."""
    key = await tracker.create(PRINTER)
    fake.issues[1].is_locked = True
    with pytest.raises(TrackerRefused, match="#1 is locked"):
        await tracker.comment(key, FUSE)


async def test_an_assignee_and_a_priority(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """Somebody whom GitLab does not know is refused, and so is what it drops."""
    key = await tracker.create(PRINTER)
    fake.set(1, "tim", "label", "bug")
    await tracker.change(key, ANA, "Ana", "x")
    await tracker.change(key, HIGH, "Ana", "x")
    await tracker.change(key, replace(HIGH, value="low"), "Ana", "x")
    assert (fake.issues[1].assignees, fake.issues[1].labels) == (["ana"], ["bug", "priority: low"])
    await tracker.change(key, replace(HIGH, value="normal"), "Ana", "x")
    assert fake.issues[1].labels == ["bug"]
    fake.may_write = False
    with pytest.raises(TrackerDenied, match="was not labelled"):
        await tracker.change(key, HIGH, "Ana", "x")
    await tracker.change(key, replace(ANA, value=""), "Ana", "x")
    del fake.users["ana"]
    with pytest.raises(TrackerRefused, match="#1 cannot be assigned to 'ana'"):
        await tracker.change(key, ANA, "Ana", "x")


async def test_what_people_do_comes_back(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """From notes and events; other notes of GitLab's own mean nothing here."""
    await tracker.create(PRINTER)
    fake.set(1, "tim", "assign", "ana")
    fake.set(1, "tim", "unassign", "ana")
    fake.set(1, "tim", "pin")
    fake.set(1, "tim", "close")
    fake.set(1, "tim", "reopen")
    fake.set(1, "tim", "label", "priority: urgent")
    fake.set(1, "tim", "unlabel", "priority: urgent")
    fake.write(1, "tim", "Well?")
    seen = (await tracker.changes("")).seen
    assert {change for each in seen for change in each.changes} == {
        Change(Field.ASSIGNEE, "", "ana@example.org"),
        Change(Field.ASSIGNEE, "", ""),
        Change(Field.STATUS, "open", "closed"),
        Change(Field.STATUS, "closed", "open"),
        Change(Field.PRIORITY, "", "urgent"),
        Change(Field.PRIORITY, "urgent", "normal"),
    }
    assert ({each.who for each in seen}, len({each.id for each in seen})) == ({"Tim"}, 7)


async def test_a_label_that_was_deleted_says_nothing(
    fake: GitLabFake, tracker: ForgeTracker
) -> None:
    """GitLab keeps its events without its name."""
    await tracker.create(PRINTER)
    fake.set(1, "tim", "label", "")
    assert (await tracker.changes("")).seen == ()


async def test_news_end(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """A look at which nothing is new has the same cursor, though GitLab tells parts of seconds."""
    await tracker.create(PRINTER)
    cursor = (await tracker.changes("")).cursor
    assert (await tracker.changes(cursor)).cursor == cursor


async def test_an_issue_whose_number_is_not_told(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """It is found by its label at the next attempt."""
    fake.faults = [SiteFault("POST", ISSUES, Said(201, b"{}"), is_done=True)]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)
    assert await tracker.create(PRINTER) == "#1"


async def test_lists_are_read_page_by_page(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """However long they are; an answer that is none is empty."""
    for number in range(150):
        fake.open("listbot", "x", f"<!-- listbot:lb{number} -->")
    assert await tracker.find("lb0") == "#1"
    fake.faults = [SiteFault("GET", ISSUES, Said(200, b"{}"))]
    assert await tracker.find("lb0") is None


async def test_a_check_says_what_is_missing(fake: GitLabFake, tracker: ForgeTracker) -> None:
    """The role, the token's scope, and a project that is public where that was denied."""
    fake.may_write, fake.scopes, fake.is_private = False, ["read_api"], False
    fake.is_archived = True
    assert (await tracker.check()).missing == (
        "the repository is archived: nothing can be written to it",
        "the permission to write: issues can be neither assigned nor labelled",
        "tracker.public says false, but the repository is a public one",
        "the token's scope api: it has read_api",
    )
    fake.may_write, fake.is_private, fake.is_archived = True, True, False
    fake.is_personal = False
    assert (await tracker.check()).missing == ()
    fake.has_issues = False
    (missing,) = (await tracker.check()).missing
    assert missing.startswith("the project infra/helpdesk: ")
