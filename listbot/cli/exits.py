"""Exit codes, and the only place where an error becomes one.

A command raises, or calls `ctx.exit` with a code named here. An error raised on purpose prints one
line on stderr; any other is a bug and says so. A traceback is shown only with --debug.
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
TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: a service manager or a cron job may simply call again
BAD_CONFIG = (
    78  # EX_CONFIG of sysexits.h: calling again cannot help; systemd is told not to restart
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line on these arguments and return its exit code. Raises only
    with --debug.
    """
    debug = "--debug" in arguments
    try:
        # Without standalone mode click returns the code of ctx.exit() and lets errors through to
        # us.
        code = cli.main(list(arguments), prog_name="listbot", standalone_mode=False)
    except Exception as error:
        if debug and not isinstance(error, click.ClickException | click.Abort):
            raise
        return answer(error)
    return code if isinstance(code, int) else OK


def answer(error: Exception) -> int:
    """Tell the person at the terminal what happened, and return the exit code for it."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        return close_pipe()
    for line in message(error).splitlines():
        click.echo(f"listbot: {line}", err=True)
    return code_of(error)


def message(error: Exception) -> str:
    """The line or lines to print: one, but for a configuration, whose faults are all
    told at once.
    """
    if isinstance(error, ListbotError):
        return str(error)
    if isinstance(error, click.Abort):
        return "stopped"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"internal error: {type(error).__name__}: {error} (--debug shows where)"


def code_of(error: Exception) -> int:
    """The exit code of an error."""
    if isinstance(error, ConfigError):
        return BAD_CONFIG
    if isinstance(error, TemporaryError):
        return TRY_LATER
    return FAILED


def close_pipe() -> int:
    """Leave quietly when the reader of our output has gone (`listbot vote list | head`)."""
    # Python flushes stdout once more at exit and would complain; there is nobody left to read it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
