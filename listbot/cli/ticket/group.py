"""`listbot ticket`: its subcommands."""

import click

from listbot.cli.lazy import LazyGroup, Row

COMMANDS = (
    Row("list", "listbot.cli.ticket.list:list_", "List open tickets, newest first."),
    Row("show", "listbot.cli.ticket.show:show", "Show a ticket and its history."),
    Row(
        "files",
        "listbot.cli.ticket.show:files",
        "List the files that came with a ticket's mails, or save them.",
    ),
    Row("answers", "listbot.cli.ticket.answers:answers", "Show the prepared answers."),
    Row("close", "listbot.cli.ticket.acts:close", "Close tickets."),
    Row("reopen", "listbot.cli.ticket.acts:reopen", "Open closed or parked tickets again."),
    Row(
        "assign",
        "listbot.cli.ticket.acts:assign",
        "Assign tickets to a member, by name or address.",
    ),
    Row("drop", "listbot.cli.ticket.acts:drop", "Unassign tickets, so that anybody can take them."),
    Row("priority", "listbot.cli.ticket.acts:priority", "Set how urgent tickets are."),
    Row(
        "private",
        "listbot.cli.ticket.acts:private",
        "Hide tickets from everybody who does not take part in them.",
    ),
    Row("public", "listbot.cli.ticket.acts:public", "Show the titles of tickets to everybody."),
    Row("merge", "listbot.cli.ticket.acts:merge", "Close KEY and continue it in INTO."),
    Row("undo", "listbot.cli.ticket.acts:undo", "Undo the team's last act on a ticket."),
)


@click.group(cls=LazyGroup, rows=COMMANDS)
def ticket() -> None:
    """List, show and change help desk tickets."""
