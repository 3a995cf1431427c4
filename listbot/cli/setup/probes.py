"""The attempts of `check-config --connect`: each thing that the configuration names, once.

They send nothing, touch no mail, and write nothing except an empty maildir. An attempt never
raises; an error is its outcome.
"""

import asyncio
import errno
import imaplib
import os
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from sqlalchemy import text

from listbot.cli.setup.folders import PATIENCE, opened, words
from listbot.cli.setup.tap import try_tap
from listbot.cli.setup.trust import try_trust
from listbot.config import Config, ImapConfig, StoreConfig
from listbot.config.types import TrackerConfig
from listbot.errors import (
    CarrierRefused,
    ListbotError,
    TrackerDenied,
    TrackerRefused,
    TrackerUnavailable,
)
from listbot.mail.wire.extensions import bounce_address, reply_address
from listbot.model.list_rules import ListRole
from listbot.outbound import Carrier
from listbot.outbound.maildir import MaildirCarrier
from listbot.outbound.smtp import Patience, SmtpCarrier
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.timekeeping import utc_now
from listbot.trackers import Checked
from listbot.trackers.choosing import tracker_from

SQLITE_MAGIC = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, section 1.3

GREETS_WITHIN = 1.0  # seconds; a listbot on this machine greets at once
GREETING = 512  # bytes; the longest reply line (RFC 5321, section 4.5.3.1.5)


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """The outcome of an attempt."""

    worked: bool
    words: str
    is_warning: bool = False
    """It did not work, but listbot can do without it."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing to try."""

    what: str
    act: Callable[[], str]
    """Returns in a few words what was found; raises one of FAULTS."""
    only_warns: bool = False

    def make(self) -> ProbeResult:
        """Try it."""
        try:
            return ProbeResult(True, self.act())
        except FAULTS as fault:
            return ProbeResult(self.only_warns, words(fault), self.only_warns)


FAULTS = (ListbotError, OSError, imaplib.IMAP4.error)


def attempts(config: Config) -> tuple[Probe, ...]:
    """Return everything to try, in the order of a mail coming in and a letter going out."""
    ways = [*(each.via for each in config.lists), *(each.via for each in config.taps)]
    folders = dict.fromkeys(via for via in ways if via.startswith("imap:"))
    found = [Probe("database", partial(try_database, config.store))]
    found += [
        Probe(f"imap {via.removeprefix('imap:')}", partial(try_folder, *config.mailbox(via)))
        for via in folders
    ]
    found += [
        Probe(f"trusted_hops of {each.address}", partial(try_trust, config, each), only_warns=True)
        for each in config.lists
        if each.role is ListRole.DECISIONS
    ]
    found += [
        Probe(f"tap {each.address}", partial(try_tap, config, each), only_warns=True)
        for each in config.taps
    ]
    for name, listener in (("lmtp", config.lmtp), ("smtp_in", config.smtp_in)):
        if listener:
            found.append(Probe(name, partial(try_port, listener.host, listener.port, greets)))
    if config.web:
        found.append(Probe("web", partial(try_port, config.web.host, config.web.port, answers)))
    if config.tracker:
        found.append(Probe("tracker", partial(try_tracker, config.tracker)))
    if config.webhook:
        here = (config.webhook.host, config.webhook.port)
        found.append(Probe("webhook", partial(try_port, *here, answers)))
    found.append(Probe("outbound", partial(try_carrier, config)))
    found += [
        Probe(f"extension of {address}", partial(try_extension, config, made), only_warns=True)
        for address, made in extensions(config)
    ]
    return tuple(found)


def try_database(store: StoreConfig) -> str:
    """Take the write lock and release it; does not create a database."""
    if not store.is_file:
        _take_lock(store)
        return f"{store.url} can be written to"
    path = store.file
    if not path.exists():
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise OSError(f"{path.parent} cannot be written to")
        return f"{path} will be created at the first start"
    if path.stat().st_size and magic(path) != SQLITE_MAGIC:
        raise OSError(f"{path} is not an SQLite database")
    _take_lock(store)
    return f"{path} can be written to"


