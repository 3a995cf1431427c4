"""Plays the demo's mails and tells what came of them: per vote its mails, its outcome and its letters.

All that is told is read back from the database, as any page would; nothing is remembered from the playing. The
mails are files of this package, written for it, in the order in which they arrive. Fails as the line does.
"""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection

from listbot.app import App, build
from listbot.case import Proposal
from listbot.config import Config
from listbot.demo.player import MovedClock, Player
from listbot.mail import Arrival, ListContext
from listbot.mail.received import hops
from listbot.outbound.maildir import file_name
from listbot.policies.rules import Outcome, outcome
from listbot.replay import Replayed, replay
from listbot.store import outbox, reading
from listbot.store.outbox import Waiting
from listbot.store.reading import MailRow
from listbot.votes.tally import Unclear

MAILS = resources.files("listbot.demo") / "mails"

UP_BEFORE = timedelta(
    hours=1
)  # the daemon runs for a while before the first mail, which else would be history to it


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
    mails: tuple[MailRow, ...]
    letters: tuple[ToldLetter, ...]

    def name_of(self, doubt: Unclear) -> str:
        """Who wrote words that could not be tallied."""
        return next(each.name for each in self.mails if each.message_id == doubt.mail)


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo came to."""

    folder: Path
    votes: tuple[ToldVote, ...]
    letters: tuple[ToldLetter, ...]
    replayed: Replayed


async def play(config: Config, folder: Path) -> Story:
    """Play all mails, then go on until every vote is closed."""
    files = sorted(each.name for each in MAILS.iterdir() if each.name.endswith(".eml"))
    nowhere = ListContext("")
    clock = MovedClock(arrival(files[0], nowhere).arrived - UP_BEFORE)
    app = build(config, clock=clock)
    try:
        player = Player(app, clock)
        context = app.contexts()[0]
        for file in files:
            await player.receive(arrival(file, context))
        await player.finish()
        return _tell(app, folder, clock())
    finally:
        app.store.close()


def arrival(file: str, context: ListContext) -> Arrival:
    """A mail as our mail host would hand it over, at the time its topmost Received line says."""
    raw = (MAILS / file).read_bytes().replace(b"\n", b"\r\n")
    arrived = next(hops(email.message_from_bytes(raw).get_all("Received", []))).at
    assert arrived is not None
    return Arrival(raw, context, f"demo:{file}", arrived)


def _tell(app: App, folder: Path, now: datetime) -> Story:
    with app.store.reading() as connection:
        letters = tuple(_letter(each) for each in outbox.find(connection))
        votes = tuple(_votes(connection, letters, now))
    return Story(folder, votes, letters, replay(app.store))


def _votes(connection: Connection, letters: tuple[ToldLetter, ...], now: datetime) -> Iterator[ToldVote]:
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
