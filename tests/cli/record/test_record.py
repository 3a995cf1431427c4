"""The commands about the group's record: in, out, and looked at."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.exits import answer
from listbot.cli.group import cli
from listbot.config import load
from listbot.letters.purposes import PURPOSES
from listbot.model.order import LetterKind
from listbot.wiring import open_store
from tests.cli.record.configured import CONFIG

GROUP = """
[group]
members = true
meetings = true
private = "infra-members@example.org"
announce = "project@example.org"
"""
TEAM = """\
[[members]]
name = "Ana Ruiz"
address = "ana@example.org"
joined = 2025-01-10
confirmed = 2025-08-01
project = "backups"

[[members]]
name = "Max Roth"
address = "max@example.org"
joined = 2025-02-10
left = 2025-06-01

[[members]]
name = "Ana Falk"
address = "falk@example.org"
joined = 2025-02-10

[[meetings]]
meeting = 2025-09-24T18:00:00Z
title = "September"
attended = ["Ana Ruiz"]
guests = ["Kim"]
"""


AFFAIRS = """
[[services]]
name = "wiki"
leads = ["Ana Ruiz"]
since = 2025-09-24

[[access]]
system = "dns"
member = ["Ana Ruiz"]
granted = 2025-09-24
"""
TABLES = ("members.toml", "meetings.toml", "services.toml", "access.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration with a group, a new database, and a file of its members."""
    (tmp_path / "config.toml").write_text(CONFIG + GROUP, encoding="utf-8")
    open_store(load(tmp_path / "config.toml", {})).close()
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    return tmp_path


def call(folder: Path, *arguments: str, code: int = 0) -> Result:
    """Call a command as the shell would."""
    result = CliRunner().invoke(cli, ["--config", str(folder / "config.toml"), *arguments])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        assert answer(result.exception) == code, result.exception
    else:
        assert result.exit_code == code, result.output
    return result


def exported(folder: Path, name: str) -> list[str]:
    """The members, meetings, services, access and acts of a record, as its export has them."""
    call(folder, "group", "export", str(folder / name))
    files = (*TABLES, "acts.csv")
    texts = [(folder / name / file).read_text(encoding="utf-8") for file in files]
    return "".join(texts).strip().splitlines()[1:]


def imported(folder: Path) -> Path:
    """The same folder with its members in the record."""
    call(folder, "group", "import", str(folder / "team.toml"))
    return folder


def test_an_import_is_shown_first_and_adds_nothing_twice(folder: Path) -> None:
    """`--dry-run` writes nothing; the second import knows everything."""
    team = str(folder / "team.toml")
    dry = call(folder, "group", "import", team, "--dry-run")
    assert dry.stdout.splitlines()[0] == "2025-01-10  joined     ana@example.org  Ana Ruiz"
    assert "8 acts would be added, 0 known before" in dry.output
    assert exported(folder, "dry") == []
    assert "8 acts added, 0 known before" in call(folder, "group", "import", team).output
    assert "0 acts added, 8 known before" in call(folder, "group", "import", team).output


def test_an_export_makes_the_same_group_elsewhere(folder: Path, tmp_path: Path) -> None:
    """`acts.csv` holds everything, so another database has the same members and meetings."""
    imported(folder)
    out = folder / "out-there"
    files = call(folder, "group", "export", str(out)).stdout.split()
    assert sorted(Path(each).name for each in files) == [
        "README.txt",
        "access.toml",
        "acts.csv",
        "meetings.toml",
        "members.toml",
        "services.toml",
    ]
    assert "is not empty" in str(call(folder, "group", "export", str(out), code=1).exception)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.toml").write_text(CONFIG + GROUP, encoding="utf-8")
    call(elsewhere, "group", "import", str(out / "acts.csv"))
    assert exported(elsewhere, "again") == exported(folder, "before") != []


