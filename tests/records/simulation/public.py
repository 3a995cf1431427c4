"""Everything that people outside the group can read: letters to lists and to the project, the views
that pages are made of, and the evidence of results.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from click.testing import CliRunner

from listbot.cli.group import cli
from listbot.store.outbox.outbox import Waiting
from tests.records.simulation.life import reader_of

VIEWS = ("member", "meeting", "service", "adr", "decision")
"""`access` is left out: who holds what, and what is still to be withdrawn, is the group's own."""
OPEN_READERS = ("announce", "the list")


def open_letters(letters: Iterable[Waiting]) -> list[Waiting]:
    """The letters that anybody may come to read."""
    return [each for each in letters if reader_of(each) in OPEN_READERS]


def public_texts(letters: Iterable[Waiting], folder: Path) -> Iterator[tuple[str, str]]:
    """Each output with what it is. `folder`: has the configuration and its database."""
    for each in open_letters(letters):
        raw = each.parcel.raw.decode()
        yield f"{each.kind} of {each.made:%Y-%m-%d}", f"{each.subject}\n{each.text}\n{raw}"
    for view in VIEWS:
        yield view, _said(folder, view, "list", "--json")
    _said(folder, "evidence", "export", "V-1", str(folder / "evidence"))
    for file in sorted((folder / "evidence").rglob("*")):
        if file.is_file():
            yield file.name, file.read_text("utf-8")


def _said(folder: Path, *arguments: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(cli, ["--config", str(folder / "config.toml"), *arguments])
    assert result.exit_code == 0, result.output
    return result.output
