"""The pages of the weekly recaps: what a week was, as the record has it now. Pure.

The letter itself stays in the list's archive. The page is made from the record, so that what was
undone, redacted, made private or forgotten since is not on it; what only waited that week, such as
open votes, is left to the pages that show it as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from listbot.model.weekly.recap import (
    LogLine,
    PersonLine,
    PersonNews,
    RecordLine,
    RecordNews,
    Sentence,
)
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, MailLink, Shown, title
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.log import LogRow
from listbot.pages.views.group.people import by_name


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """The words at the top."""

    name: Shown
    text: Shown


@dataclass(frozen=True, slots=True)
class EndedVote:
    """A vote that ended in the week."""

    number: int
    title: Shown
    state: str
    outcome: Shown


@dataclass(frozen=True, slots=True)
class RecordStep:
    """What happened to a decision record: published, final, applied or early."""

    number: int
    title: Shown
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClosedTicket:
    """A public ticket that was closed."""

    key: Shown
    title: Shown
    name: Shown
    """The member who had it; "" for nobody."""


@dataclass(frozen=True, slots=True)
class PersonStep:
    """What happened to a member: joined, done, asks, confirmed or left."""

    name: Shown
    what: str
    project: Shown
    at: datetime


@dataclass(frozen=True, slots=True)
class ListWeek:
    """One list's week."""

    list: Shown
    sent: datetime
    mail: MailLink
    """The recap that the list got."""
    sentence: SentenceLine | None
    votes: tuple[EndedVote, ...]
    records: tuple[RecordStep, ...]
    log: tuple[LogRow, ...]
    closed: tuple[ClosedTicket, ...]
    opened_tickets: int
    closed_tickets: int
    """How many were closed, private ones, too."""
    people: tuple[PersonStep, ...]
    minutes: tuple[Chapter, ...]
    """The meetings whose minutes were published: their pages and days."""


@dataclass(frozen=True, slots=True)
class RecapsView(View):
    """`/recap`."""

    weeks: tuple[Chapter, ...]
    """Those of which a recap was sent, the newest first."""


@dataclass(frozen=True, slots=True)
class RecapView(View):
    """`/recap/2026-W37`."""

    week: Shown
    """"2026-W37"."""
    first: date
    last: date
    lists: tuple[ListWeek, ...]


_HAPPENED = (RecordNews.PUBLISHED, RecordNews.FINAL, RecordNews.APPLIED, RecordNews.EARLY)
_OPEN_QUESTIONS = (PersonNews.DONE, PersonNews.ASKS)
_ADR = "ADR-"


def sentence_line(said: Sentence | None) -> SentenceLine | None:
    """Return the words at the top, if there are any."""
    return SentenceLine(by_name(said.name), title(said.text)) if said else None


def record_steps(lines: Iterable[RecordLine]) -> Iterator[RecordStep]:
    """Yield what happened to decision records; what was only asked about them is left out."""
    for line in lines:
        if line.what in _HAPPENED and line.key.startswith(_ADR):
            number = int(line.key.removeprefix(_ADR))
            yield RecordStep(number, title(line.title), line.what, line.at)


def person_steps(lines: Iterable[PersonLine]) -> Iterator[PersonStep]:
    """Yield what happened to members; what still waited that week is left out."""
    for line in lines:
        if line.what not in _OPEN_QUESTIONS:
            yield PersonStep(by_name(line.name), line.what, title(line.project), line.at)


def closed_ticket(line: LogLine) -> ClosedTicket:
    """Return a public ticket that was closed."""
    name = by_name(line.name) if line.name else NOTHING
    return ClosedTicket(title(line.ticket), title(line.text), name)
