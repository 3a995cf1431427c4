"""Who writes to a ticket: the requester, a watcher, the team, somebody else; and who else is on the
mail. Pure.
"""

from listbot.mail import Mail
from listbot.mail.wire.extensions import is_own
from listbot.model.desk.ticket import Side, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRules


def side_of(mail: Mail, ticket: Ticket, rules: ListRules) -> Side:
    """On which side of a ticket the author stands; a member who is less sure than the list asks for
    is not the team.
    """
    author = mail.author.address
    if rules.roster.holds(author) and rules.binds(mail.author.level) and author != ticket.requester:
        return Side.TEAM
    if author == ticket.requester:
        return Side.REQUESTER
    return Side.WATCHER if author in ticket.watchers else Side.OTHER


def name_of(mail: Mail, rules: ListRules) -> str:
    """The author's name as a ticket shows it; a member's name without proof says so."""
    name = mail.author.name
    if rules.roster.holds(mail.author.address) and not rules.binds(mail.author.level):
        return f"{name or mail.author.address} (not verified)"
    return name


def is_ours(address: str, rules: ListRules) -> bool:
    """Whether an address is the bot's or a watched list's, with or without an extension: never
    written to.
    """
    return is_own(address, rules.context)


def has_team_address(rules: ListRules) -> bool:
    """Whether the team reads its copies at an address of its own, such as a list: one that is no
    member's.
    """
    return any(not rules.roster.holds(address) for address in rules.desk.team)


def others_on(mail: Mail, rules: ListRules) -> tuple[str, ...]:
    """The people in To and Cc beside the author and ourselves."""
    return tuple(
        each for each in mail.to if each != mail.author.address and not is_ours(each, rules)
    )


def has_our_letter(mail: Mail, case: DeskCase) -> bool:
    """Whether the mail proves that its author got a letter of ours, by a token that nobody else was
    sent.
    """
    author, ticket, asked = mail.author.address, case.ticket, case.confirmation
    if asked is not None and asked.who == author:
        return True
    if ticket is None or not case.has_token or ticket.requester != author:
        return False
    return not {*ticket.watchers, ticket.assignee} - {author, ""}


def is_known(mail: Mail, case: DeskCase) -> bool:
    """Whether commands of the author are answered: a member's, or those of somebody we have written
    to before.
    """
    return case.rules.roster.holds(mail.author.address) or not case.is_new
