"""`listbot tally`: counts the votes in archives, without a database, a configuration or a network.

Other programs call it: the JSON form is fixed (docs/voting.md), fields are only ever added.
`recount.py` does the counting.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import click

from listbot.cli.counting.archives import fail_without_mail, is_one_thread, mails_in
from listbot.cli.counting.evidence_folder import (
    Evidence,
    is_evidence,
    load_ledger,
    read_evidence,
)
from listbot.cli.counting.policies import load_rules
from listbot.cli.counting.roster_option import roster_option
from listbot.cli.counting.tally_json import as_json
from listbot.cli.exits import CHECK_FAILED
from listbot.cli.output.moment import moment
from listbot.cli.output.templates import templates
from listbot.errors import ConfigError
from listbot.model.disposition import Disposition
from listbot.model.policy import Policy, Roster
from listbot.model.proposal import PastVote
from listbot.policies.describe import put_off_in_words
from listbot.policies.fingerprints import policy_fingerprint, roster_fingerprint
from listbot.policies.reasons import many
from listbot.recount.cautions import before_opening, opened_twice, without_close
from listbot.recount.history import past_votes
from listbot.recount.ledger import Ledger
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Recount, Stated, recount
from listbot.votes.counting.counted import Vote, VoteStatus
from listbot.votes.counting.digest import utc

DEFAULT_PRESET = "ovirt"


@click.command("tally")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option(
    "--as-proposal",
    is_flag=True,
    help=(
        "Take each thread's first mail as a proposal, whatever its subject; a folder is one thread."
    ),
)
@click.option(
    "--opening",
    metavar="MESSAGE-ID",
    help="Count only the proposal that this mail opens; all PATHs are one archive.",
)
@click.option(
    "--policy",
    metavar="NAME",
    help="Count by this class, like ovirt:minor or FILE.toml:minor; or by a whole preset, whose "
    "class is that of the [TAG], else its first [default: ovirt].",
)
@roster_option
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="When mails were received, from `listbot evidence export` [default: as the archive says].",
)
@click.option(
    "--history",
    metavar="PATH",
    multiple=True,
    type=click.Path(exists=True),
    help="An archive of earlier votes, which tell who is an active voter; may be repeated.",
)
@click.option(
    "--opened", type=moment, metavar="T", help="When the vote opened, if the archive is wrong."
)
@click.option("--closes", type=moment, metavar="T", help="When the vote finally closed.")
@click.option("--now", type=moment, metavar="T", help="Count as of this moment.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True))
@click.pass_context
def tally(
    ctx: click.Context,
    wants_json: bool,
    as_proposal: bool,
    opening: str | None,
    policy: str | None,
    roster: Roster | None,
    ledger: Path | None,
    history: tuple[str, ...],
    opened: datetime | None,
    closes: datetime | None,
    now: datetime | None,
    paths: tuple[str, ...],
) -> None:
    """Count the votes in archives: folders of .eml files, single .eml files, mboxes, maildirs, and
    folders that `listbot evidence export` wrote.

    Each PATH is counted separately, unless --opening is given. Times are ISO 8601, taken as UTC if
    they name no zone. Exits with 1 if no PATH holds a mail, and with 3 if evidence states another
    result than its count by its own rule.
    """
    if opening and as_proposal:
        raise click.UsageError("--opening names the proposal; leave out --as-proposal")
    chosen, policies = _policy(policy or DEFAULT_PRESET)
    options = RecountOptions(
        policies=policies,
        now=now or datetime.now(UTC),
        policy=chosen,
        has_rules=policy is not None,
        roster=roster,
        as_proposal=as_proposal,
        opening=_message_id(opening) if opening else "",
        opened=opened,
        closes=closes,
        until=now,
        ledger=_ledger(ledger) if ledger else {},
    )
    options = replace(options, past=_past(history, options)) if history else options
    counts = [_count_one(paths, options)] if opening else [_count(path, options) for path in paths]
    if closes:
        _refuse_early(closes, counts)
    click.echo(json.dumps(as_json(counts), indent=1) if wants_json else as_text(counts))
    if all(
        reading.disposition is Disposition.UNREADABLE for each in counts for reading in each.mails
    ):
        fail_without_mail(ctx, paths)
    if not (policy or roster or ledger or opened or closes or now):
        _fail_if_otherwise(ctx, counts)


def _fail_if_otherwise(ctx: click.Context, counts: Sequence[Recount]) -> None:
    """Exit with 3 if a count comes to anything else than the evidence for it states, unless votes
    of people who were forgotten are missing in it.
    """
    stated = [(each, each.stated) for each in counts if each.stated and not each.stated.forgotten]
    differs = [each for each, said in stated if not _is_as_stated(each, said)]
    for each in differs:
        click.echo(f"listbot: {each.path}: not the result that the evidence states", err=True)
    if differs:
        ctx.exit(CHECK_FAILED)


def _is_as_stated(counted: Recount, stated: Stated) -> bool:
    result = counted.proposals[0]
    return (result.digest, result.outcome.state.value) == (stated.digest, stated.outcome)


def _refuse_early(closes: datetime, counts: Sequence[Recount]) -> None:
    """Raise click.UsageError if a vote would close before it opens."""
    opened = [each.proposal.opened for count in counts for each in count.proposals]
    early = next((each for each in opened if each >= closes), None)
    if early is not None:
        times = f"closes {utc(closes)} and opened {utc(early)}"
        raise click.UsageError(f"a vote closes after it opens, but it {times}; see --closes")


def _policy(id: str) -> tuple[Policy | None, tuple[Policy, ...]]:
    try:
        return load_rules(id, decided=True)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint="--policy") from error


def _ledger(path: Path) -> Ledger:
    try:
        return load_ledger(path)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--ledger") from error


def _message_id(text: str) -> str:
    """Add the angle brackets, which are awkward to type in a shell; a `mid:` URL (RFC 2392) names
    the same mail without being an address.
    """
    if text.startswith("mid:"):
        text = unquote(text.removeprefix("mid:"))
    return text if text.startswith("<") else f"<{text}>"


def _past(history: tuple[str, ...], options: RecountOptions) -> tuple[PastVote, ...]:
    """Count the earlier votes, each by the class of its tag, or by the one that is asked for."""
    usual = replace(options, opening="", opened=None, closes=None, until=None)
    return past_votes(_count(path, usual) for path in history)


def _count_one(paths: Sequence[str], options: RecountOptions) -> Recount:
    """Count one proposal, whose mails may be in several archives, such as those of two months.

    Raises click.UsageError if its opening is in none of them.
    """
    mails = (
        (name if len(paths) == 1 else f"{path.rstrip('/')}/{name}".replace("/#", "#"), mail)
        for path in paths
        for name, mail in mails_in(Path(path))
    )
    counted = recount(", ".join(paths), mails, options)
    if not counted.proposals:
        raise click.UsageError(f"no mail with the Message-ID {options.opening} in {counted.path}")
    return counted


def count_evidence(path: str, evidence: Evidence) -> Recount:
    """Count a folder of evidence. Raises click.UsageError if its opening is not in it."""
    counted = recount(path, evidence.thread.by_name, evidence.options)
    if not counted.proposals:
        raise click.UsageError(f"{path}: no mail {evidence.options.opening} that opens the vote")
    return replace(counted, stated=evidence.stated)


def _count(path: str, options: RecountOptions) -> Recount:
    if is_evidence(Path(path)):
        return count_evidence(path, read_evidence(Path(path), options))
    mails = list(mails_in(Path(path)))
    one_thread = is_one_thread(Path(path), [name for name, _ in mails])
    return recount(path, mails, replace(options, is_one_thread=one_thread))


def as_text(counts: list[Recount]) -> str:
    """Render the counts as text: each proposal with its outcome, rule, votes and digest."""
    environment = templates()
    environment.filters |= {
        "by_status": _by_status,
        "on_items": _on_items,
        "put_off": put_off_in_words,
        "many": many,
        "without_close": without_close,
        "before_opening": before_opening,
        "opened_twice": opened_twice,
        "policy_fingerprint": policy_fingerprint,
        "roster_fingerprint": roster_fingerprint,
    }
    return environment.get_template("tally.txt.j2").render(archives=counts).rstrip("\n")


def _by_status(votes: Sequence[Vote]) -> list[tuple[VoteStatus, list[Vote]]]:
    """Group the votes by status, in the order of the statuses, leaving out empty groups.

    A vote on a single item is in no sum, so it is not listed as counted: `on_items` lists it.
    """
    shown = [vote for vote in votes if vote.is_summed or vote.status is not VoteStatus.COUNTED]
    groups = {status: [vote for vote in shown if vote.status is status] for status in VoteStatus}
    return [(status, group) for status, group in groups.items() if group]


def _on_items(votes: Sequence[Vote]) -> list[Vote]:
    """Return the standing votes on single items, item by item."""
    single = [vote for vote in votes if vote.status is VoteStatus.COUNTED and not vote.is_summed]
    return sorted(single, key=lambda vote: vote.item or "")
