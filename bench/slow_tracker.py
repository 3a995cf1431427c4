"""A tracker that takes its time: a Forgejo of the tests, each of whose answers takes 200 ms. Run as
`python -m bench.slow_tracker PORT`.
"""

import asyncio
import sys
from datetime import UTC, datetime

from tests.trackers.fakes.forgejo import ForgejoFake
from tests.trackers.fakes.site import Asked, Said, serving

TAKES = 0.2  # seconds
CONFIG = """
[tracker]
kind = "forgejo"
url = "http://127.0.0.1:{tracker}"
project = "infra/helpdesk"
token_command = ["/bin/echo", "hunter2"]
public = false
private = "all"
"""


class SlowTracker(ForgejoFake):
    """Answers late, and by the clock."""

    async def wait(self, asked: Asked) -> None:
        """Wait as long as each answer takes."""
        await asyncio.sleep(TAKES)

    def respond(self, asked: Asked) -> Said:
        """Carry out a request at the time that it is."""
        self.now = datetime.now(UTC)
        return super().respond(asked)


async def main(port: int) -> None:
    """Serve until terminated."""
    async with serving(SlowTracker(), port):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
