"""`#listbot ticket` - a person on the roster makes the mail that is answered a ticket of the help
desk.

Its author becomes the requester and is told; the vote, if there is one, goes on as it is.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Level, Mail
from listbot.model.case import Case


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Take the mail above, if there is a help desk and the author may."""
    if not case.rules.roster.holds(mail.author.address):
        return refused("Only people on the roster can make a mail a ticket.")
    if mail.author.level is Level.UNVERIFIED:
        return refused("It could not be made sure that this mail is yours, so nothing was done.")
    if case.desk is None:
        return refused("There is no help desk here.")
    if case.desk.known:
        return refused(f"The mail you answered belongs to {case.desk.known} already.")
    parent = case.desk.parent
    if parent is None:
        return refused(
            "Please answer the mail that is to become a ticket, and write this line there."
        )
    answer = (
        f"The mail of {parent.name or parent.author} "
        f"is {case.desk.key} at {case.desk.rules.address} now."
    )
    return Effect(done=True, answer=answer, ticket=parent)


COMMAND = Command(
    word="ticket",
    form="#listbot ticket",
    help="Makes the mail you answer a ticket of the help desk. For people on the roster.",
    act=act,
)
