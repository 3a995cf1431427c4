"""`listbot trial`: what a team sees of its own votes before it installs anything."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.cli.trial.shown import LETTERS
from listbot.model.order import LetterKind
from tests.archive import OPENING, answer, raw
from tests.contrast import contrast

MAILS = {
    "01.eml": OPENING,
    "02.eml": answer("ravi", "ravi", "+1", 1),
    "03.eml": answer("ines", "ines", "+1 from me", 2),
    "04.eml": answer("lars", "lars", "+1", 3),
    "05.eml": answer("kim", "kim", "+1 if the <b>old</b> host stays.", 4),
    "06.eml": answer("wim", "wim", "I agree.", 5),
    "07.eml": raw("result", "ana", "4 x +1", 200, "[RESULT] [VOTE] Move the mirrors", "opening"),
    "08.eml": b"From: a@example.org\nFrom: b@example.org\n\nhello\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A vote with its stated result, and a mail that cannot be read."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, mail in MAILS.items():
        (folder / name).write_bytes(mail)
    return folder


def trial(*arguments: object) -> Result:
    """Call it as a shell does, without a configuration."""
    return CliRunner().invoke(cli, ["trial", *map(str, arguments)])


def test_the_json_has_everything(archive: Path) -> None:
    """The vote, its difference with the mails behind it, and the letters by kind and by month."""
    found = json.loads(trial("--json", archive).stdout)
    assert {key: found[key] for key in ("format", "list", "policy", "roster", "mails")} == {
        "format": 1,
        "list": "infra@example.org",
        "policy": "ovirt",
        "roster": None,
        "mails": 7,
    }
    assert found["unreadable"] == 1
    assert found["results"] == {"agrees": 0, "differs": 1, "not compared": 0, "no result": 0}
    (vote,) = found["votes"]
    assert vote["stated"] == {
        "mail": "<result@example.org>",
        "from": "ana@example.org",
        "at": "2026-09-17T02:00:00Z",
    }
    assert vote["proposal"]["outcome"] == "passed"
    (gap,) = vote["differences"]
    assert (gap["value"], gap["stated"], gap["count"], gap["quote"]) == ("+1", 4, 3, "4 x +1")
    assert [each["mail"] for each in gap["aside"]] == ["<wim@example.org>"]
    assert [each["mail"] for each in gap["unclear"]] == ["<kim@example.org>"]
    assert len(gap["counted"]) == 3
    letters = found["letters"]
    assert letters["to_people"] == {"M26": 1}
    assert letters["to_list"]["M5"] == 1
    (month,) = letters["months"]
    assert month == {
        "month": "2026-09",
        "mails": 7,
        "to_list": sum(letters["to_list"].values()),
        "to_people": 1,
    }


def test_the_text_is_for_people(archive: Path) -> None:
    """First how the results compare, then the letters, then each difference with its mails."""
    lines = trial(archive).stdout.splitlines()
    assert lines[0] == "infra@example.org: 1 vote in 1 month, counted by ovirt"
    text = "\n".join(lines)
    assert "   1  has other numbers, see below; the mails explain it\n" in text
    assert "    +1: the result says 4, listbot counts 3\n" in text
    assert '      not counted Wim                  "I agree." (in words, without a number)' in text
    assert "      unclear     kim@example.org" in text
    assert "  1 mail could not be read" in text
    headings = [line for line in lines if line.isupper() and not line.startswith(" ")]
    assert headings == [
        "THE RESULTS THAT PEOPLE STATED",
        "THE LETTERS THAT LISTBOT WOULD HAVE SENT",
        "WHERE THE NUMBERS DIFFER",
        "ALL VOTES",
        "THE LIMITS OF A TRIAL",
    ]


def test_a_difference_that_no_mail_explains_is_said_to_be_one(archive: Path) -> None:
    """It is as likely that a mail is missing from the archive as that somebody counted wrongly."""
    for name in ("05.eml", "06.eml"):
        (archive / name).unlink()
    assert "listbot saw no other mail on this side" in trial(archive).stdout
    trial("--html", archive / "page.html", archive)
    assert "listbot saw no other mail on this side" in (archive / "page.html").read_text()


def test_items_are_named_with_their_outcomes(archive: Path) -> None:
    """In the text and on the page; the numbers of a stated result could be about any of them."""
    for name, who in (("02.eml", "ravi"), ("03.eml", "ines"), ("04.eml", "lars")):
        (archive / name).write_bytes(answer(who, who, "1: +1\n2: 0", 1))
    text = trial("--html", archive / "page.html", archive).stdout
    page = (archive / "page.html").read_text(encoding="utf-8")
    assert 'item <bdi>2</bdi> <span class="badge calm">not passed</span> too few: 0 x +1' in page
    assert '<span class="badge calm">on item 1</span>' in page
    text = trial(archive).stdout
    assert "   1  is not compared: the vote has several items\n" in text
    assert "item 1 passed: 3 x +1 (3 needed), 0 x 0, 0 x -1\n" in text


def test_one_of_anything_is_written_as_one(archive: Path, tmp_path: Path) -> None:
    """Votes without a stated result, and people on a roster."""
    (archive / "07.eml").unlink()
    (tmp_path / "roster.txt").write_text("Ravi <ravi@example.org>\n")
    text = trial("--roster", tmp_path / "roster.txt", archive).stdout
    assert "   1  vote has no stated result with numbers\n" in text
    assert "Binding is the one person on the roster.\n" in text


def test_each_letter_of_a_list_is_named_in_words() -> None:
    """Its number alone says nothing to somebody who has no listbot yet."""
    elsewhere = ("M9", "M10", "M11", "M12", "M24", "M40", "M41", "A1", "A2")
    record = {f"M{number}" for number in (*range(14, 22), *range(32, 40))}
    assert set(LETTERS) == {kind.value for kind in LetterKind} - record - set(elsewhere)


class Elements(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_stands_alone(archive: Path, tmp_path: Path) -> None:
    """No script, nothing to load, nothing that a stranger wrote as markup."""
    page = tmp_path / "trial.html"
    assert trial("--html", page, archive).exit_code == 0
    text = page.read_text(encoding="utf-8")
    elements = Elements()
    elements.feed(text)
    tags = {tag for tag, _ in elements.found}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "b"})
    attributes = {name for _, given in elements.found for name in given}
    assert attributes.isdisjoint({"src", "href", "srcset"})
    assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in text
    assert "@import" not in text
    assert "if the &lt;b&gt;old&lt;/b&gt; host stays" in text
    assert [tag for tag, _ in elements.found if tag == "h1"] == ["h1"]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_page_can_be_read(archive: Path, tmp_path: Path, scheme: int) -> None:
    """Each colour of text has a contrast of 4.5:1 on what it stands on, light and dark."""
    page = tmp_path / "trial.html"
    trial("--html", page, archive)
    blocks = re.findall(r":root \{([^}]*)\}", page.read_text(encoding="utf-8"))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    pairs = [("ink", "page"), ("ink", "card"), ("soft", "page"), ("soft", "card")]
    pairs += [(name, f"{name}-bg") for name in ("good", "look", "calm")]
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def test_a_roster_says_who_is_binding(archive: Path, tmp_path: Path) -> None:
    """As in a real daemon, others are listed and do not count."""
    (tmp_path / "roster.txt").write_text("Ravi <ravi@example.org>\nLars <lars@example.org>\n")
    found = json.loads(trial("--json", "--roster", tmp_path / "roster.txt", archive).stdout)
    assert (found["roster"], found["votes"][0]["proposal"]["counts"]["+1"]) == (2, 2)
    text = trial("--roster", tmp_path / "roster.txt", archive).stdout
    assert "Binding are the 2 people on the roster." in text
    assert "(not on the roster)" in text


@pytest.mark.parametrize(
    ("policy", "rule"), [("ovirt", "substantial"), ("ovirt:minor", "minor"), ("own.toml", "minor")]
)
def test_the_rules_are_a_preset_or_one_class(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, rule: str
) -> None:
    """Tags tell a preset's classes apart; one class counts every vote; a file will do."""
    monkeypatch.chdir(tmp_path)
    shipped = Path(__file__).parents[3] / "listbot" / "policies" / "presets" / "ovirt.toml"
    text = shipped.read_text(encoding="utf-8").replace('"VOTE", ', "").replace('["LAZY"', '["VOTE"')
    Path("own.toml").write_text(text)
    found = json.loads(trial("--json", "--policy", policy, archive).stdout)
    assert [each["proposal"]["class"] for each in found["votes"]] == [rule]


