"""`listbot recap`: previews a list's weekly letter, and sends one by hand if it was not sent."""

import getpass
import json
from dataclasses import replace

import click

from listbot.cli.configuration import configuration
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.letters.letter import Letter
from listbot.model.inputs import RecapInput, RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import LetterOrder
from listbot.model.weekly.recap import Recap, Week
from listbot.recap.letters.weekly import weekly
from listbot.recap.week import due_after, week_before, week_named
from listbot.store.journal import rules
from listbot.store.journal.codec import write
from listbot.store.outbox import outbox
from listbot.store.recap.reading import recap_of
from listbot.store.to_read import store_to_read
from listbot.timekeeping import utc_now

of_list = click.option("--list", "address", help="The list; needed if several have a recap.")


@click.group()
def recap() -> None:
    """Show the weekly recap, or send it by hand."""


@recap.command()
@of_list
@click.option("--week", help="The week, like 2026-W37 [default: that of the next recap].")
@click.option("--html", is_flag=True, help="Print the page that mail programs show.")
@click.option("--json", "as_json", is_flag=True, help="Print the facts it is made from as JSON.")
@click.pass_context
def preview(
    ctx: click.Context, address: str | None, week: str | None, html: bool, as_json: bool
) -> None:
    """Print the recap as it would be now. Sends nothing."""
    config = configuration(ctx)
    found = _read(config, address, week)
    if as_json:
        click.echo(json.dumps(fields(found), indent=1))
        return
    letter = _composed(config, weekly(found), found.rules.address)
    if html:
        click.echo(letter.html)
        return
    if found.is_empty:
        click.echo(f"{found.week.period}: nothing to report, so nothing would be sent", err=True)
    click.echo(f"Subject: {letter.subject}\n\n{letter.text}", nl=False)


@recap.command()
@of_list
@click.option("--week", help="The week, like 2026-W37 [default: the last one that is over].")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_context
def send(
    ctx: click.Context, address: str | None, week: str | None, yes: bool, as_json: bool
) -> None:
    """Send the recap of a week that is over and was not sent."""
    # Imported here: it takes longer to import than all the rest, and a preview needs less of it.
    from listbot import pipeline
    from listbot.app import build

    config = configuration(ctx)
    now = utc_now()
    app = build(config)
    try:
        with app.store.transaction() as tx:
            own = one_list(tx.rules, address)
            told = named(week, own) if week else week_before(now, own.recap.zone)
            if told.ends > now:
                raise PermanentError(
                    f"{told.period} is not over yet; `listbot recap preview` shows it so far"
                )
            asked = RecapInput(own.address, told.period, getpass.getuser(), now)
            found = tx.weekly.asked(asked).recap
            if found is None or found.is_empty:
                raise PermanentError(f"{told.period}: nothing to report")
            if not yes:
                click.confirm(
                    f"Send the recap of {told.period} to {own.address}?", abort=True, err=True
                )
            if not pipeline.post_recap(tx, asked):
                raise PermanentError(
                    f"the recap of {told.period} was already made; see `listbot outbox list`"
                )
            letter = outbox.last(tx.connection)
    finally:
        app.store.close()
    if as_json:
        click.echo(json.dumps({"list": own.address, "period": told.period, "letter": letter}))
    else:
        click.echo(f"the recap of {told.period} is in the outbox, letter {letter}")


def one_list(known: RulesInput, address: str | None) -> ListRules:
    """Return the rules of the requested list. Raises PermanentError with the known lists."""
    found = [
        each
        for each in known.lists
        if each.role is ListRole.DECISIONS and address in (None, each.address)
    ]
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.address for each in known.lists if each.role is ListRole.DECISIONS)
    if not there:
        raise PermanentError("no decision list is in the database yet; start `listbot run` once")
    raise PermanentError(f"name the list with --list (one of: {there})")


def named(week: str, own: ListRules) -> Week:
    """Parse a week like 2026-W37. Raises click.BadParameter."""
    try:
        return week_named(week, own.recap.zone)
    except ValueError:
        raise click.BadParameter(
            f'not a week: "{week}" (expected something like 2026-W37)'
        ) from None


def fields(found: Recap) -> object:
    """Return all values for JSON, without the list's rules."""
    values = json.loads(write(replace(found, rules=replace(found.rules, policies=()))))
    return {"list": found.rules.address, "empty": found.is_empty} | {
        name: value for name, value in values.items() if name != "rules"
    }


def _read(config: Config, address: str | None, week: str | None) -> Recap:
    now = utc_now()
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            known = rules.in_force(connection)
            own = one_list(known, address)
            zone = own.recap.zone
            told = named(week, own) if week else week_before(due_after(now, own.recap), zone)
            return recap_of(connection, known, own.address, (told, told), now)
    finally:
        store.close()


def _composed(config: Config, order: LetterOrder, address: str) -> Letter:
    from listbot.wiring import composer_of, open_store

    store = open_store(config)
    try:
        return composer_of(config, store).compose(order, address, utc_now())
    finally:
        store.close()
