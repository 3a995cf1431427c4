"""Whom a vote is about, as its opening mail says: `#listbot about: bob@example.org`. Pure.

People are named by an address, or by their name on the roster. The result is their marks, never
their addresses. A name that two members share, or nobody has, excludes nobody. Never fails.
"""

from listbot.mail.body.command_lines import commands_in
from listbot.mail.mail import Mail
from listbot.model.policy import Roster
from listbot.votes.counting.voters import mark_of, mark_of_address

WORD = "about"


def about_in(mail: Mail, roster: Roster) -> tuple[str, ...]:
    """Return the marks of the people whom an opening mail names, sorted."""
    named = (line.argument for line in commands_in(mail.body) if line.verb == WORD)
    people = (one.strip(" <>\"'.") for argument in named for one in argument.split(","))
    return tuple(sorted({mark for one in people if (mark := _mark(one.casefold(), roster))}))


def _mark(person: str, roster: Roster) -> str:
    found = [
        member
        for member in roster.members
        if person in member.addresses or (person and person == member.name.casefold())
    ]
    if len(found) == 1:
        return mark_of(found[0])
    return mark_of_address(person) if not found and "@" in person else ""
