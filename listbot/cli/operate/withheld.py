"""Mails that an IMAP server shows and does not give, as `listbot quarantine` and `listbot status`
speak of them.

None of them is stored here: each is named by its source and its UID, "imap:INBOX/7". Asking for one
is left to the daemon, at its next look.
"""

import re
from collections.abc import Iterable

import click

from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.inbound.cursor import Withheld
from listbot.store import sources
from listbot.store.transaction import Transaction
from listbot.timekeeping import utc_now

NAME = re.compile(r"(imap:.+)/(\d{1,20})\Z")

Found = list[tuple[str, Withheld]]


def fields(found: Found) -> list[dict[str, object]]:
    """As JSON has them; `seq` is null, for they are not stored."""
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
    """Two lines each."""
    for source, mail in found:
        click.echo(
            f"{safe(name(source, mail))}  {mail.since:%Y-%m-%d %H:%M}  not given by its mail server"
        )
        times = "once" if mail.asked == 1 else f"{mail.asked} times"
        click.echo(
            f"         {safe(mail.why)}; asked {times}, again at {mail.due:%Y-%m-%d %H:%M} UTC"
        )


def name(source: str, mail: Withheld) -> str:
    """What a person calls it."""
    return f"{source}/{mail.uid}"


def apart(names: Iterable[str]) -> tuple[list[int], list[str]]:
    """The numbers of stored mails, and the names of withheld ones. Raises BadParameter for what is
    neither.
    """
    numbers, others = [], []
    for each in names:
        if each.isdecimal():
            numbers.append(int(each))
        elif NAME.match(each):
            others.append(each)
        else:
            raise click.BadParameter(f"{each} is neither a number nor a name like imap:INBOX/7")
    return numbers, others


def ask(tx: Transaction, names: Iterable[str]) -> None:
    """Have these asked for at the next look. Raises PermanentError for one that is not withheld."""
    for each in names:
        source, _, uid = each.rpartition("/")
        if not sources.ask_soon(tx, source, int(uid), utc_now()):
            raise PermanentError(f"{each} is not withheld; `listbot quarantine list` shows what is")
