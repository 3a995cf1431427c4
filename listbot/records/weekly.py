"""The group's own digest: what waits for it, on Mondays, in private. Pure.

The first look after Monday morning writes it, so a daemon that was down then sends it later in the
week, and one that was down for weeks sends one. It chases nobody: what is not said yet is listed
once a week, and never in public. A group without an address of its own gets it member by member,
and then it does not say whom a removal is about.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from listbot.letters.facts.group_digest import OpenFacts, Waits
from listbot.model.group_case import GroupRound
from listbot.model.records.members import GroupMember, Standing
from listbot.recap.week import WEEK, at_local, week_of
from listbot.records.affairs import access, services
from listbot.records.calendar import MORNING, day_of
from listbot.records.letters.group_digest import group_digest
from listbot.records.meetings.counting import meeting_count
from listbot.records.newcomers import FORGOTTEN_AFTER, unanswered
from listbot.records.people import group_addresses, is_in, those_in
from listbot.records.steps import NOTHING, Looked

NEW = timedelta(days=1)
"""Somebody who came later is left to the letter of that hour."""


def on_mondays(case: GroupRound) -> Looked:
    """Write the digest, if this look is the first one since Monday morning and there is something
    to say.
    """
    to = group_addresses(case)
    if not case.rules.digest or not to or (case.due or case.now) > _last_monday(case):
        return NOTHING
    letter = group_digest(
        to,
        week_of(case.now, case.rules.zone).period,
        asked=tuple(_open(case)),
        meetings=meeting_count(case, case.now),
        newcomers=tuple(
            each for each in unanswered(case) if NEW <= case.now - each.came < FORGOTTEN_AFTER
        ),
        alone=tuple(_alone(case)),
        services=services.lines(case) if case.rules.services else (),
        access=access.lines(case) if case.rules.access else (),
    )
    return Looked(letters=(letter,)) if letter.facts.count else NOTHING  # type: ignore[attr-defined] # its own facts


def _last_monday(case: GroupRound) -> datetime:
    """Return the last Monday morning, in the group's days."""
    today = day_of(case.now, case.rules.where)
    monday = today - timedelta(days=today.weekday())
    mornings = (at_local(monday - week, MORNING, case.rules.zone) for week in (timedelta(), WEEK))
    return next(each for each in mornings if each <= case.now)


def _open(case: GroupRound) -> Iterator[OpenFacts]:
    """Yield the questions that wait for somebody's word."""
    for each in those_in(case):
        spell = each.spell
        if spell.due is not None and case.rules.private:
            yield _asked(case, each, Waits.REMOVAL, spell.due)
        if spell.confirm_asked is not None and each.standing is Standing.PROVISIONAL:
            yield _asked(case, each, Waits.CONFIRMING, spell.confirm_asked)
        if spell.claimed is not None and spell.done is None:
            yield _asked(case, each, Waits.PROJECT, spell.claimed)


def _asked(case: GroupRound, each: GroupMember, waits: Waits, since: datetime) -> OpenFacts:
    return OpenFacts(waits, each.name, since.astimezone(case.rules.where).date())


def _alone(case: GroupRound) -> Iterator[str]:
    """Yield the provisional members who work with nobody, where a project is wanted."""
    if not case.rules.needs_project:
        return
    for each in those_in(case):
        if each.standing is Standing.PROVISIONAL and not is_in(case, each.spell.pair):
            yield each.name
