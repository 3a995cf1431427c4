"""A list whose host signs what it passes on, since its hosts have no fixed names."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot import pipeline
from listbot.mail import Level, Mail, Unreadable, read
from listbot.mail.authorship import Heard, KeyAnswer
from listbot.mail.proof.judging import questions
from listbot.model.inputs import KeyInput
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store.base.schema import mails
from listbot.votes.counting.counted import VoteStatus
from tests.mail.proof.signing import ALL, Signer, Zone, signed_below
from tests.playing import LIST, Play, Post, hours, in_file, opening, rules

GROUP = Signer(made=hours(-1), selector="google", covers=(*ALL, "list-id", "reply-to", "cc"))
THERE = Zone().put(GROUP.answer)
SILENT = Zone().put(KeyAnswer(GROUP.name, Heard.NO_ANSWER))
NAMED = f"List-ID: <{LIST.replace('@', '.')}>"


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A list that is known by its signature alone."""
    known = rules()
    lists = tuple(
        replace(each, trusted_hops=(), host_signature="example.org")
        if each.address == LIST
        else each
        for each in known.lists
    )
    return Play(engine=in_file(tmp_path), in_force=replace(known, lists=lists))


def passed_on(play: Play, post: Post, zone: Zone = THERE) -> Mail | Unreadable:
    """A post as the group passes it on, read with what the DNS says."""
    came = replace(post, more=NAMED, vouched=False).arrival(play.in_force)
    came = replace(came, raw=signed_below(came.raw, GROUP))
    return read(replace(came, key_answers=zone.key_answers(questions(came))))


def statuses(play: Play) -> dict[str, str]:
    """What became of each vote, by its voter's address."""
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    return {each.voter.partition("@")[0]: each.status for each in found.tally.votes}


def test_only_what_the_group_has_signed_counts(play: Play) -> None:
    """A mail with the same headers and no signature was not on the list, whoever sent it."""
    play.take(
        passed_on(play, opening()),
        passed_on(play, Post("r", "Ravi", "+1", 1, answers=["p"])),
        Post("l", "Lena", "+1", 1, answers=["p"], more=NAMED, vouched=False),
    )
    assert statuses(play) == {"ravi": VoteStatus.COUNTED, "lena": VoteStatus.UNVERIFIED}
    assert replay(play.store).is_equal


def test_a_silent_dns_refuses_nobody(play: Play) -> None:
    """The vote counts once the DNS has answered; the answer is an input, so a replay without a
    network comes to the same.
    """
    late = passed_on(play, Post("r", "Ravi", "+1", 1, answers=["p"]), SILENT)
    play.take(passed_on(play, opening()), late)
    assert statuses(play) == {"ravi": VoteStatus.UNVERIFIED}
    with play.transaction() as tx:
        pipeline.hear(tx, KeyInput(late.arrival.key, (GROUP.answer,), hours(2)))
    assert statuses(play) == {"ravi": VoteStatus.COUNTED}
    with play.store.reading() as connection:
        assert set(connection.execute(select(mails.c.level)).scalars()) == {Level.LIST_VOUCHED}
    assert replay(play.store).is_equal
