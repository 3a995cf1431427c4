"""Plays the demo's mails and collects the results: each vote with its mails, outcome and letters, a
day of the help desk with its mails, letters and tickets, and the weekly recaps.

All results are read back from the database. The mails are files of this package, in the order in
which they arrive.
"""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sqlalchemy import Connection

from listbot.app import App, build
from listbot.config import Config
from listbot.demo.player import MovedClock, Player
from listbot.mail import Arrival, ListContext
from listbot.mail.origin.received import hops
from listbot.model.order import LetterKind
from listbot.model.proposal import Proposal
from listbot.outbound.maildir import file_name
from listbot.policies.outcome import Outcome, outcome
from listbot.recap.week import due_after
from listbot.replay import Replayed, replay
from listbot.store import reading
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.reading import TicketRow
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.reading import MailLine
from listbot.votes.counting.counted import Unclear

MAILS = resources.files("listbot.demo") / "mails"
REQUESTS = resources.files("listbot.demo") / "desk"

RECAP = LetterKind.RECAP
GROUP = (
    LetterKind.NEWCOMERS,
    LetterKind.MEMBER_NEWS,
    LetterKind.RECORD_NOTICE,
    LetterKind.RECORD_FINAL,
    LetterKind.WITHDRAW,
)

# The daemon starts before the first mail, which would otherwise be history.
UP_BEFORE = timedelta(hours=1)

# After the last request; by then all letters about it are out, and nothing else is due.
A_DAYS_WORK = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """One letter and its file."""

    kind: str
    to: str
    made: datetime
    subject: str
    text: str
    file: str
    """Relative to the demo's folder."""
    answers: frozenset[str]
    """Message-IDs of its References."""


@dataclass(frozen=True, slots=True)
class ToldVote:
    """One vote, from its opening to its result."""

    proposal: Proposal
    outcome: Outcome
    mails: tuple[MailLine, ...]
    letters: tuple[ToldLetter, ...]

    def name_of(self, doubt: Unclear) -> str:
        """Return the name of the author of an unclear vote."""
        return next(each.name for each in self.mails if each.message_id == doubt.mail)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day of the help desk."""

    mails: tuple[MailLine, ...]
    letters: tuple[ToldLetter, ...]
    tickets: tuple[TicketRow, ...]
    """Their state in the evening, newest first."""
    now: datetime
    """That evening."""


@dataclass(frozen=True, slots=True)
class Story:
    """The results of the demo."""

    folder: Path
    votes: tuple[ToldVote, ...]
    day: ToldDay
    recaps: tuple[ToldLetter, ...]
    """One per week; the last includes the help desk's day."""
    group: tuple[ToldLetter, ...]
    """About newcomers, members, decision records and access."""
    letters: tuple[ToldLetter, ...]
    replayed: Replayed


async def play(config: Config, folder: Path) -> Story:
    """Play all mails of the list, then those of the help desk, and continue to the next recap."""
    clock = MovedClock(arrivals(MAILS, ListContext(""))[0].arrived - UP_BEFORE)
    app = build(config, clock=clock)
    try:
        player = Player(app, clock)
        await player.start()
        to_list, to_desk, *_ = app.contexts()
        for each in (*arrivals(MAILS, to_list), *arrivals(REQUESTS, to_desk)):
            await player.receive(each)
        await player.pass_time(clock() + A_DAYS_WORK)
        with app.store.reading() as connection:
            day = _day(connection, clock())
        await player.pass_time(due_after(clock(), config.lists[0].recap))
        return _tell(app, folder, day, clock())
    finally:
        app.store.close()


def arrivals(folder: Traversable, context: ListContext) -> list[Arrival]:
    """Return the mails as our mail host would hand them over, each at the time in its topmost
    Received line.
    """
    files = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".eml")),
        key=lambda each: each.name,
    )
    return [_arrival(each.name, each.read_bytes(), context) for each in files]


def _arrival(name: str, raw: bytes, context: ListContext) -> Arrival:
    raw = raw.replace(b"\n", b"\r\n")
    arrived = next(hops(email.message_from_bytes(raw).get_all("Received", []))).at
    assert arrived is not None
    return Arrival(raw, context, f"demo:{name}", arrived, nonce=name)


def _tell(app: App, folder: Path, day: ToldDay, now: datetime) -> Story:
    with app.store.reading() as connection:
        letters = _letters(connection)
        votes = tuple(_votes(connection, letters, now))
    recaps = tuple(each for each in letters if each.kind == RECAP)
    group = tuple(each for each in letters if each.kind in GROUP)
    return Story(folder, votes, day, recaps, group, letters, replay(app.store))


def _letters(connection: Connection) -> tuple[ToldLetter, ...]:
    return tuple(_letter(each) for each in outbox.find(connection))


def _day(connection: Connection, now: datetime) -> ToldDay:
    found = tuple(desk_reading.list_tickets(connection))
    desks = {each.list for each in found}
    requests = tuple(each for each in reading.mails_in_order(connection) if each.list in desks)
    since = min(each.received for each in requests)
    letters = tuple(each for each in _letters(connection) if each.made >= since)
    return ToldDay(requests, letters, found, now)


def _votes(
    connection: Connection, letters: tuple[ToldLetter, ...], now: datetime
) -> Iterator[ToldVote]:
    mails = tuple(reading.mails_in_order(connection))
    for row in sorted(reading.votes(connection), key=lambda row: row.number):
        case = reading.vote(connection, row.number)
        assert case is not None
        ids = {each.message_id for each in mails if each.proposal == row.number}
        yield ToldVote(
            proposal=case.proposal,
            outcome=outcome(case.proposal, case.entries, case.posters, now),
            mails=tuple(each for each in mails if each.message_id in ids),
            letters=tuple(each for each in letters if case.proposal.id in each.answers),
        )


def _letter(each: Waiting) -> ToldLetter:
    references = email.message_from_bytes(each.parcel.raw).get("References", "")
    return ToldLetter(
        kind=each.kind,
        to=", ".join(each.parcel.recipients),
        made=each.made,
        subject=each.subject,
        text=each.text,
        file=f"out/new/{file_name(each.parcel.message_id)}",
        answers=frozenset(references.split()),
    )
