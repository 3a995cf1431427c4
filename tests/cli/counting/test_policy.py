"""`listbot policy`: every class in words and in numbers, shipped or in a file of one's own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.packaged import load_policy, load_preset, preset_names
from listbot.policies.presets import read_preset

OURS = '[classes.full]\nlike = "ovirt:substantial"\nmin_yes = 4\ntags = ["FULL"]\n'


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["policy", *arguments])


def test_all_classes_are_listed_with_their_tags() -> None:
    """Under their presets, each with its source."""
    lines = call("list").stdout.splitlines()
    assert "apache  https://www.apache.org/foundation/voting.html" in lines
    assert "  ovirt:minor  [LAZY] [LAZY CONSENSUS] [MINOR]" in lines
    shipped = [policy.id for name in preset_names() for policy in load_preset(name)]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == shipped


def test_the_list_is_also_json() -> None:
    """One object for each preset, with all its classes."""
    found = json.loads(call("list", "--json").stdout)
    assert [each["preset"] for each in found] == list(preset_names())
    assert [each["id"] for each in found[0]["classes"]] == [
        policy.id for policy in load_preset("apache")
    ]


def test_a_class_is_shown_in_words_and_numbers() -> None:
    """With where its community wrote it down, and what a change of the roster does."""
    shown = call("show", "openwrt-2025:rules").stdout
    assert shown.startswith(
        "openwrt-2025:rules\n  approval by at least 3/4 of the votes cast and approval by at least"
    )
    assert '  ratio = "at least 3/4 of cast"\n' in shown
    assert shown.endswith(
        "Source: https://lists.openwrt.org/pipermail/openwrt-adm/2025-October/002789.html\n"
        "A vote keeps the rule and the roster of its opening, whoever joins or leaves later.\n"
    )


def test_a_class_is_shown_as_json() -> None:
    """Values are as in the file."""
    found = json.loads(call("show", "--json", "ovirt:minor").stdout)
    (minor,) = found["classes"]
    assert (found["preset"], minor["id"], minor["class"]) == ("ovirt", "ovirt:minor", "minor")
    assert (
        minor["parameters"]
        | {
            "silence": True,
            "window": "72 h",
            "if_in_doubt": "24 h",
            "quiet_days": [],
            "ratio": "none",
            "extensions": "any",
        }
        == minor["parameters"]
    )


@pytest.mark.parametrize("name", preset_names())
def test_what_is_printed_as_toml_is_the_preset(name: str) -> None:
    """A file to start from, and to publish."""
    preset = read_preset(name, call("show", "--toml", name).stdout, load_policy)
    assert preset.policies == load_preset(name)
    assert preset.source


def test_a_file_of_ones_own_is_shown(tmp_path: Path) -> None:
    """With what it is like filled in."""
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    shown = call("show", f"{file}:full").stdout
    assert shown.startswith("ours:full\n  at least 4 binding +1")
    assert "Source" not in shown
    assert call("list", str(file)).stdout == "ours\n  ours:full  [FULL]\n"
    assert call("show", "--toml", str(file)).stdout.startswith("[classes.full]\n")


def test_the_classes_of_a_configuration_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As "own", or by the name of the file; nothing else of it is read."""
    config = tmp_path / "config.toml"
    config.write_text("[[lists]]\nwrong = true\n\n" + OURS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("show", "own:full").stdout.startswith("own:full\n  at least 4 binding +1")
    assert call("list", "own").stdout == "own\n  own:full  [FULL]\n"
    assert call("show", str(config)).stdout == call("show", "own").stdout
    config.write_text("[[lists]]\n", encoding="utf-8")
    assert "config.toml: it has no [classes.NAME]" in call("show", "own").stderr
    config.write_text("[[lists]]\n" + OURS.replace("4", "-4"), encoding="utf-8")
    assert "config.toml: line 4: classes.full.min_yes: expected" in call("show", "own").stderr
    config.write_text("[[lists", encoding="utf-8")
    assert "config.toml: " in call("show", str(config)).stderr


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ovirt:medium", 'unknown class "ovirt:medium"; choose one of: ovirt:substantial, '),
        ("nothing", 'unknown preset "nothing"; choose one of: apache, '),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(name: str, fault: str) -> None:
    """It is wrong usage."""
    result = call("show", name)
    assert result.exit_code == 2
    assert fault in result.stderr
