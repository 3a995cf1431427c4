"""`listbot verify`: checks a folder of evidence again, without a database, a configuration or a
network.

Everything comes from the folder itself, so it gives the same on any machine, at any time. It says
what differs, and about which mail, and what even a folder that holds does not prove.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from listbot.cli.counting.evidence_folder import VoteTable, WrongFile, options_in
from listbot.cli.counting.sealed_folder import read_folder
from listbot.cli.counting.tally_json import vote_json
from listbot.cli.exits import CHECK_FAILED
from listbot.cli.output.templates import templates
from listbot.policies.reasons import many
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount
from listbot.recount.sealed.checking import MailFiles, ThreadFiles, check_count, read_thread
from listbot.recount.sealed.known import Known
from listbot.recount.sealed.sums import SUMS, Change, changes, seal_of
from listbot.votes.counting.digest import utc

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""The count is as of the close or the newest mail, so no clock is asked."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder, checked."""

    seal: str
    """The digest over all files, as they are now; "" without a list of them."""
    about: VoteTable | None
    """None: the folder does not say what its vote is."""
    thread: ThreadFiles
    count: ProposalCount | None
    changes: tuple[Change, ...]

    @property
    def known(self) -> dict[str, int]:
        """How many of the mails are known in each way, the surest first."""
        ways = [each.known.known for each in self.thread.mails if each.known]
        return {each.value: ways.count(each) for each in Known if each in ways}

    @property
    def on_list(self) -> int:
        """How many of the mails the list's host handed over."""
        return sum(bool(mail.vouched_by) for _, mail in self.thread.by_name)

    @property
    def short_keys(self) -> dict[str, int]:
        """The keys that are too short to last, with their bits."""
        return dict(
            sorted(one for each in self.thread.mails if each.known for one in each.known.short)
        )

    def mail(self, number: int) -> MailFiles | None:
        """Return a mail by its number."""
        return self.thread.by_number.get(number)


@click.command("verify")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing but what differs.")
@click.option(
    "--seal",
    metavar="DIGEST",
    help="The seal as you have it from elsewhere, such as the list or a timestamp.",
)
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.pass_context
def verify(
    ctx: click.Context, wants_json: bool, quiet: bool, seal: str | None, folder: Path
) -> None:
    """Check the evidence for a result, a folder that `listbot evidence export` wrote.

    Files against the seal, signatures against the keys that are in it, each mail against what is
    said of it, and the count against the result. Needs no network. Exits with 3 if anything
    differs, and with 2 if it is not such a folder.
    """
    files, unread = read_folder(folder)
    if SUMS not in files and not any(each.file == SUMS for each in unread):
        raise click.UsageError(f"{folder} is not a folder of evidence: it has no {SUMS}")
    checked = check(files, (*unread, *_other_seal(files, seal)))
    if wants_json:
        click.echo(json.dumps(_json(checked), indent=1))
    else:
        text = _text(checked, str(folder), is_seal_given=seal is not None, is_quiet=quiet)
        click.echo(text, nl=bool(text))
    if checked.changes:
        ctx.exit(CHECK_FAILED)


def check(files: Mapping[str, bytes], unread: Sequence[Change]) -> Checked:
    """Check the files of a folder; `unread` is what was not read of it."""
    found = [*unread]
    skipped = {each.file for each in unread}
    found += [each for each in changes(files) if each.file not in skipped]
    thread = read_thread(files)
    found += thread.changes
    about, count = None, None
    try:
        options, about = options_in(files, RecountOptions(policies=(), now=BEFORE_ALL))
    except WrongFile as fault:
        found.append(Change(fault.name, fault.what))
    else:
        counted = check_count(thread, options, about.stated)
        count = counted.count
        found += counted.changes
    seal = seal_of(files[SUMS]) if SUMS in files else ""
    return Checked(seal, about, thread, count, tuple(dict.fromkeys(found)))


def _other_seal(files: Mapping[str, bytes], seal: str | None) -> tuple[Change, ...]:
    if seal is None or SUMS not in files:
        return ()
    asked = f"sha256:{seal.strip().lower().removeprefix('sha256:')}"
    found = seal_of(files[SUMS])
    return () if asked == found else (Change(SUMS, f"has the seal {found}, not {asked}"),)


def _text(checked: Checked, folder: str, *, is_seal_given: bool, is_quiet: bool) -> str:
    environment = templates()
    environment.filters |= {"many": many, "utc": utc}
    return (
        environment.get_template("verify.txt.j2")
        .render(checked=checked, folder=folder, is_seal_given=is_seal_given, is_quiet=is_quiet)
        .rstrip("\n")
    )


def _json(checked: Checked) -> dict[str, object]:
    about, count = checked.about, checked.count
    opening = count.proposal.id if count else ""
    return {
        "format": FORMAT,
        "holds": not checked.changes,
        "seal": checked.seal,
        "vote": about.vote if about else None,
        "list": about.list if about else None,
        "title": about.title if about else None,
        "software": about.software if about else None,
        "outcome": count.outcome.state.value if count else None,
        "digest": count.digest if count else None,
        "stated_digest": about.stated.digest if about else None,
        "changes": [_change(each, checked) for each in checked.changes],
        "known": checked.known,
        "on_list": checked.on_list,
        "short_keys": checked.short_keys,
        "forgotten": list(checked.thread.forgotten),
        "times_apart": list(checked.thread.times.moved),
        "mails": [_mail(each) for each in checked.thread.mails],
        "votes": [vote_json(vote, opening) for vote in count.outcome.tally.votes] if count else [],
    }


def _change(change: Change, checked: Checked) -> dict[str, object]:
    mail = checked.mail(change.number)
    return {
        "file": change.file,
        "what": change.what,
        "mail": mail.message_id if mail else None,
        "author": mail.author if mail else None,
        "vote": checked.about.vote if checked.about else None,
    }


def _mail(each: MailFiles) -> dict[str, object]:
    return {
        "number": each.number,
        "mail": each.message_id,
        "author": each.author,
        "known": each.known.known.value if each.known else None,
        "known_by": each.mail.known_by if each.mail else "",
        "on_list_by": each.mail.vouched_by if each.mail else "",
    }
