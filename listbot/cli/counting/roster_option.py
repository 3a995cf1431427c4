"""The option `--roster` of the commands that count an archive. The file is read at once; a fault
in it is a usage error.
"""

from pathlib import Path

import click

from listbot.config.rosters.roster_file import load_roster
from listbot.errors import ConfigError
from listbot.model.policy import Roster


def _read(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> Roster | None:
    """Return the roster in the file; None without a file."""
    if path is None:
        return None
    try:
        return load_roster(path)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint="--roster") from error


roster_option = click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_read,
    help="People with binding votes: TOML with [[members]], or one per line [default: everyone].",
)
