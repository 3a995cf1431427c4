"""The commands at the help desk: `#listbot verb: argument` at the start of a line. One file per
command.

A command is a pure function from one line to a DeskEffect, which `tickets/` carries out. Before it
runs, `lines.permissions` settles who may write it and which ticket it means. To add one: a file
with a COMMAND, a line in the tuple, a row in docs/commands.md.
"""

from listbot.mail import Mail
from listbot.model.desk.change import DeskChange
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands import (
    assign,
    close,
    digest,
    drop,
    forget,
    help,
    letters,
    merge,
    priority,
    private,
    public,
    reopen,
    split,
    starter,
    take,
    title,
    undo,
    watch,
)
from listbot.tickets.commands.team import answer, not_mine, note, snooze
from listbot.tickets.commands.worklog import LOG_COMMANDS
from listbot.tickets.lines.answering import with_answers
from listbot.tickets.lines.changes import is_surely_team
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Move, SplitOff
from listbot.tickets.lines.notes import command_lines
from listbot.tickets.lines.session import DeskSession, run_lines

DESK_COMMANDS: tuple[DeskCommand, ...] = (
    take.COMMAND,
    assign.COMMAND,
    drop.COMMAND,
    not_mine.COMMAND,
    close.COMMAND,
    reopen.COMMAND,
    snooze.COMMAND,
    priority.COMMAND,
    title.COMMAND,
    note.COMMAND,
    answer.COMMAND,
    private.COMMAND,
    public.COMMAND,
    public.AGREE,
    starter.COMMAND,
    watch.COMMAND,
    watch.UNWATCH,
    merge.COMMAND,
    split.COMMAND,
    undo.COMMAND,
    *LOG_COMMANDS,
    digest.COMMAND,
    letters.COMMAND,
    forget.COMMAND,
    help.COMMAND,
)
"""Every command of the help desk, in the order help lists them."""


def run_desk(
    lines: tuple[tuple[str, str], ...], mail: Mail, case: DeskCase, proven: bool = False
) -> DeskSession:
    """Run the command lines of a mail, given as (verb, argument) pairs.

    `proven`: the author was asked and said yes.
    """
    session = run_lines(DESK_COMMANDS, lines, mail, case, proven)
    if not session.answered:
        return session
    # Words come first, wherever their line stands: a ticket that is taken and answered waits for
    # its requester.
    is_team = is_surely_team(mail, case, proven)
    _, after = with_answers(DeskChange(), case, session.answered, mail, is_team)
    return run_lines(DESK_COMMANDS, lines, mail, after, proven)


__all__ = [
    "DESK_COMMANDS",
    "DeskCommand",
    "DeskEffect",
    "DeskSession",
    "Move",
    "SplitOff",
    "command_lines",
    "run_desk",
]
