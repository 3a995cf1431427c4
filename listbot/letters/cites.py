"""The mails a letter speaks of: numbered marks for its lines, and for each a link or its Message-ID at the end.

A list's archive address may hold `{message_id}`; then each mail has a link. Otherwise its Message-ID is
shown, which every mail program and archive can look for. Never fails: what a sender put into a Message-ID is
cleaned and cut first.
"""

from dataclasses import dataclass
from urllib.parse import quote

from listbot.case import Facts
from listbot.letters.display import one_line
from listbot.letters.facts import HeldFacts, ReminderFacts, ResultFacts, ToldFacts
from listbot.letters.recap_facts import RecapFacts

PLACE = "{message_id}"
_LONGEST = 240
"""Columns of a link or Message-ID in a letter; honest ones have under a hundred."""


@dataclass(frozen=True, slots=True)
class Source:
    """One mail that a letter points at."""

    mark: str
    """As it stands in the lines: "[1]"."""
    where: str
    """The link into the archive, or the Message-ID."""


def sources_of(facts: Facts, archive: str) -> tuple[dict[str, str], tuple[Source, ...]]:
    """The mark for each Message-ID ("" has none), and the list that explains the marks."""
    mails = tuple(dict.fromkeys(mail for mail in _mails(facts) if mail))
    if isinstance(facts, RecapFacts) and PLACE not in archive:
        return {"": "", **dict.fromkeys(mails, "")}, ()  # Message-IDs are nothing to read in thirty seconds
    marks = {mail: f"[{number}]" for number, mail in enumerate(mails, start=1)}
    return {"": "", **marks}, tuple(Source(mark, _where(mail, archive)) for mail, mark in marks.items())


def links_of(facts: Facts, archive: str) -> dict[str, str]:
    """The page of each mail in the archive; "" for all where single mails have no page."""
    has_pages = PLACE in archive
    return {"": "", **{mail: _where(mail, archive) if has_pages else "" for mail in _mails(facts) if mail}}


def _mails(facts: Facts) -> tuple[str, ...]:
    match facts:
        case ResultFacts():
            rows = facts.binding + facts.not_binding + facts.not_counted
            cited = tuple(mail for row in rows for mail in (row.mail, row.reason_mail))
            return (*cited, *facts.doubtful, facts.cancelled_by)
        case ToldFacts():
            rows = facts.binding + facts.not_binding + facts.not_counted
            return (*(mail for row in rows for mail in (row.mail, row.reason_mail)), *facts.doubtful)
        case HeldFacts():
            return facts.mails + facts.reasons
        case ReminderFacts():
            return facts.mails + facts.doubtful
        case RecapFacts():
            parts = facts.votes.shown, facts.quiet.shown, facts.decided.shown
            return tuple(vote.mail for part in parts for vote in part)
        case _:
            return ()


def _where(mail: str, archive: str) -> str:
    if PLACE not in archive:
        return one_line(mail, _LONGEST)
    inside = mail.removeprefix("<").removesuffix(">")
    return one_line(archive.replace(PLACE, quote(inside, safe="@", errors="replace")), _LONGEST)
