"""Checks the mails of an evidence folder again: its files in, what holds and what does not out.

Each mail is read again as the daemon read it, with the keys that the folder holds, and must come to
the same author, words and level; the ledger must say what the records say; and a recount must find
the votes that they name. It believes no file because of another one that it has not checked, and
says of each difference which mail it concerns. Pure; never raises; linear in the files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from listbot.mail import ListContext, Mail, read
from listbot.mail.wire.limits import visible_message_id
from listbot.recount.evidence import (
    LEDGER,
    LISTS,
    VOTE,
    copy_name,
    mail_name,
    number_in,
    record_name,
)
from listbot.recount.ledger import Ledger, LedgerUse, ledger_key, use_of
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount, Stated, recount
from listbot.recount.sealed.contexts import parse_contexts
from listbot.recount.sealed.known import HowKnown, how_known
from listbot.recount.sealed.record import (
    Forgotten,
    MailRecord,
    ledger_line,
    parse_record,
    unclear_by_mail,
    votes_by_mail,
)
from listbot.recount.sealed.sums import Change


@dataclass(frozen=True, slots=True)
class MailFiles:
    """One mail of the folder, as far as its files can be read."""

    number: int
    record: MailRecord | None
    mail: Mail | None
    known: HowKnown | None = None
    visible_id: str = ""
    """The Message-ID that its bytes show where its record cannot be read."""

    @property
    def message_id(self) -> str:
        """As the mail has it, else its record; "" where neither can be read."""
        if self.mail:
            return self.mail.message_id
        return self.record.line.mail if self.record else self.visible_id

    @property
    def author(self) -> str:
        """Who wrote it, in the same way."""
        return self.mail.author.address if self.mail else self.record.author if self.record else ""


@dataclass(frozen=True)  # without slots: the index is cached
class ThreadFiles:
    """All mails of the folder."""

    mails: tuple[MailFiles, ...]
    forgotten: tuple[int, ...]
    """The numbers of mails whose writers were forgotten, which cannot be checked again."""
    changes: tuple[Change, ...]

    @cached_property
    def by_number(self) -> dict[int, MailFiles]:
        """The mails by their numbers."""
        return {each.number: each for each in self.mails}

    @property
    def by_name(self) -> tuple[tuple[str, Mail], ...]:
        """The mails that can be read, each with its file."""
        return tuple((mail_name(each.number), each.mail) for each in self.mails if each.mail)

    @property
    def ledger(self) -> Ledger:
        """The times of the mails, from their records."""
        lines = [each.record.line for each in self.mails if each.record]
        return {line.key: line for line in lines}

    @property
    def times(self) -> LedgerUse:
        """How the recorded times differ from those that the mails themselves show."""
        return use_of([mail for _, mail in self.by_name], self.ledger)


@dataclass(frozen=True, slots=True)
class CountCheck:
    """The count of the folder's mails, and what in it is not as the folder says."""

    count: ProposalCount | None
    """None: no mail of the folder opens the vote."""
    changes: tuple[Change, ...]


def read_thread(files: Mapping[str, bytes]) -> ThreadFiles:
    """Read all mails again, and compare each with its record."""
    changes: list[Change] = []
    contexts = _contexts(files, changes)
    mails: list[MailFiles] = []
    forgotten: list[int] = []
    for number in sorted({number_in(name) for name in files} - {0}):
        record = _record(files, number, changes)
        if isinstance(record, Forgotten):
            forgotten.append(number)
        else:
            mails.append(_mail(files, number, record, contexts, changes))
    changes += _ledger_changes(files.get(LEDGER, b""), mails)
    return ThreadFiles(tuple(mails), tuple(forgotten), tuple(changes))


def _contexts(files: Mapping[str, bytes], changes: list[Change]) -> tuple[ListContext, ...]:
    try:
        return parse_contexts(_text(files.get(LISTS, b"")))
    except ValueError as fault:
        changes.append(Change(LISTS, str(fault)))
        return ()


def _record(
    files: Mapping[str, bytes], number: int, changes: list[Change]
) -> MailRecord | Forgotten | None:
    name = record_name(number)
    try:
        return parse_record(_text(files.get(name, b"")))
    except ValueError as fault:
        changes.append(Change(name, str(fault) if name in files else "is missing", number))
        return None


