"""The inputs the fuzzer found worth keeping break no promise; so every run tests what
fuzzing has found.
"""

from pathlib import Path

import pytest

from tests.fuzz.seeds import INPUTS, seeds
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("path", sorted(INPUTS.glob("*-*")), ids=lambda path: path.name)
def test_kept_input(path: Path) -> None:
    """A saved input is read without breaking a promise."""
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_seed(target: str) -> None:
    """The bodies that fuzzing starts from break none, either."""
    for _, data in seeds(target):
        TARGETS[target](data)
