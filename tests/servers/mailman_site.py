"""A whole site with Mailman: people's mailboxes on a Dovecot, two lists on a Mailman, a
Postfix and the real daemon.

It is set up as docs/mailman.md says, by LMTP: `infra+listbot@` and `ops+listbot@` are
members of the lists and bring the daemon their posts. The bot's own address is a member of
infra, without delivery, and a stranger to ops.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.ports import free_port
from tests.servers.daemon import Daemon
from tests.servers.dovecot import running_dovecot
from tests.servers.mailman import Mailman, running_mailman
from tests.servers.postfix import running_postfix
from tests.servers.site import LMTP, MEMBERS, QUICK, Site, members

INFRA, OPS, BOT = "infra@example.org", "ops@example.org", "listbot@example.org"
HOP = "127.0.0.1"  # Mailman hands its mail to Postfix from here; people send from elsewhere
PEOPLE_HOST = "127.0.0.5"

_CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"

[outbound]
kind = "smtp"
port = {smtp}
"""

_LIST = """
[[lists]]
address = "{list}"
role = "decisions"
via = "lmtp"
policy = "rules/quick.toml"
identity = "list-vouched"
trusted_hops = ["{hop}"]
mode = "live"
"""

_TRANSPORT = """
infra+listbot@example.org   lmtp:inet:127.0.0.1:{port}
ops+listbot@example.org     lmtp:inet:127.0.0.1:{port}
listbot@example.org         lmtp:inet:127.0.0.1:{port}
"""


@dataclass(frozen=True, slots=True)
class MailmanSite:
    """The whole site, at work."""

    site: Site
    mailman: Mailman

    def post(self, raw: bytes, address: str = INFRA) -> None:
        """Mail the list."""
        self.site.postfix.send(raw, address, client_ip=PEOPLE_HOST)

    def posts(self, member: str, address: str = INFRA) -> list[EmailMessage]:
        """Return the bot's posts that a member has got through a list."""
        return [
            each
            for each in self.site.mailbox(member)
            if is_ours(each) and address in str(each["To"])
        ]


def is_ours(mail: EmailMessage) -> bool:
    """Return whether the bot wrote it; munge_from changes From, but our Message-ID survives."""
    return str(mail["Message-ID"]).startswith("<listbot-")


@contextmanager
def running_mailman_site(folder: Path, window: int) -> Iterator[MailmanSite]:
    """A site with two empty lists; votes take `window` seconds."""
    port, smtp = free_port(), free_port()
    people = dict.fromkeys(MEMBERS, True) | {"dan@example.net": False}
    lists = {
        INFRA: people | {"infra+listbot@example.org": True, BOT: False},
        OPS: people | {"ops+listbot@example.org": True},
    }
    transport = folder / "transport"
    transport.write_text(_TRANSPORT.format(port=port))
    subprocess.run(("/usr/sbin/postmap", f"hash:{transport}"), check=True)
    with running_mailman(lists, smtp) as mailman, running_dovecot() as dovecot:
        maps = (f"hash:{transport}", f"regexp:{mailman.transport_map}")
        with running_postfix(listbot=port, mailboxes=dovecot.lmtp, port=smtp, maps=maps) as postfix:
            _configure(folder, port, postfix.port, window)
            daemon = Daemon(folder, "lmtp: listening on")
            mailman.start()
            try:
                yield MailmanSite(
                    Site(dovecot, postfix, daemon, BOT, "infra+listbot@example.org"), mailman
                )
            finally:
                daemon.stop()


def _configure(folder: Path, port: int, smtp: int, window: int) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "quick.toml").write_text(QUICK.format(window=window))
    parts = (
        _CONFIG.format(smtp=smtp),
        LMTP.format(port=port),
        *(_LIST.format(list=address, hop=HOP) for address in (INFRA, OPS)),
        members(),
    )
    (folder / "config.toml").write_text("".join(parts))
