"""Shared by the commands about the work log, on lists that decide and at the help desk: who may,
and on which line.

Each is a pure function from its argument, its mail and the log to a log act, or to the answer that
refuses it; `by_member` and `tickets/commands/worklog.py` turn it into a command for either kind of
list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from listbot.commands.command import Effect
from listbot.commands.permissions import PROVEN, refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.weekly.worklog import KEY, LogAct, Logged, WorkLog

LONGEST_LINE = 300  # characters of a log line; three lines of a letter
ROSTER_ONLY = "Only people on the roster can write in the log."


@dataclass(frozen=True, slots=True)
class Where:
    """Where a command was written: the list's rules, the log so far, and the ticket's key or ""."""

    rules: ListRules
    log: WorkLog
    ticket: str = ""


Writes = Callable[[str, Mail, Where], LogAct | str]
"""A command's change to the log, or the answer that refuses it."""


def by_member(
    writes: Writes, answer: Callable[[LogAct], str]
) -> Callable[[str, Mail, Case], Effect]:
    """Return a command for a decision list: for people on the roster who surely wrote it."""

    def act(argument: str, mail: Mail, case: Case) -> Effect:
        if not case.rules.roster.holds(mail.author.address):
            return refused(ROSTER_ONLY)
        if mail.author.level not in PROVEN:
            return refused(_unproven(case.rules))
        found = writes(argument, mail, Where(case.rules, case.log))
        return refused(found) if isinstance(found, str) else Effect(True, answer(found), log=found)

    return act


def _unproven(rules: ListRules) -> str:
    answer = "I could not verify that you sent this, so nothing was done."
    return f"{answer} Please send the line to the list." if rules.role is ListRole.BOT else answer


def is_sure_member(mail: Mail, rules: ListRules) -> bool:
    """Return whether the author is on the roster and surely wrote this."""
    level = mail.author.level
    return rules.roster.holds(mail.author.address) and level in PROVEN and rules.binds(level)


def name_of(mail: Mail, rules: ListRules) -> str:
    """Return the author's name: as on the roster, else as they sign; never an address, even if they
    sign with one.
    """
    author = mail.author
    member = next((each for each in rules.roster.members if author.address in each.addresses), None)
    return (member.name if member else "") or (author.name or author.address).partition("@")[0]


def one_line(argument: str) -> str:
    """Return the words with single spaces between them; "" without a letter or digit."""
    text = " ".join(argument.split())
    return text if any(character.isalnum() for character in text) else ""


def own_line(argument: str, mail: Mail, where: Where, word: str) -> tuple[Logged, str] | str:
    """Return the author's line that the argument names, and what follows it; or why not."""
    match = KEY.match(argument.lstrip())
    if match is None:
        return f'Please name the line, as in "#listbot {word}: L-14".'
    line = where.log.named.get(int(match[1]))
    if line is None:
        return f"There is no line L-{int(match[1])}."
    primary = where.rules.roster.primary
    if primary(line.author) != primary(mail.author.address):
        return f"L-{line.number} was written by {line.name}, and only its author can {word} it."
    if line.struck:
        return f"L-{line.number} is already crossed out, and that cannot be undone."
    return line, one_line(argument.lstrip()[match.end() :].lstrip(" :,.-"))
