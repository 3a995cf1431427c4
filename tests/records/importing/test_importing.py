"""Members and meetings from tables: what becomes of each cell, and where a fault is shown."""

import tomllib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.meetings import Minutes
from listbot.model.records.services import ServiceSaid
from listbot.records.affairs.services import services_in
from listbot.records.importing.acts import kind_of, made_of
from listbot.records.importing.made import Made
from listbot.records.importing.plain import files_of
from listbot.records.importing.tables import rows_of
from listbot.records.importing.toml_tables import rows_of_toml
from tests.records.building import RAVI, RULES, START, act, days, joined

VIENNA = ZoneInfo("Europe/Vienna")
MAX, ANA = "max@example.org", "ana@example.org"


def table(text: str, *, is_csv: bool = False) -> Made:
    """What a table makes."""
    rows = rows_of(text, is_csv)
    return made_of([(kind_of(rows), row) for row in rows], {}, VIENNA, START)


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
    """A second entry is a second time in the group; the meetings of a day have their hour."""
    made = made_of(rows_of_toml(TOML.replace("[other]\nx = 1\n", "")), {}, VIENNA, START)
    assert told(made) == []
    assert seen(made)[3:] == [
        ("meeting", "2026-05-01T2000", "2026-05-01 18:00"),
        ("minutes", "2026-05-01T2000", "2026-05-01 18:00"),
        ("published", "2026-05-01T2000", "2026-05-01 18:00"),
        ("meeting", "2026-05-01T2200", "2026-05-01 20:00"),
        ("meeting-off", "2026-05-01T2200", "2026-05-01 20:00"),
        ("meeting", "2026-06-01T0000", "2026-05-31 22:00"),
    ]
    group = fold(made.acts)
    assert len(group.members[MAX].spells) == 2
    assert group.meetings["2026-05-01T2000"].minutes is not None
    assert group.meetings["2026-05-01T2000"].minutes.minutes == Minutes((MAX,), ("Kim",))


