"""`listbot completion`: prints the script with which a shell completes our commands and options.

The script is click's. It calls listbot at every TAB, so the group imports as little as possible.
"""

import click
from click.shell_completion import get_completion_class

from listbot.cli.group import cli

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script for a shell.

    For bash, put this into ~/.bashrc:  eval "$(listbot completion bash)"
    """
    completer = get_completion_class(shell)
    assert completer is not None, f"click does not know {shell}"
    click.echo(completer(cli, {}, "listbot", "_LISTBOT_COMPLETE").source())
