"""A real Dovecot in a temporary directory, on free ports of the loopback, stopped by its
process id.

It does not serve mail to root: started by root, it runs as nobody. It offers IMAP over TLS
and LMTP, with one password for all.
"""

import imaplib
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from listbot.config import ImapConfig
from tests.certificates import Certificate, make_certificate
from tests.ports import free_port

USERS = (
    "bot@example.org",
    "admin@example.org",
    "ana@example.org",
    "bob@example.org",
    "cleo@example.org",
)
PASSWORD = "secret"
STARTS_WITHIN = 10.0  # seconds; it takes 0.1

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{folder}/mail/%u
mail_home = {folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
auth_mechanisms = plain
auth_failure_delay = 0
mail_max_userip_connections = 50
recipient_delimiter = +
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  auth_username_format = %Lu
}}
"""


@dataclass(slots=True)
class Dovecot:
    """The server; `start` and `stop` it as often as a test likes."""

    folder: Path
    owner: pwd.struct_passwd
    certificate: Certificate
    imaps: int
    lmtp: int
    _process: "subprocess.Popen[bytes] | None" = None
    _dropped: int = 0

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
        command = (program or "dovecot", "-F", "-c", str(self.folder / "dovecot.conf"))
        drops = os.getuid() == 0
        self._process = subprocess.Popen(
            command,
            start_new_session=True,
            user=self.owner.pw_uid if drops else None,
            group=self.owner.pw_gid if drops else None,
            extra_groups=() if drops else None,
        )
        give_up = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < give_up:
            try:
                socket.create_connection(("127.0.0.1", self.imaps), 1).close()
            except OSError:
                assert self._process.poll() is None, (self.folder / "dovecot.log").read_text()
                time.sleep(0.02)
            else:
                return
        raise AssertionError((self.folder / "dovecot.log").read_text())

    def kill(self) -> None:
        """Kill it and its children without any warning."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Stop it in order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(STARTS_WITHIN)
            self._process = None

    def access(self, user: str = USERS[0]) -> ImapConfig:
        """Return how to log in."""
        return ImapConfig(
            "localhost", user, PASSWORD, port=self.imaps, ca_file=self.certificate.file
        )

    @contextmanager
    def client(self, user: str = USERS[0]) -> Iterator[imaplib.IMAP4_SSL]:
        """A client other than ours, logged in."""
        context = ssl.create_default_context(cafile=self.certificate.file)
        with imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=context, timeout=10) as client:
            client.login(user, PASSWORD)
            yield client

    def create(self, folder: str) -> None:
        """Create a folder, its name in modified UTF-7."""
        with self.client() as client:
            assert client.create(f'"{folder}"')[0] == "OK"

    def delete(self, folder: str) -> None:
        """Delete a folder."""
        with self.client() as client:
            assert client.delete(f'"{folder}"')[0] == "OK"

    def append(self, folder: str, *raws: bytes, date: str | None = None) -> None:
        """Put mails into a folder, byte by byte."""
        with self.client() as client:
            for raw in raws:
                status, words = client.append(f'"{folder}"', "", date or "", raw)
                assert status == "OK", words

    def drop_in(self, folder: str, raws: list[bytes]) -> None:
        """Put very many mails into a folder at once, through its maildir."""
        maildir = self.folder / "mail" / USERS[0] / f".{folder}"
        for raw in raws:
            self._dropped += 1
            file = maildir / "tmp" / f"{self._dropped}.test"
            file.write_bytes(raw)
            if os.getuid() == 0:
                os.chown(file, self.owner.pw_uid, self.owner.pw_gid)
            file.rename(maildir / "new" / file.name)

    def count(self, user: str) -> int:
        """Return how many mails a mailbox has had, without a client's work; at most one too few
        while the server moves one from `new` to `cur`.
        """
        inbox = self.folder / "mail" / user
        found = (*inbox.glob("new/*"), *inbox.glob("cur/*"))
        return len({each.name.partition(":")[0] for each in found})

    def flags(self, folder: str) -> list[bytes]:
        """Return the flags of every mail, in order."""
        with self.client() as client:
            client.select(f'"{folder}"', readonly=True)
            answer = client.fetch("1:*", "(FLAGS)")[1]
            return [
                b" ".join(imaplib.ParseFlags(line)) for line in answer if isinstance(line, bytes)
            ]


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """A separate Dovecot; skips loudly if it is not installed."""
    if not Path("/usr/sbin/dovecot").exists():
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd dovecot-lmtpd")
    folder = Path(tempfile.mkdtemp(prefix="listbot-dovecot-"))
    server = _prepare(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _prepare(folder: Path) -> Dovecot:
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    server = Dovecot(folder, owner, make_certificate(folder), free_port(), free_port())
    (folder / "users").write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}::::::\n" for user in USERS))
    (folder / "dovecot.conf").write_text(
        _CONFIG.format(
            folder=folder,
            user=owner.pw_name,
            group=subprocess.run(
                ("id", "-gn", owner.pw_name), check=True, capture_output=True, text=True
            ).stdout.strip(),
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            certificate=server.certificate.file,
            key=server.certificate.key,
            imaps=server.imaps,
            lmtp=server.lmtp,
        )
    )
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    return server
