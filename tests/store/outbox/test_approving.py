"""Approving by mail, from the letter that waits to the answer that sends it."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.letter_gate import Mode
from listbot.mail import Arrival, read
from listbot.replay import replay
from listbot.store.base.schema import settings
from listbot.store.outbox import approving, outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.overdue import approvals
from tests.playing import BOT, LIST, Play, Post, in_file, opening

ADMIN = "kay@example.org"
NONCE = "0123456789abcdef0123456789abcdef"
MINUTE = timedelta(minutes=1)
OTHER = "[VOTE] Reboot on Tuesdays"
THREE = (
    opening("p", 0, subject=OTHER),
    opening("q", 0.01, subject="[VOTE] Drop the old mirror"),
    opening("r", 0.02, subject="[VOTE] A second mirror"),
)


def waiting(play: Play, *posts: Post) -> list[int]:
    """Let proposals open on a list whose letters wait; return the numbers of the letters."""
    play.store.context.operator = ADMIN
    play.take(*posts)
    return [each.id for each in play.letters("M1")]


def asked(play: Play, nonce: str = NONCE) -> int:
    """Ask the operator, as the daemon does at each tick."""
    with play.transaction() as tx:
        return approvals.ask(tx, BOT, "+", nonce)


def question(play: Play) -> Waiting:
    """The last mail to the operator."""
    return play.letters("M39")[-1]


def token_of(letter: Waiting) -> str:
    """The token in its subject."""
    return letter.subject.partition("[approve ")[2].partition("]")[0]


def answer(
    play: Play,
    text: str,
    *,
    who: str = ADMIN,
    to: str = BOT,
    subject: str = "",
    more: Sequence[str] = (),
    id: str = "answer",
) -> str:
    """Let somebody answer the last mail; return what became of the answer."""
    asking = question(play)
    post = Post(
        id,
        who,
        text,
        subject=subject or f"Re: {asking.subject}",
        to=to,
        by=BOT,
        vouched=False,
        answers=[asking.parcel.message_id],
        more="\r\n".join(more),
    )
    context = play.in_force.of(BOT).context
    mail = read(Arrival(post.raw(), context, "test", play.now))
    (found,) = play.take(mail)
    return found


def states(play: Play) -> dict[int, str]:
    """The states of the letters to the list."""
    return {each.id: each.state for each in play.letters("M1")}


@pytest.fixture
def play() -> Play:
    """A list in the mode approve."""
    return Play(mode="approve")


def test_a_mail_shows_the_letters_and_an_answer_sends_them(play: Play) -> None:
    """The operator alone gets it, with each letter's text; "ok" sends all, and one answer says
    so, in whose subject the token is not repeated.
    """
    numbers = waiting(play, *THREE)
    assert asked(play) == 3
    letter = question(play)
    assert letter.parcel.recipients == (ADMIN,)
    assert letter.subject == f"[approve {token_of(letter)}] 3 letters wait for your approval"
    for each in play.letters("M1"):
        assert f"  Letter    {each.id}, M1\n" in letter.text
        for line in each.text.splitlines():
            assert f"  {line}".rstrip() in letter.text.splitlines()
    assert f"Reply-To: listbot+a-{token_of(letter)}@example.org".encode() in letter.parcel.raw
    assert answer(play, "ok, thanks\n\nKay\n\n> To send all the letters below") == "command"
    assert states(play) == dict.fromkeys(numbers, "queued")
    assert {each.note for each in play.letters("M1")} == {"approved by mail"}
    (said,) = play.letters("M40")
    assert said.parcel.recipients == (ADMIN,)
    assert token_of(letter) not in said.subject
    assert said.text.count("Sending   letter") == 3


def test_by_number(play: Play) -> None:
    """Some are sent and some dropped; what is left out is told again, but not at once."""
    one, two, three = waiting(play, *THREE)
    asked(play)
    answer(play, f"ok {one}, drop {two}")
    assert states(play) == {one: "queued", two: "dropped", three: "held"}
    (said,) = play.letters("M40")
    assert f"Sending   letter {one}," in said.text
    assert f"Dropped   letter {two}," in said.text
    assert asked(play, "too early") == 0
    play.now += approvals.BETWEEN
    assert asked(play, "another") == 1
    assert f"Letter    {three}, M1" in question(play).text


def test_no_drops_them_all(play: Play) -> None:
    """A dropped letter can be brought back on the command line."""
    numbers = waiting(play, *THREE)
    asked(play)
    answer(play, "No.")
    assert states(play) == dict.fromkeys(numbers, "dropped")


def test_the_token_may_come_in_the_address(play: Play) -> None:
    """Where somebody changed the subject, the address still has it."""
    (number,) = waiting(play, THREE[0])
    asked(play)
    to = f"listbot+a-{token_of(question(play))}@example.org"
    answer(play, "ok", to=to, subject="Re: your letter")
    assert states(play) == {number: "queued"}


def test_without_extensions_the_subject_has_it(play: Play) -> None:
    """There is no Reply-To then; answers go to the bot's own address."""
    (number,) = waiting(play, THREE[0])
    with play.transaction() as tx:
        approvals.ask(tx, BOT, "", NONCE)
    assert b"Reply-To" not in question(play).parcel.raw
    answer(play, "ok")
    assert states(play) == {number: "queued"}


