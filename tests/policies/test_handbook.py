"""docs/policies.md is complete, and true of the program. UPDATE_POLICIES=1 writes its presets."""

import os
import re
from dataclasses import fields
from pathlib import Path

from listbot.model.policy import Policy
from listbot.packaged import load_policy, preset_names, shipped_preset
from listbot.policies.describe import in_words
from listbot.policies.preset_text import parameters
from listbot.policies.presets import parse_preset
from listbot.policies.rule_table import READERS, REQUIRED

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"
MARK = "<!-- presets: written by UPDATE_POLICIES=1 pytest tests/policies/test_handbook.py -->\n"
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (.+) \| (.*?) ?\|$", re.MULTILINE)


def presets() -> str:
    """The part of the page that is written from the presets."""
    parts = []
    for name in preset_names():
        preset = shipped_preset(name)
        parts.append(f"\n### {name}\n\nSource: {preset.source}\n")
        for policy in preset.policies:
            tags = ", ".join(f"`[{tag}]`" for tag in policy.tags)
            if policy.titles:
                titles = ", ".join(f'"{title}"' for title in policy.titles)
                tags += f" (one that others have, too, before {titles})"
            rule = in_words(policy).removeprefix(f"{policy.name}: ")
            parts.append(f"\n`{policy.id}`, opened by {tags}:\n\n- " + rule.replace("; ", ";\n- "))
            parts.append("\n")
    return "".join(parts)


def test_the_page_has_every_preset_as_it_is() -> None:
    """Each class with its source and its rule in words."""
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index(MARK) + len(MARK)]
    if os.environ.get("UPDATE_POLICIES"):
        PAGE.write_text(head + presets(), encoding="utf-8")
        text = head + presets()
    assert text == head + presets()


def test_the_page_has_every_parameter() -> None:
    """Once each, in the order in which rules are written."""
    text = PAGE.read_text(encoding="utf-8")
    assert [row[0] for row in ROW.findall(text)] == list(READERS)
    stored = {field.name for field in fields(Policy)} - {"preset", "name"}
    assert set(READERS) == stored


def test_the_page_has_the_usual_value_of_every_parameter() -> None:
    """And "-" for those that every rule states."""
    text = PAGE.read_text(encoding="utf-8")
    (plain,) = parse_preset("ours", f"[classes.a]\n{REQUIRED_ONLY}\n")
    usual = {
        key: "-" if key in REQUIRED else shown(value) for key, value in parameters(plain).items()
    }
    assert {row[0]: row[2] for row in ROW.findall(text)} == usual


REQUIRED_ONLY = """
tags = ["VOTE"]
silence = false
min_yes = 3
yes_gt_no = true
objection = "blocks"
reason_required = true
put_off = "72h"
if_short = "0h"
if_in_doubt = "0h"
words = false
fractions = "sign"
electorate = "roster"
window = "72h"
min_window = "72h"
quiet_days = []
grace = "15m"
"""


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value == [] else str(value)


def test_the_page_has_every_choice() -> None:
    """Each word that a parameter takes is in its row."""
    rows = {row[0]: row[1] for row in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    for key, reader in READERS.items():
        if reader.expected.startswith("one of "):
            assert rows[key] == reader.expected.removeprefix("one of ")


def test_the_example_of_the_page_is_a_preset() -> None:
    """People copy it."""
    text = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    found = parse_preset("ours", example, load_policy)
    assert [policy.name for policy in found] == ["substantial", "minor"]
