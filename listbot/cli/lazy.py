"""Groups of commands of which only the one that is called is imported.

So `listbot --version`, `--help` and completion at the prompt cost no more than click itself, and a
command that only reads does not load what its neighbours need to write. A module that cannot be
imported breaks only its own command.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Row:
    """One subcommand: its name, its module, and its line in `listbot --help`."""

    name: str
    target: str
    """module:attribute"""
    help: str


class LazyGroup(click.Group):
    """A click group that takes its commands from a table and imports one when it is called."""

    def __init__(self, *args: Any, rows: Sequence[Row], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = tuple(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order, which is the order a newcomer needs them in."""
        return [row.name for row in self.rows]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name; None if there is none."""
        for row in self.rows:
            if row.name == cmd_name:
                return load(row)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.help) for row in self.rows])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name from the table, without importing the commands."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(row.name, help=row.help)
            for row in self.rows
            if row.name.startswith(incomplete)
        ]


def load(row: Row) -> click.Command:
    """Import the command that a row names.

    What modules load stays until the process ends. `main` has switched garbage collection off for
    so long; what is loaded is then left out of it, also of the last one at exit.
    """
    module, _, attribute = row.target.partition(":")
    command = getattr(import_module(module), attribute)
    if not (gc.isenabled() or isinstance(command, LazyGroup)):
        gc.freeze()
        gc.enable()
    assert isinstance(command, click.Command), f"{row.target} is not a click command"
    return command