@pytest.mark.parametrize(
    ("text", "who", "subject", "more"),
    [
        ("ok", "mallory@example.net", "", ()),
        ("ok", "ana@example.org", "", ()),
        ("ok", ADMIN, f"Re: [approve {'a' * 26}] 3 letters wait", ()),
        ("ok", ADMIN, "Re: letters wait", ()),
        ("ok", ADMIN, "", ("Auto-Submitted: auto-replied",)),
        ("I am away until Monday.", ADMIN, "", ("Precedence: junk", "X-Autoreply: yes")),
        ("> ok", ADMIN, "", ()),
        ("On Tue, listbot wrote:\n> ok", ADMIN, "", ()),
    ],
)
def test_what_does_nothing(
    play: Play, text: str, who: str, subject: str, more: Sequence[str]
) -> None:
    """Somebody else with the token, the operator without it, a machine, a quote: every letter
    waits on.
    """
    numbers = waiting(play, *THREE)
    asked(play)
    answer(play, text, who=who, subject=subject, more=more)
    assert states(play) == dict.fromkeys(numbers, "held")


def test_a_token_serves_once(play: Play) -> None:
    """The same answer again does nothing, and neither does another one; nobody is told twice."""
    one, two, three = waiting(play, *THREE)
    asked(play)
    answer(play, f"ok {one}")
    answer(play, f"ok {two}", id="again")
    assert states(play) == {one: "queued", two: "held", three: "held"}
    assert len(play.letters("M40")) == 1


def test_a_late_answer_does_nothing(play: Play) -> None:
    """After a week the token is worth nothing; what still waits is told again."""
    (number,) = waiting(play, THREE[0])
    asked(play)
    with play.transaction() as tx:
        outbox.change(tx.connection, number, until=None)
    play.now += approving.GOOD_FOR
    answer(play, "ok")
    assert (states(play), play.letters("M40")) == ({number: "held"}, [])
    assert asked(play, "another nonce of this daemon") == 1


def test_an_unclear_answer_is_asked_about_once(play: Play) -> None:
    """The letters wait, and the token is good for a clear answer; a machine that answers without
    saying so gets one letter, and no more.
    """
    (number,) = waiting(play, THREE[0])
    asked(play)
    answer(play, "ok, but fix the title first")
    (said,) = play.letters("M40")
    assert "Your answer did nothing, since I understand" in said.text
    answer(play, "I am not in the office", id="second")
    assert (states(play), len(play.letters("M40"))) == ({number: "held"}, 1)
    answer(play, "ok", id="third")
    assert (states(play), len(play.letters("M40"))) == ({number: "queued"}, 2)


def test_a_number_that_is_not_among_them(play: Play) -> None:
    """Then nothing at all is done, and the answer names it."""
    (number,) = waiting(play, THREE[0])
    asked(play)
    answer(play, f"ok {number}, drop 999")
    (said,) = play.letters("M40")
    assert "999" in said.text
    assert states(play) == {number: "held"}


def test_letters_that_moved_meanwhile(play: Play) -> None:
    """One that was approved on the command line, or is past its time, is not sent again."""
    one, two, three = waiting(play, *THREE)
    asked(play)
    with play.transaction() as tx:
        outbox.change(tx.connection, one, state="sent", due=None)
        outbox.change(tx.connection, two, until=play.now - MINUTE)
    answer(play, "ok")
    assert states(play) == {one: "sent", two: "held", three: "queued"}
    (said,) = play.letters("M40")
    assert "It no longer waited." in said.text
    assert "It was only useful until a time that is past." in said.text


