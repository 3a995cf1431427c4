"""All letters that follow from acts in the record, whatever part they are about. Pure."""

from collections.abc import Iterable, Iterator

from listbot.letters.facts.members import News
from listbot.model.order import LetterOrder
from listbot.model.records.access import Departure
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.affairs.decision_records import missing_in
from listbot.records.affairs.departing import ENDINGS, ended_by
from listbot.records.letters.access import withdraw
from listbot.records.letters.decisions import announced, hint
from listbot.records.letters.news import Item, items_of, member_news
from listbot.records.people import Known

_WITHDRAW = (RecordVerb.DEPARTURE, RecordVerb.DEPARTURE_ASKED, RecordVerb.URGENT)


def told(acts: Iterable[RecordAct], now: Known) -> Iterator[LetterOrder]:
    """Yield the letters of these acts; `now` is the record after them.

    Whoever leaves is announced once the access is withdrawn, if the record says what there is.
    """
    acts = tuple(acts)
    unannounced = {each.about for each in acts if _never_announced(each, now)}
    of_members: list[Item] = []
    for act in acts:
        if act.verb is RecordVerb.UNDONE and act.about in unannounced:
            continue
        if act.verb in _WITHDRAW:
            yield from withdraw(act, now)
        if act.verb is RecordVerb.ADR and (missing := missing_in(act)):
            yield hint(act, missing)
        of_members += _news(act, now)
    if not now.rules.announce:
        return
    for kind in dict.fromkeys(each.news for each in of_members):
        yield member_news([each for each in of_members if each.news is kind], now)
    records = [each for each in acts if each.verb is RecordVerb.ANNOUNCED]
    if records:
        yield announced(records, now)


def _never_announced(act: RecordAct, now: Known) -> bool:
    """Return whether an act takes a departure back before its access was withdrawn: nobody was told
    of it, so nothing is corrected.
    """
    if act.verb is not RecordVerb.UNDONE or RecordVerb.DEPARTURE not in act.names:
        return False
    about = (each for each in now.group.acts if each.about == act.about)
    revoked = {each.text for each in about if each.verb is RecordVerb.REVOKED}
    return not revoked.issuperset(now.group.systems)


def _news(act: RecordAct, now: Known) -> Iterator[Item]:
    """Yield what an act tells the project about members."""
    if not (act.verb in ENDINGS and _waits(act, now)):
        yield from items_of(act, now)
    for each in ended_by(act, now):
        if _has_left(each, now):
            yield Item(News.LEFT, each.who, each.name, act)


def _waits(act: RecordAct, now: Known) -> bool:
    """Return whether access is still to be withdrawn from somebody."""
    departure = now.group.departures.get(act.about)
    return departure is not None and bool(departure.left)


def _has_left(departure: Departure, now: Known) -> bool:
    """Return whether the person of a checklist is out: an urgent one may be about a member."""
    member = now.group.members.get(departure.who)
    return member is not None and not member.is_in
