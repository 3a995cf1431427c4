"""Who may do what at the help desk, and which ticket a line means: asked once for all words, before
any of them acts.

A person without a seat on the roster learns nothing of other people's tickets, not even whether
there is one. A line in a member's name without proof is never done; the member is asked.
"""

import re
from dataclasses import dataclass, replace

from listbot.mail import Level, Mail
from listbot.model.desk.ticket import KEY, Event, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, May
from listbot.tickets.lines.moving import known, refused

PROVEN = (Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED)
_END = re.compile(rf"{KEY.pattern}[\s.\]]*\Z", re.IGNORECASE)
_FRONT = re.compile(rf"\A[\s\[]*{KEY.pattern}[\s,:\]]*", re.IGNORECASE)
_REPLY = "Please write this in a reply to a mail of the ticket, or name the ticket, as in"
_TEAM_ONLY = (
    "Only members of the team can do this. Please say in your "
    "own words what you need; they read it."
)
_REQUESTER_TOO = "Only the requester and members of the team can do this."
_PERSONAL = "This word is about who writes it, so it has to come by mail."
_UNPROVEN = "It could not be made sure that this mail is yours, so you are asked."


@dataclass(frozen=True, slots=True)
class Aimed:
    """A line with the ticket it means taken out of its argument."""

    argument: str
    case: DeskCase
    """Its ticket is the one that is meant."""


def aim(
    command: DeskCommand, argument: str, mail: Mail, case: DeskCase, proven: bool
) -> Aimed | DeskEffect:
    """What a line means, if its author may write it; else the answer that refuses it."""
    if case.by_operator and command.personal:
        return refused(_PERSONAL)
    if command.may is May.ANYBODY:
        return Aimed(argument, case)
    if command.may is May.MEMBER:
        return _refuse_stranger(mail, case, proven) or Aimed(argument, case)
    key, rest = _named(command, argument, case)
    ticket = known(key, case) if key else case.ticket
    if ticket is None:
        return refused(_unknown(command, key, mail, case))
    refusal = _refuse(command, ticket, mail, case, proven)
    return refusal or Aimed(
        rest,
        replace(case, ticket=ticket, named=_others(ticket, case), recent=_recent(ticket, case)),
    )


def _named(command: DeskCommand, argument: str, case: DeskCase) -> tuple[str, str]:
    """The key that an argument names, "" for none, and what is left of the argument."""
    front = _FRONT.match(argument) if command.key is not Key.NOWHERE else None
    if front and (command.key is Key.AT_AN_END or _is_before_more(front, case)):
        return _key(front), argument[front.end() :].strip()
    end = _END.search(argument) if command.key is Key.AT_AN_END else None
    return (_key(end), argument[: end.start()].rstrip(" \t,:[")) if end else ("", argument)


def _is_before_more(front: re.Match[str], case: DeskCase) -> bool:
    """Whether a ticket stands before something else; "UTF-8 in mails" is a title all the same."""
    return front.end() < len(front.string) and known(_key(front), case) is not None


def _key(match: re.Match[str]) -> str:
    return f"{match[1]}-{match[2]}".upper()


def _others(ticket: Ticket, case: DeskCase) -> tuple[Ticket, ...]:
    """The other tickets that the case knows, which may be the mail's own."""
    tickets = (*case.named, *((case.ticket,) if case.ticket else ()))
    return tuple({each.key: each for each in tickets if each.key != ticket.key}.values())


def _recent(ticket: Ticket, case: DeskCase) -> tuple[Event, ...]:
    """The events are those of the mail's own ticket: nothing of them may be done to another one."""
    own = case.ticket.key if case.ticket else ""
    return case.recent if own in (ticket.key, ticket.merged_into) else ()


def _unknown(command: DeskCommand, key: str, mail: Mail, case: DeskCase) -> str:
    if not key:
        return f'{_REPLY} "#listbot {command.word}: {case.rules.desk.prefix}-118".'
    return f"{key} is not known." if is_team(mail, case) else _not_yours(key)


def _not_yours(key: str) -> str:
    return f"{key} is no ticket of yours, so nothing was changed."


def _refuse(
    command: DeskCommand, ticket: Ticket, mail: Mail, case: DeskCase, proven: bool
) -> DeskEffect | None:
    """The answer to who may not write this word on this ticket; None: nothing stands against it."""
    if _has_right(command.may, ticket, mail):
        return _refuse_merged(command, ticket)
    if not is_team(mail, case):
        if not _has_right(May.PARTICIPANT, ticket, mail):
            return refused(_not_yours(ticket.key))
        return refused(_REQUESTER_TOO if command.may is May.REQUESTER else _TEAM_ONLY)
    if not (proven or is_proven(mail, case)):
        return DeskEffect(done=False, answer=_UNPROVEN, needs_proof=True)
    return _refuse_merged(command, ticket)


def _refuse_stranger(mail: Mail, case: DeskCase, proven: bool) -> DeskEffect | None:
    """The answer to who is not the team, where no ticket is meant."""
    if not is_team(mail, case):
        return refused(_TEAM_ONLY)
    if not (proven or is_proven(mail, case)):
        return DeskEffect(done=False, answer=_UNPROVEN, needs_proof=True)
    return None


def _refuse_merged(command: DeskCommand, ticket: Ticket) -> DeskEffect | None:
    """A ticket that was merged is moved no more, but for taking that back."""
    if not ticket.merged_into or command.word == "undo":
        return None
    return refused(f"{ticket.key} was merged into {ticket.merged_into}. Please name that one.")


def _has_right(may: May, ticket: Ticket, mail: Mail) -> bool:
    """Whether the author may by what they are in this ticket."""
    author = mail.author.address
    if may is May.TEAM:
        return False
    takes_part = may is May.PARTICIPANT and author in (*ticket.participants, *ticket.watchers)
    return author == ticket.requester or takes_part


def is_team(mail: Mail, case: DeskCase) -> bool:
    """Whether a line comes in the name of the team."""
    return case.by_operator or case.rules.roster.holds(mail.author.address)


def is_proven(mail: Mail, case: DeskCase) -> bool:
    """Whether it is sure enough who wrote it for acting in the team's name, which takes more than
    being heard.
    """
    return case.by_operator or (mail.author.level in PROVEN and case.rules.binds(mail.author.level))