def _mail(
    files: Mapping[str, bytes],
    number: int,
    record: MailRecord | None,
    contexts: Sequence[ListContext],
    changes: list[Change],
) -> MailFiles:
    name = mail_name(number)
    if name not in files:
        changes.append(Change(name, "is missing", number))
        return MailFiles(number, record, None)
    if record is None:
        return MailFiles(number, None, None, visible_id=visible_message_id(files[name]))
    changes += _copy_changes(files, number, record)
    try:
        found = read(record.arrival(files[name], contexts, files.get(copy_name(number))))
    except ValueError as fault:
        changes.append(Change(record_name(number), str(fault), number))
        return MailFiles(number, record, None)
    if not isinstance(found, Mail):
        changes.append(Change(name, f"cannot be read: {found.reason}", number))
        return MailFiles(number, record, None)
    changes += [Change(name, what, number) for what in _differences(found, record)]
    return MailFiles(number, record, found, how_known(found))


def _copy_changes(files: Mapping[str, bytes], number: int, record: MailRecord) -> Iterator[Change]:
    """Compare the copy from before the list with the record of its mail."""
    name = copy_name(number)
    if record.copy is None:
        if name in files:
            yield Change(name, "is not named in the record of its mail", number)
    elif name not in files:
        yield Change(name, "is missing", number)
    elif sha256(files[name]).hexdigest() != record.copy.sha256:
        yield Change(name, "is not the copy that the record of its mail names", number)


def _differences(mail: Mail, record: MailRecord) -> Iterator[str]:
    """Yield what its record says otherwise than the mail itself."""
    author = mail.author
    if mail.digest != record.sha256:
        yield "is not the mail that its record names"
    if ledger_key(mail) != record.line.key:
        yield "has another Message-ID or other words than its record names"
    if author.address != record.author:
        yield f"is by {author.address}, and its record names {record.author}"
    if author.level is not record.level:
        # The record has the words of the version that wrote it, so only the level is compared.
        why = f", {mail.known_by}" if mail.known_by else ""
        yield f"comes to the level {author.level}{why}; its record says {record.level}"


def _ledger_changes(ledger: bytes, mails: Sequence[MailFiles]) -> Iterator[Change]:
    """Compare the ledger with the records line by line; a record that cannot be read has none."""
    lines = ledger.splitlines(keepends=True)
    for at, each in enumerate(mails):
        line = lines[at] if at < len(lines) else b""
        if each.record and line != ledger_line(each.number, each.record).encode():
            name = record_name(each.number)
            yield Change(LEDGER, f"line {at + 1} does not say what {name} says", each.number)
    if len(lines) > len(mails):
        yield Change(LEDGER, f"has {len(lines)} lines for {len(mails)} mails")


def check_count(thread: ThreadFiles, options: RecountOptions, stated: Stated) -> CountCheck:
    """Count the mails again as of the close, and compare the count with what the folder says."""
    at_close = replace(options, ledger=thread.ledger, now=options.closes or options.now)
    counted = recount("", thread.by_name, at_close)
    if not counted.proposals:
        return CountCheck(None, (Change(VOTE, "names an opening that is not among the mails"),))
    (count,) = counted.proposals
    return CountCheck(count, tuple(_count_changes(count, thread, stated)))


def _count_changes(count: ProposalCount, thread: ThreadFiles, stated: Stated) -> Iterator[Change]:
    if count.outcome.state.value != stated.outcome and not stated.forgotten:
        yield Change(VOTE, f"says {stated.outcome}; the count comes to {count.outcome.state.value}")
    if count.digest != stated.digest and not stated.forgotten:
        yield Change(VOTE, f"says {stated.digest}; the count comes to {count.digest}")
    votes, unclear = votes_by_mail(count.outcome.tally), unclear_by_mail(count.outcome.tally)
    for each in thread.mails:
        if each.record and each.mail:
            id = each.mail.message_id
            doubts = len(unclear.get(id, ()))
            if votes.get(id, ()) != each.record.votes or doubts != len(each.record.unclear):
                what = "the mail counts otherwise than its record says"
                yield Change(record_name(each.number), what, each.number)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
