"""`listbot check-config`: shows every fault of the configuration, or what it means in words.

It reads the configuration and the templates; with --connect it also tries each way in and out
(`probes.py`).
"""

from functools import partial

import click
from jinja2 import Environment, PackageLoader, StrictUndefined

from listbot.cli.configuration import configuration
from listbot.cli.exits import CHECK_FAILED
from listbot.cli.setup.probes import attempts
from listbot.config import Config
from listbot.errors import ConfigError
from listbot.model.records.rules import GROUP_ROLES
from listbot.policies.contradictions import never_met
from listbot.policies.describe import in_words
from listbot.records.describe import in_words as group_in_words


@click.command("check-config")
@click.option(
    "--connect",
    is_flag=True,
    help="Also log in and try the folders, the ports, the mail server and the database.",
)
@click.pass_context
def check_config(ctx: click.Context, connect: bool) -> None:
    """Show what is wrong with the configuration, or what it means.

    Exits with 0 if all is well, with 78 if the configuration is wrong, with 3 if --connect found
    something that does not work.
    """
    config = configuration(ctx)
    check_letters(config)
    click.echo(summary(config))
    if connect and not all_succeed(config):
        ctx.exit(CHECK_FAILED)


def check_letters(config: Config) -> None:
    """Compose each letter from samples. Raises ConfigError if a template cannot be rendered.

    Ours are tested before they are shipped, so nobody waits for them.
    """
    if config.templates_dir is None:
        return
    from listbot.letters.loading import load_templates
    from listbot.letters_check.check import check_templates

    faults = check_templates(load_templates(config.templates_dir))
    if faults:
        raise ConfigError(tuple(f"bot.templates_dir: {fault}" for fault in faults))


def summary(config: Config) -> str:
    """Return a summary: what is watched, who decides, and where letters go."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - text for a terminal
    )
    by_record = GROUP_ROLES if config.group is not None and config.group.members else ()
    never = partial(never_met, by_record=by_record)
    environment.filters |= {
        "group_in_words": group_in_words,
        "in_words": in_words,
        "never_met": never,
    }
    return environment.get_template("check.txt.j2").render(config=config, operator=config.operator)


def all_succeed(config: Config) -> bool:
    """Try everything the configuration names, a line each; return whether all of it worked."""
    worked = True
    for attempt in attempts(config):
        outcome = attempt.make()
        worked = worked and outcome.worked
        mark = "warn" if outcome.is_warning else "ok" if outcome.worked else "FAULT"
        click.echo(f"{mark:6}{attempt.what}: {outcome.words}")
    return worked
