"""Our letters and our reader together: a letter is never taken for a vote."""

from datetime import UTC, datetime

import pytest

from listbot.letters_check.vote_samples import BOT, LIST
from listbot.mail import Arrival, ListContext, Mail, read
from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.proposals.letters.shown import ORDERS, shown

CONTEXT = ListContext(LIST, own_addresses=(BOT, LIST))
ARRIVED = datetime(2026, 9, 11, 19, 0, tzinfo=UTC)
ALL = pytest.mark.parametrize("name", ORDERS)


def _read(raw: bytes) -> Mail:
    mail = read(Arrival(raw, CONTEXT, "lmtp", ARRIVED))
    assert isinstance(mail, Mail)
    return mail


@ALL
def test_a_letter_that_comes_back_is_known(name: str) -> None:
    """Our own post comes back from the list; it is an echo and never a person's mail."""
    letter = shown(name)
    automatic = _read(letter.raw).automatic
    assert automatic is not None
    assert automatic.own_letter == letter.message_id


@ALL
def test_a_letter_pasted_as_own_words_votes_nothing(name: str) -> None:
    """A letter pasted unquoted into a mail does not vote or send a command."""
    head = b"From: eve@example.net\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8"
    mail = _read(head + b"\n\n" + shown(name).text.encode())
    reading = read_votes(mail, ThreadView(title="x"))
    assert (reading.casts, reading.doubts, reading.commands) == ((), (), ())
