"""All letters that follow from acts in the record, whatever part they are about. Pure."""

from collections.abc import Iterable, Iterator

from listbot.letters.facts.members import News
from listbot.model.order import LetterOrder
from listbot.model.records.access import Departure
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.affairs.decision_records import missing_in
from listbot.records.affairs.departing import ENDINGS, ended_by
from listbot.records.letters import news
from listbot.records.letters.access import withdraw
from listbot.records.letters.decisions import final, hint, notice
from listbot.records.letters.orders import member_news
from listbot.records.people import Known

_WITHDRAW = (RecordVerb.DEPARTURE, RecordVerb.DEPARTURE_ASKED, RecordVerb.URGENT)
_RECORDS = {RecordVerb.ADR: notice, RecordVerb.ADR_FINAL: final}


def told(acts: Iterable[RecordAct], now: Known) -> Iterator[LetterOrder]:
    """Yield the letters of these acts; `now` is the record after them.

    Whoever leaves is announced once the access is withdrawn, if the record says what there is.
    """
    acts = tuple(acts)
    unannounced = {each.about for each in acts if _never_announced(each, now)}
    for act in acts:
        if act.verb is RecordVerb.UNDONE and act.about in unannounced:
            continue
        if act.verb in _WITHDRAW:
            yield from withdraw(act, now)
        if act.verb is RecordVerb.ADR and (missing := missing_in(act)):
            yield hint(act, missing)
        if now.rules.announce:
            yield from _announced(act, now)


def _never_announced(act: RecordAct, now: Known) -> bool:
    """Return whether an act takes a departure back before its access was withdrawn: nobody was told
    of it, so nothing is corrected.
    """
    if act.verb is not RecordVerb.UNDONE or RecordVerb.DEPARTURE not in act.names:
        return False
    about = (each for each in now.group.acts if each.about == act.about)
    revoked = {each.text for each in about if each.verb is RecordVerb.REVOKED}
    return not revoked.issuperset(now.group.systems)


def _announced(act: RecordAct, now: Known) -> Iterator[LetterOrder]:
    tells = _RECORDS.get(act.verb)
    if tells is not None:
        yield tells(act, now)
    if not (act.verb in ENDINGS and _waits(act, now)):
        yield from news.told((act,), now)
    for each in ended_by(act, now):
        if _has_left(each, now):
            yield member_news(each.who, act, News.LEFT, each.name, now)


def _waits(act: RecordAct, now: Known) -> bool:
    """Return whether access is still to be withdrawn from somebody."""
    departure = now.group.departures.get(act.about)
    return departure is not None and bool(departure.left)


def _has_left(departure: Departure, now: Known) -> bool:
    """Return whether the person of a checklist is out: an urgent one may be about a member."""
    member = now.group.members.get(departure.who)
    return member is not None and not member.is_in
