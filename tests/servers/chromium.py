"""A real Chromium, told what to do by the Chrome DevTools Protocol.

https://chromedevtools.github.io/devtools-protocol/ has the methods. It reads files and pages on
this machine only.
"""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

CACHE = Path("/var/cache/listbot-tests")
STARTS_WITHIN = 60.0
ANSWERS_WITHIN = 60.0
_LISTENING = re.compile(rb"DevTools listening on (ws://\S+)")


def found_chromium() -> str | None:
    """Return the command of the browser; None if it is not installed."""
    return shutil.which("chromium")


def found_axe() -> Path | None:
    """Return the script of axe-core that .ci/install-servers installs; None if it is not there."""
    return next(iter(sorted(CACHE.glob("axe-*/axe_playwright_python/axe.min.js"))), None)


@dataclass
class Tab:
    """One page of the browser."""

    socket: aiohttp.ClientWebSocketResponse
    session: str = ""
    sent: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol; return its result. Raises RuntimeError if it fails."""
        self.sent += 1
        asked = {"id": self.sent, "method": method, "params": params}
        if self.session:
            asked["sessionId"] = self.session
        await self.socket.send_json(asked)
        async with asyncio.timeout(ANSWERS_WITHIN):
            while True:
                answer = json.loads((await self.socket.receive()).data)
                if answer.get("id") == self.sent:
                    break
                self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, url: str) -> None:
        """Open an address."""
        self.events.clear()
        await self.call("Page.navigate", url=url)
        async with asyncio.timeout(ANSWERS_WITHIN):
            while not any(each.get("method") == "Page.loadEventFired" for each in self.events):
                self.events.append(json.loads((await self.socket.receive()).data))

    async def look(self, width: int, scheme: str) -> None:
        """Make the window this wide, and `light` or `dark`."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        await self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        is_so = f"innerWidth === {width} && matchMedia('(prefers-color-scheme: {scheme})').matches"
        assert await self.run(is_so)

    async def run(self, script: str) -> Any:
        """Run a script in the page; return its value, which may be a promise's."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")


@asynccontextmanager
async def running_chromium() -> AsyncIterator[Tab]:
    """Start the browser, open a tab, and end both afterwards."""
    command = found_chromium()
    assert command is not None
    with TemporaryDirectory(prefix="listbot-chromium-") as profile:
        options = (
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update",
            "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank",
        )  # fmt: skip
        process = await asyncio.create_subprocess_exec(
            command, *options, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            async with (
                aiohttp.ClientSession() as client,
                client.ws_connect(await _address(process), max_msg_size=0) as socket,
            ):
                yield await _opened(Tab(socket))
        finally:
            process.kill()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(STARTS_WITHIN):
        while line := await process.stderr.readline():
            if found := _LISTENING.search(line):
                return found[1].decode()
    raise RuntimeError("chromium ended before it listened")


async def _opened(tab: Tab) -> Tab:
    target = await tab.call("Target.createTarget", url="about:blank")
    attached = await tab.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
    tab.session = attached["sessionId"]
    await tab.call("Page.enable")
    return tab
