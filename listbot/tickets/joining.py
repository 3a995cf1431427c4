"""Who comes to take part in a ticket by writing to it, and whom a mail brings along. Pure.

Who takes part is written to and reads what the team answers, so a way in that anybody could take
brings nobody in: a Message-ID may stand in a public archive, a subject tag can be guessed, and a
From can be forged. A mail that came so is shown to the team all the same.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Change, Field, Side, Ticket
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.tickets.lifecycle import adding
from listbot.tickets.participants import has_team_address, others_on

MOST_PEOPLE = 100
"""Of one ticket. A matter of more people belongs on a list; and each of them is looked at with each
mail.
"""

_ONLY_FROM_A_LETTER = (FoundBy.OUR_LETTER, FoundBy.ADDRESS, FoundBy.MARKER)
"""What only who has a letter of the ticket can know."""


def joining(
    mail: Mail, ticket: Ticket, side: Side, says_something: bool, case: DeskCase
) -> tuple[Change, ...]:
    """The changes by which the author of an answer, and the people it names, take part
    from now on.
    """
    author = mail.author.address
    if not _comes_in(author, ticket, side, case):
        return ()
    # With a guessed tag and a forged From anybody could else be brought into any ticket.
    others = others_on(mail, case.rules) if case.found_by is not FoundBy.SUBJECT else ()
    room = max(0, MOST_PEOPLE - len(ticket.participants))
    people = adding(ticket, Field.PARTICIPANT, author, *others)[:room]
    if says_something and _starts_to_follow(side, case) and len(ticket.watchers) < MOST_PEOPLE:
        people += adding(ticket, Field.WATCHER, author)
    return people


def is_for_team(mail: Mail, ticket: Ticket, side: Side, case: DeskCase) -> bool:
    """Whether an answer is shown to the team alone: that of a stranger, and, before the team
    answers, one that shows no knowledge of our letters. A request can be sent in anybody's name,
    and answered by who sent it: the spam would be ours."""
    if side is Side.TEAM or case.found_by in _ONLY_FROM_A_LETTER:
        return False
    return ticket.answered is None or not _comes_in(mail.author.address, ticket, side, case)


def _comes_in(author: str, ticket: Ticket, side: Side, case: DeskCase) -> bool:
    takes_part = side is not Side.OTHER or author in ticket.participants
    return takes_part or case.found_by in _ONLY_FROM_A_LETTER


def _starts_to_follow(side: Side, case: DeskCase) -> bool:
    """Whoever writes is told from then on what the others write; a member not twice, where the team
    has a copy.

    Not more strangers in an hour or a day than get a first letter: else who has one letter of a
    ticket could, in the names of others, have us write to as many as they like.
    """
    if side is Side.TEAM:
        return not has_team_address(case.rules)
    return side is not Side.REQUESTER and not case.is_over
