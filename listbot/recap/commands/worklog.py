"""What the words about the recap have in common, on lists that decide and at the help desk: who
may, and where it goes.

Each of the words is one pure function from its argument, its mail and the log to what it does, or
to the answer that refuses it; `by_member` and `tickets/commands/worklog.py` make a command of it
for either kind of list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from listbot.commands.command import Effect
from listbot.commands.permissions import refused
from listbot.mail import Level, Mail
from listbot.model.case import Case
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.weekly.worklog import KEY, LogAct, Logged, WorkLog

PROVEN = (Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED)
LONGEST_LINE = 300  # characters of a log line; three lines of a letter
ROSTER_ONLY = "Only people on the roster can write into the log."


@dataclass(frozen=True, slots=True)
class Where:
    """Where a word was written: the rules there, the log as it stands, and the ticket it was
    written on.
    """

    rules: ListRules
    log: WorkLog
    ticket: str = ""


Writes = Callable[[str, Mail, Where], LogAct | str]
"""What a word does to the log; a text is the answer that refuses it."""


def by_member(
    writes: Writes, answer: Callable[[LogAct], str]
) -> Callable[[str, Mail, Case], Effect]:
    """A command on a list that decides: for people on the roster who surely wrote it."""

    def act(argument: str, mail: Mail, case: Case) -> Effect:
        if not case.rules.roster.holds(mail.author.address):
            return refused(ROSTER_ONLY)
        if mail.author.level not in PROVEN:
            return refused(_unproven(case.rules))
        found = writes(argument, mail, Where(case.rules, case.log))
        return refused(found) if isinstance(found, str) else Effect(True, answer(found), log=found)

    return act


def _unproven(rules: ListRules) -> str:
    answer = "It could not be made sure that this mail is yours, so nothing was done."
    return f"{answer} Please send the line to the list." if rules.role is ListRole.BOT else answer


def is_sure_member(mail: Mail, rules: ListRules) -> bool:
    """Whether the author is on the roster and surely wrote this."""
    level = mail.author.level
    return rules.roster.holds(mail.author.address) and level in PROVEN and rules.binds(level)


def name_of(mail: Mail, rules: ListRules) -> str:
    """How the author is shown: as on the roster, else as they sign; never by an address, which some
    sign with.
    """
    author = mail.author
    member = next((each for each in rules.roster.members if author.address in each.addresses), None)
    return (member.name if member else "") or (author.name or author.address).partition("@")[0]


def one_line(argument: str) -> str:
    """The words with single spaces between them; "" where none of them says anything."""
    text = " ".join(argument.split())
    return text if any(character.isalnum() for character in text) else ""


def own_line(argument: str, mail: Mail, where: Where, word: str) -> tuple[Logged, str] | str:
    """The author's line that an argument begins with, and what follows it; or why there is none."""
    match = KEY.match(argument.lstrip())
    if match is None:
        return f'Please name the line, as in "#listbot {word}: L-14".'
    line = where.log.named.get(int(match[1]))
    if line is None:
        return f"L-{int(match[1])} is not known."
    primary = where.rules.roster.primary
    if primary(line.author) != primary(mail.author.address):
        return f"L-{line.number} was written by {line.name}, who alone can {word} it."
    if line.struck:
        return f"L-{line.number} is struck already. What is struck stays so."
    return line, one_line(argument.lstrip()[match.end() :].lstrip(" :,.-"))
