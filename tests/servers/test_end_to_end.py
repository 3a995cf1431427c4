"""A vote's life on real servers, from Postfix through the daemon to every mailbox."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.servers import thread
from tests.servers.daemon import ServiceDaemon
from tests.servers.site import MEMBERS, running_site

pytestmark = pytest.mark.servers

WINDOW = 4  # seconds; everything is posted within one
OPENED = f"Re: {thread.SUBJECT}"
RESULT = f"[RESULT] {thread.SUBJECT}: PASSED"


def votes_in(letter: EmailMessage) -> dict[str, list[str]]:
    """Return the votes that a result lists under each heading, as value and name."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in letter.get_content().splitlines():
        if line in ("Binding", "Unverified, so not counted", "Seen but not counted"):
            heading = line
        elif heading and (row := re.match(r"  \w{3} .{6}  (\+1| 0|-1) +(\w+ \w+)", line)):
            found.setdefault(heading, []).append(f"{row[1]} {row[2]}")
    return {heading: sorted(votes) for heading, votes in found.items()}


def place_of(letter: EmailMessage) -> tuple[str, str, str]:
    """Return its sender and its place in the thread."""
    return letter["From"].addresses[0].addr_spec, letter["In-Reply-To"], letter["References"]


@pytest.mark.parametrize("via", ["imap", "lmtp"])
def test_a_vote_from_the_proposal_to_the_result(tmp_path: Path, via: str) -> None:
    """A proposal and four answers go in; an opening, the result and a private note come out."""
    with running_site(tmp_path, via, WINDOW, ServiceDaemon) as site:
        site.daemon.start()
        site.post(thread.proposal())
        for answer in (thread.top_posted, thread.bottom_posted, thread.html_only, thread.munged):
            site.post(answer())
        site.slip_in(thread.forged())
        site.until_told(RESULT)
        got = {member: site.letters(member) for member in MEMBERS}
        status, replayed = site.daemon.ask("status"), site.daemon.call("replay")
        assert site.daemon.stop() == 0

    posts = {who: [each for each in got[who] if each["To"] == thread.LIST] for who in MEMBERS}
    for opened, result in posts.values():
        assert (opened["Subject"], result["Subject"]) == (OPENED, RESULT)
        assert place_of(opened) == place_of(result) == (site.bot, thread.PROPOSAL, thread.PROPOSAL)
        assert re.match(
            r"V-1 passed with 3 x \+1( \(3 needed\))?, 0 x 0, 0 x -1\.", result.get_content()
        )
        assert votes_in(result) == {
            "Binding": ["+1 Ana Ruiz", "+1 Bob Ito", "+1 Dan Fox"],
            "Seen but not counted": ["-1 Cleo Moss"],
            "Unverified, so not counted": ["-1 Eve Lund"],
        }
    (note,) = (each for letters in got.values() for each in letters if each["To"] != thread.LIST)
    assert (note["To"], note["In-Reply-To"]) == ("cleo@example.org", "<bottom@example.org>")
    assert note in got["cleo@example.org"]
    assert status["dispositions"] == {"automatic": 2, "opens": 1, "vote": 5}
    assert status["letters"] == {"sent": 3}
    assert replayed.stdout.startswith("equal: ")
