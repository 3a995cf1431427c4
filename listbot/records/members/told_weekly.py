"""What a weekly recap says about members: who joined, was confirmed or left. Pure.

It never gives a reason, and nothing that was undone, disputed or settled meanwhile is in it. That
somebody has left is told once their access is withdrawn, as in the letter to the project.
"""

from collections.abc import Iterator
from datetime import datetime

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.members import Spell
from listbot.model.weekly.recap import PersonLine, PersonNews
from listbot.records.people import Known

_NEWS = {
    RecordVerb.JOINED: PersonNews.JOINED,
    RecordVerb.PROJECT_DONE: PersonNews.DONE,
    RecordVerb.CONFIRM_ASKED: PersonNews.ASKS,
    RecordVerb.CONFIRMED: PersonNews.CONFIRMED,
    RecordVerb.LEFT: PersonNews.LEFT,
    RecordVerb.REMOVED: PersonNews.LEFT,
}


def people_of_week(known: Known, since: datetime, until: datetime) -> Iterator[PersonLine]:
    """Yield what happened to members from `since` to before `until`, in order."""
    if not known.rules.members:
        return
    for act in known.group.acts:
        news = _NEWS.get(act.verb)
        member = known.group.members.get(act.about)
        if news is None or member is None:
            continue
        at = _told_at(act, news, known)
        if at is not None and since <= at < until and _stands(act, member.spell, news):
            yield PersonLine(news, member.name, _project(act, member.spell), at)


def _told_at(act: RecordAct, news: PersonNews, known: Known) -> datetime | None:
    """Return when people may read of an act; None: some access is still to be withdrawn, or was
    until the person was in the group again.
    """
    departure = known.group.departures.get(act.about)
    if news is not PersonNews.LEFT or departure is None or departure.at != act.at:
        return act.at
    spell = known.group.members[act.about].spell
    is_back = spell.ended is None and spell.began > act.at
    is_news = departure.ended is not None and not (is_back and departure.ended > spell.began)
    return departure.ended if is_news else None


def _stands(act: RecordAct, spell: Spell, news: PersonNews) -> bool:
    """Return whether it is still so: a claim that nobody has judged, a question still open."""
    if news is PersonNews.DONE:
        return spell.claimed == act.at and spell.done is None and spell.ended is None
    if news is PersonNews.ASKS:
        return spell.confirm_asked == act.at and spell.ended is None
    return True


def _project(act: RecordAct, spell: Spell) -> str:
    """Return the project that a line names: the present one of a newcomer."""
    is_present = act.verb is RecordVerb.JOINED and spell.began == act.at
    return spell.project if is_present else act.text if act.verb is not RecordVerb.REMOVED else ""
