"""Reads the whole configuration: document, sections, lists, roster, and how they fit together.

It reads files, and runs the program that gives a secret; the caller passes the environment.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from listbot.config.accounts import (
    account_names,
    read_accounts,
    warn_of_copies,
    warn_of_unused,
)
from listbot.config.desk import check_teams
from listbot.config.document import Document, is_table_list, read_document
from listbot.config.faults import Faults
from listbot.config.group import read_group
from listbot.config.group_checks import check_group
from listbot.config.keys import CLASSES
from listbot.config.lists import check_addresses, read_list
from listbot.config.outside.tracker import read_tracker
from listbot.config.outside.webhook import read_webhook
from listbot.config.policies import OWN, Presets
from listbot.config.rosters.members import read_roster
from listbot.config.rosters.named import ALL, check_names, read_rosters
from listbot.config.section import Section
from listbot.config.sections import (
    LMTP_DEFAULTS,
    SMTP_DEFAULTS,
    read_bot,
    read_dns,
    read_listener,
    read_outbound,
    read_store,
    read_web,
)
from listbot.config.taps import check_taps, read_tap
from listbot.config.types import BotConfig, Config, ListConfig, ListenConfig, TapConfig
from listbot.errors import ConfigError
from listbot.model.list_rules import ListRole
from listbot.model.policy import Electorate
from listbot.packaged import preset_names

T = TypeVar("T")
ADD_MEMBERS = "add a [[members]] for each person"


def load(path: Path, environ: Mapping[str, str], *, has_secrets: bool = True) -> Config:
    """Read the configuration at `path`, without passwords if the caller needs none. Raises one
    ConfigError with all its faults.
    """
    faults = Faults()
    document = read_document(path, environ, faults, has_secrets=has_secrets)
    config = read_sections(document, environ, faults)
    warn(document, config, faults)
    if faults.found:
        raise ConfigError(tuple(faults.found))
    return replace(config, warnings=tuple(faults.warnings))


def read_sections(document: Document, environ: Mapping[str, str], faults: Faults) -> Config:
    """Build the configuration; if faults were found, the result must not be used."""
    bot = section(document, "bot", faults)
    bot_config = read_bot(bot)
    presets = Presets()
    lists = read_lists(document, presets, bot_config, faults)
    roster = read_roster(document, bot)
    rosters = read_rosters(document, roster, faults)
    check_names(named_by(document, lists, faults), rosters, roster)
    taps = read_taps(document, lists, bot_config, faults)
    tracker = read_if(document, "tracker", faults, lambda found: read_tracker(found, environ))
    return Config(
        bot=bot_config,
        lists=lists,
        taps=taps,
        outbound=read_outbound(section(document, "outbound", faults), environ),
        policies=presets.loaded,
        own_presets=frozenset(presets.loaded).difference(preset_names()),
        store=read_store(section(document, "store", faults), environ),
        roster=roster,
        rosters=rosters,
        imap=read_accounts(document, environ, faults),
        lmtp=listener(document, "lmtp", LMTP_DEFAULTS, faults),
        smtp_in=listener(document, "smtp_in", SMTP_DEFAULTS, faults),
        dns=read_dns(section(document, "dns", faults)),
        web=read_if(document, "web", faults, read_web),
        tracker=tracker,
        webhook=read_if(
            document, "webhook", faults, lambda found: read_webhook(found, environ, tracker)
        ),
        group=read_if(document, "group", faults, read_group),
        templates_dir=bot.existing("templates_dir", folder=True),
        path=document.path.absolute(),
    )


def read_lists(
    document: Document, presets: Presets, bot: BotConfig, faults: Faults
) -> tuple[ListConfig, ...]:
    """Read every [[lists]]; there must be at least one."""
    tables = document.tables.get("lists", [])
    if not is_table_list(tables):
        return ()
    if not tables:
        faults.add(document.place("lists"), "is missing: add a [[lists]] with the address to watch")
    sections = [
        Section(document, f"lists[{n}]", table, faults) for n, table in enumerate(tables, 1)
    ]
    names = account_names(document)
    pairs = tuple(
        (each, read_list(each, presets, document.tables, bot.delimiter, names)) for each in sections
    )
    check_addresses(pairs, bot.address)
    check_teams(pairs, bot.address, bot.delimiter)
    return tuple(found for _, found in pairs)


def named_by(
    document: Document, lists: tuple[ListConfig, ...], faults: Faults
) -> Iterator[tuple[Section, str]]:
    """Yield each list with the roster that it names."""
    for number, each in enumerate(lists, 1):
        yield Section(document, f"lists[{number}]", {}, faults), each.roster


def read_taps(
    document: Document, lists: tuple[ListConfig, ...], bot: BotConfig, faults: Faults
) -> tuple[TapConfig, ...]:
    """Read every [[taps]]; there may be none."""
    tables = document.tables.get("taps", [])
    if not is_table_list(tables):
        return ()
    names = account_names(document)
    sections = [Section(document, f"taps[{n}]", table, faults) for n, table in enumerate(tables, 1)]
    pairs = tuple((each, read_tap(each, document.tables, names)) for each in sections)
    check_taps(pairs, lists, bot.address)
    return tuple(found for _, found in pairs)


def listener(
    document: Document, name: str, defaults: ListenConfig, faults: Faults
) -> ListenConfig | None:
    """Read [lmtp] or [smtp_in] if the file has it."""
    return read_listener(section(document, name, faults), defaults) if has(document, name) else None


def read_if(
    document: Document, name: str, faults: Faults, read: Callable[[Section], T]
) -> T | None:
    """Read a section that need not be there."""
    return read(section(document, name, faults)) if has(document, name) else None


def section(document: Document, name: str, faults: Faults) -> Section:
    """Return a section; if it is missing, an empty one, so that its required keys are reported."""
    table = document.tables.get(name)
    return Section(document, name, table if isinstance(table, dict) else {}, faults)


def has(document: Document, name: str) -> bool:
    """Return whether the file or the environment has a section."""
    return isinstance(document.tables.get(name), dict)


def warn(document: Document, config: Config, faults: Faults) -> None:
    """Warn about settings that are allowed but rarely meant."""
    if config.rosters:
        warn_of_rosters(document, config, faults)
    elif not config.roster.members:
        warn_of_members(document, config, faults)
    if config.bot.admin and config.bot.admin in {each.address for each in config.lists}:
        faults.warn(
            document.place("bot.admin"), "is a watched list: everybody on it will get the alerts"
        )
    if CLASSES in document.tables and OWN not in config.policies:
        faults.warn(document.place(CLASSES), f'is not used: no list has policy = "{OWN}"')
    if config.group is not None:
        check_group(section(document, "group", faults), config)
    if config.tracker is not None and not any(
        each.role is ListRole.SUPPORT for each in config.lists
    ):
        faults.warn(document.place("tracker"), 'is not used: no list has role = "support"')
    warn_of_teams(document, config, faults)
    warn_of_hops(document, config, faults)
    watched = [*(each.via for each in config.lists), *(each.via for each in config.taps)]
    warn_of_unused(document, config.imap, watched, faults)
    warn_of_copies(document, config.lists, faults)


def warn_of_rosters(document: Document, config: Config, faults: Faults) -> None:
    """Warn about lists that name no roster where others do, and rosters that no list names."""
    count = len(config.roster.members)
    everybody = f'all [[members]] ({count}) are its roster; write roster = "{ALL}" if you mean that'
    nobody = {
        ListRole.DECISIONS: "everybody who posted before a proposal counts, as advice only",
        ListRole.SUPPORT: "nobody can work on its tickets by mail",
    }
    for number, each in enumerate(config.lists, 1):
        if not each.roster:
            what = everybody if count else nobody[each.role]
            faults.warn(document.place(f"lists[{number}].roster"), f"is missing: {what}")
    used = {each.roster for each in config.lists}
    for number, name in enumerate(config.rosters, 1):
        if name not in used:
            faults.warn(
                document.place(f"rosters[{number}]"), f'is not used: no list names "{name}"'
            )


def warn_of_members(document: Document, config: Config, faults: Faults) -> None:
    """Warn about what cannot work without [[members]]."""
    place = document.place("members")
    policies = [policy for classes in config.policies.values() for policy in classes]
    if any(each.electorate is Electorate.ROSTER for each in policies):
        faults.warn(
            place,
            (
                f"is missing: {ADD_MEMBERS}; until then everybody who posted before a proposal "
                'counts, and results say "advisory: no roster"'
            ),
        )
    if any(each.role is ListRole.SUPPORT for each in config.lists):
        faults.warn(
            place, f"is missing: {ADD_MEMBERS}; until then nobody can work on tickets by mail"
        )


def warn_of_teams(document: Document, config: Config, faults: Faults) -> None:
    """Warn about a help desk whose requests nobody gets to see."""
    for number, each in enumerate(config.lists, 1):
        if each.role is ListRole.SUPPORT and not each.desk.is_team_told:
            faults.warn(
                document.place(f"lists[{number}].team"),
                f"is missing: nobody is notified of requests to {each.address}. Name addresses "
                "that get a copy, or set team = [] if the team reads that address itself",
            )


def warn_of_hops(document: Document, config: Config, faults: Faults) -> None:
    """Warn about a help desk that trusts a list's host, which passes on mail that anybody wrote in
    a member's name.
    """
    hosts = {
        hop: each.address
        for each in config.lists
        if each.role is not ListRole.SUPPORT
        for hop in each.trusted_hops
    }
    for number, each in enumerate(config.lists, 1):
        for hop in each.trusted_hops if each.role is ListRole.SUPPORT else ():
            if hop in hosts:
                faults.warn(
                    document.place(f"lists[{number}].trusted_hops"),
                    f"names {hop}, the host of {hosts[hop]}, which passes on mail in anybody's "
                    "name: forged commands in a member's name would be obeyed without a question. "
                    "Name the host through which only the team sends",
                )
