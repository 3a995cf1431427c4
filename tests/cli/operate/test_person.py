"""`listbot person`: what is stored about somebody, and forgetting them, after a demo."""

import json
import mailbox
import stat
from contextlib import closing
from pathlib import Path

from listbot.cli.operate.person_text import as_text
from listbot.store.erasing.persons import Held
from tests.cli.operate.test_stored import call, folder, played, said

__all__ = ["folder", "played"]


def somebody(folder: Path) -> str:
    """Return an address of the demo that is not on a roster."""
    for line in call(folder, "person", "list").stdout.splitlines():
        address = line.split()[0]
        shown = call(folder, "person", "show", address).stdout
        roster = (folder / "roster.toml").read_text(encoding="utf-8")
        if address not in roster and "V-" in shown:
            return address
    raise AssertionError("everybody is on the roster")


def test_what_is_kept(folder: Path, tmp_path: Path) -> None:
    """As text, as JSON, and the mails as they came."""
    address = somebody(folder)
    assert call(folder, "person", "show", address.upper()).stdout.startswith(address)
    box = tmp_path / "theirs.mbox"
    found = json.loads(
        call(folder, "person", "export", address, "--json", "--mbox", str(box)).stdout
    )
    assert found["address"] == address
    assert stat.S_IMODE(box.stat().st_mode) == 0o600
    with closing(mailbox.mbox(box)) as theirs:
        assert len(theirs) == len(found["mails"]) > 0
    assert (
        call(folder, "person", "export", address).stdout
        == call(folder, "person", "show", address).stdout
    )
    assert "nothing is stored" in said(call(folder, "person", "show", "nobody@example.net", code=1))


def test_the_rosters_of_a_person_are_named(folder: Path) -> None:
    """A few of them: somebody may be on those of thousands of lists. A program gets them all."""
    found = json.loads(call(folder, "person", "export", "ana@example.org", "--json").stdout)
    assert found["rosters"] == ["infra@example.org", "infra-support@example.org"]
    shown = call(folder, "person", "show", "ana@example.org").stdout
    assert "\n  roster    of infra@example.org, infra-support@example.org\n" in shown
    many = tuple(f"dev{number}@example.org" for number in range(7))
    told = as_text(Held("ana@example.org", (), None, (), (), (), many)).splitlines()[1]
    assert told == (
        "  roster    of dev0@example.org, dev1@example.org, dev2@example.org, dev3@example.org, "
        "dev4@example.org, 2 more"
    )


def test_forgetting(folder: Path, tmp_path: Path) -> None:
    """It asks first. Then nothing is left, votes read as before, and a replay is equal. A restored
    backup catches up.
    """
    address = somebody(folder)
    backup = (folder / "listbot.db").read_bytes()
    votes = call(folder, "vote", "list").stdout
    assert "mails" in call(folder, "person", "forget", address, "--reason", "x", "--dry-run").stdout
    call(folder, "person", "forget", address, "--reason", "x", code=1)
    assert address in call(folder, "person", "list").stdout
    done = call(folder, "person", "forget", address, "--reason", "asked by letter", "--yes").stdout
    assert "now takes the place of their address" in done
    assert address not in call(folder, "person", "list").stdout
    assert call(folder, "vote", "list").stdout == votes
    assert "equal" in call(folder, "replay").stdout
    list_ = tmp_path / "erasures.json"
    assert "asked by letter" in call(folder, "person", "erasures", "--export", str(list_)).stdout
    assert address not in list_.read_text(encoding="utf-8")
    assert "already" in call(folder, "person", "apply-erasures", str(list_)).stdout

    for each in folder.glob("listbot.db*"):
        each.unlink()
    (folder / "listbot.db").write_bytes(backup)
    assert address in call(folder, "person", "list").stdout
    assert call(folder, "person", "apply-erasures", str(list_)).stdout.split()[-1] == "forgotten"
    assert address not in call(folder, "person", "list").stdout
    assert "equal" in call(folder, "replay").stdout


def test_erasures_of_nobody_here(folder: Path, tmp_path: Path) -> None:
    """Another installation's list changes nothing; any other file is refused."""
    list_ = tmp_path / "erasures.json"
    erased = (
        '{"person":"00","stand_in":"forgotten-0@'
        'invalid","who":"a","reason":"b","at":"2026-01-01T00:00:00Z"}'
    )
    list_.write_text(f"[{erased}]", encoding="utf-8")
    assert "not in this database" in call(folder, "person", "apply-erasures", str(list_)).stdout
    list_.write_text("no", encoding="utf-8")
    assert "not a list of erasures" in said(
        call(folder, "person", "apply-erasures", str(list_), code=1)
    )


def test_everybody_who_is_known_is_listed(folder: Path) -> None:
    """Each has a line, with the address first."""
    lines = call(folder, "person", "list").stdout.splitlines()
    assert any(line.split()[0] == somebody(folder) for line in lines)


def test_a_list_of_erasures_that_is_empty(folder: Path) -> None:
    """If nobody was forgotten, nothing is printed."""
    assert call(folder, "person", "erasures").stdout == ""
