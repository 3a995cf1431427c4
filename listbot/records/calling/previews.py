"""What follows from acts about meetings: a preview for whoever sent minutes, a note once they are
published, and a word to the list about a meeting that changed after its agenda. Pure.
"""

from collections.abc import Iterator

from listbot.letters.facts.meetings import MeetingChange
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Meeting, Sent
from listbot.records.asking import question_after
from listbot.records.letters.meeting_orders import changed, minutes_out, minutes_read
from listbot.records.people import Known
from listbot.records.steps import Noticed

_CHANGES = {
    RecordVerb.MEETING_OFF: MeetingChange.OFF,
    RecordVerb.MEETING_MOVED: MeetingChange.MOVED,
}


def of_meetings(acts: tuple[RecordAct, ...], now: Known, nonce: str) -> Iterator[Noticed]:
    """Yield the previews and notes that these acts cause. `now`: the record after them."""
    for act in acts:
        if act.verb in _CHANGES or act.verb is RecordVerb.UNDONE:
            yield from _told_to_list(act, now)
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


def _told_to_list(act: RecordAct, now: Known) -> Iterator[Noticed]:
    """Yield a post about a meeting that changed after its agenda went out, unless the list has read
    the mail that changed it.
    """
    meeting = now.group.meetings.get(act.about)
    if meeting is None or meeting.told is None or not meeting.list:
        return
    if not isinstance(now, GroupCase) or now.on_list or max(meeting.told, meeting.at) <= act.at:
        return
    change = _CHANGES.get(act.verb)
    if act.verb is RecordVerb.UNDONE and RecordVerb.MEETING_OFF in act.names:
        change = MeetingChange.ON
    if change is not None and not (change is MeetingChange.MOVED and meeting.at == meeting.told):
        yield Noticed(letters=(changed(meeting, change, act, now),))


def _preview(act: RecordAct, meeting: Meeting, sent: Sent, now: Known, nonce: str) -> Noticed:
    yes, no = (("minutes-yes", act.key),), (("minutes-no", act.key),)
    asked = question_after(act, nonce, act.by, yes, no)
    return Noticed(asks=(asked,), letters=(minutes_read(meeting, sent.minutes, asked, now),))


def _sent(key: str, now: Known) -> tuple[Meeting, Sent] | None:
    meetings = (*now.group.meetings.values(), *now.group.unannounced.values())
    return next(((each, sent) for each in meetings for sent in each.sent if sent.act == key), None)
