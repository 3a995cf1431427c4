"""A mailing list that a daemon of the tests posts to: it takes a letter as a carrier would, and
hands its copy to the daemon by LMTP, at once, later, or never.
"""

import asyncio
from collections.abc import Callable

from listbot.errors import CarrierAmbiguous
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from tests.contracts.talking import talk
from tests.given_back import plainly

LIST = "infra@example.org"


class FakeList:
    """A list, and the mail server before it."""

    name = "a list"

    def __init__(self, port: int, does: Callable[[bytes], bytes] = plainly) -> None:
        """`does` is what it makes of a post."""
        self.port = port
        self.does = does
        self.gives_back = True
        """Whether copies are sent at once; if not, posts are kept."""
        self.breaks_after_dot = False
        """Whether the connection breaks before the answer to the final dot."""
        self.posts: list[Parcel] = []
        self.private: list[Parcel] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Take a letter."""
        if parcel.recipients != (LIST,):
            self.private.append(parcel)
            return Receipt("250 taken")
        self.posts.append(parcel)
        if self.gives_back:
            giving = asyncio.create_task(self.give(parcel))
            self._under_way.add(giving)
            giving.add_done_callback(self._under_way.discard)
        if self.breaks_after_dot:
            raise CarrierAmbiguous("the connection broke")
        return Receipt("250 queued")

    async def check(self) -> str:
        """Take everything."""
        return "a list: takes everything"

    async def give(self, parcel: Parcel) -> None:
        """Hand a copy to the daemon."""
        async with talk(self.port) as host:
            await host.send(self.does(parcel.raw), LIST)

    async def release(self) -> None:
        """Let a moderator accept whatever was kept."""
        for parcel in self.posts:
            await self.give(parcel)
