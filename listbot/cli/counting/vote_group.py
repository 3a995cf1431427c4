"""`listbot vote`: its subcommands."""

import click

from listbot.cli.lazy import LazyGroup, Row

COMMANDS = (
    Row("list", "listbot.cli.counting.vote_list:list_", "List votes, newest first."),
    Row(
        "show",
        "listbot.cli.counting.vote:show",
        "Show one vote as of now: who voted what, and why it counts or does not.",
    ),
    Row(
        "extend",
        "listbot.cli.counting.by_hand:extend",
        "Move the close of an open vote to a later time.",
    ),
    Row(
        "close",
        "listbot.cli.counting.by_hand:close",
        "Close an open vote earlier, but not before the rule's shortest window is over.",
    ),
    Row(
        "withdraw",
        "listbot.cli.counting.by_hand:withdraw",
        "Withdraw an open vote; nothing is decided.",
    ),
    Row(
        "recount",
        "listbot.cli.counting.by_hand:recount",
        "Count a closed vote again, and post the result if it differs.",
    ),
    Row("adopt", "listbot.cli.counting.by_hand:adopt", "Make a mail without a tag a vote."),
)


@click.group(cls=LazyGroup, rows=COMMANDS)
def vote() -> None:
    """List and show votes, and change them by hand."""
