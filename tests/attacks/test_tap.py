"""Attacks on a tap: the running daemon gets copies that say more than was signed, or that no list
ever passed on.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from listbot.app import App
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store import reading
from tests.cli.setup.test_tap import config_in, daemon, hand_over
from tests.line.tapped import SIGNER, TAP, after, before, vote
from tests.playing import LIST, hours, opening

MEMBER = '[[members]]\nname = "Lena"\naddresses = ["lena@example.org"]\n'
OTHER = opening("q", 0.5, subject="[VOTE] Ban Bob", text="He snores.")
OLD = replace(vote("Omar", 0.9), dated=-24 * 30)
FOUND = b"Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\n"
STOLEN = replace(SIGNER, key="stolen from nobody")


def votes(app: App, number: int = 1) -> list[str]:
    """What became of each vote."""
    with app.store.reading() as connection:
        case = reading.vote(connection, number)
    assert case is not None
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    return sorted(f"{each.voter} {each.value} {each.status}" for each in found.tally.votes)


async def test_what_is_handed_to_a_tap(tmp_path: Path) -> None:
    """Whoever reaches the tap, and whoever posts in a member's name, can at worst have a mail
    counted that this member signed and the list passed on.
    """
    moved, squatted = replace(vote("Ravi"), answers=["q"]), replace(vote("Lena"), text="-1 never")
    mails = [
        *((before(each), TAP) for each in (opening(), OTHER)),
        *((after(each), LIST) for each in (opening(), OTHER)),
        # a signed vote, which somebody takes from the tap's queue and posts elsewhere
        (before(vote("Ravi")), TAP),
        (after(moved, None), LIST),
        # a Message-ID that somebody takes first
        (before(vote("Lena")), TAP),
        (after(squatted, None), LIST),
        (after(vote("Lena")), LIST),
        # copies that nobody signed, whatever stands above them
        (FOUND + before(vote("Ines"), None), TAP),
        (before(vote("Ines"), STOLEN), TAP),
        (after(vote("Ines"), None), LIST),
        # a vote of last month, and one that the list never passed on
        (before(OLD), TAP),
        (after(OLD), LIST),
        (before(vote("Kim")), TAP),
        (before(vote("Lars")), TAP),
        (before(vote("Lars")), LIST),
    ]
    app = daemon(config_in(tmp_path, MEMBER))
    with closing(app.store):
        assert set(await hand_over(app, *mails)) == {"250 2.0.0 Stored"}
        assert votes(app, 1) == [
            "ines@example.org +1 unverified",
            "lars@example.org +1 unverified",
            "lena@example.org +1 counted",
            "lena@example.org -1 unverified",
            "omar@example.org +1 unverified",
        ]
        assert votes(app, 2) == ["ravi@example.org +1 unverified"]
        assert replay(app.store).is_equal
