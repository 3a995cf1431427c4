"""`listbot vote show`: one vote of the database, as of now."""

import json
from datetime import datetime

import click

from listbot.cli.configuration import configuration
from listbot.cli.counting.tally import as_text
from listbot.cli.counting.tally_json import as_json
from listbot.cli.counting.vote_numbers import number_of
from listbot.errors import PermanentError
from listbot.model.case import OpenCase
from listbot.policies.outcome import outcome
from listbot.policies.stated_results import told_results
from listbot.recount.recount import ProposalCount, Recount
from listbot.store import reading
from listbot.store.to_read import store_to_read
from listbot.timekeeping import utc_now
from listbot.votes.counting.digest import digest


@click.command()
@click.argument("number")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON, as `listbot tally` does.")
@click.pass_context
def show(ctx: click.Context, number: str, wants_json: bool) -> None:
    """Show one vote (31 or V-31) as of now: who voted what, and why it counts or does not."""
    store = store_to_read(configuration(ctx))
    try:
        with store.reading() as connection:
            found = reading.vote(connection, number_of(number))
    finally:
        store.close()
    if found is None:
        raise PermanentError(f"there is no vote {number}; `listbot vote list` shows them all")
    counted = [count(found, utc_now())]
    click.echo(json.dumps(as_json(counted), indent=1) if wants_json else as_text(counted))


def count(found: OpenCase, now: datetime) -> Recount:
    """Return a stored vote as a recount. A decided vote keeps its outcome, even if it would come
    out differently today.
    """
    standing = outcome(found.proposal, found.entries, found.posters, now)
    tally = standing.tally
    digested = digest(
        found.proposal, standing.policy, standing.closes, tally.votes, tally.amendments
    )
    name = f"V-{found.proposal.number} on {found.proposal.list}"
    told = told_results(found.proposal, found.entries, found.posters)
    return Recount(name, (ProposalCount(found.proposal, standing, digested, told),), ())
