"""A site as tests read it: the store of other tests behind the pages of its public lists."""

from collections.abc import Iterator
from contextlib import contextmanager

from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.store.public.source import Source
from tests.playing import LIST, Play, hours
from tests.store.desk.by_hand import SUPPORT

ARCHIVE = "https://lists.example.org/infra/{message_id}"
SITE = SiteFacts(
    name=Shown("infra"),
    base_url="https://infra.example.org",
    lists=(PublicList(LIST, ARCHIVE, may_index=True), PublicList(SUPPORT)),
    parts=frozenset({"votes", "tickets"}),
)


@contextmanager
def reading(play: Play, site: SiteFacts = SITE, at: float = 1000) -> Iterator[Source]:
    """Open a reading of a played store, so many hours after its start."""
    with play.store.reading() as connection:
        yield Source(connection, site, hours(at))
