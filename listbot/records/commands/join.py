"""`#listbot join: PROJECT` - an active member of the project joins the group, provisionally."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, new_act
from listbot.records.people import is_active, is_in, name_of, primary

LONGEST = 100  # characters of a project; it stands in one line of a letter
NEEDS_PROJECT = 'Please say what you want to work on, as in "#listbot join: mirror automation".'
NOT_ACTIVE = "Only active members of the project can join, and I do not know you as one."


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Take somebody in."""
    project = " ".join(argument.split())
    if not is_active(case, mail.author.address):
        return refused(NOT_ACTIVE)
    if is_in(case, mail.author.address):
        return refused("You are in the group already.")
    if case.rules.needs_project and not project:
        return refused(NEEDS_PROJECT)
    if len(project) > LONGEST:
        return refused(f"Please name the project in at most {LONGEST} characters.")
    joined = new_act(
        RecordVerb.JOINED,
        mail,
        case,
        primary(case, mail.author.address),
        name=name_of(mail, case),
        text=project,
    )
    return Effect(True, "Welcome. You are a provisional member now.", records=(joined,))


COMMAND = Command(
    word="join",
    form="#listbot join: project",
    help="You join the group, as a provisional member. For active members of the project.",
    act=about(lambda rules: rules.members, act),
)
