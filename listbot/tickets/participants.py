"""Tells who wrote to a ticket (the requester, a watcher, the team or somebody else) and who else is
on the mail. Pure.
"""

from listbot.mail import Mail
from listbot.mail.wire.extensions import is_own
from listbot.model.desk.ticket import Side, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRules


def side_of(mail: Mail, ticket: Ticket, rules: ListRules) -> Side:
    """Return the author's side in a ticket; a member less sure than the list asks for is not the
    team."""
    author = mail.author.address
    if rules.roster.holds(author) and rules.binds(mail.author.level) and author != ticket.requester:
        return Side.TEAM
    if author == ticket.requester:
        return Side.REQUESTER
    return Side.WATCHER if author in ticket.watchers else Side.OTHER


def name_of(mail: Mail, rules: ListRules) -> str:
    """Return the author's name for a ticket, marked if it is a member's without proof."""
    name = mail.author.name
    if rules.roster.holds(mail.author.address) and not rules.binds(mail.author.level):
        return f"{name or mail.author.address} (not verified)"
    return name


def is_ours(address: str, rules: ListRules) -> bool:
    """Return whether an address, with or without an extension, is the bot's or a watched list's.

    We never write to those.
    """
    return is_own(address, rules.context)


def has_team_address(rules: ListRules) -> bool:
    """Return whether the team gets copies at a shared address, such as a list."""
    return any(not rules.roster.holds(address) for address in rules.desk.team)


def others_on(mail: Mail, rules: ListRules) -> tuple[str, ...]:
    """Return the people in To and Cc except the author and ourselves."""
    return tuple(
        each for each in mail.to if each != mail.author.address and not is_ours(each, rules)
    )


def has_our_letter(mail: Mail, case: DeskCase) -> bool:
    """Return whether the mail proves, by a token sent to nobody else, that its author got our
    letter."""
    author, ticket, asked = mail.author.address, case.ticket, case.confirmation
    if asked is not None and asked.who == author:
        return True
    if ticket is None or not case.has_token or ticket.requester != author:
        return False
    return not {*ticket.watchers, ticket.assignee} - {author, ""}


def is_known(mail: Mail, case: DeskCase) -> bool:
    """Return whether the author's commands get answers: those of people on any roster and of the
    group do, and those of people we wrote to before.
    """
    everybody = case.everybody or case.rules.roster
    is_member = everybody.holds(mail.author.address) or case.record_lines.knows_author
    return is_member or not case.is_new
