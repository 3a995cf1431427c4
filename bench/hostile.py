"""Hostile mails of three sizes through the whole pipeline: ten times the size must take
about ten times as long.

Each is an answer and an opening on a voting list, an answer to itself, a request and an
answer at a help desk, and a mail of an archive: read, settled in a store, looked at until
the vote has closed with its letters, recounted.
"""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import NamedTuple, NoReturn

from bench.report import Figure
from listbot import pipeline
from listbot.mail import Arrival, read
from listbot.packaged import load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import recount
from tests.hostile.mails import Hostile, classes
from tests.playing import ANSWERS, LIST, OPENS, Play, hours
from tests.store.desk.by_hand import SUPPORT, desk_rules

SIZES = (10_000, 100_000, 1_000_000)
TENFOLD = 12.0  # times as long at most, for ten times the size
LONGEST = 1.0  # seconds at most for a megabyte
GIVE_UP = 30  # seconds
FAST = 0.25  # seconds; a shorter measurement is repeated, since it is mostly noise
SLOWEST = 5
MAILS = {"answer": 1, "opening": 2, "silence": 1, "desk": 3, "bot": 1, "archive": 3}
"""How many of a place's mails are hostile."""
FEWER: dict[str, Sequence[str]] = {"word": ("silence",), "pair": ("silence", "desk")}
"""The places where classes with thousands of members are tried; the reader of silence reads
votes, too.
"""


class Took(NamedTuple):
    """The time one class took in one place of the pipeline."""

    hostile: Hostile
    place: str
    seconds: tuple[float, ...]
    """CPU seconds for each size and one hostile mail; infinite if it was given up."""

    @property
    def growth(self) -> float:
        """Return the largest growth for ten times the size."""
        return max(
            (more / less for less, more in zip(self.seconds, self.seconds[1:], strict=False)),
            default=0.0,
        )

    def told(self) -> str:
        """Return the class, the place, and milliseconds for each size."""
        times = " ".join(f"{each * 1000:.0f}" for each in self.seconds)
        return f"{self.hostile.kind} {self.hostile.name}"[:34] + f" ({self.place}: {times} ms)"


@dataclass
class _Line:
    """A list and a help desk in one store, emptied for each mail."""

    play: Play

    def answer(self, made: bytes) -> None:
        """A vote thread with a hostile answer, up to its end."""
        self._votes(OPENS, (b"", made))

    def opening(self, made: bytes) -> None:
        """A hostile opening and an answer with the same words, up to its end."""
        self._votes(OPENS, (made, made))

    def silence(self, made: bytes) -> None:
        """A hostile answer to a proposal that passes unless somebody objects."""
        self._votes(OPENS.replace("VOTE", "LAZY"), (b"", made))

    def _votes(self, subject: str, made: Sequence[bytes]) -> None:
        self._settle(_raw("p", "Ana", LIST, subject, made[0]), LIST)
        self._settle(_raw("a", "Ravi", LIST, f"Re: {subject}", made[1], "p"), LIST)
        self._settle(_raw("b", "Lena", LIST, f"Re: {subject}", b"\n+1\n", "p", "a"), LIST)
        self._look(24 * 9)

    def desk(self, made: bytes) -> None:
        """A hostile request, an answer by its requester and one by the team."""
        self._settle(_raw("q", "Pat", SUPPORT, "The printer", made), SUPPORT)
        self._settle(_raw("r", "Pat", SUPPORT, "Re: The printer", made, "q"), SUPPORT)
        self._settle(_raw("s", "Ravi", SUPPORT, "Re: The printer", made, "q", "r"), SUPPORT)
        self._look(24)

    def bot(self, made: bytes) -> None:
        """A hostile mail to the bot's own address."""
        self._settle(
            _raw("c", "Ravi", "listbot@example.org", "commands", made), "listbot@example.org"
        )

    def archive(self, made: bytes) -> None:
        """The thread, recounted."""
        raws = (
            _raw("p", "Ana", LIST, OPENS, made),
            _raw("a", "Ravi", LIST, ANSWERS, made, "p"),
            _raw("r", "Ana", LIST, f"[RESULT] {ANSWERS}", made, "p"),
        )
        context = self.play.in_force.of(LIST).context
        found = [
            (str(at), read(Arrival(raw, context, "archive", hours(99), archived=True)))
            for at, raw in enumerate(raws)
        ]
        recount("", found, RecountOptions(load_preset("ovirt"), hours(999)))

    def _settle(self, raw: bytes, to: str) -> None:
        self.play.now += timedelta(minutes=1)
        mail = read(Arrival(raw, self.play.in_force.of(to).context, "bench", self.play.now))
        with self.play.store.transaction() as tx:
            pipeline.settle(tx, mail)

    def _look(self, span: float) -> None:
        for _ in range(4):
            self.play.tick(self.play.now + timedelta(hours=span / 4))


