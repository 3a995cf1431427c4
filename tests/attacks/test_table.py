"""docs/attacks.md: every attack and every fault has a test, and every test is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")

ATTACKS = (
    "a plain forgery",
    "a munged From",
    "Authentication-Results, X-Original-From",
    "a From that two readers",
    "`l=`, fields that are not signed",
    "a signed mail with another charset",
    "a Message-ID that somebody takes first",
    "a forged copy at a tap",
    "a header injected",
    "words that are not the writer's own",
    "loops",
    "bombs",
    "mail smuggled",
    "markup on the pages",
    "NUL and lone surrogates",
    "asking for a person's data",
    "a webhook of the tracker",
    "a right on one list",
)
FAULTS = (
    "the process is killed",
    "a crash after the commit",
    "a crash after the mail server's 250",
    "no answer after the final dot",
    "a refusal for now",
    "a list that holds our posts",
    "a full disk",
    "a database that somebody locks",
    "IMAP",
    "mails in any order",
    "a clock that jumps",
    "two daemons",
    "the daemon with the lease dies",
    "a process killed over the tracker",
    "a mail that ends or hangs the daemon",
    "an older backup",
)


def rows(heading: str) -> list[str]:
    """Return the rows of the table under a heading."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("| ")][2:]


def test_every_attack_and_every_fault_has_a_test() -> None:
    """No row is without one, and none has gone from the page."""
    for heading, expected in (("Attacks", ATTACKS), ("Faults", FAULTS)):
        found = rows(heading)
        assert [row for row in found if not _NAMED.search(row)] == []
        begins = [
            next((each for each in expected if row[2:].startswith(each)), row) for row in found
        ]
        assert begins == list(expected)


def test_every_test_is_there() -> None:
    """A test that was renamed is renamed on the page."""
    missing = []
    for file, name in sorted(set(_NAMED.findall(PAGE))):
        path = ROOT / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        names = {
            each.name
            for each in ast.walk(tree)
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        missing += [] if name in names else [f"{file}::{name}"]
    assert missing == []


def test_every_test_of_an_attack_is_on_the_page() -> None:
    """What runs the daemon against an attack is found from the page."""
    here = {
        (f"tests/attacks/{file.name}", name)
        for file in Path(__file__).parent.glob("test_*.py")
        if file != Path(__file__)
        for name in re.findall(r"^async def (test_\w+)", file.read_text(encoding="utf-8"), re.M)
    }
    assert here - set(_NAMED.findall(PAGE)) == set()
