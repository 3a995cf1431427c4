"""The fuzzer's starting points: the bodies of the tests, as texts or as mails, and the
words that matter to a reader.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

INPUTS = Path(__file__).with_name("inputs")
_BODIES = Path(__file__).parents[1] / "votes" / "reading" / "bodies"
_MAILS = Path(__file__).parents[1] / "desk" / "mails"
_HEAD = b"From: Ana <ana@example.org>\nMessage-ID: <1@example.org>\nSubject: Re: x\n\n"

_COMMANDS = tuple(
    f"#listbot {line}".encode()
    for line in (
        "help",
        "closes: 2026-09-30 18:00 UTC",
        "withdraw",
        "explained",
        "reclass: minor",
        "wrong",
        "ticket",
        "log: 2h moved the host",
        "strike: L-1 was wrong",
        "recap: all is well",
        "digest: off",
        "notes: off",
        "take",
        "assign: Ana",
        "close",
        "merge: T-1",
        "undo",
        "split",
        "link: T-1",
        "forget-me",
    )
)

DICTIONARY = (
    *(
        "+1",
        "-1",
        "+0",
        "-0",
        "++1",
        "+0.5",
        " 0 ",
        "[x] ",
        "[ ] ",
        "> ",
        ">> ",
        "| ",
        "-- \\x0A",
        "#listbot ",
    ),
    *(
        " wrote:",
        "-----Original Message-----",
        "From: ",
        "Sent: ",
        "Subject: ",
        "(binding)",
        "\\xE2\\x88\\x921",
    ),
    *(
        "I ",
        "my ",
        "me",
        "not ",
        "if ",
        "once ",
        "please ",
        "veto",
        "object",
        "agree",
        "withdraw ",
        "vote",
        "votes",
    ),
    *(
        "Content-Disposition: attachment; filename*0*=utf-8''",
        "Content-Type: message/rfc822\\x0A",
        "multipart/alternative; boundary=b1",
        "--b1\\x0A",
        "begin 644 a",
    ),
    *(
        "Content-Type: text/html\\x0A",
        "Content-Transfer-Encoding: base64\\x0A",
        "<blockquote>",
        "=?utf-8?q?",
        "?=",
    ),
    *(
        "\\xF0\\x9F\\x91\\x8E",
        "```",
        "@@ -1 +1 @@",
        "?",
        "on 1 and 2",
        "from -1 to ",
        "until ",
        "closes: ",
    ),
)
"""In libFuzzer's spelling."""


def seeds(target: str) -> Iterator[tuple[str, bytes]]:
    """Named inputs to start from."""
    if target == "files":
        yield from (_named(path.read_bytes()) for path in sorted(_MAILS.glob("*.eml")))
        return
    if target == "settle":
        yield from map(_named, _threads())
    for path in sorted(_BODIES.glob("*.txt") if target != "settle" else ()):
        for body in _cases(path):
            yield _named(_HEAD + body if target == "mail" else body)
    for path in sorted(INPUTS.glob(f"{target}-*")):
        yield _named(path.read_bytes())


def _cases(path: Path) -> Iterator[bytes]:
    """The bodies of one file."""
    for case in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        yield case.partition("\n\n")[2].encode()


def _threads() -> Iterator[bytes]:
    """Mails to a list and a help desk, several at a time: bodies from the tests, requests
    to desks, and commands between.
    """
    texts = [case for path in sorted(_BODIES.glob("*.txt")) for case in _cases(path)]
    mails = [path.read_bytes() for path in sorted(_MAILS.glob("*.eml"))]
    for number, mail in enumerate(mails):
        text = texts[number * 7 % len(texts)]
        to_list = _HEAD.replace(b"<1@", b"<%d@" % number) + text
        command = (
            _HEAD.replace(b"<1@", b"<c%d@" % number) + _COMMANDS[number % len(_COMMANDS)] + b"\n"
        )
        yield b"===== desk\n%s\n===== list\n%s\n===== list\n%s\n===== desk\n%s" % (
            mail,
            to_list,
            mail,
            command,
        )


def _named(data: bytes) -> tuple[str, bytes]:
    return hashlib.sha256(data).hexdigest()[:16], data
