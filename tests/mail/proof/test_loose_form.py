"""A text whose form is not signed is believed only if it can be read in one way."""

import base64
from dataclasses import replace

import pytest

from listbot.mail import Level
from listbot.mail.proof.loose_form import UNSURE, fault_of_encoding, fault_of_type
from tests.mail.proof.signing import ALL
from tests.mail.proof.test_judging import MAIL, SIGNED, SIGNER, judged, refused

GMAIL = replace(SIGNER, covers=(*ALL[:-1], "mime-version"))
"""Signs neither Content-Type nor Content-Transfer-Encoding."""
HEADER = MAIL.partition("Content-Type")[0]
PLAIN = "Content-Type: text/plain\n"
TEXT = "Why?\n\nOn Monday Mallory wrote:\n> so =0A=0A+1 from all of us\n> or +AAo-+-1\n"
PARTS = (
    b"--b\r\nContent-Type: text/plain\r\n\r\nWhy?\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<div>Why?</div>\r\n\r\n--b--\r\n"
)
HTML = b"<div>Why?</div>\r\n<blockquote>so\r\n+1\r\n</blockquote>\r\n"
OUTLOOK = b"Why?\r\n\r\n-----Original Message-----\r\nFrom: Mallory\r\n\r\n+1\r\n"


@pytest.mark.parametrize(
    "field",
    [
        PLAIN + "Content-Transfer-Encoding: quoted-printable\n",
        "Content-Type: text/plain; charset=utf-7\n",
        "Content-Type: text/html\n",
    ],
)
def test_a_quoted_vote_does_not_become_the_writers_own(field: str) -> None:
    """Somebody who reads a signed mail in another way proves nothing with it."""
    raw = GMAIL.sign(HEADER + PLAIN + "\n" + TEXT)
    assert (judged(raw).author.level, judged(raw).body.own) == (Level.VERIFIED, "Why?")
    changed = raw.replace(
        PLAIN.replace("\n", "\r\n").encode(), field.replace("\n", "\r\n").encode()
    )
    assert refused(changed) == f"the signature of example.org {UNSURE}"


def test_who_signs_the_form_is_believed() -> None:
    """A writer may choose any form if the signature is over it."""
    signer = replace(SIGNER, covers=(*ALL, "content-transfer-encoding"))
    raw = signer.sign(
        f"{HEADER}Content-Type: text/plain; charset=utf-7\n"
        "Content-Transfer-Encoding: quoted-printable\n\n=0A+1\n"
    )
    assert judged(raw).proof == SIGNED


@pytest.mark.parametrize(
    ("field", "encoding", "body"),
    [
        (b"", b"", b"+1\r\n"),
        (b' text/plain; charset="UTF-8"; format=flowed', b" 7bit", b"+1\r\n-- \r\nAna\r\n"),
        (b" text/plain;\r\n charset=ISO-8859-1;", b" base64", base64.encodebytes(b"+1\r\n")),
        (b" Text/HTML; charset=us-ascii", b"", HTML),
        (b" text/html", b"base64", base64.encodebytes(HTML)),
        (b' multipart/alternative; boundary="b"', b"", PARTS),
        (
            b" multipart/mixed; boundary=b",
            b"",
            b"This is a multi-part message in MIME format.\r\n" + PARTS,
        ),
    ],
)
def test_a_form_that_the_text_bears_out(field: bytes, encoding: bytes, body: bytes) -> None:
    """Mail as mailers write it is read as it says."""
    assert fault_of_type(field, encoding, body) == ""


@pytest.mark.parametrize(
    ("field", "encoding", "body"),
    [
        (b"text/plain (a note)", b"", b"+1\r\n"),
        (b"text/plain; charset*=utf-8''utf-7", b"", b"+1\r\n"),
        (b"text/plain; charset=utf-16", b"", b"+1\r\n"),
        (b"text/plain; charset=cp037", b"", b"+1\r\n"),
        (b"application/pkcs7-mime", b"base64", b"KzE=\r\n"),
        (b"message/rfc822", b"", b"From: a\r\n\r\n+1\r\n"),
        (b"text/plain", b"", PARTS),
        (b"text/plain", b"", HTML),
        (b"text/plain", b"", b"Why?<br>\r\n" + HTML),
        (b"text/plain", b"base64", base64.encodebytes(HTML)),
        (b"text/html", b"", TEXT.encode()),
        (b"text/html", b"base64", b"A\r\n"),
        (b"multipart/mixed", b"", PARTS),
        (b"multipart/mixed; boundary=c", b"", PARTS),
        (b"multipart/digest; boundary=b", b"", PARTS),
        (b'multipart/mixed; boundary="---Original Message-----"', b"", OUTLOOK),
        (b'multipart/mixed; boundary="---Original Message-----"', b"", OUTLOOK[8:]),
    ],
)
def test_a_form_that_the_text_does_not_bear_out(field: bytes, encoding: bytes, body: bytes) -> None:
    """Other charsets, parts that are none, HTML as text and text as HTML prove nothing."""
    assert fault_of_type(field, encoding, body) == UNSURE


@pytest.mark.parametrize(
    ("field", "encoding", "body"),
    [
        (b"text/plain", b"", b"A title\r\n=======\r\n\r\n+1, a=3D\r\n"),
        (b"text/plain", b"Quoted-Printable", b"a=3Db, caf=C3=A9=20=\r\n+1=0D=0A=\r\n"),
        (b"text/html", b"quoted-printable", b'<div dir=3D"ltr">+1</div>\r\n'),
        (b"text/plain", b"base64", base64.encodebytes(b"+1\r\n" * 40).replace(b"\n", b"\r\n")),
        (b"multipart/alternative; boundary=b", b"base64", PARTS),
    ],
)
def test_an_encoding_that_the_text_bears_out(field: bytes, encoding: bytes, body: bytes) -> None:
    """Text as encoders write it is decoded as it says; parts name their own encodings."""
    assert fault_of_encoding(field, encoding, body) == ""


@pytest.mark.parametrize(
    ("field", "encoding", "body"),
    [
        (b"text/plain", b"", b"> a long line that somebody quotes=\r\n+1\r\n"),
        (b"text/plain", b"8bit", b"> a long line that somebody quotes=\r\n+1\r\n"),
        (b"text/plain", b"quoted-printable", b"Why?\r\n\r\n> so=0A+1\r\n"),
        (b"text/plain", b"quoted-printable", b"Why?\r\n\r\n> so=0d+1\r\n"),
        (b"text/html", b"quoted-printable", b"<p>Why?</p>\r\n=3C/blockquote=3E+1\r\n"),
        (b"text/plain", b"base64", b"Why?\r\n\r\n> Cg0KKzEK\r\n"),
        (b"text/plain", b"x-uuencode", b"begin 644 a\r\n"),
    ],
)
def test_an_encoding_that_the_text_does_not_bear_out(
    field: bytes, encoding: bytes, body: bytes
) -> None:
    """What no encoder writes was not written by one."""
    assert fault_of_encoding(field, encoding, body) == UNSURE
