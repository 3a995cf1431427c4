"""The page of help: how to vote, and every command with its form, from the tables that run them.

Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from listbot.commands.command import Command
from listbot.pages.page import View
from listbot.pages.shown import Shown, hide
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.lists import ListLine
from listbot.proposals.commands import COMMANDS
from listbot.records.commands import RECORD_COMMANDS
from listbot.tickets.commands import DESK_COMMANDS
from listbot.tickets.lines.effect import DeskCommand


@dataclass(frozen=True, slots=True)
class CommandRow:
    """One command."""

    form: Shown
    """As people write it: "#listbot closes: 2026-09-18 18:00 UTC"."""
    help: Shown


@dataclass(frozen=True, slots=True)
class HelpView(View):
    """`/help`."""

    bot: Shown
    """The address for commands in private mail."""
    lists: tuple[ListLine, ...]
    on_lists: tuple[CommandRow, ...]
    """The commands on the lists that decide; empty without such a list."""
    at_desk: tuple[CommandRow, ...]
    of_group: tuple[CommandRow, ...]
    """Those about the group's record; empty where none is kept."""


def help_view(site: SiteFacts, lists: tuple[ListLine, ...], has_group: bool) -> HelpView:
    """Return the page of help."""
    others = (each for each in COMMANDS if each not in RECORD_COMMANDS)
    return HelpView(
        bot=Shown(site.bot),
        lists=lists,
        on_lists=_rows(others) if "votes" in site.parts else (),
        at_desk=_rows(DESK_COMMANDS) if "tickets" in site.parts else (),
        of_group=_rows(RECORD_COMMANDS) if has_group else (),
    )


def _rows(commands: Iterable[Command | DeskCommand]) -> tuple[CommandRow, ...]:
    return tuple(CommandRow(hide(each.form), hide(each.help)) for each in commands)
