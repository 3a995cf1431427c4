"""What the acts about members change in the group. Pure; never fails.

Nearly every act changes the spell that goes on, and nothing if the person is not in the group.
"""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.members import GroupMember, Spell, Why
from listbot.model.records.rules import ProjectMember

SpellChange = Callable[[Spell, RecordAct], Spell]
Change = Callable[[Group, RecordAct], None]


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


def project_member(group: Group, act: RecordAct) -> None:
    """A keeper makes somebody of the project known, or says where they stand."""
    since = group.project[act.about].since if act.about in group.project else act.at.date()
    group.project[act.about] = ProjectMember(
        act.name, act.names or (act.about,), act.text == "active", since
    )


def of_spell(change: SpellChange) -> Change:
    """Return a change of the spell that goes on."""

    def run(group: Group, act: RecordAct) -> None:
        member = group.members.get(act.about)
        if member is not None and member.is_in:
            spells = (*member.spells[:-1], change(member.spell, act))
            group.members[act.about] = replace(member, spells=spells)

    return run


def waits(change: Change) -> Change:
    """Return a change that a plain yes to its mail may answer; the first one of a mail is meant."""

    def run(group: Group, act: RecordAct) -> None:
        change(group, act)
        if act.mail:
            group.waiting.setdefault(act.mail, act)

    return run


def new_project(spell: Spell, act: RecordAct) -> Spell:
    """Another project begins; what was done of the last one counts no more."""
    return replace(spell, project=act.text, claimed=None, done=None, tandem=())


def agreed(spell: Spell, act: RecordAct) -> Spell:
    """The project is done."""
    return replace(spell, claimed=spell.claimed or act.at, done=act.at)


def reviewed(spell: Spell, act: RecordAct) -> Spell:
    """A change was reviewed; the same link counts once."""
    return replace(spell, tandem=tuple(dict.fromkeys((*spell.tandem, act.text))))


def confirmed(spell: Spell, act: RecordAct) -> Spell:
    """They are confirmed; a second time changes nothing."""
    return replace(spell, confirmed=spell.confirmed or act.at, confirm_asked=None)


def active_asked(spell: Spell, act: RecordAct) -> Spell:
    """They are asked whether they are still active, by somebody or by the project's own list."""
    return replace(
        spell, asked=act.at, asked_by=act.by, over=None, delisted=spell.delisted or not act.by
    )


def active(spell: Spell, act: RecordAct) -> Spell:
    """They are there; a removal that was due for their silence is not."""
    due = None if spell.why == Why.SILENT else spell.due
    return replace(spell, asked=None, asked_by="", over=None, due=due)


def time_over(spell: Spell, act: RecordAct) -> Spell:
    """The time to answer is over, unless an answer that was on its way came before."""
    return spell if spell.asked is None else replace(spell, over=act.at)


def removal_due(spell: Spell, act: RecordAct) -> Spell:
    """The group is asked; nothing is due for silence if an answer was on its way."""
    if act.text == Why.SILENT and spell.asked is None:
        return spell
    return replace(spell, due=act.at, why=act.text)


def warned(spell: Spell, act: RecordAct) -> Spell:
    """They know that they have been away for nearly too long."""
    return replace(spell, warned=(*spell.warned, (act.text, act.at)))


def kept(spell: Spell, act: RecordAct) -> Spell:
    """The group keeps them; the clocks begin again."""
    return replace(spell, kept=act.at, due=None, asked=None, asked_by="", over=None)


def ended(spell: Spell, act: RecordAct) -> Spell:
    """They are out."""
    return replace(spell, ended=act.at, leaving=None, asked=None, due=None)


MEMBER_CHANGES: dict[RecordVerb, Change] = {
    RecordVerb.JOINED: joined,
    RecordVerb.PROJECT_MEMBER: project_member,
    RecordVerb.LEAVING: of_spell(lambda spell, act: replace(spell, leaving=act.at)),
    RecordVerb.STAYS: of_spell(lambda spell, act: replace(spell, leaving=None)),
    RecordVerb.LEFT: of_spell(ended),
    RecordVerb.REMOVED: of_spell(ended),
    RecordVerb.PROJECT: of_spell(new_project),
    RecordVerb.PROJECT_DONE: waits(of_spell(lambda spell, act: replace(spell, claimed=act.at))),
    RecordVerb.PROJECT_AGREED: of_spell(agreed),
    RecordVerb.PROJECT_DISPUTED: of_spell(
        lambda spell, act: replace(spell, claimed=None, done=None)
    ),
    RecordVerb.PAIR_ASKED: waits(of_spell(lambda spell, act: replace(spell, pair_asked=act.text))),
    RecordVerb.PAIRED: of_spell(lambda spell, act: replace(spell, pair=act.text, pair_asked="")),
    RecordVerb.UNPAIRED: of_spell(lambda spell, act: replace(spell, pair="", pair_asked="")),
    RecordVerb.TANDEM: of_spell(reviewed),
    RecordVerb.CONFIRM_ASKED: of_spell(lambda spell, act: replace(spell, confirm_asked=act.at)),
    RecordVerb.CONFIRMED: of_spell(confirmed),
    RecordVerb.ACTIVE_ASKED: of_spell(active_asked),
    RecordVerb.ACTIVE: of_spell(active),
    RecordVerb.RELISTED: of_spell(lambda spell, act: replace(spell, delisted=False)),
    RecordVerb.TIME_OVER: of_spell(time_over),
    RecordVerb.WARNED: of_spell(warned),
    RecordVerb.REMOVAL_DUE: of_spell(removal_due),
    RecordVerb.KEPT: of_spell(kept),
}
"""What each verb about members changes."""
