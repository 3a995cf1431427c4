"""The minutes in a mail: a text, or a link to one. Pure."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from listbot.mail import Mail, Part
from listbot.model.group_case import GroupCase
from listbot.model.records.meetings import Meeting, Minutes
from listbot.records.making import is_proven
from listbot.records.meetings.directory import directory
from listbot.records.minutes.reading import link_of, read_minutes
from listbot.records.minutes.taking import CORRECTS, HEAD, linked, taken
from listbot.records.people import primary

MOST_WAITING = 10
"""Sets of minutes that one person may have sent in a week without saying yes to any of them.

They need no proof of their sender, so anybody could send them in a member's name: each would be an
act that stays, and a letter to that member.
"""
WEEK = timedelta(days=7)
LINES_OF_LINK = 6  # own lines of a mail that only says where the minutes are
_SPEAKS_OF_MINUTES = re.compile(r"\b(?:minutes|notes|protokoll|log|compte[- ]rendu)\b", re.I)


def are_too_many(mail: Mail, case: GroupCase) -> bool:
    """Return whether so many minutes in this person's name wait for a yes that more are not taken,
    unless the mail proves who wrote it.
    """
    if is_proven(mail, case):
        return False
    meetings = (*case.group.meetings.values(), *case.group.unannounced.values())
    by, since = primary(case, mail.author.address), mail.received - WEEK
    waiting = (
        each
        for meeting in meetings
        for each in meeting.sent
        if each.published is None and each.by == by and each.at > since
    )
    return next(islice(waiting, MOST_WAITING - 1, None), None) is not None


def minutes_in(
    mail: Mail, case: GroupCase, meeting: Meeting | None, least: int = 0
) -> Minutes | None:
    """Return the minutes in a mail; None if it does not look like any. `least`: signs of them."""
    text = text_of(mail)
    own = [line for line in mail.body.own.splitlines() if line.strip()]
    link = link_of(mail.body.own)
    signs = read_minutes(text).signs
    is_short = bool(link) and len(own) <= LINES_OF_LINK and signs < 2
    if is_short and (least < 2 or _SPEAKS_OF_MINUTES.search(mail.body.own)):
        return linked(link)
    before = meeting.minutes if meeting is not None else None
    corrects = before is not None and CORRECTS.search(text[:HEAD])
    if signs < (1 if corrects else max(least, 1)):
        return None
    return taken(text, directory(case), before.minutes if before is not None else None)


def text_of(mail: Mail) -> str:
    """Return the text of a mail without the list's footer and the lines for us."""
    return "\n".join(_lines(mail)).strip("\n")


def _lines(mail: Mail) -> Iterator[str]:
    for line in mail.body.lines:
        if line.part is not Part.FOOTER and not line.text.lstrip().lower().startswith("#listbot"):
            yield line.text.rstrip()
