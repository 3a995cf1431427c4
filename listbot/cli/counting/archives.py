"""Archives as the recounting commands take them: opened, read mail by mail, nothing written.

What is no archive at all is a usage error; a mail that cannot be read is listed with its reason.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from listbot.cli.exits import FAILED
from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.inbound.archive import Broken, read_archive
from listbot.mail import Mail, Unreadable, read
from listbot.recount.recount import Missing


def mails_in(path: Path) -> Iterator[tuple[str, Mail | Unreadable | Missing]]:
    """The name of every file of an archive, and what was read from it."""
    try:
        archive = read_archive(path)
    except PermanentError as error:
        raise click.UsageError(str(error)) from error
    for name, found in archive:
        yield name, Missing(found.reason) if isinstance(found, Broken) else read(found)


def fail_without_mail(ctx: click.Context, paths: Iterable[str | Path]) -> None:
    """End with 1 because nothing in any of these archives is a mail: whoever called has most likely
    mistyped.
    """
    named = ", ".join(safe(str(path)) for path in paths)
    click.echo(f"listbot: nothing in {named} is a mail", err=True)
    ctx.exit(FAILED)


def is_one_thread(path: Path, names: list[str]) -> bool:
    """Whether a path is a thread by its kind: one file, or a folder of them; an mbox and a maildir
    hold many."""
    is_mbox = any(name.startswith("#") for name in names)
    is_maildir = any((path / folder).is_dir() for folder in ("cur", "new"))
    return not is_mbox and not is_maildir
