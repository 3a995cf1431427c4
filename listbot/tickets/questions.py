"""Questions to a person in whose name commands came without proof: "did you ask for this?" Pure.

The token goes to the address on the roster, or else to the author's. Anybody who sends it back can
read mail there.
"""

import re

from listbot.mail import Mail
from listbot.model.desk.people import Confirmation
from listbot.model.desk_case import DeskCase
from listbot.model.policy import Roster
from listbot.model.tokens import token
from listbot.tickets.opening import QUESTION_TOKEN

_YES = re.compile(r"\A\W{0,3}(?:yes|#listbot:? yes)\b(?P<more>[^\n]*)", re.IGNORECASE)
_DOUBT = re.compile(r"\?|\b(?:not?|never|nobody|but|\w{2,6}n['\u2019]?t)\b", re.IGNORECASE)
"""Words that take back a yes in the same line: "Yes? I did not ask for this." """
_LOOKED_AT = 500  # characters of that line


def asked_of(lines: tuple[tuple[str, str], ...], mail: Mail, case: DeskCase) -> Confirmation:
    """Return the question about a mail's unproven lines."""
    roster = case.rules.roster
    author = mail.author.address
    return Confirmation(
        token=token(f"{mail.arrival.nonce}{mail.digest}", QUESTION_TOKEN),
        ticket=case.ticket.key if case.ticket else "",
        who=roster.primary(author) if roster.holds(author) else author,
        lines=lines,
        mail=mail.message_id,
        asked=mail.received,
    )


def is_yes(mail: Mail, asked: Confirmation, roster: Roster) -> bool:
    """Return whether a mail with the token says yes, in its author's own words."""
    primary = roster.primary
    return says_yes(mail) and primary(mail.author.address) == primary(asked.who)


def without_yes(text: str, name: str) -> str:
    """Return what a mail says after its yes: its writer's name alone is nothing."""
    said = _YES.match(text)
    rest = text[said.end() :].strip() if said else text
    own = name.casefold()
    return "" if rest.casefold() in (own, own.partition(" ")[0]) else rest


def says_yes(mail: Mail) -> bool:
    """Return whether a mail's own words begin with a plain yes."""
    said = _YES.match(mail.body.own)
    return said is not None and not _DOUBT.search(said["more"][:_LOOKED_AT])
