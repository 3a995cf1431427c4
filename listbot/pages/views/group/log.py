"""The pages of the public work log: the newest lines, and one page for each month. Pure.

Lines under embargo are not here. A struck line stays in its place, struck, with the reason.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.weekly.worklog import Logged
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, title
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.people import written_by


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log."""

    key: Shown
    """"L-14"."""
    at: datetime
    name: Shown
    text: Shown
    ticket: Shown
    """The public ticket it is about: "T-3"; "" for none."""
    struck: Shown
    """Why it was struck; "": it was not."""
    mail: MailLink | None
    """The mail that wrote it; null if it came to a help desk, where mails are private."""


@dataclass(frozen=True, slots=True)
class LogView(View):
    """`/log` and `/log/2026-09`."""

    lines: tuple[LogRow, ...]
    """The newest first."""
    months: tuple[Chapter, ...]
    """The newest first."""
    month: Shown
    """The one that is shown: "2026-09"; "" for the newest lines."""


def log_row(line: Logged, mail: MailLink | None, is_public: bool) -> LogRow:
    """Return a line that is not under embargo. `is_public`: its ticket has a page."""
    return LogRow(
        key=Shown(f"L-{line.number}"),
        at=line.at,
        name=written_by(line.name, line.author),
        text=hide(line.text),
        ticket=title(line.ticket) if is_public else NOTHING,
        struck=hide(line.struck),
        mail=mail,
    )
