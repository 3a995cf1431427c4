"""What follows from acts about minutes: a preview for whoever sent them, and a note once they are
published. Pure.
"""

from collections.abc import Iterator

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Meeting, Sent
from listbot.records.asking import question_after
from listbot.records.letters.meeting_orders import minutes_out, minutes_read
from listbot.records.people import Known
from listbot.records.steps import Noticed


def of_meetings(acts: tuple[RecordAct, ...], now: Known, nonce: str) -> Iterator[Noticed]:
    """Yield the previews and notes that these acts cause. `now`: the record after them."""
    for act in acts:
        if act.verb not in (RecordVerb.MINUTES, RecordVerb.PUBLISHED):
            continue
        found = _sent(act.key if act.verb is RecordVerb.MINUTES else act.text, now)
        if found is None:
            continue
        if act.verb is RecordVerb.MINUTES:
            yield _preview(act, *found, now, nonce)
        else:
            meeting, sent = found
            letter = minutes_out(meeting, sent.minutes, sent.by, act.key, now)
            yield Noticed(letters=(letter,))


def _preview(act: RecordAct, meeting: Meeting, sent: Sent, now: Known, nonce: str) -> Noticed:
    yes, no = (("minutes-yes", act.key),), (("minutes-no", act.key),)
    asked = question_after(act, nonce, act.by, yes, no)
    return Noticed(asks=(asked,), letters=(minutes_read(meeting, sent.minutes, asked, now),))


def _sent(key: str, now: Known) -> tuple[Meeting, Sent] | None:
    meetings = (*now.group.meetings.values(), *now.group.unannounced.values())
    return next(((each, sent) for each in meetings for sent in each.sent if sent.act == key), None)
