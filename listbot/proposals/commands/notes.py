"""`#listbot notes: problems|all|off` - a person chooses which private notes this program sends
them.

It is about the author's own address only, and works in any thread.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.desk.people import Notes, Preference

CHOICES = (
    (Notes.PROBLEMS, "You get a private note when a mail of yours could not be counted."),
    (Notes.ALL, "You get all private notes."),
    (Notes.OFF, "You get no more private notes."),
)
"""What may be asked for, and what is answered."""


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
    help="Chooses your private notes: on problems with your mails, all, or none.",
    act=act,
)
