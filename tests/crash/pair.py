"""One of several daemons on a PostgreSQL database, as a process that may be killed at any moment.

`python -m tests.crash.pair FOLDER URL PORT [LASTS DOUBT]` serves by LMTP until it is killed. The
letters of all of them go to one folder, a file for each attempt that got there. A lease lasts for
LASTS seconds; a doubtful letter of which there is no echo to wait for is repeated after DOUBT.
A file FOLDER/fate says where the next letter kills its daemon: "before" it left, or "after".
"""

import asyncio
import logging
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import listbot.app
from listbot.config import Config
from listbot.config.types import BotConfig, CarrierConfig, ListConfig, ListenConfig, StoreConfig
from listbot.letters.letter import Parcel
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import RecapRules
from listbot.outbound import Receipt, sender
from listbot.packaged import load_preset
from listbot.store import leases, leasing
from tests.playing import BOT, LIST, LIST_HOST, ROSTER

LASTS = timedelta(seconds=4)
DOUBT = sender.UNSURE_WAIT


class SharedFolder:
    """A Carrier that keeps every letter it is given, also one that it was given before."""

    name = "folder"

    def __init__(self, folder: Path, fate: Path) -> None:
        self._folder = folder
        self._fate = fate

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Keep a letter; to the list or to a person."""
        fate = self._fate.read_text() if self._fate.exists() else ""
        if fate == "before":
            self._die()
        to = "list" if LIST in parcel.recipients else "private"
        draft = self._folder / f".{uuid4().hex}"
        draft.write_bytes(parcel.raw)
        draft.rename(self._folder / f"{to}-{uuid4().hex}.eml")
        if fate == "after":
            self._die()
        return Receipt("250 taken")

    def _die(self) -> None:
        self._fate.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

    async def check(self) -> str:
        """Never called."""
        raise NotImplementedError


def config(folder: Path, url: str, port: int) -> Config:
    """Return the configuration: one list, live, by LMTP."""
    return Config(
        bot=BotConfig(BOT, "admin@example.org"),
        lists=(
            ListConfig(
                LIST,
                ListRole.DECISIONS,
                "lmtp",
                trusted_hops=(LIST_HOST,),
                mode="live",
                live_since=datetime(2026, 1, 1, tzinfo=UTC),
                recap=RecapRules(on=False, hourly=1000, budget=1000),
            ),
        ),
        outbound=CarrierConfig("maildir", maildir=folder / "unused"),
        policies={"ovirt": load_preset("ovirt")},
        store=StoreConfig(url, folder=folder),
        roster=ROSTER,
        lmtp=ListenConfig(port=port),
    )


def main(folder: Path, configured: Config) -> None:
    """Serve until killed."""
    logging.basicConfig(level=logging.INFO)
    # this process lives only once
    vars(leases)["LASTS"] = LASTS
    vars(leasing)["RENEWED"] = LASTS / 8
    vars(sender).update(UNSURE_WAIT=DOUBT, POLL=0.5)
    carrier = SharedFolder(folder.parent / "out", folder / "fate")
    app = listbot.app.build(configured, carrier=carrier)
    app.pick_up()
    asyncio.run(app.run())


if __name__ == "__main__":
    here, database, port, *spans = sys.argv[1:]
    if spans:
        LASTS, DOUBT = (timedelta(seconds=float(each)) for each in spans)
    main(Path(here), config(Path(here), database, int(port)))
