"""The sections that occur once: [bot], [store], [web], [outbound] and the ways in."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from listbot.config.secrets import any_password, has_token, password, read_token
from listbot.config.section import Section, is_host, shown
from listbot.config.types import (
    SQLITE,
    BotConfig,
    CarrierConfig,
    DnsConfig,
    ImapConfig,
    ListenConfig,
    StoreConfig,
    WebConfig,
)
from listbot.mail.origin.received import is_ip

HIGHEST_PORT = 65535
CARRIERS = ("smtp", "maildir")
# Mail hosts use these; with a letter or a dot, addresses of people would look like ours.
DELIMITERS = ("+", "-", "=", "_")
TLS = ("none", "starttls", "tls")

LMTP_DEFAULTS = ListenConfig(port=8024)
LONGEST_ABOUT = 200_000  # bytes; a page of a book has 3,000
WEB_PORT = 8026
SMTP_DEFAULTS = ListenConfig(port=8025)

DATABASES = '"sqlite:///listbot.db" or "postgresql://listbot@db.example.org/listbot"'
LOOPBACK = ("127.0.0.1", "::1", "localhost")
URL = re.compile(r"[A-Za-z0-9:/._~\[\]-]+")
"""Safe unescaped in a letter's text and headers, and in the path that a web server passes on."""
LONGEST_URL = 200  # characters: with a token appended it still fits in a line of a letter

# seconds; IDLE announces new mail, the poll only guards against an IDLE that died silently
LEAST_POLL = 5.0


def read_bot(section: Section) -> BotConfig:
    """Read [bot]. admin must not be the bot's address: the bot would answer its own alerts."""
    bot = BotConfig(
        address=section.address("address"),
        admin=section.address("admin"),
        delimiter=read_delimiter(section),
        roster_url=section.link("roster_url"),
        alert_command=read_command(section),
        alert_url=section.link("alert_url"),
        approve_by_mail=section.flag("approve_by_mail", True),
    )
    if bot.address and bot.address == bot.admin:
        section.fault("admin", "must differ from bot.address: a person has to read it")
    return bot


def read_command(section: Section) -> tuple[str, ...]:
    """Read the program that gets alerts."""
    return section.command("alert_command", '["/usr/local/bin/page", "listbot"]')


def read_delimiter(section: Section) -> str:
    """Read the separator before address extensions; "" if the mail host supports none."""
    if section.table.get("delimiter") == "":
        return ""
    found = section.text("delimiter", "+")
    if found not in DELIMITERS:
        known = " ".join(DELIMITERS)
        section.fault(
            "delimiter", f'must be one of {known} or "" (no extensions), not {shown(found)}'
        )
    return found


def read_store(section: Section, environ: Mapping[str, str]) -> StoreConfig:
    """Read [store]. A relative SQLite path starts from the file's folder."""
    url = section.text("url", StoreConfig().url)
    if url.startswith(SQLITE):
        for key in ("folder", "password_file"):
            if section.has(key):
                section.fault(key, "is only for PostgreSQL: SQLite's files are beside its database")
        return _in_file(section, url.removeprefix(SQLITE))
    found = _on_server(section, url)
    secret = any_password(section, environ, needed=False)
    if secret and "@" not in found.url:
        section.fault("url", "must name the user that the password is for")
    folder = section.path("folder") or section.document.relative(".")
    return replace(found, password=secret, folder=folder)


def _in_file(section: Section, path: str) -> StoreConfig:
    if path in ("", ":memory:"):
        # A restart would lose acknowledged mail if the database were in memory.
        section.fault("url", 'must name a file, like "sqlite:///listbot.db"')
        return StoreConfig()
    return StoreConfig(f"{SQLITE}{section.document.relative(path)}")


def _on_server(section: Section, url: str) -> StoreConfig:
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        made = None
    if made is None or made.drivername != "postgresql" or not made.database:
        section.fault("url", f"must be like {DATABASES}, not {shown(url)}")
        return StoreConfig()
    if made.password is not None:
        section.fault("url", "must not have a password: name its file in store.password_file")
        return StoreConfig()
    return StoreConfig(url)


def read_imap(section: Section, environ: Mapping[str, str]) -> ImapConfig:
    """Read [imap] or one [[imap]]."""
    return ImapConfig(
        host=section.host("host"),
        user=section.text("user"),
        password=password(section, environ, needed=not has_token(section)),
        port=section.whole("port", 993, least=1, most=HIGHEST_PORT),
        ca_file=section.existing("ca_file"),
        poll=section.seconds("poll", 180.0, least=LEAST_POLL),
        name=section.text("name", ""),
        token=read_token(section, environ),
    )


