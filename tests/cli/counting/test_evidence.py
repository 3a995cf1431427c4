"""`listbot evidence export`: a folder that a stranger counts to the same digest."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from weakref import finalize

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.config import load
from listbot.mail import read
from listbot.model.policy import Electorate, Roster
from listbot.model.records.rules import GroupRules
from listbot.packaged import load_policy
from listbot.recount.sealed import checking
from listbot.store.base.engine import open_engine
from listbot.wiring import open_store
from tests.cli.operate.test_stored import call, folder, played, said
from tests.playing import ROSTER, Play, Post, hours, opening, rules, votes

__all__ = ["folder", "played"]

FILES = {
    "README.txt",
    "SEAL",
    "SHA256SUMS",
    "ledger.jsonl",
    "letters",
    "lists.toml",
    "mails",
    "policy.toml",
    "roster.toml",
    "vote.toml",
}


def tally(*arguments: object) -> Result:
    """Count without any configuration, as a stranger does."""
    return CliRunner().invoke(cli, ["tally", *map(str, arguments)])


def counted(*arguments: object) -> dict[str, object]:
    """The one proposal that a call of `tally --json` counts."""
    (archive,) = json.loads(tally("--json", *arguments).stdout)["archives"]
    (proposal,) = archive["proposals"]
    return dict(proposal, stated=archive["stated_digest"], times=archive["ledger"])


@pytest.mark.parametrize("number", range(1, 6))
def test_the_folder_comes_to_the_same_digest(played: Path, tmp_path: Path, number: int) -> None:
    """For every vote of the demo, passed or not, by silence or put off; as its letter says."""
    done = call(played, "evidence", "export", f"V-{number}", str(tmp_path / "e"))
    proposal = counted(tmp_path / "e")
    assert {each.name for each in (tmp_path / "e").iterdir()} == FILES
    assert str(proposal["digest"]) in done.stdout
    assert proposal["digest"] == proposal["stated"]
    assert proposal["times"] == {
        "taken": len(list((tmp_path / "e" / "mails").glob("*.eml"))),
        "missing": [],
        "moved": [],
        "reworded": [],
    }
    letters = "".join(
        each.read_bytes().decode("ascii", "replace") for each in (played / "out").rglob("*.eml")
    ) or "".join(each.read_text("utf-8") for each in (played / "out" / "new").iterdir())
    assert str(proposal["digest"]) in letters


def test_its_files_do_as_well(played: Path, tmp_path: Path) -> None:
    """One by one, as with an archive from elsewhere."""
    place = tmp_path / "e"
    call(played, "evidence", "export", "1", str(place))
    vote = dict(line.split(" = ") for line in (place / "vote.toml").read_text().splitlines())
    proposal = counted(
        *("--opening", vote["opening"].strip('"'), "--policy", f"{place}/policy.toml:substantial"),
        *("--roster", place / "roster.toml", "--ledger", place / "ledger.jsonl"),
        *("--opened", vote["opened"], "--closes", vote["closes"], place / "mails"),
    )
    assert proposal["digest"] == vote["digest"].strip('"')


def test_the_text_says_whether_it_is_the_stated_digest(played: Path, tmp_path: Path) -> None:
    """Under the folder's rule it is; under another rule it is not, and the folder's times hold."""
    call(played, "evidence", "export", "1", str(tmp_path / "e"))
    assert "  the digest that the evidence states\n" in tally(tmp_path / "e").stdout
    other = tally("--policy", "ovirt:minor", tmp_path / "e").stdout
    assert "  not the digest that the evidence states: sha256:" in other
    assert "Times     10 from the ledger, 0 not in it, 0 more than a minute" in other


@pytest.mark.parametrize(
    ("was", "now"),
    [('outcome = "passed"', 'outcome = "stopped"'), ('digest = "sha256:', 'digest = "sha256:0')],
)
def test_another_result_than_stated(played: Path, tmp_path: Path, was: str, now: str) -> None:
    """A count of evidence that comes to another result says so, and fails."""
    call(played, "evidence", "export", "1", str(tmp_path / "e"))
    vote = tmp_path / "e" / "vote.toml"
    vote.write_text(vote.read_text().replace(was, now))
    run = tally(tmp_path / "e")
    assert (run.exit_code, run.stderr) == (
        3,
        f"listbot: {tmp_path / 'e'}: not the result that the evidence states\n",
    )
    assert f"the {was.split()[0]} that the evidence states: " in run.stdout


def test_the_readme_is_for_people(played: Path, tmp_path: Path) -> None:
    """It names the result, each file, and the ways not to trust them; no line is too wide."""
    call(played, "evidence", "export", "V-1", str(tmp_path / "e"))
    text = (tmp_path / "e" / "README.txt").read_text()
    assert text.startswith("V-1 on infra@example.org: PASSED\n")
    assert all(f"\n{name}" in text for name in FILES - {"README.txt"})
    assert "It holds personal data: 7 people's addresses" in text
    assert max(len(line) for line in text.splitlines()) <= 90


def forget(folder: Path, name: str, address: str) -> None:
    """Take a member off the roster and forget them."""
    roster = folder / "roster.toml"
    entry = f'[[members]]\nname = "{name}"\naddresses = ["{address}"]\n'
    text = roster.read_text(encoding="utf-8")
    assert entry in text
    roster.write_text(text.replace(entry, ""), encoding="utf-8")
    mail = folder / "old.eml"
    mail.write_text("From: kim@example.net\nMessage-ID: <old@example.net>\nSubject: hi\n\nhi\n")
    # An import puts the changed configuration in force, as a start of the daemon would.
    call(folder, "import", str(mail), "--list", "infra@example.org")
    call(folder, "person", "forget", address, "--reason", "asked", "--yes")


def test_what_is_forgotten_is_missing_and_said(folder: Path, tmp_path: Path) -> None:
    """The digest cannot be reached then: the readme, the export and the count all say why."""
    forget(folder, "Ines Falk", "ines@example.org")
    done = call(folder, "evidence", "export", "V-1", str(tmp_path / "e"), code=3)
    assert "people who were forgotten" in done.output
    assert b"ines@example.org" not in (tmp_path / "e" / "roster.toml").read_bytes()
    assert "asked to be forgotten" in (tmp_path / "e" / "README.txt").read_text()
    assert "as its mail is gone: its writer was forgotten" in tally(tmp_path / "e").stdout


def test_without_its_opening_there_is_nothing_to_count(folder: Path, tmp_path: Path) -> None:
    """The proposer was forgotten: no folder is left half written."""
    forget(folder, "Ana Ruiz", "ana@example.org")
    refused = call(folder, "evidence", "export", "V-1", str(tmp_path / "e"), code=1)
    assert "V-1 cannot be counted again" in said(refused)
    assert not (tmp_path / "e").exists()


CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"

[store]
url = "sqlite:///listbot.db"

[smtp_in]

[outbound]
kind = "maildir"
maildir = "out"

[[lists]]
address = "infra@example.org"
role = "decisions"
via = "smtp"
identity = "any"
"""


