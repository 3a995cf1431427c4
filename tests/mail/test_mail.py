"""The values: the order of a person's casts, and how own words are joined."""

from dataclasses import replace
from datetime import timedelta

import pytest

import listbot.mail
from listbot.mail import Body, Line, Part
from listbot.mail.mail import TICKED
from tests.mail.arrivals import FIELDS, NOW, mail


def test_casts_are_ordered_by_the_earlier_time() -> None:
    """A fast clock gains nothing, a slow one loses nothing; without a Date the time of
    receipt decides.
    """
    found = replace(mail(FIELDS + "\n+1"), date=NOW - timedelta(hours=1), received=NOW)
    assert found.order == (NOW - timedelta(hours=1), NOW, "<1@example.org>")
    assert replace(found, date=NOW + timedelta(hours=1)).effective == NOW
    assert replace(found, date=None).effective == NOW


def test_own_words_and_ticked_forms_are_own() -> None:
    """Only a form's ticked line counts; runs of blank lines become one; trailing space is cut."""
    texts = (
        ("", Part.OWN, ""),
        ("Hi  ", Part.OWN, ""),
        ("", Part.OWN, ""),
        ("", Part.OWN, ""),
        ("[ ] +1", Part.FORM, "voting form, not ticked"),
        ("[x] -1", Part.FORM, TICKED),
        ("> +1", Part.QUOTE, "quoted with >"),
        ("", Part.OWN, ""),
    )
    body = Body(tuple(Line(number, *rest) for number, rest in enumerate(texts, 1)))
    assert body.own == "Hi\n\n[x] -1"


def test_flowed_words_are_not_joined_across_a_quote() -> None:
    """A soft break before a quote ends there."""
    texts = (("I am ", Part.OWN), ("> x", Part.QUOTE), ("for it ", Part.OWN), ("", Part.OWN))
    lines = tuple(Line(number, *rest) for number, rest in enumerate(texts, 1))
    assert Body(lines, flowed=True).own == "I am\nfor it"


def test_a_name_that_the_package_does_not_have() -> None:
    """Names are looked up when they are asked for; a wrong one is an ordinary error."""
    with pytest.raises(AttributeError, match=r"module 'listbot\.mail' has no attribute 'vote'"):
        getattr(listbot.mail, "vote")  # noqa: B009 - mypy knows that there is none
