"""Own words separated from the rest: each file of `bodies/` is one way that people and
their mailers write.
"""

from pathlib import Path

import pytest

from listbot.mail.body.sorting import read_body
from listbot.mail.mail import Part

BODIES = Path(__file__).parent / "bodies"


def parts_and_notes(text: str) -> list[tuple[str, Part, str]]:
    """How each line was sorted."""
    return [(line.text, line.part, line.note) for line in read_body(text).lines]


@pytest.mark.parametrize("path", sorted(BODIES.glob("*.txt")), ids=lambda path: path.stem)
def test_own_words_of(path: Path) -> None:
    """In every style of writing, exactly the writer's own words are read."""
    _, _, rest = path.read_text(encoding="utf-8").partition("=== body\n")
    body, _, own = rest.partition("=== own\n")
    assert read_body(body).own == own.rstrip("\n")


@pytest.mark.parametrize("path", sorted(BODIES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_body_names_its_origin(path: Path) -> None:
    """Each body says which mailer, style and language it represents."""
    head = path.read_text(encoding="utf-8").partition("=== body\n")[0].splitlines()
    assert [line.partition(": ")[0] for line in head] == ["mailer", "style", "language"]


def test_armour_that_never_closes_is_looked_for_once() -> None:
    """Blocks that are opened but never closed are just lines; a closed one ends where it says."""
    opened = "".join(f"-----BEGIN A{number}-----\n" for number in range(300))
    found = read_body(f"{opened}-----BEGIN B-----\nx\n-----END B-----\n-----END B-----\n+1\n")
    assert [line.part for line in found.lines[:300]] == [Part.CODE] * 300
    assert [line.part for line in found.lines[300:]] == [Part.CODE] * 3 + [Part.OWN] * 2


def test_flowed_lines_are_one_paragraph() -> None:
    """Soft line breaks are joined, hard ones end a paragraph."""
    found = read_body("one \ntwo \nthree\nfour \n\nfive", flowed=True)
    assert found.own == "one two three\nfour\n\nfive"
