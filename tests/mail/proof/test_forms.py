"""The parts of a check: the forms that are signed, tag lists, and the examples of the RFCs."""

import time
from datetime import UTC, datetime

import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail.proof.canonical import relaxed_body, simple_body
from listbot.mail.proof.fields import cut
from listbot.mail.proof.keys import key_of
from listbot.mail.proof.signatures import Signature, read_signature
from listbot.mail.proof.tags import from_base64, number_of, tags_of, without_value

RFC_8463 = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
KEYS = {
    "ed25519": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "rsa": "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
    "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
    "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
    "Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
}
LINES = st.lists(st.sampled_from([b"\r\n", b" ", b"\t", b"a", b"\r", b"b c"]), max_size=30)


def test_the_example_of_rfc_8463() -> None:
    """One signature of each kind, made by the authors of the standard; neither fits other words."""
    mail = cut(RFC_8463)
    changed = cut(RFC_8463.replace(b"dinner", b"supper"))
    assert mail is not None
    assert changed is not None
    found = {}
    for field in mail.all("dkim-signature"):
        signature = read_signature(field, mail, datetime(2018, 6, 10, 14, tzinfo=UTC))
        assert isinstance(signature, Signature)
        key = key_of([KEYS[signature.kind]])
        assert not isinstance(key, str)
        found[signature.kind] = (signature.fault(mail, key), signature.fault(changed, key))
    assert found == dict.fromkeys(("ed25519", "rsa"), ("", "does not fit this mail"))


@given(LINES)
def test_bodies_have_the_same_forms_as_in_dkimpy(parts: list[bytes]) -> None:
    """Two programs that share no line agree on every body."""
    text = b"".join(parts)
    if text.endswith((b" ", b"\t")):  # dkimpy keeps white space behind the last line end
        text += b"\r\n"
    assert relaxed_body(text) == Relaxed.canonicalize_body(text)
    assert simple_body(text) == Simple.canonicalize_body(text)


def test_fields_are_cut_as_they_were_sent() -> None:
    """With their folds, whatever the line ends, without the line of a mailbox file."""
    for end in (b"\n", b"\r\n"):
        found = cut(b"From x Tue\nTo : a\n\tb\nx:\n\nbody\n".replace(b"\n", end))
        assert found is not None
        shown = [(each.name, each.value, each.raw) for each in found.fields]
        assert shown == [("to", b" a\r\n\tb", b"To : a\r\n\tb"), ("x", b"", b"x:")]
        assert found.body == b"body\r\n"
    assert cut(b"To: a") is not None
    assert cut(b"no field") is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (b"v=1; a = b ;", {"v": b"1", "a": b"b"}),
        (b"p=", {"p": b""}),
        (b" ; ;", {}),
        (b"v=1; v=2", None),
        (b"v", None),
        (b"=1", None),
        ("ü=1".encode(), None),
    ],
)
def test_tag_lists(text: bytes, tags: dict[str, bytes] | None) -> None:
    """A tag that is there twice, or a part that is not a tag, breaks the list."""
    assert tags_of(text) == tags


def test_times_and_codes_of_tags() -> None:
    """A time that is not a number is long past; what is not base64 is nothing."""
    assert [number_of(each) for each in (None, b"12", b"x", b"9" * 30)] == [None, 12, 0, 0]
    assert [from_base64(each) for each in (b"aGk=", b" a\r\n Gk= ", b"a", "ü".encode())] == [
        b"hi",
        b"hi",
        None,
        None,
    ]


def test_the_signature_itself_is_taken_out() -> None:
    """Only the value of b=, wherever it stands; bh= stays."""
    assert without_value(b"DKIM-Signature: b=xy; bh=b", b"b") == b"DKIM-Signature: b=; bh=b"
    assert without_value(b"DKIM-Signature: a=1;\r\n b = x\r\n y", b"b") == (
        b"DKIM-Signature: a=1;\r\n b ="
    )


def test_short_keys_prove_nothing() -> None:
    """RFC 8301: below 1,024 bits anybody with a computer can find the private key."""
    short = (
        "p=MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANfUtYdtX9KPR4wgp12OqACWGdOS5QYgl8v/aR1zKzU4zbkh2Z2E"
        "frt51E5Ch5VnYPe6Mhdm8wpTYJZvpOKpEcxxKTJSM+vg/9bwsEPl7jABrXt5NAx7H6OtdVeZPlkc8QIDAQAB"
    )
    assert key_of([short]) == "a key that is too short (768 bits; at least 1024)"


@pytest.mark.parametrize("space", [b" ", b"\t ", b"\r\n", b"\r", b" \r\n", b"a\t"])
def test_forms_are_linear(space: bytes) -> None:
    """A megabyte of anything takes less than a second; dkimpy's pattern takes hours for blanks."""
    start = time.process_time()
    relaxed_body(space * (1_000_000 // len(space)) + b"x")
    simple_body(space * (1_000_000 // len(space)))
    assert time.process_time() - start < 1
