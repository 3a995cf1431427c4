"""`#listbot notes: problems|all|off` - a person chooses which private notes they get.

Applies to the author's own address only, and works in any thread.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.desk.people import Notes, Preference

CHOICES = (
    (Notes.PROBLEMS, "You will get a private note when I cannot count a mail of yours."),
    (Notes.ALL, "You will get all private notes."),
    (Notes.OFF, "You will get no more private notes."),
)
"""Each choice with its answer."""


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note the choice."""
    asked = argument.strip(" .\"'").casefold()
    for choice, answer in CHOICES:
        if choice == asked:
            return Effect(True, answer, preferences=(Preference(mail.author.address, choice),))
    return refused('Please write "problems", "all" or "off".')


COMMAND = Command(
    word="notes",
    form="#listbot notes: problems, all or off",
    help="Chooses which private notes you get: about problems with your mails, all, or none.",
    act=act,
)
