"""A real Mailman 3 in a temporary directory, on free ports of the loopback, killed by its
process id.

.ci/install-servers installs it in its own environment, because it needs an older SQLAlchemy
than listbot; it runs as nobody, with only the processes that a post goes through. It gets
mail by LMTP, hands it to a Postfix by SMTP, and archives it in a maildir.
"""

import hashlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.servers.waiting import until

_HERE = Path(__file__).parent
_LOCK = _HERE.parents[1] / "requirements-mailman.lock"
CACHE = Path("/var/cache/listbot-tests")
"""Nobody can read it there, unlike a clone in root's home."""

STARTS_WITHIN = 120.0  # seconds; it takes 10 if nothing else runs

_CONFIG = """
[mailman]
layout: custom
site_owner: admin@example.org
[paths.custom]
var_dir: {folder}/var
bin_dir: {venv}/bin
[database]
class: mailman.database.sqlite.SQLiteDatabase
url: sqlite:///{folder}/var/data/mailman.db
[mta]
incoming: mailman.mta.postfix.LMTP
configuration: {folder}/postfix.cfg
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
smtp_host: 127.0.0.1
smtp_port: {smtp}
[archiver.prototype]
enable: yes
[dmarc]
resolver_timeout: 1s
org_domain_data_url: file://{folder}/suffixes
[runner.in]
sleep_time: 0.2s
[runner.pipeline]
sleep_time: 0.2s
[runner.out]
sleep_time: 0.2s
[runner.archive]
sleep_time: 0.2s
"""
_NOT_NEEDED = ("bounces", "command", "digest", "nntp", "rest", "retry", "task", "virgin")


@dataclass(frozen=True, slots=True)
class Listed:
    """One of its lists."""

    members: Mapping[str, bool]
    """Their addresses, and whether mail is delivered to them."""
    dmarc: str = "munge_from"
    """What becomes of From, by Mailman's own word."""
    reply: str = "no_munging"
    """What becomes of Reply-To, by Mailman's own word."""
    changes: bool = True
    """Whether the list adds its footer, and its prefix to the subject."""
    accepts: tuple[str, ...] = ()
    """Those who may post without being members."""


@dataclass(slots=True)
class Mailman:
    """The server."""

    folder: Path
    venv: Path
    owner: pwd.struct_passwd
    lmtp: int
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def transport_map(self) -> Path:
        """Return the file it writes for Postfix: the addresses that are its own."""
        return self.folder / "var" / "data" / "postfix_lmtp"

    def archive(self, address: str) -> Path:
        """Return the maildir with every post of a list, without the footer."""
        return self.folder / "var" / "archives" / "prototype" / address

    def log(self) -> str:
        """Return its log: the posts it accepted, and those it held and why."""
        file = self.folder / "var" / "logs" / "mailman.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def set_up(self, lists: Mapping[str, Listed]) -> None:
        """Create the lists."""
        script = (
            str(_HERE / "mailman_lists.py"),
            str(self.folder / "mailman.cfg"),
            json.dumps({address: asdict(each) for address, each in lists.items()}),
        )
        made = self._run(self.venv / "bin" / "python", "-P", *script)
        assert made.wait() == 0, (self.folder / "out").read_text()

    def start(self) -> None:
        """Start it, and wait until it accepts mail."""
        master = self._run(
            self.venv / "bin" / "master", "-C", str(self.folder / "mailman.cfg"), "--force"
        )
        self._process = master
        until(lambda: self._takes_mail() or master.poll() is not None, self.log, STARTS_WITHIN)
        assert master.poll() is None, (self.folder / "out").read_text() + self.log()

    def shell(self, script: str) -> str:
        """Run commands as the user that Mailman runs as; return what they print."""
        done = subprocess.run(
            ("/bin/sh", "-ec", script),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=self._environment
            | {
                "PATH": f"{self.venv / 'bin'}:{os.defpath}",
                "MAILMAN_CONFIG_FILE": str(self.folder / "mailman.cfg"),
            },
            user=self.owner.pw_uid,
            group=self.owner.pw_gid,
            extra_groups=(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kill(self) -> None:
        """Kill it and its children: it is not used again, and an orderly stop takes ten seconds."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _run(self, program: Path, *arguments: str) -> "subprocess.Popen[bytes]":
        """Run a program as its owner: it refuses to be root. Output goes to a file, or it
        would wait for us to read it.
        """
        with (self.folder / "out").open("ab") as out:
            return subprocess.Popen(
                (str(program), *arguments),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=self.folder,
                env=self._environment,
                user=self.owner.pw_uid,
                group=self.owner.pw_gid,
                extra_groups=(),
            )

    @property
    def _environment(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "PATH": os.defpath, "LANG": "C.UTF-8"}

    def _takes_mail(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.lmtp), 1).close()
        except OSError:
            return False
        return True


def installed() -> Path:
    """Return where .ci/install-servers puts the locked Mailman; skips loudly if it is not there."""
    venv = CACHE / f"mailman-{hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:12]}"
    if os.getuid() != 0:
        pytest.skip("Mailman is started by root, as nobody")
    if not (venv / ".ready").exists():
        pytest.skip("Mailman is not installed: .ci/install-servers")
    return venv


@contextmanager
def running_mailman(lists: Mapping[str, Listed], smtp: int) -> Iterator[Mailman]:
    """A Mailman with these lists and members that hands mail to the SMTP port. Start it
    once that port is open.
    """
    venv = installed()
    folder = Path(tempfile.mkdtemp(prefix="listbot-mailman-"))
    server = Mailman(folder, venv, pwd.getpwnam("nobody"), free_port())
    try:
        folder.chmod(0o755)
        shutil.chown(folder, server.owner.pw_uid, server.owner.pw_gid)
        unused = "".join(f"[runner.{name}]\nstart: no\n" for name in _NOT_NEEDED)
        config = _CONFIG.format(folder=folder, venv=venv, lmtp=server.lmtp, smtp=smtp)
        (folder / "mailman.cfg").write_text(config + unused)
        (folder / "postfix.cfg").write_text("[postfix]\ntransport_file_type: regex\n")
        (folder / "suffixes").touch()
        server.set_up(lists)
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder)
