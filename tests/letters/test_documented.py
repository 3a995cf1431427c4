"""docs/letters.md names everything a template may use."""

from dataclasses import fields
from pathlib import Path

from listbot.letters.compose import KINDS
from listbot.letters.render_text import FILTERS, Page

TEXT = (Path(__file__).parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")


def test_each_letter_is_documented() -> None:
    """Each kind has a row with its file."""
    assert [
        kind.name for kind in KINDS if f"| {kind.name} | `{kind.template}.txt.j2` |" not in TEXT
    ] == []


def test_each_filter_and_name_is_documented() -> None:
    """The docs list every filter and every name that a community's own template can use."""
    names = [*FILTERS, *(field.name for field in fields(Page))]
    assert [name for name in names if f"`{name}`" not in TEXT and f"`{name}(" not in TEXT] == []
