"""What each act about meetings changes in the group. Pure; never fails."""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.meetings import AgendaItem, Meeting, Sent


def called(group: Group, act: RecordAct) -> None:
    """A meeting is on the calendar; the same one comes only once."""
    if act.about in group.meetings or act.when is None:
        return
    uid, address = (*act.names, "", "")[:2]
    group.meetings[act.about] = Meeting(
        act.about, act.when, act.name, act.text, uid, act.by, act.mail, address
    )


def moved(group: Group, act: RecordAct) -> None:
    """A meeting has another time or place, and takes place after all if it was cancelled."""

    def change(meeting: Meeting) -> Meeting:
        return replace(
            meeting,
            at=act.when or meeting.at,
            was=meeting.was if act.when in (None, meeting.at) else (*meeting.was, meeting.at),
            place=act.text or meeting.place,
            title=act.name or meeting.title,
            cancelled=False,
            agenda_sent=None if act.when not in (None, meeting.at) else meeting.agenda_sent,
        )

    _in_meeting(group, act, change)


def cancelled(group: Group, act: RecordAct) -> None:
    """A meeting does not take place; it counts for nobody."""
    _in_meeting(group, act, lambda meeting: replace(meeting, cancelled=True))


def regretted(group: Group, act: RecordAct) -> None:
    """A person let the group know that they cannot come."""
    _in_meeting(
        group,
        act,
        lambda meeting: replace(
            meeting, regrets=tuple(dict.fromkeys((*meeting.regrets, *act.names)))
        ),
    )


def put_on_agenda(group: Group, act: RecordAct) -> None:
    """A person wants to talk about something."""
    group.agenda.append(AgendaItem(act.text, act.by, act.name, act.at, act.mail))


def agenda_sent(group: Group, act: RecordAct) -> None:
    """The list has the agenda of a meeting."""
    _in_meeting(group, act, lambda meeting: replace(meeting, agenda_sent=act.at, told=meeting.at))


def minutes_wanted(group: Group, act: RecordAct) -> None:
    """We asked for the minutes of a meeting."""
    _in_meeting(group, act, lambda meeting: replace(meeting, wanted=(*meeting.wanted, act.at)))


def minutes_sent(group: Group, act: RecordAct) -> None:
    """A person sent minutes; until they say yes nobody else sees them."""
    if act.minutes is None:
        return
    sent = Sent(act.key, act.by, act.at, act.mail, act.minutes)
    if act.about in group.meetings:
        _in_meeting(group, act, lambda meeting: replace(meeting, sent=(*meeting.sent, sent)))
    elif act.when is not None:
        meeting = Meeting(act.about, act.when, chair=act.by, mail=act.mail, sent=(sent,))
        group.unannounced[act.key] = meeting


def published(group: Group, act: RecordAct) -> None:
    """Whoever sent the minutes says that they can be seen; now a meeting that nobody had called
    is on the calendar, too."""
    unannounced = group.unannounced.get(act.text)
    if unannounced is not None:
        group.meetings.setdefault(act.about, unannounced)

    def change(meeting: Meeting) -> Meeting:
        sent = tuple(
            replace(each, published=act.at) if each.act == act.text else each
            for each in meeting.sent
        )
        return replace(meeting, sent=sent)

    _in_meeting(group, act, change)


def _in_meeting(group: Group, act: RecordAct, change: Callable[[Meeting], Meeting]) -> None:
    """Change the meeting of an act, if it is on the calendar."""
    meeting = group.meetings.get(act.about)
    if meeting is not None:
        group.meetings[act.about] = change(meeting)


MEETING_CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.MEETING: called,
    RecordVerb.MEETING_MOVED: moved,
    RecordVerb.MEETING_OFF: cancelled,
    RecordVerb.REGRETS: regretted,
    RecordVerb.AGENDA: put_on_agenda,
    RecordVerb.AGENDA_SENT: agenda_sent,
    RecordVerb.MINUTES_WANTED: minutes_wanted,
    RecordVerb.MINUTES: minutes_sent,
    RecordVerb.PUBLISHED: published,
}
"""What each verb about meetings changes. REDACTED is read before all others."""
