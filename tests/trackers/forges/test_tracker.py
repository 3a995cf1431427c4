"""What goes wrong with any forge, tried with Forgejo's fake."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

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
from listbot.trackers.forges.markdown import label_of, quoted
from listbot.trackers.forges.tracker import ForgeTracker
from tests.contracts.test_trackers import FUSE, OMAR, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.forge import failed
from tests.trackers.fakes.forgejo import REPOSITORY, ForgejoFake, forgejo
from tests.trackers.fakes.site import Said, SiteFault

ISSUES = f"{REPOSITORY}/issues"
CLOSE = Edit(Field.STATUS, "closed")


@pytest.fixture
def fake() -> ForgejoFake:
    """One repository."""
    return ForgejoFake()


@pytest.fixture
async def tracker(fake: ForgejoFake) -> AsyncIterator[ForgeTracker]:
    """A tracker for it."""
    async with forgejo(fake) as made:
        yield made


def done_but_lost(path: str) -> SiteFault:
    """A request that is carried out, and whose answer does not come."""
    return SiteFault("POST", path, None, is_done=True)


async def test_an_answer_that_did_not_come_makes_nothing_twice(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Each is looked up in a list, which does not lag as a search does."""
    fake.faults = [done_but_lost(ISSUES)]
    with pytest.raises(TrackerAmbiguous):
        await tracker.create(replace(PRINTER, retried=False))
    key = await tracker.create(PRINTER)
    fake.faults = [done_but_lost(f"{ISSUES}/1/comments"), done_but_lost(f"{ISSUES}/1/assets")]
    with pytest.raises(TrackerAmbiguous):
        await tracker.comment(key, FUSE)
    with pytest.raises(TrackerAmbiguous):
        await tracker.attach(key, PICTURE)
    await tracker.comment(key, FUSE)
    await tracker.attach(key, PICTURE)
    view = await tracker.read(key)
    assert (list(fake.issues), len(view.comments), view.files) == ([1], 1, ("f1a2b3-fire.png",))


async def test_an_issue_whose_number_is_not_told(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """It is found by its label at the next attempt."""
    fake.faults = [SiteFault("POST", ISSUES, Said(201, b"{}"), is_done=True)]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)
    assert await tracker.create(PRINTER) == "#1"


