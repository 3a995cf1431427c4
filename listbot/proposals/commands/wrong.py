"""`#listbot wrong: WHAT` - anybody reports that listbot counted or understood something wrong.

It marks the vote for a person to look at. It never changes a count and never reopens anything.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import no_vote, refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Verb


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Mark the vote."""
    if case.proposal is None:
        return no_vote()
    if not any(char.isalnum() for char in argument):
        return refused("Please say in a few words what is wrong.")
    return Effect(
        done=True,
        answer=(
            f"V-{case.proposal.number} is marked for a person to look at. "
            "Nothing changes until then."
        ),
        act=Act(Verb.WRONG, mail.author.address, mail.order, argument),
    )


COMMAND = Command(
    word="wrong",
    form="#listbot wrong: what is wrong",
    help="Asks a person to look at a vote, open or closed. For anybody.",
    act=act,
)
