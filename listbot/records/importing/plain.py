"""Writes members, meetings and minutes as plain files, which `listbot group import` reads. Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from listbot.model.records.group import Group

README = """\
The record of a group, as listbot keeps it.

members.toml   everybody who is or was in the group; a rejoin is a second entry
meetings.toml  its meetings, and who was there
minutes/       the text of each published set of minutes
acts.csv       everything that happened, which `listbot group import acts.csv` reads back

`listbot group import` also reads the two .toml files, in a team that begins with them.
Addresses and attendance are the group's own: please do not publish this folder as it is.
"""


def files_of(group: Group) -> dict[str, str]:
    """Return the files by name, without `acts.csv`."""
    files = {
        "README.txt": README,
        "members.toml": "\n".join(_members(group)) + "\n",
        "meetings.toml": "\n".join(_meetings(group)) + "\n",
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
    return json.dumps(value, ensure_ascii=False)
