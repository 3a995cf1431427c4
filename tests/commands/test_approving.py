"""An operator's answer to "these letters wait", in the words that people use."""

import pytest

from listbot.commands.approving import choice_in, token_in, tokens_in
from listbot.model.decision import Choice
from tests.mail.arrivals import mail

NAMES = {"ana", "ruiz"}
TOKEN = "abcdefghijklmnopqrstuvwx23"


@pytest.mark.parametrize(
    ("own", "choice"),
    [
        ("ok", Choice(rest=True)),
        ("OK!", Choice(rest=True)),
        ("Ok, thanks\n\nAna", Choice(rest=True)),
        ("Hi listbot,\n\nyes please send them all.\n\nThanks\nAna Ruiz", Choice(rest=True)),
        ("approve", Choice(rest=True)),
        ("Approve all", Choice(rest=True)),
        ("+1", Choice(rest=True)),
        ("go ahead", Choice(rest=True)),
        ("Looks good to me", Choice(rest=True)),
        ("no", Choice(rest=False)),
        ("No, drop it.", Choice(rest=False)),
        ("-1", Choice(rest=False)),
        ("ok 12", Choice((12,))),
        ("ok for 12 and 14", Choice((12, 14))),
        ("12 ok", Choice((12,))),
        ("#12: yes", Choice((12,))),
        ("approve 12, 14\ndrop 13", Choice((12, 14), (13,))),
        ("ok 12 and 14, drop 13", Choice((12, 14), (13,))),
        ("12 ok, 13 no, 14 ok", Choice((12, 14), (13,))),
        ("12, 14: send; 13: drop", Choice((12, 14), (13,))),
        ("no 13", Choice((), (13,))),
        ("drop 12 and 13, please", Choice((), (12, 13))),
    ],
)
def test_plain_answers(own: str, choice: Choice) -> None:
    """Yes and no, for all of them or by number, with the usual words around it."""
    assert choice_in(own, NAMES) == choice


@pytest.mark.parametrize(
    "own",
    [
        "",
        "Thanks!",
        "12",
        "all",
        "is this ok",
        "Are these good to go",
        "Please send me the letter",
        "send it to me",
        "both ok",
        "ok?",
        "not ok",
        "don't send 12",
        "ok, but fix the title first",
        "ok if nobody minds",
        "yes, drop 12",
        "ok 12, drop",
        "12 ok, drop 13",
        "drop 12\nok 12",
        "ok\ndrop 13",
        "ok\nno",
        "approve all 3",
        "ok 12 drop all",
        "all but 13",
        "ok\n\nNever mind, I changed my mind",
        "I am away until Monday. Ok for urgent matters.",
        "ok\n\nOmar",
        "+2",
        "-12",
        "ok 1234567890",
        "ok\n" * 21,
        "ok" + " " * 300 + "12",
        "ok " + " ".join(map(str, range(1, 60))),
        "ok\x00",
        "१२ ok",
    ],
)
def test_what_is_not_plain_does_nothing(own: str) -> None:
    """A condition, a doubt, a contradiction, a word that is not known: nothing is guessed."""
    assert choice_in(own, NAMES) is None


@pytest.mark.parametrize(
    ("own", "choice"),
    [
        ("Rui da Ok-Silva", None),
        ("no\n\nRui da Ok-Silva", Choice(rest=False)),
        ("ok\n\nSilva", Choice(rest=True)),
        ("ok", Choice(rest=True)),
        ("ok\nSilva 👎", None),
    ],
)
def test_a_name_says_nothing(own: str, choice: Choice | None) -> None:
    """Although "da" is a yes where somebody answers with it."""
    assert choice_in(own, {"rui", "da", "ok", "silva"}) == choice


@pytest.mark.parametrize(
    ("subject", "token"),
    [
        (f"Re: [approve {TOKEN}] 2 letters wait", TOKEN),
        (f"AW: [APPROVE {TOKEN.upper()}] 2 letters wait", TOKEN),
        ("Re: [approve short] 2 letters wait", ""),
        ("Re: letters", ""),
    ],
)
def test_the_token_is_in_the_subject(subject: str, token: str) -> None:
    """Every mail program keeps it there."""
    assert token_in(subject) == token


def test_tokens_are_found_wherever_a_mail_shows_them() -> None:
    """In a subject, an address or a quote, each of them once; a part of a longer word is none."""
    others = ("bbcdefghijklmnopqrstuvwx23", "cbcdefghijklmnopqrstuvwx23")
    shown = mail(
        f"From: ana@example.org\nTo: listbot+a-{others[0]}@example.org\n"
        f"Subject: Fwd: [approve {TOKEN}]\n\n"
        f"> Reply-To: listbot+A-{others[0].upper()}@example.org\n> [Approve {others[1].upper()}]\n"
        f"beta-dbcdefghijklmnopqrstuvwx23@example.org [approve {TOKEN[:-1]}]\n"
    )
    assert set(tokens_in(shown)) == {TOKEN, *others}
    assert len(tokens_in(shown)) == 3
