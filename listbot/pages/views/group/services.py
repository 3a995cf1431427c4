"""The page of the services: who is responsible for what, and where that is public, who has access.

Pure. Access that is being withdrawn still shows until all of it is.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.group_case import GroupCase
from listbot.model.records.services import Service
from listbot.pages.page import View
from listbot.pages.shown import Shown, title
from listbot.pages.views.group.departing import known_holders
from listbot.pages.views.group.people import all_named
from listbot.pages.views.outside import link_in
from listbot.records.affairs.services import services_of


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service."""

    name: Shown
    leads: tuple[Shown, ...]
    admins: tuple[Shown, ...]
    outside: Shown
    """Who runs it for the group; "": the group does."""
    outside_url: Shown
    """The link in those words; "" without one."""
    looked: datetime
    """When somebody last said that this is right."""


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One system, and the members who have access to it."""

    name: Shown
    members: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ServicesView(View):
    """`/services`."""

    services: tuple[ServiceLine, ...]
    """By name."""
    systems: tuple[SystemLine, ...]
    """Empty unless the group makes its access public."""


def services_view(known: GroupCase) -> ServicesView:
    """Return the page of the services."""
    rules = known.rules
    systems = known.group.systems if rules.access and rules.public_access else ()
    return ServicesView(
        tuple(_line(each, known) for each in services_of(known)) if rules.services else (),
        tuple(
            SystemLine(title(each), all_named(known, known_holders(known, each)))
            for each in systems
        ),
    )


def _line(service: Service, known: GroupCase) -> ServiceLine:
    return ServiceLine(
        title(service.name),
        all_named(known, service.leads),
        all_named(known, service.admins),
        title(service.outside),
        link_in(service.outside),
        service.looked,
    )
