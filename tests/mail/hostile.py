"""Mails made to hurt a reader, each a name and a generator of bytes of at most 1.4 MB.

`test_hostile` says what reading each must give; `bench` reads them all and holds each under a time.
"""

from collections.abc import Callable

HEAD = (
    b"From: Ana <ana@example.org>\nTo: "
    b"infra@example.org\nMessage-ID: <h@example.org>\nSubject: Re: [VOTE] x\n"
)
MEGABYTE = 1_000_000


def _plain(body: bytes, fields: bytes = b"") -> bytes:
    return HEAD + fields + b"\n" + body


def _html(body: bytes) -> bytes:
    return _plain(body, b"Content-Type: text/html; charset=utf-8\n")


def _parts(count: int) -> bytes:
    return _plain(
        b"--b\n\nx\n" * count + b"--b--\n", b'Content-Type: multipart/mixed; boundary="b"\n'
    )


def _nested_parts(depth: int) -> bytes:
    levels = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return HEAD + "".join(levels).encode() + b"\n+1\n"


def _nested_messages(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"+1\n"


def _split_boundaries() -> bytes:
    """RFC 2231 splits the boundaries, so that a search for them finds none of the 100 levels."""
    levels = (
        f"Content-Type: multipart/mixed; boundary*0=b; boundary*1=x{n}\n\n--bx{n}\n"
        for n in range(100)
    )
    return HEAD + "".join(levels).encode() + b"\n" * 900_000


HOSTILE: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("200,000 parts", lambda: _parts(200_000)),
    ("3,000 nested parts", lambda: _nested_parts(3_000)),
    ("3,000 nested messages", lambda: _nested_messages(3_000)),
    ("100 nested parts with cut boundaries", _split_boundaries),
    ("128 KB of To", lambda: _plain(b"+1\n", b"To: " + b"a@b.example, " * 10_000 + b"\n")),
    ("90 KB of To", lambda: _plain(b"+1\n", b"To: " + b"a@b.example, " * 7_000 + b"\n")),
    ("90 KB of quotes in To", lambda: _plain(b"+1\n", b'To: "' + b'\\"' * 45_000 + b"\n")),
    ("90 KB of brackets in To", lambda: _plain(b"+1\n", b"To: " + b"<" * 90_000 + b"\n")),
    ("500 open comments in To", lambda: _plain(b"+1\n", b"To: " + b"(" * 500 + b"\n")),
    (
        "90 KB of encoded words",
        lambda: _plain(b"+1\n", b"Subject: " + b"=?utf-8?q?x?= " * 6_400 + b"\n"),
    ),
    (
        "90 KB of broken encoded words",
        lambda: _plain(b"+1\n", b"Comments: x\nSubject: " + b"=?a?q? " * 12_000 + b"\n"),
    ),
    (
        "one huge encoded word",
        lambda: _plain(b"+1\n", b"Subject: =?utf-8?b?" + b"QUFB" * 22_000 + b"?=\n"),
    ),
    ("90 KB of References", lambda: _plain(b"+1\n", b"References: " + b"<a@b> <" * 12_800 + b"\n")),
    (
        "90 KB of parameters",
        lambda: _plain(b"+1\n", b"Content-Type: text/plain" + b';a="' * 22_000 + b"\n"),
    ),
    (
        "900 Received fields",
        lambda: _plain(b"+1\n", b"Received: from a (b [192.0.2.1]) by c; x\n" * 900),
    ),
    ("1 MB of >", lambda: _plain(b">" * MEGABYTE)),
    ("1 MB of lines >", lambda: _plain(b">\n" * (MEGABYTE // 2))),
    ("1 MB of empty lines", lambda: _plain(b"\n" * MEGABYTE)),
    ("1 MB on one line", lambda: _plain(b"+1 " * (MEGABYTE // 3))),
    ("1 MB of a and !", lambda: _plain(b"a" * (MEGABYTE - 1) + b"!")),
    ("1 MB of spaces", lambda: _plain(b" " * MEGABYTE + b"x")),
    (
        "1 MB of attribution beginnings",
        lambda: _plain(b"On Mon, 1 May 2026 Ana <a@b.example\n" * (MEGABYTE // 36)),
    ),
    (
        "1 MB of attributions",
        lambda: _plain(b"On Mon, 1 May 2026 Ana <a@b.example> wrote:\n" * (MEGABYTE // 44)),
    ),
    ("1 MB of From: lines", lambda: _plain(b"From: a@b.example\n" * (MEGABYTE // 18))),
    (
        "1 MB of original messages",
        lambda: _plain(b"-----Original Message-----\n" * (MEGABYTE // 27)),
    ),
    ("1 MB of rules", lambda: _plain(b"_____\n" * (MEGABYTE // 6))),
    ("1 MB of dashes", lambda: _plain(b"--\nx\n" * (MEGABYTE // 5))),
    ("1 MB of signatures", lambda: _plain(b"-- \nAna\n\n+1\n" * (MEGABYTE // 12))),
    ("1 MB of fences", lambda: _plain(b"```\nx\n~~~\n" * (MEGABYTE // 10))),
    ("1 MB of different fences", lambda: _plain(b"```x\ny\n" * (MEGABYTE // 7))),
    ("1 MB of hunks", lambda: _plain(b"@@ -1,999999999 +1,999999999 @@\n" * (MEGABYTE // 32))),
    ("1 MB of armour", lambda: _plain(b"-----BEGIN PGP SIGNATURE-----\n" * (MEGABYTE // 30))),
    ("1 MB of commands", lambda: _plain(b"#listbot closes: 2026-09-30\n" * (MEGABYTE // 28))),
    ("1 MB of forms", lambda: _plain(b"[ ] +1\n" * (MEGABYTE // 7))),
    ("1 MB indented", lambda: _plain(b"\n    x;\n" * (MEGABYTE // 8))),
    (
        "1 MB flowed",
        lambda: _plain(b"x \n" * (MEGABYTE // 3), b"Content-Type: text/plain; format=flowed\n"),
    ),
    (
        "1 MB flowed and joined",
        lambda: _plain(
            b"x \n" * (MEGABYTE // 3), b"Content-Type: text/plain; format=flowed; delsp=yes\n"
        ),
    ),
    ("100,000 blockquotes", lambda: _html(b"<blockquote>" * 83_000 + b"-1")),
    ("300,000 bold", lambda: _html(b"<b>" * 330_000 + b"x")),
    ("200,000 divs", lambda: _html(b"<div>" * 200_000 + b"x")),
    ("250,000 paragraphs", lambda: _html(b"<p>x" * 250_000)),
    ("60,000 tables", lambda: _html(b"<table><tr><td>" * 66_000 + b"x")),
    ("1 MB of <", lambda: _html(b"<" * MEGABYTE)),
    ("1 MB of one attribute", lambda: _html(b'<p style="' + b"display " * 120_000 + b'">x')),
    ("1 MB of entities", lambda: _html(b"&nbsp;" * (MEGABYTE // 6))),
)
