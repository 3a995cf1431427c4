"""What a command loads: those that only read the database load nothing that decides or reads mail.

Loading is most of what a short command takes.
"""

import subprocess
import sys

import pytest

READING = (
    "listbot.cli.operate.status",
    "listbot.cli.operate.log",
    "listbot.cli.record.decided",
    "listbot.cli.record.nouns",
    "listbot.cli.counting.vote_list",
    "listbot.cli.ticket.list",
)
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
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [each for each in HEAVY if each in done.stdout.split()] == []
