"""What a recap says about decision records and about votes to be carried out."""

from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.weekly.recap import RecordNews
from listbot.records.told_weekly import records_of_week, votes_to_apply
from tests.records.building import ANA, RULES, act, at_look, days

KEPT = replace(RULES, records=True, notice_days=14)
FIRST = replace(
    act(RecordVerb.ADR, "ADR-1", days(1), name="Mail moves", by=ANA, text="Ana Ruiz"),
    record=RecordText("Decision: we move."),
)


def _said(first: float, last: float, *acts: RecordAct) -> list[tuple[str, float]]:
    """What is told about these days: the news, and the day it names."""
    found = records_of_week(at_look(days(99), (FIRST, *acts), KEPT), days(first), days(last))
    return [(each.what, (each.at - days(0)).days) for each in found]


def test_a_record_is_told_when_something_happens() -> None:
    """Published with the day from which it may be applied, final, applied; in its week alone."""
    acts = (
        act(RecordVerb.ADR_FINAL, "ADR-1", days(16)),
        act(RecordVerb.ADR_APPLIED, "ADR-1", days(17)),
    )
    assert _said(0, 7, *acts) == [(RecordNews.PUBLISHED, 15)]
    assert _said(7, 14, *acts) == []
    assert _said(14, 21, *acts) == [(RecordNews.FINAL, 16), (RecordNews.APPLIED, 17)]


def test_what_was_applied_early_is_told_as_such() -> None:
    """Not so an emergency, which is written down afterwards."""
    early = act(RecordVerb.ADR_APPLIED, "ADR-1", days(9))
    assert _said(7, 14, early) == [(RecordNews.EARLY, 9)]
    urgent = replace(FIRST, about="ADR-2", key="2", record=RecordText("x", emergency=True))
    assert _said(0, 7, urgent)[1:] == [(RecordNews.PUBLISHED, 15), (RecordNews.APPLIED, 1)]


def test_a_final_record_is_asked_about_once() -> None:
    """Two weeks later, unless it was applied or taken back."""
    final = act(RecordVerb.ADR_FINAL, "ADR-1", days(16))
    assert _said(28, 35, final) == [(RecordNews.ASKED, 16)]
    assert _said(35, 42, final) == []
    assert _said(28, 35, final, act(RecordVerb.ADR_APPLIED, "ADR-1", days(20))) == []
    assert _said(28, 35, final, act(RecordVerb.ADR_RETRACTED, "ADR-1", days(20))) == []


def test_votes_that_were_carried_out_are_not_asked_about() -> None:
    """A member's word is enough."""
    case = at_look(days(30), (act(RecordVerb.ADR_APPLIED, "V-1", days(20)),), KEPT)
    passed = [(1, "One", "<1@example.org>", days(9)), (2, "Two", "<2@example.org>", days(9))]
    assert [each.key for each in votes_to_apply(case, passed)] == ["V-2"]
