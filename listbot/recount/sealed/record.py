"""What was known of one mail of a vote besides its bytes, and how it counted: a small JSON file.

From it and the mail, `read` comes to the same again, without a network: when and how the mail came,
and what the DNS said about its keys, with the times. The rest is what the daemon made of it, to be
compared. Of somebody who was forgotten there is only the number. Pure; `parse_record` raises
ValueError for a text that is not one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from listbot.mail import Arrival, Level, ListContext, TapCopy
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.recount.evidence import mail_name
from listbot.recount.ledger import LedgerLine, fields_of, moment_in
from listbot.votes.counting.counted import Tally, VoteStatus

SOURCE = "evidence"


@dataclass(frozen=True, slots=True)
class AskedKey:
    """What the DNS said about a key, and when."""

    answer: KeyAnswer
    asked: datetime


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy of the mail from before its list, which proves who wrote it."""

    sha256: str
    arrived: datetime
    keys: tuple[AskedKey, ...] = ()

    def copy(self, raw: bytes) -> TapCopy:
        """Return the copy as the daemon got it."""
        return TapCopy(raw, SOURCE, self.arrived, _answers(self.keys))


@dataclass(frozen=True, slots=True)
class CountedVote:
    """One vote in a mail, and what became of it."""

    voter: str
    value: str
    item: str | None
    status: VoteStatus


@dataclass(frozen=True, slots=True)
class MailRecord:
    """One mail of the thread."""

    sha256: str
    arrived: datetime
    """When it reached the daemon."""
    list: int
    """Which of the lists in `lists.toml` it came through, as that was configured then; from 1."""
    is_from_nobody: bool
    """Its envelope named no sender (RFC 5321, 4.5.5), as machines do."""
    is_archived: bool
    """It was imported from an archive."""
    keys: tuple[AskedKey, ...]
    author: str
    level: Level
    known_by: str
    """As `Mail.known_by`."""
    line: LedgerLine
    """Its Message-ID and its times."""
    copy: CopyRecord | None = None
    votes: tuple[CountedVote, ...] = ()
    unclear: tuple[str, ...] = ()
    """Why words in it that may be a vote could not be tallied."""

    def arrival(
        self, raw: bytes, contexts: Sequence[ListContext], copied: bytes | None = None
    ) -> Arrival:
        """Return the mail as the daemon got it, with the bytes of its copy if there is one. Raises
        ValueError for a list that is not there.
        """
        if not 1 <= self.list <= len(contexts):
            raise ValueError(f"there is no list {self.list}")
        return Arrival(
            raw,
            contexts[self.list - 1],
            SOURCE,
            self.arrived,
            "" if self.is_from_nobody else None,
            self.is_archived,
            key_answers=_answers(self.keys),
            copy=self.copy.copy(copied) if self.copy and copied is not None else None,
        )


