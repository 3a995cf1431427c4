"""`listbot outbox`: lists and shows letters, approves held ones, drops and retries."""

import json

import click
from sqlalchemy import Connection

from listbot.cli.changing import changing
from listbot.cli.configuration import configuration
from listbot.errors import PermanentError
from listbot.model.letter_state import LetterState
from listbot.store.outbox import outbox as letters
from listbot.store.outbox.outbox import Waiting
from listbot.timekeeping import utc_now

APPROVABLE = (LetterState.HELD,)
DROPPABLE = (LetterState.HELD, LetterState.QUEUED, LetterState.DEAD, LetterState.DRAFT)
RETRIABLE = (LetterState.DEAD, LetterState.DROPPED, LetterState.QUEUED, LetterState.FOLDED)


@click.group()
def outbox() -> None:
    """List, show, approve, drop and retry letters."""


@outbox.command("list")
@click.option(
    "--state",
    help="Only letters in this state: draft, held, queued, sending, sent, dead, dropped, folded.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_(ctx: click.Context, state: str | None, as_json: bool) -> None:
    """List the letters, oldest first."""
    with changing(configuration(ctx)) as connection:
        found = letters.find(connection, state=state)
    if as_json:
        click.echo(json.dumps([_fields(each) for each in found], indent=1))
        return
    for each in found:
        to = ", ".join(each.parcel.recipients)
        click.echo(
            f"{each.id:5}  {each.state:8}  {each.made:%Y-%m-%d %H:%M}  {each.kind:3}  {to} "
            f" {each.subject}"
        )
        if each.note and each.state != "sent":
            click.echo(f"       {each.note}")
        if each.echo == letters.ECHO_MISSED:
            click.echo("       the mail server took it, but the list has not sent it back to us")


@outbox.command()
@click.argument("number", type=int)
@click.option("--raw", is_flag=True, help="Print the whole mail as it goes out.")
@click.pass_context
def show(ctx: click.Context, number: int, raw: bool) -> None:
    """Show one letter."""
    with changing(configuration(ctx)) as connection:
        letter = _one(connection, number)
    if raw:
        click.echo(letter.parcel.raw, nl=False)
        return
    click.echo(f"{letter.kind}, {letter.state}{': ' + letter.note if letter.note else ''}")
    click.echo(
        f"To: {', '.join(letter.parcel.recipients)}\nSubject: {letter.subject}\n\n{letter.text}"
    )


@outbox.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.pass_context
def approve(ctx: click.Context, numbers: tuple[int, ...]) -> None:
    """Send letters that were held for approval."""
    _move(ctx, numbers, APPROVABLE, LetterState.QUEUED, "approved")


@outbox.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def drop(ctx: click.Context, numbers: tuple[int, ...], yes: bool) -> None:
    """Give letters up. They stay in the outbox as dropped; `retry` brings them back."""
    if not yes:
        click.confirm(f"Drop {len(numbers)} letters?", abort=True, err=True)
    _move(ctx, numbers, DROPPABLE, LetterState.DROPPED, "dropped by hand")


@outbox.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.pass_context
def retry(ctx: click.Context, numbers: tuple[int, ...]) -> None:
    """Send refused, dropped, folded or waiting letters now."""
    _move(ctx, numbers, RETRIABLE, LetterState.QUEUED, "tried again by hand")


def _move(
    ctx: click.Context, numbers: tuple[int, ...], allowed: tuple[str, ...], state: str, note: str
) -> None:
    is_let_out = state == LetterState.QUEUED
    with changing(configuration(ctx)) as connection:
        for number in numbers:
            letter = _one(connection, number)
            if letter.state not in allowed:
                raise PermanentError(
                    f"letter {number} is {letter.state} (expected {' or '.join(allowed)})"
                )
            if is_let_out and letter.is_over(utc_now()):
                raise PermanentError(
                    f"letter {number} expired at {letter.until:%Y-%m-%d %H:%M} UTC; drop it"
                )
            due = utc_now() if is_let_out else None
            letters.change(connection, number, state=state, due=due, note=note, approved=is_let_out)
    click.echo(f"{len(numbers)} {note}")


def _one(connection: Connection, number: int) -> Waiting:
    found = letters.find(connection, number=number)
    if not found:
        raise PermanentError(f"there is no letter {number}; `listbot outbox list` shows them all")
    return found[0]


def _fields(letter: Waiting) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "state": letter.state,
        "list": letter.list,
        "to": list(letter.parcel.recipients),
        "subject": letter.subject,
        "message_id": letter.parcel.message_id,
        "made": letter.made.isoformat(),
        "sent": letter.sent.isoformat() if letter.sent else None,
        "attempts": letter.attempts,
        "note": letter.note,
        "echo": letter.echo,
    }
