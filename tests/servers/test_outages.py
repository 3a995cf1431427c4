"""Servers and the daemon go away in mid-vote: nothing is lost and nothing comes twice."""

from collections import Counter
from pathlib import Path

import pytest

from tests.servers import thread
from tests.servers.site import MEMBERS, Site, running_site
from tests.servers.waiting import until

pytestmark = pytest.mark.servers

WINDOW = 6  # seconds: room for an outage and for what Postfix then delivers later
# seconds: room also for a start of the daemon on a busy machine, while a note is still of use
WITH_A_START = 20
OPENED = f"Re: {thread.SUBJECT}"
RESULT = f"[RESULT] {thread.SUBJECT}: PASSED"


def open_with_two_votes(site: Site) -> None:
    """Play the first half: a proposal, its proposer's +1 and another one, all counted, and
    the first letter is out.

    A letter that a kill interrupts waits five minutes for its one repetition, longer than
    these votes are open.
    """
    site.daemon.start()
    site.post(thread.proposal())
    site.post(thread.html_only())
    site.post(thread.top_posted())
    site.until_read(3)
    until(lambda: "sent M1 " in site.daemon.log(), site.daemon.log)


AT_LEAST_ONCE = frozenset({1, 2})
"""If the Dovecot is killed before it confirms, Postfix delivers the same mail again."""


def check_that_all_came_once(site: Site, copies: frozenset[int] = frozenset({1})) -> None:
    """Every member has every mail and letter once, and the bot counted each mail once."""
    mails = [
        thread.PROPOSAL,
        *(f"<{id}@example.org>" for id in ("html", "top", "munged", "bottom")),
    ]
    for member in MEMBERS:
        box = site.mailbox(member)
        posts = {
            each["Message-ID"]: each["Subject"]
            for each in box
            if each["To"] == thread.LIST and each["From"] == bot_of(site)
        }
        assert Counter(posts.values()) == {OPENED: 1, RESULT: 1}
        ids = Counter(each["Message-ID"] for each in box)
        assert set(mails) <= set(ids)
        assert set(ids.values()) <= copies
    told = {each["Message-ID"] for each in site.letters("cleo@example.org")}
    assert len(told) == 3  # The third is about her -1 without a reason.
    status = site.daemon.ask("status")
    again = status["dispositions"].pop("duplicate", 0)
    assert not again or copies == AT_LEAST_ONCE
    assert status["dispositions"] == {"automatic": 2, "opens": 1, "vote": 4}
    # If it was killed while reading a mail, it tells the admin, too.
    assert status["letters"] == {"sent": 3 + site.daemon.log().count("INFO sent A1 ")}
    (vote,) = site.daemon.ask("vote", "show", "1")["archives"][0]["proposals"]
    assert vote["counts"] == {"+1": 3, "0": 0, "-1": 0}
    assert site.daemon.call("replay").stdout.startswith("equal: ")


def bot_of(site: Site) -> str:
    """Return the bot's From."""
    return f"listbot <{site.bot}>"


def test_dovecot_is_killed_and_comes_back(tmp_path: Path) -> None:
    """The mailbox dies during an IDLE; votes wait at Postfix, and count from their arrival
    there.
    """
    with running_site(tmp_path, "imap", WINDOW) as site:
        open_with_two_votes(site)
        site.dovecot.kill()
        until(lambda: "WARNING imap:INBOX: " in site.daemon.log(), site.daemon.log)
        site.post(thread.munged())
        site.post(thread.bottom_posted())
        until(lambda: site.postfix.log().count("status=deferred") >= 2, site.postfix.log)
        site.dovecot.start()
        site.until_told(RESULT)
        check_that_all_came_once(site, AT_LEAST_ONCE)


def test_postfix_is_stopped_and_comes_back(tmp_path: Path) -> None:
    """The vote closes while no mail can leave; its result waits, and an admin can send it
    sooner.
    """
    with running_site(tmp_path, "lmtp", WINDOW) as site:
        open_with_two_votes(site)
        site.post(thread.munged())
        site.post(thread.bottom_posted())
        site.until_read(5)
        until(lambda: "sent M3 " in site.daemon.log(), site.daemon.log)
        site.postfix.stop()
        until(lambda: "not sent yet: M5 " in site.daemon.log(), site.daemon.log)
        site.postfix.start()
        (waiting,) = site.daemon.ask("outbox", "list", "--state", "queued")
        assert site.daemon.call("outbox", "retry", str(waiting["id"])).returncode == 0
        site.until_told(RESULT)
        check_that_all_came_once(site)


@pytest.mark.parametrize("via", ["imap", "lmtp"])
def test_the_daemon_is_killed_and_comes_back(tmp_path: Path, via: str) -> None:
    """Once while votes are being delivered, and once the moment the result has left."""
    with running_site(tmp_path, via, WITH_A_START) as site:
        open_with_two_votes(site)
        site.daemon.kill()
        site.post(thread.munged())
        site.post(thread.bottom_posted())
        site.daemon.start()
        until(lambda: "sent M5 " in site.daemon.log(), site.daemon.log)
        site.daemon.kill()
        site.daemon.start()
        site.until_told(RESULT)
        check_that_all_came_once(site)
