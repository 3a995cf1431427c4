"""Reads archives for the commands that recount; writes nothing.

A path that is not an archive is a usage error; an unreadable mail is listed with its reason.
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
    """Yield the name of each file in an archive, and what was read from it.

    Raises click.UsageError if the path is not an archive.
    """
    try:
        archive = read_archive(path)
    except PermanentError as error:
        raise click.UsageError(str(error)) from error
    for name, found in archive:
        yield name, Missing(found.reason) if isinstance(found, Broken) else read(found)


def fail_without_mail(ctx: click.Context, paths: Iterable[str | Path]) -> None:
    """Exit with 1: none of these archives holds a mail, so the path is probably mistyped."""
    named = ", ".join(safe(str(path)) for path in paths)
    click.echo(f"listbot: no mail found in {named}", err=True)
    ctx.exit(FAILED)


def is_one_thread(path: Path, names: list[str]) -> bool:
    """Return whether this kind of path holds one thread: a file or a folder of files does; an mbox
    or a maildir holds many."""
    is_mbox = any(name.startswith("#") for name in names)
    is_maildir = any((path / folder).is_dir() for folder in ("cur", "new"))
    return not is_mbox and not is_maildir
