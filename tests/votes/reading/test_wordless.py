"""A mail without a word that can be read: a value in its subject is asked about, never counted; so
is what is encrypted. Where silence decides, it holds."""

from dataclasses import replace

import pytest

from listbot.mail import Mail
from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.wordless import NO_WORDS, SEALED
from tests.mail.arrivals import mail
from tests.votes.reading.cases import VIEW, reply, told


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("+1 Re: [VOTE] A neutral proposal", "", "unclear +1"),
        ("Re: [VOTE] A neutral proposal: −1 (EOM)", "\n-- \nKim", "unclear -1"),
        ("Re: [VOTE] A neutral proposal +1", "> Shall we?", "unclear +1"),
        ("Re: [VOTE] A neutral proposal +1", "Which host?", "nothing"),
        ("Re: [VOTE] A neutral proposal +1", "-1", "-1 unexplained"),
        ("Re: [VOTE] A neutral proposal", "", "nothing"),
        ("Re: [VOTE] A neutral proposal for UTC+1 and C++1", "", "nothing"),
    ],
)
def test_a_value_in_the_subject(subject: str, body: str, expected: str) -> None:
    """Only where the mail has no own words, and beside the title alone."""
    assert told(read_votes(reply(body, subject), VIEW)) == (expected,)


def test_a_title_with_a_value() -> None:
    """What stands in the title is nobody's vote, and without a proposal there is no vote."""
    titled = ThreadView(title="Shift all times by -1 hour")
    for view in (titled, ThreadView()):
        reading = read_votes(reply("", "Re: [VOTE] Shift all times by -1 hour"), view)
        assert told(reading) == ("nothing",)


CALL = replace(VIEW, silent=True)
TALK = replace(VIEW, answers_opening=False, parent=Parent.TALKS)
ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA1w\n-----END PGP MESSAGE-----\n"


def of_type(kind: str, body: str = "") -> Mail:
    """An answer of Kim's with this content type and body."""
    head = (
        "From: Kim <kim@example.org>\nTo: infra@example.org\nSubject: Re: A neutral proposal\n"
        "Message-ID: <2@example.org>\nIn-Reply-To: <1@example.org>\n"
        "Date: Tue, 12 May 2026 11:49:00 +0000\nMIME-Version: 1.0\n"
    )
    return mail(f"{head}Content-Type: {kind}\n\n{body}".encode())


SEALED_MAILS = [
    of_type("application/ms-tnef; name=winmail.dat", "eJ8+Ig=="),
    of_type('application/pkcs7-mime; smime-type="enveloped-data"', "MIIB"),
    of_type('multipart/encrypted; boundary="B"', "--B\nContent-Type: image/png\n\nx\n--B--\n"),
    of_type("text/plain", ARMOUR),
]


@pytest.mark.parametrize("sealed", SEALED_MAILS)
def test_what_is_encrypted_is_asked_about(sealed: Mail) -> None:
    """Its writer may have voted; deeper in a thread people talk, unless silence decides."""
    for view, expected in (
        (VIEW, [SEALED]),
        (CALL, [SEALED]),
        (replace(TALK, silent=True), [SEALED]),
        (TALK, []),
        (replace(VIEW, proposer="kim@example.org"), []),
        (ThreadView(), []),
    ):
        assert [doubt.reason for doubt in read_votes(sealed, view).doubts] == expected


@pytest.mark.parametrize(
    "body", ['<img src="cid:a" alt="please do not">', "<blockquote>Shall we?</blockquote>"]
)
def test_a_mail_without_words_holds_a_silence(body: str) -> None:
    """A picture may say anything; in a vote that needs votes, it is none."""
    for view, expected in (
        (CALL, [NO_WORDS]),
        (replace(TALK, silent=True), [NO_WORDS]),
        (VIEW, []),
    ):
        reading = read_votes(of_type("text/html", body), view)
        assert [doubt.reason for doubt in reading.doubts] == expected


def test_a_greeting_above_an_encrypted_text_is_no_silence() -> None:
    """The words that can be read are harmless; the others are not known."""
    armoured = reply(f"Hi Pat,\n\n{ARMOUR}")

    assert [doubt.reason for doubt in read_votes(armoured, CALL).doubts] == [SEALED]
    assert read_votes(armoured, VIEW).doubts == ()
