"""`listbot web`: serves the public pages from a process of its own, which only reads."""

import asyncio
import faulthandler
import gc

import click

from listbot.cli.configuration import configuration
from listbot.cli.operate.logs import set_up
from listbot.cli.operate.serving import serve
from listbot.errors import ConfigError
from listbot.store.base.work_marks import Hand
from listbot.timekeeping import utc_now
from listbot.watchdog import STDERR
from listbot.wiring.pages import site


@click.command()
@click.option("--verbose", "-v", is_flag=True, help="Log more.")
@click.pass_context
def web(ctx: click.Context, verbose: bool) -> None:
    """Serve the public pages at web.pages_port, until SIGTERM or SIGINT.

    The daemon then serves only the page that ends a digest.
    """
    config = configuration(ctx, has_secrets=False)
    if config.web is None or config.web.pages_port is None:
        raise ConfigError(("web.pages_port: is missing; without it the daemon serves the pages",))
    set_up(config, verbose=verbose)
    faulthandler.enable(file=STDERR)
    pages = site(config, utc_now)
    gc.collect()
    gc.freeze()  # what is loaded by now stays, as in the daemon
    asyncio.run(serve(pages.run(), Hand()))
