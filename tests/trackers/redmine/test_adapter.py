"""Redmine's traps: edits that are answered and not made, whole seconds, and no history in lists."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.errors import (
    PermanentError,
    TrackerAmbiguous,
    TrackerDenied,
    TrackerGone,
    TrackerRefused,
    TrackerUnavailable,
)
from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers import Contact, Edit, http
from listbot.trackers.redmine import adapter
from listbot.trackers.redmine.adapter import RedmineTracker
from tests.contracts.test_trackers import FUSE, OMAR, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.redmine import RedmineFake, redmine, told
from tests.trackers.fakes.site import Said, SiteFault

CLOSE, OPEN = Edit(Field.STATUS, "closed"), Edit(Field.STATUS, "open")
TO_ANA = Edit(Field.ASSIGNEE, "ana@example.org")
HIGH = Edit(Field.PRIORITY, "high")
ANA, TIM, GROUP = 5, 6, 9
ISSUE_1 = "/issues/1.json"


@pytest.fixture
def fake() -> RedmineFake:
    """One project."""
    return RedmineFake()


@pytest.fixture
async def tracker(fake: RedmineFake) -> AsyncIterator[RedmineTracker]:
    """An adapter for it, without tables."""
    async with redmine(fake) as made:
        yield made


def done_but_lost(method: str, path: str) -> SiteFault:
    """A request that is carried out, and whose answer does not come."""
    return SiteFault(method, path, None, is_done=True)


async def test_an_answer_that_did_not_come_makes_nothing_twice(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """No second issue, note or file; and the HTTP client does not repeat a PUT by itself."""
    fake.faults = [done_but_lost("POST", "/issues.json"), *[done_but_lost("PUT", ISSUE_1)] * 2]
    with pytest.raises(TrackerAmbiguous):
        await tracker.create(PRINTER)
    key = await tracker.create(PRINTER)
    for call in (tracker.comment(key, FUSE), tracker.attach(key, PICTURE)):
        with pytest.raises(TrackerAmbiguous):
            await call
    await tracker.comment(key, FUSE)
    await tracker.attach(key, PICTURE)
    view = await tracker.read(key)
    assert (len(fake.issues), len(view.comments), view.files) == (1, 1, ("fire.png",))
    assert len([each for each in fake.asked if each.method == "PUT"]) == 2


async def test_a_label_in_somebody_else_s_words_is_not_ours(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """Only our account's last line counts."""
    key = await tracker.create(replace(PRINTER, text=f"listbot:{SCREEN.label}\nHello"))
    assert await tracker.find(SCREEN.label) is None
    fake.happen(1, TIM, f"As you said:\nlistbot:{FUSE.label}")
    await tracker.comment(key, FUSE)
    assert len((await tracker.read(key)).comments) == 2


@pytest.mark.parametrize(
    ("right", "edit"), [("edit_issues", CLOSE), ("edit_issues", HIGH), ("edit_issues", TO_ANA)]
)
async def test_an_edit_that_was_not_made_is_noticed(
    fake: RedmineFake, tracker: RedmineTracker, right: str, edit: Edit
) -> None:
    """Redmine answers 204 all the same; the call waits until the right is there."""
    key = await tracker.create(PRINTER)
    fake.permissions.remove(right)
    with pytest.raises(TrackerDenied, match="the right to edit is missing"):
        await tracker.change(key, edit, "Ana", "x")
    fake.permissions.add(right)
    await tracker.change(key, edit, "Ana", "x")


