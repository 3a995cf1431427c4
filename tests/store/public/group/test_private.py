"""What the group keeps to itself is on no page of its record, in no feed and in no calendar."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Minutes
from listbot.model.records.services import ServiceSaid
from listbot.pages.site import SiteFacts
from listbot.store.base.schema import log_lines
from listbot.store.public.sections import SECTIONS
from tests.playing import LIST, Play, Post, hours, ref
from tests.records.building import ANA, KIM, LENA, RAVI, act, days, joined
from tests.store.public.group.keeping import ALL, HIDDEN, WHOLE, add, keeping
from tests.store.public.sites import reading

KEY = "2026-09-10"
CALLED = act(RecordVerb.MEETING, KEY, days(1), when=days(9), names=("", LIST))


def everything(play: Play, site: SiteFacts = WHOLE) -> str:
    """All that the pages, feeds and calendars of a site are made of."""
    with reading(play, site) as source:
        parts = [each for each in SECTIONS if each.is_on(site)]
        pages = [part.page(source, each.path) for part in parts for each in part.pages(source)]
        more = [(part.news(source), part.calendar(source)) for part in parts]
    assert None not in pages
    return repr((pages, more))


def test_a_departure_changes_nothing_before_it_is_announced() -> None:
    """On no page, and in no stamp: not that somebody left, and not what is withdrawn already."""
    play = keeping(
        *joined(ANA, RAVI, at=days(0)),
        act(RecordVerb.CONFIRMED, RAVI, days(1), by=ANA),
        act(RecordVerb.GRANTED, RAVI, days(1), text="dns", by=ANA),
        act(RecordVerb.GRANTED, RAVI, days(1.1), text="wiki", by=ANA),
    )
    before = everything(play)
    pending: list[tuple[RecordAct, ...]] = [
        (act(RecordVerb.LEAVING, RAVI, days(3)),),
        (
            act(RecordVerb.LEFT, RAVI, days(4)),
            act(RecordVerb.DEPARTURE, RAVI, days(4)),
            act(RecordVerb.DEPARTURE_ASKED, RAVI, days(4), names=(ANA,)),
        ),
        (act(RecordVerb.URGENT, RAVI, days(5), by=ANA),),
        (act(RecordVerb.REVOKED, RAVI, days(6), text="dns", by=ANA),),
    ]
    for acts in pending:
        add(play, *acts)
        assert everything(play) == before, acts[0].verb
    add(play, act(RecordVerb.REVOKED, RAVI, days(7), text="wiki", by=ANA))
    assert everything(play) != before


@pytest.mark.parametrize(
    "asked",
    [
        act(RecordVerb.ACTIVE_ASKED, ANA, days(2), by=RAVI),
        act(RecordVerb.TIME_OVER, ANA, days(3)),
        act(RecordVerb.WARNED, ANA, days(4), text="months"),
        act(RecordVerb.REMOVAL_DUE, ANA, days(5), text="away"),
        act(RecordVerb.KEPT, ANA, days(6), by=RAVI),
        act(RecordVerb.INTRODUCED, KIM, days(2), text="planted", names=(LIST,)),
        act(RecordVerb.PAIR_ASKED, ANA, days(2), text=RAVI),
        act(RecordVerb.REGRETS, KEY, days(2), names=(LENA,)),
        act(RecordVerb.MINUTES_WANTED, KEY, days(12)),
        act(RecordVerb.MINUTES, KEY, days(12), by=RAVI, minutes=Minutes((LENA,), text="planted")),
    ],
    ids=lambda each: str(each.verb),
)
def test_the_groups_own_questions_show_nowhere(asked: RecordAct) -> None:
    """Absence, silence, newcomers, regrets, and minutes that nobody has published."""
    play = keeping(*joined(ANA, RAVI), CALLED)
    before = everything(play)
    add(play, asked)
    assert everything(play) == before


def test_who_was_at_a_meeting_shows_nowhere() -> None:
    """Not in what was agreed, not in the text, and not as a reason for staying away."""
    text = "Present: Petra Plant, Gus Guest\nRegrets: Ilse Ill (her knee\nhurts)\n\nAGREED: a wiki"
    minutes = Minutes(
        ("Petra Plant",), ("Gus Guest",), ("Ilse Ill",), agreed=("a wiki",), text=text
    )
    sent = act(RecordVerb.MINUTES, KEY, days(10), minutes=minutes)
    play = keeping(CALLED, sent, act(RecordVerb.PUBLISHED, KEY, days(11), text=sent.key))
    found = everything(play)
    assert "a wiki" in found
    assert [each for each in ("Petra", "Guest", "Ilse", "knee", "hurts") if each in found] == []


def test_no_address_of_a_person_is_anywhere() -> None:
    """Neither of members nor of those who only stand in a service or a rule."""
    group = replace(ALL, greeter=RAVI, keepers=(LENA,))
    said = ServiceSaid((ANA, "zoe@example.com"), ("planted@example.com",), "ask kim@example.org")
    play = keeping(
        *joined(ANA, RAVI), act(RecordVerb.SERVICE, "wiki", days(1), service=said), group=group
    )
    found = everything(play)
    assert [each for each in ("@example.com", "private@", "ana@", "ravi@") if each in found] == []


def test_a_list_without_pages_shows_nowhere() -> None:
    """Nor do its meetings, its records and its log; nor does a line under embargo."""
    play = keeping(
        *joined(ANA),
        act(RecordVerb.MEETING, "2026-09-11", days(1), when=days(10), names=("", HIDDEN),
            name="planted meeting"),
        act(RecordVerb.ADR, "ADR-1", days(1), by=ANA, name="planted record", text="Ana Ruiz",
            record=RecordText("planted text"), mail=ref("hidden")),
    )  # fmt: skip
    play.take(
        Post("hidden", "Ana", "planted mail", 1, "planted subject", to=HIDDEN, by=HIDDEN),
        Post("vote", "Ana", "planted vote", 2, "[VOTE] planted vote", to=HIDDEN, by=HIDDEN),
    )
    line = {
        "at": hours(3), "name": "Ana", "author": ANA, "ticket": "", "struck": "", "position": 0,
    }  # fmt: skip
    with play.transaction() as tx:
        for number, (address, embargoed) in enumerate(((HIDDEN, False), (LIST, True)), 1):
            row = {**line, "number": number, "list": address, "embargoed": embargoed}
            row |= {"text": "planted line", "mail": f"<{number}@x>"}
            tx.connection.execute(insert(log_lines).values(row))
    assert "planted" not in everything(play)
