"""How well minutes are read: the files in `minutes`, field by field, and what a text can cost."""

import re
import tomllib
from pathlib import Path

import pytest

from listbot.records.minutes.reading import MOST, Read, link_of, read_minutes

FOLDER = Path(__file__).parent / "minutes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

KNOWN_MISSES: dict[str, frozenset[str]] = {
    "18-token-in-log": frozenset({"secrets"}),
    "46-prose-with-credentials": frozenset({"actions", "regrets", "secrets"}),
    "48-correcting-an-action": frozenset({"attendees"}),
    "49-tabs-and-abbreviations": frozenset({"guests", "regrets"}),
    "131-resolutions-with-votes": frozenset({"agreed"}),
}
"""The fields of a file that are not read as a careful person would. A change that reads one of them
must take it out of here; none may come in."""


def folded(text: str) -> str:
    """A text as it is compared: case, markup, spaces and a full stop at the end do not matter."""
    return " ".join(re.sub(r"[*_`'’\"]{1,3}|\.$", "", text).split()).casefold().strip(" .")


def read_of(name: str) -> Read:
    """What we read in a file."""
    return read_minutes((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def fields_of(read: Read) -> dict[str, list[str]]:
    """The fields that are measured, as they are compared."""
    return {
        "attendees": [folded(each) for each in read.attendees],
        "guests": [folded(each) for each in read.guests],
        "regrets": [folded(each) for each in read.regrets],
        "agreed": [folded(each) for each in read.agreed],
        "actions": [folded(f"{each.who}: {each.what}") for each in read.actions],
        "secrets": [folded(each.words) for each in read.secrets],
    }


def truth_of(name: str) -> dict[str, list[str]]:
    """The same fields, as a careful person reads them."""
    truth = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    actions = [f"{each['who']}: {each['what']}" for each in truth.get("actions", [])]
    found = {
        each: truth.get(each, [])
        for each in ("attendees", "guests", "regrets", "agreed", "secrets")
    }
    return {
        key: [folded(each) for each in said] for key, said in (found | {"actions": actions}).items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_minutes_are_read_as_a_careful_person_reads_them(name: str) -> None:
    """Attendees, agreements, tasks and secrets, apart from the misses that we know."""
    found, truth = fields_of(read_of(name)), truth_of(name)
    wrong = {each for each in truth if sorted(found[each]) != sorted(truth[each])}
    assert wrong == KNOWN_MISSES.get(name, frozenset())


@pytest.mark.parametrize(
    ("field", "least"), [("attendees", 0.99), ("agreed", 0.98), ("actions", 0.99)]
)
def test_nearly_everything_is_right(field: str, least: float) -> None:
    """Of everything that the files say, and that we read in them."""
    right = there = 0
    for name in NAMES:
        found, truth = fields_of(read_of(name))[field], truth_of(name)[field]
        right += sum(each in found for each in truth)
        there += len(truth) + sum(each not in truth for each in found)
    assert right / there >= least


def is_same_topic(one: str, other: str) -> bool:
    """Whether two texts name the same topic: one has a word or two more than the other."""
    short, long = sorted((folded(one), folded(other)), key=len)
    return short in long and len(short) > 0.6 * len(long)


def test_most_of_what_was_put_off_is_named() -> None:
    """A topic may be named in several ways, so one that is nearly the same counts."""
    right = said = read = 0
    for name in NAMES:
        truth = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        topics, found = truth.get("postponed", []), read_of(name).postponed
        right += sum(any(is_same_topic(each, one) for one in found) for each in topics)
        said, read = said + len(topics), read + len(found)
    assert (right / said >= 0.75, right / read >= 0.85) == (True, True)


def test_a_meeting_that_was_cancelled_had_nobody() -> None:
    """Even if two people waited."""
    cancelled = [name for name in NAMES if read_of(name).cancelled]
    assert cancelled == ["16-cancelled-too-few", "29-de-ausgefallen", "47-did-not-happen"]


HOSTILE = (
    "a" * 100_000,
    "Ana, " * 20_000,
    "(" * 100_000,
    "- " * 50_000,
    "> " * 50_000,
    "AGREED: " * 12_000,
    "AGREED:\n" * 12_000,
    "ACTION(a" * 12_000,
    "|" * 100_000,
    "| a " * 25_000,
    "=" * 100_000,
    "# " * 50_000,
    "x and " * 16_000,
    "Ana will " * 11_000,
    "we were " * 12_000,
    "password " * 11_000,
    "1.1.1.1 " * 12_000,
    "a:b:" * 25_000,
    "01 " * 33_000,
    "18:00 <a> so x\n" * 6_000,
    "-----BEGIN PRIVATE KEY-----" * 3_700,
    "'" * 100_000,
    "[[" * 50_000,
    "Attendees:\n" + "- Ana will do it\n" * 6_000,
    "Present: Ana, Max\n\n" + "Ana writes it. " * 6_000,
    "\n" * 100_000,
    " " * 100_000,
    "http://" * 14_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[each[:12].strip() or "blank" for each in HOSTILE])
def test_a_hostile_text_makes_a_reading_that_can_be_shown(text: str) -> None:
    """However often something is said in it; tests/hostile holds that it takes linear time."""
    found = read_minutes(text[:20_000])
    lists = (found.agreed, found.actions, found.postponed)
    assert [len(each) for each in lists if len(each) > MOST] == []


def test_a_link_is_found() -> None:
    """Without what follows it in the sentence."""
    assert link_of("See https://pad.example.org/p/x.") == "https://pad.example.org/p/x"
    assert link_of("nothing here") == ""
