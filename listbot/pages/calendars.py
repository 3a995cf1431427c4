"""Writes what is to come as a calendar (RFC 5545), to be subscribed to by its URL.

The same events give the same bytes. Pure; never fails.
"""

from collections.abc import Sequence
from datetime import UTC

from icalendar import Calendar, Event, vUri

from listbot.pages.links import Links, permanent, url_of
from listbot.pages.page import Happening
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts

SUFFIX = ".ics"
_PRODUCT = "-//listbot//public pages//EN"


def calendar(title: Shown, happenings: Sequence[Happening], site: SiteFacts, links: Links) -> bytes:
    """Return the calendar of a part, its events in the order of `happenings`."""
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("name", f"{site.name}: {title}")  # RFC 7986
    found.add("x-wr-calname", f"{site.name}: {title}")  # what programs read that do not know it
    for each in happenings:
        found.add_component(_event(each, site, links))
    return bytes(found.to_ical())


def _event(happening: Happening, site: SiteFacts, links: Links) -> Event:
    at = happening.at.astimezone(UTC)
    event = Event()
    event.add("uid", permanent(happening.path, site))
    # When it was said last, which nobody who subscribes needs: the clock would change every copy.
    event.add("dtstamp", at)
    event.add("dtstart", at)
    if happening.until is not None:
        event.add("dtend", happening.until.astimezone(UTC))
    else:
        event.add("transp", "TRANSPARENT")  # a moment, such as a close, keeps nobody busy
    event.add("summary", happening.title)
    if happening.place:
        event.add("location", happening.place)
    if happening.cancelled:
        event.add("status", "CANCELLED")
    event.add("url", vUri(url_of(happening.path, site, links)))
    return event
