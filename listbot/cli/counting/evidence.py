"""`listbot evidence`: writes the files that let anybody count a result again, from the database.

It reads the database and writes one new folder, which holds nothing that the list did not see. Then
it counts the folder as a stranger would, and says whether that gives the digest of the result.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from listbot.cli.configuration import configuration
from listbot.cli.counting.evidence_folder import read_evidence
from listbot.cli.counting.tally import count_evidence
from listbot.cli.counting.vote import count
from listbot.cli.counting.vote_numbers import number_of
from listbot.cli.exits import CHECK_FAILED
from listbot.cli.output.terminal import templates
from listbot.errors import PermanentError
from listbot.model.case import OpenCase
from listbot.model.policy import Electorate
from listbot.model.proposal import State
from listbot.policies.preset_text import preset_text
from listbot.recount.evidence import (
    LEDGER,
    MAILS,
    POLICY,
    README,
    ROSTER,
    VOTE,
    VoteFacts,
    mbox,
    roster_text,
    vote_text,
    without_the_way,
)
from listbot.recount.ledger import LedgerLine, ledger_text
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount
from listbot.store import reading
from listbot.store.votes.thread_mails import ThreadMail, ThreadMails, thread_mails
from listbot.timekeeping import utc_now
from listbot.wiring import store_to_read


@click.group()
def evidence() -> None:
    """Write the files that let anybody count a result again."""


@evidence.command()
@click.argument("number")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def export(ctx: click.Context, number: str, folder: Path) -> None:
    """Write the evidence for a result (31 or V-31) into a new folder, to publish it.

    The folder has the thread's mails as the list saw them, the rule, the roster, the times, and a
    README that says how to count again. Exits with 3 if counting the folder gives another digest.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    found = _found(ctx, number_of(number))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _files(found).items():
        (folder / name).write_bytes(content)
    read = read_evidence(folder, RecountOptions(policies=(), now=utc_now()))
    again = count_evidence(str(folder), read).proposals[0].digest
    many = len(found.thread.mails)
    click.echo(f"{folder}: {many} {'mail' if many == 1 else 'mails'}, {found.counted.digest}")
    if again != found.counted.digest:
        click.echo(f"listbot: a recount of this folder gives {again}: {_why(found)}", err=True)
        ctx.exit(CHECK_FAILED)


@dataclass(frozen=True, slots=True)
class _Found:
    """A result, and what its list saw."""

    case: OpenCase
    counted: ProposalCount
    thread: ThreadMails


def _found(ctx: click.Context, number: int) -> _Found:
    store = store_to_read(configuration(ctx))
    try:
        with store.reading() as connection:
            case = reading.vote(connection, number)
            if case is None:
                raise PermanentError(
                    f"there is no vote V-{number}; `listbot vote list` shows them all"
                )
            thread = thread_mails(connection, case)
    finally:
        store.close()
    (counted,) = count(case, utc_now()).proposals
    if case.proposal.state is State.OPEN:
        raise PermanentError(f"V-{number} has no result yet, so there is nothing to count again")
    if case.proposal.id not in {each.entry.mail for each in thread.mails}:
        raise PermanentError(
            f"V-{number} cannot be counted again: the mail that opened it is gone, since its "
            "author was forgotten"
        )
    return _Found(case, counted, thread)


def _why(found: _Found) -> str:
    if found.thread.forgotten:
        return "the mails of people who were forgotten are not in it"
    return "the program reads some mail in another way than when it was decided"


def _files(found: _Found) -> dict[str, bytes]:
    mails, roster = found.thread.mails, found.case.proposal.roster
    texts = {
        POLICY: preset_text([found.counted.outcome.policy]),
        LEDGER: ledger_text(map(_line, mails)),
        VOTE: vote_text(_facts(found)),
        README: _readme(found),
    }
    if roster.members:
        texts[ROSTER] = roster_text(roster, _authors(mails))
    raw = mbox(without_the_way(each.mail.arrival.raw) for each in mails)
    return {MAILS: raw, **{name: text.encode() for name, text in texts.items()}}


def _line(each: ThreadMail) -> LedgerLine:
    entry = each.entry
    return LedgerLine(
        entry.mail, entry.words, entry.received, entry.effective, late=entry.late_arrival
    )


def _facts(found: _Found) -> VoteFacts:
    proposal, outcome = found.case.proposal, found.counted.outcome
    posters = _posters(found)
    shown = None if posters is None else tuple(sorted(posters & _authors(found.thread.mails)))
    return VoteFacts(
        opening=proposal.id,
        list=proposal.list,
        policy=outcome.policy.name,
        opened=proposal.opened,
        closes=outcome.closes,
        outcome=outcome.state.value,
        digest=found.counted.digest,
        posters=shown,
        other_posters=len(posters or ()) - len(shown or ()),
        active=proposal.active,
        excluded=proposal.excluded,
        forgotten=found.thread.forgotten,
    )


def _posters(found: _Found) -> frozenset[str] | None:
    """Return everybody who had written to the list before, where they are the electorate."""
    electorate = found.counted.outcome.policy.electorate
    has_roster = bool(found.case.proposal.roster.members)
    is_theirs = electorate is Electorate.POSTERS or (
        electorate is Electorate.ROSTER and not has_roster
    )
    return found.case.posters if is_theirs else None


def _authors(mails: Iterable[ThreadMail]) -> set[str]:
    return {each.mail.author.address for each in mails}


def _readme(found: _Found) -> str:
    template = templates().get_template("evidence.txt.j2")
    return template.render(
        proposal=found.case.proposal,
        outcome=found.counted.outcome,
        digest=found.counted.digest,
        thread=found.thread,
        has_roster=bool(found.case.proposal.roster.members),
        posters=_posters(found),
    )
