"""A whole site: people's mailboxes and the bot's on a Dovecot, a list on a Postfix, and the
real daemon between them.

The list is a Postfix alias for its members and for the bot, so that the bot sees its own
letters come back. The list's mail is handed in from a trusted hop; all of 127/8 is this
machine.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from tests.ports import free_port
from tests.servers.daemon import Daemon
from tests.servers.dovecot import PASSWORD, Dovecot, running_dovecot
from tests.servers.postfix import Postfix, running_postfix
from tests.servers.thread import LIST
from tests.servers.waiting import until

MEMBERS = ("ana@example.org", "bob@example.org", "cleo@example.org")
LIST_HOST = "127.0.0.2"
STRANGER = "127.0.0.3"

QUICK = """
[classes.quick]
tags = ["VOTE"]
silence = false
min_yes = 3
yes_gt_no = true
objection = "blocks"
reason_required = true
put_off = "0s"
if_short = "0s"
if_in_doubt = "0s"
words = false
fractions = "sign"
electorate = "roster"
window = "{window}s"
min_window = "{window}s"
quiet_days = []
grace = "6s"
"""

_CONFIG = """
[bot]
address = "{bot}"
admin = "admin@example.org"

{way_in}

[outbound]
kind = "smtp"
port = {smtp}

[[lists]]
address = "{list}"
role = "decisions"
via = "{via}"
policy = "rules/quick.toml"
identity = "list-vouched"
trusted_hops = ["{list_host}"]
mode = "live"
"""

IMAP = """
[imap]
host = "localhost"
port = {port}
user = "bot@example.org"
password_file = "imap.password"
ca_file = "{ca_file}"
poll = 5
"""

LMTP = """
[lmtp]
port = {port}
retry_time = 3
"""

_MEMBER = """
[[members]]
name = "{name}"
addresses = ["{address}"]
"""

PEOPLE = {
    "Ana Ruiz": "ana@example.org",
    "Bob Ito": "bob@example.org",
    "Cleo Moss": "cleo@example.org",
    "Dan Fox": "dan@example.net",
    "Eve Lund": "eve@example.org",
}


_POSTED = re.compile(rf"^INFO sent \w+ <[^>]+> to {re.escape(LIST)}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site, at work."""

    dovecot: Dovecot
    postfix: Postfix
    daemon: Daemon
    bot: str
    """The bot's address: letters come from there."""
    entrance: str
    """The address by which the list reaches the bot."""
    _fetched: dict[str, list[EmailMessage]] = field(default_factory=dict)
    """What was in each mailbox when it was last read."""

    def post(self, raw: bytes) -> None:
        """Let the list pass a mail on to its members and to the bot."""
        self.postfix.send(raw, LIST, sender="infra-bounces@example.org", client_ip=LIST_HOST)

    def slip_in(self, raw: bytes) -> None:
        """Let a stranger send the bot a mail that looks like the list's."""
        self.postfix.send(raw, self.entrance, client_ip=STRANGER)

    def mailbox(self, member: str) -> list[EmailMessage]:
        """Return a member's mails, in order. Nobody deletes any, so only new ones are fetched."""
        known = self._fetched.setdefault(member, [])
        if self.dovecot.count(member) > len(known):
            with self.dovecot.client(member) as client:
                count = int(client.select("INBOX", readonly=True)[1][0] or 0)
                news = f"{len(known) + 1}:{count}"
                found = client.fetch(news, "(RFC822)")[1] if count > len(known) else []
            known += [
                message_from_bytes(each[1], policy=policy.default)
                for each in found
                if isinstance(each, tuple)
            ]
        return list(known)

    def letters(self, member: str) -> list[EmailMessage]:
        """Return a member's mails from the bot."""
        return [each for each in self.mailbox(member) if self.bot in str(each["From"])]

    def until_read(self, count: int) -> None:
        """Wait until the bot has read this many mails from people."""
        until(lambda: self._taken() >= count, self.daemon.log)

    def until_told(self, subject: str) -> None:
        """Wait until the bot has its posts back and every member a letter with that subject."""
        until(self._has_heard_itself, self.daemon.log)
        self.until_in_mailboxes(subject)

    def until_in_mailboxes(self, subject: str) -> None:
        """Wait until every member has a letter with that subject."""
        for member in MEMBERS:
            until(partial(self._has_letter, member, subject), self.daemon.log)

    def _taken(self) -> int:
        log = self.daemon.log()
        return log.count("@example.org> from ") - log.count(": automatic")

    def _has_heard_itself(self) -> bool:
        log = self.daemon.log()
        return "sent M5 " in log and log.count(": automatic") == len(_POSTED.findall(log))

    def _has_letter(self, member: str, subject: str) -> bool:
        return any(each["Subject"] == subject for each in self.letters(member))


@contextmanager
def running_site(
    folder: Path, via: str, window: int, process: Callable[[Path, str], Daemon] = Daemon
) -> Iterator[Site]:
    """A site with an empty list, read by "imap" or "lmtp"; votes take `window` seconds. `process`:
    makes the daemon.
    """
    port = free_port()
    entrance = "infra+listbot@example.org" if via == "lmtp" else "bot@example.org"
    bot = "listbot@example.org" if via == "lmtp" else "bot@example.org"
    aliases = {LIST: (*MEMBERS, entrance)}
    with (
        running_dovecot() as dovecot,
        running_postfix(listbot=port, mailboxes=dovecot.lmtp, aliases=aliases) as postfix,
    ):
        if via == "lmtp":
            way_in, up = LMTP.format(port=port), "lmtp: listening on"
        else:
            way_in = IMAP.format(port=dovecot.imaps, ca_file=dovecot.certificate.file)
            up = "imap:INBOX: connected as"
        _configure(
            folder, bot, way_in, "lmtp" if via == "lmtp" else "imap:INBOX", postfix.port, window
        )
        daemon = process(folder, up)
        try:
            yield Site(dovecot, postfix, daemon, bot, entrance)
        finally:
            daemon.stop()


def _configure(folder: Path, bot: str, way_in: str, via: str, smtp: int, window: int) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "quick.toml").write_text(QUICK.format(window=window))
    (folder / "imap.password").touch(mode=0o600)
    (folder / "imap.password").write_text(PASSWORD)
    config = _CONFIG.format(
        bot=bot, way_in=way_in, smtp=smtp, list=LIST, via=via, list_host=LIST_HOST
    )
    (folder / "config.toml").write_text(config + members())


def members() -> str:
    """Return the members' lines of the roster."""
    return "".join(_MEMBER.format(name=name, address=address) for name, address in PEOPLE.items())
