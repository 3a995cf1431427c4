"""`#listbot assign: NAME` - a member gives a ticket to somebody on the roster.

By name or address, or the beginning of one. If two people match, we ask rather than guess.
"""

import unicodedata

from listbot.mail import Mail
from listbot.model.desk.ticket import Field, Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.policy import Member
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import called, moved, refused, the_ticket

_SHOWN = 8  # names that an answer lists
_LONGEST = 60  # characters of an unknown name that the answer repeats


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Find the assignee and give them the ticket."""
    asked = _folded(argument)
    if not asked:
        return refused('Please name somebody on the roster, as in "#listbot assign: Ana".')
    if asked == "me":
        asked = mail.author.address
    found = people_called(asked, case.rules.roster.members)
    if len(found) == 1:
        return given(the_ticket(case), found[0].addresses[0], mail, case)
    if found:
        return refused(f"That could be {_names(found)}. Please write the full name or the address.")
    members = _names(case.rules.roster.members)
    return refused(f'Nobody on the roster is called "{argument[:_LONGEST]}". Members: {members}.')


def given(ticket: Ticket, assignee: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Return the ticket assigned; a new one becomes open."""
    name = called(assignee, case)
    if ticket.is_closed:
        return refused(f'{ticket.key} is closed. Please write "#listbot reopen" first.')
    changes = to(ticket, Field.ASSIGNEE, assignee)
    if ticket.status is Status.NEW and mail.received >= ticket.since:
        changes += to(ticket, Field.STATUS, Status.OPEN)
    before = f" (before: {called(ticket.assignee, case)})" if ticket.assignee and changes else ""
    adverb = "now" if changes else "already"
    return moved(ticket, changes, f"{ticket.key} is {adverb} assigned to {name}{before}.")


def people_called(name: str, members: tuple[Member, ...]) -> list[Member]:
    """Return the members that a name fits: in full, else in part, else by its beginning."""
    asked = _folded(name)
    for fits in (_is_whole, _is_part, _is_beginning):
        if found := [each for each in members if each.addresses and fits(asked, each)]:
            return found
    return []


def _is_whole(asked: str, member: Member) -> bool:
    return asked in (_folded(member.name), *member.addresses)


def _is_part(asked: str, member: Member) -> bool:
    return asked in _parts(member)


def _is_beginning(asked: str, member: Member) -> bool:
    whole = (_folded(member.name), *member.addresses)
    return any(part.startswith(asked) for part in (*whole, *_parts(member)))


def _parts(member: Member) -> list[str]:
    return [*_folded(member.name).split(), *(each.partition("@")[0] for each in member.addresses)]


def _folded(name: str) -> str:
    """Fold a name for comparison: lower case, without accents, brackets and quotation marks."""
    plain = unicodedata.normalize("NFKD", name.casefold().strip(" .,\"'<>@"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def _names(members: list[Member] | tuple[Member, ...]) -> str:
    names = [each.name or each.addresses[0] for each in members if each.addresses]
    more = ", ..." if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


COMMAND = DeskCommand(
    word="assign",
    form="#listbot assign: Ana",
    help="Assigns the ticket to a member, by name or address. For the team.",
    act=act,
)