async def test_a_label_counts_only_in_what_we_have_written(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Anybody can copy it into an issue or a comment of theirs."""
    fake.open("tim", "Not yours", quoted("x", PRINTER.label))
    key = await tracker.create(PRINTER)
    fake.write(2, "tim", quoted("x", FUSE.label))
    await tracker.comment(key, FUSE)
    assert (key, len((await tracker.read(key)).comments)) == ("#2", 2)


async def test_a_label_is_found_however_many_issues_came_since(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Page by page, also where an administrator has made pages smaller."""
    fake.page = 7
    for number in range(20):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
    assert await tracker.find("lb0") == "#1"
    assert await tracker.find("lb99") is None


async def test_what_is_sent_acts_nowhere(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """A request and a comment are blocks of code; their labels are in comments of HTML."""
    key = await tracker.create(replace(PRINTER, title="@ana #1", text="@everyone\n```\n#1"))
    await tracker.comment(key, replace(FUSE, text="closes #1"))
    body, comment = fake.issues[1].body, fake.issues[1].events[0].about
    assert body == "```text\n@everyone\n``\u200b`\n#1\n```\n\n<!-- listbot:k3v9x2m4 -->"
    assert fake.issues[1].title == "@\u200bana #\u200b1"
    assert (comment.split("\n")[0], label_of(comment)) == ("```text", FUSE.label)


async def test_too_many_requests(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """Nothing was done; the wait is the site's, if it names one."""
    fake.faults = [
        SiteFault("POST", ISSUES, failed(429, "slow down")),
        SiteFault("POST", ISSUES, Said(503, b"", {"Retry-After": "120"})),
    ]
    for wait in (None, timedelta(minutes=2)):
        with pytest.raises(TrackerUnavailable) as caught:
            await tracker.create(PRINTER)
        assert (type(caught.value), caught.value.wait) == (TrackerUnavailable, wait)
    assert fake.issues == {}


async def test_a_repository_that_takes_nothing_is_waited_for(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Archived, renamed, without issues, not to be seen: that is the admin's to change, and no
    request is given up for it.
    """
    fake.is_archived = True
    with pytest.raises(TrackerDenied):
        await tracker.create(PRINTER)
    fake.is_archived, fake.has_issues = False, False
    with pytest.raises(TrackerDenied, match="infra/helpdesk is not there, or without issues"):
        await tracker.create(PRINTER)
    fake.has_issues, fake.is_there = True, False
    with pytest.raises(TrackerDenied):
        await tracker.changes("")
    fake.is_there, fake.is_renamed = True, True
    with pytest.raises(TrackerDenied, match=r"was renamed: change tracker\.project"):
        await tracker.create(PRINTER)
    assert "was renamed" in (await tracker.check()).missing[0]


async def test_a_locked_issue_takes_no_comment(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """That is one issue's fault, and holds up nothing else; another refusal is the token's."""
    key = await tracker.create(PRINTER)
    fake.issues[1].is_locked = True
    with pytest.raises(TrackerRefused, match="#1 is locked"):
        await tracker.comment(key, FUSE)
    fake.issues[1].is_locked, fake.is_archived = False, True
    with pytest.raises(TrackerDenied):
        await tracker.comment(key, FUSE)


async def test_a_deleted_issue_is_gone(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """It takes nothing more, and its news are passed over."""
    key = await tracker.create(PRINTER)
    fake.write(1, "tim", "Hello")
    fake.faults = [SiteFault("GET", f"{ISSUES}/1/timeline", Said(404, b""))]
    assert (await tracker.changes("")).seen == ()
    del fake.issues[1]
    with pytest.raises(TrackerGone, match="there is no ticket #1, or we may not see it"):
        await tracker.comment(key, FUSE)


async def test_an_assignee_is_known_by_the_table(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """Others are refused, and so is one whom the forge drops without a word."""
    key = await tracker.create(PRINTER)
    with pytest.raises(TrackerRefused, match=r"tracker\.accounts does not name the assignee"):
        await tracker.change(key, Edit(Field.ASSIGNEE, "kim@example.org"), "Ana", "x")
    await tracker.change(key, Edit(Field.ASSIGNEE, "Ana@example.org"), "Ana", "x")
    assert fake.issues[1].assignees == ["ana"]
    await tracker.change(key, Edit(Field.ASSIGNEE, ""), "Ana", "x")
    fake.assignable = set()
    with pytest.raises(TrackerRefused, match="#1 cannot be assigned to 'ana'"):
        await tracker.change(key, Edit(Field.ASSIGNEE, "ana@example.org"), "Ana", "x")
    fake.issues[1].assignees = ["tim"]
    assert (await tracker.read(key)).assignee == "Tim"


async def test_a_priority_is_one_label(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """It is made if there is none; other labels stay."""
    key = await tracker.create(PRINTER)
    fake.set(1, "tim", "label", "bug")
    fake.set(1, "tim", "label", "Priority: High")
    for value, labels in (
        ("high", ["bug", "Priority: High"]),
        ("urgent", ["bug", "priority: urgent"]),
        ("low", ["bug", "priority: low"]),
        ("normal", ["bug"]),
        ("low", ["bug", "priority: low"]),
    ):
        await tracker.change(key, Edit(Field.PRIORITY, value), "Ana", "x")
        assert fake.issues[1].labels == labels
    assert fake.labels == ["bug", "Priority: High", "priority: urgent", "priority: low"]


async def test_nobody_is_given_an_account(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """Followers are told by mail, and the forge is not even asked."""
    asked = len(fake.asked)
    assert await tracker.register(OMAR) == ""
    assert len(fake.asked) == asked


async def test_what_happens_within_one_second_is_heard(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Also if a look came in between: an issue tells only the second in which it changed."""
    await tracker.create(PRINTER)
    cursor, heard = "", []
    for number in range(3):
        fake.write(1, "tim", f"Step {number}.")
        news = await tracker.changes(cursor)
        cursor = news.cursor
        heard.append([each.text for each in news.seen])
    assert heard == [["Step 0."], ["Step 0.", "Step 1."], ["Step 0.", "Step 1.", "Step 2."]]


async def test_an_issue_that_has_not_changed_is_not_read_again(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Only the one that changed last may have changed again within its second."""
    for number in range(5):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
        fake.pass_time(timedelta(seconds=1))
    cursor = (await tracker.changes("")).cursor
    again = (await tracker.changes(cursor)).cursor
    asked = len(fake.asked)
    assert (await tracker.changes(again)).cursor == again
    read = [each.path for each in fake.asked[asked:] if each.path.endswith("/timeline")]
    assert set(read) == {f"{ISSUES}/5/timeline"}


async def test_many_changes_are_read_part_by_part(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """Even if all were made within one second; each comes once it is its turn."""
    for number in range(450):
        fake.open("listbot", "x", quoted("x", f"lb{number}"))
        fake.write(number + 1, "tim", f"{number}")
    cursor, found, sizes = "", set(), []
    for _ in range(3):
        news = await tracker.changes(cursor)
        cursor = news.cursor
        sizes.append(len(news.seen))
        found |= {each.id for each in news.seen}
    assert (sizes, len(found)) == ([200, 200, 50], 450)


async def test_what_an_issue_had_before_its_turn_is_told(
    fake: ForgejoFake, tracker: ForgeTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long before the changes of the issues that were read first."""
    monkeypatch.setattr("listbot.trackers.forges.tracker.AT_ONCE", 3)
    for number in range(9):
        fake.open("listbot", "x", quoted("x", f"lb{number}"))
    fake.write(9, "tim", "Early.")
    fake.pass_time(timedelta(hours=1))
    for number in range(9):
        fake.write(number + 1, "tim", f"Late {number}")
        fake.pass_time()
    texts: set[str] = set()
    cursor = ""
    while (found := await tracker.changes(cursor)).cursor != cursor:
        texts, cursor = texts | {each.text for each in found.seen}, found.cursor
    assert texts == {"Early.", *(f"Late {number}" for number in range(9))}


async def test_news_that_were_not_stored_come_again(
    fake: ForgejoFake, tracker: ForgeTracker
) -> None:
    """Only the cursor says that they were; a new process reads the last minute once more."""
    await tracker.create(PRINTER)
    fake.pass_time()
    await tracker.create(SCREEN)
    before = (await tracker.changes("")).cursor
    fake.write(1, "tim", "Hello")
    first = await tracker.changes(before)
    assert (await tracker.changes(before)).seen == first.seen
    assert [each.text for each in first.seen] == ["Hello"]
    async with forgejo(fake) as other:
        assert (await other.changes(first.cursor)).seen == first.seen


async def test_what_people_do_comes_back(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """In our words, with who did it; what we did is ours, and the rest means nothing here."""
    key = await tracker.create(PRINTER)
    await tracker.change(key, CLOSE, "Ana", "x")
    fake.set(1, "tim", "reopen")
    fake.set(1, "tim", "assign", "ana")
    fake.set(1, "tim", "label", "priority: urgent")
    fake.set(1, "tim", "unlabel", "priority: urgent")
    fake.set(1, "tim", "pin")
    fake.set(1, "tim", "unassign", "ana")
    seen = (await tracker.changes("")).seen
    assert [(each.who, each.changes[0], each.is_own) for each in seen] == [
        ("listbot", Change(Field.STATUS, "open", "closed"), True),
        ("Tim", Change(Field.STATUS, "closed", "open"), False),
        ("Tim", Change(Field.ASSIGNEE, "", "ana@example.org"), False),
        ("Tim", Change(Field.PRIORITY, "", "urgent"), False),
        ("Tim", Change(Field.PRIORITY, "urgent", "normal"), False),
        ("Tim", Change(Field.ASSIGNEE, "ana@example.org", ""), False),
    ]


async def test_issues_of_others_are_theirs(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """Nothing that happens in them is heard."""
    fake.open("tim", "Mine", "x")
    fake.write(1, "tim", "Hello")
    assert (await tracker.changes("")).seen == ()


async def test_a_check_says_what_is_missing(fake: ForgejoFake, tracker: ForgeTracker) -> None:
    """And what to change; a token that is refused is an error."""
    fake.full_name, fake.is_private, fake.may_write = "infra/desk", False, False
    fake.is_archived = True
    checked = await tracker.check()
    assert checked.found == ("logged in as listbot", "repository infra/desk")
    assert checked.missing == (
        "tracker.project: it is called infra/desk now",
        "the repository is archived: nothing can be written to it",
        "the permission to write: issues can be neither assigned nor labelled",
        "tracker.public says false, but the repository is a public one",
    )
    fake.has_issues = False
    assert "the repository's issues are turned off" in (await tracker.check()).missing
    fake.is_there = False
    (missing,) = (await tracker.check()).missing
    assert missing.startswith("the repository infra/helpdesk: ")
    async with forgejo(fake, public=True) as other:
        fake.is_there = fake.has_issues = fake.may_write = True
        fake.full_name, fake.is_archived = "Infra/HelpDesk", False
        assert (await other.check()).missing == ()
        fake.faults = [SiteFault("GET", "/api/v1/user", failed(401, "no"))]
    async with forgejo(fake) as other:
        with pytest.raises(TrackerDenied):
            await other.check()
