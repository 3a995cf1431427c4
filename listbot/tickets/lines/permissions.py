"""Checks, before a command runs, which ticket it means and whether its author may write it.

Somebody who is not on the roster learns nothing about other people's tickets, not even whether one
exists. A line in a member's name without proof is never carried out; we ask the member.
"""

import re
from dataclasses import dataclass, replace

from listbot.commands.permissions import PROVEN
from listbot.mail import Mail
from listbot.model.desk.ticket import KEY, Event, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, May
from listbot.tickets.lines.moving import known, refused

_END = re.compile(rf"{KEY.pattern}[\s.\]]*\Z", re.IGNORECASE)
_FRONT = re.compile(rf"\A[\s\[]*{KEY.pattern}[\s,:\]]*", re.IGNORECASE)
_REPLY = "Please write this in a reply to a mail of the ticket, or name the ticket, as in"
_TEAM_ONLY = "Only the team can do this. Please say in your own words what you need; they read it."
_REQUESTER_TOO = "Only the requester and the team can do this."
_PERSONAL = "This command is about its sender, so it has to come by mail."
_ONE_MORE = "One mail can name at most 20 tickets. Please write about this one in another mail."
_UNPROVEN = "I could not verify that you sent this, so I am asking you first."


@dataclass(frozen=True, slots=True)
class Aimed:
    """A line with the ticket it means."""

    argument: str
    """Without the ticket's key."""
    case: DeskCase
    """With the ticket that is meant."""


def aim(
    command: DeskCommand, argument: str, mail: Mail, case: DeskCase, proven: bool
) -> Aimed | DeskEffect:
    """Return what a line means if its author may write it, else the answer that refuses it."""
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
    """The key that an argument names, or "", and the rest of the argument."""
    front = _FRONT.match(argument) if command.key is not Key.NOWHERE else None
    if front and _is_meant(command, front, case):
        return _key(front), argument[front.end() :].strip()
    end = _END.search(argument) if command.key is Key.AT_AN_END else None
    return (_key(end), argument[: end.start()].rstrip(" \t,:[")) if end else ("", argument)


def _is_meant(command: DeskCommand, front: re.Match[str], case: DeskCase) -> bool:
    if command.key is Key.AT_AN_END:
        return True
    has_colon = ":" in front[0] or command.key is not Key.WITH_COLON
    return has_colon and _is_before_more(front, case)


def _is_before_more(front: re.Match[str], case: DeskCase) -> bool:
    """Whether a known ticket comes before the rest: in "UTF-8 in mails" it does not."""
    return front.end() < len(front.string) and known(_key(front), case) is not None


def _key(match: re.Match[str]) -> str:
    return f"{match[1]}-{match[2]}".upper()


def _others(ticket: Ticket, case: DeskCase) -> tuple[Ticket, ...]:
    """The other tickets that the case knows; the mail's own may be among them."""
    tickets = (*case.named, *((case.ticket,) if case.ticket else ()))
    return tuple({each.key: each for each in tickets if each.key != ticket.key}.values())


def _recent(ticket: Ticket, case: DeskCase) -> tuple[Event, ...]:
    """The case's recent events, unless they belong to another ticket than this one."""
    own = case.ticket.key if case.ticket else ""
    return case.recent if own in (ticket.key, ticket.merged_into) else ()


def _unknown(command: DeskCommand, key: str, mail: Mail, case: DeskCase) -> str:
    if not key:
        more = ": your note" if command.key is Key.WITH_COLON else ""
        return f'{_REPLY} "#listbot {command.word}: {case.rules.desk.prefix}-118{more}".'
    if not is_team(mail, case):
        return _not_yours(key)
    return f"{key}: {_ONE_MORE}" if key in case.passed_over else _not_there(key)


def _not_there(key: str) -> str:
    return f"There is no ticket {key}."


def _not_yours(key: str) -> str:
    return f"{key} is not one of your tickets, so nothing was changed."


def _refuse(
    command: DeskCommand, ticket: Ticket, mail: Mail, case: DeskCase, proven: bool
) -> DeskEffect | None:
    """The answer if the author may not write this command on this ticket; None: they may."""
    if _has_right(command.may, ticket, mail):
        return _refuse_merged(command, ticket)
    desk = case.of_others.get(ticket.key)
    if desk:
        return refused(f"{ticket.key} is a ticket of {desk}. Please write there, or to me alone.")
    if desk is not None or not is_team(mail, case):
        if not _has_right(May.PARTICIPANT, ticket, mail):
            told = _not_there if is_team(mail, case) else _not_yours
            return refused(told(ticket.key))
        return refused(_REQUESTER_TOO if command.may is May.REQUESTER else _TEAM_ONLY)
    if not (proven or is_proven(mail, case)):
        return DeskEffect(done=False, answer=_UNPROVEN, needs_proof=True)
    return _refuse_merged(command, ticket)


def _refuse_stranger(mail: Mail, case: DeskCase, proven: bool) -> DeskEffect | None:
    """The answer if the author is not surely on the team, for commands without a ticket."""
    if not is_team(mail, case):
        return refused(_TEAM_ONLY)
    if not (proven or is_proven(mail, case)):
        return DeskEffect(done=False, answer=_UNPROVEN, needs_proof=True)
    return None


def _refuse_merged(command: DeskCommand, ticket: Ticket) -> DeskEffect | None:
    """A merged ticket cannot be changed, except to undo the merge."""
    if not ticket.merged_into or command.word == "undo":
        return None
    return refused(f"{ticket.key} was merged into {ticket.merged_into}. Please name that one.")


def _has_right(may: May, ticket: Ticket, mail: Mail) -> bool:
    """Whether the author may by their part in this ticket."""
    author = mail.author.address
    if may is May.TEAM:
        return False
    takes_part = may is May.PARTICIPANT and author in (*ticket.participants, *ticket.watchers)
    return author == ticket.requester or takes_part


def is_team(mail: Mail, case: DeskCase) -> bool:
    """Return whether a line comes in the team's name."""
    return case.by_operator or case.rules.roster.holds(mail.author.address)


def is_proven(mail: Mail, case: DeskCase) -> bool:
    """Return whether the author is sure enough to act for the team, which takes more than to be
    heard: for that of each help desk whose tickets the mail names."""
    level = mail.author.level
    is_sure = level in PROVEN and case.rules.binds(level) and not case.asks_more
    return case.by_operator or is_sure
