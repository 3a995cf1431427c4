"""The work log and the sentences of the recap, written by mail and kept."""

from sqlalchemy import select

from listbot.replay import replay
from listbot.store import worklog
from listbot.store.base.schema import sentences
from tests.playing import BOT, LIST, Play, Post, hours, opening


def log_of(play: Play) -> list[tuple[int, str, str, str, bool]]:
    """Return number, name, text, why it was struck, and whether it is under embargo."""
    with play.store.reading() as connection:
        lines = worklog.lines(connection)
    return [(each.number, each.name, each.text, each.struck, each.embargoed) for each in lines]


def test_lines_and_sentences_are_kept_and_replayed() -> None:
    """In a vote's thread or alone; struck lines stay."""
    play = Play()
    play.take(
        opening(),
        Post(
            "a",
            "Ana",
            "#listbot log: renewed the certificate\n#listbot log: rebooted db1",
            1,
            "Today",
        ),
        Post(
            "b",
            "Ravi",
            "#listbot strike: L-1 not his\n#listbot log: moved the mirror",
            2,
            answers=["p"],
        ),
        Post(
            "c", "Ana", "#listbot strike: L-2 it was db2\n#listbot recap: A quiet week.", 3, "Today"
        ),
        Post("d", "stranger@example.com", "#listbot log: x\n#listbot recap: Hello.", 4, "Today"),
        Post(
            "e", "Ana", "#listbot log: by the bot alone", 5, "Today", by=BOT, to=BOT, vouched=False
        ),
    )
    assert log_of(play) == [
        (1, "Ana", "renewed the certificate", "", False),
        (2, "Ana", "rebooted db1", "it was db2", False),
        (3, "Ravi", "moved the mirror", "", False),
    ]
    with play.store.reading() as connection:
        said = [
            tuple(row) for row in connection.execute(select(sentences).order_by(sentences.c.at))
        ]
    assert [(row[0], row[2], row[4], row[5], row[6]) for row in said] == [
        ("<c@example.org>", LIST, "Ana", True, "A quiet week."),
        ("<d@example.org>", LIST, "stranger", False, "Hello."),
    ]
    assert replay(play.store).is_equal


def test_a_mail_that_is_decided_again_writes_nothing_twice() -> None:
    """A line was written before its thread was known to be a vote's; the vote comes later."""
    play = Play()
    play.take(
        Post("early", "Ana", "+1\n#listbot log: renewed the certificate", 2, answers=["p"]),
        opening(),
    )
    play.tick(hours(3))
    assert log_of(play) == [(1, "Ana", "renewed the certificate", "", False)]
    assert replay(play.store).is_equal
