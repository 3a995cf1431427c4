"""Makes the files of the evidence for a result from what the database holds.

The same result always makes the same files: nothing in them depends on when or where they are
written, or on the database's own numbers. It opens nothing, and never fails.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from listbot import __version__
from listbot.cli.output.templates import templates
from listbot.mail import ListContext
from listbot.model.case import OpenCase
from listbot.model.policy import Electorate
from listbot.model.proposal import State, Verb
from listbot.policies.preset_text import preset_text
from listbot.recount.evidence import (
    LEDGER,
    LETTERS,
    LISTS,
    POLICY,
    README,
    ROSTER,
    VOTE,
    VoteFacts,
    copy_name,
    mail_name,
    record_name,
    roster_text,
    vote_text,
)
from listbot.recount.ledger import LedgerLine
from listbot.recount.recount import ProposalCount
from listbot.recount.sealed.contexts import as_far_as_shown, contexts_text
from listbot.recount.sealed.record import (
    CopyRecord,
    Forgotten,
    MailRecord,
    ledger_line,
    record_text,
    unclear_by_mail,
    votes_by_mail,
)
from listbot.store.votes.posts import Posted
from listbot.store.votes.thread_mails import ThreadMail, ThreadMails


@dataclass(frozen=True, slots=True)
class Result:
    """A result, what its list saw, and what it was told."""

    case: OpenCase
    counted: ProposalCount
    thread: ThreadMails
    posts: tuple[Posted, ...]

    @property
    def letters(self) -> tuple[Posted, ...]:
        """The posts that may be told: none if somebody was forgotten, since they name everybody."""
        return () if self.thread.gone else self.posts


def files_of(found: Result) -> dict[str, bytes]:
    """Return all files but their list and the seal, each by its name."""
    mails, roster = found.thread.mails, found.case.proposal.roster
    contexts = _contexts(mails)
    records = _records(found, contexts)
    texts = {record_name(number): record_text(Forgotten()) for number in found.thread.gone}
    texts |= {record_name(number): record_text(record) for number, record in records.items()}
    texts |= {
        POLICY: preset_text([found.counted.outcome.policy]),
        LISTS: contexts_text(contexts.values()),
        LEDGER: "".join(ledger_line(number, record) for number, record in records.items()),
        VOTE: vote_text(_facts(found)),
    }
    if roster.members:
        texts[ROSTER] = roster_text(roster, _authors(mails))
    files = {name: text.encode() for name, text in texts.items()}
    files |= {mail_name(each.number): each.mail.arrival.raw for each in mails}
    files |= {
        copy_name(each.number): copy.raw for each in mails if (copy := each.mail.arrival.copy)
    }
    files |= {
        f"{LETTERS}/{number:04}-{each.kind}.eml": each.raw
        for number, each in enumerate(found.letters, 1)
    }
    return files | {README: _readme(found).encode()}


def addresses_in(thread: ThreadMails) -> frozenset[str]:
    """Return the addresses in From, To and Cc of the mails, without the daemon's own."""
    return frozenset(
        address
        for each in thread.mails
        for address in (each.mail.author.address, *each.mail.to)
        if address not in each.mail.arrival.list.own_addresses
    )


def _contexts(mails: Iterable[ThreadMail]) -> dict[ListContext, ListContext]:
    """Return the lists as they were configured when the mails came, each as far as it is told."""
    raw = b"\n".join(each.mail.arrival.raw for each in mails)
    found = dict.fromkeys(each.mail.arrival.list for each in mails)
    return {context: as_far_as_shown(context, raw) for context in found}


def _records(found: Result, contexts: Iterable[ListContext]) -> dict[int, MailRecord]:
    """Return what was known of each mail, by its number."""
    tally = found.counted.outcome.tally
    votes, unclear = votes_by_mail(tally), unclear_by_mail(tally)
    numbers = {context: number for number, context in enumerate(contexts, 1)}
    return {
        each.number: replace(
            _record(each, numbers[each.mail.arrival.list]),
            votes=votes.get(each.entry.mail, ()),
            unclear=unclear.get(each.entry.mail, ()),
        )
        for each in found.thread.mails
    }


def _record(each: ThreadMail, context: int) -> MailRecord:
    entry, arrival = each.entry, each.mail.arrival
    return MailRecord(
        sha256=each.mail.digest,
        arrived=arrival.arrived,
        list=context,
        is_from_nobody=arrival.envelope_from == "",
        is_archived=arrival.archived,
        keys=each.keys,
        copy=_copy(each),
        author=entry.author,
        level=entry.level,
        known_by=entry.known_by,
        line=LedgerLine(
            entry.mail, entry.words, entry.received, entry.effective, late=entry.late_arrival
        ),
    )


def _copy(each: ThreadMail) -> CopyRecord | None:
    copy = each.mail.arrival.copy
    if copy is None:
        return None
    return CopyRecord(sha256(copy.raw).hexdigest(), copy.arrived, each.copy_keys)


def _facts(found: Result) -> VoteFacts:
    proposal, outcome = found.case.proposal, found.counted.outcome
    posters = _posters(found)
    shown = None if posters is None else tuple(sorted(posters & _authors(found.thread.mails)))
    withdrawn = (act for act in proposal.by_hand if act.verb is Verb.WITHDRAW)
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
        number=proposal.number,
        title=proposal.title,
        identity=proposal.identity,
        software=f"listbot {__version__}",
        withdrawn=next(withdrawn, None) if outcome.state is State.CANCELLED else None,
    )


def _posters(found: Result) -> frozenset[str] | None:
    """Return everybody who had written to the list before, where they are the electorate."""
    electorate = found.counted.outcome.policy.electorate
    has_roster = bool(found.case.proposal.roster.members)
    is_theirs = electorate is Electorate.POSTERS or (
        electorate is Electorate.ROSTER and not has_roster
    )
    return found.case.posters if is_theirs else None


def _authors(mails: Iterable[ThreadMail]) -> set[str]:
    return {each.mail.author.address for each in mails}


def _readme(found: Result) -> str:
    template = templates().get_template("evidence.txt.j2")
    return template.render(
        proposal=found.case.proposal,
        outcome=found.counted.outcome,
        digest=found.counted.digest,
        thread=found.thread,
        posts=found.letters,
        has_roster=bool(found.case.proposal.roster.members),
        posters=_posters(found),
        addresses=len(addresses_in(found.thread)),
    )
