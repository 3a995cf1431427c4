"""`listbot trial`: a team's own past votes, counted by listbot, before it installs anything.

Reads an archive of the list and writes nothing but the page that it is asked for: no database, no
configuration, no network. Each vote stands beside the result that a person stated, each difference
with the mails behind it, and the letters are those that the real daemon would have sent.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from listbot.cli.counting.archives import fail_without_mail, mails_in
from listbot.cli.counting.policies import load_rules
from listbot.cli.counting.roster_option import roster_option
from listbot.cli.counting.tally import DEFAULT_PRESET
from listbot.cli.output.moment import moment
from listbot.cli.trial.letters import letters_for, list_of
from listbot.cli.trial.shown import Shown, as_json, as_page, as_text
from listbot.errors import ConfigError
from listbot.mail import Mail, Unreadable
from listbot.model.policy import Electorate, Policy, Roster
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Missing, recount
from listbot.recount.trial import try_out
from listbot.timekeeping import utc_now

TWO_YEARS = timedelta(days=730)


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Also write a page for people: one file, without scripts.",
)
@click.option(
    "--policy",
    metavar="NAME",
    default=DEFAULT_PRESET,
    show_default=True,
    help="The rules: a preset, a preset FILE.toml, or one class of it, like ovirt:substantial.",
)
@roster_option
@click.option(
    "--list", "address", metavar="ADDRESS", help="The list [default: what most mails name]."
)
@click.option(
    "--since",
    type=moment,
    metavar="T",
    help="Leave out mails received earlier [default: two years before the newest].",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True))
@click.pass_context
def trial(
    ctx: click.Context,
    wants_json: bool,
    page: Path | None,
    policy: str,
    roster: Roster | None,
    address: str | None,
    since: datetime | None,
    paths: tuple[str, ...],
) -> None:
    """Show what listbot would have made of a list's past votes.

    Each PATH is an archive, as for `tally`; all of them are one list. Nothing is sent, and nothing
    but the page is written.
    """
    rules = _rules(policy, roster)
    archive = _archive(paths, since)
    if not archive.mails:
        fail_without_mail(ctx, paths)
    named = (address or list_of(archive.mails)).lower()
    if sys.stderr.isatty():
        click.echo(f"playing {len(archive.mails)} mails to {named} ...", err=True)
    options = RecountOptions(
        policies=rules.policies,
        now=utc_now(),
        policy=rules.chosen,
        roster=rules.roster,
        closes_by_rule=True,
    )
    counted = recount(", ".join(paths), archive.found, options)
    letters = letters_for(archive.mails, rules.played, rules.roster or Roster(), named)
    tried = try_out(counted, [mail.received for mail in archive.mails], letters)
    shown = Shown(named, policy, len(rules.roster.members) if rules.roster else None, tried)
    click.echo(json.dumps(as_json(shown), indent=1) if wants_json else as_text(shown))
    if page is not None:
        page.write_text(as_page(shown), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of the trial."""

    chosen: Policy | None
    """The one class, if one is named."""
    policies: tuple[Policy, ...]
    roster: Roster | None

    @property
    def played(self) -> tuple[Policy, ...]:
        """Return the classes that the daemon plays by: without a roster, everyone is binding."""
        tags = tuple(dict.fromkeys(tag for each in self.policies for tag in each.tags))
        classes = self.policies if self.chosen is None else (replace(self.chosen, tags=tags),)
        if self.roster is not None:
            return classes
        return tuple(replace(each, electorate=Electorate.EVERYONE) for each in classes)


def _rules(policy: str, roster: Roster | None) -> _Rules:
    try:
        chosen, policies = load_rules(policy)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint="--policy") from error
    return _Rules(chosen, policies, roster)


@dataclass(frozen=True, slots=True)
class _Archive:
    """Everything that was found."""

    found: Sequence[tuple[str, Mail | Unreadable | Missing]]

    @property
    def mails(self) -> list[Mail]:
        """Return what can be read."""
        return [mail for _, mail in self.found if isinstance(mail, Mail)]


def _archive(paths: Sequence[str], since: datetime | None) -> _Archive:
    """Read everything, and leave out what is too old: a single mail with a wrong date, decades ago,
    would spoil every average.
    """
    found = [(f"{path} {name}", mail) for path in paths for name, mail in mails_in(Path(path))]
    times = [mail.received for _, mail in found if isinstance(mail, Mail)]
    first = since or max(times, default=utc_now()) - TWO_YEARS
    return _Archive(
        [each for each in found if not isinstance(each[1], Mail) or each[1].received >= first]
    )
