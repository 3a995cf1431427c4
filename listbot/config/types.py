"""What the rest of the program knows of the configuration: frozen, checked, paths absolute, secrets
read.

Only values. `listbot.config.load` makes them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from listbot.mail import Level
from listbot.model.desk.rules import DeskRules
from listbot.model.list_rules import ListRole
from listbot.model.policy import Policy, Roster
from listbot.model.recap_rules import RecapRules


@dataclass(frozen=True, slots=True)
class BotConfig:
    """[bot]: who we are."""

    address: str
    """Ours: replies, commands and bounces come here; it is no list."""
    admin: str
    """Alerts go here too; they are logged and in the exit code as well."""
    delimiter: str = "+"
    """What parts an address from its extension at our mail host; "" where it delivers no such
    addresses.
    """


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """[store]."""

    url: str = "sqlite:///listbot.db"
    """An SQLAlchemy URL; a relative SQLite path is taken from the config file's folder."""


@dataclass(frozen=True, slots=True)
class ImapConfig:
    """[imap] or one of [[imap]]: a mailbox that is watched."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    ca_file: Path | None = None
    """A CA for the server's certificate; None: the system's."""
    poll: float = 180.0
    """Seconds between looks beside IDLE."""
    name: str = ""
    """By which `via` names it; "" for the only one."""


@dataclass(frozen=True, slots=True)
class ListenConfig:
    """[lmtp] or [smtp_in]: where we listen. Loopback unless said otherwise."""

    host: str = "127.0.0.1"
    port: int = 8024
    retry_time: float = 4000.0
    """Seconds within which the mail host tries again what it could not deliver (in Postfix:
    maximal_backoff_time)."""


@dataclass(frozen=True, slots=True)
class CarrierConfig:
    """[outbound]: how letters leave."""

    kind: str
    """"smtp" or "maildir"."""
    maildir: Path | None = None
    host: str = "127.0.0.1"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "none"
    """none | starttls | tls."""
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class WebConfig:
    """[web]: our pages, behind a web server that speaks TLS."""

    base_url: str
    """Where people find them, without a slash at the end: "https://infra.example.org/listbot"."""
    host: str = "127.0.0.1"
    port: int = 8026
    """Where we listen."""


@dataclass(frozen=True, slots=True)
class ListConfig:
    """[[lists]]: one watched address."""

    address: str
    role: ListRole
    via: str
    """lmtp | smtp | imap:FOLDER | imap:ACCOUNT:FOLDER, the last where accounts have names."""
    identity: Level = Level.LIST_VOUCHED
    """From which level on a vote is binding and a command is obeyed; UNVERIFIED stands for `any`.
    """
    trusted_hops: tuple[str, ...] = ()
    policy: str = "ovirt"
    """A preset's name; "" for a support list."""
    mode: str = "approve"
    """shadow | approve | live."""
    approve: str = "list"
    """In the mode approve: "list", posts to the list wait for a person; "all", private letters
    wait, too.
    """
    live_since: datetime | None = None
    """Older mail is history and causes no letter; unset: the first start of the daemon on this
    list.
    """
    archive: str = ""
    """URL of the list's public archive, for links; may hold {message_id}."""
    desk: DeskRules = field(default_factory=DeskRules)
    """How a support list works; of any other only the delimiter counts."""
    recap: RecapRules = field(default_factory=RecapRules)
    """When a list that decides gets its recap."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration."""

    bot: BotConfig
    lists: tuple[ListConfig, ...]
    outbound: CarrierConfig
    policies: dict[str, tuple[Policy, ...]]
    """Preset name -> its classes."""
    store: StoreConfig = StoreConfig()
    roster: Roster = field(default_factory=Roster)
    imap: tuple[ImapConfig, ...] = ()
    """The mailboxes: one without a name, or any number with names."""
    lmtp: ListenConfig | None = None
    smtp_in: ListenConfig | None = None
    web: WebConfig | None = None
    """None: no pages are served, and no letter names one."""
    templates_dir: Path | None = None
    path: Path | None = None
    """The file it was read from."""
    warnings: tuple[str, ...] = ()
    """What is allowed and still seldom meant, each with its place; told at every start."""

    @property
    def logins(self) -> tuple[tuple[str, str], ...]:
        """Every user with a password."""
        accounts = [(each.user, each.password) for each in self.imap]
        accounts.append((self.outbound.user, self.outbound.password))
        return tuple((user, password) for user, password in accounts if password)

    def mailbox(self, via: str) -> tuple[ImapConfig, str]:
        """The account and the folder that a list's `via` means. Raises LookupError for one that is
        not by IMAP.
        """
        for each in self.imap:
            prefix = f"imap:{each.name}:" if each.name else "imap:"
            if via.startswith(prefix):
                return each, via.removeprefix(prefix)
        raise LookupError(via)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that is watched: the lists, and the bot's own."""
        return (*(each.address for each in self.lists), self.bot.address)