def without_a_roster(folder: Path) -> Play:
    """A database in which earlier posters are the electorate."""
    (folder / "config.toml").write_text(CONFIG)
    open_store(load(folder / "config.toml", {})).close()
    engine = open_engine(f"sqlite:///{folder / 'listbot.db'}")
    finalize(engine, engine.pool.dispose)
    return Play(engine=engine, in_force=rules(roster=Roster()))


def test_where_earlier_posters_decide_the_folder_names_them(tmp_path: Path) -> None:
    """A recount of the archive cannot know them, but the folder does: the digest is the same."""
    play = without_a_roster(tmp_path)
    hello = [Post(f"h-{name}", name, "Hello.", -5, "Hello") for name in ("Ravi", "Lena", "Pat")]
    cast = votes(("Ravi", "Lena", "Omar", "Kim"))
    play.take(*hello, opening(), *cast)
    play.tick(hours(80))
    done = call(tmp_path, "evidence", "export", "1", str(tmp_path / "e"))
    assert "1 mail" not in done.stdout
    proposal = counted(tmp_path / "e")
    assert proposal["digest"] == proposal["stated"]
    assert proposal["counts"] == {"+1": 2, "0": 0, "-1": 0}
    facts = (tmp_path / "e" / "vote.toml").read_text()
    assert 'posters = ["lena@example.org", "ravi@example.org"]\nother_posters = 1\n' in facts
    assert "pat@" not in facts
    assert "There was no roster" in (tmp_path / "e" / "README.txt").read_text()


