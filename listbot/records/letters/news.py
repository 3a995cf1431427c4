"""What all members of the project read about members of the group: confirmed, left. Pure.

Everything else stands in the recap or in the group's digest. What one mail does is told in one
letter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listbot.letters.facts.members import MemberNewsFacts, News
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
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


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news."""

    news: News
    who: str
    """The primary address, which no letter shows."""
    name: str
    act: RecordAct


def items_of(act: RecordAct, now: Known) -> Iterator[Item]:
    """Yield what an act announces; `now` is the record after it."""
    news = _news_of(act)
    member = now.group.members.get(act.about)
    if news is not None and member is not None:
        yield Item(news, act.about, member.name, act)


def _news_of(act: RecordAct) -> News | None:
    """Return what an act announces; taking back what was announced is announced, too."""
    if act.verb is RecordVerb.UNDONE:
        return next((_CORRECTED[each] for each in _CORRECTED if each in act.names), None)
    return _NEWS.get(act.verb)


def member_news(items: Sequence[Item], known: Known) -> LetterOrder:
    """M17: the same news about one member or several, to all members of the project."""
    first = items[0]
    names = tuple(dict.fromkeys(each.name for each in items))
    return LetterOrder(
        kind=LetterKind.MEMBER_NEWS,
        cause=f"{first.who} {first.act.key}",
        facts=MemberNewsFacts(first.news, names, first.act.at),
        to_list=False,
        recipients=(known.rules.announce,),
        reply_to_mail=None,
        asked_for=True,
    )
