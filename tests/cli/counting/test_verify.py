"""`listbot verify`: what it says, how it ends, and that it needs nothing but the folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.counting.sealed_folder import write_folder
from listbot.cli.group import cli
from listbot.recount.sealed.sums import SEAL, SUMS, seal_of
from tests.cli.operate.test_stored import call, played
from tests.recount.sealed.folders import evidence, proven, sealed

__all__ = ["played"]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The evidence of a vote on a list that asks for signatures."""
    folder = tmp_path_factory.mktemp("signed") / "e"
    write_evidence(folder, evidence(proven()))
    return folder


@pytest.fixture
def folder(signed: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(signed, tmp_path / "e"))


def write_evidence(folder: Path, files: dict[str, bytes]) -> None:
    """Write sealed files."""
    write_folder(folder, {name: files[name] for name in files if name not in (SUMS, SEAL)})


def verify(*arguments: object) -> Result:
    """Check without any configuration, as a stranger does."""
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)])


def test_what_holds_is_said_with_its_limits(signed: Path) -> None:
    """The result, how its writers are known, short keys, and what it does not prove."""
    run = verify(signed)
    seal = seal_of((signed / SUMS).read_bytes())
    assert run.exit_code == 0
    assert run.stdout.startswith(
        "V-1 on infra@example.org: STOPPED\nMove CI artefacts to object storage\n\n"
    )
    assert f"{signed} holds.\n" in run.stdout
    assert "  3 mails signed by their writers' mail domains; checked again" in run.stdout
    assert "  1 mail of which nothing shows who wrote it; the list passed it on\n" in run.stdout
    assert "  4 mails came through the list's host, as the team's own mail host" in run.stdout
    assert "  s1._domainkey.example.org: 1024 bits\n" in run.stdout
    assert "- That nobody made all of it up." in run.stdout
    assert f"    {seal}\n" in run.stdout
    assert max(len(line) for line in run.stdout.splitlines()) <= 100


def test_every_vote_of_the_demo_holds(played: Path, tmp_path: Path) -> None:
    """Passed or not, by silence, put off or withdrawn; with the letters that were posted."""
    for number in range(1, 7):
        place = tmp_path / f"e{number}"
        call(played, "evidence", "export", f"V-{number}", str(place))
        run = verify(place)
        assert (run.exit_code, f"{place} holds.\n" in run.stdout) == (0, True), run.output
    posted = [each.name for each in sorted((tmp_path / "e1" / "letters").iterdir())]
    assert posted == ["0001-M1.eml", "0002-M5.eml"]


@pytest.mark.parametrize(
    ("name", "concerns"),
    [
        ("mails/0002.eml", "the mail <ravi-1@example.org> of ravi@example.org; V-1"),
        ("mails/0002.json", "the mail <ravi-1@example.org>; V-1"),
        ("ledger.jsonl", "V-1 as a whole"),
        ("lists.toml", "V-1 as a whole"),
        ("README.txt", "V-1 as a whole"),
    ],
)
def test_a_changed_byte_is_told_with_file_and_mail(folder: Path, name: str, concerns: str) -> None:
    """And it ends with 3."""
    raw = bytearray((folder / name).read_bytes())
    raw[-1] ^= 1
    (folder / name).write_bytes(raw)
    run = verify("--quiet", folder)
    assert run.exit_code == 3
    assert f"{name} was changed after it was sealed\n  it concerns {concerns}\n" in run.stdout


def test_a_lost_mail_is_told_by_its_number(folder: Path) -> None:
    """Where nothing is left that names it."""
    for name in ("mails/0002.eml", "mails/0002.json", "vote.toml"):
        (folder / name).unlink()
    run = verify(folder)
    assert "mails/0002.eml is missing\n  it concerns mail 2\n" in run.stdout
    assert "vote.toml is missing\n  it concerns the vote as a whole\n" in run.stdout
    assert "DOES NOT HOLD" in run.stdout


def test_quiet_says_nothing_of_what_holds(signed: Path) -> None:
    """The exit code says it."""
    run = verify("--quiet", signed)
    assert (run.exit_code, run.output) == (0, "")


def test_a_seal_from_elsewhere_is_compared(signed: Path) -> None:
    """With or without its name; another one is told, and the folder does not hold."""
    seal = seal_of((signed / SUMS).read_bytes())
    same = verify("--seal", seal.removeprefix("sha256:").upper(), signed)
    assert (same.exit_code, "you named one, and it is this one" in same.stdout) == (0, True)
    other = verify("--quiet", "--seal", "sha256:00", signed)
    assert (other.exit_code, other.stdout) == (
        3,
        f"SHA256SUMS has the seal {seal}, not sha256:00\n  it concerns V-1 as a whole\n",
    )