def test_several_archives_are_one_list(archive: Path, tmp_path: Path) -> None:
    """A vote may reach from one month's file into the next; `--since` leaves out what is older."""
    later = tmp_path / "later"
    later.mkdir()
    (archive / "07.eml").rename(later / "07.eml")
    found = json.loads(trial("--json", archive, later).stdout)
    assert found["results"]["differs"] == 1
    found = json.loads(trial("--json", "--since", "2026-09-16", archive, later).stdout)
    assert found["mails"] == 1


def test_what_is_older_than_two_years_is_left_out(archive: Path) -> None:
    """A mail with a wrong date would spread the letters over decades; `--since` takes it in."""
    (archive / "00.eml").write_bytes(raw("old", "ana", "Hello", -24 * 800, "Hello"))
    assert len(json.loads(trial("--json", archive).stdout)["letters"]["months"]) == 1
    found = json.loads(trial("--json", "--since", "2020-01-01", archive).stdout)
    assert (found["mails"], len(found["letters"]["months"])) == (8, 28)


def test_an_archive_without_votes_says_what_is_missing(archive: Path) -> None:
    """No subject has a tag; this is not an error, but nothing can be compared."""
    for name in MAILS:
        if name != "06.eml":
            (archive / name).unlink()
    (archive / "06.eml").write_bytes(raw("x", "wim", "Hello", 1, "Hello"))
    page = archive / "page.html"
    result = trial("--html", page, archive)
    assert (result.exit_code, "No mail here opens a vote" in result.stdout) == (0, True)
    assert "No mail here opens a vote" in page.read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--policy", "nowhere"], 'unknown preset "nowhere"'),
        (["--policy", "ovirt:big"], 'unknown class "ovirt:big"'),
        (["--roster", __file__], "not a mail address"),
    ],
)
def test_wrong_usage_is_told(archive: Path, options: list[str], words: str) -> None:
    """One clear sentence, no traceback."""
    result = trial(*options, archive)
    assert (result.exit_code, words in result.output) == (2, True)


