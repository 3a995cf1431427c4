"""`#listbot about: NAME` - the opening mail says whom the vote is about.

It has its effect when the proposal opens (`votes.opening.about`), and only under a rule that
excludes the person. Later in a thread it changes nothing: people may have voted by then.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.votes.opening.about import WORD


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Refuse: this mail does not open the vote."""
    return refused("Only the mail that opens a vote can say whom it is about.")


COMMAND = Command(
    word=WORD,
    form="#listbot about: bob@example.org",
    help="Says in the opening mail whom the vote is about; a rule may exclude them.",
    act=act,
)
