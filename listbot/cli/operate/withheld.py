"""Mails that an IMAP server withholds, as `listbot quarantine` shows them.

They are not stored: each is named by its source and UID, "imap:INBOX/7". The daemon asks for them
again at its next look.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.inbound.cursor import Withheld
from listbot.store import sources
from listbot.timekeeping import utc_now

if TYPE_CHECKING:
    from listbot.store.transaction import Transaction

NAME = re.compile(r"(imap:.+)/(\d{1,20})\Z")

Found = list[tuple[str, Withheld]]


def fields(found: Found) -> list[dict[str, object]]:
    """Return them for JSON; `seq` is null, since they are not stored."""
    return [
        {
            "seq": None,
            "withheld": name(source, mail),
            "why": mail.why,
            "since": mail.since.isoformat(),
            "asked": mail.asked,
            "due": mail.due.isoformat(),
        }
        for source, mail in found
    ]


def tell(found: Found) -> None:
    """Print two lines for each."""
    for source, mail in found:
        click.echo(
            f"{safe(name(source, mail))}  {mail.since:%Y-%m-%d %H:%M}  the server withholds it"
        )
        times = "once" if mail.asked == 1 else f"{mail.asked} times"
        click.echo(
            f"         {safe(mail.why)}; asked {times}, again at {mail.due:%Y-%m-%d %H:%M} UTC"
        )


def name(source: str, mail: Withheld) -> str:
    """Return the name people use for it, like "imap:INBOX/7"."""
    return f"{source}/{mail.uid}"


def apart(names: Iterable[str]) -> tuple[list[int], list[str]]:
    """Separate the numbers of stored mails from the names of withheld ones. Raises BadParameter for
    anything else.
    """
    numbers, others = [], []
    for each in names:
        if each.isdecimal():
            numbers.append(int(each))
        elif NAME.match(each):
            others.append(each)
        else:
            raise click.BadParameter(f"not a mail: {each} (expected a number or imap:INBOX/7)")
    return numbers, others


def ask(tx: "Transaction", names: Iterable[str]) -> None:
    """Have the daemon ask for these at its next look. Raises PermanentError for unknown ones."""
    for each in names:
        source, _, uid = each.rpartition("/")
        if not sources.ask_soon(tx, source, int(uid), utc_now()):
            raise PermanentError(f"{each} is not withheld; `listbot quarantine list` shows what is")
