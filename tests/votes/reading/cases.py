"""Bodies with what must be read in them, from the text files in `bodies/`; the files say what each
case is about.

A case starts with `=== its name`; then one line for each expectation, an empty line, and the body
as sent:

    +1 item A binding          a cast: value, item, claim, `words`, (un)explained if under zero
    withdraw                   a vote taken back
    unclear -1                 a doubt, with the value it might have
    nothing                    neither
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from listbot.mail import Mail
from listbot.model.reading import Cast, CastKind, Doubt, Reading, ThreadView
from tests.mail.arrivals import mail

FOLDER = Path(__file__).with_name("bodies")
VIEW = ThreadView(title="A neutral proposal", proposer="pat@example.org")


@dataclass(frozen=True, slots=True)
class Case:
    """One body and what must be read in it."""

    name: str
    expected: tuple[str, ...]
    body: str


def cases(name: str) -> Iterator[Case]:
    """The cases in one file."""
    for block in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, _, body = block.partition("\n\n")
        title, *expected = head.splitlines()
        yield Case(title, tuple(expected), body)


def reply(
    body: str,
    subject: str = "Re: A neutral proposal",
    name: str = "Kim",
    *,
    kind: str = "plain",
    charset: str = "utf-8",
    encoding: str = "8bit",
) -> Mail:
    """An answer to the opening."""
    message = _answer(subject, name)
    message.set_content(body, subtype=kind, charset=charset, cte=encoding)
    return mail(message.as_bytes())


def _answer(subject: str, name: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{name} <{name.lower()}@example.org>"
    message["To"] = "infra@example.org"
    message["Subject"] = subject
    message["Message-ID"] = "<2@example.org>"
    message["In-Reply-To"] = "<1@example.org>"
    message["Date"] = "Tue, 12 May 2026 11:49:00 +0000"
    return message


def in_base64(data: bytes, charset: str) -> Mail:
    """An answer whose body is these bytes, labelled with that charset."""
    message = _answer("Re: A neutral proposal", "Kim")
    message.set_content(
        data, maintype="text", subtype="plain", cte="base64", params={"charset": charset}
    )
    return mail(message.as_bytes())


def told(reading: Reading) -> tuple[str, ...]:
    """A reading in the notation of the files."""
    return (*map(_cast, reading.casts), *map(_doubt, reading.doubts)) or ("nothing",)


def _cast(cast: Cast) -> str:
    if cast.kind is CastKind.WITHDRAW:
        return "withdraw"
    item = f" item {cast.item}" if cast.item else ""
    words = " words" if cast.in_words else ""
    claim = {True: " binding", False: " non-binding", None: ""}[cast.claims_binding]
    reason = {True: " explained", False: " unexplained", None: ""}[cast.explained]
    return f"{cast.value}{item}{words}{reason}{claim}"


def _doubt(doubt: Doubt) -> str:
    return f"unclear {doubt.value}"
