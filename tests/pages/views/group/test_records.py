"""Tests of listbot.pages.views.group.records."""

from dataclasses import replace
from datetime import datetime

import pytest

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.group.records import (
    ObjectionLine,
    RecordRow,
    RecordVersion,
    RecordView,
    changed,
    record_row,
    record_view,
)
from listbot.pages.views.text import TextChange
from tests.records.building import ANA, KIM, RAVI, RULES, START, act, days, group_case

KEPT = replace(RULES, records=True, notice_days=7)
KEY, LATER = "ADR-7", days(30)
FIRST = RecordText("Context: a host.\nDecision: we buy it.\nConsequences: 20 euros.")


def adr(text: RecordText = FIRST, key: str = KEY, at: datetime = START) -> RecordAct:
    """A record that Ana published."""
    return act(
        RecordVerb.ADR, key, at, by=ANA, name="A host", text="Ana Ruiz", record=text,
        mail=f"<{key}@example.org>",
    )  # fmt: skip


FINAL = act(RecordVerb.ADR_FINAL, KEY, days(8))
APPLIED = act(RecordVerb.ADR_APPLIED, KEY, days(9))
EMERGENCY = adr(replace(FIRST, emergency=True))


def row(*acts: RecordAct, now: datetime = LATER) -> RecordRow:
    """The record in the list."""
    case = group_case(acts, KEPT)
    return record_row(case.group.records[KEY], case, now)


def page(*acts: RecordAct, now: datetime = LATER) -> RecordView:
    """The page of the record."""
    case = group_case(acts, KEPT)
    links = {"<ADR-7@example.org>": mail_link("<ADR-7@example.org>", "")}
    return record_view(case.group.records[KEY], case, now, links)


@pytest.mark.parametrize(
    ("acts", "day", "state"),
    [
        pytest.param((adr(),), 6, "in notice", id="in notice"),
        pytest.param((adr(),), 7, "notice over", id="nobody says that it is final"),
        pytest.param((adr(), FINAL), 9, "final", id="final"),
        pytest.param((adr(), FINAL, APPLIED), 10, "applied", id="applied"),
        pytest.param(
            (adr(), act(RecordVerb.ADR_APPLIED, KEY, days(3)), FINAL),
            9, "applied early", id="early",
        ),
        pytest.param((EMERGENCY,), 1, "emergency", id="emergency"),
        pytest.param((EMERGENCY, FINAL), 9, "applied", id="an emergency that is final"),
        pytest.param(
            (adr(), act(RecordVerb.ADR_RETRACTED, KEY, days(3))), 9, "retracted", id="retracted"
        ),
        pytest.param(
            (adr(), adr(replace(FIRST, supersedes=(KEY,)), "ADR-8", days(1))),
            9, "replaced", id="replaced",
        ),
    ],
)  # fmt: skip
def test_a_record_stands_somewhere(acts: tuple[RecordAct, ...], day: int, state: str) -> None:
    """In one word, by its notice, what was said of it, and what replaced it."""
    assert row(*acts, now=days(day)).state == state


def test_a_record_in_the_list() -> None:
    """With its author by name, the end of its notice, and how many object."""
    objection = act(RecordVerb.ADR_OBJECTION, KEY, days(1), by=KIM, text="-1: no")
    assert row(adr(), objection, now=days(2)) == RecordRow(
        7, Shown("A host"), "in notice", Shown("Ana Ruiz"), days(0), days(7), None, 1
    )


def test_replacing_is_told_on_both_sides() -> None:
    """Only for records that are there: one that no page shows is not named."""
    new = adr(replace(FIRST, supersedes=(KEY, "ADR-99")), "ADR-8", days(1))
    case = group_case((adr(), new), KEPT)
    old = record_view(case.group.records[KEY], case, days(2), {})
    later = record_view(case.group.records["ADR-8"], case, days(2), {})
    assert (old.replaced_by, old.supersedes) == (8, ())
    assert (later.replaced_by, later.supersedes) == (None, (7,))


def test_the_page_shows_what_each_version_changed() -> None:
    """The present text stands whole, and the differences below it."""
    second = act(
        RecordVerb.ADR_VERSION, KEY, days(2), mail="<v2@example.org>",
        record=RecordText(FIRST.text.replace("20", "25"), "https://wiki.example.org/adr"),
    )  # fmt: skip
    view = page(adr(), second)
    assert (view.text.endswith("25 euros."), view.link) == (True, "https://wiki.example.org/adr")
    mail = mail_link("<ADR-7@example.org>", "")
    assert view.versions == (
        RecordVersion(days(0), mail, Shown(""), ()),
        RecordVersion(
            days(2),
            None,
            Shown("https://wiki.example.org/adr"),
            (TextChange(Shown("20 euros."), Shown("25 euros.")),),
        ),
    )


def test_objections_are_told_with_their_end() -> None:
    """In the words of their writers; whoever was forgotten has no name."""
    gone = "forgotten-0123456789ab@invalid"
    acts = (
        adr(),
        act(
            RecordVerb.ADR_OBJECTION, KEY, days(1), by=RAVI, name="Ravi Menon", text="-1: too dear"
        ),
        act(RecordVerb.ADR_OBJECTION, KEY, days(2), by=gone, name="Zoe", text="…"),
        act(RecordVerb.ADR_SETTLED, KEY, days(3), by=RAVI),
    )
    assert page(*acts).objections == (
        ObjectionLine(Shown("Ravi Menon"), days(1), Shown("-1: too dear"), None, days(3)),
        ObjectionLine(Shown("somebody"), days(2), Shown("…"), None, None),
    )


def test_a_record_changed_when_something_last_happened_to_it() -> None:
    """An objection counts, and so does taking it back."""
    objection = act(RecordVerb.ADR_OBJECTION, KEY, days(10), by=KIM)
    settled = act(RecordVerb.ADR_SETTLED, KEY, days(11), by=KIM)
    found = [
        changed(group_case(acts, KEPT).group.records[KEY])
        for acts in (
            (adr(),),
            (adr(), FINAL),
            (adr(), FINAL, objection),
            (adr(), objection, settled),
        )
    ]
    assert found == [days(0), days(8), days(10), days(11)]
