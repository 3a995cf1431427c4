"""The round trips of `listbot doctor --roundtrip`: puts a test post to each list into the outbox,
which a running daemon sends, and waits until the lists have given them back.

Nothing is posted unless the daemon runs: without it nothing would be sent or read.
"""

import time
from datetime import datetime

from listbot.config import Config
from listbot.doctor.finding import Finding, Level
from listbot.doctor.lists import posted_to
from listbot.health.condition import PULSE
from listbot.letters.echoes.round_trip import Stage
from listbot.store.journal import kept_clock
from listbot.store.outbox import begin_round_trip, round_trips
from listbot.store.to_read import store_to_read
from listbot.wiring import composer_of, open_store

LOOK_EVERY = 0.5  # seconds
UNDER_WAY = (Stage.WAITING, Stage.AWAY)


def begin(config: Config, now: datetime) -> tuple[Finding, ...]:
    """Queue a test post to each list; return why some have none. Raises StoreUnavailable."""
    if not _runs(config, now):
        what = "nothing was posted: the daemon does not run, so nothing would be sent or read"
        return (Finding("round trip", Level.FAULT, what, todo=("systemctl start listbot",)),)
    store = open_store(config)
    store.context.composer = composer_of(config, store)
    found = []
    try:
        for each in posted_to(config):
            with store.transaction() as tx:
                why = begin_round_trip.begin(
                    tx.connection, tx.context, each.address, config.bot.admin, now
                )
            if why:
                what = f"{each.address} gets no test post: {why}"
                found.append(Finding("round trip", Level.NOTE, what))
    finally:
        store.close()
    return tuple(found)


def _runs(config: Config, now: datetime) -> bool:
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            kept = kept_clock.kept(connection)
    finally:
        store.close()
    return kept is not None and not kept.stopped and now - kept.last <= PULSE


def wait_for(config: Config, seconds: float) -> None:
    """Return once no test post is under way, or after this time."""
    until = time.monotonic() + seconds
    store = store_to_read(config)
    try:
        while time.monotonic() < until:
            with store.reading() as connection:
                found = [round_trips.found(connection, each.address) for each in posted_to(config)]
            if not any(each is not None and each.stage in UNDER_WAY for each in found):
                return
            time.sleep(LOOK_EVERY)
    finally:
        store.close()