def read_listener(section: Section, defaults: ListenConfig) -> ListenConfig:
    """Read [lmtp] or [smtp_in]."""
    return ListenConfig(
        host=section.host("host", defaults.host),
        port=section.whole("port", defaults.port, least=1, most=HIGHEST_PORT),
        retry_time=section.seconds("retry_time", defaults.retry_time, least=0),
    )


def read_dns(section: Section) -> DnsConfig:
    """Read [dns]. A server is an address: its name would have to be looked up first."""
    servers = section.hosts("servers")
    for each in servers:
        if not is_ip(each):
            section.fault("servers", f"must be IP addresses, not {shown(each)}")
    return DnsConfig(
        servers,
        section.whole("port", 53, least=1, most=HIGHEST_PORT),
        section.seconds("timeout", 5.0, least=0.1),
    )


def read_web(section: Section) -> WebConfig:
    """Read [web]."""
    return WebConfig(
        base_url=read_base_url(section),
        host=section.host("host", "127.0.0.1"),
        port=section.whole("port", WEB_PORT, least=1, most=HIGHEST_PORT),
        pages=section.flag("pages", False),
        pages_port=read_pages_port(section),
        name=section.text("name", ""),
        static=section.path("static"),
        about=read_about(section),
        templates_dir=section.existing("templates_dir", folder=True),
    )


def read_pages_port(section: Section) -> int | None:
    """Read the port of the process that serves the pages; two processes cannot share one."""
    if not section.has("pages_port"):
        return None
    found = section.whole("pages_port", WEB_PORT + 1, least=1, most=HIGHEST_PORT)
    if found == section.whole("port", WEB_PORT, least=1, most=HIGHEST_PORT):
        section.fault("pages_port", "must not be the same as web.port, where the daemon listens")
    if not section.flag("pages", False):
        section.fault("pages_port", "needs pages = true")
    return found


def read_about(section: Section) -> str:
    """Read the file with what the group says of itself."""
    file = section.existing("about_file")
    if file is None:
        return ""
    try:
        with file.open("rb") as source:
            raw = source.read(LONGEST_ABOUT + 1)
        text = raw.decode()
    except (OSError, UnicodeError) as fault:
        section.fault("about_file", f"cannot be read: {fault}")
        return ""
    if len(raw) > LONGEST_ABOUT:
        section.fault("about_file", f"is longer than {LONGEST_ABOUT} bytes")
    return text


def read_base_url(section: Section) -> str:
    """Read where people find our pages. One-click links must be https (RFC 8058, section 3.1),
    except on this machine.
    """
    text = section.text("base_url")
    if not text:
        return ""
    found = text.rstrip("/")
    try:
        parts = urlsplit(found)
        host, is_plain = parts.hostname or "", not (parts.query or parts.fragment or parts.username)
        is_plain = is_plain and parts.port != 0 and len(found) <= LONGEST_URL
    except ValueError:  # an unclosed bracket, or an impossible port
        host, is_plain = "", False
    is_safe = found.startswith("https://") or (found.startswith("http://") and host in LOOPBACK)
    if not (is_safe and is_plain and is_host(host) and URL.fullmatch(found)):
        example = "https://infra.example.org/listbot"
        section.fault(
            "base_url",
            f"must be an https:// address, like {example}, not {shown(text)}",
        )
    return found


def read_outbound(section: Section, environ: Mapping[str, str]) -> CarrierConfig:
    """Read [outbound]."""
    user = section.text("user", "")
    carrier = CarrierConfig(
        kind=section.choice("kind", CARRIERS),
        maildir=section.path("maildir"),
        host=section.host("host", "127.0.0.1"),
        port=section.whole("port", 25, least=1, most=HIGHEST_PORT),
        user=user,
        password=password(section, environ, needed=bool(user) and not has_token(section)),
        tls=section.choice("tls", TLS, "none"),
        ca_file=section.existing("ca_file"),
        token=read_token(section, environ),
    )
    check_carrier(section, carrier)
    return carrier


def check_carrier(section: Section, carrier: CarrierConfig) -> None:
    """Check the keys of [outbound] that depend on each other."""
    if carrier.kind == "maildir" and carrier.maildir is None:
        section.fault("maildir", 'is missing: kind = "maildir" needs a folder for the letters')
    if carrier.token is not None and not carrier.user:
        section.fault("user", "is missing: a token belongs to a user")
    if carrier.user and carrier.tls == "none" and carrier.kind == "smtp":
        section.fault(
            "tls", 'must be "starttls" or "tls" if user is set: passwords are never sent in clear'
        )
