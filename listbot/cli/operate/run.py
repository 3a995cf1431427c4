"""`listbot run`: runs the daemon in the foreground until SIGTERM or SIGINT."""

import asyncio
import faulthandler
import gc
import logging
import signal
import sys

import click

from listbot.app import App, build
from listbot.cli.configuration import configuration
from listbot.cli.operate.logs import set_up
from listbot.config import Config
from listbot.watchdog import STDERR, Watchdog

SWITCH = 0.0005  # seconds

log = logging.getLogger(__name__)


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
        asyncio.run(serve(app))
    finally:
        app.store.close()


async def serve(app: App) -> None:
    """Serve until SIGTERM or SIGINT. If a part fails, raise its error, not the group around it."""
    loop = asyncio.get_running_loop()
    serving = asyncio.current_task()
    assert serving is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    watching = asyncio.create_task(Watchdog(app.store.context.hand).run(), name="watchdog")
    try:
        await app.run()
    except ExceptionGroup as faults:
        raise faults.exceptions[0] from faults
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        watching.cancel()


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
