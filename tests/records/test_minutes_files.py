"""The minutes in `minutes/` are well-formed, so that a parser can be measured by them.

What the fields mean is in `minutes/README.md`. Whether the readings are right is a person's
judgement; here is only what a machine can see.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

MINUTES = Path(__file__).parent / "minutes"
NAMES = sorted(path.stem for path in MINUTES.glob("*.txt"))
PEOPLE = ("attendees", "guests", "regrets")
LISTS = {*PEOPLE, "agreed", "actions", "postponed", "secrets", "unsure"}
HAN = re.compile(r"[\u3005-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+")
DRAWN = "67-grid-tables"
"""Its cells go on in the line below, so that other cells stand between their words."""
DATE = re.compile(r"(20[0-9]{2}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def text(name: str) -> str:
    """The minutes as they were sent."""
    return (MINUTES / f"{name}.txt").read_text(encoding="utf-8")


def truth(name: str) -> dict[str, Any]:
    """What a careful person reads in them."""
    return tomllib.loads((MINUTES / f"{name}.toml").read_text(encoding="utf-8"))


def words(said: str) -> str:
    """The words alone: line breaks, quote marks and markup make no difference."""
    parted = HAN.sub(r" \g<0> ", said)  # these scripts put no space between words
    return f" {' '.join(WORD.findall(parted))} "


def people(read: dict[str, Any]) -> list[str]:
    """Everybody whom the reading names as attendee, guest or absentee."""
    return [name for field in PEOPLE for name in read.get(field, [])]


def test_each_has_its_reading() -> None:
    """There are 224, and no reading without its minutes."""
    assert len(NAMES) == 224
    assert sorted(path.stem for path in MINUTES.glob("*.toml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_has_only_the_fields_of_the_readme(name: str) -> None:
    """A misspelt field would be a field that nobody checks."""
    read = truth(name)
    assert set(read) <= {*LISTS, "date", "cancelled", "corrects"}
    assert [field for field in LISTS & set(read) if not isinstance(read[field], list)] == []
    assert [each for each in read.get("actions", []) if set(each) != {"who", "what"}] == []


@pytest.mark.parametrize("name", [each for each in NAMES if each != DRAWN])
def test_what_is_read_stands_in_the_minutes(name: str) -> None:
    """Names, decisions, tasks and questions are in the words of the text."""
    read, said = truth(name), words(text(name))
    doers = [who for each in read.get("actions", []) for who in each["who"].split(", ") if who]
    tasks = [each["what"] for each in read.get("actions", [])]
    asked = [each.partition(" | ")[0] for each in read.get("unsure", [])]
    found = [*people(read), *read.get("agreed", []), *read.get("postponed", [])]
    assert [each for each in found + doers + tasks + asked if words(each) not in said] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_stands_in_the_minutes_character_by_character(name: str) -> None:
    """It is to be hidden as it is, so nothing about it may be normalised."""
    assert [each for each in truth(name).get("secrets", []) if each not in text(name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_in_two_lists(name: str) -> None:
    """A person attended, was a guest, or sent regrets."""
    listed = people(truth(name))
    assert sorted(set(listed)) == sorted(listed)


@pytest.mark.parametrize("name", NAMES)
def test_days_and_questions_have_their_form(name: str) -> None:
    """A day is 2027-03-09 or 03-09, and each question follows the words it is about."""
    read = truth(name)
    days = [read[field] for field in ("date", "corrects") if field in read]
    assert [day for day in days if not DATE.fullmatch(day)] == []
    assert [each for each in read.get("unsure", []) if not re.search(r". \| .+\?$", each)] == []


def test_the_kinds_that_matter_are_there() -> None:
    """Eight with secrets, three cancelled meetings, two corrections, three languages."""
    every = {name: truth(name) for name in NAMES}
    cancelled = [name for name in NAMES if every[name].get("cancelled")]
    assert sum("secrets" in read for read in every.values()) == 8
    assert cancelled == ["16-cancelled-too-few", "29-de-ausgefallen", "47-did-not-happen"]
    assert [name for name in cancelled if "attendees" in every[name]] == []
    assert [name for name in NAMES if "corrects" in every[name]] == [
        "19-correction",
        "48-correcting-an-action",
    ]
    languages = [sum(f"-{each}-" in name for name in NAMES) for each in ("de", "fr")]
    assert languages == [29, 18]
