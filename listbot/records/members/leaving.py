"""A member leaves in plain words: asked once, in private, and believed after two days. Pure.

Only a plain sentence among a member's own words counts as such (`members/leaving_words.py`). A mail
that proves nothing about its author is asked about, and without a yes nothing comes of it.
"""

from datetime import timedelta

from listbot.mail import Mail
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.members import GroupMember
from listbot.records.asking import question
from listbot.records.letters.orders import are_you_leaving
from listbot.records.making import is_proven, new_act
from listbot.records.members.leaving_words import says_leaving
from listbot.records.people import Known, member_of, those_in
from listbot.records.steps import NOTHING, Looked, Noticed


def in_words(mail: Mail, case: GroupCase) -> Noticed:
    """Notice that a member says they leave."""
    member = member_of(case, mail.author.address) if case.rules.members else None
    if member is None or not member.is_in or member.spell.leaving is not None:
        return NOTHING
    if not says_leaving(mail.body.own):
        return NOTHING
    asked = question(mail, case, member.address, (("leave", ""),), (("stay", ""),))
    proven = is_proven(mail, case)
    letter = are_you_leaving(asked, mail, case, proven)
    if not proven:
        return Noticed((), (asked,), (letter,))
    act = new_act(RecordVerb.LEAVING, mail, case, member.address)
    return Noticed((act,), (asked,), (letter,), look=act.at + _hours(case))


def unanswered(case: GroupRound) -> Looked:
    """Let those go who said so and have not answered."""
    if not case.rules.members:
        return Looked()
    said = [(each, each.spell.leaving) for each in those_in(case)]
    counts = [(each, at + _hours(case)) for each, at in said if at is not None]
    gone = [each for each, at in counts if at <= case.now]
    return Looked(
        tuple(_gone(nth, each, case) for nth, each in enumerate(gone)),
        look=min((at for _, at in counts if at > case.now), default=None),
    )


def _gone(nth: int, member: GroupMember, case: GroupRound) -> RecordAct:
    return RecordAct(RecordVerb.LEFT, case.key(f"leave {nth}"), case.now, member.address)


def _hours(known: Known) -> timedelta:
    return timedelta(hours=known.rules.leave_hours)
