"""What a command loads: those that only read the database load nothing that decides or reads mail.

Loading is most of what a short command takes.
"""

import subprocess
import sys
from collections.abc import Iterable

import pytest

READING = (
    "listbot.cli.operate.status",
    "listbot.cli.operate.log",
    "listbot.cli.record.decided",
    "listbot.cli.record.nouns",
    "listbot.cli.counting.vote_list",
    "listbot.cli.ticket.list",
    "listbot.cli.doctor.doctor",
)
WRITING = (
    "listbot.cli.operate.import_archive",
    "listbot.cli.operate.outbox",
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


@pytest.mark.parametrize("module", READING)
def test_a_command_that_reads_loads_nothing_that_decides(module: str) -> None:
    """Neither the line, nor the reader of votes, nor letters, nor pages."""
    assert loaded(module, HEAVY) == []


def test_check_config_loads_nothing_that_decides() -> None:
    """It prints with a template, and knows the trackers' adapters."""
    heavy = [each for each in HEAVY if each != "jinja2"]
    assert loaded("listbot.cli.setup.check", heavy) == []


@pytest.mark.parametrize("module", WRITING)
def test_a_command_that_writes_loads_no_pages(module: str) -> None:
    """They take a tenth of what all the rest takes."""
    assert loaded(module, PAGES) == []


def loaded(module: str, heavy: Iterable[str]) -> list[str]:
    """Those of these modules that come with a module."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [each for each in heavy if each in done.stdout.split()]
