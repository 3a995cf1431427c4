"""Reading: ordinary mails per second, compared with doing nothing, and the worst hostile one."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import cycle

from bench.bodies import bodies
from bench.mails import LIST, mails
from bench.report import Figure
from listbot.mail import Arrival, ListContext, Mail, read
from listbot.mail.body.sorting import read_body
from listbot.mail.mail import Body
from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.mail.hostile import HOSTILE

NOW = datetime(2026, 9, 8, tzinfo=UTC)
CONTEXT = ListContext(LIST)
VIEW = ThreadView("A proposal", "ana@example.org")
BELOW = ThreadView("A proposal", "ana@example.org", answers_opening=False)
BATCHES = 5  # Of bodies; the quickest is what the machine can do, the others what else was running.
LINE = "We have talked about the old host for a while, and the nightly build is slow on it.\n"
MEGABYTE = 1_000_000


def measure(count: int = 3000) -> list[Figure]:
    """Measure rates on one core, and the longest time a hostile input takes."""
    arrivals = [Arrival(raw, CONTEXT, "bench", moment) for moment, raw in mails(count)]
    parsed = [mail for mail in (read(each) for each in arrivals) if isinstance(mail, Mail)]
    bodies = [mail.body for mail in parsed]
    floor = _rate(lambda: [[line.text for line in body.lines] for body in bodies], count)
    reading = _rate(lambda: [read(each) for each in arrivals], count)
    voting = _rate(lambda: [read_votes(mail, VIEW) for mail in parsed], count)
    worst, seconds = _worst()
    ordinary, passing = _ordinary(parsed[0], count)
    return [
        Figure("read(): raw mail to own words", reading, "/s", 3_000),
        Figure("read_votes(): own words to casts", voting, "/s"),
        Figure("  beside a pass over the lines that does nothing", floor / voting, "x"),
        Figure("ordinary bodies of 25 lines: own words and casts", ordinary, "/s", 20_000),
        Figure("  beside a pass over the lines that does nothing", passing / ordinary, "x"),
        Figure("1 MB of prose beside 100 kB, a byte", _linear(parsed[0]), "x", 1.3, at_least=False),
        Figure(
            f"longest of {len(HOSTILE)} hostile inputs, {worst}",
            seconds * 1000,
            "ms",
            250,
            at_least=False,
        ),
    ]


def _ordinary(mail: Mail, count: int) -> tuple[float, float]:
    """Return bodies per second, from decoded text to casts, and those merely passed over;
    each body is read once.

    Half of them answer the opening and half a mail below it. They are read in batches,
    because a busy machine slows everything down; the best batch counts.
    """
    answer = replace(mail, subject="Re: [VOTE] A proposal")
    best = passing = 0.0
    for seed in range(BATCHES):
        texts = list(bodies(count // BATCHES, seed))
        assert len(set(texts)) == len(texts), "a body that is measured twice could be remembered"
        best = max(best, _rate_of(answer, texts))
        passing = max(passing, _rate(partial(_pass, texts), len(texts)))
    return best, passing


def _rate_of(answer: Mail, texts: list[str]) -> float:
    parted: list[Body] = []
    sorting = _rate(lambda: parted.extend(map(read_body, texts)), len(texts))
    mails = [replace(answer, body=body) for body in parted]
    voting = _rate(lambda: list(map(read_votes, mails, cycle((VIEW, BELOW)))), len(texts))
    return 1 / (1 / sorting + 1 / voting)


def _pass(texts: list[str]) -> None:
    for text in texts:
        for line in text.split("\n"):
            line.strip()


def _linear(mail: Mail) -> float:
    """Return how much longer a byte of a long text takes than one of a text a tenth as long."""
    took = []
    for size in (MEGABYTE // 10, MEGABYTE):
        text = LINE * (size // len(LINE))
        took.append(min(_seconds(replace(mail, body=read_body(text))) for _ in range(5)) / size)
    return took[1] / took[0]


def _seconds(mail: Mail) -> float:
    begun = time.process_time()
    read_votes(
        replace(mail, body=read_body("\n".join(line.text for line in mail.body.lines))), VIEW
    )
    return time.process_time() - begun


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