def test_a_table_that_toml_has_otherwise_is_a_fault() -> None:
    """Only four tables mean something."""
    only = "must hold [[members]], [[meetings]], [[services]], [[access]] and nothing else"
    assert told(made_of(rows_of_toml(TOML), {}, VIENNA, START)) == [f'11:1: {only}, not "other"']
    assert told(made_of(rows_of_toml("[[people]]\nx = 'a'\n[[empty]]\n"), {}, VIENNA, START)) == [
        f'2:5: {only}, not "people"',
        f'3:1: {only}, not "empty"',
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
            '2:20: the column "services" belongs into a table of its own, about services or '
            "access; please leave it out here",
        ),
        (
            "meeting,attended\n2026-05-01,Max",
            '2:12: "Max" is not a member; guests have a column of their own',
        ),
        ("service,lead\nwiki,Max", '2:6: "Max" is not a member; please give the address'),
        ("service,lead\nwiki,\n,m@x.org", '3:1: the row has no "service"'),
        ("system,member\ndns,\n,m@x.org", '3:1: the row has no "system"'),
        ("system,member,granted\ndns,m@x.org,soon", '2:13: "soon" is not a day like 2026-09-24'),
        ("system,member,revoked\ndns,m@x.org,soon", '2:13: "soon" is not a day like 2026-09-24'),
        (
            "system,member,granted,revoked\ndns,m@x.org,2025-02-01,2025-01-01",
            "2:24: 2025-01-01 is before the access was granted",
        ),
        (
            "system,member,revoked\ndns,m@x.org,2025-01-01",
            "2:13: says when it ended, but the row has no day on which it began",
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
    made = made_of([(kind_of(rows), row) for row in rows], known, VIENNA, START)
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
    files = files_of(fold(acts), (), VIENNA)
    assert files["members.toml"] == (
        '[[members]]\nname = "Ana Ruiz"\naddress = "ana@example.org"\n'
        "joined = 2026-09-01T10:00:00Z\nleft = 2026-09-25T00:00:00Z\n\n"
    )
    assert files["meetings.toml"].startswith(
        '[[meetings]]\nmeeting = 2026-09-24T18:00:00Z\nattended = ["ana@example.org"]\n'
    )
    assert files["minutes/2026-09-24.txt"] == "We met.\n"
    again = made_of(
        [*rows_of_toml(files["members.toml"]), *rows_of_toml(files["meetings.toml"])],
        {},
        VIENNA,
        START,
    )
    assert told(again) == []
    assert fold(again.acts).members == fold(acts).members


SERVICES = """\
{| class="wikitable"
! Service !! Lead !! Admins !! Outside !! Since
|-
| Wiki || [[User:Max|Max Roth]] || Max Roth, ana@example.org || || 2026-01-10
|-
| Mirrors || || || the university ||
|}
"""
ACCESS = """\
^ System ^ Members ^ Since ^ Until ^
| DNS | Max Roth, ana@example.org | 2026-01-10 | |
| wiki | Max Roth | 2026-01-10 | 2026-02-10 |
| backups | | | |
"""


def _named(text: str) -> Made:
    rows = rows_of(text, False)
    return made_of([(kind_of(rows), row) for row in rows], {"Max Roth": MAX}, VIENNA, START)


def test_services_come_with_the_people_responsible() -> None:
    """By name if the record knows them, else by address; without a date they hold from now on."""
    made = _named(SERVICES)
    assert (told(made), seen(made)) == (
        [],
        [
            ("service", "wiki", "2026-01-09 23:00"),
            ("service", "mirrors", f"{START:%Y-%m-%d %H:%M}"),
        ],
    )
    services = fold(made.acts).services
    assert (services["wiki"].leads, services["wiki"].admins) == ((MAX,), (MAX, ANA))
    assert services["mirrors"].outside == "the university"


def test_access_comes_with_its_times() -> None:
    """A row without a name says that there is such a system; one may name several people."""
    made = _named(ACCESS)
    assert told(made) == []
    group = fold(made.acts)
    assert sorted(group.systems) == ["backups", "dns", "wiki"]
    assert {
        who: [each for each in held if held[each].is_held] for who, held in group.grants.items()
    } == {
        MAX: ["dns"],
        ANA: ["dns"],
    }


def test_what_has_no_date_is_the_same_a_day_later() -> None:
    """So it is not imported twice."""
    rows = rows_of("| Service | Lead |\n| wiki | max@example.org |\n", False)
    tables = [(kind_of(rows), row) for row in rows]
    first, second = (made_of(tables, {}, VIENNA, at) for at in (START, days(1)))
    assert [each.key for each in first.acts] == [each.key for each in second.acts]


def test_what_is_written_makes_the_same_files_again() -> None:
    """Services and access, too; a service that ended is only among the acts."""
    acts: tuple[RecordAct, ...] = (
        *joined(ANA, RAVI),
        act(RecordVerb.SERVICE, "wiki", days(1), service=ServiceSaid((ANA,), (ANA, RAVI))),
        act(RecordVerb.SERVICE, "mirrors", days(2), service=ServiceSaid(outside="the university")),
        act(RecordVerb.SERVICE, "pad", days(2), service=ServiceSaid((RAVI,))),
        act(RecordVerb.SERVICE_GONE, "pad", days(3)),
        act(RecordVerb.SYSTEM, "backups", days(1)),
        act(RecordVerb.GRANTED, RAVI, days(1), text="dns"),
        act(RecordVerb.GRANTED, ANA, days(2), text="dns", key="second"),
        act(RecordVerb.REVOKED, RAVI, days(3), text="dns"),
        act(RecordVerb.GRANTED, RAVI, days(4), text="dns", key="third"),
        act(RecordVerb.GRANTED, ANA, days(4), text="mail", key="fourth"),
        act(RecordVerb.SYSTEM_GONE, "mail", days(5)),
        act(RecordVerb.LEFT, RAVI, days(6)),
        act(RecordVerb.REVOKED, RAVI, days(7), text="dns", key="fifth"),
    )
    group = fold(acts)
    files = files_of(group, services_in(group, RULES), VIENNA)
    tables = [row for name in TABLES for row in rows_of_toml(files[name])]
    made = made_of(tables, {}, VIENNA, days(9))
    assert told(made) == []
    again = fold(made.acts)
    assert files_of(again, services_in(again, RULES), VIENNA) == files
    assert [each.name for each in services_in(again, RULES)] == ["mirrors", "wiki"]
    assert again.grants[RAVI]["dns"].revoked == days(7)


TABLES = ("members.toml", "meetings.toml", "services.toml", "access.toml")
