"""The `listbot` command: its options, and the table of its subcommands.

A subcommand's module is imported when it is called, not before, so that `listbot --version`,
`--help` and the completion of a word at the prompt cost no more than click itself. This module
never does a command's work. A module that cannot be imported fails when its command is called, and
no other command does.
"""

import logging
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from listbot import __version__


@dataclass(frozen=True, slots=True)
class Row:
    """One subcommand: its name, where it is, and its line in `listbot --help`."""

    name: str
    target: str
    """module:attribute"""
    help: str


COMMANDS = (
    Row(
        "init",
        "listbot.cli.setup.init:init",
        "Write a first config.toml by asking a few questions.",
    ),
    Row(
        "check-config",
        "listbot.cli.setup.check:check_config",
        "Say what is wrong with the configuration, or what it means.",
    ),
    Row("run", "listbot.cli.operate.run:run", "Run the daemon."),
    Row("demo", "listbot.cli.operate.demo:demo", "Play some weeks of a list, without a network."),
    Row(
        "import",
        "listbot.cli.operate.import_archive:import_",
        "Read an archive of a list into the database.",
    ),
    Row("replay", "listbot.cli.operate.replay:replay", "Fold the journal again and compare."),
    Row(
        "tally",
        "listbot.cli.counting.tally:tally",
        "Count the votes in an archive; needs no configuration.",
    ),
    Row("explain", "listbot.cli.counting.explain:explain", "Show line by line how a mail is read."),
    Row("vote", "listbot.cli.counting.vote:vote", "List and show the votes."),
    Row(
        "ticket",
        "listbot.cli.ticket.group:ticket",
        "List, show and move the tickets of the help desk.",
    ),
    Row("recap", "listbot.cli.operate.recap:recap", "Show the weekly recap, or send it by hand."),
    Row("log", "listbot.cli.operate.log:log", "Show the public work log."),
    Row(
        "person",
        "listbot.cli.operate.person:person",
        "Show what is kept of people, and forget them.",
    ),
    Row(
        "outbox",
        "listbot.cli.operate.outbox:outbox",
        "List, show, approve, drop and retry letters.",
    ),
    Row(
        "quarantine",
        "listbot.cli.operate.quarantine:quarantine",
        "List, show, retry and drop mails that could not be read.",
    ),
    Row("pause", "listbot.cli.operate.pause:pause", "Hold every letter back."),
    Row("resume", "listbot.cli.operate.pause:resume", "Let letters go again."),
    Row(
        "status",
        "listbot.cli.operate.status:status",
        "Say what the daemon does, and account for every mail.",
    ),
    Row(
        "completion",
        "listbot.cli.setup.completion:completion",
        "Print the completion script of a shell.",
    ),
)


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The options before the subcommand; every subcommand finds them in `ctx.obj`."""

    config: Path | None = None
    """The file named by --config or LISTBOT_CONFIG."""
    debug: bool = False


class LazyGroup(click.Group):
    """A click group that knows its commands from COMMANDS and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table, which is the order in which a newcomer
        needs them.
        """
        return [row.name for row in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None is click's word for "no such command"."""
        for row in COMMANDS:
            if row.name == cmd_name:
                return load(row)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.help) for row in COMMANDS])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name from the table, importing none of them."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(row.name, help=row.help)
            for row in COMMANDS
            if row.name.startswith(incomplete)
        ]


def load(row: Row) -> click.Command:
    """Import the command that a row names."""
    module, _, attribute = row.target.partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command), f"{row.target} is no click command"
    return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="LISTBOT_CONFIG",
    help="The configuration; otherwise ./config.toml, then /etc/listbot/config.toml.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, debug: bool) -> None:
    """Decisions and a help desk by mail.

    Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 a check found problems, 75 try again later, 78
    wrong configuration.
    """
    # It logs a line for each form it tries, and a traceback for each mail it stumbles over; reading
    # goes on without it.
    logging.getLogger("flufl.bounce").disabled = True
    ctx.obj = GlobalOptions(config, debug)
