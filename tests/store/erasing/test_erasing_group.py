"""Forgetting people whom the group's record names in many places, by whoever wrote it there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.model.records.rules import GroupRules
from listbot.replay import replay
from listbot.store.base.record_tables import record_acts
from listbot.store.base.schema import journal
from listbot.store.base.ticket_tables import confirmations
from listbot.store.records.acts import all_acts
from tests.playing import BOT, LIST, Play, Post, hours, in_file, rules
from tests.store.erasing.test_erasing import all_sent, erase

GROUP = GroupRules(
    members=True,
    meetings=True,
    access=True,
    services=True,
    records=True,
    announce="project@example.org",
    private="group@example.org",
    keepers=("ana@example.org",),
    digest=True,
)
ZOE, YAN = "zoe@example.org", "yan@example.org"
"""They are not on the roster."""
TEXT = "Context: a\n\nDecision: b\n\nConsequences: c"


def lines(text: str, sender: str, at: float, id: str = "", **more: object) -> Post:
    """A mail to the list."""
    return replace(Post(id or f"{sender[0].lower()}{at}", sender, text, at, "hello"), **more)  # type: ignore[arg-type]


def first_weeks() -> Iterator[Post]:
    """Two newcomers come into the group; they do things, and others do things about them."""
    yield lines("Hello, I am Zoe. I want to help.", "Zoe", 1, subject="A mirror of mine")
    for name in ("Ana", "Ravi", "Lena", "Zoe", "Yan"):
        add = f"#listbot project-member: add {name} Adler <{name.lower()}@example.org>"
        yield lines(add, "Ana", 2, f"add-{name[0].lower()}")
    for name in ("Ana", "Ravi", "Lena", "Zoe", "Yan"):
        yield lines(f"#listbot join: {name}zoo mirrors", name, 3)
    yield lines("#listbot granted: dns to Zoe\n#listbot granted: wiki to Yan", "Ana", 4, "grants")
    yield lines("#listbot pair: yan", "Zoe", 5)
    yield lines(f"#listbot pair: {ZOE}", "Lena", 6)
    yield lines("yes", "Yan", 7, answers=["z5"])
    yield lines("#listbot tandem: https://code.example.org/zoezoo/1", "Zoe", 8)
    yield lines("#listbot agenda: zoezoo disks", "Zoe", 9)
    yield lines("#listbot project done", "Zoe", 10)
    yield lines(f"#listbot project disputed: {ZOE}", "Ana", 11)
    yield lines(f"#listbot service: web lead={ZOE} admins={YAN}", "Ravi", 12)
    yield lines(TEXT, "Zoe", 13, "adr", subject="[ADR] Mail moves")
    yield lines("-1, who pays?", "Yan", 14, answers=["adr"], subject="Re: [ADR] Mail moves")
    yield lines("#listbot meeting: 2026-09-20 18:00 UTC", "Zoe", 15, "called")
    yield lines("I can't make it, sorry.", "Yan", 16, answers=["called"])
    minutes = "#listbot minutes: 2026-09-20\n\nPresent: Ana, Zoe Adler, Yan\nAGREED: disks"
    yield lines(minutes, "Ravi", 24 * 13)


def answer(play: Play, kind: str, sender: str, word: str, at: float) -> Post:
    """The answer to the last letter of a kind."""
    letter = play.letters(kind)[-1].parcel
    to = str(message_from_bytes(letter.raw)["Reply-To"])
    return lines(word, sender, at, to=to, by=BOT, vouched=False, answers=[letter.message_id])


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A group with a past in which two people take part, until both have left."""
    in_force = replace(rules(addresses=(LIST,)), group=GROUP)
    play = Play(engine=in_file(tmp_path), in_force=in_force)
    for post in first_weeks():
        play.run_until(hours(post.at), timedelta(days=1))
        play.take(post)
    play.take(answer(play, "M35", "Ravi", "yes", 24 * 13 + 1))
    play.take(lines(f"#listbot still-active: {ZOE}", "Yan", 24 * 14))
    play.run_until(hours(24 * 45), timedelta(days=2))
    play.take(answer(play, "M34", "Yan", "nothing", 24 * 45 + 1))
    play.take(answer(play, "M33", "Lena", "no", 24 * 45 + 2))
    play.take(lines("I'm stepping down.", "Zoe", 24 * 46))
    play.run_until(hours(24 * 51), timedelta(days=1))
    play.take(lines("#listbot revoked: dns of zoe", "Yan", 24 * 51))
    play.take(lines("#listbot urgent: Yan", "Ana", 24 * 52))
    play.take(lines("#listbot leave", "Yan", 24 * 53))
    play.run_until(hours(24 * 56), timedelta(days=1))
    all_sent(play)
    return play


def test_nothing_of_them_is_left_in_the_record(play: Play) -> None:
    """Whoever did it: neither an address nor a name, whether in an act, its key or a question.

    What others wrote stays: the minutes of a meeting, too.
    """
    assert replay(play.store).is_equal
    for address in (ZOE, YAN):
        erase(play, address)
    with play.store.reading() as connection:
        acts = connection.execute(select(record_acts)).all()
        asked = connection.execute(select(confirmations)).all()
    rows = [str(row) for row in (*acts, *asked) if "minutes" not in str(row)]
    names = ("zoe@", "yan@", "Zoe", "Yan", "zoezoo")
    assert [row for row in rows if any(each in row for each in names)] == []
    assert [row for row in map(str, acts) if "zoe@" in row or "yan@" in row] == []


def test_a_replay_comes_to_the_same(play: Play) -> None:
    """Also what others did about them: their words name somebody whom nobody knows any more."""
    with play.store.reading() as connection:
        before = [(each.verb, each.at) for each in all_acts(connection)]
    for address in (ZOE, YAN):
        erase(play, address)
        again = replay(play.store)
        assert (again.missing, again.added) == ((), ())
    with play.store.reading() as connection:
        assert [(each.verb, each.at) for each in all_acts(connection)] == before


def test_their_mails_keep_nothing_about_each_other(play: Play) -> None:
    """Each forgot the other first: what a tombstone replaces is gone from the journal."""
    for address in (ZOE, YAN):
        erase(play, address)
    with play.store.reading() as connection:
        payloads = connection.execute(select(journal.c.payload)).scalars().all()
    assert [each for each in payloads if "zoe@" in each or "yan@" in each] == []
