"""The table of commands: complete, lazy, and used by help and completion."""

import gc
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from listbot import __version__
from listbot.cli.counting import vote_group
from listbot.cli.group import COMMANDS, cli
from listbot.cli.lazy import Row, load
from listbot.cli.ticket import group as ticket_group

TABLES = (COMMANDS, vote_group.COMMANDS, ticket_group.COMMANDS)
ROWS = [row for table in TABLES for row in table]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.target)
def test_every_row_names_a_command(row: Row) -> None:
    """Each command in the table can be imported and has that name."""
    command = load(row)
    assert command.name == row.name
    assert command.help


def test_what_a_command_loads_is_no_garbage() -> None:
    """Garbage collection begins once the command is loaded, and leaves out what was."""
    gc.unfreeze()
    gc.disable()
    try:
        load(COMMANDS[0])
        assert (gc.isenabled(), gc.get_freeze_count() > 0) == (True, True)
    finally:
        gc.enable()


def test_help_lists_the_table_in_its_order() -> None:
    """`listbot --help` shows every command with its line."""
    shown = CliRunner().invoke(cli, ["--help"]).output
    places = [shown.index(f"\n  {row.name} ") for row in COMMANDS]
    assert places == sorted(places)


def test_help_and_version_import_no_command() -> None:
    """Starting costs no more than click: the database and the web server are imported only by
    commands that need them.
    """
    program = (
        "import sys; from listbot.cli.exits import run; run(['--version']); run(['--help']); "
        "heavy = {'sqlalchemy', 'jinja2', 'aiosmtpd', 'dateparser', 'asyncio', 'email_validator'}; "
        "sys.exit(', '.join(sorted(heavy & sys.modules.keys())) or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"listbot {__version__}\n")


def test_a_command_that_does_not_exist_is_none() -> None:
    """The group returns None, which click turns into a usage error."""
    assert cli.get_command(click.Context(cli), "nothing") is None


@pytest.mark.parametrize(
    ("typed", "offered"), [("qu", ["quarantine"]), ("--ver", ["--version"]), ("x", [])]
)
def test_words_are_completed(typed: str, offered: list[str]) -> None:
    """Names of commands and options are completed at the prompt."""
    items = cli.shell_complete(click.Context(cli), typed)
    assert [item.value for item in items] == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_of_the_shell(shell: str) -> None:
    """The script calls listbot back with the variable that click looks for."""
    run = CliRunner().invoke(cli, ["completion", shell])
    assert run.exit_code == 0
    assert f"_LISTBOT_COMPLETE={shell}_complete" in run.output


def test_the_module_can_be_run(tmp_path: Path) -> None:
    """`python -m listbot` is the same as `listbot`, from any folder."""
    run = subprocess.run(
        [sys.executable, "-m", "listbot", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, f"listbot {__version__}\n", "")
