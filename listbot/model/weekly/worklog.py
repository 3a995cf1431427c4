"""What people write into a recap by mail: lines of the public work log, their corrections,
the sentence at the top.

Only values. A line is never erased: it is struck, with a reason, and stays in place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

KEY = re.compile(r"\bL-(\d{1,9})\b", re.IGNORECASE)
MOST_NAMED = 20  # lines named by the commands of one mail; as many commands are read


class LogVerb(StrEnum):
    """What is done to the log; as written in mails."""

    LOG = "log"
    EMBARGO = "embargo"
    STRIKE = "strike"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log in its current state."""

    number: int
    """L-14."""
    list: str
    """The list it was written on."""
    at: datetime
    name: str
    author: str
    text: str
    ticket: str = ""
    mail: str = ""
    struck: str = ""
    """Why it was struck; "": it was not."""
    embargoed: bool = False
    """Only its date is shown until it is released."""


@dataclass(frozen=True, slots=True)
class LogAct:
    """The effect of one command on the log."""

    verb: LogVerb
    number: int
    """Of the line it is about; for a new line, its new number."""
    at: datetime
    name: str
    author: str
    text: str = ""
    """The text of a new line, or the reason for striking one."""
    ticket: str = ""
    mail: str = ""
    position: int = 0
    """Index of the new line in its mail, so that deciding the mail again does not write it
    twice.
    """

    @property
    def is_new(self) -> bool:
        """Whether it adds a line."""
        return self.verb in (LogVerb.LOG, LogVerb.EMBARGO)


@dataclass(frozen=True, slots=True)
class WorkLog:
    """The part of the log that the commands of one mail need."""

    next_number: int = 1
    named: dict[int, Logged] = field(default_factory=dict)
    """The lines named, by number."""
    position: int = 0
    """How many lines the mail has added so far."""

    def after(self, act: LogAct, address: str) -> "WorkLog":
        """The log as the next command of the same mail sees it."""
        if act.is_new:
            line = Logged(
                act.number, address, act.at, act.name, act.author, act.text, act.ticket, act.mail
            )
            line = replace(line, embargoed=act.verb is LogVerb.EMBARGO)
            return WorkLog(
                self.next_number + 1, {**self.named, act.number: line}, self.position + 1
            )
        line = self.named[act.number]
        changed = (
            replace(line, struck=act.text)
            if act.verb is LogVerb.STRIKE
            else replace(line, embargoed=False)
        )
        return replace(self, named={**self.named, act.number: changed})


@dataclass(frozen=True, slots=True)
class RecapSentence:
    """A sentence for the top of the next recap."""

    at: datetime
    name: str
    author: str
    is_member: bool
    """Written by somebody on the roster, with certainty."""
    text: str
    mail: str


def numbers_in(arguments: Iterable[str]) -> tuple[int, ...]:
    """The line numbers that commands name, in order."""
    found = (int(match[1]) for argument in arguments for match in KEY.finditer(argument))
    return tuple(dict.fromkeys(found))[:MOST_NAMED]
