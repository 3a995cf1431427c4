"""`#listbot public` - a member shows a ticket's title to all, unless it probably holds a secret;
`agree` - its requester lets it be shown in the team's public tracker.

Nobody else can agree for them, not even the team. It has to come from somebody who has a letter of
the ticket, or whose mail is surely theirs: what was public once cannot be taken back.
"""

from listbot.mail import Level, Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import YES, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, refused, the_ticket

_ASK = 'please ask them to reply with the line "#listbot agree".'


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Show it, unless it is guarded."""
    ticket = the_ticket(case)
    if ticket.guarded:
        return refused(f"{ticket.key} probably holds a password or a key, so it stays private.")
    answer = f"{ticket.key} is public: everybody can see its title."
    desk = case.rules.desk
    if desk.outer is not None and desk.outer.public and not (ticket.agreed or desk.public):
        answer += f" It is shown in the public tracker once its requester agrees: {_ASK}"
    return moved(ticket, to(ticket, Field.PUBLIC, YES), answer)


COMMAND = DeskCommand(
    word="public",
    form="#listbot public",
    help="Shows its title to everybody, unless it probably holds a secret. For the team.",
    act=act,
)


def agree(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Agree, if there is something to agree to."""
    ticket, outer = the_ticket(case), case.rules.desk.outer
    if outer is None or not outer.public:
        return refused("The team has no public tracker, so there is nothing to agree to.")
    if mail.author.address != ticket.requester:
        return refused(f"Only the requester of {ticket.key} can agree to that.")
    if not case.has_token and mail.author.level is Level.UNVERIFIED:
        return refused(f"Please write this in a reply to a letter about {ticket.key}.")
    answer = f"{ticket.key} may be shown in the team's public tracker, without your address."
    if not ticket.public:
        answer += " It is shown there once the team makes it public."
    return moved(ticket, to(ticket, Field.AGREED, YES), answer)


AGREE = DeskCommand(
    word="agree",
    form="#listbot agree",
    help="Lets the ticket be shown in the team's public tracker. For its requester.",
    act=agree,
    may=May.REQUESTER,
)
