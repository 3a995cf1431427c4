"""`listbot site build`: writes the public pages as files."""

from datetime import datetime
from pathlib import Path

import click

from listbot.cli.configuration import configuration
from listbot.timekeeping import utc_now
from listbot.web.building import build
from listbot.wiring import formats_of, library_of


@click.group()
def site() -> None:
    """Write the public pages as files."""


@site.command("build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--now", type=click.DateTime(), help="Build as of this moment (UTC).")
@click.pass_context
def build_(ctx: click.Context, folder: Path, now: datetime | None) -> None:
    """Write every page into FOLDER."""
    config = configuration(ctx)
    library = library_of(config, utc_now)
    try:
        written = build(library, formats_of(config), folder)
    finally:
        library.close()
    click.echo(f"{written} files in {folder}")
