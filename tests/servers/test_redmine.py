"""The contract of every tracker, kept with a real Redmine; one server for all tests."""

import re
import subprocess
from collections.abc import AsyncIterator, Iterator

import pytest

from listbot.errors import PermanentError, TrackerDenied
from listbot.model.desk.ticket import Field
from listbot.trackers import Contact, Edit
from listbot.trackers.redmine.words import quoted
from tests.contracts import test_tracker_changes as changes
from tests.contracts import test_trackers as contract
from tests.contracts.test_trackers import FUSE, PRINTER, SCREEN
from tests.contracts.ways_tracked import Rig, redmine_at
from tests.servers.redmine import Redmine, running_redmine
from tests.servers.redmine_setup import OWNER, PROGRAM, environment

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def server() -> Iterator[Redmine]:
    """A real Redmine."""
    with running_redmine() as running:
        yield running


@pytest.fixture
async def rig(server: Redmine) -> AsyncIterator[Rig]:
    """It, without tickets."""
    await server.clear()
    async with redmine_at(server.url, server.keys) as made:
        yield made


@pytest.fixture
def outer(rig: Rig) -> Rig:
    """The same, as the other suite calls it."""
    return rig


test_a_request_becomes_a_ticket = contract.test_a_request_becomes_a_ticket
test_a_request_becomes_one_ticket = contract.test_a_request_becomes_one_ticket
test_a_key_that_is_none = contract.test_a_key_that_is_none
test_a_field_is_given_a_value = contract.test_a_field_is_given_a_value
test_a_value_is_taken_back = contract.test_a_value_is_taken_back
test_a_change_that_cannot_be_made = contract.test_a_change_that_cannot_be_made
test_a_comment_is_made_once = contract.test_a_comment_is_made_once
test_a_file_is_attached_once = contract.test_a_file_is_attached_once
test_a_person_watches = contract.test_a_person_watches
test_it_can_be_checked = contract.test_it_can_be_checked
test_what_people_write_comes_back = changes.test_what_people_write_comes_back
test_what_people_change_comes_back = changes.test_what_people_change_comes_back
test_a_reader_goes_on_where_it_stopped = changes.test_a_reader_goes_on_where_it_stopped
test_internal_comments_never_come = changes.test_internal_comments_never_come


async def test_a_member_watches(rig: Rig) -> None:
    """They are found by the address that Redmine shows."""
    key = await rig.tracker.create(PRINTER)
    account = await rig.tracker.register(Contact("ana@example.org", "Ana"))
    await rig.tracker.watch(key, account)
    await rig.tracker.watch(key, account)
    assert (await rig.tracker.read(key)).watchers == (account,)
    with pytest.raises(PermanentError, match="cannot be watched"):
        await rig.tracker.watch(key, "4711")


async def test_an_issue_that_was_moved_takes_nothing_more(server: Redmine, rig: Rig) -> None:
    """The other project may be one that strangers read."""
    key = await rig.tracker.create(PRINTER)
    path = f"issues/{key[1:]}.json"
    other = server.ask("GET", "projects/other.json")["project"]["id"]
    server.ask("PUT", path, {"issue": {"project_id": other}})
    with pytest.raises(PermanentError, match="moved elsewhere"):
        await rig.tracker.comment(key, FUSE)


@pytest.mark.parametrize(("verb", "back"), [("close", "reopen"), ("archive", "unarchive")])
async def test_a_project_that_is_closed_is_waited_for(
    server: Redmine, rig: Rig, verb: str, back: str
) -> None:
    """Nothing is given up, and what waited works once it is open again."""
    key = await rig.tracker.create(PRINTER)
    server.ask("PUT", f"projects/infra/{verb}.json")
    try:
        with pytest.raises(TrackerDenied):
            await rig.tracker.create(SCREEN)
        with pytest.raises(TrackerDenied):
            await rig.tracker.comment(key, FUSE)
    finally:
        server.ask("PUT", f"projects/infra/{back}.json")
    await rig.tracker.create(SCREEN)
    await rig.tracker.comment(key, FUSE)


async def test_what_the_role_may_not_do_is_noticed(server: Redmine, rig: Rig) -> None:
    """Redmine answers 204 all the same, so each edit is read back; the check names the rights."""
    key = await rig.tracker.create(PRINTER)
    shown = server.ask("GET", "projects/infra/memberships.json")["memberships"]
    (mine,) = (each for each in shown if each["user"]["name"] == "Help Test")
    roles = server.ask("GET", "roles.json")["roles"]
    (reporter,) = (each["id"] for each in roles if each["name"] == "Reporter")
    path = f"memberships/{mine['id']}.json"
    server.ask("PUT", path, {"membership": {"role_ids": [reporter]}})
    try:
        with pytest.raises(TrackerDenied, match="the right to edit is missing"):
            await rig.tracker.change(key, Edit(Field.PRIORITY, "high"), "Ana", "x")
        assert "the permission edit_issues" in (await rig.tracker.check()).missing
    finally:
        role = mine["roles"][0]["id"]
        server.ask("PUT", path, {"membership": {"role_ids": [role]}})


ACTING = """\
*no* @ana #1 !http://x.example.org/a.png! {{toc}} <b>x</b> <img src=x> http://x.example.org
</pre> *b* <code>x <pre>
~~~
</PRE >
# head

* a
[[Wiki]] <notextile>*b*</notextile> |a|b| "x":http://x.example.org
"""
_SHOW = """
text = STDIN.read
%w(textile markdown common_mark).each do |name|
  puts Redmine::WikiFormatting.to_html(name, text)
end
"""


def test_nothing_in_a_text_acts(server: Redmine) -> None:
    """Whichever of its three formats a Redmine shows texts in."""
    shown = subprocess.run(
        ("bundle", "exec", "rails", "runner", _SHOW),
        input=quoted(ACTING, "k3v9"),
        cwd=PROGRAM,
        env=environment(server.folder),
        user=OWNER,
        group="nogroup",
        extra_groups=(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tags = set(re.findall(r"</?[a-z]+", shown))
    assert tags == {"<p", "</p", "<pre", "</pre", "<code", "</code"}
    assert shown.count("listbot:k3v9") == 3
