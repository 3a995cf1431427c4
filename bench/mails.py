"""Made-up list mail: threads with quotes of all lengths, some of them votes. The same seed
gives the same mails.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

LIST = "infra@example.org"
WORDS = tuple(
    word
    for line in (
        (
            "server mirror backup wiki storage certificate upgrade please think list mail we "
            "should the a to and of move"
        ),
        (
            "next week after before it is that this with for on at by from old new disk full slow "
            "fast nightly build"
        ),
        (
            "runner key rotate queue proxy cache monitor alert script role host zone record index "
            "page user team"
        ),
    )
    for word in line.split()
)


LONGEST = 200  # lines of a quote


def mails(count: int, seed: int = 1, longest: int = LONGEST) -> Iterator[tuple[datetime, bytes]]:
    """Yield `count` mails, oldest first, with the time each was sent; about 7 kB on average,
    or less if the longest quote is shorter.
    """
    dice = random.Random(seed)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    threads: list[tuple[str, list[str], bool]] = []
    for number in range(count):
        moment += timedelta(minutes=dice.randint(5, 60))
        message_id = f"<m{seed}.{number}@example.org>"
        if not threads or dice.random() < 0.12:
            is_vote = dice.random() < 0.25
            subject = ("[VOTE] " if is_vote else "") + words(dice, 5)
            threads = [*threads[-40:], (subject, [message_id], is_vote)]
            yield moment, _mail(dice, moment, message_id, subject, [], prose(dice, 12))
            continue
        subject, ids, is_vote = dice.choice(threads)
        own = (
            dice.choice(("+1", "+1\n\nThanks!", "0", "+1 from me"))
            if is_vote and dice.random() < 0.5
            else ""
        )
        said = f"On {moment:%a, %d %b %Y}, Bob wrote:\n{_quote(dice, longest)}"
        body = f"{own or prose(dice, 6)}\n\n{said}"
        yield moment, _mail(dice, moment, message_id, f"Re: {subject}", ids[-8:], body)
        ids.append(message_id)


def mbox(count: int, seed: int = 1, longest: int = LONGEST) -> Iterator[bytes]:
    """Yield the same as pieces of an mbox."""
    for moment, raw in mails(count, seed, longest):
        yield f"From list@example.org {moment:%a %b %d %H:%M:%S %Y}\n".encode()
        yield raw.replace(b"\r\n", b"\n")
        yield b"\n"


def _mail(
    dice: random.Random,
    moment: datetime,
    message_id: str,
    subject: str,
    references: list[str],
    body: str,
) -> bytes:
    stamp = f"{moment:%a, %d %b %Y %H:%M:%S} +0000"
    head = [
        (
            "Received: from lists.example.org (lists.example.org [192.0.2.7]) by mx.example.org "
            "(Postfix)"
        ),
        f" with ESMTPS id {dice.getrandbits(40):X}; {stamp}",
        f"From: Person {dice.randint(1, 200)} <person{dice.randint(1, 200)}@example.org>",
        f"To: {LIST}",
        f"Subject: {subject}",
        f"Date: {stamp}",
        f"Message-ID: {message_id}",
        *(
            [f"In-Reply-To: {references[-1]}", f"References: {' '.join(references)}"]
            if references
            else []
        ),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return ("\n".join(head) + "\n\n" + body + "\n").replace("\n", "\r\n").encode()


def words(dice: random.Random, count: int) -> str:
    """Return so many meaningless words."""
    return " ".join(dice.choices(WORDS, k=count))


def prose(dice: random.Random, lines: int) -> str:
    """Return this many lines of meaningless words."""
    return "\n".join(words(dice, 11) + "." for _ in range(lines))


def _quote(dice: random.Random, longest: int) -> str:
    return "\n".join("> " + words(dice, 10) for _ in range(dice.randint(10, longest)))
