"""Counts an archive again: mails in, every proposal with its outcome and every mail with its
reading out.

Runs the daemon's reader, tally and policies over a whole archive without a store. Pure: the moment
is an argument, and the order of the mails does not matter. Never fails: a mail that cannot be read
is listed with its reason. Takes time linear in the number of mails.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from listbot.mail import Level, Mail, Unreadable
from listbot.mail.wire.subjects import base_subject, is_reply_subject, subject_key
from listbot.model.disposition import Disposition
from listbot.model.proposal import Entry, Proposal
from listbot.model.reading import Cast, Doubt, Reading
from listbot.policies.outcome import Outcome, judge, outcome
from listbot.policies.stated_results import ToldResult, told_results
from listbot.recount.hand_notices import HandNotice, hand_notices
from listbot.recount.ledger import LedgerUse, at_its_time, ledger_key, use_of
from listbot.recount.options import RecountOptions
from listbot.recount.proposing import proposal_of, rules_of, tags_of
from listbot.recount.reread import Placed, read_alone, reread
from listbot.recount.threads import Branch, Node, as_one, as_threads, under_openings
from listbot.votes.counting.digest import digest
from listbot.votes.opening.opening import tag_and_title
from listbot.votes.reading.dispositions import disposition_by_subject


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece of an archive that is not a mail at all, with the reason in words."""

    reason: str


