"""The mails a letter cites: a numbered mark in its lines, and at the end a link or a Message-ID for
each mark.

If a list's archive address holds `{message_id}`, each mail gets a link. Otherwise its Message-ID is
shown, which mail programs and archives can search for. Never fails: a Message-ID is cleaned and cut
first, because its sender can put anything into it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from listbot.letters.display import one_line
from listbot.letters.facts.amended import AmendedFacts
from listbot.letters.facts.by_hand import CorrectedFacts
from listbot.letters.facts.digest import DigestFacts
from listbot.letters.facts.nudge import NudgeFacts
from listbot.letters.facts.recap import RecapFacts
from listbot.letters.facts.votes import (
    HeldFacts,
    ReminderFacts,
    ResultFacts,
    ToldFacts,
)
from listbot.model.order import Facts

PLACE = "{message_id}"
_LONGEST = 240
"""Columns of a link or Message-ID in a letter; honest ones have under a hundred."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One mail that a letter points at."""

    mark: str
    """As shown in the lines: "[1]"."""
    where: str
    """The link into the archive, or the Message-ID."""


class _Cited(NamedTuple):
    """A mail named in the facts, and the archive that holds it."""

    mail: str
    archive: str
    page: str = ""
    """Our own page about what it opened, or ""."""

    @property
    def has_page(self) -> bool:
        """Whether there is a page for it, in the archive or among ours."""
        return bool(self.page) or PLACE in self.archive


def sources_of(
    facts: Facts, home: str, archives: Mapping[str, str], web: str = ""
) -> tuple[dict[str, str], tuple[Citation, ...]]:
    """Return the mark of each Message-ID ("" has none) and the list that explains the marks.

    `home` is the list the letter is about; `archives` maps a list's address to its archive's URL.
    `web` is where the list has public pages: then a recap's votes are linked there.
    """
    cited = _cited(facts, home, archives, web)
    marks = {"": ""}
    sources: list[Citation] = []
    # Bare Message-IDs would only clutter a letter meant to be read in thirty seconds.
    only_pages = isinstance(facts, RecapFacts | DigestFacts)
    for each in cited:
        if only_pages and not each.has_page:
            marks[each.mail] = ""
        else:
            marks[each.mail] = f"[{len(sources) + 1}]"
            sources.append(Citation(marks[each.mail], _where(each)))
    return marks, tuple(sources)


def links_of(facts: Facts, home: str, archives: Mapping[str, str], web: str = "") -> dict[str, str]:
    """Return each mail's page in the archive, or "" where single mails have no page; for a recap's
    votes their public page.
    """
    cited = _cited(facts, home, archives, web)
    return {"": "", **{each.mail: _where(each) if each.has_page else "" for each in cited}}


def _cited(facts: Facts, home: str, archives: Mapping[str, str], web: str) -> tuple[_Cited, ...]:
    """Return the mails in the order in which they are named, each once."""
    places = (
        {vote.mail: vote.list for vote in facts.votes.shown}
        if isinstance(facts, DigestFacts)
        else {}
    )
    mails = dict.fromkeys(mail for mail in _mails(facts) if mail)
    pages = _pages(facts, web) if web else {}
    return tuple(
        _Cited(mail, archives.get(places.get(mail, home), ""), pages.get(mail, ""))
        for mail in mails
    )


def _pages(facts: Facts, web: str) -> dict[str, str]:
    """Return the public page of each vote in a recap, by the Message-ID of its opening."""
    if not isinstance(facts, RecapFacts):
        return {}
    parts = (facts.votes.shown, facts.quiet.shown, facts.decided.shown)
    votes = {vote.mail: str(vote.number) for part in parts for vote in part}
    asked = {
        each.mail: each.key.removeprefix("V-")
        for each in facts.records.shown
        if each.key.startswith("V-")
    }
    return {mail: f"{web}/votes/{number}" for mail, number in (votes | asked).items()}


def _mails(facts: Facts) -> tuple[str, ...]:
    match facts:
        case CorrectedFacts():
            changed = (change.mail for change in facts.changes)
            return (facts.replaces, *changed, *_listed(facts))
        case ResultFacts():
            return (*_listed(facts), facts.cancelled_by, *(text.mail for text in facts.texts))
        case NudgeFacts():
            return (facts.mail, facts.answer)
        case ToldFacts():
            return _listed(facts)
        case AmendedFacts():
            return (facts.mail,)
        case HeldFacts():
            return facts.mails + facts.reasons
        case ReminderFacts():
            return facts.mails + facts.doubtful
        case RecapFacts():
            parts = (
                facts.votes.shown,
                facts.quiet.shown,
                facts.topics.shown,
                facts.hellos.shown,
                facts.decided.shown,
                facts.records.shown,
            )
            return tuple(each.mail for part in parts for each in part)
        case DigestFacts():
            return tuple(vote.mail for vote in facts.votes.shown)
        case _:
            return ()


def _listed(facts: ResultFacts | ToldFacts) -> tuple[str, ...]:
    rows = facts.binding + facts.not_binding + facts.not_counted + facts.unverified
    cited = (mail for row in rows for mail in (row.mail, row.reason_mail))
    lifted = facts.lifted if isinstance(facts, ResultFacts) else ()
    said = (mail for each in lifted for mail in (each.mail, each.lift_mail))
    return (*cited, *said, *facts.doubtful, *facts.unverified_doubts)


def _where(cited: _Cited) -> str:
    if cited.page:
        return one_line(cited.page, _LONGEST)
    if not cited.has_page:
        return one_line(cited.mail, _LONGEST)
    inside = cited.mail.removeprefix("<").removesuffix(">")
    return one_line(
        cited.archive.replace(PLACE, quote(inside, safe="@", errors="replace")), _LONGEST
    )
