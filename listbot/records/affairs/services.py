"""The group's services: what is known of them, and what the group should look at. Pure.

If the configuration names a services file, the file says who leads and who administers; a mail can
then only say that it is right.
"""

from collections.abc import Iterator
from dataclasses import replace

from listbot.model.group_case import GroupRound
from listbot.model.records.group import Group
from listbot.model.records.rules import GroupRules
from listbot.model.records.services import Service
from listbot.records.calendar import day_of, months_after
from listbot.records.people import Known, is_in, name_at


def services_of(known: Known) -> tuple[Service, ...]:
    """Return the services that are run now, by name."""
    return services_in(known.group, known.rules)


def services_in(group: Group, rules: GroupRules) -> tuple[Service, ...]:
    """Return the services that are run now: those of the file, if the rules name one."""
    kept = group.services
    if not rules.listed_services:
        found = [each for each in kept.values() if each.ended is None]
    else:
        found = [
            replace(each, looked=max(each.looked, kept[each.name].looked))
            if each.name in kept
            else each
            for each in rules.listed_services
        ]
    return tuple(sorted(found, key=lambda each: each.name))


def lines(case: GroupRound) -> tuple[str, ...]:
    """Return what the group's digest says of services, one line for each that needs a look."""
    found = ((each, "; ".join(_wants(each, case))) for each in services_of(case))
    return tuple(f"{each.name}: {wants}" for each, wants in found if wants)


def _wants(service: Service, case: GroupRound) -> Iterator[str]:
    """Yield what is missing or old, in words."""
    rules = case.rules
    gone = [each for each in service.leads if not _may_lead(case, each)]
    if gone:
        yield f"{' and '.join(name_at(case, each) for each in gone)}, its lead, has left"
    elif not service.leads and not service.outside:
        yield "no lead"
    here = {*service.leads, *service.admins} - set(gone)
    if len(here) < rules.min_admins and not service.outside:
        yield f"{len(here)} of {rules.min_admins} people who can administer it"
    if _is_old(service, case):
        yield f"nobody has looked at this since {service.looked:%-d %b %Y}"


def _may_lead(known: Known, address: str) -> bool:
    """Return whether somebody can lead a service: anybody, if no members are kept."""
    return not known.rules.members or is_in(known, address)


def _is_old(service: Service, case: GroupRound) -> bool:
    """Return whether nobody has said for too long that what is known of it is right."""
    where, months = case.rules.where, case.rules.look_months
    return months > 0 and months_after(day_of(service.looked, where), months) <= day_of(
        case.now, where
    )
