"""Every body in `bodies/` is read as its file says."""

import pytest

from listbot.model.reading import Cast, Doubt
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, Case, cases, reply, told

ALL = [
    pytest.param(case, id=f"{name}: {case.name}")
    for name in ("values", "words", "dissent", "numbers", "corners")
    for case in cases(name)
]


@pytest.mark.parametrize("case", ALL)
def test_body(case: Case) -> None:
    """The casts and doubts of a body are exactly those its file states."""
    reading = read_votes(reply(case.body), VIEW)

    assert sorted(told(reading)) == sorted(case.expected)


@pytest.mark.parametrize("case", ALL)
def test_quotes_are_real(case: Case) -> None:
    """Each cast and doubt shows a line of the mail."""
    mail = reply(case.body)
    reading = read_votes(mail, VIEW)

    lines = {line.number: line.text.strip() for line in mail.body.lines}
    shown: list[Cast | Doubt] = [*reading.casts, *reading.doubts]
    assert [lines[each.line][:200] for each in shown] == [each.quote for each in shown]
