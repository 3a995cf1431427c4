"""Three years of a working group of nine, through the real line: exactly the expected letters.

`LISTBOT_WRITE_GOLDEN=1 pytest tests/records/simulation` writes letters.txt; then read the diff. The
years are lived only once for all assertions, and a second time with the machine off for two weeks.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listbot.model.records.acts import RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.members import Standing
from listbot.replay import replay
from listbot.store.outbox.outbox import Waiting
from tests.records.simulation.life import Down, Life, reader_of, table
from tests.records.simulation.public import open_letters, public_texts
from tests.records.simulation.script import HERE, PLANTED, read_years

YEARS = ("year-1.txt", "year-2.txt", "year-3.txt")
END = datetime(2029, 9, 1, tzinfo=UTC)
LETTERS = HERE / "letters.txt"
OFF = Down(datetime(2028, 5, 24, 8, tzinfo=UTC), datetime(2028, 6, 7, 8, tzinfo=UTC))
LATE = ["M22", "M22", "M22", "M13", "M36", "M20", "M16", "M37"]
AFTER_OFF = datetime(2028, 8, 1, tzinfo=UTC)

WEEKLY = ("M13", "M37")

_ABSENCE = re.compile(
    r"\b(?:absen\w*|missed|regrets?(?! in a mail)|inactive|removed|away|expelled|silent)\b",
    re.IGNORECASE,
)
_ADVICE = 'send "#listbot regrets" in a mail to the bot'


@pytest.mark.slow
async def test_three_years(tmp_path: Path) -> None:
    """Exactly the expected letters, nothing private among them, and a replay comes to the same."""
    life = Life(tmp_path)
    await life.live(read_years(*YEARS), END)
    letters = life.letters()
    told = table(letters)
    if os.environ.get("LISTBOT_WRITE_GOLDEN"):
        LETTERS.write_text(told, "utf-8")
    assert told == LETTERS.read_text("utf-8")
    few_letters_go_to_the_project(letters)
    no_open_letter_names_absence(letters)
    the_group_is_what_people_made_of_it(life.group())
    nobody_is_said_to_have_left_too_early(letters, life.group())
    nothing_private_is_public(letters, tmp_path)
    assert replay(life.app.store).is_equal
    life.close()


def few_letters_go_to_the_project(letters: Sequence[Waiting]) -> None:
    """At most two a month."""
    months = Counter(f"{each.made:%Y-%m}" for each in letters if reader_of(each) == "announce")
    assert {month: count for month, count in months.items() if count > 2} == {}


def no_open_letter_names_absence(letters: Sequence[Waiting]) -> None:
    """Neither the list nor the project ever reads that somebody stayed away."""
    texts = (" ".join(each.text.split()).replace(_ADVICE, "") for each in open_letters(letters))
    assert [found[0] for text in texts if (found := _ABSENCE.search(text))] == []


def the_group_is_what_people_made_of_it(group: Group) -> None:
    """Nine joined, Max left and came back, Kim is gone; thirteen meetings, thirty grants, four
    services and six records."""
    past = [each.name for each in group.members.values() if each.standing is Standing.PAST]
    confirmed = [each for each in group.members.values() if each.standing is Standing.CONFIRMED]
    verbs = Counter(each.verb for each in group.acts)
    assert (past, len(confirmed)) == (["Kim Sato"], 8)
    assert len(group.members["max@example.org"].spells) == 2
    assert sum(each.is_held for each in group.meetings.values()) == 13
    assert (verbs[RecordVerb.GRANTED], len(group.services), len(group.records)) == (30, 4, 6)
    assert [each.left for each in group.departures.values() if each.left] == []


def nobody_is_said_to_have_left_too_early(letters: Sequence[Waiting], group: Group) -> None:
    """No open letter says that somebody left while their access is still to be withdrawn."""
    kim = group.departures["kim@example.org"]
    assert kim.ended is not None
    assert (kim.ended - kim.at).days == 8
    since = [each for each in open_letters(letters) if each.made >= kim.at]
    naming = [(each.kind, each.made >= kim.ended) for each in since if "Kim" in each.text]
    assert naming == [("M17", True), ("M13", True)]


def nothing_private_is_public(letters: Sequence[Waiting], folder: Path) -> None:
    """No word that was planted in something private comes out anywhere."""
    found = [(what, PLANTED) for what, text in public_texts(letters, folder) if PLANTED in text]
    assert found == []


@pytest.mark.slow
async def test_two_weeks_without_the_daemon(tmp_path: Path) -> None:
    """The same letters come, only later: nothing is decided before the mail of that time is read.

    Only the weekly letters are fewer, since one covers all weeks of the time.
    """
    life = Life(tmp_path, OFF)
    events = [each for each in read_years(*YEARS) if each.at < AFTER_OFF]
    await life.live(events, AFTER_OFF)
    letters = life.letters()
    expected = sum_of(line for line in LETTERS.read_text("utf-8").splitlines() if line < "2028-08")
    assert without_weekly(sum_of(table(letters).splitlines())) == without_weekly(expected)
    late = [each for each in letters if OFF.until <= each.made < OFF.until + timedelta(hours=1)]
    assert [each.kind for each in late] == LATE
    assert [each for each in letters if OFF.holds(each.made)] == []
    assert replay(life.app.store).is_equal
    life.close()


def sum_of(lines: Iterable[str]) -> Counter[str]:
    """How many letters of each kind each kind of reader got in all these months."""
    total: Counter[str] = Counter()
    for line in lines:
        for part in line[9:].split("; "):
            reader, _, kinds = part.partition(": ")
            for each in kinds.split(", "):
                kind, count = each.split()
                total[f"{reader} {kind}"] += int(count)
    return total


def without_weekly(counts: Counter[str]) -> dict[str, int]:
    """All but the recaps and the group's digests."""
    return {each: count for each, count in counts.items() if each.split()[-1] not in WEEKLY}
