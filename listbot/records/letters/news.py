"""Which letters follow from acts in the record: one to all members where the rule wants it. Pure.

Everything else stands in the recap or in the group's digest.
"""

from collections.abc import Iterable, Iterator

from listbot.letters.facts.members import News
from listbot.model.order import LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.letters.orders import member_news
from listbot.records.people import Known

_NEWS = {RecordVerb.LEFT: News.LEFT}


def told(acts: Iterable[RecordAct], now: Known) -> Iterator[LetterOrder]:
    """Yield the letters of these acts; `now` is the record after them."""
    for act in acts:
        news = _NEWS.get(act.verb)
        if news is None or not now.rules.announce:
            continue
        yield member_news(act, news, now.group.members[act.about].name, now)
