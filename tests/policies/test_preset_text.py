"""What is written as a preset file reads as the same policies."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.packaged import load_preset, preset_names
from listbot.policies.preset_text import preset_text, value_text
from listbot.policies.presets import parse_preset

OVIRT = load_preset("ovirt")


@pytest.mark.parametrize("name", preset_names())
def test_a_shipped_preset_comes_back_whole(name: str) -> None:
    """Every parameter of every class is in the text."""
    policies = load_preset(name)
    assert parse_preset(name, preset_text(policies)) == policies


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_and_tag_comes_back(text: str) -> None:
    """Names and tags of rules that decided a vote may contain whatever TOML can hold."""
    policy = replace(OVIRT[0], name=text, tags=(f"X{text}".upper(),))
    (found,) = parse_preset("ovirt", preset_text([policy]), decided=True)
    assert found == policy


@pytest.mark.parametrize("span", ["72h", "15m", "45s", "0h", "6000d", "90000w"])
def test_spans_are_written_in_the_unit_that_fits(span: str) -> None:
    """Hours, minutes or seconds; days and weeks only where the number would be too long."""
    sizes = {"h": 1 / 24, "m": 1 / 1440, "s": 1 / 86400, "d": 1, "w": 7}
    value = timedelta(days=int(span[:-1]) * sizes[span[-1]])
    assert value_text(value) == f'"{span}"'


def test_fractions_are_written_as_fractions() -> None:
    """No threshold is ever a decimal."""
    assert value_text(Fraction(2, 3)) == '"2/3"'


def test_an_unknown_kind_of_parameter_is_refused() -> None:
    """A parameter that is left out would change what the others mean."""
    with pytest.raises(TypeError, match="a parameter of the kind float cannot be written"):
        value_text(0.5)
