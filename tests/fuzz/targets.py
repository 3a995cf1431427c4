"""Targets for the fuzzer: reading a whole mail, its files, and the grammar over a plain
text.

A target takes any bytes and raises only if a promise is broken: the reader raised, a cast
shows a line that is not in the mail or not the writer's own, a value is malformed, or a
text quoted from end to end contains a vote.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from listbot.mail import Mail, contents_of, read, reply_text, request_text
from listbot.mail.body.sorting import read_body
from listbot.mail.mail import Part
from listbot.model.reading import Cast, Doubt, Parent, Reading, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.fuzz.line import settle_mails
from tests.mail.arrivals import arrival, mail

_SAFE = re.compile(r"[^/\\\x00-\x1f\x7f.][^/\\\x00-\x1f\x7f]{0,119}")
_VALUE = re.compile(r"[+-]{0,2}[0-9.]+")
_VIEWS = (
    ThreadView(title="Move the lists to the new host", proposer="ana@example.org"),
    ThreadView("Move the lists", "bo@example.org", answers_opening=False, parent=Parent.TALKS),
    ThreadView(
        "Remove the old host", "bo@example.org", answers_opening=False, parent=Parent.AGREES
    ),
)
_PLAIN = mail("From: Ana <ana@example.org>\nMessage-ID: <1@example.org>\nSubject: Re: x\n\nx\n")
_LONGEST = 4096  # Bytes of one input; longer ones are for the bench.


def read_mail(data: bytes) -> None:
    """Any bytes as an arriving mail."""
    found = read(arrival(data[:_LONGEST]))
    if isinstance(found, Mail):
        for view in _VIEWS:
            _check(found, read_votes(found, view))


def read_text(data: bytes) -> None:
    """Any text as a mail's body, and the same text quoted."""
    text = data[:_LONGEST].decode("utf-8", "replace").replace("\r", "\n")
    own = replace(_PLAIN, body=read_body(text))
    for view in _VIEWS:
        _check(own, read_votes(own, view))
    quoted = replace(_PLAIN, body=read_body("".join(f"> {line}\n" for line in text.split("\n"))))
    for view in _VIEWS:
        found = read_votes(quoted, view)
        assert not found.casts, ("a vote in a quote", found.casts)


def read_files(data: bytes) -> None:
    """Any bytes as a mail to a help desk."""
    found = read(arrival(data[:_LONGEST]))
    contents = contents_of(data[:_LONGEST])
    if isinstance(found, Mail):
        request_text(found).encode()  # raises if a lone surrogate is left, which no database holds
        reply_text(found).encode()
    for file in contents.attachments:
        assert _SAFE.fullmatch(file.name), ("an unsafe name", file.name)
        assert file.size == len(file.data), ("a wrong size", file.name)
    assert len({file.name for file in contents.attachments}) == len(contents.attachments)


def _check(found: Mail, reading: Reading) -> None:
    """A reading keeps its promises."""
    lines = {line.number: line for line in found.body.lines}
    findings: tuple[Cast | Doubt, ...] = (*reading.casts, *reading.doubts)
    for each in findings:
        line = lines[each.line]
        assert line.text.strip().startswith(each.quote[:200]), (
            "a quote that is not in the mail",
            each,
        )
        assert line.part in (Part.OWN, Part.FORM, Part.QUOTE), (
            "a vote that is not the writer's",
            each,
            line,
        )
    for cast in reading.casts:
        assert cast.value is None or _VALUE.fullmatch(cast.value), ("no value", cast)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "mail": read_mail,
    "files": read_files,
    "text": read_text,
    "settle": settle_mails,
}
