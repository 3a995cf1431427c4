"""Posts about acts by hand in an archive: shown, and not believed."""

from dataclasses import replace
from email import message_from_bytes

from listbot.cli.counting.tally import as_text
from listbot.cli.counting.tally_json import as_json
from listbot.mail import Mail, read
from listbot.model.inputs import VoteInput, VoteVerb
from listbot.packaged import load_preset
from listbot.pipeline import act_on_vote
from listbot.recount.hand_notices import HandNotice, hand_notices
from listbot.recount.options import RecountOptions
from listbot.recount.recount import recount
from tests.playing import ROSTER, Play, Post, hours, opening, votes

LATER = "2026-09-14 18:00 UTC"


def extended() -> tuple[Play, list[Post], bytes]:
    """A vote whose close was moved by hand, its mails, and listbot's post about it."""
    play, posts = Play(), [opening(), *votes(("Ravi", "Lena")), *votes(("Omar",), at=100)]
    play.take(*posts[:3])
    play.now = hours(24)
    asked = VoteInput(1, VoteVerb.EXTEND, LATER, "root", "The host was down.", hours(24))
    with play.transaction() as tx:
        act_on_vote(tx, asked)
    (_, moved) = play.letters("M1")
    return play, posts, moved.parcel.raw


def test_a_post_by_hand_is_shown_and_not_believed() -> None:
    """Without the times of the result, the recount closes when the mails say so."""
    play, posts, post = extended()
    arrivals = [*(each.arrival(play.in_force) for each in posts)]
    arrivals.append(replace(arrivals[0], raw=post, arrived=hours(24)))
    mails = [(str(at), read(replace(each, archived=True))) for at, each in enumerate(arrivals)]
    options = RecountOptions(load_preset("ovirt"), now=hours(300), roster=ROSTER, closes=hours(72))
    found = recount("archive", mails, options)
    id = message_from_bytes(post)["Message-ID"]
    (counted,) = found.proposals
    (notice,) = counted.by_hand
    assert (notice.mail, notice.act) == (id, "close 2026-09-14T18:00:00Z")
    assert (counted.outcome.closes, counted.outcome.tally.yes) == (hours(72), 2)
    assert "a recount cannot verify and does not believe" in as_text([found])
    assert f"close 2026-09-14T18:00:00Z   {id}" in as_text([found])
    assert id in str(as_json([found]))


def test_only_machines_mails_are_posts_by_hand() -> None:
    """A person's mail with such a header is a mail like any other."""
    play = Play()
    person = play.read(Post("a", more="X-Listbot-Act: withdraw"))
    machine = play.read(Post("b", more="X-Listbot-Act: adopt\nAuto-Submitted: auto-generated"))
    assert isinstance(person, Mail)
    assert isinstance(machine, Mail)
    expected = HandNotice("<b@example.org>", hours(0), "adopt")
    assert hand_notices([machine, person]) == (expected,)
