"""The configuration as the rest of the program sees it: frozen, checked, paths absolute, secrets
read. `listbot.config.load` makes these values.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from listbot.config.rosters.named import ALL, NamedRoster, everybody
from listbot.mail import Level
from listbot.model.desk.rules import DeskRules, OuterRules, Private
from listbot.model.desk.ticket import Status
from listbot.model.list_rules import ListRole
from listbot.model.policy import Policy, Roster
from listbot.model.recap_rules import RecapRules
from listbot.model.records.rules import GroupRules

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class BotConfig:
    """[bot]: our address and the admin."""

    address: str
    """Our address, which is not a list: replies, commands and bounces come here."""
    admin: str
    """Alerts go here; they are also logged."""
    delimiter: str = "+"
    """The separator before an address extension; "" if our mail host supports none."""
    roster_url: str = ""
    """Where the roster is published, for those who count again; "" if it is not."""
    alert_command: tuple[str, ...] = ()
    """A program and its arguments, which gets each alert on its standard input; () for none."""
    alert_url: str = ""
    """A web address to which each alert is posted; "" for none."""
    approve_by_mail: bool = True
    """Whether `admin` gets the letters that wait for approval, and can answer."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """[store]."""

    url: str = "sqlite:///listbot.db"
    """An SQLAlchemy URL without a password; a relative SQLite path starts from the config file's
    folder.
    """
    password: str = field(default="", repr=False)
    folder: Path = Path()
    """For PostgreSQL: where a daemon keeps the files that SQLite has beside its database."""

    @property
    def is_file(self) -> bool:
        """Return whether the database is a SQLite file."""
        return self.url.startswith(SQLITE)

    @property
    def file(self) -> Path:
        """Return the database's file; on PostgreSQL, a name for files to be beside."""
        return Path(self.url.removeprefix(SQLITE)) if self.is_file else self.folder / "listbot"

    @property
    def full_url(self) -> str:
        """Return the URL with the password, to connect with: never shown."""
        if not self.password:
            return self.url
        scheme, _, rest = self.url.partition("://")
        user, at, place = rest.rpartition("@")
        return f"{scheme}://{user}:{quote(self.password, safe='')}{at}{place}"


@dataclass(frozen=True, slots=True)
class TokenConfig:
    """Where the access tokens of an account come from: a command or a file."""

    key: str
    """The key that says so, for errors: "imap.support.token_command"."""
    command: tuple[str, ...] = ()
    """A program and its arguments, which prints a token; () if it is a file."""
    file: Path | None = None
    """Its first line is a token, and something else keeps it fresh."""


@dataclass(frozen=True, slots=True)
class ImapConfig:
    """[imap] or one of [[imap]]: a watched mailbox."""

    host: str
    user: str
    password: str = field(repr=False)
    """"" if the account has a token."""
    port: int = 993
    ca_file: Path | None = None
    """A CA for the server's certificate; None means the system's."""
    poll: float = 180.0
    """Seconds between looks in addition to IDLE."""
    name: str = ""
    """The name that `via` uses; "" for the only mailbox."""
    token: TokenConfig | None = None
    """None: it logs in with its password."""


@dataclass(frozen=True, slots=True)
class ListenConfig:
    """[lmtp] or [smtp_in]: where we listen, by default on loopback."""

    host: str = "127.0.0.1"
    port: int = 8024
    retry_time: float = 4000.0
    """Seconds within which the mail host retries a failed delivery (Postfix:
    maximal_backoff_time)."""


@dataclass(frozen=True, slots=True)
class DnsConfig:
    """[dns]: where the keys of signatures are looked up."""

    servers: tuple[str, ...] = ()
    """IP addresses; (): those of the system."""
    port: int = 53
    timeout: float = 5.0
    """Seconds."""


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
    token: TokenConfig | None = None
    """None: it logs in with its password, if it has a user."""


