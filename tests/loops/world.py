"""A small world of mail: whole listbots, each at its own domain, a list server, and machines that
answer mail. Hours pass in it as fast as it can be computed.

Only the clock and the wires are played: each listbot is the daemon's own code, from the arrival of
a mail to the delivery of a letter, with its configuration and its database in a folder. A world
whose machines never stop ends with an AssertionError after `ENOUGH` mails.
"""

import heapq
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

from listbot.app import App, build
from listbot.config import load
from listbot.demo.player import MovedClock, Player
from listbot.inbound.addresses import AddressBook
from listbot.letters.letter import Parcel
from listbot.mail import Arrival
from listbot.outbound import Receipt
from listbot.replay import replay

START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
ON_ITS_WAY = timedelta(minutes=1)
ENOUGH = 400  # mails; no thread of these tests has a tenth of them
LIST = "infra@lists.example.org"
LISTS_HOST = "lists.example.org [192.0.2.25]"

_CONFIG = """
[bot]
address = "listbot@{domain}"
admin = "admin@{domain}"
[lmtp]
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@lists.example.org"
role = "decisions"
via = "lmtp"
mode = "live"
identity = "list-vouched"
trusted_hops = ["lists.example.org"]
[[lists]]
address = "infra-support@{domain}"
role = "support"
via = "lmtp"
mode = "live"
identity = "list-vouched"
trusted_hops = ["lists.example.org"]
team = ["{team}"]
[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
[[members]]
name = "Ravi Menon"
addresses = ["ravi@example.org"]
[[members]]
name = "Lena Ott"
addresses = ["lena@example.org"]
"""


@dataclass(frozen=True, order=True)
class Sent:
    """A mail on its way to one address."""

    at: datetime
    number: int
    sender: str
    """The envelope's; "" is the null sender."""
    to: str
    raw: bytes
    by: str = field(default="", compare=False)
    """The host that hands it over, where not the sender's own."""

    @property
    def mail(self) -> EmailMessage:
        """Return it as a mail program reads it."""
        return message_from_bytes(self.raw, policy=policy.default)


Answering = Callable[[Sent], Iterable[tuple[str, bytes]]]
"""A machine: the mails that it sends when it gets one, each with its recipient."""


@dataclass
class Bot:
    """One listbot, and the wires around it."""

    domain: str
    app: App
    player: Player
    book: AddressBook

    async def take(self, sent: Sent) -> None:
        """Hand over a mail as its mail host does."""
        context = self.book.for_recipient(sent.to)
        if context is None:
            return  # The mail host knows no such address.
        host = sent.by or "mx.example.net [198.51.100.7]"
        line = (
            f"Received: from {host.partition(' ')[0]} ({host}) by mx.{self.domain} (Postfix)\r\n"
            f"\twith ESMTPS id {sent.number}; {format_datetime(sent.at)}\r\n"
        )
        await self.player.receive(
            Arrival(
                raw=line.encode() + sent.raw,
                list=context,
                source="lmtp",
                arrived=sent.at,
                envelope_from=sent.sender,
                envelope_to=sent.to,
                nonce=f"{sent.number:016x}",
            )
        )


