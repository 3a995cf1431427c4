"""A vote's life on a Mailman 3 list in each of its modes, and what its posts prove: real
signatures of an opendkim in front of it, real verdicts of another behind it.
"""

from collections.abc import Iterator

import pytest

from tests.servers.mailman_modes import (
    BROKEN,
    CHOSEN,
    KEPT,
    MODES,
    REWRITTEN,
    SILENT,
    TAPPED,
    UNFIT,
    Played,
    address,
    play,
    running_modes,
)
from tests.servers.site import MEMBERS
from tests.servers.test_end_to_end import votes_in

pytestmark = [pytest.mark.servers, pytest.mark.slow]

SIGNED = {
    "keys": "signed by example.org",
    "verdicts": "signed by example.org, as mx.example.org found",
    "wrapped-whole": "signed by example.org, in the mail that the list wrapped",
}
UNSIGNED = "it has no signature of example.net"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """All threads, from their proposals to their results."""
    with running_modes(tmp_path_factory.mktemp("modes")) as site:
        yield play(site)


@pytest.mark.parametrize("mode", MODES)
def test_every_letter_reaches_every_member(played: Played, mode: str) -> None:
    """Two openings, a reminder and two results, each of them once, through the list."""
    chosen, silent = f"[VOTE] {CHOSEN}", f"[VOTE] {SILENT}"
    expected = [
        f"[{mode}] Re: {chosen}",
        f"[{mode}] Re: {silent}",
        f"[{mode}] Re: {silent}",
        f"[{mode}] [RESULT] {chosen}: PASSED",
        f"[{mode}] [RESULT] {silent}: NOT PASSED (0 of 3 +1)",
    ]
    got = {who: sorted(str(each["Subject"]) for each in played.posts(mode, who)) for who in MEMBERS}
    assert got == dict.fromkeys(MEMBERS, sorted(expected))


@pytest.mark.parametrize("mode", MODES)
def test_four_mail_programs_votes_count_for_their_writers(played: Played, mode: str) -> None:
    """Wherever the list has put the author, also that of a mail which is only HTML."""
    how, level = MODES[mode].how, "list-vouched"
    assert played.stored(mode) == {
        "proposal": ("ana@example.org", how, level, "opens", ""),
        "gmail": ("bob@example.org", how, level, "vote", ""),
        "thunderbird": ("cleo@example.org", how, level, "vote", ""),
        "mutt": ("dan@example.net", how, level, "vote", ""),
        "outlook": ("ana@example.org", how, level, "vote", ""),
    }
    assert votes_in(played.result(mode)) == {
        "Binding": ["+1 Ana Ruiz", "+1 Bob Ito", "+1 Cleo Moss", "+1 Dan Fox"]
    }


@pytest.mark.parametrize("mode", [*MODES, *KEPT, *TAPPED])
def test_the_bot_sees_its_own_posts_come_back(played: Played, mode: str) -> None:
    """Also wrapped ones, and those with another From: so it knows that they are out."""
    posts = [
        (each["state"], each["echo"], each["attempts"])
        for each in played.outbox
        if each["to"] == [address(mode)]
    ]
    assert posts == [("sent", "seen", 1)] * len(played.posts(mode))


@pytest.mark.parametrize("mode", KEPT)
def test_signatures_that_a_list_leaves_whole_prove_votes(played: Played, mode: str) -> None:
    """A forged vote with a perfect header does not bind, whatever it says was found; nor does one
    without a signature.
    """
    how, proof = KEPT[mode].how, SIGNED[mode]
    assert played.stored(mode) == {
        "proposal": ("ana@example.org", how, "verified", "opens", proof),
        "gmail": ("bob@example.org", how, "verified", "vote", proof),
        "thunderbird": ("cleo@example.org", how, "list-vouched", "vote", UNFIT),
        "mutt": ("dan@example.net", how, "list-vouched", "vote", UNSIGNED),
        "outlook": ("ana@example.org", how, "verified", "vote", proof),
    }
    assert votes_in(played.result(mode)) == {
        "Binding": ["+1 Ana Ruiz", "+1 Bob Ito"],
        "Unverified, so not counted": ["+1 Cleo Moss", "+1 Dan Fox"],
    }


@pytest.mark.parametrize("mode", BROKEN)
def test_a_list_that_changes_mails_proves_nobody(played: Played, mode: str) -> None:
    """No proposal opens, and nobody's vote counts; the bot says nothing on the list."""
    how, proof = BROKEN[mode].how, BROKEN[mode].broken
    unsigned = proof if proof == REWRITTEN else UNSIGNED
    what = ("list-vouched", "not a vote")
    assert played.stored(mode) == {
        "proposal": ("ana@example.org", how, *what, proof),
        "gmail": ("bob@example.org", how, *what, proof),
        "thunderbird": ("cleo@example.org", how, *what, proof),
        "mutt": ("dan@example.net", how, *what, unsigned),
        "outlook": ("ana@example.org", how, *what, proof),
    }
    assert played.posts(mode) == []


@pytest.mark.parametrize("mode", TAPPED)
def test_a_tap_proves_who_wrote_what_a_list_changed(played: Played, mode: str) -> None:
    """What was signed before the list changed it counts; a forged vote has no copy that proves it,
    and an unsigned one none at all.
    """
    how, stored = TAPPED[mode].how, played.stored(mode)
    proof = "signed by example.org, seen before the list changed it"
    assert {name: stored[name] for name in ("proposal", "gmail", "outlook")} == {
        "proposal": ("ana@example.org", how, "verified", "opens", proof),
        "gmail": ("bob@example.org", how, "verified", "vote", proof),
        "outlook": ("ana@example.org", how, "verified", "vote", proof),
    }
    for name in ("thunderbird", "mutt"):
        assert stored[name][2] == "list-vouched"
        assert stored[name][4].endswith("; no signed copy has come from before the list")
    assert votes_in(played.result(mode)) == {
        "Binding": ["+1 Ana Ruiz", "+1 Bob Ito"],
        "Unverified, so not counted": ["+1 Cleo Moss", "+1 Dan Fox"],
    }
