"""What only the answer to a question carries out. Nobody can write these as commands."""

from listbot.commands.command import Command, Effect
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, new_act
from listbot.records.people import primary


def stay(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """A member who was asked whether they leave does not."""
    act = new_act(RecordVerb.STAYS, mail, case, primary(case, mail.author.address))
    return Effect(True, "Good. You are still a member.", records=(act,))


ANSWERS: tuple[Command, ...] = (
    Command("stay", "no", "You stay in the group.", about(lambda rules: rules.members, stay)),
)
