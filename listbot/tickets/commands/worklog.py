"""The commands about the work log and the recap at the help desk: as on lists that decide, but only
with proof that a member wrote them.

Anybody can write to a help desk, so here only the team may set the recap's sentence.
"""

from collections.abc import Callable

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.model.weekly.worklog import LogAct
from listbot.recap.commands import embargo, log, release, sentence, strike
from listbot.recap.commands.worklog import Where, Writes
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, May
from listbot.tickets.lines.moving import refused


def _taken(command: Command, writes: Writes, answer: Callable[[LogAct], str]) -> DeskCommand:
    def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
        found = writes(
            argument, mail, Where(case.rules, case.log, case.ticket.key if case.ticket else "")
        )
        return (
            refused(found) if isinstance(found, str) else DeskEffect(True, answer(found), log=found)
        )

    return _as_desk(command, act)


def _say(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    found = sentence.says(argument, mail, case.rules)
    return (
        refused(found)
        if isinstance(found, str)
        else DeskEffect(True, sentence.ANSWER, sentence=found)
    )


def _as_desk(command: Command, act: Callable[[str, Mail, DeskCase], DeskEffect]) -> DeskCommand:
    helps = command.help.replace("people on the roster", "the team").replace(
        "anybody on the list", "the team"
    )
    return DeskCommand(
        command.word, command.form, helps, act, may=May.MEMBER, key=Key.NOWHERE, personal=True
    )


LOG_COMMANDS: tuple[DeskCommand, ...] = (
    _taken(log.COMMAND, log.writes, log.answer),
    _taken(strike.COMMAND, strike.writes, strike.answer),
    _taken(embargo.COMMAND, embargo.writes, embargo.answer),
    _taken(release.COMMAND, release.writes, release.answer),
    _as_desk(sentence.COMMAND, _say),
)
