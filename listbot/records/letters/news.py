"""Which letters follow from acts in the record: one to all members where the rule wants it. Pure.

Everything else stands in the recap or in the group's digest.
"""

from collections.abc import Iterable, Iterator

from listbot.letters.facts.members import News
from listbot.model.order import LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.letters.orders import member_news
from listbot.records.people import Known

_NEWS = {
    RecordVerb.CONFIRMED: News.CONFIRMED,
    RecordVerb.LEFT: News.LEFT,
    RecordVerb.REMOVED: News.LEFT,
}
_CORRECTED = {
    RecordVerb.CONFIRMED: News.NOT_CONFIRMED,
    RecordVerb.LEFT: News.STILL_HERE,
    RecordVerb.REMOVED: News.STILL_HERE,
}


def told(acts: Iterable[RecordAct], now: Known) -> Iterator[LetterOrder]:
    """Yield the letters of these acts; `now` is the record after them."""
    for act in acts:
        news = _news_of(act)
        member = now.group.members.get(act.about)
        if news is not None and member is not None and now.rules.announce:
            yield member_news(act.about, act, news, member.name, now)


def _news_of(act: RecordAct) -> News | None:
    """Return what an act announces; taking back what was announced is announced, too."""
    if act.verb is RecordVerb.UNDONE:
        return next((_CORRECTED[each] for each in _CORRECTED if each in act.names), None)
    return _NEWS.get(act.verb)
