"""The commands about the group's record: one file per command. Pure.

They work on the lists that decide and in mail to the bot. What touches membership needs an author
who surely wrote it; otherwise the person is asked at the address on record, and a yes carries the
line out. To add one: a file with a COMMAND, a line in the tuple, a row in docs/commands.md.
"""

from listbot.commands.command import Command
from listbot.records.commands import (
    agenda,
    confirming,
    join,
    leave,
    meeting,
    minutes,
    pairing,
    project,
    project_member,
    redact,
    regrets,
    service,
    still_active,
    undo,
)
from listbot.records.commands.access import ACCESS_COMMANDS
from listbot.records.commands.decisions import DECISION_COMMANDS

RECORD_COMMANDS: tuple[Command, ...] = (
    join.COMMAND,
    project.COMMAND,
    pairing.PAIR,
    pairing.PAIR_YES,
    pairing.PAIR_NO,
    pairing.TANDEM,
    confirming.CONFIRM_ME,
    confirming.CONFIRMED,
    still_active.COMMAND,
    project_member.COMMAND,
    leave.COMMAND,
    meeting.COMMAND,
    agenda.COMMAND,
    regrets.COMMAND,
    minutes.COMMAND,
    redact.COMMAND,
    service.COMMAND,
    *DECISION_COMMANDS,
    *ACCESS_COMMANDS,
    undo.COMMAND,
)
"""Every command about the record, in the order help lists them."""
