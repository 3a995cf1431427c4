"""Plays the demo's mails and tells what came of them: per vote its mails, its outcome and its
letters; of the help desk a day of mails, its letters and its tickets; and the recaps of these
weeks.

All that is told is read back from the database, as any page would; nothing is remembered from the
playing. The mails are files of this package, written for it, in the order in which they arrive.
Fails as the line does.
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

# the daemon runs for a while before the first mail, which else would be history to it
UP_BEFORE = timedelta(hours=1)

# from the last request on; by then everybody was told, and nothing else is due
A_DAYS_WORK = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """One letter and where it lies."""

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
    """One vote from its opening to its result."""

    proposal: Proposal
    outcome: Outcome
    mails: tuple[MailLine, ...]
    letters: tuple[ToldLetter, ...]

    def name_of(self, doubt: Unclear) -> str:
        """Who wrote words that could not be tallied."""
        return next(each.name for each in self.mails if each.message_id == doubt.mail)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day of the help desk."""

    mails: tuple[MailLine, ...]
    letters: tuple[ToldLetter, ...]
    tickets: tuple[TicketRow, ...]
    """As they stand in the evening, newest first."""
    now: datetime
    """That evening."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo came to."""

    folder: Path
    votes: tuple[ToldVote, ...]
    day: ToldDay
    recaps: tuple[ToldLetter, ...]
    """One a week; the last one tells the week of the help desk's day."""
    letters: tuple[ToldLetter, ...]
    replayed: Replayed


async def play(config: Config, folder: Path) -> Story:
    """Play all mails of the list, then those of the help desk and the rest of that day, and go on
    to the next recap.
    """
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
    """Mails as our mail host would hand them over, each at the time its topmost
    Received line says.
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
    return Story(folder, votes, day, recaps, letters, replay(app.store))


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