def test_all_made_anew_needs_a_seal_from_elsewhere(folder: Path, tmp_path: Path) -> None:
    """Whoever runs the daemon can seal other files: only a seal that somebody kept shows it."""
    before = seal_of((folder / SUMS).read_bytes())
    files = {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }
    write_evidence(tmp_path / "new", sealed({**files, "README.txt": b"Believe me.\n"}))
    assert verify(tmp_path / "new").exit_code == 0
    assert verify("--seal", before, tmp_path / "new").exit_code == 3


def test_programs_get_json(folder: Path) -> None:
    """With each change, each mail and each vote."""
    (folder / "mails" / "0003.eml").unlink()
    run = verify("--json", folder)
    found = json.loads(run.stdout)
    assert run.exit_code == 3
    assert {name: found[name] for name in ("format", "holds", "vote", "outcome", "known")} == {
        "format": 1,
        "holds": False,
        "vote": "V-1",
        "outcome": "stopped",
        "known": {"signed": 3},
    }
    assert found["changes"] == [
        {
            "file": "mails/0003.eml",
            "what": "is missing",
            "mail": "<lena-2@example.org>",
            "author": "lena@example.org",
            "vote": "V-1",
        }
    ]
    assert found["mails"][1] == {
        "number": 2,
        "mail": "<ravi-1@example.org>",
        "author": "ravi@example.org",
        "known": "signed",
        "known_by": "signed by example.org",
        "on_list_by": "lists.example.org",
    }
    assert [each["value"] for each in found["votes"]] == ["+1", "-1"]


@pytest.mark.parametrize("name", [SUMS, SEAL])
def test_a_folder_of_anything_else_is_wrong_usage(folder: Path, name: str) -> None:
    """It names what is missing; without the seal alone it is evidence that does not hold."""
    (folder / name).unlink()
    run = verify(folder)
    assert run.exit_code == (2 if name == SUMS else 3)
    assert f"{name}" in run.output


def test_terminals_are_safe_from_what_strangers_wrote(folder: Path) -> None:
    """Names of files, Message-IDs and subjects may hold anything."""
    (folder / "\x1b[2Jx").write_text("x")
    assert "\x1b" not in verify(folder).output


OFFLINE = """
import socket, sys
def refused(*a, **k): raise OSError("there is no network here")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refused
from listbot.__main__ import main
sys.exit(main())
"""


def may_be_alone() -> bool:
    """Whether the system lets us start a process without a network."""
    there = shutil.which("unshare") is not None
    return there and subprocess.run(["unshare", "-n", "true"], check=False).returncode == 0


def elsewhere(*arguments: str, zone: str, seed: str) -> subprocess.CompletedProcess[str]:
    """Call listbot in a process of its own: in another time zone, with other hashes, and with no
    network where the system lets us take it away, else with no sockets.
    """
    away = shutil.which("unshare")
    alone = (
        [away, "-n"]
        if away and not subprocess.run([away, "-n", "true"], check=False).returncode
        else []
    )
    environment = {"PATH": os.environ["PATH"], "TZ": zone, "PYTHONHASHSEED": seed, "HOME": "/"}
    command = [*alone, sys.executable, "-c", OFFLINE, *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_it_gives_the_same_everywhere(played: Path, tmp_path: Path) -> None:
    """Exported in one time zone and checked in another, without a network, and with other hashes:
    the files are the same byte by byte, and so is everything that is said of them.
    """
    config = ("--config", str(played / "config.toml"), "evidence", "export", "V-1")
    zones = (("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "2"))
    for at, (zone, seed) in enumerate(zones):
        done = elsewhere(*config, str(tmp_path / f"e{at}"), zone=zone, seed=seed)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "e0" / SUMS).read_bytes() == (tmp_path / "e1" / SUMS).read_bytes()
    said = [
        elsewhere("verify", "--json", str(tmp_path / "e0"), zone=zone, seed=seed)
        for zone, seed in reversed(zones)
    ]
    assert [each.returncode for each in said] == [0, 0], said[0].stderr
    assert said[0].stdout == said[1].stdout
    assert json.loads(said[0].stdout)["digest"] == json.loads(said[0].stdout)["stated_digest"]
