"""The `listbot` command: its options, and the table of its subcommands."""

import logging
from dataclasses import dataclass
from pathlib import Path

import click

from listbot import __version__
from listbot.cli.lazy import LazyGroup, Row

COMMANDS = (
    Row(
        "init",
        "listbot.cli.setup.init:init",
        "Write a first config.toml by asking a few questions.",
    ),
    Row(
        "check-config",
        "listbot.cli.setup.check:check_config",
        "Show what is wrong with the configuration, or what it means.",
    ),
    Row("run", "listbot.cli.operate.run:run", "Run the daemon."),
    Row("demo", "listbot.cli.operate.demo:demo", "Play a few weeks of a list, without a network."),
    Row(
        "import",
        "listbot.cli.operate.import_archive:import_",
        "Import a list's archive into the database.",
    ),
    Row("site", "listbot.cli.site.build:site", "Write the public pages as files."),
    Row("web", "listbot.cli.site.web:web", "Serve the public pages from a process of its own."),
    Row(
        "backup",
        "listbot.cli.operate.backup:backup",
        "Copy the whole database while the daemon runs.",
    ),
    Row(
        "restore",
        "listbot.cli.operate.backup:restore",
        "Put a copy in the database's place, and start paused.",
    ),
    Row(
        "move",
        "listbot.cli.operate.move:move",
        "Move the database from SQLite to PostgreSQL, or back.",
    ),
    Row("replay", "listbot.cli.operate.replay:replay", "Replay the journal and compare."),
    Row(
        "tally",
        "listbot.cli.counting.tally:tally",
        "Count the votes in an archive; needs no configuration.",
    ),
    Row(
        "policy",
        "listbot.cli.counting.policy:policy",
        "Show the rules that votes can be decided by.",
    ),
    Row("explain", "listbot.cli.counting.explain:explain", "Show line by line how a mail is read."),
    Row(
        "vote",
        "listbot.cli.counting.vote_group:vote",
        "List and show votes, and change them by hand.",
    ),
    Row(
        "trial",
        "listbot.cli.trial.trial:trial",
        "Show what listbot would have made of a list's past votes.",
    ),
    Row(
        "simulate",
        "listbot.cli.trial.simulate:simulate_",
        "Show how past votes would have ended under another rule.",
    ),
    Row(
        "evidence",
        "listbot.cli.counting.evidence:evidence",
        "Write the files that let anybody check a result again.",
    ),
    Row(
        "verify",
        "listbot.cli.counting.verify:verify",
        "Check such files again; needs no configuration and no network.",
    ),
    Row(
        "ticket",
        "listbot.cli.ticket.group:ticket",
        "List, show and change help desk tickets.",
    ),
    Row(
        "member",
        "listbot.cli.record.nouns:member",
        "List and show the members of the group.",
    ),
    Row("meeting", "listbot.cli.record.nouns:meeting", "List and show the group's meetings."),
    Row("service", "listbot.cli.record.nouns:service", "List and show the group's services."),
    Row("adr", "listbot.cli.record.nouns:adr", "List and show decision records."),
    Row(
        "access",
        "listbot.cli.record.nouns:access",
        "List and show who has access to which system.",
    ),
    Row(
        "decision",
        "listbot.cli.record.decided:decision",
        "List and show what was decided: votes and decision records.",
    ),
    Row("recap", "listbot.cli.operate.recap:recap", "Show the weekly recap, or send it by hand."),
    Row("log", "listbot.cli.operate.log:log", "Show the public work log."),
    Row(
        "group",
        "listbot.cli.record.group:group",
        "Take the group's record in and out, and show its rules.",
    ),
    Row("letters", "listbot.cli.record.letters:letters", "Count the letters of the last month."),
    Row(
        "person",
        "listbot.cli.operate.person:person",
        "Show what is stored about people, and forget them.",
    ),
    Row(
        "outbox",
        "listbot.cli.operate.outbox:outbox",
        "List, show, approve, drop and retry letters.",
    ),
    Row(
        "quarantine",
        "listbot.cli.operate.quarantine:quarantine",
        "List, show, retry and drop mails that could not be read.",
    ),
    Row("pause", "listbot.cli.operate.pause:pause", "Hold back every letter."),
    Row("resume", "listbot.cli.operate.pause:resume", "Send letters again."),
    Row(
        "status",
        "listbot.cli.operate.status:status",
        "Show what the daemon is doing, and account for every mail.",
    ),
    Row(
        "doctor",
        "listbot.cli.doctor.doctor:doctor",
        "Show what is wrong, since when, and what to type.",
    ),
    Row(
        "completion",
        "listbot.cli.setup.completion:completion",
        "Print the completion script for a shell.",
    ),
)


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The options before the subcommand; every subcommand finds them in `ctx.obj`."""

    config: Path | None = None
    """The file named by --config or LISTBOT_CONFIG."""
    debug: bool = False


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="LISTBOT_CONFIG",
    help="The configuration file [default: ./config.toml, then /etc/listbot/config.toml].",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, debug: bool) -> None:
    """Decisions and a help desk by mail.

    Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 a check found problems, 75 try again later, 78
    wrong configuration.
    """
    # flufl.bounce logs a line for each format it tries and a traceback for each mail it cannot
    # parse; we read such mails without it.
    logging.getLogger("flufl.bounce").disabled = True
    ctx.obj = GlobalOptions(config, debug)
