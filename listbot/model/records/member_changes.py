"""What each act about members changes in the group. Pure; never fails."""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.members import GroupMember, Spell


def joined(group: Group, act: RecordAct) -> None:
    """A person comes in, for the first time or again."""
    spell = Spell(act.at, act.text)
    before = group.members.get(act.about)
    if before is None:
        group.members[act.about] = GroupMember(act.about, act.name, (spell,))
    elif not before.is_in:
        group.members[act.about] = replace(
            before, name=act.name or before.name, spells=(*before.spells, spell)
        )


def leaving(group: Group, act: RecordAct) -> None:
    """A member wrote that they leave, and is asked."""
    _in_spell(group, act.about, lambda spell: replace(spell, leaving=act.at))


def stays(group: Group, act: RecordAct) -> None:
    """A member said that they stay."""
    _in_spell(group, act.about, lambda spell: replace(spell, leaving=None))


def left(group: Group, act: RecordAct) -> None:
    """A member is out."""
    _in_spell(group, act.about, lambda spell: replace(spell, ended=act.at, leaving=None))


def _in_spell(group: Group, address: str, change: Callable[[Spell], Spell]) -> None:
    """Change the current spell of a member, if they are in the group."""
    member = group.members.get(address)
    if member is not None and member.is_in:
        group.members[address] = replace(member, spells=(*member.spells[:-1], change(member.spell)))


MEMBER_CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.JOINED: joined,
    RecordVerb.LEAVING: leaving,
    RecordVerb.STAYS: stays,
    RecordVerb.LEFT: left,
}
"""What each verb about members changes."""
