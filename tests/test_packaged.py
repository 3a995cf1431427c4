"""Files shipped with the package are found in a clone and in an installed wheel."""

from pathlib import Path

import pytest

from listbot import packaged
from listbot.errors import ConfigError

ROOT = Path(__file__).parents[1]


def test_migrations_stand_beside_the_package_in_a_clone() -> None:
    """Developers edit them at the top of the repository."""
    assert packaged.migrations_folder() == ROOT / "migrations"


def test_migrations_stand_inside_the_package_of_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pip-installed listbot includes its migrations."""
    (tmp_path / "migrations").mkdir()
    monkeypatch.setattr("listbot.packaged.resources.files", lambda name: tmp_path)
    assert packaged.migrations_folder() == tmp_path / "migrations"


def test_a_class_is_found_by_its_full_name() -> None:
    """`ovirt:minor` is the class `minor` of the preset `ovirt`."""
    assert packaged.load_policy("ovirt:minor").id == "ovirt:minor"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "debian:gr",
            f'unknown preset "debian"; choose one of: {", ".join(packaged.preset_names())}',
        ),
        ("ovirt:huge", 'unknown class "ovirt:huge"; choose one of: ovirt:substantial, ovirt:minor'),
    ],
)
def test_an_unknown_class_is_a_fault_that_lists_the_known_ones(name: str, fault: str) -> None:
    """After a typo, the error lists the policies that exist."""
    with pytest.raises(ConfigError) as caught:
        packaged.load_policy(name)
    assert caught.value.faults == (fault,)
