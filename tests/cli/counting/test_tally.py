"""`listbot tally`: the JSON that other programs read, the text for people, and bad input."""

import json
import mailbox
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.counting.tally import tally
from tests.archive import OPENING, THREAD, answer, raw


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The thread as a folder of .eml files."""
    path = tmp_path / "thread"
    path.mkdir()
    for name, mail in THREAD.items():
        (path / name).write_bytes(mail)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(tally, [str(each) for each in arguments])


def test_the_json_has_every_field_of_format_1(folder: Path) -> None:
    """Other programs read it: fields are never renamed."""
    (archive,) = json.loads(run("--json", folder).stdout)["archives"]
    (proposal,) = archive["proposals"]
    assert archive["path"] == str(folder)
    assert {
        key: proposal[key]
        for key in ("id", "subject", "class", "opened", "closes", "outcome", "reason", "counts")
    } == {
        "id": "<opening@example.org>",
        "subject": "[VOTE] Move the mirrors",
        "class": "substantial",
        "opened": "2026-09-08T18:00:00Z",
        "closes": "2026-09-13T18:00:00Z",
        "outcome": "passed",
        "reason": "4 x +1 (3 needed), 0 x 0, 0 x -1; 1 x -1 without a reason, no weight",
        "counts": {"+1": 4, "0": 0, "-1": 0},
    }
    assert proposal["rule"].startswith("substantial: at least 3 binding +1")
    assert proposal["digest"].startswith("sha256:")
    assert proposal["votes"][2] == {
        "voter": "omar@example.org",
        "name": "Omar",
        "value": "-1",
        "item": None,
        "binding": True,
        "mail": "<omar@example.org>",
        "quote": "-1",
        "explained": False,
        "in_words": False,
        "received": "2026-09-08T21:00:00Z",
        "level": "archived",
        "known_by": "",
        "status": "held",
        "changed_from": None,
        "text": "<opening@example.org>",
        "earlier_text": False,
    }
    (unclear,) = proposal["unclear"]
    assert (unclear["voter"], unclear["mail"]) == ("kim@example.org", "<kim@example.org>")
    assert {"voter", "mail", "quote", "reason"} <= unclear.keys()
    mail = archive["mails"][1]
    assert {key: mail[key] for key in ("mail", "file", "from", "reading")} == {
        "mail": "<ravi@example.org>",
        "file": "02.eml",
        "from": "ravi@example.org",
        "reading": "vote",
    }
    assert {"kind", "value", "item", "quote", "in_words", "claims_binding"} <= mail["casts"][
        0
    ].keys()


def test_the_text_is_for_people(folder: Path) -> None:
    """First the outcome, then why, then who; control characters from strangers are made visible."""
    (folder / "10.eml").write_bytes(answer("esc", "eve", "+1 \x1b[2Jwith colours", 8))
    text = run(folder).stdout
    assert text.splitlines()[2].startswith("PASSED: 5 x +1 (3 needed)")
    assert "Held\n    -1    Omar" in text
    assert "put off by 48 h: the doubts could have changed the outcome" in text
    assert "\x1b" not in text


def test_counted_lists_what_the_sum_counts(folder: Path) -> None:
    """A vote on single items is in no sum, so it is listed apart from the counted ones."""
    (folder / "11.eml").write_bytes(
        answer("split", "pia", "+1 on 1 and 3, -1 on 2 because it is in use", 9)
    )
    text = run(folder).stdout
    counted, items = text.partition("\n  Counted\n")[2].split("\n  On single items\n")
    assert counted.partition("\n\n")[0].count("    +1") == 4
    assert "Pia" not in counted
    assert [line[:17].split() for line in items.splitlines()[:3]] == [
        ["+1", "Pia"],
        ["-1", "Pia"],
        ["+1", "Pia"],
    ]


def test_a_vote_on_an_earlier_text_is_marked(folder: Path) -> None:
    """The new text is named, and each vote says which text it is about."""
    new = answer("new", "ana", "#listbot amend\n\nWe move half of the mirrors.", 1.5)
    (folder / "00.eml").write_bytes(new)
    text = run(folder).stdout
    assert "  Text     changed Tue 08 Sep 2026 19:30 UTC by <new@example.org>\n" in text
    assert '08 Sep 19:00  "+1", as of the earlier text\n' in text
    (archive,) = json.loads(run("--json", folder).stdout)["archives"]
    (proposal,) = archive["proposals"]
    assert proposal["texts"] == [{"mail": "<new@example.org>", "received": "2026-09-08T19:30:00Z"}]
    assert [(vote["mail"], vote["text"], vote["earlier_text"]) for vote in proposal["votes"]][
        :2
    ] == [
        ("<ravi@example.org>", "<opening@example.org>", True),
        ("<ines@example.org>", "<new@example.org>", False),
    ]


def test_what_people_counted_stands_beside_it(folder: Path) -> None:
    """Each stated result is shown, with our count at that moment if it differs."""
    for name, text, hours in (
        ("r1", "We have 9 +1 and no -1.", 100),
        ("r2", "It passed with 4 +1.", 130),
    ):
        raw = answer(name, "ana", text, hours).replace(b"Subject: Re:", b"Subject: [RESULT]")
        (folder / f"{name}.eml").write_bytes(raw)
    text = run(folder).stdout
    assert "Results that people stated" in text
    assert "Ana                      9 x +1, our count at the time 4\n" in text
    assert "Ana                      as counted here\n" in text
    (archive,) = json.loads(run("--json", folder).stdout)["archives"]
    first, second = archive["proposals"][0]["told"]
    assert (first["mail"], first["differs"], second["differs"]) == ("<r1@example.org>", ["+1"], [])
    assert first["counts"] == {"+1": 4, "0": 0, "-1": 0}
    assert first["states"][0] == {
        "value": "+1",
        "count": 9,
        "binding": None,
        "quote": "We have 9 +1 and no -1.",
        "line": 1,
    }


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        (["--now", "2026-09-09"], "open"),
        (["--closes", "2026-09-08T20:30:00Z"], "not passed"),
        (["--opened", "2026-09-10 18:00 UTC"], "passed"),
        (["--policy", "ovirt:minor"], "stopped"),
    ],
)
def test_the_options_change_what_is_counted(folder: Path, options: list[str], outcome: str) -> None:
    """Moments are ISO 8601, taken as UTC if they name no zone."""
    (archive,) = json.loads(run("--json", *options, folder).stdout)["archives"]
    assert archive["proposals"][0]["outcome"] == outcome


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "roster.toml",
            (
                '[[members]]\nname = "Ravi Menon"\naddresses = ["ravi@example.org", '
                '"ravi@example.net"]\n'
            ),
        ),
        ("roster.txt", "# the team\n\nRavi Menon <ravi@example.org>, ravi@example.net\n"),
        ("roster", "Ravi@example.org\n"),
    ],
)
def test_a_roster_says_who_is_binding(folder: Path, tmp_path: Path, name: str, text: str) -> None:
    """It may be TOML, or plain text with one person per line."""
    (tmp_path / name).write_text(text)
    (archive,) = json.loads(run("--json", "--roster", tmp_path / name, folder).stdout)["archives"]
    votes = archive["proposals"][0]["votes"]
    assert {vote["voter"] for vote in votes if vote["binding"]} == {"ravi@example.org"}


def test_an_mbox_holds_many_threads_and_a_file_is_one(folder: Path, tmp_path: Path) -> None:
    """Each PATH is a separate archive; an mbox names its mails by number."""
    box = mailbox.mbox(tmp_path / "list.mbox")
    for mail in (
        OPENING,
        answer("r", "ravi", "+1", 1),
        THREAD["06.eml"]
        .replace(b"[VOTE] Move the mirrors", b"lunch")
        .replace(b"opening", b"other"),
    ):
        box.add(mail)
    box.close()
    found = json.loads(
        run("--json", "--as-proposal", tmp_path / "list.mbox", folder / "01.eml", folder).stdout
    )
    assert [len(archive["proposals"]) for archive in found["archives"]] == [2, 1, 1]
    assert [mail["file"] for mail in found["archives"][0]["mails"]] == ["#1", "#2", "#3"]


def test_a_folder_is_one_thread_whatever_its_subjects(folder: Path) -> None:
    """With --as-proposal even a mail about something else belongs to it."""
    (folder / "10.eml").write_bytes(answer("x", "eve", "+1", 9, subject="dinner", parent="nothing"))
    (archive,) = json.loads(run("--json", "--as-proposal", folder).stdout)["archives"]
    assert [vote["voter"] for vote in archive["proposals"][0]["votes"]][-1] == "lena@example.org"
    assert "eve@example.org" in {vote["voter"] for vote in archive["proposals"][0]["votes"]}


def test_a_maildir_holds_many_threads(tmp_path: Path) -> None:
    """Although it is a folder, it is not one thread."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    (tmp_path / "box" / "cur" / "1:2,S").write_bytes(OPENING)
    (tmp_path / "box" / "new" / "2").write_bytes(
        answer("x", "eve", "+1", 9, subject="dinner", parent="nothing")
    )
    (archive,) = json.loads(run("--json", "--as-proposal", tmp_path / "box").stdout)["archives"]
    assert len(archive["proposals"]) == 2