def test_an_archive_without_mail_fails(archive: Path) -> None:
    """The path is probably mistyped."""
    for name in MAILS:
        (archive / name).unlink()
    (archive / "08.eml").write_bytes(MAILS["08.eml"])
    result = trial(archive)
    assert (result.exit_code, "no mail found in" in result.output) == (1, True)


@pytest.mark.parametrize("name", ['"Menon, Ravi"', "=?utf-8?q?R=C3=A1vi?=", '"R \\"x\\" M"'])
def test_every_name_is_played(archive: Path, name: str) -> None:
    """A comma, a quote or a letter beyond ASCII in a name takes nobody's vote away."""
    mail = MAILS["02.eml"].replace(b"From: Ravi <", f"From: {name} <".encode())
    assert mail != MAILS["02.eml"]
    (archive / "02.eml").write_bytes(mail)
    assert json.loads(trial("--json", archive).stdout)["letters"]["to_list"]["M5"] == 1


def test_whom_the_list_hides_is_played_by_name(archive: Path) -> None:
    """In a list that writes itself into From, or hides addresses, each person has their vote."""
    for name in ("02.eml", "03.eml"):
        who = {"02.eml": "Ravi", "03.eml": "Ines"}[name]
        hidden = MAILS[name].replace(
            f"From: {who} <{who.lower()}@example.org>".encode(),
            f"From: {who.lower()} at example.org ({who})".encode(),
        )
        assert hidden != MAILS[name]
        (archive / name).write_bytes(hidden)
    found = json.loads(trial("--json", archive).stdout)
    assert found["letters"]["to_list"]["M5"] == 1
    assert found["votes"][0]["proposal"]["counts"]["+1"] == 3
