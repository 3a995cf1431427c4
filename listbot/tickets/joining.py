"""Decides whether a mail makes its author, and the people it names, participants of a ticket. Pure.

Participants get letters and read the team's answers, so a route open to anybody makes nobody a
participant: a Message-ID may be in a public archive, a subject tag can be guessed, a From can be
forged. The team sees such a mail all the same.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Change, Field, Side, Ticket
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.tickets.lifecycle import adding
from listbot.tickets.participants import has_team_address, others_on

MOST_PEOPLE = 100
"""Per ticket. More people than that belong on a list, and each mail has to look at all of them."""

_ONLY_FROM_A_LETTER = (FoundBy.OUR_LETTER, FoundBy.ADDRESS, FoundBy.MARKER)
"""Only people who have a letter about the ticket can find it in these ways."""


def joining(
    mail: Mail, ticket: Ticket, side: Side, says_something: bool, case: DeskCase
) -> tuple[Change, ...]:
    """Return the changes that make an answer's author, and the people it names, participants."""
    author = mail.author.address
    if not _comes_in(author, ticket, side, case):
        return ()
    # Else a guessed tag and a forged From could bring anybody into any ticket.
    others = others_on(mail, case.rules) if case.found_by is not FoundBy.SUBJECT else ()
    room = max(0, MOST_PEOPLE - len(ticket.participants))
    people = adding(ticket, Field.PARTICIPANT, author, *others)[:room]
    if says_something and _starts_to_follow(side, case) and len(ticket.watchers) < MOST_PEOPLE:
        people += adding(ticket, Field.WATCHER, author)
    return people


def speaking(author: str, ticket: Ticket, side: Side, case: DeskCase) -> tuple[Change, ...]:
    """Return the changes that make a member a participant who answers by a line."""
    if len(ticket.participants) >= MOST_PEOPLE or len(ticket.watchers) >= MOST_PEOPLE:
        return ()
    follows = (author,) if _starts_to_follow(side, case) else ()
    return adding(ticket, Field.PARTICIPANT, author) + adding(ticket, Field.WATCHER, *follows)


def is_for_team(mail: Mail, ticket: Ticket, side: Side, case: DeskCase) -> bool:
    """Return whether only the team sees an answer: a stranger's, and, until the team has answered,
    one that shows no knowledge of our letters. Somebody could forge a request and then answer it,
    and we would send their spam."""
    if side is Side.TEAM or case.found_by in _ONLY_FROM_A_LETTER:
        return False
    return ticket.answered is None or not _comes_in(mail.author.address, ticket, side, case)


def _comes_in(author: str, ticket: Ticket, side: Side, case: DeskCase) -> bool:
    takes_part = side is not Side.OTHER or author in ticket.participants
    return takes_part or case.found_by in _ONLY_FROM_A_LETTER


def _starts_to_follow(side: Side, case: DeskCase) -> bool:
    """Whether the author follows the ticket from now on; not a member, if the team gets copies.

    No more strangers per hour or day than get a first letter: else one letter of a ticket would be
    enough to have us write to any number of people, by forging their names.
    """
    if side is Side.TEAM:
        return not has_team_address(case.rules)
    return side is not Side.REQUESTER and not case.is_over