def test_an_archive_without_a_vote_says_how_to_count_it(folder: Path) -> None:
    """This is not an error."""
    result = run(folder / "06.eml")
    assert (result.exit_code, "--as-proposal" in result.stdout) == (0, True)


def test_what_cannot_be_read_is_listed_and_not_fatal(folder: Path) -> None:
    """The rest is still counted."""
    (folder / "00.eml").write_bytes(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    result = run("--json", folder)
    (archive,) = json.loads(result.stdout)["archives"]
    assert (result.exit_code, archive["mails"][0]["reading"]) == (0, "unreadable")
    assert "Could not be read\n  00.eml: " in run(folder).stdout


def test_nothing_but_other_files_ends_with_1(folder: Path, tmp_path: Path) -> None:
    """Each file is listed with the reason; one mail in any path is enough to succeed."""
    other = tmp_path / "notes.txt"
    other.write_text("shopping list: milk\n")
    alone = run(other)
    assert (alone.exit_code, f"no mail found in {other}" in alone.stderr) == (1, True)
    assert run(other, folder).exit_code == 0


@pytest.mark.parametrize("named", ["ours:minor", "rules/ours.toml:minor"])
def test_a_preset_file_of_a_community_counts_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    """By the name that results use, for a file in the current folder, or by its path."""
    text = (resources.files("listbot.policies") / "presets" / "ovirt.toml").read_text(
        encoding="utf-8"
    )
    (tmp_path / "rules").mkdir()
    for place in (tmp_path, tmp_path / "rules"):
        (place / "ours.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    (archive,) = json.loads(run("--json", "--policy", named, folder).stdout)["archives"]
    assert (archive["proposals"][0]["class"], archive["proposals"][0]["outcome"]) == (
        "minor",
        "stopped",
    )


def test_a_whole_preset_chooses_the_class_by_the_tag(folder: Path) -> None:
    """As the daemon does; where no class has the tag, it is the first one."""
    (folder / "01.eml").write_bytes(OPENING.replace(b"[VOTE] Move", b"[LAZY] Move"))
    found = json.loads(run("--json", "--policy", "ovirt", folder).stdout)
    assert [each["policy"] for each in found["archives"][0]["proposals"]] == ["ovirt:minor"]
    first = json.loads(run("--json", "--policy", "rust-fcp", "--as-proposal", folder).stdout)
    assert [each["policy"] for each in first["archives"][0]["proposals"]] == ["rust-fcp:fcp"]


def test_without_a_close_the_first_line_says_so(folder: Path) -> None:
    """Nothing is late then; the usual window shows what the daemon would not have counted."""
    opening = raw("opening", "ana", "Please vote.", subject="[VOTE] Move the mirrors")
    (folder / "01.eml").write_bytes(opening)
    (folder / "12.eml").write_bytes(answer("uma", "uma", "+1", 80))
    lines = run("--policy", "ovirt", folder).stdout.splitlines()
    assert lines[2].startswith("PASSED, if it closed now: ")
    assert [line.strip() for line in lines if "Closes" in line or "late" in line or "came" in line][
        :3
    ] == [
        "Closes   at a time that its mail does not name",
        "Nothing is late. Usually it would close Fri 11 Sep 2026 18:00 UTC;",
        "2 counted votes came later. --closes names another close.",
    ]
    (proposal,) = json.loads(run("--json", folder).stdout)["archives"][0]["proposals"]
    assert (proposal["usual_close"], proposal["votes_after_usual_close"]) == (
        "2026-09-11T18:00:00Z",
        2,
    )


def test_a_vote_does_not_close_before_it_opens(folder: Path) -> None:
    """Both times are named, whether the opening is the archive's or was given."""
    early = run("--closes", "2026-09-08T17:00:00Z", folder)
    assert (early.exit_code, early.stderr.splitlines()[-1]) == (
        2,
        "Error: a vote closes after it opens, but it closes 2026-09-08T17:00:00Z and opened "
        "2026-09-08T18:00:00Z; see --closes",
    )
    times = ("--opened", "2026-09-12T18:00:00Z", "--closes", "2026-09-11T18:00:00Z")
    assert "opened 2026-09-12T18:00:00Z" in run(*times, folder).stderr


def test_votes_from_before_the_opening_are_named(folder: Path) -> None:
    """They answer it, so they count; but a time that was given may be wrong."""
    times = ("--opened", "2026-09-08T19:30:00Z", "--closes", "2026-09-11T18:00:00Z")
    text = run(*times, folder).stdout
    assert "1 vote came before it opened. They answer the proposal, so they count:\n" in text
    assert text.count('"+1"') > 1
    (proposal,) = json.loads(run("--json", *times, folder).stdout)["archives"][0]["proposals"]
    assert proposal["votes_before_opening"] == ["<ravi@example.org>"]


def test_two_openings_under_one_message_id_are_named(folder: Path) -> None:
    """Each is counted by itself, and only their readers know which is meant."""
    other = raw("opening", "eve", "Vote on this instead.", subject="[VOTE] Sell the mirrors")
    (folder / "13.eml").write_bytes(other)
    text = run(folder).stdout
    assert "2 mails open a vote under one Message-ID, <opening@example.org>; each is" in text
    assert "ana@example.org                [VOTE] Move the mirrors\n" in text
    assert "eve@example.org                [VOTE] Sell the mirrors\n" in text
    (archive,) = json.loads(run("--json", folder).stdout)["archives"]
    assert archive["opened_twice"] == ["<opening@example.org>"]


def test_a_mail_with_other_words_than_its_ledger_names_is_told(
    folder: Path, tmp_path: Path
) -> None:
    """Either the archive or the ledger was changed."""
    line = {"mail": "<ravi@example.org>", "words": "0123456789abcdef"}
    times = {"received": "2026-09-08T19:00:00Z", "written": "2026-09-08T19:00:00Z"}
    (tmp_path / "ledger.jsonl").write_text(json.dumps(line | times))
    text = run("--ledger", tmp_path / "ledger.jsonl", folder).stdout
    assert "1 mail with other words than the ledger names; one of the two was changed" in text
    (archive,) = json.loads(run("--json", "--ledger", tmp_path / "ledger.jsonl", folder).stdout)[
        "archives"
    ]
    assert archive["ledger"]["reworded"] == ["<ravi@example.org>"]


OTHER = {
    "20.eml": raw("q", "ravi", "Shall we?", 1, "[VOTE] Rename the wiki"),
    "21.eml": raw("q1", "omar", "+1", 2, "Re: [VOTE] Rename the wiki", "q"),
}


@pytest.mark.parametrize(
    "id", ["opening@example.org", "<opening@example.org>", "mid:opening%40example.org"]
)
def test_one_proposal_is_found_by_its_opening(folder: Path, id: str) -> None:
    """Whatever else the archive holds; by its Message-ID, or by the `mid:` URL of one."""
    alone = json.loads(run("--json", folder).stdout)["archives"][0]["proposals"]
    for name, mail in OTHER.items():
        (folder / name).write_bytes(mail)
    (archive,) = json.loads(run("--json", "--opening", id, folder).stdout)["archives"]
    assert archive["proposals"] == alone
    assert {each["file"] for each in archive["mails"]} == set(THREAD)


def test_a_thread_in_two_archives_is_one(folder: Path, tmp_path: Path) -> None:
    """A vote may begin in one month's archive and end in the next one's."""
    alone = json.loads(run("--json", folder).stdout)["archives"][0]["proposals"]
    later = tmp_path / "later"
    later.mkdir()
    (folder / "04.eml").rename(later / "04.eml")
    box = mailbox.mbox(tmp_path / "last.mbox")
    box.add((folder / "05.eml").read_bytes())
    box.close()
    (folder / "05.eml").unlink()
    paths = (folder, later, tmp_path / "last.mbox")
    (archive,) = json.loads(run("--json", "--opening", "opening@example.org", *paths).stdout)[
        "archives"
    ]
    assert archive["proposals"] == alone
    assert {f"{later}/04.eml", f"{tmp_path / 'last.mbox'}#1"} < {
        each["file"] for each in archive["mails"]
    }


def test_any_mail_may_be_named_as_the_opening(folder: Path) -> None:
    """Its subject need not say so, as for a vote that somebody called in the middle of a thread."""
    (archive,) = json.loads(run("--json", "--opening", "lars@example.org", folder).stdout)[
        "archives"
    ]
    assert [each["id"] for each in archive["proposals"]] == ["<lars@example.org>"]


def test_fingerprints_show_which_files_it_was_counted_by(folder: Path, tmp_path: Path) -> None:
    """Those of the rule and of the roster, as a result names them."""
    (tmp_path / "roster.txt").write_text("Ravi <ravi@example.org>\n")
    found = json.loads(run("--json", "--roster", tmp_path / "roster.txt", folder).stdout)
    (proposal,) = found["archives"][0]["proposals"]
    text = run("--roster", tmp_path / "roster.txt", folder).stdout
    assert f"fingerprint {proposal['rule_fingerprint']}\n" in text
    assert f"1 on it, fingerprint {proposal['roster_fingerprint']}\n" in text
    (without,) = json.loads(run("--json", folder).stdout)["archives"][0]["proposals"]
    assert without["roster_fingerprint"] is None


def test_every_archive_is_told_in_the_text(folder: Path) -> None:
    """One after the other."""
    text = run(folder, folder / "06.eml").stdout
    assert (str(folder) in text, str(folder / "06.eml") in text) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing argument 'PATH...'"),
        (["/nowhere/at/all"], "does not exist"),
        (["--opening", "x@example.org", "--as-proposal", "."], "leave out --as-proposal"),
        (["--policy", "ovirt:medium", "."], 'unknown class "ovirt:medium"'),
        (
            ["--policy", "nobody:minor", "."],
            'unknown preset "nobody"; choose one of: apache, ',
        ),
        (["--policy", "nobody", "."], 'unknown preset "nobody"; choose one of: apache, '),
        (["--closes", "tomorrow", "."], 'not a moment: "tomorrow" (expected something like 2026'),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], words: str) -> None:
    """One clear sentence, no traceback."""
    result = run(*arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", "Ravi\n", 'line 1: not a mail address: "Ravi"'),
        ("b.toml", "[[members]]\nname = 'Ravi'\n", "addresses"),
        (
            "c.toml",
            (
                "[bot]\naddress = 'a@example.org'\n[[members]]\nname = 'R'\naddresses = "
                "['r@example.org']"
            ),
            "only [[members]]",
        ),
    ],
)
def test_a_wrong_roster_is_wrong_usage(
    folder: Path, tmp_path: Path, name: str, text: str, words: str
) -> None:
    """Every fault is reported with its line or key."""
    (tmp_path / name).write_text(text)
    result = run("--roster", tmp_path / name, folder)
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_an_opening_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    """Counting something else instead would be worse."""
    result = run("--opening", "nothing@example.org", folder)
    words = f"no mail with the Message-ID <nothing@example.org> in {folder}"
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    """It is not an archive, so nothing was counted."""
    result = run(tmp_path)
    assert (result.exit_code, "no mail in this folder" in result.stderr) == (2, True)
