"""A list's mail and its copy from before the list: when they are one, and what then counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.mail import Level, Mail, TapCopy, Unreadable, read
from listbot.mail.authorship import Heard, KeyAnswer, Proof, Proven
from listbot.mail.tapped import NO_COPY, TAPPED, WRAPPED, proven_by
from tests.line.tapped import SIGNER, TAP, TappedPlay, after, before, sent, vote, wrapped
from tests.mail.proof.signing import Signer, Zone
from tests.playing import LIST, Post, hours

PLAY = TappedPlay()
POST = vote("Ravi", answers=["x", "p"], text="+1\n\n> a quote\n\nfine")
BROKEN = "the signature of example.org is of another text: something changed it on its way"


def listed(post: Post, signer: Signer | None = SIGNER, raw: bytes | None = None) -> Mail:
    """A post as it comes from its list."""
    found = PLAY.listed(post, signer, raw=raw)
    assert isinstance(found, Mail)
    return found


def copied(post: Post, signer: Signer | None = SIGNER) -> Mail:
    """Its copy from before the list."""
    found = PLAY.copy_of(post, signer)
    assert isinstance(found, Mail)
    return found


MAIL, COPY = listed(POST), copied(POST)


def test_neither_proves_both() -> None:
    """The list's mail shows that it was on the list, and its copy who wrote it."""
    assert (MAIL.proof, MAIL.author.level, MAIL.vouched_by) == (
        Proof(Proven.NO, f"{BROKEN}; {NO_COPY}", awaits_copy=True),
        Level.LIST_VOUCHED,
        "lists.example.org",
    )
    assert (COPY.proof, COPY.author.level, COPY.vouched_by) == (
        Proof(Proven.YES, "signed by example.org"),
        Level.UNVERIFIED,
        "",
    )


def test_both_together_do() -> None:
    """What is counted is then what was signed; when it was received is for the list to say."""
    found = proven_by(MAIL, COPY, TAPPED)
    assert found == replace(
        MAIL,
        author=replace(MAIL.author, level=Level.VERIFIED),
        subject=COPY.subject,
        body=COPY.body,
        proof=Proof(Proven.YES, f"signed by example.org, {TAPPED}"),
    )
    assert (found.received, found.references) == (MAIL.received, COPY.references)


def test_an_arrival_with_its_copy_is_read_with_it() -> None:
    """A mail that is read again is proven again."""
    copy = TapCopy(before(POST), "lmtp", hours(1), COPY.arrival.key_answers)
    arrival = replace(MAIL.arrival, copy=copy)
    assert read(arrival) == replace(proven_by(MAIL, COPY, TAPPED), arrival=arrival)


@pytest.mark.parametrize(
    "other",
    [
        vote("Ravi", id="other"),
        vote("Lena", id="ravi-1"),
        vote("Ravi", text="-1"),
        vote("Ravi", subject="Re: [VOTE] Ban Bob"),
        vote("Ravi", subject="[RFC] [VOTE] Move CI artefacts to object storage"),
    ],
)
def test_another_mail_proves_nothing(other: Post) -> None:
    """Message-ID, author, own words and subject must agree."""
    copy = copied(other)
    mail = listed(vote("Ravi"))
    assert proven_by(mail, copy, TAPPED) is mail


def test_a_copy_that_cannot_be_read() -> None:
    """It says nothing about any mail."""
    assert proven_by(MAIL, Unreadable(MAIL.arrival, "", "odd"), TAPPED) is MAIL


def test_a_mail_that_proves_itself_needs_no_copy() -> None:
    """Its own signature is nearer."""
    whole = listed(POST, raw=POST.raw()[: POST.raw().index(b"From:")] + sent(POST))
    assert whole.proof == Proof(Proven.YES, "signed by example.org")
    assert proven_by(whole, COPY, TAPPED) is whole


def why_not(mail: Mail, copy: Mail | Unreadable) -> str:
    """Why a mail is not proven by its copy."""
    found = proven_by(mail, copy, TAPPED)
    assert found.proof is not None
    assert found == replace(mail, proof=found.proof)
    return found.proof.how


def test_a_copy_without_a_good_signature_says_why() -> None:
    """That tells more than that the list broke it."""
    assert why_not(MAIL, copied(POST, None)) == "it has no signature of example.org"


def test_a_thread_that_was_signed_cannot_be_changed() -> None:
    """Nobody moves a signed vote under another proposal."""
    moved = listed(replace(POST, answers=["x", "q"]), None)
    assert why_not(moved, COPY) == "on the list it answers another mail than its writer signed"


def test_a_thread_that_was_not_signed_is_not_used() -> None:
    """Then the signed subject tells where the mail belongs."""
    loose = replace(SIGNER, covers=("from", "subject", "date", "message-id"))
    mail = listed(replace(POST, answers=["x", "q"]), loose)
    found = proven_by(mail, copied(POST, loose), TAPPED)
    assert (found.author.level, found.references) == (Level.VERIFIED, ())


def test_a_mail_that_waited_for_a_moderator() -> None:
    """It is proven for seven days after its Date; when it was received is when it was let go."""
    for days, level in ((3, Level.VERIFIED), (8, Level.LIST_VOUCHED)):
        late = replace(MAIL, received=MAIL.received + timedelta(days=days))
        assert proven_by(late, COPY, TAPPED).author.level == level
    assert why_not(late, COPY) == "it came 8 days after its Date"


def test_a_list_may_remove_what_marks_an_answer() -> None:
    """The subject that was signed counts."""
    mail = listed(POST, raw=after(POST).replace(b"Subject: [infra] Re: ", b"Subject: [infra] "))
    found = proven_by(mail, COPY, TAPPED)
    assert (mail.subject, found.subject) == (f"[infra] {POST.subject[4:]}", POST.subject)


@pytest.mark.parametrize(
    ("sender", "more"),
    [
        ("Ravi via infra <infra@example.org>", "Reply-To: Ravi <ravi@example.org>"),
        ("Ravi via infra <infra@example.org>", "Cc: Ravi <ravi@example.org>"),
        ("Ravi <ravi=example.org@example.org>", "X-Odd: 1"),
    ],
)
def test_a_name_that_the_list_put_into_from(sender: str, more: str) -> None:
    """The list's mail says whom it took for the author, and the copy proves it."""
    munged = after(POST).replace(
        b"\r\nFrom: Ravi <ravi@example.org>", f"\r\nFrom: {sender}\r\n{more}".encode()
    )
    mail = listed(POST, raw=munged)
    assert mail.author.level is Level.LIST_VOUCHED
    found = proven_by(mail, COPY, TAPPED)
    assert (found.author.address, found.author.level) == ("ravi@example.org", Level.VERIFIED)


@pytest.mark.parametrize("footer", [True, False])
def test_a_wrapped_mail_is_judged_by_the_one_inside(footer: bool) -> None:
    """With a footer or alone; on a list that wraps, no tap is needed."""
    mail = listed(POST, raw=wrapped(POST, footer=footer))
    assert (mail.proof, mail.author.level, mail.message_id) == (
        Proof(Proven.YES, f"signed by example.org, {WRAPPED}"),
        Level.VERIFIED,
        MAIL.message_id,
    )


def test_a_wrapped_mail_that_was_changed() -> None:
    """The reason is that of the mail inside."""
    raw = wrapped(POST).replace(b"\r\n+1", b"\r\n-1")
    mail = listed(POST, raw=raw)
    assert (mail.proof, mail.author.level) == (
        Proof(Proven.NO, f"{BROKEN}; {NO_COPY}", awaits_copy=True),
        Level.LIST_VOUCHED,
    )


def test_a_wrapped_mail_while_the_dns_is_silent() -> None:
    """It may be proven later."""
    play = TappedPlay(zone=Zone().put(KeyAnswer(SIGNER.name, Heard.NO_ANSWER)))
    mail = play.listed(POST, raw=wrapped(POST))
    assert isinstance(mail, Mail)
    assert mail.proof == Proof(Proven.UNKNOWN, "the DNS did not answer for the key of example.org")


def test_a_mail_that_only_looks_wrapped() -> None:
    """Past the list, or in a form that is not simple, nothing inside is believed."""
    encoded = wrapped(POST, footer=False).replace(
        b"message/rfc822\r\n", b"message/rfc822\r\nContent-Transfer-Encoding: x-odd\r\n"
    )
    past = replace(POST, vouched=False)
    for raw in (encoded, wrapped(past)):
        mail = listed(POST, raw=raw)
        assert mail.author.level is not Level.VERIFIED


def test_a_tap_is_an_address_of_its_own() -> None:
    """Lists that are no longer watched have none."""
    assert list(PLAY.in_force.taps) == [TAP]
    assert PLAY.in_force.of(LIST).context.is_tapped
