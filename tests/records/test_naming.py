"""Whom a line means by a name."""

import unicodedata
from dataclasses import replace

import pytest

from listbot.model.records.members import GroupMember
from listbot.records.members.naming import looks, who_is
from tests.records.building import ANA, KIM, RAVI, RULES, group_case, joined


def meant(said: str, *names: str) -> str:
    """The address of the one member who is meant; "" if nobody is, or several are."""
    acts = tuple(
        replace(each, name=name) for each, name in zip(joined(ANA, RAVI, KIM), names, strict=False)
    )
    found = who_is(group_case(acts, replace(RULES, project_members=())), said)
    return found.address if isinstance(found, GroupMember) else ""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_written_in_either_way(form: str) -> None:
    """Mailers differ, and nobody sees it."""
    said = unicodedata.normalize(form, "\u00c9mile")  # type: ignore[arg-type] # one of the two
    assert meant(said, "\u00c9mile Zola") == ANA
    assert meant(f"{said} Zola", unicodedata.normalize("NFD", "\u00c9mile Zola")) == ANA


@pytest.mark.parametrize(
    "other",
    ["M\u0430x Roth", "Max\u200b Roth", "Max Roth", "\u202eMax Roth", "\uff2d\uff41\uff58 Roth"],
)
def test_names_that_look_the_same_fit_both(other: str) -> None:
    """Then the address is asked for, whichever of them was typed."""
    for said in ("Max Roth", other, "max", "roth"):
        assert meant(said, "Max Roth", other) == ""


def test_a_name_in_another_script_is_found() -> None:
    """By itself, it looks like nobody else's."""
    assert (
        meant(
            "\u041c\u0430\u043a\u0441", "\u041c\u0430\u043a\u0441 \u0420\u043e\u0442", "Ravi Menon"
        )
        == ANA
    )
    assert looks("\u041c\u0430\u0445") == looks("Max")
