"""`#listbot reopen` - a member opens a closed or parked ticket again; it then waits for the team.

Other people need no command for that: a reply does it.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Status
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import into, moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Open it, unless it is open."""
    ticket = the_ticket(case)
    if ticket.status not in (Status.CLOSED, Status.PARKED):
        return moved(ticket, (), f"{ticket.key} is already open.")
    return into(ticket, Status.ON_TEAM, mail.received, f"{ticket.key} is open again.")


COMMAND = DeskCommand(
    word="reopen",
    form="#listbot reopen",
    help="Opens a closed ticket again; for anybody else a reply does it. For the team.",
    act=act,
)