@dataclass
class World:
    """All of it."""

    clock: MovedClock = field(default_factory=lambda: MovedClock(START))
    bots: dict[str, Bot] = field(default_factory=dict)
    machines: dict[str, Answering] = field(default_factory=dict)
    """By their addresses; other people only read."""
    subscribers: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    """Every mail, once for each recipient, in the order of sending."""
    _wires: list[Sent] = field(default_factory=list)

    def send(self, sender: str, to: Iterable[str], raw: bytes, by: str = "") -> None:
        """Put a mail on its way."""
        for each in to:
            at = self.clock() + ON_ITS_WAY
            one = Sent(at, len(self.sent), sender, each, raw, by)
            self.sent.append(one)
            assert len(self.sent) < ENOUGH, self.told()
            heapq.heappush(self._wires, one)

    async def run(self, hours: float) -> None:
        """Let that much time pass: mails arrive, machines answer, moments come."""
        end = self.clock() + timedelta(hours=hours)
        while True:
            dues = [(bot.player.next_due() or end, bot) for bot in self.bots.values()]
            at = min((end, *(due for due, _ in dues), *(each.at for each in self._wires[:1])))
            if at == end:
                break
            self.clock.move(at)
            for due, bot in dues:
                if due == at:
                    await bot.player.tick()
            if self._wires and self._wires[0].at == at:
                await self._deliver(heapq.heappop(self._wires))
        self.clock.move(end)

    async def _deliver(self, one: Sent) -> None:
        local, _, domain = one.to.partition("@")
        if one.to == LIST:
            self.send(
                "infra-bounces@lists.example.org", self.subscribers, by_list(one.raw), LISTS_HOST
            )
        elif one.to in self.subscribers and one.by and local.startswith("infra+"):
            await self.bots[local.partition("+")[2]].take(one)
        elif domain in self.bots and local.partition("+")[0] != "admin":
            await self.bots[domain].take(one)
        elif one.to in self.machines:
            for to, raw in self.machines[one.to](one):
                self.send("" if b"mailer-daemon@" in raw else one.to, [to], raw)

    def letters(self, to: str = "", by: str = "") -> list[EmailMessage]:
        """Return the letters of a bot, or of all, to an address, or to all."""
        return [
            each.mail
            for each in self.sent
            if (not to or each.to == to)
            and not each.by
            and each.mail["X-Listbot"]
            and parseaddr(str(each.mail["From"]))[1].endswith(by)
        ]

    def told(self) -> dict[tuple[str, str, str], int]:
        """Return how many mails went from whom to whom, with which subject."""
        return dict(
            Counter(
                (parseaddr(str(each.mail["From"]))[1], each.to, str(each.mail["Subject"]))
                for each in self.sent
            )
        )

    def is_equal(self) -> bool:
        """Return whether each bot's replay comes to the same."""
        return all(replay(bot.app.store).is_equal for bot in self.bots.values())


@dataclass
class Wire:
    """A carrier that hands letters to the world."""

    world: World
    name: str = "the world"

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Put a letter on its way."""
        self.world.send(parcel.envelope_from, parcel.recipients, parcel.raw)
        return Receipt("250 on its way")

    async def check(self) -> str:
        """Say that it works."""
        return "the world takes everything"


def by_list(raw: bytes) -> bytes:
    """Return a post as the list server passes it on."""
    fields = b"List-Id: Infra <infra.lists.example.org>\r\nPrecedence: list\r\n"
    return fields + raw + b"\r\n-- \r\nInfra mailing list -- infra@lists.example.org\r\n"


@asynccontextmanager
async def world(
    folder: Path, *domains: str, team: str = "ravi@example.org"
) -> AsyncIterator[World]:
    """A world with a listbot at each of these domains. All of them read the one list."""
    found = World()
    try:
        for domain in domains:
            place = folder / domain
            place.mkdir()
            (place / "config.toml").write_text(_CONFIG.format(domain=domain, team=team))
            config = load(place / "config.toml", {})
            app = build(config, clock=found.clock, carrier=Wire(found))
            bot = Bot(domain, app, Player(app, found.clock), AddressBook(*app.contexts()))
            found.bots[domain] = bot
            found.subscribers.append(f"infra+{domain}@lists.example.org")
            await bot.player.start()
        yield found
    finally:
        for bot in found.bots.values():
            bot.app.store.close()


def written(
    sender: str,
    to: str,
    subject: str,
    text: str,
    number: int | str,
    *,
    at: datetime = START,
    answers: str = "",
    more: str = "",
) -> bytes:
    """Return a mail as somebody's mail program writes it."""
    kind = "" if "Content-Type" in more else "Content-Type: text/plain; charset=utf-8\n"
    ties = f"In-Reply-To: {answers}\nReferences: {answers}\n" if answers else ""
    return (
        (
            f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {format_datetime(at)}\n"
            f"Message-ID: <m{number}@{sender.rpartition('@')[2].rstrip('>')}>\n{ties}{more}"
            f"MIME-Version: 1.0\n{kind}\n{text}\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )
