"""The subject of a refusal, by stage, code and words."""

import pytest

from listbot.outbound.smtp_replies import About, Stage, about, is_for_later, is_of_us

EVERY = tuple(Stage)
AFTER_GREETING = (Stage.SENDER, Stage.RECIPIENT, Stage.DATA, Stage.CONTENT)
OF_THE_LETTER = (Stage.RECIPIENT, Stage.DATA, Stage.CONTENT)

CASES: tuple[tuple[tuple[Stage, ...], int, str, About], ...] = (
    # Only the moment.
    (EVERY, 421, "4.3.2 shutting down", About.MOMENT),
    (EVERY, 450, "4.2.0 greylisted", About.MOMENT),
    (EVERY, 451, "4.7.1 local error, relay busy", About.MOMENT),
    (EVERY, 454, "4.7.0 TLS not available due to temporary reason", About.MOMENT),
    (EVERY, 354, "more", About.MOMENT),
    (EVERY, 999, "what", About.MOMENT),
    (EVERY, -1, "", About.MOMENT),
    # Us, whatever the letter.
    ((Stage.GREETING,), 550, "5.7.1 no mail from dynamic addresses", About.US),
    ((Stage.GREETING,), 554, "5.7.1 Client host blocked using zen.example.org", About.US),
    ((Stage.GREETING,), 552, "5.3.4 too large", About.US),
    (EVERY, 503, "5.5.1 bad sequence", About.US),
    (EVERY, 521, "5.3.2 takes no mail", About.US),
    (EVERY, 530, "5.7.0 Must issue a STARTTLS command first", About.US),
    (EVERY, 534, "5.7.9 login too weak", About.US),
    (EVERY, 535, "5.7.8 wrong password", About.US),
    (EVERY, 538, "5.7.11 encryption required", About.US),
    (EVERY, 550, "5.7.25 no reverse name", About.US),
    (EVERY, 554, "5.3.5 misconfigured", About.US),
    ((Stage.SENDER, Stage.RECIPIENT, Stage.DATA), 502, "5.5.1 unknown command", About.US),
    ((Stage.SENDER,), 550, "5.7.1 relaying denied", About.US),
    ((Stage.SENDER,), 553, "5.1.8 sender rejected", About.US),
    ((Stage.SENDER,), 501, "5.1.7 bad sender syntax", About.US),
    ((Stage.SENDER,), 554, "our policy", About.US),
    ((Stage.RECIPIENT,), 554, "5.7.1 <kim@example.net>: Relay access denied", About.US),
    ((Stage.RECIPIENT,), 550, "relay not permitted", About.US),
    ((Stage.RECIPIENT,), 550, "5.7.1 Unable to relay", About.US),
    (
        (Stage.RECIPIENT,),
        553,
        "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        About.US,
    ),
    (
        (Stage.RECIPIENT,),
        554,
        "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using x",
        About.US,
    ),
    (
        (Stage.RECIPIENT,),
        553,
        "5.7.1 <bot@example.org>: Sender address rejected: not owned by user x",
        About.US,
    ),
    ((Stage.RECIPIENT,), 550, "authentication required", About.US),
    (
        (Stage.RECIPIENT,),
        504,
        "5.5.2 <x>: Helo command rejected: need fully-qualified hostname",
        About.US,
    ),
    # The letter.
    (OF_THE_LETTER, 550, "5.1.1 no such user", About.LETTER),
    (OF_THE_LETTER, 550, "", About.LETTER),
    (OF_THE_LETTER, 554, "5.7.1 rejected as spam", About.LETTER),
    (OF_THE_LETTER, 553, "5.1.3 bad address", About.LETTER),
    (OF_THE_LETTER, 551, "user not local", About.LETTER),
    (AFTER_GREETING, 552, "5.3.4 too large", About.LETTER),
    (AFTER_GREETING, 523, "too large", About.LETTER),
    (AFTER_GREETING, 554, "5.2.2 mailbox full", About.LETTER),
    (AFTER_GREETING, 555, "5.5.4 unknown parameter", About.LETTER),
    ((Stage.DATA,), 554, "5.5.1 no valid recipients", About.LETTER),
    ((Stage.CONTENT,), 500, "5.5.2 line too long", About.LETTER),
    ((Stage.CONTENT,), 550, "the text speaks of a relay, and of STARTTLS", About.LETTER),
    ((Stage.RECIPIENT,), 550, "5.7.80 what looks like 5.7.8 is not", About.LETTER),
)


@pytest.mark.parametrize(
    ("stage", "code", "words", "expected"),
    [(stage, code, words, expected) for stages, code, words, expected in CASES for stage in stages],
)
def test_what_a_refusal_is_about(stage: Stage, code: int, words: str, expected: About) -> None:
    """A row of the table."""
    assert about(stage, code, words) is expected


@pytest.mark.parametrize(
    ("reply", "later", "us"),
    [
        ("450 4.2.0 greylisted", True, False),
        ("550 5.1.1 no such user", False, False),
        ("554 5.7.1 Relay access denied", True, True),
        ("what", True, False),
        ("", True, False),
    ],
)
def test_a_recipient_that_others_did_not_share_the_fate_of(
    reply: str, later: bool, us: bool
) -> None:
    """Some accepted the letter; the others keep waiting unless the refusal is about the letter."""
    assert (is_for_later(reply), is_of_us(reply)) == (later, us)