@dataclass(frozen=True, slots=True)
class WebConfig:
    """[web]: our pages, behind a web server that speaks TLS."""

    base_url: str
    """Where people find them, without a final slash: "https://infra.example.org/listbot"."""
    host: str = "127.0.0.1"
    port: int = 8026
    """Where we listen."""
    pages: bool = False
    """Whether we serve the public pages; without them there are only the links in letters."""
    pages_port: int | None = None
    """Where `listbot web` serves the public pages; None: the daemon serves them itself."""
    name: str = ""
    """Stands at the top of every page; "": the name of the first list."""
    static: Path | None = None
    """A folder in which the daemon keeps the pages as files; None: it keeps none."""
    about: str = ""
    """The text of `about_file`: what the group says of itself, in Markdown."""
    templates_dir: Path | None = None
    """A folder with templates that replace those of the pages."""

    @property
    def path(self) -> str:
        """The path below which all pages are, without a final slash: "/listbot", or ""."""
        return urlsplit(self.base_url).path


@dataclass(frozen=True, slots=True)
class TrackerConfig:
    """[tracker]: where the team works on its tickets, beside our own store."""

    kind: str
    """jira, roundup, redmine, forgejo, github or gitlab."""
    url: str
    """Without a final slash: "https://example.atlassian.net"."""
    project: str
    """The project's key over there, like OPS; at a forge its owner and name."""
    public: bool
    """Whether anybody can read the project's tickets."""
    user: str = ""
    token: str = field(default="", repr=False)
    private: Private = Private.NOTHING
    """What it gets of a ticket that is not public."""
    issue_type: str = "Task"
    poll: float = 60.0
    """Seconds between looks at what happened there."""
    ca_file: Path | None = None
    statuses: tuple[tuple[str, Status], ...] = ()
    """Status over there -> ours."""
    transitions: tuple[tuple[Status, str], ...] = ()
    """Our status -> the step that leads to it over there."""
    accounts: tuple[tuple[str, str], ...] = ()
    """A member's address -> their login, where their address is not shown."""

    @property
    def rules(self) -> OuterRules:
        """Return what decisions need of it."""
        return OuterRules(self.kind, self.public, self.private)


@dataclass(frozen=True, slots=True)
class WebhookConfig:
    """[webhook]: where the tracker may say that something happened, behind a web server."""

    host: str = "127.0.0.1"
    port: int = 8028
    secret: str = field(default="", repr=False)
    """What the tracker signs with."""


@dataclass(frozen=True, slots=True)
class ListConfig:
    """[[lists]]: one watched address."""

    address: str
    role: ListRole
    via: str
    """lmtp | smtp | imap:FOLDER | imap:ACCOUNT:FOLDER, the last if accounts have names."""
    identity: Level = Level.LIST_VOUCHED
    """The level a binding vote or an obeyed command needs; UNVERIFIED is `any`."""
    trusted_hops: tuple[str, ...] = ()
    authserv_id: str = ""
    """How the mail host names itself in Authentication-Results; "": it writes none."""
    trusted_sealers: tuple[str, ...] = ()
    """Domains whose ARC seals are believed."""
    host_signature: str = ""
    """The domain with which the list's host signs what it passes on, where its hosts have no fixed
    names; "": it is known by `trusted_hops`."""
    policy: str = "ovirt"
    """A preset's name; "" for a support list."""
    policy_url: str = ""
    """Where the list's own preset file is published; "" if it is not."""
    roster: str = ""
    """The name of its roster; "": it names none."""
    mode: str = "approve"
    """shadow | approve | live."""
    approve: str = "list"
    """In the mode approve: with "list", posts to the list wait for approval; with "all", private
    letters wait, too.
    """
    live_since: datetime | None = None
    """Older mail is history and causes no letter; None: the daemon's first start with this list."""
    archive: str = ""
    """URL of the list's public archive, for links; may contain {message_id}."""
    pages: bool = True
    """Whether the public pages show it, where there are pages."""
    may_index: bool = False
    """Whether search engines may keep its pages."""
    desk: DeskRules = field(default_factory=DeskRules)
    """How a support list works; for other lists only the delimiter counts."""
    recap: RecapRules = field(default_factory=RecapRules)
    """When a decision list gets its recap."""


