"""Says whether a member can be confirmed, and by whom. Pure.

People decide; the rules only say when it would be too early. The first members are confirmed by
the operator, or by a keeper as long as nobody in the group is confirmed.
"""

from datetime import date, datetime

from listbot.letters.units import calendar
from listbot.model.records.members import GroupMember, Spell, Standing
from listbot.records.calendar import day_of, months_after
from listbot.records.people import Known, is_confirmed, primary, those_in


def earliest(spell: Spell, known: Known) -> date:
    """Return the first day on which this spell has lasted for long enough."""
    began = day_of(spell.began, known.rules.where)
    return months_after(began, known.rules.provisional_months)


def why_not_yet(member: GroupMember, known: Known, now: datetime) -> str:
    """Return why it is too early to confirm a member; "" if it is not."""
    first = earliest(member.spell, known)
    day = (
        f" The earliest day for it is {calendar(first)}." if known.rules.provisional_months else ""
    )
    if known.rules.needs_project and member.spell.done is None:
        return f"The project comes first, and no confirmed member has said that it is done.{day}"
    if day_of(now, known.rules.where) < first:
        return f"It is too early for that.{day}"
    return ""


def confirmed_members(known: Known) -> tuple[GroupMember, ...]:
    """Return those who are confirmed now."""
    return tuple(each for each in those_in(known) if each.standing is Standing.CONFIRMED)


def others_confirmed(known: Known, address: str) -> tuple[GroupMember, ...]:
    """Return the confirmed members besides this person."""
    return tuple(each for each in confirmed_members(known) if each.address != address)


def is_keeper(known: Known, address: str) -> bool:
    """Return whether this person keeps the list of the project's members."""
    return primary(known, address) in {primary(known, each) for each in known.rules.keepers}


def may_confirm(known: Known, author: str, whom: str) -> bool:
    """Return whether the author may confirm somebody, or agree that their project is done.

    Nobody does so for themselves. A keeper may while no other confirmed member is there.
    """
    if primary(known, author) == whom:
        return False
    if is_confirmed(known, author):
        return True
    return is_keeper(known, author) and not others_confirmed(known, whom)
