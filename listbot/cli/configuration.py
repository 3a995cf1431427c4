"""Finds a command's configuration: --config, LISTBOT_CONFIG, ./config.toml, then
/etc/listbot/config.toml.
"""

import os
from pathlib import Path

import click

from listbot.cli.group import GlobalOptions
from listbot.config import Config, load
from listbot.errors import ConfigError

WARNED = f"{__name__}.warned"
PLACES = (Path("config.toml"), Path("/etc/listbot/config.toml"))


def configuration(ctx: click.Context, *, has_secrets: bool = True) -> Config:
    """Load the command's configuration; each warning goes to stderr once per run. A command that
    connects to no mail server reads no passwords.

    Raises ConfigError if the file does not exist, none was found, or its contents are wrong.
    """
    config = load(config_path(ctx), os.environ, has_secrets=has_secrets)
    told = ctx.meta.setdefault(WARNED, set())
    for warning in config.warnings:
        if warning not in told:
            told.add(warning)
            click.echo(f"listbot: {warning}", err=True)
    return config


def config_path(ctx: click.Context) -> Path:
    """Return the file named on the command line or in the environment, else the first that exists.

    Raises ConfigError if there is none.
    """
    options = ctx.find_object(GlobalOptions) or GlobalOptions()
    if options.config is not None:
        return options.config
    for place in PLACES:
        if place.is_file():
            return place
    looked = " or ".join(str(place) for place in PLACES)
    raise ConfigError((f"no configuration at {looked}; `listbot init` writes one",))