@dataclass(frozen=True, slots=True)
class MailReading:
    """One mail of the archive and what it was read as."""

    file: str
    mail: str
    author: str
    disposition: Disposition
    why: str
    casts: tuple[Cast, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalCount:
    """One proposal of the archive and its outcome."""

    proposal: Proposal
    outcome: Outcome
    digest: str
    told: tuple[ToldResult, ...] = ()
    """The results that people stated, each with the count as of then."""
    files: tuple[str, ...] = ()
    """The names of its mails in the archive, in order, without their copies."""
    by_hand: tuple[HandNotice, ...] = ()
    """Posts about acts by hand, which are not believed."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the evidence for a result states about it."""

    digest: str
    outcome: str
    forgotten: int
    """How many votes no recount can find, since their mails are gone."""


@dataclass(frozen=True, slots=True)
class Recount:
    """One archive, counted."""

    path: str
    proposals: tuple[ProposalCount, ...]
    """In the order they were opened."""
    mails: tuple[MailReading, ...]
    """In the order of their files."""
    ledger: LedgerUse | None = None
    """None: it was counted without one."""
    stated: Stated | None = None
    """None: it is not a folder of evidence."""


def recount(
    path: str, mails: Iterable[tuple[str, Mail | Unreadable | Missing]], options: RecountOptions
) -> Recount:
    """Count one archive; `mails` are its (file name, mail) pairs, in any order."""
    filed: list[_Filed] = []
    readings: dict[str, MailReading] = {}
    shown: list[Mail] = []
    for file, mail in mails:
        if isinstance(mail, Mail):
            shown.append(mail)
            filed.append(_Filed(file, at_its_time(mail, options.ledger)))
        else:
            readings[file] = _unreadable(file, mail)
    originals = _without_copies(filed, readings, options.identity)
    moment = _moment(originals, options)
    proposals = []
    for root, thread in _threads(originals, options):
        if not options.opening or (root and root.mail.message_id == options.opening):
            proposals += _count(root, thread, options, moment, readings)
    return Recount(
        path,
        tuple(proposals),
        tuple(sorted(readings.values(), key=_by_file)),
        use_of(shown, options.ledger) if options.ledger else None,
    )


@dataclass(frozen=True, slots=True)
class _Filed:
    """A mail and its name in the archive."""

    file: str
    mail: Mail

    @property
    def key(self) -> str:
        """Unique in the archive; sorts the same in whatever order the files come."""
        return f"{self.mail.digest} {self.file}"


def _unreadable(file: str, mail: Unreadable | Missing) -> MailReading:
    id = mail.message_id if isinstance(mail, Unreadable) else ""
    return MailReading(file, id, "", Disposition.UNREADABLE, mail.reason)


def _by_file(reading: MailReading) -> tuple[int, str]:
    """Sort #2 before #10, and files by name."""
    number = reading.file.removeprefix("#")
    return (int(number), "") if number.isdecimal() else (0, reading.file)


def _without_copies(
    filed: Iterable[_Filed], readings: dict[str, MailReading], identity: Level
) -> list[_Filed]:
    """Return each mail once, in order: equal Message-ID, author and words make it the same mail. As
    in the daemon, the earliest times of the copies with the surest author count."""
    copies: dict[tuple[str, str, str], list[_Filed]] = {}
    for each in sorted(filed, key=_in_order):
        copies.setdefault(copy_key(each.mail), []).append(each)
    found = (_original(same, readings, identity) for same in copies.values())
    return sorted(found, key=_in_order)


def copy_key(mail: Mail) -> tuple[str, str, str]:
    """Return what all copies of a mail share, and no other mail has."""
    return mail.message_id, mail.author.address, mail.words_digest


def _in_order(each: _Filed) -> tuple[tuple[datetime, datetime, str], str]:
    return each.mail.order, each.key


def _original(same: Sequence[_Filed], readings: dict[str, MailReading], identity: Level) -> _Filed:
    """Return the copy that is counted; file the others as duplicates in `readings`."""
    sure = [each for each in same if each.mail.author.level.meets(identity)] or same
    first = sure[0]
    for each in same:
        if each is not first:
            mail, why = each.mail, f"the same mail as {first.file}"
            readings[each.file] = MailReading(
                each.file, mail.message_id, mail.author.address, Disposition.DUPLICATE, why
            )
    effective = min(each.mail.effective for each in sure)
    received = min(each.mail.received for each in sure)
    return _Filed(first.file, replace(first.mail, date=effective, received=received))


def _moment(mails: Sequence[_Filed], options: RecountOptions) -> datetime:
    """The moment of the recount: as asked for, else now, unless a mail is newer."""
    if options.until:
        return options.until
    return max((options.now, *(each.mail.received for each in mails)))


_Thread = list[tuple[_Filed, Branch]]


def _threads(
    mails: Sequence[_Filed], options: RecountOptions
) -> list[tuple[_Filed | None, _Thread]]:
    """Return each thread with the mail that opens it; None: the mails outside any thread."""
    by_key = {each.key: each for each in mails}
    threads: dict[str | None, _Thread] = {}
    for key, place in _places([_node(each, options) for each in mails], options).items():
        threads.setdefault(place.root, []).append((by_key[key], place))
    return [(by_key[root] if root else None, thread) for root, thread in threads.items()]


def _places(nodes: Sequence[Node], options: RecountOptions) -> dict[str, Branch]:
    if not options.as_proposal:
        return under_openings(nodes)
    return as_one(nodes) if options.is_one_thread else as_threads(nodes)


def _node(each: _Filed, options: RecountOptions) -> Node:
    mail = each.mail
    is_reply = is_reply_subject(mail.subject)
    # An answer that is named as the opening has the same headline as the mail above it.
    is_named_reply = is_reply and mail.message_id == options.opening
    return Node(
        key=each.key,
        id=mail.message_id,
        references=mail.references,
        order=mail.order,
        subject=subject_key(mail.subject),
        opens=_opens(mail, options),
        answers=is_reply or disposition_by_subject(mail.subject) is not None,
        headline="" if is_named_reply else base_subject(mail.subject).casefold(),
    )


def _opens(mail: Mail, options: RecountOptions) -> bool:
    """Whether a mail opens a proposal; with `as_proposal`, the place in its thread decides."""
    if options.as_proposal:
        return False
    if options.opening and mail.message_id == options.opening:
        return True
    return mail.automatic is None and tag_and_title(mail.subject, tags_of(options)) is not None


def _count(
    root: _Filed | None,
    thread: _Thread,
    options: RecountOptions,
    moment: datetime,
    readings: dict[str, MailReading],
) -> list[ProposalCount]:
    """Read the mails of one thread into `readings` and count its proposal, if any."""
    if root is None:
        for each, _ in thread:
            readings[each.file] = _reading(each, read_alone(each.mail))
        return []
    proposal = proposal_of(root.mail, options)
    placed = [Placed(each.key, each.mail, place.parent, place.by_subject) for each, place in thread]
    again = reread(proposal, root.key, placed, rules_of(proposal, options))
    for (each, _), one in zip(thread, again, strict=True):
        readings[each.file] = _reading(each, one.reading)
    entries = [
        _as_it_came(each.mail, one.entry, options)
        for (each, _), one in zip(thread, again, strict=True)
        if one.entry and _is_in_time(one.entry, options)
    ]
    counted = _counted(proposal, entries, options, moment)
    files = tuple(each.file for each, _ in thread)
    return [replace(counted, files=files, by_hand=hand_notices(each.mail for each, _ in thread))]


def _as_it_came(mail: Mail, entry: Entry, options: RecountOptions) -> Entry:
    """Return the entry of a mail, late if the ledger says that it came after the result."""
    line = options.ledger.get(ledger_key(mail))
    return replace(entry, late_arrival=line is not None and line.late)


def _is_in_time(entry: Entry, options: RecountOptions) -> bool:
    return options.until is None or entry.received <= options.until


def _reading(each: _Filed, reading: Reading) -> MailReading:
    mail = each.mail
    return MailReading(
        file=each.file,
        mail=mail.message_id,
        author=mail.author.address,
        disposition=reading.disposition,
        why=reading.why,
        casts=reading.casts,
        doubts=reading.doubts,
    )


def _counted(
    proposal: Proposal, entries: Sequence[Entry], options: RecountOptions, moment: datetime
) -> ProposalCount:
    posters = options.posters or frozenset()
    if options.closes:
        settled = judge(proposal, entries, posters, options.closes, moment)
    else:
        settled = outcome(proposal, entries, posters, moment)
    tally = settled.tally
    same = digest(proposal, settled.policy, settled.closes, tally.votes, tally.amendments)
    return ProposalCount(proposal, settled, same, told_results(proposal, entries, posters))
