"""What a command loads: those that read the database, or change a few rows, load nothing that
decides or reads mail.

Loading is most of what a short command takes.
"""

import subprocess
import sys
from collections.abc import Iterable

READING = (
    "listbot.cli.operate.status",
    "listbot.cli.operate.log",
    "listbot.cli.record.decided",
    "listbot.cli.record.nouns",
    "listbot.cli.counting.vote_list",
    "listbot.cli.ticket.list",
    "listbot.cli.doctor.doctor",
    "listbot.cli.operate.person",
    "listbot.cli.operate.quarantine",
    "listbot.cli.operate.recap",
    "listbot.cli.record.group",
)
CHANGING = (
    "listbot.cli.operate.pause",
    "listbot.cli.operate.outbox",
    "listbot.cli.operate.backup",
)
WRITING = (
    "listbot.cli.operate.import_archive",
    "listbot.cli.counting.by_hand",
    "listbot.cli.ticket.acts",
)
PAGES = ("listbot.pages.views.single", "listbot.store.public", "listbot.web.answers")
HEAVY = (
    "listbot.decide",
    "listbot.store.transaction",
    "listbot.votes.reading.reading",
    "listbot.letters.compose",
    "listbot.web",
    "icalendar",
    "jinja2",
)

CHECK = "listbot.cli.setup.check"


def test_a_command_that_reads_or_changes_a_few_rows_loads_nothing_that_decides() -> None:
    """Neither the line, nor the reader of votes, nor letters, nor pages: the pause and the state of
    a letter are not decisions. `check-config` prints with a template.
    """
    light = (*READING, *CHANGING)
    came = loaded((*light, CHECK), HEAVY)
    assert came == {each: set() for each in light} | {CHECK: {"jinja2"}}


def test_a_command_that_writes_loads_no_pages() -> None:
    """They take a tenth of what all the rest takes."""
    assert loaded(WRITING, PAGES) == {each: set() for each in WRITING}


def loaded(modules: Iterable[str], heavy: Iterable[str]) -> dict[str, set[str]]:
    """What of `heavy` is there after each module, in a process that imports one after the other."""
    lines = (f"import {each}; print({each!r}, *sys.modules)" for each in modules)
    code = "\n".join(("import sys", *lines))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    shown = [line.split() for line in done.stdout.splitlines()]
    return {module: {*heavy} & {*there} for module, *there in shown}
