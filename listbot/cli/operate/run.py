"""`listbot run`: runs the daemon in the foreground until SIGTERM or SIGINT."""

import asyncio
import faulthandler
import gc
import sys

import click

from listbot.app import build
from listbot.cli.configuration import configuration
from listbot.cli.operate.logs import set_up
from listbot.cli.operate.serving import serve
from listbot.config import Config
from listbot.watchdog import STDERR

SWITCH = 0.0005  # seconds


@click.command()
@click.option(
    "--shadow", is_flag=True, help="Read mail and draft letters, but send none: a safe trial."
)
@click.option("--verbose", "-v", is_flag=True, help="Log more.")
@click.pass_context
def run(ctx: click.Context, shadow: bool, verbose: bool) -> None:
    """Run the daemon."""
    config = configuration(ctx)
    set_up(config, verbose=verbose)
    faulthandler.enable(file=STDERR)  # a crash in C code leaves its traceback in the log, too
    app = build(config, shadow=shadow)
    app.pick_up()
    for line in where_to_mail(config, shadow):
        click.echo(line, err=True)
    # The loop and the writer thread hand the interpreter to each other many times per mail. At
    # Python's default of five milliseconds each, that would be most of a mail's time.
    sys.setswitchinterval(SWITCH)
    # Everything loaded by now stays. Excluded from garbage collection, it no longer makes each full
    # collection take as long as a hundred mails.
    gc.collect()
    gc.freeze()
    try:
        asyncio.run(serve(app.run(), app.store.context.hand))
    finally:
        app.store.close()


def where_to_mail(config: Config, shadow: bool) -> list[str]:
    """Return what an admin wants to see first: the watched lists, and where letters go."""
    lines = [f"listbot serves {config.bot.address}"]
    for each in config.lists:
        mode = "shadow" if shadow else each.mode
        lines.append(f"  {each.address} ({each.role}, {mode}) by {each.via}")
    for name, listen in (("LMTP", config.lmtp), ("SMTP", config.smtp_in)):
        if listen is not None:
            lines.append(f"  mail it by {name} at {listen.host} port {listen.port}")
    if config.outbound.maildir is not None:
        lines.append(f"  letters are written to {config.outbound.maildir}")
    else:
        lines.append(f"  letters go out through {config.outbound.host} port {config.outbound.port}")
    return lines
