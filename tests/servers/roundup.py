"""A real Roundup in a temporary directory, on a free port of the loopback, killed by its process
id.

.ci/install-servers installs it in its own environment; it runs as nobody, because it refuses to be
root. Its mails land in a file. It is set up as docs/trackers.md tells the admin.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from listbot.trackers.answers import items, text
from listbot.trackers.http import Client
from tests.ports import free_port
from tests.servers.mailman import CACHE
from tests.servers.waiting import until
from tests.trackers.fakes.roundup import client

_ROOT = Path(__file__).parents[2]
_LOCK = _ROOT / "requirements-roundup.lock"
_PAGE = _ROOT / "docs" / "trackers.md"
PASSWORD = "secret-1"
PEOPLE = ("listbot", "ana", "Tim")
FIRST = 5
"""The last user that the tests do not remove: admin, anonymous, and PEOPLE."""


@dataclass(slots=True)
class Roundup:
    """The server."""

    folder: Path
    venv: Path
    owner: pwd.struct_passwd
    port: int
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Return where its tracker is."""
        return f"http://127.0.0.1:{self.port}/infra"

    @property
    def tracker(self) -> Path:
        """Return its tracker's folder."""
        return self.folder / "tracker"

    def set_up(self) -> None:
        """Make a tracker from the classic template, with its users."""
        settings = {
            "tracker_name": "infra",
            "tracker_web": f"{self.url}/",
            "mail_domain": "example.org",
            "mail_host": "127.0.0.1",
            "mail_debug": str(self.folder / "mail.txt"),
            "admin_email": "admin@example.org",
            # Each request logs in; at the usual 250,000 rounds that takes a third of a second.
            "password_pbkdf2_default_rounds": "1000",
        }
        self._admin("install", "classic", "sqlite", ",".join(map("=".join, settings.items())))
        with (self.tracker / "schema.py").open("a", encoding="utf-8") as schema:
            schema.write(schema_lines())
        self._admin("initialise", PASSWORD)
        for name in PEOPLE:
            roles = "User,Listbot" if name == "listbot" else "User"
            self._admin(
                "create",
                "user",
                f"username={name}",
                f"password={PASSWORD}",
                f"address={name.lower()}@example.org",
                f"realname={name.title()}",
                f"roles={roles}",
            )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        process = self._run("roundup-server", "-n", "127.0.0.1", "-p", str(self.port), *self._infra)
        self._process = process
        until(lambda: self._answers() or process.poll() is not None, self.said)
        assert process.poll() is None, self.said()

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def said(self) -> str:
        """Return what it printed."""
        return (self.folder / "out").read_text(encoding="utf-8", errors="replace")

    async def clear(self) -> None:
        """Retire all tickets, and the users that tests have made."""
        admin = client(self.url, "admin", PASSWORD)
        for kind in ("issue", "msg", "file", "user"):
            found = (await admin.ask("GET", ("rest", "data", kind))).json()
            for each in items(found, "data", "collection"):
                if kind != "user" or int(text(each, "id")) > FIRST:
                    await _retire(admin, kind, text(each, "id"))
        await admin.close()

    @property
    def _infra(self) -> tuple[str, ...]:
        return ("-t", "thread", f"infra={self.tracker}")

    def _admin(self, *arguments: str) -> None:
        done = self._run("roundup-admin", "-i", str(self.tracker), *arguments).wait()
        assert done == 0, self.said()

    def _run(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "out").open("ab") as out:
            return subprocess.Popen(
                (str(self.venv / "bin" / program), *arguments),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=self.folder,
                env={"HOME": str(self.folder), "PATH": os.defpath, "LANG": "C.UTF-8"},
                user=self.owner.pw_uid,
                group=self.owner.pw_gid,
                extra_groups=(),
            )

    def _answers(self) -> bool:
        login = b64encode(f"admin:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}/rest/", headers={"Authorization": f"Basic {login}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5):
                return True
        except OSError:
            return False


async def _retire(admin: Client, kind: str, id: str) -> None:
    path = ("rest", "data", kind, id)
    tag = (await admin.ask("GET", path)).headers["etag"]
    await admin.ask("DELETE", path, headers={"If-Match": tag})


def schema_lines() -> str:
    """Return what docs/trackers.md tells the admin to add to the tracker's schema."""
    page = _PAGE.read_text(encoding="utf-8")
    lines = [
        line.strip()
        for line in page.splitlines()
        if line.startswith("    ") and "db.security" in line
    ]
    assert lines, "the page has no lines for schema.py"
    return "\n" + "\n".join(lines) + "\n"


@contextmanager
def running_roundup() -> Iterator[Roundup]:
    """A Roundup without tickets."""
    venv = CACHE / f"roundup-{hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:12]}"
    if os.getuid() != 0:
        pytest.skip("Roundup is started by root, as nobody")
    if not (venv / ".ready").exists():
        pytest.skip("Roundup is not installed: .ci/install-servers")
    folder = Path(tempfile.mkdtemp(prefix="listbot-roundup-"))
    server = Roundup(folder, venv, pwd.getpwnam("nobody"), free_port())
    try:
        folder.chmod(0o755)
        shutil.chown(folder, server.owner.pw_uid, server.owner.pw_gid)
        server.set_up()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