def test_the_tables_of_an_export_make_the_same_tables_elsewhere(
    folder: Path, tmp_path: Path
) -> None:
    """So a team that has only these files can begin with them; services and access, too."""
    (folder / "team.toml").write_text(TEAM + AFFAIRS, encoding="utf-8")
    imported(folder)
    call(folder, "group", "export", str(folder / "out"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.toml").write_text(CONFIG + GROUP, encoding="utf-8")
    for name in TABLES:
        call(elsewhere, "group", "import", str(folder / "out" / name))
    call(elsewhere, "group", "export", str(elsewhere / "out"))
    files = [[(each / "out" / name).read_text() for name in TABLES] for each in (folder, elsewhere)]
    assert files[0] == files[1]
    assert 'leads = ["ana@example.org"]' in files[0][2]


def test_a_file_of_services_wins_over_an_import(folder: Path) -> None:
    """What an import would add holds nowhere; and an export is such a file."""
    (folder / "team.toml").write_text(TEAM + AFFAIRS, encoding="utf-8")
    imported(folder)
    call(folder, "group", "export", str(folder / "out"))
    listed = GROUP + 'services = true\nservices_file = "out/services.toml"\n'
    (folder / "config.toml").write_text(CONFIG + listed, encoding="utf-8")
    (folder / "more.toml").write_text('[[services]]\nname = "pad"\n', encoding="utf-8")
    told = str(call(folder, "group", "import", str(folder / "more.toml"), code=1).exception)
    assert told.endswith(
        "more.toml: holds services, but those of the group are listed in "
        "group.services_file; please add them there. Nothing was added"
    )
    call(folder, "group", "export", str(folder / "again"))
    files = [(folder / each / "services.toml").read_text() for each in ("out", "again")]
    assert files[0] == files[1]


def test_faults_are_listed_with_their_places(folder: Path) -> None:
    """All at once, and nothing is added."""
    file = folder / "team.csv"
    file.write_text("address,joined\nx,2025-01-01\nmax@example.org,soon\n", encoding="utf-8")
    told = str(call(folder, "group", "import", str(file), code=1).exception)
    assert told.splitlines() == [
        f'{file}:2:1: "x" is not an address',
        f'{file}:3:17: "soon" is not a day like 2026-09-24',
    ]
    assert exported(folder, "nothing") == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("team.txt", b"Hello.\n", "has no table whose first row names the columns"),
        ("team.toml", b"[[members]]\n= 1\n", "is not valid TOML"),
        ("team.csv", b"\xff\xfe", "cannot be read"),
        (
            "acts.csv",
            b"at,verb,about,name,text,by,when,mail,key,more\n2025-01-01,dances,x,,,,,,k,{}\n",
            "2:1: is not an act",
        ),
    ],
)
def test_a_file_that_is_not_one_is_refused(
    folder: Path, name: str, text: bytes, fault: str
) -> None:
    """With its name."""
    (folder / name).write_bytes(text)
    told = str(call(folder, "group", "import", str(folder / name), code=1).exception)
    assert (name in told, fault in told) == (True, True)


def test_without_a_group_there_is_no_record(folder: Path) -> None:
    """The answer says where to read on."""
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    told = str(call(folder, "group", "export", str(folder / "x"), code=1).exception)
    assert told == "the configuration has no [group] that keeps a record; see docs/group.md"


def test_letters_are_counted(folder: Path) -> None:
    """A new database has none."""
    assert "no letters in the last 30 days" in call(folder, "letters").output
    assert json.loads(call(folder, "letters", "--json").stdout) == []


def test_every_letter_about_the_group_says_why_it_comes() -> None:
    """Its reason, its limit and what turns it off are in docs/letters.md, too."""
    about = [each for each in LetterKind if each[1:].isdecimal() and _is_about_group(each)]
    assert [each for each in about if each not in PURPOSES] == []
    docs = (Path(__file__).parents[3] / "docs/letters.md").read_text(encoding="utf-8")
    rows = [
        f"| {kind} | {each.reason} | {each.cap} | `{each.off}` |" for kind, each in PURPOSES.items()
    ]
    assert [row for row in rows if row not in docs] == []


def _is_about_group(kind: LetterKind) -> bool:
    number = int(kind[1:])
    return kind[0] == "M" and (14 <= number <= 21 or 32 <= number <= 38)


def test_the_rules_are_read_back(folder: Path) -> None:
    """By their own command, and by check-config."""
    told = call(folder, "group", "rules").stdout.splitlines()
    assert told[0] == "Rules       of plain, and days of UTC"
    summary = call(folder, "check-config").stdout
    assert "\nThe group\n  Rules       of plain, and days of UTC\n" in summary
    assert "\n  Confirming  a confirmed member confirms another by mail\n" in summary
