"""Jira's traps: an index that lags, answers that do not come, permissions that show as nothing."""

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
from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers import Contact, Edit, http
from listbot.trackers.jira.adapter import JiraTracker
from tests.contracts.test_trackers import FUSE, OMAR, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.jira import FakeIssue, JiraFake, failed, jira
from tests.trackers.fakes.site import Said, SiteFault

ISSUES = "/rest/api/3/issue"
OPS_1 = f"{ISSUES}/OPS-1"
CLOSE, OPEN = Edit(Field.STATUS, "closed"), Edit(Field.STATUS, "open")


@pytest.fixture
def fake() -> JiraFake:
    """One project."""
    return JiraFake()


@pytest.fixture
async def tracker(fake: JiraFake) -> AsyncIterator[JiraTracker]:
    """A tracker for it, without tables."""
    async with jira(fake) as made:
        yield made


def done_but_lost(method: str, path: str) -> SiteFault:
    """A request that is carried out, and whose answer does not come."""
    return SiteFault(method, path, None, is_done=True)


async def test_an_answer_that_did_not_come_makes_no_second_issue(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """The index does not have it yet, so the newest issues are read by their keys."""
    await tracker.create(SCREEN)
    fake.faults = [done_but_lost("POST", ISSUES)]
    with pytest.raises(TrackerAmbiguous):
        await tracker.create(replace(PRINTER, retried=False))
    assert await tracker.create(PRINTER) == "OPS-2"
    assert list(fake.issues) == ["OPS-1", "OPS-2"]
    fake.pass_time()
    assert await tracker.create(PRINTER) == "OPS-2"


async def test_deleted_issues_are_gaps(fake: JiraFake, tracker: JiraTracker) -> None:
    """Two in a row do not hide the third."""
    for number in range(3):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
    assert await tracker.create(PRINTER) == "OPS-4"
    kept = fake.issues.pop("OPS-4")
    for key in ("OPS-2", "OPS-3"):
        fake.issues[key] = replace(fake.issues[key], created=fake.now + timedelta(days=1))
    fake.issues["OPS-4"] = kept
    assert await tracker.find(PRINTER.label) == "OPS-4"


async def test_a_search_for_the_end_is_bounded(fake: JiraFake, tracker: JiraTracker) -> None:
    """However many issues were made in a minute."""
    for number in range(60):
        await tracker.create(replace(SCREEN, label=f"lb{number}", retried=False))
    asked = len(fake.asked)
    assert await tracker.find("lb55") is None
    assert len(fake.asked) - asked == 54


async def test_a_lost_comment_and_a_lost_file_are_made_once(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """They are looked up in the issue itself, which does not lag."""
    key = await tracker.create(PRINTER)
    fake.faults = [done_but_lost("POST", f"{OPS_1}/comment")]
    with pytest.raises(TrackerAmbiguous):
        await tracker.comment(key, FUSE)
    await tracker.comment(key, FUSE)
    fake.faults = [done_but_lost("POST", f"{OPS_1}/attachments")]
    with pytest.raises(TrackerAmbiguous):
        await tracker.attach(key, PICTURE)
    await tracker.attach(key, PICTURE)
    view = await tracker.read(key)
    assert (len(view.comments), view.files) == (1, ("f1a2b3-fire.png",))


async def test_a_file_with_an_odd_name_is_attached_once(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """It is looked up by the name under which it was sent."""
    key = await tracker.create(PRINTER)
    for _ in range(2):
        await tracker.attach(key, replace(PICTURE, name="the fire (2).png"))
    assert (await tracker.read(key)).files == ("f1a2b3-the fire (2).png",)


async def test_too_many_requests_without_a_wait(fake: JiraFake, tracker: JiraTracker) -> None:
    """Nothing was done, and the caller decides how long to wait."""
    fake.faults = [
        SiteFault("POST", ISSUES, failed(429, "Rate limit exceeded")),
        SiteFault("POST", ISSUES, Said(503, b"", {"Retry-After": "120"})),
    ]
    for wait in (None, timedelta(minutes=2)):
        with pytest.raises(TrackerUnavailable) as caught:
            await tracker.create(PRINTER)
        assert (type(caught.value), caught.value.wait) == (TrackerUnavailable, wait)
    assert fake.issues == {}


async def test_a_read_only_project(fake: JiraFake, tracker: JiraTracker) -> None:
    """Making an issue is a missing permission."""
    fake.is_read_only = True
    with pytest.raises(TrackerDenied):
        await tracker.create(PRINTER)


async def test_an_issue_that_was_deleted(fake: JiraFake, tracker: JiraTracker) -> None:
    """It is gone for good, whatever is asked of it, and its changes are passed over."""
    key = await tracker.create(PRINTER)
    fake.pass_time()
    deleted = fake.issues.pop(key)
    with pytest.raises(TrackerGone, match="there is no ticket OPS-1, or we may not see it"):
        await tracker.comment(key, FUSE)
    fake.issues[key] = deleted
    fake.faults = [SiteFault("GET", f"{OPS_1}/comment", failed(404, "gone"))]
    assert (await tracker.changes("")).seen == ()


async def test_an_issue_whose_key_is_not_told(fake: JiraFake, tracker: JiraTracker) -> None:
    """It is found by its label at the next attempt."""
    fake.faults = [SiteFault("POST", ISSUES, Said(201, b"{}"), is_done=True)]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)
    assert await tracker.create(PRINTER) == "OPS-1"


async def test_a_title_is_one_line(fake: JiraFake, tracker: JiraTracker) -> None:
    """Never empty, never longer than Jira takes."""
    await tracker.create(replace(PRINTER, title=" a\nb ", text=""))
    await tracker.create(replace(SCREEN, title="x" * 999))
    await tracker.create(replace(SCREEN, label="lb3", title=" "))
    titles = [each.fields["summary"] for each in fake.issues.values()]
    assert titles == ["a b", "x" * 250, "(no subject)"]


async def test_a_status_goes_by_the_kind_of_what_it_leads_to(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """Without a table: closed to something done, open to something that is not."""
    key = await tracker.create(PRINTER)
    await tracker.change(key, Edit(Field.STATUS, "waiting on team"), "Ana", "x")
    assert fake.issues[key].status == "To Do"
    await tracker.change(key, CLOSE, "Ana", "x")
    assert fake.issues[key].status == "Done"
    await tracker.change(key, OPEN, "Ana", "x")
    assert fake.issues[key].status == "To Do"


async def test_a_status_goes_by_the_table(fake: JiraFake) -> None:
    """By the name of the step or of what it leads to; a step that was renamed is told."""
    names = {"to do": Status.NEW, "In Progress": Status.ON_TEAM}
    steps = {Status.ON_TEAM: "start", Status.CLOSED: "Resolve"}
    async with jira(fake, statuses=names, transitions=steps) as tracker:
        key = await tracker.create(PRINTER)
        await tracker.change(key, Edit(Field.STATUS, "waiting on team"), "Ana", "x")
        assert (await tracker.read(key)).status == "waiting on team"
        with pytest.raises(TrackerRefused, match="no transition 'Resolve'; it has Reopen, Done"):
            await tracker.change(key, CLOSE, "Ana", "x")
        fake.steps = (("31", "Resolve", "Done"),)
        await tracker.change(key, CLOSE, "Ana", "x")
        assert (await tracker.read(key)).status == "closed"


async def test_no_transitions_are_a_missing_permission(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """Jira answers with an empty list."""
    key = await tracker.create(PRINTER)
    fake.may_move = False
    with pytest.raises(TrackerDenied, match="we may not carry out any"):
        await tracker.change(key, CLOSE, "Ana", "x")


async def test_an_assignee_is_known_by_address(fake: JiraFake, tracker: JiraTracker) -> None:
    """One whom Jira does not show to us is nobody."""
    key = await tracker.create(PRINTER)
    fake.hides_addresses = True
    with pytest.raises(TrackerRefused, match="knows no user"):
        await tracker.change(key, Edit(Field.ASSIGNEE, "ana@example.org"), "Ana", "x")
    fake.hides_addresses = False
    await tracker.change(key, Edit(Field.ASSIGNEE, "ana@example.org"), "Ana", "x")
    fake.hides_addresses = True
    assert (await tracker.read(key)).assignee == "Ana"


async def test_a_person_becomes_a_customer(fake: JiraFake, tracker: JiraTracker) -> None:
    """Found, made, or there already and hidden; the address is asked for once."""
    assert await tracker.register(Contact("ana@example.org", "Ana")) == "u-ana"
    account = await tracker.register(OMAR)
    assert fake.users[account] == ("omar@example.org", "Omar")
    asked = len(fake.asked)
    assert await tracker.register(OMAR) == account
    assert len(fake.asked) == asked
    fake.hides_addresses = True
    fake.users["u-kim"] = ("kim@example.org", "Kim")
    assert await tracker.register(Contact("kim@example.org", "")) == ""


async def test_a_person_is_invited_without_access_to_any_product(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """Where there is no service desk; where we may not, they have no account."""
    fake.is_desk = False
    account = await tracker.register(OMAR)
    assert fake.users[account] == ("omar@example.org", "")
    user = "/rest/api/3/user"
    fake.faults = [SiteFault("POST", user, failed(403, "no"))]
    assert await tracker.register(Contact("kim@example.org", "Kim")) == ""
    fake.faults = [SiteFault("POST", user, failed(400, "404 - User not found"), is_done=True)]
    assert await tracker.register(Contact("pat@example.org", "Pat")) != ""


async def test_an_empty_answer_for_lack_of_permission(fake: JiraFake, tracker: JiraTracker) -> None:
    """Nobody is found, and the check says which permission is missing."""
    fake.may_browse = False
    assert (await tracker.check()).missing == (
        'the permission "Browse users and groups": nobody can be assigned',
    )
    fake.may_browse = True
    fake.faults = [SiteFault("GET", "/rest/api/3/user/search", Said(200, b"{}"))]
    assert len((await tracker.check()).missing) == 1


async def test_a_check_says_what_is_missing(fake: JiraFake) -> None:
    """The project, its type of issues, the transitions; a token is refused."""
    async with jira(fake, issue_type="Bug", transitions={Status.CLOSED: "Resolve"}) as tracker:
        await tracker.create(PRINTER)
        fake.pass_time()
        assert (await tracker.check()).missing == (
            "tracker.issue_type: there is no Bug; Task",
            'tracker.transitions: none of the newest 1 issues has "Resolve"',
        )
        fake.may_move = False
        assert (await tracker.check()).missing[1] == "the permission to carry out transitions"
        fake.faults = [SiteFault("GET", "/rest/api/3/project/OPS", failed(404, "No project"))]
        (missing,) = (await tracker.check()).missing
        assert missing.startswith("the project OPS: ")
    async with jira(fake) as tracker:
        fake.faults = [SiteFault("GET", "/rest/api/3/myself", failed(401, "no"))]
        with pytest.raises(TrackerDenied):
            await tracker.check()


async def test_changes_are_read_by_pages(fake: JiraFake, tracker: JiraTracker) -> None:
    """However many issues changed; one that did not change again is not read again."""
    for number in range(120):
        await tracker.create(replace(SCREEN, label=f"lb{number}", retried=False))
    for key in fake.issues:
        fake.write(key, "Tim", "Hello")
    fake.pass_time()
    news = await tracker.changes("")
    assert len(news.seen) == 120
    asked = len(fake.asked)
    assert (await tracker.changes(news.cursor)).seen == ()
    assert len(fake.asked) - asked == 2
    assert len((await tracker.changes("")).seen) == 120


async def test_news_that_were_not_stored_come_again(fake: JiraFake, tracker: JiraTracker) -> None:
    """Only the cursor says that they were."""
    key = await tracker.create(PRINTER)
    fake.pass_time()
    before = (await tracker.changes("")).cursor
    fake.write(key, "Tim", "Hello")
    fake.pass_time()
    first = await tracker.changes(before)
    assert await tracker.changes(before) == first
    assert [each.text for each in first.seen] == ["Hello"]


async def test_a_long_history_is_read_from_its_end(fake: JiraFake, tracker: JiraTracker) -> None:
    """The newest hundred changes."""
    key = await tracker.create(PRINTER)
    for number in range(130):
        fake.set(key, "Tim", "priority", "High" if number % 2 else "Low")
    fake.pass_time()
    assert len((await tracker.changes("")).seen) == 100


async def test_more_issues_than_one_look_reads(
    fake: JiraFake, tracker: JiraTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are told, also if they changed within minutes of each other, and with all that they had
    before it was their turn.
    """
    monkeypatch.setattr("listbot.trackers.jira.adapter.AT_ONCE", 3)
    for number in range(9):
        await tracker.create(replace(SCREEN, label=f"lb{number}", retried=False))
    keys = list(fake.issues)
    fake.write(keys[8], "Tim", "Early.")
    fake.pass_time(timedelta(hours=1))
    for number, key in enumerate(keys):
        fake.write(key, "Tim", f"Late {number}")
        fake.now += timedelta(seconds=10)
    fake.pass_time()
    texts: set[str] = set()
    cursor = ""
    while (found := await tracker.changes(cursor)).cursor != cursor:
        texts, cursor = texts | {each.text for each in found.seen}, found.cursor
    assert texts == {"Early.", *(f"Late {number}" for number in range(9))}


@pytest.mark.parametrize("cursor", ["x", "-1", "1" * 15, "1-", "1-1-1", "²"])
async def test_a_cursor_that_is_none(tracker: JiraTracker, cursor: str) -> None:
    """It is as good as the beginning."""
    assert (await tracker.changes(cursor)).cursor == "0"


async def test_what_others_change_comes_in_our_words(fake: JiraFake, tracker: JiraTracker) -> None:
    """A status that it no longer has and that no table names is not guessed; other fields of Jira
    mean nothing here.
    """
    key = await tracker.create(PRINTER)
    fake.set(key, "Tim", "priority", "Highest")
    fake.set(key, "Tim", "priority", "Blocker")
    fake.set(key, "Tim", "assignee", "u-ana")
    fake.set(key, "Tim", "key", "OPS-1")
    fake.set(key, "Tim", "status", "In Progress")
    fake.set(key, "Tim", "status", "Done")
    fake.pass_time()
    seen = (await tracker.changes("")).seen
    assert [each.changes for each in seen] == [
        (Change(Field.PRIORITY, "normal", "urgent"),),
        (Change(Field.ASSIGNEE, "", "Ana"),),
        (Change(Field.STATUS, "", "closed"),),
    ]
    assert {(each.who, each.is_own) for each in seen} == {("Tim", False)}


async def test_a_project_that_is_hidden_makes_no_second_issue(
    fake: JiraFake, tracker: JiraTracker
) -> None:
    """Its search finds nothing and says 200: what may have been made is not made again, what
    belongs to an issue waits, and a look is not taken for a quiet one.
    """
    key = await tracker.create(PRINTER)
    fake.pass_time()
    fake.is_hidden = True
    hidden = "the project OPS is not there, or we may not see it"
    with pytest.raises(TrackerDenied, match=hidden):
        await tracker.create(PRINTER)
    with pytest.raises(TrackerDenied, match=hidden):
        await tracker.comment(key, FUSE)
    with pytest.raises(TrackerDenied, match=hidden):
        await tracker.changes("")
    assert any(hidden in each for each in (await tracker.check()).missing)
    fake.is_hidden = False
    assert await tracker.create(PRINTER) == key
    assert len(fake.issues) == 1


async def test_long_comments_hold_up_nobody(
    fake: JiraFake, tracker: JiraTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a page of them is too long for us, it is read in parts."""
    monkeypatch.setattr(http, "MOST_BYTES", 20_000)
    await tracker.create(PRINTER)
    for number in range(30):
        fake.write("OPS-1", "tim", f"{number} {'x' * 1000}")
    fake.pass_time()
    seen = (await tracker.changes("")).seen
    assert [each.text.split()[0] for each in seen] == [str(number) for number in range(30)]


@pytest.mark.parametrize("is_indexed", [True, False])
async def test_a_label_counts_only_in_what_we_have_written(
    fake: JiraFake, tracker: JiraTracker, is_indexed: bool
) -> None:
    """Anybody can give it to an issue or a comment of theirs, which is still heard."""
    await tracker.create(SCREEN)
    fields = {"summary": "Not yours", "labels": [PRINTER.label]}
    fake.issues["OPS-2"] = FakeIssue("OPS-2", fields, fake.now, fake.now, creator="u-ana")
    if is_indexed:
        fake.pass_time()
    key = await tracker.create(PRINTER)
    mark = {"key": "listbot", "value": {"label": FUSE.label}}
    fake.write(key, "tim", "Not yours", properties=[mark])
    await tracker.comment(key, FUSE)
    fake.pass_time()
    heard = [each.text for each in (await tracker.changes("")).seen if not each.is_own]
    assert (key, len((await tracker.read(key)).comments), heard) == ("OPS-3", 2, ["Not yours"])