def _raw(id: str, sender: str, to: str, subject: str, made: bytes, *answers: str) -> bytes:
    """Return a mail with hostile fields and words; hostile fields replace its own."""
    fields, _, body = (b"\n" * made.startswith(b"\n") + (made or b"\n\nI propose it.\n")).partition(
        b"\n\n"
    )
    hostile = {line.partition(b":")[0].strip().lower() for line in fields.split(b"\n")}
    ours = {
        "Received": "from lists.example.org (lists.example.org [192.0.2.25]) "
        "by mx.example.org (Postfix) with"
        " ESMTPS id 4Tq; Tue, 08 Sep 2026 18:00:00 +0000",
        "From": f"{sender} <{sender.lower()}@example.org>",
        "To": to,
        "Subject": subject,
        "Message-ID": f"<{id}@example.org>",
        "In-Reply-To": f"<{answers[-1]}@example.org>" if answers else "",
        "References": " ".join(f"<{each}@example.org>" for each in answers),
    }
    lines = [
        f"{name}: {value}".encode()
        for name, value in ours.items()
        if value and name.lower().encode() not in hostile
    ]
    return b"\n".join([*lines, *([fields] if fields else []), b"", body]).replace(b"\n", b"\r\n")


def measure(quick: bool = False) -> list[Figure]:
    """Measure all classes in their places; name the slowest, with milliseconds for each size."""
    sizes = SIZES[:2] if quick else SIZES
    found = list(tried(classes(), sizes))
    slowest = sorted(found, key=lambda took: took.seconds[-1], reverse=True)[:SLOWEST]
    size = sizes[-1] / 1_000_000
    return [
        Figure("classes of hostile mails", len({took.hostile[:2] for took in found})),
        *(
            Figure(took.told(), took.seconds[-1], "s", LONGEST * size, at_least=False)
            for took in slowest
        ),
        Figure(
            "steepest, ten times the size",
            max(took.growth for took in found),
            "x",
            TENFOLD,
            at_least=False,
        ),
    ]


def tried(
    hostile: Iterator[Hostile], sizes: Sequence[int], places: Sequence[str] = ()
) -> Iterator[Took]:
    """Yield the time each class took in each place."""
    line = _Line(Play(in_force=desk_rules(), mode="live"))
    ways: dict[str, Callable[[bytes], None]] = {
        "answer": line.answer,
        "opening": line.opening,
        "silence": line.silence,
        "desk": line.desk,
        "bot": line.bot,
        "archive": line.archive,
    }
    for each in hostile:
        made = [each.make(size) for size in sizes]
        for place, way in ways.items():
            if place in (places or FEWER.get(each.kind, tuple(MAILS))):
                took = tuple(_seconds(line, way, one) / MAILS[place] for one in made)
                yield Took(each, place, took)


def _seconds(line: _Line, way: Callable[[bytes], None], made: bytes) -> float:
    best = float("inf")
    for _ in range(3):
        line.play.forget_all()
        begun = time.process_time()
        try:
            with _given_up_after(GIVE_UP):
                way(made)
        except TimeoutError:
            return float("inf")
        best = min(best, time.process_time() - begun)
        if best > FAST:
            break
    return best


@contextmanager
def _given_up_after(seconds: int) -> Iterator[None]:
    """Give up after this many seconds, even in a regex that hangs: `re` checks for signals."""

    def give_up(signum: int, frame: FrameType | None) -> NoReturn:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
