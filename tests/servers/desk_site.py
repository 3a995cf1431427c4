"""A help desk on real servers: people's mailboxes on a Dovecot, a Postfix that knows
address extensions, and the real daemon between them, which sends its letters at once.

A member's submissions come from a trusted hop; everybody else comes from another address.
Mail to an address that the Dovecot does not know bounces as from a real mail host.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime
from functools import partial
from pathlib import Path

from listbot.store.base.engine import open_engine
from listbot.store.desk.reading import WholeTicket, whole_ticket
from tests.ports import free_port
from tests.servers.daemon import Daemon
from tests.servers.dovecot import PASSWORD, running_dovecot
from tests.servers.postfix import running_postfix
from tests.servers.site import IMAP, LIST_HOST, LMTP, STRANGER, Site
from tests.servers.waiting import until

SUPPORT = "support@example.org"
ANA, BOB, CLEO, GONE = "ana@example.org", "bob@example.org", "cleo@example.org", "gone@example.org"

_CONFIG = """
[bot]
address = "{bot}"
admin = "admin@example.org"

{way_in}

[outbound]
kind = "smtp"
port = {smtp}

[[lists]]
address = "support@example.org"
role = "support"
via = "{via}"
identity = "list-vouched"
trusted_hops = ["{list_host}"]
mode = "live"
team = ["ana@example.org"]
gather_minutes = {gather}

[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""


@dataclass(frozen=True, slots=True)
class Post:
    """A mail from a person, not one of our letters."""

    id: str
    author: str
    to: tuple[str, ...]
    text: str
    subject: str = "Wiki login fails"
    answers: tuple[str, ...] = ()
    """Message-IDs, the first one first."""
    more: dict[str, str] = field(default_factory=dict)

    def raw(self) -> bytes:
        """Return it as a mailer writes it."""
        header = {
            "From": f"{self.author.partition('@')[0].title()} <{self.author}>",
            "To": self.to[0],
            "Cc": ", ".join(self.to[1:]),
            "Subject": self.subject,
            "Date": f"{localtime():%a, %d %b %Y %H:%M:%S %z}",
            "Message-ID": f"<{self.id}@example.org>",
            "In-Reply-To": self.answers[-1] if self.answers else "",
            "References": " ".join(self.answers),
        } | self.more
        lines = [f"{name}: {value}" for name, value in header.items() if value]
        return "\r\n".join([*lines, "", self.text, ""]).encode()


@dataclass(frozen=True, slots=True)
class DeskSite:
    """The whole site, at work."""

    site: Site

    def send(self, post: Post, by: str = LIST_HOST) -> None:
        """Mail it; from the submission host unless said otherwise."""
        self.site.postfix.send(post.raw(), *post.to, sender=post.author, client_ip=by)

    def forge(self, post: Post) -> None:
        """Mail it in this person's name from another host."""
        self.send(post, by=STRANGER)

    def letters(self, who: str, count: int) -> list[EmailMessage]:
        """Return a person's letters from us, once there are this many."""
        until(partial(self._has, who, count), self.site.daemon.log)
        return self.site.letters(who)

    def until_logged(self, words: str) -> None:
        """Wait until the daemon has logged these words."""
        until(lambda: words in self.site.daemon.log(), self.site.daemon.log)

    def ticket(self, key: str) -> WholeTicket:
        """Return a ticket from the daemon's database."""
        engine = open_engine(f"sqlite:///{self.site.daemon.folder / 'listbot.db'}")
        with engine.connect() as connection:
            found = whole_ticket(connection, key)
        engine.dispose()
        assert found is not None
        return found

    def _has(self, who: str, count: int) -> bool:
        return len(self.site.letters(who)) >= count


@contextmanager
def running_desk(
    folder: Path,
    via: str,
    more: str = "",
    gather: int = 0,
    process: Callable[[Path, str], Daemon] = Daemon,
) -> Iterator[DeskSite]:
    """A help desk without tickets; the bot reads its mail by "imap" or "lmtp".

    `more`: other sections of its configuration; `gather`: minutes within which changes make one
    letter; `process`: makes the daemon.
    """
    port = free_port()
    bot = "listbot@example.org" if via == "lmtp" else "bot@example.org"
    with (
        running_dovecot() as dovecot,
        running_postfix(
            listbot=port, mailboxes=dovecot.lmtp, into="" if via == "lmtp" else bot
        ) as postfix,
    ):
        way_in, up = LMTP.format(port=port), "lmtp: listening on"
        if via == "imap":
            way_in = IMAP.format(port=dovecot.imaps, ca_file=dovecot.certificate.file)
            up = "imap:INBOX: connected as"
        (folder / "imap.password").touch(mode=0o600)
        (folder / "imap.password").write_text(PASSWORD)
        source = "lmtp" if via == "lmtp" else "imap:INBOX"
        config = _CONFIG.format(
            bot=bot,
            way_in=way_in,
            smtp=postfix.port,
            via=source,
            list_host=LIST_HOST,
            gather=gather,
        )
        (folder / "config.toml").write_text(config + more)
        daemon = process(folder, up)
        try:
            daemon.start()
            yield DeskSite(Site(dovecot, postfix, daemon, bot, SUPPORT))
        finally:
            daemon.stop()
