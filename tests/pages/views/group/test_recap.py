"""Tests of listbot.pages.views.group.recap."""

from datetime import UTC, datetime

from listbot.model.weekly.recap import (
    LogLine,
    PersonLine,
    PersonNews,
    RecordLine,
    RecordNews,
    Sentence,
)
from listbot.pages.shown import Shown
from listbot.pages.views.group.recap import (
    ClosedTicket,
    PersonStep,
    RecordStep,
    SentenceLine,
    closed_ticket,
    person_steps,
    record_steps,
    sentence_line,
)

AT = datetime(2026, 9, 8, tzinfo=UTC)


def test_what_waited_that_week_is_left_out() -> None:
    """Open questions about records and people stand on their own pages, as they are now."""
    records = (
        RecordLine(RecordNews.FINAL, "ADR-7", "A host", "<a@x>", AT),
        RecordLine(RecordNews.ASKED, "ADR-6", "A disk", "<b@x>", AT),
        RecordLine(RecordNews.APPLIED, "V-31", "A bridge", "<c@x>", AT),
    )
    assert list(record_steps(records)) == [RecordStep(7, Shown("A host"), "final", AT)]
    people = (
        PersonLine(PersonNews.JOINED, "Ana Ruiz", "mirrors", AT),
        PersonLine(PersonNews.DONE, "Ana Ruiz", "mirrors", AT),
        PersonLine(PersonNews.ASKS, "Ana Ruiz", "", AT),
    )
    joined = PersonStep(Shown("Ana Ruiz"), "joined", Shown("mirrors"), AT)
    assert list(person_steps(people)) == [joined]


def test_a_sentence_stands_with_its_writer() -> None:
    """A week without one has none."""
    said = SentenceLine(Shown("Ana"), Shown("The move is go."))
    assert sentence_line(Sentence("Ana", "The move is go.", "<s@x>")) == said
    assert sentence_line(None) is None


def test_a_closed_ticket_names_the_member_who_had_it() -> None:
    """And nobody, if nobody had it."""
    closed = [closed_ticket(LogLine(0, AT, name, "A printer", "T-3")) for name in ("Ana", "")]
    assert closed == [
        ClosedTicket(Shown("T-3"), Shown("A printer"), Shown(name)) for name in ("Ana", "")
    ]
