"""`#listbot public` - a member shows a ticket's title to all, unless it probably holds a secret;
`agree` - its requester lets it be shown in the team's public tracker.

The requester is asked by a letter of its own. Nobody else can agree for them, not even the team,
and the mail has to be surely theirs: what was public once cannot be taken back.
"""

from dataclasses import replace

from listbot.mail import Level, Mail
from listbot.model.desk.ticket import Field, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.consent import answers_it, may_be_asked, needs_consent
from listbot.tickets.lifecycle import YES, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, refused, the_ticket
from listbot.tickets.participants import has_our_letter

_YES_FIRST = "It is shown in the public tracker once its requester agrees: "
_ASKED = "a letter asks them, once, and until they say yes nothing of it goes there."
_ASK = 'please ask them to reply with the line "#listbot agree".'


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Show it, unless it is guarded."""
    ticket = the_ticket(case)
    if ticket.guarded:
        return refused(f"{ticket.key} probably holds a password or a key, so it stays private.")
    answer = f"{ticket.key} is public: everybody can see its title."
    changes = to(ticket, Field.PUBLIC, YES)
    if not needs_consent(ticket, case.rules.desk):
        return moved(ticket, changes, answer)
    if not may_be_asked(ticket, case):
        return moved(ticket, changes, f"{answer} {_YES_FIRST}{_ASK}")
    return replace(moved(ticket, changes, f"{answer} {_YES_FIRST}{_ASKED}"), asks=ticket)


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
    if not _is_surely_theirs(mail, ticket, case):
        return refused(
            "I could not verify that you sent this. Once the team makes "
            f'{ticket.key} public, a letter asks you for it: please reply to that one with "yes".'
        )
    answer = f"{ticket.key} may be shown in the team's public tracker, without your address."
    if not ticket.public:
        answer += " It is shown there once the team makes it public."
    return moved(ticket, to(ticket, Field.AGREED, YES), answer)


def _is_surely_theirs(mail: Mail, ticket: Ticket, case: DeskCase) -> bool:
    """Whether the requester wrote it: others who follow the ticket have letters of it, too."""
    if mail.author.level is not Level.UNVERIFIED or answers_it(mail, ticket, case.rules):
        return True
    return has_our_letter(mail, case)


AGREE = DeskCommand(
    word="agree",
    form="#listbot agree",
    help="Lets the ticket be shown in the team's public tracker. For its requester.",
    act=agree,
    may=May.REQUESTER,
)
