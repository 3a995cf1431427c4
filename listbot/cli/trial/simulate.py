"""`listbot simulate`: past votes under another rule, before a community adopts it.

Needs archives only: no database, no configuration, no network. It writes nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from listbot.cli.counting.archives import fail_without_mail, is_one_thread, mails_in
from listbot.cli.counting.policies import load_rules
from listbot.cli.counting.roster_option import roster_option
from listbot.cli.counting.tally import DEFAULT_PRESET
from listbot.cli.counting.tally_json import Json
from listbot.cli.output.templates import templates
from listbot.errors import ConfigError
from listbot.mail import Mail
from listbot.model.policy import Roster
from listbot.model.proposal import State
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount
from listbot.recount.simulate import Simulated, simulate
from listbot.timekeeping import utc_now
from listbot.votes.counting.digest import utc

FORMAT = 1


@click.command("simulate")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option(
    "--policy",
    metavar="NAME",
    required=True,
    help="The other rules: a preset, a preset FILE.toml, or one class of it, like ovirt:minor.",
)
@click.option(
    "--from",
    "before",
    metavar="NAME",
    default=DEFAULT_PRESET,
    show_default=True,
    help="The rules as they were, whose tags open votes.",
)
@click.option(
    "--as-proposal",
    is_flag=True,
    help="Take each thread's first mail as a proposal, whatever its subject.",
)
@roster_option
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True))
@click.pass_context
def simulate_(
    ctx: click.Context,
    wants_json: bool,
    policy: str,
    before: str,
    as_proposal: bool,
    roster: Roster | None,
    paths: tuple[str, ...],
) -> None:
    """Show how past votes would have ended under another rule.

    Each PATH is an archive, as for `tally`. A vote keeps its opening and its close, so that only
    the rule differs.
    """
    now = replace(_options(before, "--from", roster), as_proposal=as_proposal)
    then = _options(policy, "--policy", roster)
    archives = [_archive(path, now, then) for path in paths]
    if not any(each.mails for each in archives):
        fail_without_mail(ctx, paths)
    shown = Shown(before, policy, archives)
    click.echo(json.dumps(as_json(shown), indent=1) if wants_json else as_text(shown))


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive under both rules."""

    path: str
    mails: int
    votes: tuple[Simulated, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is printed."""

    before: str
    policy: str
    archives: Sequence[Archive]

    @property
    def votes(self) -> list[Simulated]:
        """Return the votes of all archives."""
        return [vote for each in self.archives for vote in each.votes]


def _options(id: str, option: str, roster: Roster | None) -> RecountOptions:
    try:
        chosen, policies = load_rules(id)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    return RecountOptions(policies=policies, now=utc_now(), policy=chosen, roster=roster)


def _archive(path: str, now: RecountOptions, then: RecountOptions) -> Archive:
    mails = list(mails_in(Path(path)))
    one_thread = is_one_thread(Path(path), [name for name, _ in mails])
    readable = sum(isinstance(mail, Mail) for _, mail in mails)
    return Archive(path, readable, simulate(mails, replace(now, is_one_thread=one_thread), then))


def as_text(shown: Shown) -> str:
    """Return a table of all votes, and of each changed one the reasons."""
    votes = shown.votes
    return (
        templates()
        .get_template("simulate.txt.j2")
        .render(
            shown=shown,
            votes=votes,
            changed=[each for each in votes if each.is_changed],
            now=_ends(each.now for each in votes),
            then=_ends(each.then for each in votes),
        )
        .rstrip("\n")
    )


def _ends(counts: Iterable[ProposalCount]) -> str:
    """Return how many votes ended in which way, in the order of the states."""
    found = Counter(each.outcome.state for each in counts)
    return ", ".join(f"{found[state]} {state.value}" for state in State if found[state])


def as_json(shown: Shown) -> Json:
    """Return the same for programs."""
    return {
        "format": FORMAT,
        "from": shown.before,
        "policy": shown.policy,
        "archives": [
            {"path": each.path, "votes": [_vote(vote) for vote in each.votes]}
            for each in shown.archives
        ],
    }


def _vote(vote: Simulated) -> Json:
    proposal, closes = vote.now.proposal, vote.now.outcome.closes
    return {
        "id": proposal.id,
        "subject": proposal.subject,
        "opened": utc(proposal.opened),
        "closes": utc(closes) if closes else None,
        "changed": vote.is_changed,
        "now": _end(vote.now),
        "then": _end(vote.then),
    }


def _end(count: ProposalCount) -> Json:
    outcome = count.outcome
    tally = outcome.tally
    return {
        "class": outcome.policy.name,
        "outcome": outcome.state.value,
        "reason": outcome.reason,
        "counts": {"+1": tally.yes, "0": tally.zero, "-1": tally.no},
        "robust": outcome.robust,
    }
