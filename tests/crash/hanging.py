"""`python -m tests.crash.hanging run ...`: listbot itself, where some mails and votes hang
for ever or kill it.

A mail's header field says what happens (`X-Test: hang-read`), a vote's title likewise
(`hang-tick`); the deeds are below. The watchdog waits for LIMIT seconds, and IMAP is used
without TLS.
"""

import ctypes
import os
import signal
import time
from datetime import datetime
from typing import Any

from aioimaplib import IMAP4

import listbot.app
from listbot import pipeline, watchdog
from listbot.__main__ import main
from listbot.decide import on_mail
from listbot.mail import Arrival, Mail, Unreadable, read
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.proposals.moments import on_tick
from listbot.store.journal import inbox

LIMIT = 4.0  # seconds; with less, a busy machine starves a daemon that does not hang


def hang() -> None:
    """Block every Python thread, like a regex that does not end: it keeps the interpreter's lock.
    Unlike a regex it uses no processor, so a busy machine has as much time for its other work.
    """
    ctypes.PyDLL(None).sleep(3600)


def act(raw: bytes, when: str) -> None:
    """Do what a mail says."""
    for name, deed in DEEDS.items():
        if f"X-Test: {name}-{when}".encode() in raw:
            deed()


def die() -> None:
    """Die, like a process that the kernel kills for taking too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    """Fail, like hostile nesting."""
    raise RecursionError


def stay() -> None:
    """Hang, but let other threads run."""
    time.sleep(3600)


DEEDS: dict[str, Any] = {"hang": hang, "die": die, "raise": fail, "stay": stay}


def reading(arrival: Arrival) -> Mail | Unreadable:
    """Read as usual, unless the mail says otherwise."""
    act(arrival.raw, "read")
    return read(arrival)


def deciding(mail: Mail | Unreadable, case: Case | DeskCase) -> MailDecision:
    """Decide as usual."""
    if isinstance(mail, Mail):
        act(mail.arrival.raw, "decide")
    return on_mail(mail, case)


def ticking(case: OpenCase, now: datetime, read_until: datetime | None) -> MomentDecision | None:
    """Decide as usual."""
    act(f"X-Test: {case.proposal.title}".encode(), "tick")
    return on_tick(case, now, read_until)


if __name__ == "__main__":
    watchdog.LIMIT = LIMIT
    vars(pipeline).update(read=reading, on_mail=deciding, on_tick=ticking)
    vars(inbox)["read"] = reading
    vars(listbot.app)["dial_tls"] = lambda imap: lambda: IMAP4("127.0.0.1", imap.port, timeout=5)
    main()
