"""The weekly digest on real servers: delivered on request, ended as mail programs do it."""

import re
import urllib.request
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import delete

from listbot.app import build
from listbot.config import load
from listbot.demo.player import MovedClock, Player
from listbot.mail import Arrival
from listbot.outbound.memory import MemoryCarrier
from listbot.recap.week import week_before
from listbot.store.base.schema import settings
from tests.ports import free_port
from tests.servers.site import Site, running_site
from tests.servers.test_recap import RHYTHM, mail
from tests.servers.waiting import until

pytestmark = pytest.mark.servers

TITLE = "Größere Tüten für 漢字"
ASKED = ("ana@example.org", "bob@example.org")
PAGES = '[web]\nbase_url = "http://127.0.0.1:{port}/listbot"\nport = {port}\n'


async def live_through(config: Path) -> None:
    """Play the daemon's last week without servers: Cleo proposes, Ana and Bob ask for a digest."""
    week = week_before(datetime.now(UTC), "UTC")
    clock, at = MovedClock(week.starts + timedelta(hours=1)), week.starts + timedelta(days=2)
    app = build(load(config, {}), clock=clock, carrier=MemoryCarrier())
    player = Player(app, clock)
    proposal = (
        f"I propose them.\n\nThe vote closes {week.ends + timedelta(days=20):%Y-%m-%d} 18:00 UTC."
    )
    try:
        await player.start()
        posts = [("cleo@example.org", f"[VOTE] {TITLE}", proposal)]
        posts += [(who, "My wish", "#listbot digest: weekly") for who in ASKED]
        for number, (who, subject, text) in enumerate(posts):
            raw = mail(number, at, who, subject, text)
            await player.receive(Arrival(raw, app.contexts()[0], "last week", at, nonce=who))
        await player.pass_time(at + timedelta(hours=1))
        await app.tick(())
        with app.store.transaction() as tx:  # this machine's clock never saw that week
            tx.connection.execute(delete(settings).where(settings.c.name == "clock"))
    finally:
        app.store.close()


def digests(site: Site, who: str) -> list[EmailMessage]:
    """Return those in a mailbox."""
    return [each for each in site.letters(who) if str(each["Subject"]).startswith("[DIGEST]")]


def wish(site: Site, who: str) -> str:
    """Return a person's preference."""
    found = re.search(r"digest (\w+)", site.daemon.call("person", "show", who).stdout)
    return found[1] if found else ""


def write_to(site: Site, link: str) -> None:
    """Send what a mail program makes of a mailto link."""
    address, _, subject = link.removeprefix("mailto:").partition("?subject=")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "bob@example.org",
        address,
        unquote(subject),
    )
    message["Message-ID"] = "<click@example.org>"
    site.postfix.send(message.as_bytes().replace(b"\n", b"\r\n"), address)


@pytest.mark.parametrize("via", ["imap", "lmtp"])
async def test_a_digest_arrives_and_is_ended(tmp_path: Path, via: str) -> None:
    """One for each who asked; the header fields arrive whole, and both links work."""
    with running_site(tmp_path, via, window=60) as site:
        config = tmp_path / "config.toml"
        pages = PAGES.format(port=free_port())
        config.write_text(
            config.read_text().replace('mode = "live"', RHYTHM) + pages, encoding="utf-8"
        )
        await live_through(config)
        site.daemon.start()
        for who in ASKED:
            until(lambda who=who: digests(site, who), site.daemon.log)  # type: ignore[misc]
        (anas,), (bobs,) = (digests(site, who) for who in ASKED)
        by_page, _ = str(anas["List-Unsubscribe"]).split(", ")
        _, by_mail = str(bobs["List-Unsubscribe"]).split(", ")
        click = urllib.request.Request(
            by_page.strip("<>"), data=b"List-Unsubscribe=One-Click", method="POST"
        )
        with urllib.request.urlopen(click, timeout=10) as answer:
            assert answer.status == 200
        assert [wish(site, who) for who in ASKED] == ["off", "weekly"]
        write_to(site, by_mail.strip("<>"))
        until(lambda: wish(site, ASKED[1]) == "off", site.daemon.log)
        assert digests(site, "cleo@example.org") == []
        replayed = site.daemon.call("replay")
        assert site.daemon.stop() == 0

    assert (
        anas["List-Unsubscribe-Post"]
        == bobs["List-Unsubscribe-Post"]
        == "List-Unsubscribe=One-Click"
    )
    assert by_page != str(bobs["List-Unsubscribe"]).split(", ")[0]
    body = anas.get_body(("plain",))
    assert body is not None
    assert TITLE in body.get_content()
    assert replayed.stdout.startswith("equal: ")
