"""`#listbot forget-me` - a person wants their name, address and mails removed. We always ask first.

The effect only says so; `tickets.acting` asks, and `pipeline.forget` erases once they say yes. A
member is on a roster, which the operator keeps, and has to be taken off it first.
"""

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import refused


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Ask for it."""
    if case.is_kept or case.rules.roster.holds(mail.author.address):
        return refused("You are on the roster. Please ask the admin to take you off it first.")
    member = case.group.group.members.get(mail.author.address) if case.group else None
    if member is not None and member.is_in:
        return refused('You are in the group. Please write "#listbot leave" first.')
    answer = "Your name, your address and the text of your mails are removed. Only counts stay."
    return DeskEffect(done=True, answer=answer, forgets=True)


COMMAND = DeskCommand(
    word="forget-me",
    form="#listbot forget-me",
    help=("Removes your address and what you wrote, after asking you. For anybody."),
    act=act,
    may=May.ANYBODY,
    personal=True,
)
