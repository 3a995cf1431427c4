"""`listbot ticket`: its subcommands."""

import click

from listbot.cli.ticket import acts
from listbot.cli.ticket.list import list_
from listbot.cli.ticket.show import files, show


@click.group()
def ticket() -> None:
    """List, show and change help desk tickets."""


for each in (*acts.ACTS, list_, show, files):
    ticket.add_command(each)
