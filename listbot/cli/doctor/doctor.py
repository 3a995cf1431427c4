"""`listbot doctor`: one page of findings, each with what is wrong, since when, and what to type.

It works beside a running daemon and without one, reads only, and takes about a second. With
--roundtrip it posts a test to each list and waits for what comes back.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import click

from listbot.cli.configuration import config_path, configuration
from listbot.cli.exits import BAD_CONFIG, CHECK_FAILED, FAILED, OK
from listbot.cli.output.terminal import safe
from listbot.config import Config
from listbot.doctor.examine import around, inside, page
from listbot.doctor.finding import Finding, Level, worst
from listbot.doctor.look import LOGS, day, span
from listbot.doctor.machine import THIS
from listbot.errors import ConfigError, ListbotError
from listbot.store.to_read import store_to_read
from listbot.timekeeping import utc_now

CODES = {Level.FAULT: FAILED, Level.WARNING: CHECK_FAILED, Level.NOTE: OK, Level.WELL: OK}
WAIT = 60.0  # seconds; most lists are back within ten


@click.command()
@click.option("--roundtrip", is_flag=True, help="Post a test to each list, at most one an hour.")
@click.option(
    "--wait",
    type=click.FloatRange(0, 3600),
    default=WAIT,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the test posts.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(ctx: click.Context, roundtrip: bool, wait: float, as_json: bool) -> None:
    """Show what is wrong, since when, and what to type.

    Exits with 0 if nothing is, with 3 if somebody should look at something, with 1 if something
    does not work, with 78 if the configuration is wrong.
    """
    try:
        config = configuration(ctx, has_secrets=False)
    except ConfigError as fault:
        _print(_faults(ctx, fault), as_json)
        ctx.exit(BAD_CONFIG)
    trips: tuple[Finding, ...] = ()
    if roundtrip:
        # Imported here: it can write, so it takes as long to import as all the rest.
        from listbot.cli.doctor.trips import begin, wait_for

        trips = begin(config, utc_now())
        wait_for(config, wait)
    found = page(trips, examined(config))
    _print(found, as_json)
    ctx.exit(CODES[worst(found)])


def examined(config: Config) -> tuple[Finding, ...]:
    """Return all findings; a database that cannot be opened is one of them."""
    first, now = around(config, THIS), utc_now()
    if any(each.about == "database" and each.level is Level.FAULT for each in first):
        return first
    try:
        store = store_to_read(config)
        try:
            with store.reading() as connection:
                return (*first, *inside(connection, config, now, THIS))
        finally:
            store.close()
    except ListbotError as fault:
        return (*first, Finding("database", Level.FAULT, str(fault), todo=(LOGS,)))


def _faults(ctx: click.Context, fault: ConfigError) -> tuple[Finding, ...]:
    try:
        where = f"listbot --config {config_path(ctx)} check-config"
    except ConfigError:
        where = "listbot init"
    return tuple(
        Finding("configuration", Level.FAULT, each, todo=(where,)) for each in fault.faults
    )


def _print(found: Sequence[Finding], as_json: bool) -> None:
    if as_json:
        told = {"worst": worst(found), "findings": [_fields(each) for each in found]}
        click.echo(json.dumps(told, indent=1))
        return
    now = utc_now()
    for each in found:
        for line in in_lines(each, now):
            click.echo(line)


def in_lines(found: Finding, now: datetime) -> tuple[str, ...]:
    """Return a finding as lines: what is wrong, since when, and below that what to type."""
    since = f", since {day(found.since)} ({span(now - found.since)})" if found.since else ""
    head = f"{found.level.upper():8}{safe(found.about)}: {safe(found.what)}{since}"
    if found.level is Level.WELL:
        return (head.replace("OK ", "ok ", 1),)
    return (head, *(f"{'':8}-> {safe(each)}" for each in found.todo))


def _fields(found: Finding) -> dict[str, object]:
    return {
        "about": found.about,
        "level": found.level,
        "what": found.what,
        "since": found.since.isoformat() if found.since else None,
        "todo": list(found.todo),
    }
