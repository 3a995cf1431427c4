"""The daemon's log never contains a password."""

import logging
import sys

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from listbot.cli.operate.logs import LIBRARIES, Redacting, set_up
from listbot.config import BotConfig, CarrierConfig, Config
from listbot.redaction import redaction

format_ = Redacting(redaction(("bot", "hunter2000"))).format


def record(name: str, text: str, *, raised: bool = False) -> logging.LogRecord:
    """Return a log record, with its exception if something was `raised`."""
    info = sys.exc_info() if raised else None
    return logging.LogRecord(name, logging.WARNING, "x.py", 1, text, (), info)


def test_what_libraries_log() -> None:
    """Libraries log the server's words unchanged."""
    assert (
        format_(record("aioimaplib.aioimaplib", "ignored: LOGIN bot hunter2000"))
        == "WARNING ignored: LOGIN bot ***"
    )


def test_our_own_lines_are_left_alone() -> None:
    """Passwords were removed where the words came in; doing it twice would cost time for every
    mail.
    """
    assert (
        format_(record("listbot.pipeline", "<1@example.org>: vote"))
        == "WARNING <1@example.org>: vote"
    )


def test_tracebacks() -> None:
    """Ours, too: an exception may quote anything."""
    with pytest.raises(ValueError, match="hunter") as caught:
        raise ValueError("A1 LOGIN bot hunter2000")
    try:
        raise caught.value
    except ValueError:
        shown = format_(record("listbot.inbound.imap", "unexpected", raised=True))
    assert shown.startswith("WARNING unexpected\nTraceback ")
    assert shown.endswith("ValueError: A1 LOGIN bot ***")


def test_what_libraries_say_of_every_step_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """We log a line per mail; the scheduler's line per wake-up only appears with --verbose."""
    monkeypatch.setattr(logging, "basicConfig", lambda **given: None)
    config = Config(
        BotConfig("bot@example.org", "admin@example.org"), (), CarrierConfig("maildir"), {}
    )
    levels = {}
    for verbose in (True, False):
        set_up(config, verbose=verbose)
        levels[verbose] = {logging.getLogger(name).getEffectiveLevel() for name in LIBRARIES}
    assert levels == {True: {logging.INFO}, False: {logging.WARNING}}
    assert logging.getLogger(AsyncIOScheduler.__module__).getEffectiveLevel() == logging.WARNING
