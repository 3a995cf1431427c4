"""`listbot evidence`: writes the files that let anybody check a result again, from the database.

It reads the database and writes one new folder, which holds nothing that the list did not see. Then
it checks the folder as a stranger would, and says whether it holds and comes to the digest of the
result.
"""

from pathlib import Path

import click

from listbot.cli.configuration import configuration
from listbot.cli.counting.evidence_files import Result, addresses_in, files_of
from listbot.cli.counting.sealed_folder import read_folder, write_folder
from listbot.cli.counting.verify import Checked, check
from listbot.cli.counting.vote import count
from listbot.cli.counting.vote_numbers import number_of
from listbot.cli.exits import CHECK_FAILED
from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.model.proposal import State
from listbot.policies.reasons import many
from listbot.store import reading
from listbot.store.to_read import store_to_read
from listbot.store.votes import stored
from listbot.store.votes.posts import posts_about
from listbot.store.votes.thread_mails import thread_mails
from listbot.timekeeping import utc_now


@click.group()
def evidence() -> None:
    """Write the files that let anybody check a result again."""


@evidence.command()
@click.argument("number")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def export(ctx: click.Context, number: str, folder: Path) -> None:
    """Write the evidence for a result (31 or V-31) into a new folder, and seal it.

    The folder has the thread's mails as they came, what was known of each, the keys of their
    signatures, the rule, the roster, how each mail counted, and the letters that were posted;
    `listbot verify DIR` checks all of it without a network. It holds people's mail addresses, so
    only you can read it until you publish it. Exits with 3 if checking it comes to anything else.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    found = _result(ctx, number_of(number))
    files = files_of(found)
    write_folder(folder, files)
    checked = check(*read_folder(folder))
    held = (
        f"{many(len(found.thread.mails), 'mail')}, {many(len(found.letters), 'letter')}",
        _people(len(addresses_in(found.thread))),
    )
    click.echo(f"{folder}: {', '.join(held)}; {found.counted.digest}")
    click.echo(f"seal: {checked.seal}")
    _tell(ctx, found, checked)


def _people(number: int) -> str:
    return "1 person's address" if number == 1 else f"{number} people's addresses"


def _tell(ctx: click.Context, found: Result, checked: Checked) -> None:
    """Say what of the folder does not come to the result, and fail then."""
    for each in checked.changes:
        click.echo(f"listbot: {safe(each.file)} {safe(each.what)}", err=True)
    again = checked.count.digest if checked.count else "nothing"
    if again != found.counted.digest:
        why = (
            "the mails of people who were forgotten are not in it"
            if found.thread.forgotten
            else "the program reads some mail in another way than when it was decided"
        )
        click.echo(f"listbot: a recount of this folder gives {again}: {why}", err=True)
    if checked.changes or again != found.counted.digest:
        ctx.exit(CHECK_FAILED)


def _result(ctx: click.Context, number: int) -> Result:
    store = store_to_read(configuration(ctx))
    try:
        with store.reading() as connection:
            case = reading.vote(connection, number)
            if case is None:
                raise PermanentError(
                    f"there is no vote V-{number}; `listbot vote list` shows them all"
                )
            thread, posts = thread_mails(connection, case), posts_about(connection, case)
            _, closes = stored.load(connection, number)
    finally:
        store.close()
    # A clock that was set back must not make a closed vote an open one.
    (counted,) = count(case, max(utc_now(), closes)).proposals
    if case.proposal.state is State.OPEN:
        raise PermanentError(f"V-{number} has no result yet, so there is nothing to check again")
    if case.proposal.id not in {each.entry.mail for each in thread.mails}:
        raise PermanentError(
            f"V-{number} cannot be counted again: the mail that opened it is gone, since its "
            "author was forgotten"
        )
    return Result(case, counted, thread, tuple(posts))