def _take_lock(store: StoreConfig) -> None:
    engine = open_engine(store.full_url)
    try:
        with unavailable_as_temporary(engine), engine.connect() as connection:
            # This begins a write transaction; closing rolls it back.
            connection.execute(text("SELECT 1"))
    finally:
        engine.dispose()


def magic(path: Path) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC))


def try_folder(imap: ImapConfig, folder: str) -> str:
    """Log in and open a folder read-only."""
    with opened(imap, folder) as (_, count):
        return f"logged in as {imap.user}, {count} mails"


def try_port(host: str, port: int, is_listbot: Callable[[str, int], bool]) -> str:
    """Bind the port and release it; a running listbot may have it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE and is_listbot(host, port):
                return f"{host} port {port} belongs to a running listbot"
            raise OSError(f"{host} port {port}: {fault.strerror}") from fault
    return f"{host} port {port} is free"


def greets(host: str, port: int) -> bool:
    """Return whether a listbot greets on the port."""
    try:
        with (
            socket.create_connection((host, port), GREETS_WITHIN) as connection,
            connection.makefile("rb") as replies,
        ):
            return replies.readline(GREETING).rstrip().endswith(b" listbot")
    except OSError:
        return False


def answers(host: str, port: int) -> bool:
    """Return whether a listbot serves its pages on the port."""
    asking = HTTPConnection(host, port, timeout=GREETS_WITHIN)
    try:
        asking.request("HEAD", "/")
        return asking.getresponse().getheader("Server") == "listbot"
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def try_tracker(config: TrackerConfig) -> str:
    """Log in and look at the project, permissions and transitions; change nothing."""
    try:
        checked = asyncio.run(_checked(config))
    except (TrackerUnavailable, TrackerRefused) as fault:
        raise OSError(f"{fault}; see {_cause(fault)}") from fault
    if checked.missing:
        raise OSError("; ".join(checked.missing))
    return ", ".join(checked.found)


def _cause(fault: TrackerUnavailable | TrackerRefused) -> str:
    """Return what the admin should look at after the tracker refused the first look."""
    if isinstance(fault, TrackerDenied):
        return "the account and its token in [tracker], and what it may do there"
    if isinstance(fault, TrackerRefused):
        return "whether tracker.url is right"
    return "whether tracker.url is right and the tracker is up"


async def _checked(config: TrackerConfig) -> Checked:
    tracker = tracker_from(config, utc_now)
    try:
        return await tracker.check()
    finally:
        await tracker.close()


def try_carrier(config: Config) -> str:
    """Ask the carrier whether the other side would take a letter."""
    return asyncio.run(carrier(config).check())


def extensions(config: Config) -> tuple[tuple[str, str], ...]:
    """Return each address that help desk letters extend, and a sample extension; none if letters go
    to a folder.
    """
    bot, desks = config.bot, [each for each in config.lists if each.role is ListRole.SUPPORT]
    if not desks or not bot.delimiter or config.outbound.kind != "smtp":
        return ()
    found = {each.address: reply_address(each.address, 1, "probe", bot.delimiter) for each in desks}
    found[bot.address] = bounce_address(bot.address, 1, "probe", bot.admin, bot.delimiter)
    return tuple(found.items())


def try_extension(config: Config, address: str) -> str:
    """Ask whether the other side would accept mail to an extended address. That host may not be the
    one that decides.
    """
    patience = Patience(command=PATIENCE, after_dot=PATIENCE)
    try:
        return asyncio.run(SmtpCarrier(config.outbound, patience).probe(address))
    except CarrierRefused as fault:
        raise CarrierRefused(
            f'{fault}; if your mail host supports no extensions, set bot.delimiter = ""'
        ) from fault


def carrier(config: Config) -> Carrier:
    """Return the carrier of [outbound], with short timeouts."""
    if config.outbound.kind == "maildir":
        assert config.outbound.maildir is not None
        return MaildirCarrier(config.outbound.maildir)
    return SmtpCarrier(config.outbound, Patience(command=PATIENCE, after_dot=PATIENCE))
