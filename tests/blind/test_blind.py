"""Answers by somebody who had not read the tables: what is read wrongly is listed."""

import pytest

from tests.blind.kinds import scoring as kinds
from tests.blind.scoring import FOLDERS, HERE, misses
from tests.blind.silence import scoring as silence


@pytest.mark.parametrize("folder", FOLDERS)
def test_only_the_known_ones_are_missed(folder: str) -> None:
    """An answer that was read rightly stays so; one that is learned leaves the list.

    `missed.txt` says what is still read wrongly. Read these answers to see what kind of sentence
    the reader does not know; do not teach it their words.
    """
    assert [f"{folder}/{name}" for name, _ in misses(folder)] == _listed(folder)


@pytest.mark.parametrize("kind", silence.KINDS)
def test_only_the_known_ones_break_or_pass_a_silence(kind: str) -> None:
    """An answer whose effect on a silence was right stays right."""
    assert [f"{kind}/{name}" for name, _ in silence.misses(kind)] == _listed(kind)


@pytest.mark.parametrize("name", kinds.SETS)
def test_only_the_known_ones_of_a_kind_are_misread(name: str) -> None:
    """An answer that was read as one of the things it may be stays so."""
    assert [f"kinds/{each}" for each, _ in kinds.misses(name)] == _listed(f"kinds/{name}", "-")


def _listed(folder: str, end: str = "/") -> list[str]:
    listed = (HERE / "missed.txt").read_text(encoding="utf-8").split()
    return [name for name in listed if name.startswith(folder + end)]