def test_where_everybody_decides_nobody_is_named(tmp_path: Path) -> None:
    """The rule says so, and nothing else is needed."""
    play = without_a_roster(tmp_path)
    lists = tuple(
        replace(
            each,
            policies=tuple(replace(one, electorate=Electorate.EVERYONE) for one in each.policies),
        )
        for each in play.in_force.lists
    )
    with play.transaction() as tx:
        tx.adopt(replace(play.in_force, lists=lists))
    play.take(opening())
    refused = call(tmp_path, "evidence", "export", "1", str(tmp_path / "e"), code=1)
    assert "V-1 has no result yet" in said(refused)
    play.tick(hours(80))
    assert (
        "1 mail, 0 letters, 1 person's address; sha256:"
        in call(tmp_path, "evidence", "export", "1", str(tmp_path / "e")).stdout
    )
    assert "posters" not in (tmp_path / "e" / "vote.toml").read_text()


def test_active_voters_and_the_excluded_are_named_by_their_marks(tmp_path: Path) -> None:
    """Neither is in the thread, and the roster of the folder tells nobody's name: yet the digest is
    the same.
    """
    rule = replace(
        load_policy("openwrt-2025:simple"),
        window=timedelta(hours=72),
        deadline_required=False,
        excludes_subject=True,
        tags=("VOTE",),
    )
    play = without_a_roster(tmp_path)
    lists = tuple(
        replace(each, policies=(rule,), roster=ROSTER) if each.policies else each
        for each in play.in_force.lists
    )
    with play.transaction() as tx:
        tx.adopt(replace(play.in_force, lists=lists))
    for number, at in enumerate((0.0, 100.0, 200.0)):
        subject = f"[VOTE] Thing {number}"
        cast = votes(("Ravi", "Lena"), f"p{number}", at=at + 1)
        play.take(opening(f"p{number}", at, subject=subject))
        play.take(*(replace(each, id=f"{each.id}{number}") for each in cast))
        play.run_until(hours(at + 90))
    play.take(opening("last", 300, text="Thanks to him.\n\n#listbot about: Omar"))
    play.take(*votes(("Ravi", "Kim"), "last", at=301))
    play.run_until(hours(400))
    call(tmp_path, "evidence", "export", "4", str(tmp_path / "e"))
    facts = tomllib.loads((tmp_path / "e" / "vote.toml").read_text())
    assert (len(facts["active"]), len(facts["excluded"])) == (2, 1)
    proposal = counted(tmp_path / "e")
    assert proposal["digest"] == proposal["stated"]
    assert "omar" not in "".join(
        (tmp_path / "e" / name).read_text().lower() for name in ("vote.toml", "roster.toml")
    )


def test_members_of_the_group_stay_on_the_roster_of_the_opening(tmp_path: Path) -> None:
    """Their roles come from the record, which the folder does not need. Somebody who has left since
    still counts, and whoever did not write is only a mark with roles.
    """
    play = without_a_roster(tmp_path)
    rule = replace(load_policy("ovirt:substantial"), min_yes=2, roles=("confirmed",))
    lists = tuple(
        replace(each, policies=(rule,)) if each.policies else each for each in play.in_force.lists
    )
    group = GroupRules(members=True, keepers=("pat@example.org",))
    with play.transaction() as tx:
        tx.adopt(replace(play.in_force, lists=lists, group=group))
    for number, (who, line) in enumerate(
        (
            *((each, "join") for each in ("Ravi", "Lena", "Omar", "Ines")),
            ("Pat", "confirmed: Ravi"),
            *(("Ravi", f"confirmed: {each}") for each in ("Lena", "Omar")),
        )
    ):
        play.take(Post(f"r{number}", who, f"#listbot {line}", -5 + number / 10, f"line {number}"))
    play.take(opening(), *votes(("Ravi", "Lena", "Ines")))
    play.take(Post("bye", "Lena", "#listbot leave", 9, "bye"))
    play.run_until(hours(90))
    call(tmp_path, "evidence", "export", "1", str(tmp_path / "e"))
    proposal = counted(tmp_path / "e")
    assert proposal["digest"] == proposal["stated"]
    assert proposal["counts"] == {"+1": 2, "0": 0, "-1": 0}
    roster = (tmp_path / "e" / "roster.toml").read_text()
    assert roster.count('roles = ["confirmed", "project"]') == 3
    assert "omar" not in roster.lower()


