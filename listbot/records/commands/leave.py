"""`#listbot leave` - a member leaves the group, at once."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, new_act
from listbot.records.people import is_in, primary


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Let the author go. Nobody can leave for somebody else."""
    if not is_in(case, mail.author.address):
        return refused("You are not in the group.")
    left = new_act(RecordVerb.LEFT, mail, case, primary(case, mail.author.address))
    return Effect(True, "You are no longer in the group. Thank you for your work.", records=(left,))


COMMAND = Command(
    word="leave",
    form="#listbot leave",
    help="You leave the group. For its members.",
    act=about(lambda rules: rules.members, act),
)