def _answers(keys: Iterable[AskedKey]) -> KeyAnswers:
    return KeyAnswers(tuple(each.answer for each in keys))


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A mail whose writer was forgotten."""


def ledger_line(number: int, record: MailRecord) -> str:
    """Return the line of the ledger about a mail: its times, and how it counted."""
    fields = fields_of(record.line) | {
        "file": mail_name(number),
        "author": record.author,
        "level": record.level.value,
        "known_by": record.known_by,
        "votes": [_vote(each) for each in record.votes],
        "unclear": list(record.unclear),
    }
    return json.dumps(fields) + "\n"


def votes_by_mail(tally: Tally) -> dict[str, tuple[CountedVote, ...]]:
    """Return what became of the votes in each mail, by its Message-ID."""
    found: dict[str, list[CountedVote]] = {}
    for vote in tally.votes:
        counted = CountedVote(vote.voter, vote.value, vote.item, vote.status)
        found.setdefault(vote.mail, []).append(counted)
    return {mail: tuple(sorted(votes, key=_order)) for mail, votes in found.items()}


def unclear_by_mail(tally: Tally) -> dict[str, tuple[str, ...]]:
    """Return why words in each mail could not be tallied."""
    found: dict[str, list[str]] = {}
    for doubt in tally.unclear:
        found.setdefault(doubt.mail, []).append(doubt.reason)
    return {mail: tuple(sorted(reasons)) for mail, reasons in found.items()}


def _order(vote: CountedVote) -> tuple[str, str, str, str]:
    return vote.item or "", vote.value, vote.status.value, vote.voter


def record_text(record: MailRecord | Forgotten) -> str:
    """Return the file."""
    if isinstance(record, Forgotten):
        return json.dumps({"forgotten": True}, indent=1) + "\n"
    line = record.line
    fields = {
        "mail": line.mail,
        "sha256": record.sha256,
        "arrived": _written(record.arrived),
        "list": record.list,
        "null_sender": record.is_from_nobody,
        "archived": record.is_archived,
        "keys": [_key(each) for each in record.keys],
        "copy": _copy(record.copy),
        "words": line.words,
        "received": _written(line.received),
        "written": _written(line.written),
        "late": line.late,
        "author": record.author,
        "level": record.level.value,
        "known_by": record.known_by,
        "votes": [_vote(each) for each in record.votes],
        "unclear": list(record.unclear),
    }
    return json.dumps(fields, indent=1) + "\n"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _key(key: AskedKey) -> dict[str, object]:
    answer = key.answer
    return {
        "name": answer.name,
        "asked": _written(key.asked),
        "heard": answer.heard.value,
        "texts": list(answer.texts),
    }


def _copy(copy: CopyRecord | None) -> dict[str, object] | None:
    if copy is None:
        return None
    keys = [_key(each) for each in copy.keys]
    return {"sha256": copy.sha256, "arrived": _written(copy.arrived), "keys": keys}


def _vote(vote: CountedVote) -> dict[str, object]:
    return {
        "voter": vote.voter,
        "value": vote.value,
        "item": vote.item,
        "status": vote.status.value,
    }


def parse_record(text: str) -> MailRecord | Forgotten:
    """Read the file. Raises ValueError."""
    try:
        fields = json.loads(text)
        return Forgotten() if fields.get("forgotten") is True else _record(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError("is not the record of a mail") from fault


def _record(fields: dict[str, object]) -> MailRecord:
    keys, votes, unclear = (_rows(fields[name]) for name in ("keys", "votes", "unclear"))
    return MailRecord(
        sha256=_text(fields["sha256"]),
        arrived=_moment(fields["arrived"]),
        list=_number(fields["list"]),
        is_from_nobody=fields["null_sender"] is True,
        is_archived=fields["archived"] is True,
        keys=tuple(_parse_key(each) for each in keys),
        author=_text(fields["author"]),
        level=Level(_text(fields["level"])),
        known_by=_text(fields["known_by"]),
        line=LedgerLine(
            mail=_text(fields["mail"]),
            words=_text(fields["words"]),
            received=_moment(fields["received"]),
            written=_moment(fields["written"]),
            late=fields["late"] is True,
        ),
        copy=None if fields["copy"] is None else _parse_copy(_row(fields["copy"])),
        votes=tuple(_parse_vote(each) for each in votes),
        unclear=tuple(_text(each) for each in unclear),
    )


def _parse_key(fields: object) -> AskedKey:
    row = _row(fields)
    texts = tuple(_text(each) for each in _rows(row["texts"]))
    answer = KeyAnswer(_text(row["name"]), Heard(_text(row["heard"])), texts)
    return AskedKey(answer, _moment(row["asked"]))


def _parse_copy(row: dict[str, object]) -> CopyRecord:
    keys = tuple(_parse_key(each) for each in _rows(row["keys"]))
    return CopyRecord(_text(row["sha256"]), _moment(row["arrived"]), keys)


def _parse_vote(fields: object) -> CountedVote:
    row = _row(fields)
    item = None if row["item"] is None else _text(row["item"])
    status = VoteStatus(_text(row["status"]))
    return CountedVote(_text(row["voter"]), _text(row["value"]), item, status)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a number")
    return value


def _rows(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _row(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _moment(value: object) -> datetime:
    return moment_in(_text(value))
