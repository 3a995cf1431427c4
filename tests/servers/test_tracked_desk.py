"""A day of a help desk whose team works in a real tracker, which is down for an hour and answers
500 half the time for another one: nothing is lost, and nothing comes twice.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.servers.desk_site import ANA, BOB, CLEO, SUPPORT, Post, running_desk
from tests.servers.fast_daemon import FastDaemon
from tests.servers.redmine import running_redmine
from tests.servers.roundup import running_roundup
from tests.servers.test_desk import reply_to, thread_of
from tests.servers.tracked_site import Team, TrackedDesk
from tests.servers.tracker_proxy import Mode, tracker_proxy
from tests.servers.waiting import until

pytestmark = pytest.mark.servers

HOUR = timedelta(hours=1)
ADMIN = "admin@example.org"
WORDS = ("The certificate is renewed.", "It fails again.", "Which mirror?", "Try the other one.")


@pytest.fixture(scope="module", params=["redmine", "roundup"])
def team(request: pytest.FixtureRequest) -> Iterator[Team]:
    """Each tracker that runs here."""
    running = running_redmine if request.param == "redmine" else running_roundup
    with running() as server:
        yield Team(server)


def answer(tracked: TrackedDesk, id: str, who: str, words: str) -> None:
    """Have somebody answer their last letter."""
    letter = tracked.desk.site.letters(who)[-1]
    post = Post(id, who, (reply_to(letter),), words, str(letter["Subject"]), thread_of(letter))
    tracked.desk.send(post)


def morning(tracked: TrackedDesk) -> None:
    """All is well: Bob asks, Ana answers."""
    tracked.desk.send(Post("one", BOB, (SUPPORT,), "I cannot log in since Monday."))
    tracked.until_told(BOB, "T-1")
    tracked.until_told(ANA, "I cannot log in")
    tracked.key("T-1")
    answer(tracked, "renewed", ANA, WORDS[0])
    tracked.until_told(BOB, WORDS[0])


def hour_away(tracked: TrackedDesk) -> None:
    """The tracker is down: Cleo gets our number at once, and her thread goes on."""
    tracked.proxy.mode = Mode.DOWN
    start = tracked.daemon.now()
    tracked.desk.send(Post("two", CLEO, (SUPPORT,), "The mirror is slow.", "Mirror"))
    tracked.until_told(CLEO, "T-2")
    tracked.until_told(ANA, "The mirror is slow.")
    answer(tracked, "which", ANA, WORDS[2])
    tracked.until_told(CLEO, WORDS[2])
    answer(tracked, "fails", BOB, WORDS[1])
    tracked.until_told(ANA, WORDS[1])
    tracked.daemon.wait(start + HOUR - tracked.daemon.now())
    assert tracked.waiting() > 2


def hour_of_faults(tracked: TrackedDesk) -> None:
    """The tracker answers 500 half the time, also to what it has done: Bob asks something else, and
    Ana closes his first ticket.
    """
    tracked.proxy.mode = Mode.FLAKY
    start = tracked.daemon.now()
    answer(tracked, "close", ANA, "#listbot close")
    tracked.desk.send(Post("three", BOB, (SUPPORT,), "The printer is on fire.", "Printer"))
    tracked.until_told(BOB, "T-3")
    tracked.daemon.wait(start + HOUR - tracked.daemon.now())
    until(lambda: tracked.proxy.lost, tracked.daemon.log)


def evening(tracked: TrackedDesk) -> None:
    """The tracker is back: what waited is carried out, Cleo is told its key, and Tim comments."""
    tracked.proxy.mode = Mode.UP
    until(lambda: tracked.waiting() == 0, tracked.daemon.log)
    tracked.until_told(CLEO, tracked.key("T-2"))
    tracked.team.write(tracked.key("T-2"), WORDS[3])
    tracked.until_told(CLEO, WORDS[3])


@pytest.mark.parametrize("via", ["imap", "lmtp"])
def test_a_day_with_a_tracker_that_fails(tmp_path: Path, team: Team, via: str) -> None:
    """One issue for each request, each comment and each letter once, and our number at once."""
    asyncio.run(team.server.clear())
    with tracker_proxy(team.server.port) as proxy:
        (tmp_path / "tracker.token").touch(mode=0o600)
        (tmp_path / "tracker.token").write_text(team.token)
        config = team.config(proxy)
        with running_desk(tmp_path, via, config, gather=10, process=FastDaemon) as desk:
            daemon = desk.site.daemon
            assert isinstance(daemon, FastDaemon)
            tracked = TrackedDesk(desk, team, proxy, daemon)
            for part in (morning, hour_away, hour_of_faults, evening):
                part(tracked)
            until(lambda: tracked.unsent() == 0, daemon.log)
            keys = [tracked.key(each) for each in ("T-1", "T-2", "T-3")]
            views, titles = team.views(keys), team.titles()
            got = {who: desk.site.letters(who) for who in (ANA, BOB, CLEO, ADMIN)}
            assert daemon.stop() == 0
            replayed = tracked.replayed()

    assert proxy.failed > 0
    assert tracked.notes() == {"done"}
    assert titles == ["Mirror", "Printer", "Wiki login fails"]
    assert [each.title for each in views] == ["Wiki login fails", "Mirror", "Printer"]
    assert views[0].status == "closed"
    said = [text for each in views for text in each.comments]
    comments = {words: sum(words in each for each in said) for words in WORDS}
    assert comments == dict.fromkeys(WORDS, 1)
    mails = [str(each["Message-ID"]) for letters in got.values() for each in letters]
    assert Counter(mails) == Counter(tracked.sent())
    assert len(set(mails)) == len(mails)
    assert len(got[CLEO]) == 4
    assert all(str(each["References"]).split()[0] == "<two@example.org>" for each in got[CLEO])
    assert replayed
