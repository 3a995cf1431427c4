"""[[taps]]: what they mean, and which of them can prove nothing and are refused."""

from pathlib import Path

import pytest

from listbot.config import load
from listbot.config.in_force import rules_of
from listbot.config.types import TapConfig
from listbot.model.inputs import RulesInput
from tests.config.test_load import GOOD, IMAP, faults, write

LIST = "infra@example.org"
SIGNED = GOOD.replace(
    'identity = "any"', 'identity = "verified"\ntrusted_hops = ["lists.example.org"]'
)
TAP = """
[[taps]]
address = "infra-tap@example.org"
via = "smtp"
lists = ["infra@example.org"]
"""
DESK = """
[[lists]]
address = "help@example.org"
role = "support"
via = "smtp"
identity = "verified"
team = []
"""


def test_a_tap_belongs_to_its_lists(tmp_path: Path) -> None:
    """Its address is one of our own, and its lists know it; the others do not."""
    text = SIGNED + TAP + DESK
    config = load(write(tmp_path, text), {})
    assert config.taps == (TapConfig("infra-tap@example.org", "smtp", (LIST,)),)
    rules = rules_of(config, RulesInput(()), None)
    assert [(each.address, each.taps, each.context.is_tapped) for each in rules.lists] == [
        (LIST, ("infra-tap@example.org",), True),
        ("help@example.org", (), False),
        ("listbot@example.org", (), False),
    ]
    (context,) = rules.taps.values()
    assert (context.address, context.is_tap, context.asks_proof, context.trusted_hops) == (
        "infra-tap@example.org",
        True,
        True,
        (),
    )
    assert "infra-tap@example.org" in context.own_addresses
    assert config.ways_of(config.lists[0]) == ("smtp", "smtp")


def test_a_list_that_is_gone_has_no_tap(tmp_path: Path) -> None:
    """What comes there is refused again."""
    before = rules_of(load(write(tmp_path, SIGNED + TAP), {}), RulesInput(()), None)
    other = SIGNED.replace(LIST, "ops@example.org")
    assert rules_of(load(write(tmp_path, other), {}), before, None).taps == {}


def test_a_folder_of_a_tap_is_watched(tmp_path: Path) -> None:
    """An account that only a tap reads is not a mistake."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0o600)
    account = IMAP.replace("[imap]", '[[imap]]\nname = "tap"\npassword_file = "secret"')
    text = SIGNED + account + TAP.replace('"smtp"', '"imap:tap:INBOX"')
    config = load(write(tmp_path, text), {})
    assert not [each for each in config.warnings if "not watched" in each]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            TAP.replace('lists = ["infra@example.org"]\n', ""),
            "taps[1].lists: is missing: name the lists whose mails come here first",
        ),
        (
            TAP.replace("infra-tap@", "infra@"),
            "taps[1].address: must be an address of its own: what comes to infra@example.org is "
            "read as mail of that list or of the bot",
        ),
        (
            TAP.replace("infra-tap@", "listbot@"),
            "taps[1].address: must be an address of its own: what comes to listbot@example.org is "
            "read as mail of that list or of the bot",
        ),
        (
            TAP.replace('["infra@', '["nobody@'),
            'taps[1].lists: must be addresses in [[lists]], not "nobody@example.org"',
        ),
        (
            TAP.replace('["infra@', '["help@'),
            "taps[1].lists: must be decision lists: people write to help@example.org directly, so "
            "its own mails prove who wrote them",
        ),
        (TAP.replace('"smtp"', '"lmtp"'), 'taps[1].via: "lmtp" needs the section [lmtp]'),
        (TAP + "more = 1\n", "taps[1].more: there is no such key"),
    ],
)
def test_a_tap_that_cannot_work_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """It would look as if it proved something."""
    assert faults(tmp_path, SIGNED + DESK + text) == (fault,)


def test_two_taps_have_two_addresses(tmp_path: Path) -> None:
    """Both are named."""
    found = faults(tmp_path, SIGNED + TAP + TAP)
    assert found == tuple(
        f"taps[{number}].address: must be unique: another tap has infra-tap@example.org"
        for number in (1, 2)
    )


def test_taps_are_a_list_of_tables(tmp_path: Path) -> None:
    """As lists are."""
    assert faults(tmp_path, SIGNED + TAP.replace("[[taps]]", "[taps]")) == (
        "taps: must be written [[taps]]",
    )


def test_a_list_that_asks_for_no_proof_has_no_tap(tmp_path: Path) -> None:
    """There a copy would prove what nobody asks."""
    assert faults(tmp_path, GOOD + TAP) == (
        "taps[1].lists: names infra@example.org, which asks nobody for a proof: only a list with "
        'identity = "verified" needs a tap',
    )


def test_a_tap_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """A copy in the list's folder would look like the list's mail."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0o600)
    text = (SIGNED + TAP).replace('via = "smtp"', 'via = "imap:INBOX"')
    text += IMAP + 'password_file = "secret"\n'
    assert faults(tmp_path, text) == (
        'taps[1].via: must be a folder of its own: a list has "imap:INBOX", and a '
        "tap's copy shows nothing about whether the list passed the mail on",
    )