def test_what_is_read_otherwise_today_is_said(
    played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result stays as it was decided; the export shows that the folder does not come to it."""
    monkeypatch.setattr(
        checking, "read", lambda came: read(replace(came, raw=came.raw.replace(b"+1", b"0")))
    )
    done = call(played, "evidence", "export", "4", str(tmp_path / "e"), code=3)
    assert "the program reads some mail in another way" in done.output
    assert "mails/0002.eml is not the mail that its record names" in done.output


def test_what_cannot_be_exported(played: Path, tmp_path: Path) -> None:
    """A vote that is not there, and a folder that holds something else."""
    refused = call(played, "evidence", "export", "V-99", str(tmp_path / "e"), code=1)
    assert "there is no vote V-99" in said(refused)
    (tmp_path / "mine.txt").write_text("mine")
    assert "is not empty" in call(played, "evidence", "export", "1", str(tmp_path), code=2).output


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("vote.toml", "not toml", "Expected '='"),
        ("vote.toml", "", "vote.toml: is not of the format listbot-evidence-1"),
        ("policy.toml", "", "policy.toml: classes"),
        ("ledger.jsonl", "x", "ledger.jsonl: line 1 is not a line of a ledger"),
        ("roster.toml", "[[members]]\n", "addresses: is missing"),
        ("ledger.jsonl", None, "ledger.jsonl is missing"),
    ],
)
def test_a_wrong_folder_is_wrong_usage(
    played: Path, tmp_path: Path, name: str, text: str | None, words: str
) -> None:
    """With the file that is wrong, and what is wrong with it."""
    call(played, "evidence", "export", "1", str(tmp_path / "e"))
    (tmp_path / "e" / name).unlink()
    if text is not None:
        (tmp_path / "e" / name).write_text(text)
    result = tally(tmp_path / "e")
    assert (result.exit_code, words in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("opening = .*", "opening = 7", "vote.toml: opening is missing or wrong"),
        ("opening = .*", "", "vote.toml: opening is missing or wrong"),
        (
            "opened = .*",
            "opened = 9999-12-31T23:59:59-14:00",
            "vote.toml: opened is missing or wrong",
        ),
        ("class = .*", "class = 'minor'", 'unknown class "policy.toml:minor"'),
        ("identity = .*", "identity = 'sure'", "vote.toml: identity is missing or wrong"),
        ("identity = .*", "posters = []\nother_posters = 9999999", "other_posters is missing"),
        ("identity = .*", "withdrawn_at = 2026-09-01T00:00:00Z", "identity is missing"),
    ],
)
def test_wrong_facts_of_the_vote_are_wrong_usage(
    played: Path, tmp_path: Path, was: str, now: str, words: str
) -> None:
    """With the key that is wrong."""
    call(played, "evidence", "export", "1", str(tmp_path / "e"))
    vote = tmp_path / "e" / "vote.toml"
    vote.write_text(re.sub(was, now, vote.read_text()))
    result = tally(tmp_path / "e")
    assert (result.exit_code, words in result.output) == (2, True), result.output


def test_a_time_without_a_zone_is_wrong(played: Path, tmp_path: Path) -> None:
    """It could mean any of two days."""
    call(played, "evidence", "export", "1", str(tmp_path / "e"))
    vote = tmp_path / "e" / "vote.toml"
    opened = datetime(2026, 9, 1, tzinfo=UTC).isoformat().removesuffix("+00:00")
    vote.write_text(re.sub("opened = .*", f"opened = {opened}", vote.read_text()))
    assert "opened is missing or wrong" in tally(tmp_path / "e").output


def test_a_wrong_ledger_is_wrong_usage(tmp_path: Path) -> None:
    """`tally --ledger` names the line."""
    (tmp_path / "l").write_text("{}\n")
    result = tally("--ledger", tmp_path / "l", tmp_path)
    assert (result.exit_code, "l: line 1 is not a line" in result.output) == (2, True)
