"""Where a command finds its configuration: --config, LISTBOT_CONFIG, ./config.toml,
/etc/listbot/config.toml.

Fails with ConfigError: the file named does not exist, none was found, or what is in it is wrong.
"""

import os
from pathlib import Path

import click

from listbot.cli.group import GlobalOptions
from listbot.config import Config, load
from listbot.errors import ConfigError

WARNED = f"{__name__}.warned"
PLACES = (Path("config.toml"), Path("/etc/listbot/config.toml"))


def configuration(ctx: click.Context) -> Config:
    """The configuration a command runs with; each warning it has goes to stderr, once a run."""
    config = load(config_path(ctx), os.environ)
    told = ctx.meta.setdefault(WARNED, set())
    for warning in config.warnings:
        if warning not in told:
            told.add(warning)
            click.echo(f"listbot: {warning}", err=True)
    return config


def config_path(ctx: click.Context) -> Path:
    """The file named on the command line or in the environment, else the first that is there."""
    options = ctx.find_object(GlobalOptions) or GlobalOptions()
    if options.config is not None:
        return options.config
    for place in PLACES:
        if place.is_file():
            return place
    looked = " or ".join(str(place) for place in PLACES)
    raise ConfigError((f"no configuration at {looked}: `listbot init` writes one",))
