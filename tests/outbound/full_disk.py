"""A letter on a disk that is full from the moment it has left: `python -m
tests.outbound.full_disk FOLDER`.

The system's limit on file sizes replaces the disk; it holds for the whole process, hence a
separate one.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path

from listbot.errors import StoreUnavailable
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.memory import MemoryCarrier
from listbot.outbound.receipts import ReceiptFile
from listbot.outbound.sender import Sender
from listbot.store.store import Store
from tests.outbound.test_sender import Desk
from tests.playing import START, in_file


class Filling(MemoryCarrier):
    """A carrier that accepts the letter and uses up the disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Accept it; from now on no file can grow."""
        size = (self._folder / "listbot.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        return await super().deliver(parcel)


async def main(folder: Path) -> dict[str, object]:
    """Return what is seen while the disk is full, and after."""
    store = Store(in_file(folder), lambda: START)
    desk, receipts = Desk(store), ReceiptFile(folder / "listbot.db.receipts")
    desk.post()
    desk.carrier = Filling(folder)
    desk.sender = Sender(store, desk.carrier, desk.tell, receipts)
    faults = []
    for _ in range(2):
        try:
            await desk.sender.drain(START)
        except StoreUnavailable as fault:
            faults.append(str(fault).rpartition(": ")[2])
    noted = [each.state for each in receipts.load().attempts.values()]
    meanwhile = desk.letter().state
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await desk.sender.drain(START)
    in_the_end = desk.letter().state
    store.close()
    return {
        "the database": faults,
        "the receipts": ", ".join(noted),
        "the letter meanwhile": meanwhile,
        "the letter in the end": in_the_end,
        "delivered": desk.out,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(Path(sys.argv[1])))))  # noqa: T201 - this is the answer
