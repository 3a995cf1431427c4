"""Writes members, meetings, services and access as plain files, which `listbot group import` reads,
and the text of minutes. Pure.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from listbot.model.records.group import Group
from listbot.model.records.services import Service

README = """\
The record of a group, as listbot keeps it.

members.toml   everybody who is or was in the group; a rejoin is a second entry
meetings.toml  its meetings, and who was there
services.toml  what it runs, and who is responsible; this can also be group.services_file
access.toml    the systems, and who has or had access to them
minutes/       the text of each published set of minutes
acts.csv       everything that happened, which `listbot group import acts.csv` reads back

`listbot group import` also reads the .toml files, in a team that begins with them: members.toml
first, as the others name its people.
Addresses and attendance are the group's own: please do not publish this folder as it is.
"""


def files_of(group: Group, services: Iterable[Service], zone: ZoneInfo) -> dict[str, str]:
    """Return the files by name, without `acts.csv`. `services`: those that are run now."""
    files = {
        "README.txt": README,
        "members.toml": "\n".join(_members(group)) + "\n",
        "meetings.toml": "\n".join(_meetings(group)) + "\n",
        "services.toml": "\n".join(_services(services, zone)) + "\n",
        "access.toml": "\n".join(_access(group)) + "\n",
    }
    for meeting in group.meetings.values():
        if meeting.minutes is not None and meeting.minutes.minutes.text:
            files[f"minutes/{meeting.key}.txt"] = meeting.minutes.minutes.text.rstrip("\n") + "\n"
    return files


def _members(group: Group) -> Iterator[str]:
    for member in group.members.values():
        for spell in member.spells:
            yield from _table(
                "members",
                {
                    "name": member.name,
                    "address": member.address,
                    "joined": spell.began,
                    "project": spell.project,
                    "confirmed": spell.confirmed,
                    "left": spell.ended,
                },
            )


def _meetings(group: Group) -> Iterator[str]:
    for meeting in group.meetings.values():
        minutes = meeting.minutes.minutes if meeting.minutes is not None else None
        yield from _table(
            "meetings",
            {
                "meeting": meeting.at,
                "title": meeting.title,
                "cancelled": meeting.cancelled or None,
                "attended": minutes.attendees if minutes else None,
                "guests": minutes.guests if minutes else None,
                "regrets": minutes.regrets if minutes else None,
            },
        )


def _services(services: Iterable[Service], zone: ZoneInfo) -> Iterator[str]:
    """Yield what is run now; `acts.csv` has the others, too."""
    for each in services:
        yield from _table(
            "services",
            {
                "name": each.name,
                "leads": each.leads,
                "admins": each.admins,
                "outside": each.outside,
                "since": each.looked.astimezone(zone).date(),
            },
        )


def _access(group: Group) -> Iterator[str]:
    """Yield each system that the group has, and then everybody's last access to it."""
    grants = [each for held in group.grants.values() for each in held.values()]
    for system, since in sorted(group.systems.items()):
        yield from _table("access", {"system": system, "granted": since})
        of_system = (each for each in grants if each.system == system)
        for each in sorted(of_system, key=lambda grant: (grant.granted, grant.who)):
            times = {"granted": each.granted, "revoked": each.revoked}
            yield from _table("access", {"system": system, "member": each.who, **times})


def _table(name: str, values: Mapping[str, object]) -> Iterator[str]:
    yield f"[[{name}]]"
    for key, value in values.items():
        if value is not None and value != "":
            yield f"{key} = {_value(value)}"
    yield ""


def _value(value: object) -> str:
    """Return a value as TOML; its strings and lists of them are those of JSON."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
