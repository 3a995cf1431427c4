"""The page of the members: the group, the project, and who may vote where. Pure.

It gives no reasons, and says nothing of absence or of a departure that is not announced yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.model.group_case import GroupCase
from listbot.model.records.members import GroupMember, Spell
from listbot.pages.page import View
from listbot.pages.shown import Shown, title
from listbot.pages.views.group.departing import known_spells
from listbot.pages.views.group.people import written_by
from listbot.pages.views.single.voters import Voters
from listbot.records.people import project_members


@dataclass(frozen=True, slots=True)
class Times:
    """A time in the group that is over."""

    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of the group."""

    name: Shown
    began: datetime
    confirmed: datetime | None
    project: Shown
    earlier: tuple[Times, ...]
    """Their times in the group before this one."""


@dataclass(frozen=True, slots=True)
class PastMember:
    """Somebody who was in the group."""

    name: Shown
    times: tuple[Times, ...]


@dataclass(frozen=True, slots=True)
class MembersView(View):
    """`/members`."""

    confirmed: tuple[MemberLine, ...]
    """In the order in which they first joined, as the others."""
    provisional: tuple[MemberLine, ...]
    past: tuple[PastMember, ...]
    project: tuple[Shown, ...]
    """The active members of the whole project, by name."""
    voters: tuple[Voters, ...]


def members_view(known: GroupCase, may_vote: Sequence[Voters]) -> MembersView:
    """Return the page of the members."""
    people = [(each, known_spells(each, known)) for each in known.group.members.values()]
    here = [(each, spells) for each, spells in people if spells[-1].ended is None]
    active = (each for each in project_members(known) if each.active)
    return MembersView(
        confirmed=tuple(_line(*each) for each in here if each[1][-1].confirmed),
        provisional=tuple(_line(*each) for each in here if not each[1][-1].confirmed),
        past=tuple(
            PastMember(_name(each), _over(spells))
            for each, spells in people
            if spells[-1].ended is not None
        ),
        project=tuple(
            sorted((written_by(each.name, each.addresses[0]) for each in active), key=str.casefold)
        ),
        voters=tuple(may_vote),
    )


def changed(view: MembersView) -> datetime | None:
    """Return when the group changed last."""
    here = (*view.confirmed, *view.provisional)
    over = (each.ended for gone in view.past for each in gone.times)
    return max((*(each.confirmed or each.began for each in here), *over), default=None)


def _line(member: GroupMember, spells: Sequence[Spell]) -> MemberLine:
    last = spells[-1]
    project = title(last.project)
    return MemberLine(_name(member), last.began, last.confirmed, project, _over(spells[:-1]))


def _name(member: GroupMember) -> Shown:
    return written_by(member.name, member.address)


def _over(spells: Sequence[Spell]) -> tuple[Times, ...]:
    return tuple(Times(each.began, each.ended) for each in spells if each.ended is not None)
