"""`#listbot not mine` - a member gives back a ticket that was assigned to them.

Only their own: "drop" puts back anybody's. The ticket waits for the team again, who get a letter.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field, Status
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import called, moved, refused, the_ticket

WORD = "not mine"


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Give it back, if it is theirs."""
    ticket = the_ticket(case)
    if not ticket.assignee:
        return moved(ticket, (), f"{ticket.key} is not assigned to anybody.")
    roster = case.rules.roster
    if roster.primary(ticket.assignee) != roster.primary(mail.author.address):
        whose = called(ticket.assignee, case)
        return refused(
            f'{ticket.key} is assigned to {whose}, not to you. "#listbot drop" puts it back.'
        )
    changes = to(ticket, Field.ASSIGNEE, "")
    if ticket.status is Status.OPEN and mail.received >= ticket.since:
        changes += to(ticket, Field.STATUS, Status.ON_TEAM)
    answer = f"{ticket.key} is no longer yours, and the team learns that."
    if argument:
        answer += ' For the reason, write a line "#listbot note: ..." or an answer.'
    return moved(ticket, changes, answer)


COMMAND = DeskCommand(
    word=WORD,
    form="#listbot not mine",
    help="Gives a ticket back that was assigned to you. For the team.",
    act=act,
    personal=True,
)
