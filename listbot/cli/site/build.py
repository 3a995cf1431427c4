"""`listbot site build`: writes the public pages as files, or brings them up to date.

It reads the database and writes nothing outside its folder.
"""

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from listbot.cli.configuration import configuration
from listbot.config import Config
from listbot.config.sections import URL
from listbot.pages.reading import Library
from listbot.pages.site import SiteFacts
from listbot.store.public.library import PublicLibrary
from listbot.timekeeping import utc_now
from listbot.web.building import build
from listbot.web.copy.making import Helpers
from listbot.web.formats import Formats
from listbot.wiring.pages import formats_of, library_of, site_of


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens the pages, in this process and in those that help it."""

    config: Config
    base_url: str | None
    now: datetime | None

    def __call__(self) -> tuple[Library, Formats]:
        """Open them."""
        return self.library(), self.formats()

    def library(self) -> PublicLibrary:
        """Open the database."""
        now = self.now
        return library_of(self.config, utc_now if now is None else lambda: now, self._site)

    def formats(self) -> Formats:
        """Load the templates."""
        return formats_of(self.config, self._site)

    @property
    def _site(self) -> SiteFacts:
        site = site_of(self.config)
        return site if self.base_url is None else replace(site, base_url=self.base_url)


def _read_base_url(ctx: object, option: object, value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or not URL.fullmatch(value):
        raise click.BadParameter("must be an http:// or https:// URL")
    return value.rstrip("/")


@click.group()
def site() -> None:
    """Write the public pages as files."""


@site.command("build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--base-url",
    metavar="URL",
    callback=_read_base_url,
    help="Where people will find the files; feeds and calendars need it. [web.base_url]",
)
@click.option("--now", type=click.DateTime(), help="Build as of this moment (UTC).")
@click.pass_context
def build_(ctx: click.Context, folder: Path, base_url: str | None, now: datetime | None) -> None:
    """Write every page into FOLDER; if it has them, bring them up to date."""
    as_of = now.replace(tzinfo=UTC) if now else None
    opener = Opener(configuration(ctx, has_secrets=False), base_url, as_of)
    library = opener.library()
    cores = len(os.sched_getaffinity(0))
    helpers = Helpers(opener, cores) if cores > 1 else None
    try:
        with click.progressbar(
            length=0, label="building", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:

            def told(made: int, all_: int) -> None:
                bar.length = all_
                bar.update(1)

            built = build(library, opener.formats(), folder, helpers, told)
    finally:
        library.close()
    click.echo(
        f"{built.pages} pages in {folder}: {built.written} files written, {built.deleted} deleted"
    )
