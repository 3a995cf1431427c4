"""What the doctor says about a list, from what is known of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from listbot import pipeline
from listbot.config import Config
from listbot.config.in_force import rules_of
from listbot.doctor import advice, lists
from listbot.doctor.finding import Level
from listbot.doctor.look import Look
from listbot.health.condition import health
from listbot.letters.echoes.round_trip import RoundTrip, Stage
from listbot.mail import read
from listbot.model.handling import Handling, LastEcho
from listbot.store.base.schema import outbox
from listbot.store.outbox.echoes import Known
from listbot.store.store import Store
from listbot.wiring import open_store
from tests.doctor.daemon import config_in
from tests.doctor.test_examine import HOUR, LIST, NOON, WELL
from tests.mail.arrivals import arrival

LEFT = NOON - timedelta(minutes=5)
BACK = LastEcho("<a@example.org>", LEFT, LEFT + timedelta(seconds=4), Handling())
POSTS = f"posts to {LIST}"
NOTICE = (
    "From: infra-owner@lists.example.org\nTo: listbot@example.org\nMessage-ID: <n@example.org>\n"
    "Auto-Submitted: auto-generated\nSubject: =?utf-8?q?Your_message_to_Infra?=\n"
    " awaits moderator approval\n\nIt is held.\n"
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """One decision list."""
    return config_in(tmp_path)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """A database with rules in force."""
    found = open_store(config)
    with found.transaction() as tx:
        tx.adopt(rules_of(config, tx.rules, NOON))
    yield found
    found.close()


def trip(stage: Stage, note: str = "", left: bool = True) -> RoundTrip:
    """A test post of a while ago."""
    return RoundTrip(7, stage, LEFT, LEFT if left else None, note)


def told(
    store: Store, config: Config, known: Known, of: RoundTrip | None = None
) -> list[tuple[Level, str]]:
    """Return what is said about the list."""
    with store.reading() as connection:
        look = Look(config, connection, health(connection, config, NOON), WELL, NOON)
        findings = list(lists.of_list(look, config.lists[0], known, of))
    assert {each.about for each in findings} <= {POSTS}
    return [(each.level, each.what) for each in findings]


@pytest.mark.parametrize(
    ("known", "of", "expected"),
    [
        (Known(), None, [(Level.NOTE, "none has come back so far; a test post shows what the list "
                          "does with them")]),
        (Known(True), None, [(Level.NOTE, "they come back; a test post shows what the list does "
                              "with them")]),
        (Known(True, BACK), None, [(Level.WELL, "they come back, the last one at 2026-09-08 11:55 "
                                    "UTC, after 4 seconds")]),
        (Known(), trip(Stage.WAITING, "450 later", left=False),
         [(Level.NOTE, "the test post has not left yet: 450 later")]),
        (Known(), trip(Stage.STOPPED, "refused: 550 no", left=False),
         [(Level.FAULT, "the test post was not sent: refused: 550 no")]),
        (Known(), trip(Stage.AWAY), [(Level.NOTE, "the mail server accepted the test post, and the "
                                      "list has not given it back yet")]),
        (Known(), trip(Stage.MISSED), [(Level.WARNING, "the test post did not come back within an "
                                        "hour: the list holds it, discards it, or does not send "
                                        "the bot its own posts; see whether it is in the "
                                        "archive")]),
    ],
)  # fmt: skip
def test_what_is_known(
    store: Store,
    config: Config,
    known: Known,
    of: RoundTrip | None,
    expected: list[tuple[Level, str]],
) -> None:
    """Each stage of a test post, and what came back, has its own words."""
    assert told(store, config, known, of) == expected


@pytest.mark.parametrize(
    ("handling", "level", "words"),
    [
        (Handling(is_wrapped=True), Level.WARNING, advice.WRAPPED),
        (Handling(sender=LIST), Level.NOTE, advice.MUNGED),
        (Handling(is_reworded=True), Level.WARNING, advice.REWORDED),
        (Handling(reply_to="other@example.org"), Level.WARNING, "answers to them go to "
         "other@example.org, so votes may never reach the list"),
        (Handling(adds_above=True), Level.NOTE, "the list writes above the text"),
    ],
)  # fmt: skip
def test_what_a_list_changes(
    store: Store, config: Config, handling: Handling, level: Level, words: str
) -> None:
    """It says what that means for votes."""
    last = LastEcho("<a@example.org>", LEFT, LEFT, handling)
    assert (level, words) in told(store, config, Known(True, last))


def test_the_list_wrote_that_it_holds_the_post(store: Store, config: Config) -> None:
    """A moderator's notice since then names the list; it is shown, and decides nothing."""
    assert told(store, config, Known(), trip(Stage.AWAY))[0][0] is Level.NOTE
    with store.transaction() as tx:
        context = next(each.context for each in tx.rules.lists if each.address == LIST)
        came = arrival(NOTICE)
        mail = read(type(came)(came.raw, context, "lmtp", NOON, ""))
        pipeline.settle(tx, mail)
    assert told(store, config, Known(), trip(Stage.AWAY)) == [
        (
            Level.FAULT,
            'the list holds the test post: it wrote "Your message to Infra awaits moderator '
            'approval"',
        )
    ]


def test_posts_that_never_came_back(store: Store, config: Config) -> None:
    """On a list that gives posts back they are counted; on another they mean nothing."""
    row = {
        "key": "k", "list": LIST, "kind": "M5", "to_list": True, "message_id": "<k@example.org>",
        "recipients": "[]", "envelope_from": "", "subject": "", "text": "", "raw": b"",
        "state": "sent", "made": NOON - 2 * HOUR, "sent": NOON - 2 * HOUR, "echo": "missed",
    }  # fmt: skip
    with store.transaction() as tx:
        tx.connection.execute(insert(outbox), row)
    lost = (Level.WARNING, "1 post left and never came back")
    assert lost in told(store, config, Known(True, BACK))
    assert lost not in told(store, config, Known())
