"""A real Postfix in a temporary directory, on a free port of the loopback; root must start
its master.

It accepts mail for example.org: our addresses go to a listbot by LMTP, the rest to another
LMTP server (a Dovecot), nothing goes out. A list may be an alias for its members, which
makes Postfix the list server, too. Postfix keeps its own process ids, so it is stopped by
its own command for its own directory.
"""

import os
import re
import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.ports import free_port

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mx.example.org
mydomain = example.org
myorigin = example.org
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:no local delivery
smtp_dns_support_level = disabled
smtputf8_enable = yes
recipient_delimiter = +
virtual_alias_maps = regexp:{folder}/conf/aliases
virtual_mailbox_domains = example.org
virtual_mailbox_maps = regexp:{folder}/conf/recipients
virtual_transport = lmtp:inet:127.0.0.1:{mailboxes}
transport_maps = {maps} regexp:{folder}/conf/transport
relay_domains =
default_transport = error:no outside world
message_size_limit = 60000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
in_flow_delay = 0
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 1 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


_SUBMISSION = "127.0.0.1:{} inet n - n - - smtpd -o smtpd_milters=inet:127.0.0.1:{}\n"


@dataclass(frozen=True, slots=True)
class Postfix:
    """The server."""

    folder: Path
    port: int

    def start(self) -> None:
        """Start it; it accepts mail when this returns."""
        self._command("start")

    def stop(self) -> None:
        """Stop it in order; its queue stays."""
        self._command("stop")

    def _command(self, what: str) -> None:
        command = ("/usr/sbin/postfix", "-c", str(self.folder / "conf"), what)
        subprocess.run(command, check=True, capture_output=True)

    def send(
        self,
        raw: bytes,
        *recipients: str,
        sender: str = "ana@example.org",
        client_ip: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """Send like a mail program or another host; Postfix notes which part of 127/8 connects."""
        with smtplib.SMTP(
            "127.0.0.1", port or self.port, timeout=10, source_address=(client_ip, 0)
        ) as client:
            client.sendmail(
                sender, recipients, raw, mail_options=("SMTPUTF8",) if not sender.isascii() else ()
            )

    def log(self) -> str:
        """Return its log."""
        return (self.folder / "postfix.log").read_text()


@contextmanager
def running_postfix(
    *,
    listbot: int,
    mailboxes: int,
    aliases: Mapping[str, Iterable[str]] = MappingProxyType({}),
    into: str = "",
    port: int | None = None,
    maps: Iterable[str] = (),
    milter: int = 0,
    signs: Mapping[int, int] = MappingProxyType({}),
    bcc: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Postfix]:
    """A Postfix in front of a listbot and a mailbox server, both by LMTP; skips loudly if
    it cannot run.

    `into`: the mailbox for mail to our addresses, where listbot fetches it. `maps`: other
    transport maps, asked before its own. `milter`: the port of a filter that sees all mail.
    `signs`: other ports, where people's own mail hosts take their mail, and the filters that sign.
    `bcc`: who gets a copy of each mail to an address.
    """
    if os.getuid() != 0:
        pytest.skip("Postfix can only be started by root")
    if not Path("/usr/sbin/postfix").exists():
        pytest.skip("Postfix is not installed: apt-get install postfix")
    server = Postfix(Path(tempfile.mkdtemp(prefix="listbot-postfix-")), port or free_port())
    try:
        _write(server, mailboxes if into else listbot, mailboxes, aliases, maps)
        if into:
            _deliver_into(server, into)
        if milter:
            _filter_by(server, milter)
        _copy(server, bcc)
        with (server.folder / "conf" / "master.cf").open("a") as services:
            services.writelines(_SUBMISSION.format(*each) for each in signs.items())
        server.start()
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):  # It is stopped already.
            server.stop()
        shutil.rmtree(server.folder)


def _deliver_into(server: Postfix, mailbox: str) -> None:
    """Alias our addresses, with any extension, to one mailbox; X-Original-To is written above."""
    with (server.folder / "conf" / "aliases").open("a") as aliases:
        aliases.write(f"/^(infra|support)(\\+.*)?@example\\.org$/ {mailbox}\n")


def _copy(server: Postfix, bcc: Mapping[str, str]) -> None:
    conf = server.folder / "conf"
    lines = [f"/^{re.escape(one)}$/ {copy}\n" for one, copy in bcc.items()]
    (conf / "bcc").write_text("".join(lines))
    with (conf / "main.cf").open("a") as main:
        main.write(f"recipient_bcc_maps = regexp:{conf}/bcc\n")


def _filter_by(server: Postfix, port: int) -> None:
    with (server.folder / "conf" / "main.cf").open("a") as main:
        main.write(f"smtpd_milters = inet:127.0.0.1:{port}\nmilter_default_action = tempfail\n")


def _write(
    server: Postfix,
    listbot: int,
    mailboxes: int,
    aliases: Mapping[str, Iterable[str]],
    maps: Iterable[str],
) -> None:
    folder = server.folder
    for name in ("conf", "spool", "data"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    shutil.chown(folder / "data", "postfix")
    conf = folder / "conf"
    (conf / "main.cf").write_text(
        _MAIN.format(folder=folder, mailboxes=mailboxes, maps=" ".join(maps))
    )
    (conf / "master.cf").write_text(_MASTER.format(port=server.port))
    (conf / "recipients").write_text("/@example\\.org$/ ok\n")
    lines = [f"/^{re.escape(one)}$/ {', '.join(members)}\n" for one, members in aliases.items()]
    (conf / "aliases").write_text("".join(lines))
    lists = r"/^(listbot|infra|support|nobody)(\+.*)?@example\.org$/"
    (conf / "transport").write_text(f"{lists} lmtp:inet:127.0.0.1:{listbot}\n")
    for shared in ("dynamicmaps.cf", "dynamicmaps.cf.d"):
        installed = Path("/etc/postfix") / shared
        if installed.is_dir():
            shutil.copytree(installed, conf / shared)
        elif installed.exists():
            shutil.copy(installed, conf / shared)
