"""What a weekly recap says about meetings: the next one, minutes that are out or missing. Pure.

Who was there stands nowhere in it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from listbot.model.records.meetings import Meeting
from listbot.model.weekly.recap import MeetingLine, MeetingNews
from listbot.records.meetings.finding import in_order, next_one
from listbot.records.people import Known

NOT_AFTER = timedelta(days=31)
"""Nobody waits for minutes that are older."""


def meetings_of_week(
    known: Known, address: str, since: datetime, until: datetime, now: datetime
) -> Iterator[MeetingLine]:
    """Yield what is to be said on a list about its meetings: of the week, and what comes next."""
    if not known.rules.meetings:
        return
    late = timedelta(days=known.rules.minutes_days)
    coming = next_one(known.group, now)
    for each in in_order(known.group):
        if each.list not in ("", address):
            continue
        if _is_out(each, since, until):
            yield _line(MeetingNews.MINUTES, each)
        elif not each.is_held and late and now - NOT_AFTER < each.at <= now - late:
            yield _line(MeetingNews.MISSING, each)
    if coming is not None and coming.list in ("", address):
        yield _line(MeetingNews.NEXT, coming)


def _is_out(meeting: Meeting, since: datetime, until: datetime) -> bool:
    """Return whether the minutes were published in these weeks, for the first time."""
    published = [each.published for each in meeting.sent if each.published is not None]
    return bool(published) and since <= min(published) < until


def _line(news: MeetingNews, meeting: Meeting) -> MeetingLine:
    sent = meeting.minutes
    link = sent.minutes.link if sent is not None else ""
    place = meeting.place if news is MeetingNews.NEXT else link
    return MeetingLine(news, meeting.title, meeting.at, place)
