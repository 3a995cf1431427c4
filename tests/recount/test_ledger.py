"""The ledger of times: what goes in comes out, and mails are counted at its times."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail import Mail
from listbot.packaged import load_preset
from listbot.recount.ledger import (
    FIRST_YEAR,
    LAST_YEAR,
    LedgerLine,
    LedgerUse,
    fields_of,
    ledger_key,
    parse_ledger,
)
from listbot.recount.options import RecountOptions
from listbot.recount.recount import recount
from listbot.votes.counting.counted import VoteStatus
from tests.archive import OPENING, answer, mail
from tests.votes.counting.ballots import OPENED

CLOSES = OPENED + timedelta(hours=72)
OPTIONS = RecountOptions(
    policies=load_preset("ovirt"), now=CLOSES + timedelta(days=9), as_proposal=True, closes=CLOSES
)


def mails(*raws: bytes) -> list[Mail]:
    """The mails, which can all be read."""
    found = [mail(raw) for raw in (OPENING, *raws)]
    return [each for each in found if isinstance(each, Mail)]


def line(of: Mail, received: datetime, **more: bool) -> LedgerLine:
    """The mail's line with another time."""
    id, words = ledger_key(of)
    return LedgerLine(id, words, received, min(received, of.effective), **more)


MOMENTS = st.datetimes(
    datetime(FIRST_YEAR, 1, 1),  # noqa: DTZ001 - the zone is given beside it
    datetime(LAST_YEAR, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(
    st.lists(
        st.builds(
            LedgerLine,
            st.text(),
            st.text(),
            MOMENTS,
            MOMENTS,
            st.booleans(),
        )
    )
)
def test_any_ledger_comes_back(lines: list[LedgerLine]) -> None:
    """Message-IDs may hold anything, even line ends."""
    assert parse_ledger("".join(json.dumps(fields_of(each)) + "\n" for each in lines)) == {
        each.key: each for each in lines
    }


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        "{}",
        '{"mail": "<a@b>", "words": "", "received": 7, "written": 7}',
        '{"mail": "<a@b>", "words": "", "received": "2026-09-08T18:00:00", "written": "x"}',
        '{"mail": "<a@b>", "words": "", "received": "0001-01-01T00:00:00+14:00", "written": "x"}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_not_one_is_named(text: str) -> None:
    """By its number; nothing is counted by half a ledger."""
    with pytest.raises(ValueError, match="line 2 is not a line of a ledger"):
        parse_ledger(f"\n{text}\n")


def test_the_ledger_says_what_is_late() -> None:
    """Its times count, not those of an archive, which may know only the writer's clock."""
    opening, early, slow, unknown = mails(
        answer("e", "ravi", "+1", 73), answer("s", "ines", "+1", 71), answer("u", "kim", "+1", 70)
    )
    lines = [
        line(opening, opening.received),
        line(early, CLOSES - timedelta(hours=1)),
        line(slow, CLOSES + timedelta(seconds=1)),
    ]
    found = [("0", opening), ("1", early), ("2", slow), ("3", unknown)]
    counted = recount("archive", found, replace(OPTIONS, ledger={each.key: each for each in lines}))
    (proposal,) = counted.proposals
    assert {vote.mail: vote.status for vote in proposal.outcome.tally.votes} == {
        "<e@example.org>": VoteStatus.COUNTED,
        "<s@example.org>": VoteStatus.LATE,
        "<u@example.org>": VoteStatus.COUNTED,
    }
    assert counted.ledger == LedgerUse(
        taken=3, missing=("<u@example.org>",), moved=("<e@example.org>", "<s@example.org>")
    )


def test_a_mail_whose_words_differ_is_named() -> None:
    """Its line is of a mail that says something else."""
    opening, vote = mails(answer("v", "ravi", "+1", 5))
    other = replace(line(vote, vote.received), words="0123456789abcdef")
    ledger = {each.key: each for each in (line(opening, opening.received), other)}
    counted = recount("archive", [("0", opening), ("1", vote)], replace(OPTIONS, ledger=ledger))
    id = "<v@example.org>"
    assert counted.ledger == LedgerUse(taken=1, missing=(id,), moved=(), reworded=(id,))


def test_a_mail_that_came_after_the_result_is_late() -> None:
    """Its stamp is of before the close, but the daemon did not have it when it decided."""
    opening, vote = mails(answer("v", "ravi", "+1", 5))
    lines = [line(vote, vote.received, late=True)]
    (proposal,) = recount(
        "archive",
        [("0", opening), ("1", vote)],
        replace(OPTIONS, ledger={each.key: each for each in lines}),
    ).proposals
    assert [each.status for each in proposal.outcome.tally.votes] == [VoteStatus.LATE]


def test_without_a_ledger_nothing_is_said_about_one() -> None:
    """Most recounts have none."""
    assert recount("archive", [("0", mails()[0])], OPTIONS).ledger is None
