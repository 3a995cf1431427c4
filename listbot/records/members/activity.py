"""Members who may have vanished: they are asked, and any mail of theirs is an answer. Pure.

Somebody in the group asks, or the project's list no longer has them as active. When the time is
over, whoever asked says whether something came in private; then the group decides.
"""

from collections.abc import Iterator
from datetime import timedelta

from listbot.mail import Mail
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import GroupMember, Spell, Why
from listbot.records.making import new_act
from listbot.records.members.moments import at_moment
from listbot.records.members.removal import Due, due
from listbot.records.people import is_active, is_in, member_of, those_in
from listbot.records.steps import NOTHING, Looked, Noticed


def still_here(mail: Mail, case: GroupCase) -> Noticed:
    """Take any mail of a person as the answer to whether they are still active.

    It needs no proof: what a forged one could do is keep them in the group for longer.
    """
    member = member_of(case, mail.author.address)
    if member is None or not member.is_in:
        return NOTHING
    asked = member.spell.asked
    if asked is None or mail.received <= asked:
        return NOTHING
    return Noticed((new_act(RecordVerb.ACTIVE, mail, case, member.address),))


def silence(case: GroupRound) -> Looked:
    """Find those whom the project no longer has as active, and those whose time is over."""
    if not case.rules.members:
        return Looked()
    found = [act for member in those_in(case) for act in _of(member, case)]
    return Looked(at_moment(found, case, "silence"))


def _of(member: GroupMember, case: GroupRound) -> Iterator[Due]:
    """Yield what is due about one member: verb, whom, and the text."""
    spell, active = member.spell, is_active(case, member.address)
    if active and spell.delisted:
        yield (RecordVerb.RELISTED, member.address, "")
    elif not active and not spell.delisted and spell.asked is None:
        yield (RecordVerb.ACTIVE_ASKED, member.address, "")
    elif _is_over(spell, case):
        yield _over(member, case)
    elif spell.over is not None and spell.due is None and not is_in(case, spell.asked_by):
        yield due(member.address, Why.SILENT, case)  # whoever was asked about it has left


def _is_over(spell: Spell, case: GroupRound) -> bool:
    """Return whether the time to answer is over, and nothing was done about it yet."""
    if spell.asked is None or spell.over is not None or spell.due is not None:
        return False
    return spell.asked + timedelta(days=case.rules.inactive_days) <= case.now


def _over(member: GroupMember, case: GroupRound) -> Due:
    """Return what happens when nobody has heard from them."""
    asker = member.spell.asked_by
    if asker and is_in(case, asker):
        return (RecordVerb.TIME_OVER, member.address, asker)
    return due(member.address, Why.SILENT, case)
