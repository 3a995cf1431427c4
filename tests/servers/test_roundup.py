"""The contract of every tracker, kept with a real Roundup; one server for all tests."""

from collections.abc import AsyncIterator, Iterator

import pytest

from listbot.model.desk.ticket import Field
from listbot.trackers import Edit
from tests.contracts import test_tracker_changes as changes
from tests.contracts import test_trackers as contract
from tests.contracts.test_tracker_changes import of_others
from tests.contracts.test_trackers import FUSE, PRINTER
from tests.contracts.ways_tracked import Rig, roundup_at
from tests.servers.roundup import PASSWORD, Roundup, running_roundup

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def server() -> Iterator[Roundup]:
    """A real Roundup."""
    with running_roundup() as running:
        yield running


@pytest.fixture
async def rig(server: Roundup) -> AsyncIterator[Rig]:
    """It, without tickets."""
    await server.clear()
    async with roundup_at(server.url, PASSWORD) as made:
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


async def test_a_comment_of_ours_that_opens_an_issue_is_not_news(rig: Rig) -> None:
    """Roundup's own rule opens a closed issue that gets a message; nobody hears of that."""
    assert rig.happen is not None
    key = await rig.tracker.create(PRINTER)
    await rig.happen(key, "Tim", "", Edit(Field.STATUS, "closed"))
    before = (await rig.tracker.changes("")).cursor
    await rig.tracker.comment(key, FUSE)
    assert (await rig.tracker.read(key)).status == "open"
    assert await of_others(rig.tracker, before) == []
