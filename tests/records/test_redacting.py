"""Words that are taken out of minutes are gone from everything that we read in them."""

import pytest

from listbot.model.records.acts import RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.meetings import Action, Minutes
from tests.records.building import ANA, act, days

DAY = f"{days(3):%Y-%m-%d}"
MINUTES = Minutes(
    (ANA,),
    agreed=("we pay Jo 900 euros", "no news"),
    actions=(Action("Ravi", "asks the bank"),),
    text="Agreed: we pay Jo 900 euros\nAgreed: no news\nAction: Ravi asks the bank",
)


@pytest.mark.parametrize(
    ("words", "agreed", "action"),
    [
        ("900 euros", ("we pay Jo [redacted]", "no news"), "asks the bank"),
        ("Agreed: we pay Jo 900 euros", ("[redacted]", "no news"), "asks the bank"),
        ("Agreed: we pay Jo", ("[redacted] 900 euros", "no news"), "asks the bank"),
        ("Action: Ravi asks the bank", MINUTES.agreed, "[redacted]"),
        ("d: no", ("we pay Jo 900 euros", "no news"), "asks the bank"),
    ],
)
def test_a_line_takes_with_it_what_was_read_in_it(
    words: str, agreed: tuple[str, ...], action: str
) -> None:
    """Whether the words are a part of the line, the whole line, or where it begins."""
    sent = act(RecordVerb.MINUTES, DAY, days(4), minutes=MINUTES)
    group = fold(
        (
            act(RecordVerb.MEETING, DAY, days(1), when=days(3)),
            sent,
            act(RecordVerb.PUBLISHED, DAY, days(5), text=sent.key),
            act(RecordVerb.REDACTED, DAY, days(6), text=words),
        )
    )
    found = group.meetings[DAY].minutes
    assert found is not None
    assert (found.minutes.agreed, found.minutes.actions[0].what) == (agreed, action)
    assert words not in found.minutes.text