def test_few_mails(play: Play) -> None:
    """At most one in a quarter of an hour, with ten letters; each letter once a week."""
    waiting(play, *(opening(f"p{n}", n / 100, subject=f"[VOTE] No. {n}") for n in range(12)))
    assert [asked(play, f"nonce {n}") for n in range(3)] == [10, 0, 0]
    assert "2 more letters wait; the next mail shows them." in question(play).text
    play.now += approvals.BETWEEN
    assert asked(play, "nonce 3") == 2
    play.now += approvals.BETWEEN
    assert asked(play, "nonce 4") == 0


def test_nobody_is_asked(play: Play) -> None:
    """Without an operator alerts say what waits; in a replay, in shadow and without anything that
    waits, nobody says anything.
    """
    play.take(THREE[0])
    assert asked(play) == 0
    assert any("waits for `listbot outbox approve" in each for each in play.alerts)
    play.store.context.operator = ADMIN
    with play.without_letters():
        assert asked(play) == 0
    play.store.context.modes = dict.fromkeys(play.store.context.modes, Mode.SHADOW)
    assert asked(play) == 0
    play.store.context.modes = {}
    with play.transaction() as tx:
        outbox.change(tx.connection, play.letters("M1")[0].id, until=play.now)
    assert asked(play) == 0


def test_an_operator_who_was_replaced(play: Play) -> None:
    """The configuration says who it is: somebody who was it cannot approve any more."""
    (number,) = waiting(play, THREE[0])
    asked(play)
    play.store.context.operator = "another@example.org"
    answer(play, "ok")
    assert states(play) == {number: "held"}


def test_the_token_is_not_kept(play: Play) -> None:
    """Only its digest is, so nobody who reads the settings can answer."""
    waiting(play, THREE[0])
    asked(play)
    secret = token_of(question(play))
    with play.store.reading() as connection:
        kept = str(connection.execute(select(settings)).all())
    assert secret not in kept
    assert secret not in question(play).key


def test_where_private_letters_wait_these_do_not() -> None:
    """With `approve = "all"` every letter waits, apart from those by which it is approved."""
    play = Play(mode="approve all")
    waiting(play, opening(), Post("v", "Ravi", "+1 if we keep a copy", 1, answers=["p"]))
    asked(play)
    answer(play, "ok")
    assert [each.state for each in play.letters("M39") + play.letters("M40")] == ["queued"] * 2


def test_a_replay_comes_to_the_same(tmp_path: Path) -> None:
    """The answer is a mail in the journal; what it did to the outbox is not part of a replay."""
    play = Play(engine=in_file(tmp_path), mode="approve")
    waiting(play, *THREE)
    asked(play)
    answer(play, "ok")
    answer(play, "ok", who="mallory@example.net", id="forged")
    assert play.became()["answer"] == play.became()["forged"] == "command"
    assert replay(play.store).is_equal
    play.store.close()


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: [approve {token}] 1 letter waits", "ok"),
        ("Fwd: a letter", "Is that right?\n\n> Subject: [approve {token}] 1 letter waits"),
        ("Fwd: a letter", "Look:\n\n> Reply-To: listbot+a-{token}@example.org"),
    ],
)
def test_a_token_that_others_have_read_is_used_up(play: Play, subject: str, text: str) -> None:
    """Whoever reads the list could answer in the operator's name: a mail to the list approves
    nothing, nobody can use its token afterwards, and the letters are told again.
    """
    (number,) = waiting(play, THREE[0])
    asked(play)
    token = token_of(question(play))
    posted = (each.format(token=token) for each in (text, subject))
    play.take(Post("x", ADMIN, next(posted), 1, next(posted), to=LIST))
    answer(play, "ok")
    assert (states(play), play.letters("M40")) == ({number: "held"}, [])
    play.now += approvals.BETWEEN
    assert asked(play, "another nonce of this daemon") == 1
    answer(play, "ok", id="again")
    assert states(play) == {number: "queued"}


def test_a_token_of_nobody_changes_nothing(play: Play) -> None:
    """A list may show whatever it wants; mail to the bot is not read by others."""
    (number,) = waiting(play, THREE[0])
    asked(play)
    play.take(Post("x", ADMIN, "ok", 1, f"Re: [approve {'a' * 26}] x", to=LIST))
    answer(play, "ok")
    assert states(play) == {number: "queued"}
