"""[group]: what the group keeps a record of, and by which rules.

Every part is off unless it is turned on. A preset gives the numbers; each can be set apart from it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from listbot.config.document import Document, is_table_list, parse
from listbot.config.recap import read_zone
from listbot.config.section import Section, doubles, shown
from listbot.errors import ConfigError
from listbot.model.records.rules import GroupRules, ProjectMember, Remove
from listbot.model.records.services import Service

PRESETS: dict[str, GroupRules] = {
    "plain": GroupRules(),
    "openwrt-2026": GroupRules(
        preset="openwrt-2026",
        needs_project=True,
        provisional_months=6,
        missed=4,
        absent_months=12,
        meetings_a_year=4,
        notice_days=14,
        min_admins=3,
        look_months=6,
    ),
}
"""Sets of numbers. "openwrt-2026": the proposal for an OpenWrt infrastructure working group."""

MOST_MONTHS = 120
MOST_DAYS = 3650


def read_group(section: Section) -> GroupRules:
    """Read [group]."""
    usual = PRESETS[section.choice("preset", tuple(PRESETS), "plain")]
    rules = replace(
        usual,
        members=section.flag("members"),
        meetings=section.flag("meetings"),
        access=section.flag("access"),
        services=section.flag("services"),
        records=section.flag("records"),
        announce=_address(section, "announce"),
        private=_address(section, "private"),
        greeter=_address(section, "greeter"),
        keepers=_addresses(section, "keepers"),
        project_members=_project_members(section),
        zone=read_zone(section, usual.zone),
        objections_stop=section.flag("objections_stop", usual.objections_stop),
        public_access=section.flag("public_access", usual.public_access),
        listed_services=_services(section),
        needs_project=section.flag("needs_project", usual.needs_project),
        remove=Remove(section.choice("remove", tuple(Remove), usual.remove)),
    )
    can_read = bool(rules.private) or rules.members  # somebody who would get the digest
    return _numbers(section, replace(rules, digest=section.flag("digest", can_read)))


def _numbers(section: Section, usual: GroupRules) -> GroupRules:
    """Read the numbers."""

    def number(key: str, before: int, most: int) -> int:
        return section.whole(key, before, least=0, most=most)

    return replace(
        usual,
        provisional_months=number("provisional_months", usual.provisional_months, MOST_MONTHS),
        missed=number("missed", usual.missed, 100),
        absent_months=number("absent_months", usual.absent_months, MOST_MONTHS),
        meetings_a_year=number("meetings_a_year", usual.meetings_a_year, 366),
        inactive_days=number("inactive_days", usual.inactive_days, MOST_DAYS),
        leave_hours=number("leave_hours", usual.leave_hours, 24 * 365),
        hello_days=number("hello_days", usual.hello_days, MOST_DAYS),
        agenda_days=number("agenda_days", usual.agenda_days, MOST_DAYS),
        notice_days=number("notice_days", usual.notice_days, MOST_DAYS),
        min_admins=number("min_admins", usual.min_admins, 100),
        look_months=number("look_months", usual.look_months, MOST_MONTHS),
        minutes_days=number("minutes_days", usual.minutes_days, MOST_DAYS),
    )


def _address(section: Section, key: str) -> str:
    return section.address(key) if section.has(key) else ""


def _addresses(section: Section, key: str) -> tuple[str, ...]:
    found = (section.checked_address(key, each) for each in section.texts(key))
    return tuple(each for each in found if each)


def _project_members(section: Section) -> tuple[ProjectMember, ...]:
    """Read the people of the project from a file of [[project_members]]."""
    path = section.existing("project_members_file")
    if path is None or not path.is_file():
        return ()
    try:
        return read_project_members(path, section)
    except ConfigError as error:
        section.faults.found.extend(error.faults)
        return ()


def read_project_members(path: Path, asking: Section) -> tuple[ProjectMember, ...]:
    """Read a file of project members. Raises ConfigError if it is not TOML."""
    document = Document(path, parse(path))
    tables = document.tables.get("project_members", [])
    if not is_table_list(tables) or set(document.tables) - {"project_members"}:
        asking.faults.add(str(path), "must hold [[project_members]] and nothing else")
        return ()
    sections = [
        Section(document, f"project_members[{number}]", table, asking.faults)
        for number, table in enumerate(tables, 1)
    ]
    found = tuple(_project_member(each) for each in sections)
    for address in doubles(address for each in found for address in each.addresses):
        asking.faults.add(document.place("project_members"), f"must list {address} only once")
    return found


def _project_member(section: Section) -> ProjectMember:
    known = {"name", "addresses", "active", "since"}
    for key in sorted(section.table.keys() - known):
        section.fault(key, f"is not a key here; the keys are {', '.join(sorted(known))}")
    addresses = _addresses(section, "addresses")
    if not section.has("addresses") or section.table["addresses"] == []:
        section.fault("addresses", f"is missing: give at least one, not {shown([])}")
    return ProjectMember(
        section.text("name"), addresses, section.flag("active", True), section.day("since")
    )


def _services(section: Section) -> tuple[Service, ...]:
    """Read the services from a file of [[services]], as a repository of the group may have it."""
    path = section.existing("services_file")
    if path is None:
        return ()
    try:
        document = Document(path, parse(path))
    except ConfigError as error:
        section.faults.found.extend(error.faults)
        return ()
    tables = document.tables.get("services", [])
    if not is_table_list(tables) or set(document.tables) - {"services"}:
        section.faults.add(str(path), "must hold [[services]] and nothing else")
        return ()
    sections = [
        Section(document, f"services[{number}]", table, section.faults)
        for number, table in enumerate(tables, 1)
    ]
    found = tuple(_service(each) for each in sections)
    for name in doubles(each.name for each in found):
        section.faults.add(document.place("services"), f"must list {name} only once")
    return found


def _service(section: Section) -> Service:
    known = {"name", "leads", "admins", "outside", "since"}
    for key in sorted(section.table.keys() - known):
        section.fault(key, f"is not a key here; the keys are {', '.join(sorted(known))}")
    since = section.day("since") or date(2000, 1, 1)
    name = section.text("name").casefold()
    if name and not name[0].isalnum():
        section.fault("name", f"must begin with a letter or a digit, not {shown(name)}")
    return Service(
        name=name,
        looked=datetime.combine(since, time(), UTC),
        leads=_addresses(section, "leads"),
        admins=_addresses(section, "admins"),
        outside=section.text("outside", ""),
    )
