"""`#listbot still-active: NAME` - a member wants to know whether another one is still there."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.members.naming import who_is
from listbot.records.people import primary


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Have a member asked."""
    whom = who_is(case, argument)
    if isinstance(whom, str):
        return refused(whom)
    if whom.address == primary(case, mail.author.address):
        return refused("You are: you have just written to me.")
    if whom.spell.asked is not None and whom.spell.over is None:
        return refused(f"{whom.name} was asked already.")
    asked = new_act(RecordVerb.ACTIVE_ASKED, mail, case, whom.address)
    answer = (
        f"I have asked {whom.name} in private. There are {case.rules.inactive_days} days for an "
        f"answer, and any mail of theirs is one."
    )
    return Effect(True, answer, records=(asked,))


COMMAND = Command(
    word="still-active",
    form="#listbot still-active: name",
    help="Asks a member in private whether they are still active. For members of the group.",
    act=about(lambda rules: rules.members, by_member(act)),
)
