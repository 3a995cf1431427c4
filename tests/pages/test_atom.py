"""Tests of listbot.pages.atom."""

from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from listbot.pages.atom import feed
from listbot.pages.links import Links
from listbot.pages.page import News
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts

SITE = SiteFacts(Shown("infra"), "https://infra.example.org", ())
LINKS = Links("")
OPENED = datetime(2026, 9, 1, 7, 12, 31, tzinfo=UTC)
CLOSED = datetime(2026, 9, 4, 7, 12, 31, tzinfo=UTC)
PASSED = News(
    "votes/1",
    Shown("V-1 passed: <b>Move & keep</b>"),
    CLOSED,
    OPENED,
    Shown("4 x +1"),
    Shown("Ana Ruiz"),
)


def ids(written: str) -> list[str | None]:
    """Return the ids of a feed's entries."""
    return [each.text for each in Xml.fromstring(written).iterfind("{*}entry/{*}id")]


def test_a_feed_is_written_as_rfc_4287_asks() -> None:
    """Its ids, authors, times and links are there, and what people wrote stays text."""
    assert feed("votes", Shown("Votes"), [PASSED], SITE, LINKS) == (
        """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://infra.example.org/votes.atom</id>
  <title>infra: Votes</title>
  <updated>2026-09-04T07:12:31Z</updated>
  <author>
    <name>infra</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://infra.example.org/votes.atom" />
  <link rel="alternate" type="text/html" href="https://infra.example.org/votes" />
  <generator>listbot</generator>
  <entry>
    <id>https://infra.example.org/votes/1#20260901T071231Z</id>
    <title>V-1 passed: &lt;b&gt;Move &amp; keep&lt;/b&gt;</title>
    <updated>2026-09-04T07:12:31Z</updated>
    <published>2026-09-01T07:12:31Z</published>
    <author>
      <name>Ana Ruiz</name>
    </author>
    <link rel="alternate" type="text/html" href="https://infra.example.org/votes/1" />
    <summary>4 x +1</summary>
  </entry>
</feed>
"""
    )


def test_a_feed_without_news_is_still_a_feed() -> None:
    """It says that it has never changed, so that its bytes stay the same."""
    found = Xml.fromstring(feed("", Shown("Everything new"), [], SITE, LINKS))
    assert found.findtext("{*}updated") == "1970-01-01T00:00:00Z"
    assert found.findtext("{*}id") == "https://infra.example.org/all.atom"
    assert found.findall("{*}entry") == []


def test_an_entry_keeps_its_id_when_it_changes() -> None:
    """A reader then shows one entry that was updated, and not two."""
    opened = News("votes/1", Shown("V-1 is open"), OPENED, OPENED)
    before = ids(feed("votes", Shown("Votes"), [opened], SITE, LINKS))
    assert before == ids(feed("votes", Shown("Votes"), [PASSED], SITE, LINKS))


def test_two_entries_never_share_an_id() -> None:
    """Several things on one page that began in the same second are told apart."""
    first, second = (News("log/2026-09", Shown(name), OPENED, OPENED) for name in "ab")
    assert ids(feed("log", Shown("Log"), [first, second], SITE, LINKS)) == [
        "https://infra.example.org/log/2026-09#20260901T071231Z",
        "https://infra.example.org/log/2026-09#20260901T071231Z-2",
    ]
