"""Tests of listbot.store.public.library."""

from pathlib import Path

from sqlalchemy import update

from listbot import pipeline
from listbot.clock import ClockRecord
from listbot.model.inputs import EraseInput
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.store.base.schema import outbox
from listbot.store.journal import kept_clock
from listbot.store.public.library import PublicLibrary, menu
from listbot.store.records import acts
from tests.playing import LIST, PEOPLE, Play, Post, hours, in_file, opening, votes

ZOE = "zoe@example.com"
SITE = SiteFacts(
    Shown("infra"), "", (PublicList(LIST),), frozenset({"votes"}), bot="listbot@example.org"
)


def library(play: Play) -> PublicLibrary:
    """Return the public pages of a list."""
    return PublicLibrary(play.engine, SITE, lambda: play.now)


def erasures(play: Play) -> str:
    """Return what tells that something was erased."""
    with library(play).reading() as reading:
        return reading.erasures()


def test_forgetting_a_person_is_told_to_whoever_keeps_pages(tmp_path: Path) -> None:
    """A new mail changes nothing about it; a person who is forgotten does."""
    play = Play(engine=in_file(tmp_path))
    empty = erasures(play)
    play.take(opening(), Post("z", ZOE, "+1 from me", 2, answers=["p"]))
    assert erasures(play) == empty
    asked = EraseInput.of(ZOE, "chance", "ana", "she asked", play.now)
    with play.transaction() as tx:
        pipeline.erase(tx, ZOE, asked)
    assert erasures(play) != empty


def test_redacted_words_are_told_to_whoever_keeps_pages(tmp_path: Path) -> None:
    """Each redaction of minutes counts, and nothing else that the group records."""
    play = Play(engine=in_file(tmp_path))
    told = [erasures(play)]
    for verb in (RecordVerb.MEETING, RecordVerb.REDACTED, RecordVerb.REDACTED):
        act = RecordAct(verb, f"{verb}-{len(told)}", hours(1), about="m", text="secret")
        with play.transaction() as tx:
            acts.add(tx.connection, (act,))
        told.append(erasures(play))
    assert told[0] == told[1]
    assert len(set(told)) == 3


def test_every_part_can_be_asked_for_its_news(tmp_path: Path) -> None:
    """The feed of all parts has those of each part that has a feed, the newest first."""
    play = Play(engine=in_file(tmp_path))
    play.take(opening("p"), opening("q", 5))
    with library(play).reading() as reading:
        news = reading.news("")
        assert news is not None
        assert [each.path for each in news] == ["votes/2", "votes/1"]
        none = [part.name for part in reading.parts() if reading.news(part.name) is None]
    assert none == ["rules", "about", "help", "status"]


def test_what_was_decided_is_told_once(tmp_path: Path) -> None:
    """The feed of all parts has a vote that passed as a vote, and not as a decision once more."""
    play = Play(engine=in_file(tmp_path))
    play.take(opening("p"), *votes(PEOPLE[1:4]))
    play.tick(hours(80))
    with library(play).reading() as reading:
        news, decisions = reading.news(""), reading.news("decisions")
    assert news is not None
    assert decisions is not None
    assert [each.title for each in decisions] == ["V-1: Move CI artefacts to object storage"]
    assert [each.title for each in news] == ["V-1 passed: Move CI artefacts to object storage"]


def test_a_site_without_feeds_has_an_empty_feed_of_all(tmp_path: Path) -> None:
    """Every page links to it, whatever is on."""
    play = Play(engine=in_file(tmp_path))
    nothing = SiteFacts(Shown("infra"), "", ())
    with PublicLibrary(play.engine, nothing, lambda: play.now).reading() as reading:
        assert reading.news("") == []
    assert menu(nothing) == ()


def test_something_new_is_told_to_whoever_keeps_a_copy(tmp_path: Path) -> None:
    """A mail and a letter are new; a look at the clock is not, though it is a commit."""
    play = Play(engine=in_file(tmp_path))
    pages = library(play)
    told = [pages.happened()]
    play.take(opening())
    told.append(pages.happened())
    with play.transaction() as tx:
        kept_clock.keep(tx.connection, ClockRecord(play.now))
    assert pages.happened() == told[1]
    with play.transaction() as tx:
        tx.connection.execute(update(outbox).values(due=None, sent=play.now))
    told.append(pages.happened())
    assert len(set(told)) == 3
    pages.close()
