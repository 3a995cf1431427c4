"""Roundup's traps: two requests for one comment, edits that cross each other, and no history."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from listbot.errors import TrackerAmbiguous, TrackerDenied, TrackerRefused, TrackerUnavailable
from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers import Contact, Edit, http
from listbot.trackers.roundup.adapter import RoundupTracker
from listbot.trackers.roundup.site import TOO_LONG, RoundupSite
from tests.contracts.test_trackers import FUSE, OMAR, PICTURE, PRINTER, SCREEN
from tests.trackers.fakes.roundup import RoundupFake, act, client, failed, pass_time, told
from tests.trackers.fakes.site import Said, SiteFault, serving

ISSUES, MESSAGES = "/rest/data/issue", "/rest/data/msg"
ISSUE_1 = f"{ISSUES}/1"
CLOSE, OPEN = Edit(Field.STATUS, "closed"), Edit(Field.STATUS, "open")
TO_ANA = Edit(Field.ASSIGNEE, "ana@example.org")
HOST = "listbot.invalid"
STALE = failed(412, "If-Match is missing or does not match.")


@pytest.fixture
def fake() -> RoundupFake:
    """One tracker."""
    return RoundupFake()


@pytest.fixture
async def url(fake: RoundupFake) -> AsyncIterator[str]:
    """Where it is."""
    async with serving(fake) as there:
        yield there


@pytest.fixture
async def tracker(url: str) -> AsyncIterator[RoundupTracker]:
    """An adapter for it, without tables."""
    made = RoundupTracker(client(url, "listbot"))
    yield made
    await made.close()


def done_but_lost(method: str, path: str) -> SiteFault:
    """A request that is carried out, and whose answer does not come."""
    return SiteFault(method, path, None, is_done=True)


async def do(url: str, who: str, key: str, text: str = "", edit: Edit | None = None) -> None:
    """Have somebody write or change something."""
    await act(client(url, who), who, key, text, edit)


@pytest.mark.parametrize("path", [MESSAGES, ISSUES])
async def test_an_answer_that_did_not_come_makes_no_second_issue(
    fake: RoundupFake, tracker: RoundupTracker, path: str
) -> None:
    """Whichever of the two requests it was."""
    fake.faults = [done_but_lost("POST", path)]
    with pytest.raises(TrackerAmbiguous):
        await tracker.create(PRINTER)
    assert await tracker.find(PRINTER.label) == (None if path == MESSAGES else "issue1")
    assert await tracker.create(PRINTER) == "issue1"
    assert (len(fake.items["issue"]), len(fake.items["msg"])) == (1, 1)


@pytest.mark.parametrize("path", ["/rest/data/file", ISSUE_1])
async def test_an_answer_that_did_not_come_attaches_no_second_file(
    fake: RoundupFake, tracker: RoundupTracker, path: str
) -> None:
    """A file that was made is used."""
    key = await tracker.create(PRINTER)
    fake.faults = [done_but_lost("PATCH" if path == ISSUE_1 else "POST", path)]
    with pytest.raises(TrackerAmbiguous):
        await tracker.attach(key, PICTURE)
    await tracker.attach(key, PICTURE)
    assert (await tracker.read(key)).files == ("f1a2b3-fire.png",)
    assert len(fake.items["file"]) == 1


@pytest.mark.parametrize("path", [MESSAGES, ISSUE_1])
async def test_an_answer_that_did_not_come_makes_no_second_comment(
    fake: RoundupFake, tracker: RoundupTracker, path: str
) -> None:
    """A message that was made and not joined is joined."""
    key = await tracker.create(PRINTER)
    fake.faults = [done_but_lost("PATCH" if path == ISSUE_1 else "POST", path)]
    with pytest.raises(TrackerAmbiguous):
        await tracker.comment(key, FUSE)
    await tracker.comment(key, FUSE)
    assert (await tracker.read(key)).comments == (FUSE.text,)
    assert len(fake.items["msg"]) == 2


async def test_an_item_without_an_id_is_asked_for_again(
    fake: RoundupFake, tracker: RoundupTracker
) -> None:
    """Something between us and Roundup may have answered."""
    fake.faults = [SiteFault("POST", MESSAGES, told({}, 201))]
    with pytest.raises(TrackerUnavailable, match="did not say which"):
        await tracker.create(PRINTER)


async def test_edits_that_cross_each_other(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """The issue is read again; if others are always faster, the call waits."""
    key = await tracker.create(PRINTER)
    fake.faults = [SiteFault("PATCH", ISSUE_1, STALE)] * 2
    await tracker.change(key, CLOSE, "Ana", "x")
    assert (await tracker.read(key)).status == "closed"
    fake.faults = [SiteFault("PATCH", ISSUE_1, STALE)] * 3
    with pytest.raises(TrackerUnavailable, match="changed by others each time"):
        await tracker.change(key, OPEN, "Ana", "x")


async def test_a_title_is_one_short_line(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """And never empty."""
    await tracker.create(replace(PRINTER, title="a\nb " + 300 * "c"))
    await tracker.create(replace(SCREEN, title=" ", text=""))
    titles = [each["title"] for each in fake.items["issue"].values()]
    assert titles == ["a b " + 246 * "c", "(no subject)"]


async def test_a_status_goes_by_the_tables(fake: RoundupFake, url: str) -> None:
    """In any case of letters; one of ours that Roundup has no name for changes nothing there."""
    tracker = RoundupTracker(
        client(url, "listbot"),
        statuses={"Testing": Status.ON_REQUESTER},
        transitions={Status.ON_REQUESTER: "testing", Status.CLOSED: "gone"},
    )
    key = await tracker.create(PRINTER)
    await tracker.change(key, Edit(Field.STATUS, "waiting on requester"), "Ana", "x")
    assert (await tracker.read(key)).status == "waiting on requester"
    await tracker.change(key, Edit(Field.STATUS, "waiting on team"), "Ana", "x")
    assert (await tracker.read(key)).status == "waiting on requester"
    with pytest.raises(TrackerRefused, match=r"gone.* is not a status"):
        await tracker.change(key, CLOSE, "Ana", "x")
    with pytest.raises(TrackerRefused, match="is not a valid Status"):
        await tracker.change(key, Edit(Field.STATUS, "x"), "Ana", "x")
    await tracker.close()


async def test_an_assignee_is_known_by_address(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """Whom Roundup does not show to us cannot be assigned; an assigned one has at least a name."""
    key = await tracker.create(PRINTER)
    fake.may_see_addresses = False
    with pytest.raises(TrackerRefused, match="shows us no user"):
        await tracker.change(key, TO_ANA, "Ana", "x")
    fake.may_see_addresses = True
    with pytest.raises(TrackerRefused, match="shows us no user"):
        await tracker.change(key, Edit(Field.ASSIGNEE, "na@example.org"), "Ana", "x")
    await tracker.change(key, TO_ANA, "Ana", "x")
    fake.may_see_addresses = False
    assert (await tracker.read(key)).assignee == "Ana"


async def test_a_person_is_found_or_made(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """Whoever we may neither find nor make has no account."""
    assert await tracker.register(Contact("ana@example.org", "Ana")) == "4"
    made = await tracker.register(OMAR)
    assert fake.items["user"][made]["address"] == "omar@example.org"
    fake.may_see_addresses = False
    assert await tracker.register(OMAR) == ""
    fake.may_make_users = False
    assert await tracker.register(Contact("kim@example.org", "Kim")) == ""


async def test_a_refused_login_is_not_a_person_without_an_account(
    fake: RoundupFake, tracker: RoundupTracker
) -> None:
    """The call waits until the password is right again."""
    denied = Said(401, b"Invalid Login")
    fake.faults = [SiteFault("GET", "/rest/data/user", denied)]
    fake.faults += [SiteFault("GET", "/rest/data/status", denied)]
    with pytest.raises(TrackerDenied):
        await tracker.register(OMAR)


async def test_a_check_says_what_is_missing(fake: RoundupFake, url: str) -> None:
    """The class, the names in the table, the permission, the time zone; a login is refused."""
    tracker = RoundupTracker(
        client(url, "listbot"),
        statuses={"Need-EG": Status.ON_REQUESTER, "need-eggs": Status.ON_REQUESTER},
        transitions={Status.CLOSED: "gone", Status.PARKED: "deferred"},
    )
    fake.items["user"]["3"]["timezone"] = "Europe/Berlin"
    fake.may_see_addresses = False
    names = "unread, deferred, chatting, need-eg, in-progress, testing, resolved"
    assert (await tracker.check()).missing == (
        "the time zone of listbot is Europe/Berlin; it must be UTC",
        f'tracker.statuses: there is no status "need-eggs"; there are {names}',
        f'tracker.transitions: there is no status "gone"; there are {names}',
        "the permission to see users' addresses: nobody can be assigned",
    )
    await tracker.close()
    other = RoundupTracker(client(url, "listbot"), kind="bug")
    (missing,) = (await other.check()).missing
    assert missing.startswith("tracker.project: the class bug: ")
    await other.close()
    for user, password in (("nobody", "x"), ("Tim", "x")):
        refused = RoundupTracker(client(url, user, password), user="hidden")
        with pytest.raises(TrackerDenied):
            await refused.check()
        await refused.close()


async def test_what_we_changed_is_not_news(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """What somebody else changed meanwhile is, and once ours was seen, the same value by them."""
    key = await tracker.create(PRINTER)
    start = (await tracker.changes("")).cursor
    await tracker.change(key, CLOSE, "Ana", "x")
    assert (await tracker.changes(start)).seen == ()
    closed = (await tracker.changes(start)).cursor
    fake.items["issue"]["1"]["status"] = fake.named("status", "chatting")
    opened = (await tracker.changes(closed)).cursor
    fake.items["issue"]["1"] |= {"status": fake.named("status", "resolved"), "actor": "5"}
    (seen,) = (await tracker.changes(opened)).seen
    assert (seen.who, seen.changes) == ("Tim", (Change(Field.STATUS, "open", "closed"),))


async def test_what_we_set_and_took_back_can_be_set_by_others(
    url: str, tracker: RoundupTracker
) -> None:
    """Once the issue was looked at, the value is theirs."""
    key = await tracker.create(PRINTER)
    await tracker.change(key, CLOSE, "Ana", "x")
    await tracker.change(key, OPEN, "Ana", "x")
    cursor = (await tracker.changes("")).cursor
    await do(url, "Tim", key, edit=Edit(Field.STATUS, "closed"))
    (seen,) = (await tracker.changes(cursor)).seen
    assert (seen.who, seen.changes) == ("Tim", (Change(Field.STATUS, "open", "closed"),))


async def test_a_change_that_ours_followed_is_told_in_nobody_s_name(
    url: str, tracker: RoundupTracker
) -> None:
    """Roundup only says who came last."""
    key = await tracker.create(PRINTER)
    start = (await tracker.changes("")).cursor
    await do(url, "Tim", key, edit=Edit(Field.STATUS, "closed"))
    await tracker.change(key, Edit(Field.PRIORITY, "high"), "Ana", "x")
    (seen,) = (await tracker.changes(start)).seen
    assert (seen.who, seen.changes) == ("", (Change(Field.STATUS, "new", "closed"),))


async def test_after_a_restart_the_cursor_knows_how_issues_were(
    fake: RoundupFake, url: str, tracker: RoundupTracker
) -> None:
    """So what was changed while we were away is news, and nothing else is."""
    first, second = await tracker.create(PRINTER), await tracker.create(SCREEN)
    start = (await tracker.changes("")).cursor
    pass_time(fake)
    await do(url, "Tim", first, edit=Edit(Field.PRIORITY, "urgent"))
    await do(url, "Tim", first, edit=Edit(Field.ASSIGNEE, "4"))
    restarted = RoundupTracker(client(url, "listbot"))
    news = await restarted.changes(start)
    changes = (
        Change(Field.PRIORITY, "normal", "high"),
        Change(Field.ASSIGNEE, "", "ana@example.org"),
    )
    assert [(each.key, each.who, each.changes) for each in news.seen] == [(first, "Tim", changes)]
    assert await restarted.changes(start) == news
    assert (await restarted.changes(news.cursor)).seen == ()
    await do(url, "Tim", second, "Well?")
    assert [each.text for each in (await restarted.changes(news.cursor)).seen] == ["Well?"]
    await restarted.close()


async def test_of_an_issue_never_seen_before(url: str, tracker: RoundupTracker) -> None:
    """If we did the last thing to it, it is as we made it; else all that it has is news."""
    ours, theirs = await tracker.create(PRINTER), await tracker.create(SCREEN)
    await do(url, "Tim", theirs, edit=Edit(Field.PRIORITY, "critical"))
    restarted = RoundupTracker(client(url, "listbot"))
    (seen,) = (await restarted.changes("")).seen
    assert (ours, seen.key) == ("issue1", theirs)
    assert seen.changes == (Change(Field.STATUS, "", "new"), Change(Field.PRIORITY, "", "urgent"))
    await restarted.close()


async def test_issues_are_listed_by_pages(fake: RoundupFake, tracker: RoundupTracker) -> None:
    """However many have changed; one that did not change again is not read again."""
    for number in range(120):
        await tracker.create(replace(SCREEN, label=f"lb{number}"))
        message = fake.add("msg", {"content": "Hello", "author": "5"}, "5")
        fake.items["issue"][str(number + 1)]["messages"].append(message)
    news = await tracker.changes("")
    assert len(news.seen) == 120
    asked = len(fake.asked)
    assert (await tracker.changes(news.cursor)).seen == ()
    assert len(fake.asked) - asked == 2


async def test_issues_of_others_are_not_news(url: str, tracker: RoundupTracker) -> None:
    """The team may use the tracker for more than what comes by mail."""
    other = RoundupTracker(client(url, "Tim"), user="Tim")
    key = await other.create(PRINTER)
    await do(url, "ana", key, "Mine.")
    assert (await tracker.changes("")).seen == ()
    await other.close()


@pytest.mark.parametrize("cursor", ["x", "12", "[1]", '[1,{"1":[]}]', f"[{10**17},{{}}]"])
async def test_a_cursor_that_is_none(tracker: RoundupTracker, cursor: str) -> None:
    """It is as good as the beginning."""
    assert (await tracker.changes(cursor)).cursor == "[0,{}]"


async def test_a_message_that_is_too_long_is_named(
    url: str, tracker: RoundupTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read over there, and the next one is heard."""
    monkeypatch.setattr(http, "MOST_BYTES", 20_000)
    key = await tracker.create(PRINTER)
    cursor = (await tracker.changes("")).cursor
    await do(url, "ana", key, "x" * 21_000)
    await do(url, "ana", key, "Short.")
    seen = (await tracker.changes(cursor)).seen
    assert [each.text for each in seen if each.text] == [TOO_LONG, "Short."]


async def test_a_label_counts_only_in_what_we_have_written(
    fake: RoundupFake, url: str, tracker: RoundupTracker
) -> None:
    """Anybody can mail a Roundup a message with whatever Message-ID."""
    site = RoundupSite(client(url, "ana"), "issue", "ana")
    values: dict[str, object] = {"content": "Not yours", "author": "ana"}
    values["messageid"] = f"<{PRINTER.label}@{HOST}>"
    await site.make_issue("Not yours", await site.make("msg", values))
    await site.close()
    assert await tracker.create(PRINTER) == "issue2"
