"""Reports of undelivered mail: each file of `bounces/` is one mail system's format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.mail import Bounce
from listbot.mail.origin import bounces
from listbot.mail.origin.bounces import MAX_BLOCKS, MAX_RECIPIENTS
from tests.mail.arrivals import FIELDS, mail

SAMPLES = sorted((Path(__file__).parent / "bounces").glob("*.txt"))
REPORTER = "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n"
STATUS = (
    REPORTER + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\nContent-Type: message/delivery-status\n\n"
)


def sample(path: Path) -> tuple[dict[str, str], str]:
    """What a sample says about itself, and its mail."""
    head, _, raw = path.read_text(encoding="utf-8").partition("=== mail\n")
    return {
        line.partition(":")[0]: line.partition(":")[2].strip() for line in head.splitlines()
    }, raw


def addresses(text: str) -> tuple[str, ...]:
    """Addresses separated by commas."""
    return tuple(text.split(", ")) if text else ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_report_of(path: Path) -> None:
    """We find who was not reached, for good or for now; other mail is not a bounce. CRLF or
    LF does not matter.
    """
    said, raw = sample(path)
    expected = Bounce(addresses(said["failed"]), addresses(said["delayed"]), said["how"])
    for text in (raw, raw.replace("\n", "\r\n")):
        assert mail(text).bounce == (None if said["how"] == "none" else expected)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_bounce_is_not_a_persons_mail(path: Path) -> None:
    """It is a machine's answer, and so never opens a ticket."""
    found = mail(sample(path)[1])
    if path.stem == "a-person-quotes-a-bounce":
        assert found.automatic is None
    else:
        assert found.automatic is not None
        assert not found.automatic.is_notice


def test_only_a_report_is_looked_at() -> None:
    """The same words from a person are just words; with a null envelope sender they are a
    report.
    """
    _, raw = sample(Path(__file__).parent / "bounces/qmail.txt")
    words = raw.partition("\n\n")[2]
    assert mail(FIELDS + "\n" + words).bounce is None
    found = mail(FIELDS + "\n" + words, envelope_from="").bounce
    assert found == Bounce(("kim@example.net",), (), "its words")


def test_a_status_is_read_as_far_as_it_is_bounded() -> None:
    """A status with too many blocks gives recipients only up to the limit."""
    many = "".join(
        f"Final-Recipient: rfc822;p{n}@example.net\nAction: failed\n\n" for n in range(600)
    )
    found = mail(STATUS + many + "--b--\n").bounce
    assert found is not None
    assert (len(found.failed), MAX_BLOCKS) == (MAX_RECIPIENTS, 500)
    late = "x: y\n\n" * MAX_BLOCKS + "Final-Recipient: rfc822;kim@example.net\nAction: failed\n\n"
    assert mail(STATUS + late + "--b--\n").bounce is None


def test_words_are_read_as_far_as_they_are_bounded() -> None:
    """Text far down is ignored."""
    intro = "Hi. This is the qmail-send program.\n\n"
    far = "x\n" * 10_000 + "<kim@example.net>:\n"
    assert mail(REPORTER + "\n" + intro + far).bounce is None


def test_a_detector_that_raises_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail is read whatever flufl.bounce does with odd input."""

    def raising(_: object) -> None:
        raise TypeError("odd input")

    monkeypatch.setattr(bounces, "all_failures", raising)
    assert mail(REPORTER + "\n<kim@example.net>:\n").bounce is None


PIECES = st.sampled_from(
    [
        *"<>@:; \n\n\n\"'()-",
        "kim@example.net",
        "Hi. This is the ",
        "Your message\n",
        "Unable to deliver message to",
        "The following addresses had",
        "--b\n",
        "--b--\n",
        "Content-Type: message/delivery-status\n\n",
        "Content-Type: message/global-delivery-status\n\n",
        "Content-Type: message/rfc822\n\n",
        "Content-Type: text/plain\nContent-Description: notification\n\n",
        "Content-Transfer-Encoding: base64\n",
        "Final-Recipient: rfc822; ",
        "Original-Recipient: ",
        "Action: failed\n",
        "Action: delayed\n",
        "X-Failed-Recipients: ",
        "é\udce9\x00",
    ]
)


@settings(max_examples=200)
@given(
    st.lists(PIECES, max_size=40).map("".join),
    st.sampled_from([REPORTER + "\n", STATUS, STATUS + "\n"]),
)
def test_no_report_makes_reading_raise(text: str, start: str) -> None:
    """No content makes reading raise; every recipient named has an address."""
    found = mail(start + text).bounce
    assert found is None or all("@" in address for address in (*found.failed, *found.delayed))
