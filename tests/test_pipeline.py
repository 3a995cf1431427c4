"""The pipeline: each arrival has one disposition, and no exception loses or stops mails."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from listbot import pipeline
from listbot.cli.operate.import_archive import import_archive
from listbot.decide import on_mail
from listbot.errors import StoreUnavailable
from listbot.letters.compose import Composer
from listbot.mail import Arrival, Mail, Unreadable
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.inputs import RetryInput
from listbot.proposals.moments import on_tick
from listbot.replay import replay
from listbot.store import reading
from listbot.store.journal import inbox
from tests.playing import BOT, LIST, START, Play, Post, hours, in_file, opening, templates, votes
from tests.store.jobs import inputs, post, sqlite_fault


class Poison:
    """Makes deciding raise for mails with this word, as a bug would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, word: str = "poison") -> None:
        self.tries = 0
        self._word = word
        self._decide = on_mail
        monkeypatch.setattr(pipeline, "on_mail", self)

    def __call__(self, mail: Mail | Unreadable, case: Case) -> MailDecision:
        """Decide, or raise."""
        if self._word in mail.arrival.raw.decode():
            self.tries += 1
            raise ZeroDivisionError("a bug of ours")
        return self._decide(mail, case)

    def cure(self) -> None:
        """Fix the bug."""
        self._word = "\0"


def test_when_very_much_is_due_mail_comes_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A moment decides so much and no more; the clock rings again for the rest, and a replay
    decides the same at the same moments.
    """
    monkeypatch.setattr(pipeline, "AT_ONCE", 2)
    play = Play(engine=in_file(tmp_path))
    play.take(*(opening(id=f"p{number}") for number in range(3)))
    play.tick(hours(0.1))
    play.tick(hours(0.2))
    assert [play.tick(hours(500)), play.tick(hours(501)), play.tick(hours(502))] == [2, 1, 0]
    assert replay(play.store).is_equal


async def test_poison_goes_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that makes deciding raise is tried three times and kept; all others are done."""
    play = Play(engine=in_file(tmp_path))
    poison = Poison(monkeypatch)
    context = play.in_force.lists[0].context
    raws = [post(number) + (b"poison" if number == 500 else b"") for number in range(1000)]
    told = await asyncio.gather(
        *(pipeline.receive(play.store, Arrival(raw, context, "test", START)) for raw in raws)
    )
    assert (told.count("not a vote"), told.count("quarantined"), len(told)) == (999, 1, 1000)
    for minutes in range(5):
        play.tick(START.replace(minute=minutes))
    with play.store.reading() as connection:
        assert [each.tries for each in reading.quarantine(connection)] == [inbox.TRIES]
    # and once before that, in a group that had to be run again
    assert poison.tries == inbox.TRIES + 1
    assert play.accounts_balance()
    assert play.alerts == [
        "mail 502 <500@example.org> was set aside: ZeroDivisionError: a bug of ours"
    ]
    poison.cure()
    play.tick(START.replace(minute=9))
    assert "quarantined" in play.became().values()
    with play.transaction() as tx:
        assert pipeline.retry_by_hand(tx, RetryInput((502,), "ana", "mended")) == 1
    assert set(play.became().values()) == {"not a vote"}
    assert play.accounts_balance()
    play.store.close()


def test_a_mail_that_was_set_aside_is_tried_again_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fault that passes leaves no trace: the next tick decides the mail."""
    play = Play()
    poison = Poison(monkeypatch, "I propose")
    assert play.take(opening()) == ["quarantined"]
    poison.cure()
    assert play.tick(START) == 1
    assert (play.became(), play.states()) == ({"p": "opens"}, {1: "open"})


def test_a_letter_that_cannot_be_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vote is kept, the letter left out, and the admin told; at the close as well."""
    play = Play()
    broken = dict.fromkeys(("M1-opened.txt.j2", "M5-passed.txt.j2"), "Subject: x\n\n{{ nothing }}")
    monkeypatch.setattr(play.store.context, "composer", broken_composer(broken))
    assert play.take(opening(), *votes(("Ravi", "Lena", "Ines"))) == [
        "opens",
        "vote",
        "vote",
        "vote",
    ]
    play.tick(hours(80))
    assert (play.states(), play.kinds()) == ({1: "passed"}, [])
    assert [text.partition(" could not be written")[0] for text in play.alerts] == [
        "letter M1 about <p@example.org>",
        "letter M5 about <p@example.org>",
    ]


def broken_composer(broken: dict[str, str]) -> Composer:
    """Return a composer with a community's faulty templates."""
    return Composer(templates() | broken, BOT, {}, b"key")


def test_a_proposal_that_raises_does_not_hold_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported at every tick, and the other votes close."""
    play = Play()
    play.take(opening("p"), opening("q", subject="[VOTE] Another"))

    def faulty(case: OpenCase, now: datetime, until: datetime | None) -> MomentDecision | None:
        if case.proposal.number == 1:
            raise ZeroDivisionError("a bug of ours")
        return on_tick(case, now, until)

    monkeypatch.setattr(pipeline, "on_tick", faulty)
    play.tick(hours(80))
    assert play.states() == {1: "open", 2: "not passed"}
    assert play.alerts == ["V-1 could not be decided: ZeroDivisionError: a bug of ours"]


def test_a_fault_of_the_database_is_no_poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """It passes the savepoint: the whole transaction is rolled back, nothing is set aside."""
    play = Play()

    def full(mail: object, case: object) -> object:
        raise sqlite_fault()

    monkeypatch.setattr(pipeline, "on_mail", full)
    with pytest.raises(StoreUnavailable, match="disk is full"):
        play.take(opening())
    assert (play.became(), inputs(play.store)) == ({}, 1)


def archive(folder: Path, *posts: Post) -> Path:
    """An archive of these mails, one file each."""
    folder.mkdir()
    for number, each in enumerate(posts):
        (folder / f"{number}.eml").write_bytes(each.raw())
    return folder


def test_an_import_sets_poison_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that raises holds up none of those beside it, and is tried again like any other."""
    play = Play()
    Poison(monkeypatch)
    raising = Post("bad", text="poison", answers=["p"])
    done = import_archive(
        play.store, archive(tmp_path / "old", opening(), raising, *votes(["Ravi"])), LIST
    )
    assert done == {"opens": 1, "quarantined": 1, "vote": 1}
    assert play.became() == {"p": "opens", "bad": "quarantined", "v-ravi": "vote"}


def test_an_import_ends_with_its_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is not a mail's fault: none is set aside, and nothing is tried a second time."""
    play, asked = Play(), []

    def full(mail: Mail | Unreadable, case: object) -> object:
        asked.append(mail.message_id)
        raise sqlite_fault()

    monkeypatch.setattr(pipeline, "on_mail", full)
    with pytest.raises(StoreUnavailable, match="disk is full"):
        import_archive(play.store, archive(tmp_path / "old", opening()), LIST)
    assert (asked, play.became(), inputs(play.store)) == (["<p@example.org>"], {}, 1)
