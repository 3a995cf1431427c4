"""The mails of a thread that its list saw, and none besides."""

from dataclasses import replace

from listbot.model.inputs import EraseInput
from listbot.pipeline import erase
from listbot.store.votes.thread_mails import ThreadMails, thread_mails
from tests.playing import BOT, LIST, OTHER, Play, Post, hours, opening, ref, votes

LENA = Post("l", "Lena", "+1", 3, answers=["p"])


def found(play: Play) -> ThreadMails:
    """The mails of the first vote."""
    with play.store.reading() as connection:
        return thread_mails(connection, play.vote())


def ids(mails: ThreadMails) -> list[str]:
    """Their Message-IDs."""
    return [each.mail.message_id for each in mails.mails]


def test_the_thread_as_the_list_saw_it() -> None:
    """In the order the mails were received, each once, without those of machines."""
    play = Play()
    away = Post("a", "Kim", "I am away.", 4, answers=["p"], more="Auto-Submitted: auto-replied")
    play.take(opening(), LENA, *votes(["Ravi"]), away, replace(LENA, more="X-Copy: 1"))
    assert ids(found(play)) == [ref("p"), ref("v-ravi"), ref("l")]
    assert (found(play).forgotten, found(play).unseen) == (0, 0)


def test_private_mail_is_never_among_them() -> None:
    """What came to the bot alone, past the list's host, or only through another list, was not seen
    on this list.
    """
    play = Play()
    play.take(
        opening(),
        Post("b", "Omar", "Between us: +1", 2, answers=["p"], by=BOT, to=BOT),
        Post("f", "Kim", "+1", 3, answers=["p"], vouched=False),
        Post("o", "Ines", "+1", 4, answers=["p"], by=OTHER, to=OTHER),
    )
    assert ids(found(play)) == [ref("p")]


def test_a_mail_to_both_lists_was_seen_on_this_one() -> None:
    """Whichever copy of it was kept."""
    play = Play()
    play.take(opening(), Post("o", "Ines", "+1", 4, answers=["p"], by=OTHER, to=f"{OTHER}, {LIST}"))
    assert ids(found(play)) == [ref("p"), ref("o")]


def test_an_earlier_copy_gives_its_times() -> None:
    """The ledger has the times that the daemon counts by, not those of the copy that is kept."""
    play = Play()
    late = Post("o", "Ines", "+1", 6, answers=["p"], to=f"{OTHER}, {LIST}")
    play.take(opening(), late, replace(late, at=5, by=OTHER))
    assert [each.entry.received for each in found(play).mails] == [hours(0), hours(5)]


def test_forgotten_people_are_not_among_them() -> None:
    """Their votes are counted, so that it can be said how many are missing."""
    play = Play()
    stranger = replace(LENA, sender="Pat")
    play.take(opening(), stranger, Post("t", "Pat", "A word more.", 4, answers=["p"]))
    asked = EraseInput.of("pat@example.org", "00" * 16, "admin", "asked", hours(9))
    with play.store.transaction() as tx:
        erase(tx, "pat@example.org", asked)
    assert ids(found(play)) == [ref("p")]
    assert found(play).forgotten == 1
