"""Reading: ordinary mail a second, beside a pass that does nothing, and the worst of the hostile ones."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.mails import LIST, mails
from bench.report import Figure
from listbot.mail import Arrival, ListContext, Mail, read
from listbot.votes.cast import ThreadView
from listbot.votes.reading import read_votes
from tests.mail.hostile import HOSTILE

NOW = datetime(2026, 9, 8, tzinfo=UTC)
CONTEXT = ListContext(LIST)
VIEW = ThreadView("A proposal", "ana@example.org")


def measure(count: int = 3000) -> list[Figure]:
    """Rates on one core, and the longest time any hostile input takes."""
    arrivals = [Arrival(raw, CONTEXT, "bench", moment) for moment, raw in mails(count)]
    parsed = [mail for mail in (read(each) for each in arrivals) if isinstance(mail, Mail)]
    bodies = [mail.body for mail in parsed]
    floor = _rate(lambda: [[line.text for line in body.lines] for body in bodies], count)
    reading = _rate(lambda: [read(each) for each in arrivals], count)
    voting = _rate(lambda: [read_votes(mail, VIEW) for mail in parsed], count)
    worst, seconds = _worst()
    return [
        Figure("read(): raw mail to own words", reading, "/s", 3_000),
        Figure("read_votes(): own words to casts", voting, "/s"),
        Figure("  beside a pass over the lines that does nothing", floor / voting, "x"),
        Figure(
            f"longest of {len(HOSTILE)} hostile inputs, {worst}", seconds * 1000, "ms", 250, at_least=False
        ),
    ]


def _rate(work: Callable[[], object], count: int) -> float:
    begun = time.process_time()
    work()
    return count / (time.process_time() - begun)


def _worst() -> tuple[str, float]:
    took: dict[str, float] = {}
    for name, make in HOSTILE:
        raw = make()[: 1024 * 1024]
        begun = time.perf_counter()
        mail = read(Arrival(raw, CONTEXT, "bench", NOW))
        if isinstance(mail, Mail):
            read_votes(mail, VIEW)
        took[name] = time.perf_counter() - begun
    name = max(took, key=lambda each: took[each])
    return name, took[name]
