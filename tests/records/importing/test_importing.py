"""Members and meetings from tables: what becomes of each cell, and where a fault is shown."""

import tomllib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.meetings import Minutes
from listbot.records.importing.acts import Made, kind_of, made_of
from listbot.records.importing.plain import files_of
from listbot.records.importing.tables import rows_of
from listbot.records.importing.toml_tables import rows_of_toml
from tests.records.building import START, act, joined

VIENNA = ZoneInfo("Europe/Vienna")
MAX, ANA = "max@example.org", "ana@example.org"


def table(text: str, *, is_csv: bool = False) -> Made:
    """What a table makes."""
    rows = rows_of(text, is_csv)
    return made_of([(kind_of(rows), row) for row in rows], {}, VIENNA)


def told(made: Made) -> list[str]:
    """The faults, as the command prints them."""
    return [f"{each.line}:{each.column}: {each.words}" for each in made.faults]


def seen(made: Made) -> list[tuple[str, str, str]]:
    """The acts: what, about whom, when."""
    return [(each.verb, each.about, f"{each.at:%Y-%m-%d %H:%M}") for each in made.acts]


EXPECTED = [
    ("joined", MAX, "2025-01-09 23:00"),
    ("confirmed", MAX, "2025-07-31 22:00"),
    ("joined", ANA, "2025-02-28 23:00"),
]
CSV = """\
name,address,joined,confirmed,project
Max Roth,max@example.org,2025-01-10,2025-08-01,mirrors
Ana Ruiz,Ana@Example.org,2025-03-01,,
"""
MEDIAWIKI = """\
{| class="wikitable"
|+ The team
|-
! Name !! E-mail !! Member since !! Confirmed !! Project
|-
| [[User:Max|Max Roth]] || mailto:max@example.org || style="x" | 2025-01-10 || 2025-08-01 || mirrors
|-
| '''Ana Ruiz'''
| ana@example.org
| 2025-03-01
|}
"""
DOKUWIKI = """\
^ Name ^ Mail ^ Joined ^ Confirmed ^ Project ^
| [[user:max|Max Roth]] | max@example.org | 2025-01-10 | 2025-08-01 | mirrors |
| **Ana Ruiz** | ana@example.org | 2025-03-01 | | |
"""
MARKDOWN = """\
# The team

| Name | Address | Joined | Confirmed | Project |
|------|:--------|--------|-----------|---------|
| Max Roth | `max@example.org` | 2025-01-10 | 2025-08-01 | mirrors |
| Ana Ruiz | ana@example.org | 2025-03-01 | | |
"""


@pytest.mark.parametrize(
    ("text", "is_csv"),
    [
        (CSV, True),
        (CSV.replace(",", ";"), True),
        (MEDIAWIKI, False),
        (DOKUWIKI, False),
        (MARKDOWN, False),
    ],
    ids=["comma", "semicolon", "mediawiki", "dokuwiki", "markdown"],
)
def test_every_form_of_a_table_makes_the_same_acts(text: str, is_csv: bool) -> None:
    """Days are the group's own; what a wiki writes around a word is taken off."""
    made = table(text, is_csv=is_csv)
    assert (seen(made), told(made)) == (EXPECTED, [])
    group = fold(made.acts)
    assert [each.name for each in group.members.values()] == ["Max Roth", "Ana Ruiz"]
    assert group.members[MAX].spell.project == "mirrors"


TOML = """\
[[members]]
name = "Max Roth"
address = "max@example.org"
joined = 2025-01-10
left = 2025-06-01

[[members]]
address = "max@example.org"
joined = 2026-01-10

[other]
x = 1

[[meetings]]
meeting = 2026-05-01T18:00:00Z
title = "May"
attended = ["Max Roth", "max@example.org"]
guests = ["Kim"]

[[meetings]]
meeting = 2026-05-01T20:00:00Z
cancelled = true

[[meetings]]
meeting = 2026-06-01
cancelled = false
"""


def test_toml_holds_members_and_meetings() -> None:
    """A second entry is a second time in the group; a second meeting of a day has a number."""
    made = made_of(rows_of_toml(TOML.replace("[other]\nx = 1\n", "")), {}, VIENNA)
    assert told(made) == []
    assert seen(made)[3:] == [
        ("meeting", "2026-05-01", "2026-05-01 18:00"),
        ("minutes", "2026-05-01", "2026-05-01 18:00"),
        ("published", "2026-05-01", "2026-05-01 18:00"),
        ("meeting", "2026-05-01.2", "2026-05-01 20:00"),
        ("meeting-off", "2026-05-01.2", "2026-05-01 20:00"),
        ("meeting", "2026-06-01", "2026-05-31 22:00"),
    ]
    group = fold(made.acts)
    assert len(group.members[MAX].spells) == 2
    assert group.meetings["2026-05-01"].minutes is not None
    assert group.meetings["2026-05-01"].minutes.minutes == Minutes((MAX,), ("Kim",))


