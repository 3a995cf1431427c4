"""The group that a store keeps in memory is always that of its acts."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from listbot import pipeline
from listbot.model.inputs import EraseInput
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.model.records.rules import GroupRules
from listbot.records.letters import told
from listbot.store.records import acts
from listbot.store.records.acts import KeptGroup, all_acts
from tests.playing import LIST, Play, Post, in_file, rules

ZOE = "zoe@example.com"
HELLO = Post("hello", ZOE, "Hello, I am Zoe Adler.", 1, "A mirror")
JOINS = Post("joins", "Ana", "#listbot join: mirrors", 2, "I join")
LEAVES = Post("leaves", "Ana", "#listbot leave", 3, "I leave")
UNDOES = Post("undoes", "Ravi", "#listbot undo", 4, "Re: I leave", answers=["leaves"])


def playing(engine: Engine) -> Play:
    """A list of a group, in this database."""
    group = GroupRules(members=True, announce="project@example.org")
    return Play(engine=engine, in_force=replace(rules(addresses=(LIST,)), group=group))


def there(play: Play) -> Group:
    """The group of all acts, read again."""
    with play.store.reading() as connection:
        return fold(all_acts(connection))


def known(play: Play) -> Group:
    """The group as the next mail sees it."""
    with play.transaction() as tx:
        case = tx.group_record.case()
        assert case is not None
        return case.group


def test_new_acts_are_read_and_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are not read again, since a record may be long."""
    play = playing(in_file(tmp_path))
    play.take(HELLO)
    assert known(play).newcomers.keys() == {ZOE}
    monkeypatch.setattr(acts, "all_acts", lambda _connection: pytest.fail("read again"))
    play.take(JOINS, LEAVES)
    assert [*known(play).members] == ["ana@example.org"]
    monkeypatch.undo()
    assert known(play) == there(play)


def test_what_is_undone_is_read_again(tmp_path: Path) -> None:
    """It may bring back what was redacted."""
    play = playing(in_file(tmp_path))
    play.take(replace(JOINS, id="ravi", sender="Ravi"), JOINS, LEAVES, UNDOES)
    assert known(play) == there(play)
    assert known(play).members["ana@example.org"].is_in


@pytest.mark.parametrize("last", [HELLO, JOINS])
def test_a_person_who_was_forgotten_elsewhere_is_forgotten_here(tmp_path: Path, last: Post) -> None:
    """Another process may have done it: the command line, while the daemon and its pages run."""
    daemon = playing(in_file(tmp_path))
    daemon.take(HELLO, last)
    kept = KeptGroup()
    with daemon.store.reading() as connection:
        assert ZOE in kept.of(connection).newcomers
    assert ZOE in known(daemon).newcomers
    order = [each.key for each in there(daemon).acts]
    by_hand = playing(daemon.engine)
    with by_hand.transaction() as tx:
        asked = EraseInput.of(ZOE, "chance", "ana", "she asked", daemon.now)
        pipeline.erase(tx, ZOE, asked)
    with daemon.store.reading() as connection:
        assert kept.of(connection) == there(daemon)
    assert known(daemon) == there(daemon)
    assert ZOE not in known(daemon).newcomers
    assert [each.key for each in there(daemon).acts] == order


def test_acts_that_were_rolled_back_are_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither within the transaction nor after it."""
    play = playing(in_file(tmp_path))
    play.take(replace(JOINS, id="ravi", sender="Ravi"))
    mails = [play.read(each) for each in (JOINS, LEAVES, HELLO)]
    with play.transaction() as tx:
        pipeline.settle(tx, mails[0])
        monkeypatch.setattr(told, "items_of", None)
        assert pipeline.settle(tx, mails[1]) == "quarantined"
        monkeypatch.undo()
        pipeline.settle(tx, mails[2])
        case = tx.group_record.case()
        assert case is not None
        assert case.group == fold(all_acts(tx.connection))
    assert known(play) == there(play)
    assert known(play).members["ana@example.org"].is_in
