"""The files of a mail; `tests/desk` has a mail of every kind."""

import email

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.mail import Contents, contents_of
from tests.mail.arrivals import FIELDS

MIXED = FIELDS + 'Content-Type: multipart/mixed; boundary="b"\n'
WRAPPED = (
    "Content-Type: message/rfc822\n\nFrom: ana@example.org\nContent-Type: multipart/mixed; "
    'boundary="b"\n\n'
    "--b\n\nwords\n--b\nContent-Type: text/csv; name=a.csv\n\n1,2\n--b--\n"
)


def names(found: Contents) -> list[str]:
    """Names of the files that were taken."""
    return [one.name for one in found.attachments]


def test_a_mail_that_its_list_wrapped() -> None:
    """Its files are those of the mail inside, if the reader unwrapped it, too."""
    raw = (FIELDS + WRAPPED).encode()
    assert names(contents_of(raw)) == ["attachment-1.eml"]
    assert names(contents_of(raw, unwrapped=True)) == ["a.csv"]
    assert names(contents_of(FIELDS.encode(), unwrapped=True)) == []


def test_a_multipart_of_lines_inside() -> None:
    """A second text whose parts cannot be found is kept as a file."""
    raw = MIXED + "\n--b\n\nwords\n--b\nContent-Type: multipart/mixed\n\nlines\n--b--\n"
    (file,) = contents_of(raw.encode()).attachments
    assert (file.name, file.type, file.data) == ("attachment-1.txt", "text/plain", b"lines\n")


def test_a_parser_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that the reader calls unreadable has no files."""

    def broken(_: bytes) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(email, "message_from_bytes", broken)
    assert contents_of(MIXED.encode()).notes == ("the MIME parser failed: ValueError",)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "--b\n", "--b--\n", "\n", "words\n", (
"Content-Type: "
"text/plain\n"
), "Content-Type: message/rfc822\n",
                (
"Content-Type: multipart/alternative; "
"boundary=b\n"
), "Content-Type: multipart/digest; boundary=c\n",
                "--c\n", (
"Content-Transfer-"
"Encoding: base64\n"
), "Content-Disposition: attachment; filename=\n",
                (
"Content-Type: "
"message/delivery-status\n"
), "Content-Type: text/html\n", "YWJj=\n", "\udcff\n",
                "Content-Type: application/pkcs7-mime; smime-type*0*=\n",
                "Content-ID: <x>\n", "Content-Type: image/png\n",
            ]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_it_never_raises(lines: list[str]) -> None:
    """Any structure has files, or a reason; every file has a unique name and its bytes."""
    found = contents_of((MIXED + "".join(lines)).encode("utf-8", "surrogateescape"))
    assert len(set(names(found))) == len(found.attachments)
    assert all(one.name and one.size == len(one.data) for one in found.attachments)


@given(st.binary(max_size=500))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes give files or a reason."""
    assert isinstance(contents_of(raw), Contents)