def test_a_table_that_toml_has_otherwise_is_a_fault() -> None:
    """Only [[members]] and [[meetings]] mean something."""
    assert told(made_of(rows_of_toml(TOML), {}, VIENNA)) == [
        '11:1: must hold [[members]] and [[meetings]], not "other"'
    ]
    assert told(made_of(rows_of_toml("[[services]]\nx = 'a'\n[[empty]]\n"), {}, VIENNA)) == [
        '2:5: must hold [[members]] and [[meetings]], not "services"',
        '3:1: must hold [[members]] and [[meetings]], not "empty"',
    ]
    with pytest.raises(tomllib.TOMLDecodeError, match=r"line 2, column"):
        rows_of_toml("[[members]]\n= 1\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,address\nMax,max@example.org", '2:1: the row has no "joined"'),
        ("name,joined\nMax,2025-01-10", '2:1: the row has no "address"'),
        ("address,joined\nmax,2025-01-10", '2:1: "max" is not an address'),
        ("address,joined\nm@x.org, 2025-13-01", '2:10: "2025-13-01" is not a day like 2026-09-24'),
        (
            "address,joined,left\nm@x.org,2025-02-01,2025-01-01",
            "2:20: 2025-01-01 is before 2025-02-01, when they joined",
        ),
        (
            "address,joined,left\nm@x.org,2025-02-01,soon",
            '2:20: "soon" is not a day like 2026-09-24',
        ),
        (
            "address,joined,shoe size\nm@x.org,2025-02-01,44",
            '2:20: the column "shoe size" is not one of name, address, joined, project, '
            "confirmed, left",
        ),
        (
            "address,joined,services\nm@x.org,2025-02-01,wiki",
            '2:20: the column "services" is about services or access, which are not imported; '
            "please leave it out",
        ),
        (
            "meeting,attended\n2026-05-01,Max",
            '2:12: "Max" is not a member; guests have a column of their own',
        ),
        ("meeting,attended\n,Max", '2:1: the row has no "meeting"'),
        ("meeting,attended\nsoon,", '2:1: "soon" is not a day like 2026-09-24'),
    ],
)
def test_a_fault_is_shown_with_line_and_column(text: str, fault: str) -> None:
    """So that it is found in a long table."""
    assert told(table(text, is_csv=True)) == [fault]


def test_a_file_without_a_table_has_no_rows() -> None:
    """Neither has one with nothing but names of columns."""
    assert rows_of("Hello.\n", False) == ()
    assert rows_of("", True) == ()
    assert rows_of("| name | address |\n|---|---|\n", False) == ()


def test_the_same_file_makes_the_same_keys() -> None:
    """So that it can be imported twice; a person who is named differently makes another act."""
    keys = [each.key for each in table(CSV, is_csv=True).acts]
    assert keys == [each.key for each in table(MARKDOWN).acts]
    assert len({*keys}) == len(keys)


def test_people_whom_the_record_knows_can_be_named() -> None:
    """In a file of meetings alone."""
    rows = rows_of("meeting,present\n2026-05-01,Max Roth; ana@example.org", True)
    known = {"Max Roth": MAX, ANA: ANA}
    made = made_of([(kind_of(rows), row) for row in rows], known, VIENNA)
    (minutes,) = [each.minutes for each in made.acts if each.minutes]
    assert minutes.attendees == (MAX, ANA)


def test_the_record_is_written_as_plain_files() -> None:
    """In the form that an import reads, with the text of published minutes."""
    when = datetime(2026, 9, 24, 18, tzinfo=UTC)
    minutes = Minutes((ANA,), text="We met.")
    acts: tuple[RecordAct, ...] = (
        *joined(ANA),
        act(RecordVerb.LEFT, ANA, datetime(2026, 9, 25, tzinfo=UTC)),
        act(RecordVerb.MEETING, "2026-09-24", START, when=when),
        act(RecordVerb.MINUTES, "2026-09-24", when, key="m", minutes=minutes),
        act(RecordVerb.PUBLISHED, "2026-09-24", when, text="m"),
        act(RecordVerb.MEETING, "2026-10-24", START, when=datetime(2026, 10, 24, tzinfo=UTC)),
    )
    files = files_of(fold(acts))
    assert files["members.toml"] == (
        '[[members]]\nname = "Ana Ruiz"\naddress = "ana@example.org"\n'
        "joined = 2026-09-01T10:00:00Z\nleft = 2026-09-25T00:00:00Z\n\n"
    )
    assert files["meetings.toml"].startswith(
        '[[meetings]]\nmeeting = 2026-09-24T18:00:00Z\nattended = ["ana@example.org"]\n'
    )
    assert files["minutes/2026-09-24.txt"] == "We met.\n"
    again = made_of(
        [*rows_of_toml(files["members.toml"]), *rows_of_toml(files["meetings.toml"])], {}, VIENNA
    )
    assert told(again) == []
    assert fold(again.acts).members == fold(acts).members
