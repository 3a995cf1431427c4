"""`#listbot ticket` - a person on the roster turns the mail they answer into a help desk ticket.

Its author becomes the requester and is notified; a vote in the thread continues unchanged.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Level, Mail
from listbot.model.case import Case


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Take the parent mail, if there is a help desk and the author may."""
    if not case.rules.roster.holds(mail.author.address):
        return refused("Only people on the roster can turn a mail into a ticket.")
    if mail.author.level is Level.UNVERIFIED:
        return refused("I could not verify that you sent this, so nothing was done.")
    if case.desk is None:
        return refused("There is no help desk here.")
    if case.desk.known:
        return refused(f"The mail you answered already belongs to {case.desk.known}.")
    parent = case.desk.parent
    if parent is None:
        return refused("Please write this line in a reply to the mail that should become a ticket.")
    answer = (
        f"The mail from {parent.name or parent.author} "
        f"is now {case.desk.key} at {case.desk.rules.address}."
    )
    return Effect(done=True, answer=answer, ticket=parent)


COMMAND = Command(
    word="ticket",
    form="#listbot ticket",
    help="Turns the mail you answer into a help desk ticket. For people on the roster.",
    act=act,
)
