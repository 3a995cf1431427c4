"""The record beside a mail that may say that a vote was applied."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from listbot.model.proposal import State
from listbot.model.records.rules import GroupRules
from listbot.store.base.schema import proposals
from tests.playing import LIST, Play, Post, in_file, rules
from tests.records.building import BOT, RAVI, mail

VOTES = (
    Post("one", "Ana", "Shall we move?", 1, "[VOTE] Move the wiki"),
    Post("two", "Ana", "Shall we stay?", 2, "[VOTE] Keep the tapes"),
)


@pytest.mark.parametrize(
    ("text", "to", "passed"),
    [
        ("#listbot applied: V-1", LIST, {"V-1"}),
        ("yes", BOT, {"V-1"}),
        ("It works now.", LIST, set()),
    ],
)
def test_only_votes_that_passed_are_known(
    tmp_path: Path, text: str, to: str, passed: set[str]
) -> None:
    """And only beside a mail that has the word, or that may be a yes to our question."""
    group = GroupRules(members=True, records=True, announce="project@example.org")
    in_force = replace(rules(addresses=(LIST,)), group=group)
    play = Play(engine=in_file(tmp_path), in_force=in_force)
    play.take(*VOTES)
    with play.transaction() as tx:
        first = proposals.c.number == 1
        tx.connection.execute(update(proposals).where(first).values(state=State.PASSED))
        case = tx.group_record.case(mail(text, RAVI, to=to))
    assert case is not None
    assert case.passed == passed