@dataclass(frozen=True, slots=True)
class TapConfig:
    """[[taps]]: an address at which the mail host hands us mails before their lists do."""

    address: str
    via: str
    """As a list's."""
    lists: tuple[str, ...]
    """The addresses of the lists whose mails come here."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration."""

    bot: BotConfig
    lists: tuple[ListConfig, ...]
    outbound: CarrierConfig
    policies: dict[str, tuple[Policy, ...]]
    """Preset name -> its classes."""
    own_presets: frozenset[str] = frozenset()
    """The names of the presets that are the community's: its files, or "own" for its [classes]."""
    taps: tuple[TapConfig, ...] = ()
    store: StoreConfig = StoreConfig()
    roster: Roster = field(default_factory=Roster)
    """The [[members]]."""
    rosters: dict[str, NamedRoster] = field(default_factory=dict)
    """Those that lists name, by their names."""
    imap: tuple[ImapConfig, ...] = ()
    """One mailbox without a name, or any number with names."""
    lmtp: ListenConfig | None = None
    smtp_in: ListenConfig | None = None
    dns: DnsConfig = DnsConfig()
    tracker: TrackerConfig | None = None
    """None: tickets are kept in our own store alone."""
    webhook: WebhookConfig | None = None
    """None: we hear of what happens in the tracker by looking alone."""
    group: GroupRules | None = None
    """None: the group keeps no record."""
    web: WebConfig | None = None
    """None: we serve no pages, and letters link to none."""
    templates_dir: Path | None = None
    path: Path | None = None
    """The file it was read from."""
    warnings: tuple[str, ...] = ()
    """Settings that are allowed but rarely meant, each with its place; shown at every start."""

    @property
    def logins(self) -> tuple[tuple[str, str], ...]:
        """Return every user with a password: (user, password); a webhook's secret has no user."""
        accounts = [(each.user, each.password) for each in self.imap]
        accounts.append((self.outbound.user, self.outbound.password))
        if self.tracker is not None:
            accounts.append((self.tracker.user, self.tracker.token))
        if self.webhook is not None:
            accounts.append(("", self.webhook.secret))
        return tuple((user, password) for user, password in accounts if password)

    def roster_of(self, list: ListConfig) -> NamedRoster:
        """Return the roster of a list: the one it names, else all [[members]]."""
        return self.rosters.get(list.roster) or NamedRoster(ALL, self.roster, self.bot.roster_url)

    @property
    def everybody(self) -> Roster:
        """Return the people of all rosters."""
        return everybody(self.roster, self.rosters.values())

    @property
    def operator(self) -> str:
        """Return who approves letters by mail; "": nobody. A list would give everybody on it the
        right to.
        """
        is_person = self.bot.admin not in {each.address for each in self.lists}
        return self.bot.admin if self.bot.approve_by_mail and is_person else ""

    def mailbox(self, via: str) -> tuple[ImapConfig, str]:
        """Return the account and the folder of a list's `via`. Raises LookupError if no account
        has it.
        """
        for each in self.imap:
            prefix = f"imap:{each.name}:" if each.name else "imap:"
            if via.startswith(prefix):
                return each, via.removeprefix(prefix)
        raise LookupError(via)

    def ways_of(self, list: ListConfig) -> tuple[str, ...]:
        """Return every `via` by which mails of a list, or their copies, come in."""
        return (list.via, *(each.via for each in self.taps_of(list)))

    def taps_of(self, list: ListConfig) -> tuple[TapConfig, ...]:
        """Return the taps before a list."""
        return tuple(each for each in self.taps if list.address in each.lists)

    @property
    def vias(self) -> tuple[str, ...]:
        """Return the ways in that lists use, each once, in the configuration's order."""
        return tuple(dict.fromkeys(each.via for each in self.lists))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return all watched addresses: the lists, then the bot's own."""
        return (*(each.address for each in self.lists), self.bot.address)
