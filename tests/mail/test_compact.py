"""A mail's compact form: what is restored from it says the same as what was read."""

import pickle
from dataclasses import replace

import pytest

from listbot.mail import Mail, Part, Unreadable, read
from listbot.mail.authorship import KeyAnswers
from listbot.mail.compact import compact, restored
from tests.mail.arrivals import BY_THE_LIST, FIELDS, LIST, arrival, comparable

PLAIN = f"""{BY_THE_LIST}{FIELDS}Subject: Re: [VOTE] Move
In-Reply-To: <p@example.org>

+1, and

thanks

On Tue, 12 May 2026, Bob wrote:
> [ ] yes
> it is late

--\x20
Ana
"""
FLOWED = f"{FIELDS}Content-Type: text/plain; format=flowed\n\nI am \nfor it\n"
HTML = f"{FIELDS}Content-Type: text/html\n\n<p>+1</p><blockquote>old</blockquote>\n"
FORM = f"{FIELDS}\n[ ] +1 yes\n[x] -1 no, because\n\f\u2028odd\rline ends\n"
EMPTY = f"{FIELDS}\n"
AWAY = f"{FIELDS}Auto-Submitted: auto-replied\n\nI am away.\n"
BOUNCE = f"{FIELDS}X-Failed-Recipients: bob@example.org\n\nundelivered\n"
NAMELESS = "From: ana@example.org\nSubject: no id\n\n\nhi\n"
TWO_AUTHORS = f"From: bob@example.org\n{FIELDS}\n+1\n"
ALL = (PLAIN, FLOWED, HTML, FORM, EMPTY, AWAY, BOUNCE, NAMELESS, TWO_AUTHORS)


def passed_on(mail: Mail | Unreadable) -> Mail | Unreadable:
    """The mail as another process gets it."""
    form = pickle.loads(pickle.dumps(compact(mail)))
    return restored(form, replace(mail.arrival))


@pytest.mark.parametrize("raw", ALL)
def test_a_restored_mail_is_the_one_that_was_read(raw: str) -> None:
    """Each field, each line with its part and note, and what is worked out from the lines."""
    mail = read(arrival(raw, archived=True))
    same = passed_on(mail)
    assert comparable(same) == mail
    if isinstance(mail, Mail) and isinstance(same, Mail):
        assert (same.body.text, same.body.own) == (mail.body.text, mail.body.own)
        assert same.arrival.key == mail.arrival.key


def test_what_proves_its_author_is_passed_on() -> None:
    """A list that asks for proof gets it from either process."""
    asks = replace(arrival(PLAIN), list=replace(LIST, asks_proof=True), key_answers=KeyAnswers())
    mail = read(asks)
    assert isinstance(mail, Mail)
    assert mail.proof is not None
    assert comparable(passed_on(mail)) == mail


def test_lines_are_made_when_somebody_asks() -> None:
    """Its words are there at once; most mails' lines are never asked for."""
    mail = passed_on(read(arrival(PLAIN)))
    assert isinstance(mail, Mail)
    before = (mail.body.own, "lines" in vars(mail.body))
    assert (before, mail.body.lines[0].part) == (("+1, and\n\nthanks", False), Part.OWN)
    assert "lines" in vars(mail.body)


def test_a_restored_body_can_be_changed_like_any_other() -> None:
    """Other lines, and all that follows from them."""
    mail = passed_on(read(arrival(PLAIN)))
    assert isinstance(mail, Mail)
    body = replace(mail.body, lines=mail.body.lines[:1])
    assert (body.text, body.own) == ("+1, and", "+1, and")
