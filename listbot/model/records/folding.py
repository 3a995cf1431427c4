"""Makes the group of the acts in its record. Pure; never fails.

An act that no longer fits (a member who is not there leaves) changes nothing. An act that was
undone is left out, as if it had never happened.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.members import GroupMember, Spell


def fold(acts: Iterable[RecordAct]) -> Group:
    """Return the group of all acts, in order of their time; at one time, as they were given."""
    known = sorted({act.key: act for act in acts}.values(), key=lambda act: act.at)
    undone = {act.text for act in known if act.verb is RecordVerb.UNDONE}
    stand = tuple(act for act in known if act.key not in undone)
    group = Group(acts=stand)
    for act in stand:
        if (change := CHANGES.get(act.verb)) is not None:
            change(group, act)
    return group


def after(group: Group, acts: Iterable[RecordAct]) -> Group:
    """Return the group as it is once these acts have happened, too."""
    return fold((*group.acts, *acts))


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


CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.JOINED: joined,
    RecordVerb.LEAVING: leaving,
    RecordVerb.STAYS: stays,
    RecordVerb.LEFT: left,
}
"""What each verb changes. UNDONE is read before all others."""
