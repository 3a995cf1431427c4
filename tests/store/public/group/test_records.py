"""Tests of listbot.store.public.group.records."""

import pytest

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.pages.page import Happening, News
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.group.records import RecordsView, RecordView
from listbot.store.public.group.records import Records
from tests.playing import Play, Post, ref
from tests.records.building import ANA, KIM, act, days, joined
from tests.store.public.group.keeping import HIDDEN, WHOLE, add, keeping, stamps
from tests.store.public.sites import ARCHIVE, SITE, reading

RECORDS = Records()


def adr(number: int, **more: object) -> RecordAct:
    """A record of Ana's, a day after the one before."""
    return act(
        RecordVerb.ADR, f"ADR-{number}", days(number), by=ANA, name=f"Host {number}",
        text="Ana Ruiz", record=RecordText("Decision: yes.", **more),  # type: ignore[arg-type]
        mail=ref(f"adr-{number}"),
    )  # fmt: skip


OBJECTION = act(RecordVerb.ADR_OBJECTION, "ADR-1", days(30), by=KIM, text="-1", mail=ref("no"))


@pytest.fixture
def play() -> Play:
    """Three records: one from the list, one from a list without pages, one without a mail."""
    play = keeping(*joined(ANA), adr(1), adr(2), adr(103))
    play.take(
        Post("adr-1", "Ana", "Decision: yes.", 1, "Host 1"),
        Post("adr-2", "Ana", "Decision: yes.", 2, "Host 2", to=HIDDEN, by=HIDDEN),
    )
    return play


def listed(play: Play, path: str) -> RecordsView:
    """What a list of records shows."""
    with reading(play, WHOLE) as source:
        page = RECORDS.page(source, path)
    assert page is not None
    assert isinstance(page.view, RecordsView)
    return page.view


def test_records_are_listed_by_hundreds(play: Play) -> None:
    """The first page has those that are not final, and the newest hundred."""
    first = listed(play, "adr")
    assert [row.number for row in first.open] == [1, 103]
    assert [row.number for row in first.rows] == [103]
    assert [each.path for each in first.leaves] == ["adr/page/2", "adr/page/1"]
    assert [row.number for row in listed(play, "adr/page/1").rows] == [1]


def test_every_record_of_a_public_list_has_a_page(play: Play) -> None:
    """A record that came to a list without pages has none, and neither has any other text."""
    with reading(play, WHOLE) as source:
        assert list(stamps(RECORDS, source)) == [
            "adr", "adr/page/2", "adr/page/1", "adr/1", "adr/103",
        ]  # fmt: skip
        none = [RECORDS.page(source, f"adr/{x}") for x in ("2", "9", "x", "page/3", "01", "")]
    assert none == [None] * 6


def test_a_record_links_to_the_mails_of_its_list(play: Play) -> None:
    """Where there is no mail there is no link; search engines follow the list's wish."""
    with reading(play, WHOLE) as source:
        pages = [RECORDS.page(source, f"adr/{number}") for number in (1, 103)]
    views = [page.view for page in pages if page and isinstance(page.view, RecordView)]
    assert [each.versions[0].mail for each in views] == [mail_link(ref("adr-1"), ARCHIVE), None]
    assert [page.may_index for page in pages if page] == [True, False]


def test_a_copy_on_a_public_list_makes_a_record_public(play: Play) -> None:
    """Everybody could read it there."""
    play.take(Post("adr-2", "Ana", "Decision: yes.", 3, "Host 2"))
    with reading(play, WHOLE) as source:
        assert RECORDS.page(source, "adr/2") is not None


def test_only_what_changed_is_made_again(play: Play) -> None:
    """An objection changes its record and the lists that count it."""
    with reading(play, WHOLE) as source:
        before = stamps(RECORDS, source)
    add(play, OBJECTION)
    with reading(play, WHOLE) as source:
        after = stamps(RECORDS, source)
    changed = [path for path in before if before[path] != after[path]]
    assert changed == ["adr", "adr/page/1", "adr/1"]


def test_the_end_of_a_notice_changes_the_page(play: Play) -> None:
    """Nothing happens then but the time itself."""
    told = []
    for at in (0, 2000):
        with reading(play, WHOLE, at=at) as source:
            told.append(stamps(RECORDS, source)["adr/1"])
    assert told[0] != told[1]


def test_the_feed_tells_where_records_stand(play: Play) -> None:
    """The one that changed last comes first."""
    urgent = adr(104, emergency=True)
    add(play, OBJECTION, act(RecordVerb.ADR_FINAL, "ADR-103", days(120)), urgent)
    with reading(play, WHOLE) as source:
        found = RECORDS.news(source)
    by = Shown("Ana Ruiz")
    assert found == [
        News("adr/103", Shown("ADR-103 is final: Host 103"), days(120), days(103), author=by),
        News(
            "adr/104",
            Shown("ADR-104 is applied, in an emergency: Host 104"),
            days(104),
            days(104),
            author=by,
        ),
        News("adr/1", Shown("ADR-1 is past its notice: Host 1"), days(30), days(1), author=by),
    ]


def test_the_calendar_has_the_end_of_each_notice(play: Play) -> None:
    """What was applied in an emergency had no notice; a retracted one is cancelled."""
    add(play, adr(104, emergency=True), act(RecordVerb.ADR_RETRACTED, "ADR-103", days(104)))
    with reading(play, WHOLE) as source:
        found = RECORDS.calendar(source)
    words = [Shown(f"ADR-{n}: its notice ends: Host {n}") for n in (1, 103)]
    assert found == [
        Happening("adr/1", words[0], days(8)),
        Happening("adr/103", words[1], days(110), cancelled=True),
    ]


def test_a_group_without_records_says_so() -> None:
    """The list is there and empty."""
    assert (RECORDS.is_on(WHOLE), RECORDS.is_on(SITE)) == (True, False)
    assert listed(keeping(), "adr") == RecordsView((), (), (), 0)