async def test_a_note_and_a_file_that_were_not_added(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """They wait until the right is there."""
    key = await tracker.create(PRINTER)
    fake.permissions -= {"add_issue_notes", "edit_issues"}
    with pytest.raises(TrackerDenied, match="got no note"):
        await tracker.comment(key, FUSE)
    with pytest.raises(TrackerDenied, match="got no file"):
        await tracker.attach(key, PICTURE)


async def test_what_others_changed_back_at_once_was_done(
    fake: RedmineFake, tracker: RedmineTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own journal shows it, whatever the issue is like now."""
    key = await tracker.create(PRINTER)
    take = fake.respond

    def respond(asked: object) -> Said:
        said = take(asked)  # type: ignore[arg-type]  # it is what respond gets
        if getattr(asked, "method", "") == "PUT":
            fake.happen(1, TIM, "", status_id=2)
        return said

    monkeypatch.setattr(fake, "respond", respond)
    await tracker.change(key, CLOSE, "Ana", "x")
    assert (await tracker.read(key)).status == "open"


async def test_edits_that_cross_each_other(fake: RedmineFake, tracker: RedmineTracker) -> None:
    """The call waits and is made again."""
    key = await tracker.create(PRINTER)
    fake.faults = [SiteFault("PUT", ISSUE_1, Said(409, b""))]
    with pytest.raises(TrackerUnavailable, match="by others in the same moment"):
        await tracker.change(key, CLOSE, "Ana", "x")


async def test_a_status_goes_by_the_tables_and_the_workflow(fake: RedmineFake) -> None:
    """In any case of letters; one of ours that no table names changes nothing there."""
    tables = {
        "statuses": {"RESOLVED": Status.ON_REQUESTER},
        "transitions": {Status.ON_REQUESTER: "resolved", Status.PARKED: "gone"},
    }
    async with redmine(fake, **tables) as tracker:
        key = await tracker.create(PRINTER)
        await tracker.change(key, Edit(Field.STATUS, "waiting on requester"), "Ana", "x")
        await tracker.change(key, Edit(Field.STATUS, "waiting on team"), "Ana", "x")
        assert (await tracker.read(key)).status == "waiting on requester"
        with pytest.raises(TrackerRefused, match='no step leads from here to "gone"; our role may'):
            await tracker.change(key, Edit(Field.STATUS, "parked"), "Ana", "x")
        with pytest.raises(TrackerRefused, match="is not a valid Status"):
            await tracker.change(key, Edit(Field.STATUS, "x"), "Ana", "x")
        fake.allowed = ()
        with pytest.raises(TrackerRefused, match="our role may take: none"):
            await tracker.change(key, CLOSE, "Ana", "x")
        fake.allowed = None
        await tracker.change(key, CLOSE, "Ana", "x")
        assert fake.issues[1].values["status_id"] == 5
        await tracker.change(key, OPEN, "Ana", "x")
        assert fake.issues[1].values["status_id"] == 2


async def test_an_assignee_is_known_by_address_or_by_login(fake: RedmineFake) -> None:
    """Whoever hides their address is named by the configuration."""
    fake.hidden = {ANA, TIM}
    async with redmine(fake, accounts=(("Boss@example.org", "Tim"),)) as tracker:
        key = await tracker.create(PRINTER)
        with pytest.raises(TrackerRefused, match=r"tracker\.accounts can say who it is"):
            await tracker.change(key, TO_ANA, "Ana", "x")
        await tracker.change(key, Edit(Field.ASSIGNEE, "boss@example.org"), "Ana", "x")
        assert (await tracker.read(key)).assignee == "boss@example.org"
        fake.happen(1, TIM, assigned_to_id=ANA)
        assert (await tracker.read(key)).assignee == "Ana Test"
        fake.happen(1, TIM, assigned_to_id=GROUP)
        assert (await tracker.read(key)).assignee == "Admins"
        fake.happen(1, TIM, assigned_to_id=77)
        assert (await tracker.read(key)).assignee == "user 77"
        fake.members = {}
        fake.hidden = set()
        fake.may_see_members = False
        assert await tracker.register(OMAR) == ""


async def test_somebody_redmine_does_not_show_is_a_name(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """A member whose page is not to be seen has no address."""
    fake.members[8] = "user"
    assert await tracker.register(Contact("ana@example.org", "Ana")) == "5"
    assert await tracker.register(OMAR) == ""


async def test_a_member_watches(fake: RedmineFake, tracker: RedmineTracker) -> None:
    """What did not happen is refused, unless watchers are not to be seen."""
    key = await tracker.create(PRINTER)
    await tracker.watch(key, "5")
    await tracker.watch(key, "5")
    assert (await tracker.read(key)).watchers == ("5",)
    with pytest.raises(TrackerRefused, match="cannot be watched by the user 99"):
        await tracker.watch(key, "99")
    fake.permissions.remove("view_issue_watchers")
    await tracker.watch(key, "99")


async def test_a_project_in_which_nobody_can_work_is_waited_for(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """No request is lost while it is closed, not there, or without its tracker."""
    fake.status = 5
    with pytest.raises(TrackerDenied, match="the project infra is closed"):
        await tracker.create(PRINTER)
    fake.is_there = False
    with pytest.raises(TrackerDenied, match="there is no project infra"):
        await tracker.create(PRINTER)
    async with redmine(RedmineFake(), kind="Task") as other:
        with pytest.raises(TrackerDenied, match="no tracker Task"):
            await other.create(PRINTER)


async def test_without_the_right_to_make_tickets_a_request_waits(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """Redmine says then that the project is blank; what it refuses otherwise, it refuses."""
    fake.permissions.remove("add_issues")
    with pytest.raises(TrackerDenied, match="missing: the permission add_issues"):
        await tracker.create(PRINTER)
    fake.permissions.add("add_issues")
    blank = told({"errors": ["Room cannot be blank"]}, 422)
    fake.faults = [SiteFault("POST", "/issues.json", blank)]
    with pytest.raises(TrackerRefused, match="Room cannot be blank"):
        await tracker.create(PRINTER)


async def test_an_issue_that_was_moved_or_hidden_takes_nothing_more(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """Strangers may read the other project; while all are hidden, the call waits."""
    key = await tracker.create(PRINTER)
    fake.permissions.remove("view_issues")
    with pytest.raises(TrackerDenied):
        await tracker.comment(key, FUSE)
    fake.permissions.add("view_issues")
    fake.may_be_seen = lambda issue: False
    with pytest.raises(TrackerGone, match="moved elsewhere, or hidden"):
        await tracker.comment(key, FUSE)
    fake.is_there = False
    with pytest.raises(TrackerDenied, match="there is no project infra"):
        await tracker.comment(key, FUSE)
    fake.is_there = True
    fake.may_be_seen = lambda issue: True
    fake.issues[1].project = 2
    with pytest.raises(TrackerGone, match="moved elsewhere, or hidden"):
        await tracker.comment(key, FUSE)
    assert fake.issues[1].journals == []


async def test_an_issue_without_a_number_is_asked_for_again(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """Something between us and Redmine may have answered."""
    fake.faults = [SiteFault("POST", "/issues.json", told({}, 201))]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)


async def test_what_redmine_refuses_is_said(fake: RedmineFake, tracker: RedmineTracker) -> None:
    """With its own words."""
    key = await tracker.create(PRINTER)
    await tracker.register(Contact("ana@example.org", "Ana"))
    del fake.members[ANA]
    with pytest.raises(PermanentError, match="Assignee is invalid"):
        await tracker.change(key, TO_ANA, "Ana", "x")


async def test_changes_are_told_in_our_words(fake: RedmineFake, tracker: RedmineTracker) -> None:
    """A status of the same meaning is not a change, nor is what has no meaning here."""
    await tracker.create(PRINTER)
    fake.happen(1, TIM, "Look.", status_id=2, priority_id=7, assigned_to_id=ANA)
    fake.happen(1, TIM, status_id=3)
    fake.issues[1].journals[-1]["details"].append({"property": "attr", "name": "subject"})
    fake.happen(1, TIM, assigned_to_id=None)
    seen = (await tracker.changes("")).seen
    assert [(each.who, each.text, each.changes) for each in seen] == [
        (
            "Tim Test",
            "Look.",
            (
                Change(Field.STATUS, "new", "open"),
                Change(Field.PRIORITY, "normal", "urgent"),
                Change(Field.ASSIGNEE, "", "ana@example.org"),
            ),
        ),
        ("Tim Test", "", (Change(Field.ASSIGNEE, "ana@example.org", ""),)),
    ]


async def test_while_an_issue_is_private_its_notes_are_not_read(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """That it was closed is."""
    await tracker.create(PRINTER)
    fake.issues[1].is_private = True
    fake.happen(1, TIM, "Between us.", status_id=5)
    (seen,) = (await tracker.changes("")).seen
    assert (seen.text, len(seen.changes)) == ("", 1)


async def test_a_look_reads_so_many_issues_and_the_next_one_the_rest(
    fake: RedmineFake, tracker: RedmineTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that changed within one second are read together, or the rest would be missed."""
    monkeypatch.setattr(adapter, "AT_ONCE", 3)
    for number in range(60):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
        fake.happen(number + 1, TIM, f"Hello {number}")
        if number != 2:  # the third and the fourth have the same second
            fake.pass_time()
    first = await tracker.changes("")
    assert [each.text for each in first.seen] == [f"Hello {n}" for n in range(4)]
    texts, cursor = {each.text for each in first.seen}, first.cursor
    while (news := await tracker.changes(cursor)).cursor != cursor:
        texts, cursor = texts | {each.text for each in news.seen}, news.cursor
    assert len(texts) == 60


async def test_what_an_issue_had_before_the_look_reached_it_is_told(
    fake: RedmineFake, tracker: RedmineTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long before the changes of the issues that were read first."""
    monkeypatch.setattr(adapter, "AT_ONCE", 3)
    for number in range(9):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
    fake.happen(9, TIM, "Early.")
    fake.pass_time(timedelta(hours=1))
    for number in range(9):
        fake.happen(number + 1, TIM, f"Late {number}")
        fake.pass_time()
    texts: set[str] = set()
    cursor = ""
    while (found := await tracker.changes(cursor)).cursor != cursor:
        texts, cursor = texts | {each.text for each in found.seen}, found.cursor
    assert texts == {"Early.", *(f"Late {number}" for number in range(9))}


async def test_an_issue_that_is_gone_is_passed_over(
    fake: RedmineFake, tracker: RedmineTracker
) -> None:
    """It was deleted after it was listed."""
    await tracker.create(PRINTER)
    fake.happen(1, TIM, "Hello")
    fake.faults = [SiteFault("GET", ISSUE_1, Said(404, b""))]
    assert (await tracker.changes("")).seen == ()


async def test_a_check_says_what_is_missing(fake: RedmineFake) -> None:
    """The rights, the names in the tables, the project; a login is refused."""
    fake.permissions -= {"edit_issues", "add_issue_watchers"}
    fake.status, fake.is_public = 5, True
    names = "New, In Progress, Resolved, Feedback, Closed, Rejected"
    tables = {
        "kind": "Task",
        "statuses": {"feedback": Status.ON_REQUESTER, "feedbag": Status.ON_REQUESTER},
        "transitions": {Status.CLOSED: "gone", Status.OPEN: "in progress"},
    }
    async with redmine(fake, **tables) as tracker:
        assert (await tracker.check()).missing == (
            "the project is closed: nothing can be written to it",
            "tracker.public says false, but the project is a public one",
            'tracker.issue_type: there is no "Task"; Bug, Feature, Support',
            "the permission edit_issues",
            "the permission add_issue_watchers",
            f'tracker.statuses: there is no status "feedbag"; there are {names}',
            f'tracker.transitions: there is no status "gone"; there are {names}',
        )
        fake.is_there = False
        assert (await tracker.check()).missing == ("redmine: there is no project infra",)
        fake.faults = [SiteFault("GET", "/users/current.json", Said(401, b""))]
        with pytest.raises(TrackerDenied):
            await tracker.check()


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("is_admin", ()),
        ("may_see_roles", ()),
        ("members", ("the account is not a member of the project",)),
    ],
)
async def test_whose_rights_are_known(
    fake: RedmineFake, tracker: RedmineTracker, name: str, missing: tuple[str, ...]
) -> None:
    """An administrator has all; where roles are not to be seen, the first mail shows it."""
    fake.permissions.remove("edit_issues")
    setattr(fake, name, {"is_admin": True, "may_see_roles": False, "members": {}}[name])
    assert (await tracker.check()).missing == missing


@pytest.mark.parametrize("cursor", ["x", "-1", "1", "1" * 12 + "-1", "²-1"])
async def test_a_cursor_that_is_none(tracker: RedmineTracker, cursor: str) -> None:
    """It is as good as the beginning."""
    assert (await tracker.changes(cursor)).cursor == "0-0"


async def test_a_history_that_is_too_long_holds_up_nobody(
    fake: RedmineFake, tracker: RedmineTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of issues is read in parts; an issue whose history is too long is passed over."""
    monkeypatch.setattr(http, "MOST_BYTES", 20_000)
    for number in range(4):
        long = replace(PRINTER, label=f"lb{number}", text="x" * 6_000)
        fake.happen(int((await tracker.create(long))[1:]), TIM, f"{number} {'y' * 4_500 * number}")
    fake.happen(4, TIM, "z" * 4_000)
    seen = (await tracker.changes("")).seen
    assert [each.text.split()[0] for each in seen] == ["0", "1", "2"]
