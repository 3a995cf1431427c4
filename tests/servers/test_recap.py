"""The weekly recap on real servers: a daemon that was away over Monday still sends it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from listbot.app import build
from listbot.config import load
from listbot.demo.player import MovedClock, Player
from listbot.mail import Arrival
from listbot.model.weekly.recap import Week
from listbot.outbound.memory import MemoryCarrier
from listbot.recap.week import week_before
from tests.servers.site import LIST_HOST, MEMBERS, Site, running_site
from tests.servers.thread import LIST

pytestmark = pytest.mark.servers

RHYTHM = 'mode = "live"\nrecap_hour = "00:00"'  # so that the last one was due whenever this runs
SENTENCE = "Größer, schneller – und für die Bücherei: 漢字 & <neue> Tüten."
WORK = "moved Łódź's mirror to the naïve café's rack"
TITLE = "Ein Name für den Übergang"
PROPOSAL = "I propose to call it Brücke.\n\nThe vote closes {closes} 18:00 UTC."
MEMBER = """
[[members]]
name = "Zoë Ångström"
addresses = ["zoe@example.org"]
"""


def mail(number: int, at: datetime, who: str, subject: str, text: str) -> bytes:
    """Return a mail of the list as our mail host hands it over."""
    name = who.partition("@")[0]
    message = EmailMessage()
    message["Received"] = (
        f"from lists (unknown [{LIST_HOST}]) by mx.example.org (Postfix); {format_datetime(at)}"
    )
    message["From"] = f"{name.title()} <{who}>"
    message["To"] = LIST
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<week-{number}@example.org>"
    message.set_content(text)
    return message.as_bytes().replace(b"\n", b"\r\n")


async def live_through(week: Week, config: Path) -> None:
    """Play the daemon's last week: somebody proposes, works, and adds a sentence. Its
    letters were sent then.
    """
    clock = MovedClock(week.starts + timedelta(hours=1))
    app = build(load(config, {}), clock=clock, carrier=MemoryCarrier())
    player, at = Player(app, clock), week.starts + timedelta(days=2)
    closes = f"{week.ends + timedelta(days=20):%Y-%m-%d}"
    try:
        await player.start()
        for number, (subject, text) in enumerate(
            (
                (f"[VOTE] {TITLE}", PROPOSAL.format(closes=closes)),
                ("Today", f"#listbot log: {WORK}"),
                ("For Monday", f"#listbot recap: {SENTENCE}"),
            )
        ):
            raw = mail(number, at, "zoe@example.org", subject, text)
            await player.receive(Arrival(raw, app.contexts()[0], "last week", at))
    finally:
        app.store.close()


def recap_of(site: Site, who: str) -> EmailMessage:
    """Return the only recap in a mailbox."""
    (found,) = (each for each in site.letters(who) if str(each["Subject"]).startswith("[RECAP]"))
    return found


def part(letter: EmailMessage, kind: str) -> str:
    """Return the text of one of its parts, without line breaks."""
    found = letter.get_body((kind,))
    assert found is not None
    text: str = found.get_content()
    return " ".join(text.replace("\n  > ", " ").replace("\n       > ", " ").split())


@pytest.mark.parametrize("via", ["imap", "lmtp"])
async def test_the_recap_is_in_every_mailbox(tmp_path: Path, via: str) -> None:
    """Once, as text and as a page with the same words; names and titles are intact in any
    script.
    """
    week = week_before(datetime.now(UTC), "UTC")
    subject = f"[RECAP] infra {week.period}: 1 vote open"
    with running_site(tmp_path, via, window=60) as site:
        config = tmp_path / "config.toml"
        config.write_text(
            config.read_text().replace('mode = "live"', RHYTHM) + MEMBER, encoding="utf-8"
        )
        await live_through(week, config)
        site.daemon.start()
        site.until_in_mailboxes(subject)
        got = [recap_of(site, who) for who in MEMBERS]
        replayed = site.daemon.call("replay")
        assert site.daemon.stop() == 0

    for letter in got:
        assert (letter["To"], letter["Subject"], letter.get_content_type()) == (
            LIST,
            subject,
            "multipart/alternative",
        )
        assert [each.get_content_type() for each in letter.iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        text, page = part(letter, "plain"), part(letter, "html")
        for words in (TITLE, WORK, "Zoë Ångström"):
            assert words in text
            assert words.replace("'", "&#39;") in page
        assert SENTENCE in text
        assert SENTENCE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page
    assert replayed.stdout.startswith("equal: ")
