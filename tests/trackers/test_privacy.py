"""No address of a requester is in anything that a public tracker is sent."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from listbot.model.desk.rules import OuterRules
from listbot.trackers import Tracker
from listbot.trackers.calling import Caller
from tests.store.desk.by_hand import request as mail
from tests.trackers.desk import TrackedDesk, tracked
from tests.trackers.fakes.forgejo import ForgejoFake, forgejo
from tests.trackers.fakes.github import GitHubFake, github
from tests.trackers.fakes.gitlab import GitLabFake, gitlab
from tests.trackers.fakes.jira import JiraFake, jira
from tests.trackers.fakes.redmine import RedmineFake, redmine
from tests.trackers.fakes.roundup import RoundupFake, roundup
from tests.trackers.fakes.site import SiteFake

ADDRESS = "omar@example.org"
FILES = re.compile("attach|assets|upload")
PLANTED = """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"
Cc: Kim <kim@example.org>, "pat@example.org" <pat@example.org>"""
BODY = f"""--b
Content-Type: text/plain

I am {ADDRESS}, also OMAR@EXAMPLE.ORG and Omar <{ADDRESS}>.
mailto:omar%40example.org?subject=x http://example.org/?u={ADDRESS}&v=1
On Monday, kim@example.org wrote:
> {ADDRESS} said so
"{ADDRESS}",'{ADDRESS}';({ADDRESS})
--
Omar, {ADDRESS}
--b
Content-Type: text/plain; name="log of {ADDRESS}.txt"
Content-Disposition: attachment; filename="log of {ADDRESS}.txt"

login failed for {ADDRESS}
--b--
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """A public help desk with a public tracker beside it."""

    desk: TrackedDesk
    fake: SiteFake
    caller: Caller

    async def settle(self) -> bytes:
        """Carry out everything; return all that was sent, percent-decoded."""
        while await self.caller.drain(self.desk.now):
            pass
        parts = [
            unquote_to_bytes(f"{each.path} {each.query}".encode() + each.body)
            for each in self.fake.asked
        ]
        return b"\n".join(parts)


SITES: dict[str, tuple[type[SiteFake], Callable[..., AbstractAsyncContextManager[Tracker]]]] = {
    "jira": (JiraFake, jira),
    "roundup": (RoundupFake, roundup),
    "redmine": (RedmineFake, redmine),
    "forgejo": (ForgejoFake, forgejo),
    "github": (GitHubFake, github),
    "gitlab": (GitLabFake, gitlab),
}


@pytest.fixture(params=SITES)
async def beside(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Beside]:
    """Both, empty."""
    made, serve = SITES[request.param]
    desk, fake = tracked(tmp_path, OuterRules(request.param, True), public=True), made()
    async with serve(fake) as tracker:
        yield Beside(desk, fake, Caller(desk.store, tracker, desk.told.append))
    desk.store.close()


async def test_planted_addresses_never_leave(beside: Beside) -> None:
    """Not in titles, names, words, quotes, names of files, files, or questions about users."""
    desk = beside.desk
    planted: dict[str, Any] = {"text": BODY, "more": PLANTED}
    name = f'"{ADDRESS}" <{ADDRESS}>'
    first = mail("r", subject=f"Login of {ADDRESS} fails", **planted)
    desk.take(first)
    desk.take(mail("a", at=1, answers=["r"], subject=f"Re: {ADDRESS}", **planted))
    desk.act("title", f"{ADDRESS} cannot log in")
    desk.act("assign", "Ana")
    desk.act("watch")
    desk.act("close")
    sent = await beside.settle()
    assert b"by mail:" in sent
    assert sent.count(b"[address]") > 20
    assert b"login failed" not in sent
    assert name not in sent.decode()
    found = re.findall(rb"[\w.%+-]+(?:@|%40)[\w.-]+\.[a-z]+", sent, re.IGNORECASE)
    ours = (b"ana@example.org", b"@listbot.invalid")  # a label that looks like a Message-ID
    assert {each for each in found if not each.endswith(ours)} == set()
    assert [each.path for each in beside.fake.asked if FILES.search(each.path)] == []


@pytest.mark.parametrize("beside", ["jira"], indirect=True)
async def test_a_person_who_is_no_member_is_never_searched(beside: Beside) -> None:
    """Only a member's address is asked for, to assign a ticket to them."""
    fake = beside.fake
    assert isinstance(fake, JiraFake)
    beside.desk.take(mail("r"))
    beside.desk.act("assign", "Ana")
    await beside.settle()
    asked = [each.query["query"] for each in fake.asked if "user/search" in each.path]
    assert asked == ["ana@example.org"]
    assert fake.issues["OPS-1"].assignee == "u-ana"
    assert fake.issues["OPS-1"].watchers == []
