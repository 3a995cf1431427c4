"""`#listbot confirm-me` and `#listbot confirmed: NAME` - somebody becomes a confirmed member.

The first asks, and it comes onto the agenda of the next meeting. Only the second one does it:
minutes never confirm anybody, and nobody confirms themselves.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import Standing
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.members.confirming import may_confirm, why_not_yet
from listbot.records.members.naming import who_is
from listbot.records.people import primary

NOT_YOU = "Another member, who is confirmed, has to write that."


def ask(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Ask to be confirmed; the time is right or the answer names the day, to the author alone."""
    member = case.group.members[primary(case, mail.author.address)]
    if member.standing is Standing.CONFIRMED:
        return refused("You are a confirmed member already.")
    if member.spell.confirm_asked is not None:
        return refused("You have asked already. The group will talk about it.")
    if early := why_not_yet(member, case, mail.received):
        return refused(early)
    act = new_act(RecordVerb.CONFIRM_ASKED, mail, case, member.address)
    answer = "I have put it on the agenda of the next meeting."
    if not case.rules.meetings:
        answer = "I have noted it. A confirmed member decides."
    return Effect(True, answer, records=(act,))


def confirm(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Confirm another member."""
    whom = who_is(case, argument)
    if isinstance(whom, str):
        return refused(whom)
    if not may_confirm(case, mail.author.address, whom.address):
        return refused(NOT_YOU)
    if whom.standing is Standing.CONFIRMED:
        return refused(f"{whom.name} is a confirmed member already.")
    if early := why_not_yet(whom, case, mail.received):
        return refused(early)
    act = new_act(RecordVerb.CONFIRMED, mail, case, whom.address)
    return Effect(True, f"{whom.name} is a confirmed member now.", records=(act,))


CONFIRM_ME = Command(
    word="confirm-me",
    form="#listbot confirm-me",
    help="Asks the group to confirm you. For provisional members.",
    act=about(lambda rules: rules.members, by_member(ask)),
)
CONFIRMED = Command(
    word="confirmed",
    form="#listbot confirmed: name",
    help="Confirms another member of the group, after it was decided. For confirmed members.",
    act=about(lambda rules: rules.members, confirm),
)
