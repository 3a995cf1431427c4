"""Exit codes, and the only place that turns an error into one.

A command raises, or calls `ctx.exit` with a code from here. An error raised on purpose prints one
line on stderr; any other is a bug and says so. Only --debug shows a traceback.
"""

import errno
import os
import sys
from collections.abc import Sequence

import click

from listbot.cli.group import cli
from listbot.errors import ConfigError, ListbotError, TemporaryError

OK = 0
FAILED = 1
USAGE = 2
CHECK_FAILED = 3
TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: a service manager or a cron job may simply try again
BAD_CONFIG = 78  # EX_CONFIG of sysexits.h: trying again cannot help; our unit does not restart


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code. Raises only with --debug."""
    debug = "--debug" in arguments
    try:
        # Without standalone mode click returns the code of ctx.exit() and lets errors through.
        code = cli.main(list(arguments), prog_name="listbot", standalone_mode=False)
    except Exception as error:
        if debug and not isinstance(error, click.ClickException | click.Abort):
            raise
        return answer(error)
    return code if isinstance(code, int) else OK


def answer(error: Exception) -> int:
    """Print what happened and return the exit code for it."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        return close_pipe()
    for line in message(error).splitlines():
        click.echo(f"listbot: {line}", err=True)
    return code_of(error)


def message(error: Exception) -> str:
    """Return the text to print: one line, or for a configuration one line per fault."""
    if isinstance(error, ListbotError):
        return str(error)
    if isinstance(error, click.Abort):
        return "stopped"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"internal error: {type(error).__name__}: {error} (--debug shows where)"


def code_of(error: Exception) -> int:
    """Return the exit code of an error."""
    if isinstance(error, ConfigError):
        return BAD_CONFIG
    if isinstance(error, TemporaryError):
        return TRY_LATER
    return FAILED


def close_pipe() -> int:
    """Leave quietly when whatever reads our output has ended (`listbot vote list | head`)."""
    # Python flushes stdout once more at exit and would print an error about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
