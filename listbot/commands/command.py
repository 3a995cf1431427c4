"""A command: a word, a line of help, and a pure function from a line and its case to an effect."""

from collections.abc import Callable
from dataclasses import dataclass

from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.desk.people import Preference, Written
from listbot.model.proposal import Act
from listbot.model.records.acts import RecordAct
from listbot.model.weekly.worklog import LogAct, RecapSentence


@dataclass(frozen=True, slots=True)
class Effect:
    """The result of one command line. A refused line changes nothing and says why.

    A refusal that rests on what is known so far (the vote has closed, there is no -1 to explain)
    keeps its act: mails are not always decided in the order they were written, so the count, which
    sees all acts in that order, has the last word.
    """

    done: bool
    answer: str
    """One or two short sentences for the transcript: what happened, or why not and what to send
    instead."""
    act: Act | None = None
    preferences: tuple[Preference, ...] = ()
    """The author's wishes from now on."""
    ticket: Written | None = None
    """The mail that becomes a help desk ticket."""
    log: LogAct | None = None
    """The change to the work log."""
    sentence: RecapSentence | None = None
    """The sentence for the top of the recap."""
    shows_help: bool = False
    asks: str = ""
    """What is carried out only once its sender has confirmed it: the argument."""
    records: tuple[RecordAct, ...] = ()
    """The changes to the group's record."""
    needs_yes: bool = False
    """It is about the group's record, and nothing proves who wrote it: the person is asked."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    word: str
    form: str
    """As people write it: "#listbot closes: 2026-09-18 18:00 UTC"."""
    help: str
    """One line: what it does and who may write it."""
    act: Callable[[str, Mail, Case], Effect]
    """Takes the argument as written, the mail and its case. Pure; never raises."""
