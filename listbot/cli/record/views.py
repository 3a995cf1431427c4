"""The group's record as rows for people and programs: one dict for each thing, its key first.

Who was at a meeting and whose access is withdrawn stays in the database: these rows are for an
operator, and what pages may show of them is decided there.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from listbot.model.group_case import GroupCase
from listbot.model.records.meetings import Meeting
from listbot.model.records.members import GroupMember
from listbot.records.affairs.access import held_by, holders
from listbot.records.affairs.services import services_of
from listbot.records.letters.decisions import earliest
from listbot.records.meetings.finding import names_of
from listbot.records.people import name_at

Row = dict[str, object]
Rows = Callable[[GroupCase], Iterator[Row]]


def members(case: GroupCase) -> Iterator[Row]:
    """Yield everybody who is or was in the group."""
    for each in case.group.members.values():
        yield _member(each, case)


def _member(member: GroupMember, case: GroupCase) -> Row:
    spell = member.spell
    return {
        "name": member.name,
        "address": member.address,
        "standing": member.standing,
        "project": spell.project,
        "pair": name_at(case, spell.pair) if spell.pair else "",
        "joined": spell.began,
        "project_done": spell.done,
        "confirmed": spell.confirmed,
        "left": spell.ended,
        "times": len(member.spells),
        "access": list(held_by(case, member.address)),
        "hours_to_withdraw": _hours_to_withdraw(member.address, case),
    }


def _hours_to_withdraw(address: str, case: GroupCase) -> int | None:
    """Return how many hours it took until a leaver had no access; None while there is some."""
    departure = case.group.departures.get(address)
    if departure is None or departure.ended is None:
        return None
    return int((departure.ended - departure.at) / timedelta(hours=1))


def meetings(case: GroupCase) -> Iterator[Row]:
    """Yield the meetings, the first one first."""
    names = names_of(case)
    for each in sorted(case.group.meetings.values(), key=lambda meeting: meeting.at):
        yield _meeting(each, names[each.key])


def _meeting(meeting: Meeting, name: str) -> Row:
    sent = meeting.minutes
    said = sent.minutes if sent is not None else None
    return {
        "meeting": name,
        "at": meeting.at,
        "title": meeting.title,
        "place": meeting.place,
        "cancelled": meeting.cancelled,
        "minutes": sent.published if sent is not None else None,
        "people": len(said.attendees) if said is not None else None,
        "agreed": list(said.agreed) if said is not None else [],
        "actions": [f"{each.who}: {each.what}".removeprefix(": ") for each in said.actions]
        if said is not None
        else [],
        "link": said.link if said is not None else "",
        "redacted_on": list(said.notes) if said is not None else [],
    }


def services(case: GroupCase) -> Iterator[Row]:
    """Yield the services that are run now."""
    for each in services_of(case):
        yield {
            "service": each.name,
            "leads": [name_at(case, who) for who in each.leads],
            "admins": [name_at(case, who) for who in each.admins],
            "outside": each.outside,
            "looked": each.looked,
        }


def records(case: GroupCase) -> Iterator[Row]:
    """Yield the decision records, the newest first."""
    for each in sorted(case.group.records.values(), key=lambda record: -record.number):
        due = earliest(each, case)
        yield {
            "record": each.key,
            "title": each.title,
            "author": each.name,
            "published": each.began,
            "not_before": due,
            "versions": len(each.versions),
            "final": each.final,
            "applied": each.applied,
            "early": bool(each.applied and each.applied < due and not each.emergency),
            "emergency": each.emergency,
            "retracted": each.retracted,
            "replaced_by": each.replaced_by,
            "objections": [one.name for one in each.open_objections],
        }


def access(case: GroupCase) -> Iterator[Row]:
    """Yield the systems, with the members who have access by the record."""
    for system in case.group.systems:
        waiting = [each.name for each in case.group.departures.values() if system in each.left]
        yield {
            "system": system,
            "members": [name_at(case, who) for who in holders(case, system)],
            "to_withdraw": waiting,
        }


def shown(value: object) -> str:
    """Return a value as people read it."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
