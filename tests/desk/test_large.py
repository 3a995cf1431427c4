"""Large mails, generated here instead of stored: what is taken, what is left out with a note,
and what is refused.
"""

import base64
import os
from time import process_time

import pytest

from listbot.mail import LeftOut, Mail, contents_of, read, request_text
from listbot.mail.files import attachments
from listbot.mail.wire import limits
from tests.desk.mailbox import arrival, found

HEAD = b"From: Ana Reis <ana@example.net>\nTo: infra-support@example.org\nSubject: Photos\n"
MIXED = HEAD + b'Content-Type: multipart/mixed; boundary="b1"\n\n--b1\n\nSee below.\n'
MEGABYTE = 1024 * 1024


def files(*sizes: int) -> bytes:
    """A mail with files of these sizes."""
    parts = (
        b"--b1\nContent-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(os.urandom(size))
        for size in sizes
    )
    return MIXED + b"".join(parts) + b"--b1--\n"


def test_thirty_megabytes() -> None:
    """A mail of 30 MB is read within seconds, text and files: Gmail sends up to 25 MB of files."""
    raw = files(10 * MEGABYTE, 12 * MEGABYTE).replace(b"\n", b"\r\n")
    assert 30 * MEGABYTE < len(raw) < limits.MAX_SIZE
    start = process_time()
    mail, contents = read(arrival(raw)), contents_of(raw)
    assert process_time() - start < 30
    assert isinstance(mail, Mail)
    assert request_text(mail) == "See below."
    assert [(one.name, one.size) for one in contents.attachments] == [
        ("photo.jpg", 10 * MEGABYTE),
        ("photo-2.jpg", 12 * MEGABYTE),
    ]


def test_larger_than_the_limit() -> None:
    """A mail over the limit is quarantined with its size; LMTP does not even accept it."""
    raw = MIXED + b"x" * limits.MAX_SIZE
    assert found(raw, "").disposition == f"quarantined: {len(raw)} bytes (at most 36700160)"
    assert contents_of(raw).notes == (f"{len(raw)} bytes (at most 36700160)",)


def test_a_file_over_its_limit() -> None:
    """One file of 25.5 MB is left out and named; the others are taken."""
    size = attachments.MAX_FILE + MEGABYTE // 2
    contents = contents_of(files(size, 10))
    assert contents.left_out == (
        LeftOut("photo.jpg", "image/jpeg", size, f"{size} bytes (at most 26214400)"),
    )
    assert [one.name for one in contents.attachments] == ["photo-2.jpg"]


def test_files_over_the_limit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are taken while there is room for all of them; a smaller one may follow one that
    was left out.
    """
    monkeypatch.setattr(attachments, "MAX_TOTAL", 100)
    contents = contents_of(files(60, 60, 40))
    assert [one.size for one in contents.attachments] == [60, 40]
    assert contents.left_out == (
        LeftOut("photo-2.jpg", "image/jpeg", 60, "more than 100 bytes together"),
    )


def test_two_hundred_files() -> None:
    """Of 200 files, 50 are taken and the other 150 named."""
    came = found(files(*range(1, 201)), "")
    assert came.disposition == "ticket"
    assert came.files[49:51] == (
        "photo-50.jpg | image/jpeg | 50",
        "photo-51.jpg | image/jpeg | left out: more than 50 files",
    )
    assert len(came.files) == 200


def test_too_many_parts() -> None:
    """A mail with more parts than people attach is quarantined and has no files."""
    assert found(files(*[1] * 500), "").disposition == "quarantined: more than 500 parts"


def test_one_line_of_a_megabyte() -> None:
    """An endless text is cut at a length at which a ticket is still readable."""
    came = found(HEAD + b"\n" + b"word " * 200_000, "")
    assert len(came.text) == 64_003
    assert came.text.endswith("word\n...")


def test_ten_thousand_flowed_lines() -> None:
    """Any number of soft line breaks is joined in linear time."""
    flowed = b"Content-Type: text/plain; format=flowed\n\n" + b"nine nine \n" * 9_000
    start = process_time()
    assert found(HEAD + flowed, "").text.startswith("nine nine nine nine")
    assert process_time() - start < 5
