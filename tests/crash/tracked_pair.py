"""One of several daemons with a help desk, on a PostgreSQL database and one tracker, as a process
that may be killed at any moment.

`python -m tests.crash.tracked_pair FOLDER URL PORT TRACKER` serves by LMTP until it is killed. A
lease lasts for two seconds, and the claim of a call for five.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listbot.config import Config
from listbot.config.types import ListConfig, TrackerConfig
from listbot.mail import Level
from listbot.model.desk.rules import DeskRules, Private
from listbot.model.list_rules import ListRole
from listbot.trackers import calling
from tests.crash import pair
from tests.playing import LIST_HOST
from tests.store.desk.by_hand import SUPPORT


def config(folder: Path, url: str, port: int, tracker: str) -> Config:
    """Return the configuration: one help desk, live, by LMTP, whose team works in a Forgejo."""
    outer = TrackerConfig(
        "forgejo",
        tracker,
        "infra/helpdesk",
        public=False,
        token="hunter2",
        private=Private.ALL,
        poll=0.5,
    )
    support = ListConfig(
        SUPPORT,
        ListRole.SUPPORT,
        "lmtp",
        identity=Level.UNVERIFIED,
        trusted_hops=(LIST_HOST,),
        mode="live",
        live_since=datetime(2026, 1, 1, tzinfo=UTC),
        desk=DeskRules(outer=outer.rules),
    )
    return replace(pair.config(folder, url, port), lists=(support,), tracker=outer)


if __name__ == "__main__":
    folder, url, port, tracker = sys.argv[1:]
    vars(pair)["LASTS"] = timedelta(seconds=2)  # this process lives only once
    vars(calling)["CLAIMED"] = timedelta(seconds=5)
    pair.main(Path(folder), config(Path(folder), url, int(port), tracker))
