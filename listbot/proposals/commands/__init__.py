"""The commands on a decision list: `#listbot verb: argument` at the start of a line. One file
per command.

A command is a pure function from one line, its mail and its case to an Effect, which `decide.py`
carries out. To add one: a file with a COMMAND, a line in the tuple, a row in docs/commands.md.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.run_lines import Session, run_lines
from listbot.mail import Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.model.case import Case
from listbot.proposals.commands import (
    about,
    amend,
    closes,
    explained,
    help,
    lapse,
    no_objection,
    notes,
    override,
    reclass,
    ticket,
    withdraw,
    wrong,
)
from listbot.recap.commands import digest, embargo, log, release, sentence, strike
from listbot.records.commands import RECORD_COMMANDS

COMMANDS: tuple[Command, ...] = (
    closes.COMMAND,
    about.COMMAND,
    amend.COMMAND,
    withdraw.COMMAND,
    reclass.COMMAND,
    explained.COMMAND,
    no_objection.COMMAND,
    lapse.COMMAND,
    override.COMMAND,
    wrong.COMMAND,
    ticket.COMMAND,
    log.COMMAND,
    strike.COMMAND,
    embargo.COMMAND,
    release.COMMAND,
    sentence.COMMAND,
    *RECORD_COMMANDS,
    digest.COMMAND,
    notes.COMMAND,
    help.COMMAND,
)
"""Every command, in the order help lists them."""


def shown_to(case: Case) -> tuple[Command, ...]:
    """Return the commands that help lists: those about the group's record only if one is kept."""
    if case.group is not None:
        return COMMANDS
    return tuple(each for each in COMMANDS if each not in RECORD_COMMANDS)


def run(lines: tuple[CommandLine, ...], mail: Mail, case: Case) -> Session:
    """Run the command lines of a mail."""
    return run_lines(COMMANDS, lines, mail, case)


__all__ = ["COMMANDS", "Command", "Effect", "Session", "run", "shown_to"]
