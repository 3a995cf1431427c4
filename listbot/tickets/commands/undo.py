"""`#listbot undo` - a member takes back the team's last commands on a ticket: all of one mail.

Written again, it takes back the ones before. If somebody has changed any of it since, nothing is
taken back, rather than half. It stops at a prepared answer, which people may have read. A merge is
taken back on both tickets, so both have to be named or answered.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import holds, net, taking, to, undone
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Move
from listbot.tickets.lines.moving import known_to_team, refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Take back the last commands, or say why not."""
    ticket = the_ticket(case)
    if ticket.merged_into:
        return _parted(ticket, case)
    if not case.recent:
        return refused(f"Please write this in a reply to a mail of {ticket.key}.")
    event = _last(case)
    if event is None:
        return refused(f"There is no command on {ticket.key} to take back.")
    if event.prepared:
        return refused(
            f"The last command on {ticket.key} was an answer, and people may have read it. To "
            "change anything else, please write what it should be."
        )
    for change in event.changes:
        if change.field is Field.LINK and change.new:
            other = known_to_team(change.new, case)
            if other is None or other.merged_into != ticket.key:
                return refused(f'To take the merge back, write "#listbot undo: {change.new}".')
            return _parted(other, case)
    return _taken_back(ticket, event)


def _taken_back(ticket: Ticket, event: Event) -> DeskEffect:
    changes = net(event.changes)
    since = next((each for each in changes if not holds(ticket, each)), None)
    if since is not None:
        return refused(
            f"The {since.field} of {ticket.key} has changed since. Please write what it should be."
        )
    fields = ", ".join(dict.fromkeys(each.field for each in changes))
    return DeskEffect(
        done=True,
        answer=f"Taken back in {ticket.key}: {fields}.",
        moves=(Move(ticket.key, tuple(map(undone, changes)), What.UNDONE),),
    )


def _last(case: DeskCase) -> Event | None:
    """The team's last commands that have not been taken back."""
    taken = 0
    for event in reversed(case.recent):
        if event.what is What.UNDONE:
            taken += 1
        elif event.prepared and not taken:
            return event
        elif event.what is What.CHANGED and _commanded(event) and _is_teams(event, case):
            if not taken:
                return event
            taken -= 1
    return None


def _commanded(event: Event) -> bool:
    """Whether a line may have changed this: the tracker's key is nobody's to take back."""
    return any(each.field is not Field.OUTER for each in net(event.changes))


def _is_teams(event: Event, case: DeskCase) -> bool:
    return event.side is Side.TEAM or case.rules.roster.holds(event.who)


def _parted(ticket: Ticket, case: DeskCase) -> DeskEffect:
    """Make a merged ticket separate again; it then waits for the team."""
    other = known_to_team(ticket.merged_into, case)
    if other is None:
        return refused(f"Please write this in a reply to a mail of {ticket.merged_into}.")
    gone = to(ticket, Field.MERGED, "") + to(ticket, Field.STATUS, Status.ON_TEAM)
    came = next((event.changes for event in case.recent if _brought(event, ticket)), ())
    back = tuple(
        undone(each) for each in came if each.field is not Field.LINK and holds(other, each)
    )
    back += taking(other, Field.LINK, ticket.key)
    return DeskEffect(
        done=True,
        answer=f"{ticket.key} is a separate ticket again.",
        moves=(Move(ticket.key, gone, What.UNDONE), Move(other.key, back, What.UNDONE)),
    )


def _brought(event: Event, ticket: Ticket) -> bool:
    """Whether this event is the merge, on the ticket that continued."""
    return event.what is What.CHANGED and Change(Field.LINK, "", ticket.key) in event.changes


COMMAND = DeskCommand(
    word="undo",
    form="#listbot undo",
    help="Takes back the team's last commands on the ticket. For the team.",
    act=act,
)
