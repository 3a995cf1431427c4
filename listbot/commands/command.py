"""What a command is: a word, a line of help, and a pure function from one line in one situation to
its effect.
"""

from collections.abc import Callable
from dataclasses import dataclass

from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.desk.people import Preference, Written
from listbot.model.proposal import Act
from listbot.model.weekly.worklog import LogAct, RecapSentence


@dataclass(frozen=True, slots=True)
class Effect:
    """What one command line did. Refused ones change nothing and say why.

    A refusal that only says what is known so far (the vote has closed, there is no -1 to explain)
    keeps its act: mails are not always decided in the order they were written, so the count, which
    sees all acts in theirs, has the last word.
    """

    done: bool
    answer: str
    """One or two short sentences for the transcript: what happened, or why not and what to send
    instead.
    """
    act: Act | None = None
    preferences: tuple[Preference, ...] = ()
    """What its author wants from now on."""
    ticket: Written | None = None
    """A mail that becomes a ticket of the help desk."""
    log: LogAct | None = None
    """What it does to the work log."""
    sentence: RecapSentence | None = None
    """For the top of the recap."""
    shows_help: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One word a person may write."""

    word: str
    form: str
    """As people write it: "#listbot closes: 2026-09-18 18:00 UTC"."""
    help: str
    """One line: what it does and who may."""
    act: Callable[[str, Mail, Case], Effect]
    """Takes the argument as written, the mail and its case. Pure; never raises on any argument."""
