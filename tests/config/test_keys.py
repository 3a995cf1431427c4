"""The table of keys, and the places that must have every one of them."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from listbot.config import desk, keys, recap
from listbot.config.rosters.named import NamedRoster
from listbot.config.types import (
    BotConfig,
    CarrierConfig,
    DnsConfig,
    ImapConfig,
    ListConfig,
    ListenConfig,
    StoreConfig,
    TapConfig,
    TrackerConfig,
    WebConfig,
    WebhookConfig,
)
from listbot.model.desk.rules import DeskRules
from listbot.model.policy import Member
from listbot.model.records.rules import GroupRules

ROOT = Path(__file__).parents[2]

TYPES = {
    "bot": BotConfig,
    "store": StoreConfig,
    "imap": ImapConfig,
    "lmtp": ListenConfig,
    "smtp_in": ListenConfig,
    "dns": DnsConfig,
    "outbound": CarrierConfig,
    "web": WebConfig,
    "tracker": TrackerConfig,
    "webhook": WebhookConfig,
    "lists": ListConfig,
    "rosters": NamedRoster,
    "taps": TapConfig,
    "group": GroupRules,
    "members": Member,
}


@pytest.mark.parametrize("section", [name for name, _ in keys.SECTIONS])
def test_every_field_can_be_set(section: str) -> None:
    """Each field of a configuration type has its key; a password and a secret have a file key
    instead, and a token comes from a command or a file.
    """
    fields = {field.name for field in dataclasses.fields(TYPES[section])}
    secrets = ("password", "secret")
    expected = {f"{name}_file" if name in secrets else name for name in fields}
    if "token" in fields:
        expected = expected - {"token"} | {"token_command", "token_file"}
    if section == "members":
        expected = expected - {"mark"}  # made by listbot when somebody is forgotten
    if section == "bot":
        expected |= {"roster_file", "templates_dir"}
    if section == "lists":
        expected = expected - {"desk", "may_index"} | set(desk.KEYS) | set(recap.KEYS) | {"robots"}
    if section == "rosters":
        expected = expected - {"people", "has_file"} | {"members", "file"}
    if section == "web":
        expected = expected - {"about"} | {"about_file"}
    if section == "tracker":
        expected = expected - {"token"} | {"token_file", "token_command"}
    if section == "group":
        expected = expected - {"zone", "project_members", "listed_services"}
        expected |= {"timezone", "project_members_file", "services_file"}
    assert set(keys.keys_of(section)) == expected


def test_every_rule_of_a_help_desk_can_be_set() -> None:
    """Each field of its rules is a key of the list, spans with their unit; the delimiter is a key
    of the bot, and what leaves for a tracker one of the tracker.
    """
    spans = {
        "gather": "gather_minutes",
        "nudge": "nudge_days",
        "park": "park_days",
        "reopen": "reopen_days",
    }
    fields = {field.name for field in dataclasses.fields(DeskRules)} - {
        "delimiter",
        "is_team_told",
        "outer",
    }
    assert {spans.get(name, name) for name in fields} == set(desk.KEYS)


def test_the_documentation_names_every_key() -> None:
    """docs/operating.md has a row for each key, in the order of the table, and no other rows."""
    text = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", text, re.MULTILINE)
    assert sorted(rows) == sorted(keys.PATHS)


def test_the_example_shows_every_key() -> None:
    """config.example.toml has each key, at least behind a #, and is valid TOML with all of them."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    shown = tomllib.loads(re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE))
    found = [
        f"{section}.{key}"
        for section, content in shown.items()
        for each in (content if isinstance(content, list) else [content])
        for key in each
    ]
    assert sorted(set(found)) == sorted(keys.PATHS)


def test_an_unknown_section_has_no_keys() -> None:
    """Asking for it is not an error."""
    assert keys.keys_of("nothing") == ()
