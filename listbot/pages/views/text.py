"""The text of a proposal and what changed in it. Pure; never fails."""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.differences import differences
from listbot.mail.origin.standins import is_stand_in
from listbot.pages.shown import MailLink, Shown, hide, mail_link
from listbot.pages.site import PublicList
from listbot.votes.counting.amendments import MARKED, Amendment

GONE = Shown("This text is gone: its author was forgotten.")
EMPTY = Shown("The mail has no text of its own.")


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place where a new text differs from the one before."""

    was: Shown
    now: Shown


@dataclass(frozen=True, slots=True)
class Version:
    """A later text of the proposal."""

    at: datetime
    mail: MailLink
    changes: tuple[TextChange, ...]
    text: Shown


def opening_text(text: str, proposer: str) -> Shown:
    """Return the text of an opening; instead of one that is gone or empty, the reason."""
    if text:
        return hide(text)
    return GONE if is_stand_in(proposer) else EMPTY


def version(amendment: Amendment, of_list: PublicList) -> Version:
    """Return a later text, with what it changed."""
    mail = mail_link(amendment.mail, of_list.archive)
    if amendment.is_forgotten:
        return Version(amendment.received, mail, (), GONE)
    if amendment.before.startswith(MARKED):
        return Version(amendment.received, mail, (), hide(amendment.text))
    changes = differences(amendment.before, amendment.text)
    shown = tuple(TextChange(hide(each.was), hide(each.now)) for each in changes)
    return Version(amendment.received, mail, shown, hide(amendment.text))
