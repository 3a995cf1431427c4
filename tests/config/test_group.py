"""[group]: every error and every warning of the configuration."""

from pathlib import Path

import pytest

from listbot.config import load
from listbot.errors import ConfigError
from tests.cli.record.configured import CONFIG

PEOPLE = """\
[[project_members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""


def written(folder: Path, group: str) -> Path:
    """A configuration with these lines in [group]."""
    (folder / "people.toml").write_text(PEOPLE, encoding="utf-8")
    path = folder / "config.toml"
    path.write_text(f"{CONFIG}\n[group]\n{group}\n", encoding="utf-8")
    return path


def faults(folder: Path, group: str) -> list[str]:
    """The faults, without the file's name in front."""
    path = written(folder, group)
    with pytest.raises(ConfigError) as error:
        load(path, {})
    return [each.removeprefix(f"{path}: ") for each in error.value.faults]


@pytest.mark.parametrize(
    ("group", "fault"),
    [
        (
            'preset = "openwrt"',
            'group.preset: must be one of: plain, openwrt-2026 (not "openwrt"); did you mean '
            "openwrt-2026?",
        ),
        ("members = 1", "group.members: must be true or false"),
        ("member = true", "group.member: there is no such key; did you mean members?"),
        ('timezone = "Mars/Base"', "group.timezone: "),
        ('remove = "never"', "group.remove: must be one of: ask, automatic"),
        ("missed = -1", "group.missed: "),
        ('keepers = ["ana"]', "group.keepers: must be a mail address"),
        ('project_members_file = "none.toml"', "group.project_members_file: "),
        (
            'private = "infra@example.org"',
            "group.private: must not be a watched list: what goes there is for the group alone",
        ),
        (
            'private = "listbot@example.org"',
            "group.private: must not be the bot's own address: what goes there is for the group "
            "alone",
        ),
        (
            'private = "g@example.org"\nannounce = "g@example.org"',
            "group.announce: must be an address that reaches all members of the project",
        ),
        (
            'greeter = "infra@example.org"',
            "group.greeter: must be a person, not a watched list",
        ),
        (
            "missed = 4",
            "group.missed: says nothing without absent_months: both must hold to end a membership",
        ),
        (
            "absent_months = 4",
            "group.absent_months: says nothing without missed: both must hold to end a membership",
        ),
    ],
)
def test_a_contradiction_is_refused(tmp_path: Path, group: str, fault: str) -> None:
    """At its key, in one sentence."""
    found = faults(tmp_path, f"members = true\n{group}" if "members =" not in group else group)
    assert [each[: len(fault)] for each in found] == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\n", "must hold [[project_members]] and nothing else"),
        ('[[project_members]]\nname = "Ana"\n', "is missing: give at least one, not"),
        (
            '[[project_members]]\nname = "A"\naddresses = ["a@example.org"]\nage = 3\n',
            "is not a key here; the keys are active, addresses, name, since",
        ),
        (PEOPLE + PEOPLE, "must list ana@example.org only once"),
        ("[[", "is not valid TOML"),
    ],
)
def test_a_file_of_members_is_checked(tmp_path: Path, text: str, fault: str) -> None:
    """Its faults are the configuration's."""
    path = written(tmp_path, 'members = true\nproject_members_file = "people.toml"')
    (tmp_path / "people.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(path, {})
    assert [fault in each for each in error.value.faults] == [True]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\n", "must hold [[services]] and nothing else"),
        ('[[services]]\nname = "wiki"\n[[services]]\nname = "Wiki"\n', "must list wiki only once"),
        ('[[services]]\nname = "-1"\n', 'must begin with a letter or a digit, not "-1"'),
        ('[[services]]\nleads = ["ana@example.org"]\n', "is missing"),
    ],
)
def test_a_file_of_services_is_checked(tmp_path: Path, text: str, fault: str) -> None:
    """A name must not make a line of the group's digest read like a vote."""
    path = written(tmp_path, 'services = true\nservices_file = "services.toml"')
    (tmp_path / "services.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(path, {})
    assert [fault in each for each in error.value.faults] == [True]


@pytest.mark.parametrize(
    ("group", "warning"),
    [
        ("", "group: keeps nothing: turn on members, meetings, access, services, records"),
        (
            'members = true\nagenda_days = 2\nkeepers = ["ana@example.org"]',
            "group.agenda_days: has no effect without meetings = true",
        ),
        (
            "meetings = true\nhello_days = 2",
            "group.hello_days: has no effect without members = true",
        ),
        (
            "members = true",
            "group: lets anybody join whose mail a list takes, and members read what is private to "
            "the group: name project_members_file, or keepers who make people known by mail",
        ),
        (
            "records = true",
            "group.announce: is missing: nobody is told of a decision record when it is published",
        ),
        (
            'members = true\nproject_members_file = "people.toml"\ngreeter = "x@example.org"',
            "group.greeter: is not an address of a member of the project or the roster",
        ),
    ],
)
def test_what_is_rarely_meant_is_warned_of(tmp_path: Path, group: str, warning: str) -> None:
    """The configuration holds all the same."""
    path = written(tmp_path, group)
    found = [each.removeprefix(f"{path}: ") for each in load(path, {}).warnings]
    assert [each for each in found if each.startswith("group")] == [warning]


def test_a_sound_group_has_no_warnings(tmp_path: Path) -> None:
    """A preset's numbers for a part that is off are none of its own."""
    path = written(
        tmp_path,
        'preset = "openwrt-2026"\nmembers = true\nproject_members_file = "people.toml"\n'
        'greeter = "ana@example.org"',
    )
    config = load(path, {})
    assert config.group is not None
    assert [each for each in config.warnings if "group" in each] == []


@pytest.mark.parametrize(
    ("group", "digest"),
    [
        ("members = true", True),
        ('private = "g@example.org"\nservices = true', True),
        ("services = true", False),
        ("members = true\ndigest = false", False),
    ],
)
def test_a_group_that_somebody_can_read_for_has_a_digest(
    tmp_path: Path, group: str, digest: bool
) -> None:
    """On Mondays, unless it wants none."""
    found = load(written(tmp_path, group), {}).group
    assert found is not None
    assert found.digest is digest
