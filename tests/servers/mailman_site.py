"""A whole site with Mailman: people's mailboxes on a Dovecot, two lists on a Mailman, a
Postfix and the real daemon.

It is set up as docs/mailman.md says, by LMTP: `infra+listbot@` and `ops+listbot@` are
members of the lists and bring the daemon their posts. The bot's own address is a member of
infra, without delivery, and a stranger to ops.
"""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.ports import free_port
from tests.servers.daemon import Daemon
from tests.servers.dovecot import running_dovecot
from tests.servers.mailman import Listed, Mailman, running_mailman
from tests.servers.postfix import running_postfix
from tests.servers.site import LMTP, MEMBERS, QUICK, Site, members

INFRA, OPS, BOT = "infra@example.org", "ops@example.org", "listbot@example.org"
RECIPE, GUEST = "recipe@example.org", "guest@example.org"
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
trusted_hops = ["{hop}"]
mode = "live"
{more}
"""

VOUCHED = 'identity = "list-vouched"'

_PEOPLE = dict.fromkeys(MEMBERS, True) | {"dan@example.net": False}


def subscribed(address: str, *, bot: bool = True) -> dict[str, bool]:
    """Return a list's members: the people, the daemon's entrance, and the bot, which only writes,
    unless it is a stranger there.
    """
    return _PEOPLE | {entrance(address): True} | ({BOT: False} if bot else {})


def entrance(address: str) -> str:
    """Return where the daemon gets a list's posts."""
    return address.replace("@", "+listbot@")


LISTS = {
    INFRA: Listed(subscribed(INFRA)),
    OPS: Listed(subscribed(OPS, bot=False)),
    RECIPE: Listed(_PEOPLE),
    GUEST: Listed(subscribed(GUEST, bot=False), accepts=(BOT,)),
}
"""The bot is a member, a stranger, a member whom the documented commands add, a guest."""


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
def running_mailman_site(
    folder: Path,
    window: int,
    lists: Mapping[str, Listed] = LISTS,
    more: Mapping[str, str] = MappingProxyType({}),
    start: str = "",
    taps: Iterable[str] = (),
    **postfix: Any,
) -> Iterator[MailmanSite]:
    """A site with empty lists; votes take `window` seconds. `more`: what the configuration says
    about a list, if not that it vouches for its posts. `start`: what it says first. `taps`: more
    addresses of the daemon. `postfix`: as for `running_postfix`.
    """
    port, smtp = free_port(), free_port()
    addresses = (*(entrance(each) for each in lists), BOT, *taps)
    transport = folder / "transport"
    transport.write_text("".join(f"{each} lmtp:inet:127.0.0.1:{port}\n" for each in addresses))
    subprocess.run(("/usr/sbin/postmap", f"hash:{transport}"), check=True)
    with running_mailman(lists, smtp) as mailman, running_dovecot() as dovecot:
        maps = (f"hash:{transport}", f"regexp:{mailman.transport_map}")
        with running_postfix(
            listbot=port, mailboxes=dovecot.lmtp, port=smtp, maps=maps, **postfix
        ) as server:
            parts = (
                start,
                _CONFIG.format(smtp=smtp),
                LMTP.format(port=port),
                *(_LIST.format(list=each, hop=HOP, more=more.get(each, VOUCHED)) for each in lists),
                members(),
            )
            (folder / "rules").mkdir()
            (folder / "rules" / "quick.toml").write_text(QUICK.format(window=window))
            (folder / "config.toml").write_text("".join(parts))
            daemon = Daemon(folder, "lmtp: listening on")
            mailman.start()
            try:
                yield MailmanSite(Site(dovecot, server, daemon, BOT, entrance(INFRA)), mailman)
            finally:
                daemon.stop()
