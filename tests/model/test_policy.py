"""The roster: which addresses are one person, and who is on it; and the class a subject means."""

from dataclasses import replace

import pytest

from listbot.model.policy import Policy, class_opened
from tests.votes.counting.ballots import ROSTER, SUBSTANTIAL


def test_any_address_of_a_person_is_the_person() -> None:
    """The first one is the primary; a stranger's address stands for itself."""
    assert ROSTER.primary("ana@example.net") == "ana@example.org"
    assert ROSTER.primary("pat@example.com") == "pat@example.com"
    assert ROSTER.addresses("pat@example.com") == ("pat@example.com",)
    assert ROSTER.addresses("ana@example.net") == ("ana@example.org", "ana@example.net")


def test_the_roster_holds_every_address_of_its_members() -> None:
    """And nobody else's."""
    assert ROSTER.holds("ana@example.net") is True
    assert ROSTER.holds("pat@example.com") is False


def classes(**titles: tuple[str, ...]) -> tuple[Policy, ...]:
    """Classes that all have the tag VOTE, each with its titles."""
    return tuple(
        replace(SUBSTANTIAL, name=name, tags=("VOTE",), titles=each)
        for name, each in titles.items()
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Release 1.2", "release"),
        ("release: 1.2", "release"),
        ("Code change in the build", "code"),
        ('"Merge" it', "code"),
        ("Released 1.2", "other"),
        ("Code", "other"),
        ("The release 1.2", "other"),
        ("", "other"),
    ],
)
def test_the_first_words_of_a_title_tell_the_class(title: str, name: str) -> None:
    """Whole words, in any case; other titles mean the class that needs no words."""
    policies = classes(release=("release",), other=(), code=("code change", "merge"))
    found = class_opened(policies, "VOTE", title)
    assert found is not None
    assert found.name == name


def test_a_tag_of_one_class_needs_no_words() -> None:
    """And a tag of none opens none."""
    (only,) = classes(release=("release",))
    assert class_opened((only,), "VOTE", "A name") == only
    assert class_opened((only,), "LAZY", "Release 1.2") is None
