"""Makes the letters about meetings: to whom, with which facts. Pure."""

from collections.abc import Iterator

from listbot.letters.facts.meetings import (
    AgendaFacts,
    MeetingChange,
    MinutesReadFacts,
    MinutesWantedFacts,
    Offer,
)
from listbot.letters.facts.recap import Rows
from listbot.letters.mailto import proposal_link
from listbot.letters.message_ids import message_id
from listbot.model.desk.people import Confirmation
from listbot.model.group_case import GroupRound
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct
from listbot.model.records.meetings import Meeting, Minutes
from listbot.records.agenda import to_confirm
from listbot.records.asking import reply_to
from listbot.records.letters.decisions import open_records
from listbot.records.meetings.agenda import items_of, open_actions
from listbot.records.meetings.calendar_made import calendar_of
from listbot.records.meetings.directory import directory
from listbot.records.meetings.finding import FIRST, SECOND, cause_of, name_of
from listbot.records.people import Known, group_addresses

MOST = 20  # rows of one part of an agenda
_TAG = "[VOTE]"


def agenda(meeting: Meeting, case: GroupRound) -> LetterOrder:
    """M20: to the list of the meeting, with its calendar file."""
    nearby = case.nearby
    facts = AgendaFacts(
        meeting.title,
        meeting.at,
        meeting.place,
        Rows.of(items_of(case.group, meeting), MOST),
        tuple(each.name for each in to_confirm(case.group)),
        Rows.of(open_actions(case.group, meeting), MOST),
        Rows.of(nearby.votes, MOST),
        Rows.of(nearby.tickets, MOST),
        Rows.of(open_records(case), MOST),
    )
    domain = case.bot.address.rpartition("@")[2]
    return LetterOrder(
        kind=LetterKind.AGENDA,
        cause=cause_of(meeting.key, meeting.at),
        facts=facts,
        to_list=True,
        recipients=(),
        reply_to_mail=None,
        list=meeting.list,
        calendar=calendar_of(meeting, domain, case.now),
        until=meeting.at,
    )


def changed(meeting: Meeting, change: MeetingChange, act: RecordAct, known: Known) -> LetterOrder:
    """M20 once more, in the thread of the agenda: the meeting is off, at another time, or on."""
    assert meeting.told is not None
    was = meeting.told if change is MeetingChange.MOVED else None
    facts = AgendaFacts(
        meeting.title,
        meeting.at,
        meeting.place,
        Rows(),
        (),
        Rows(),
        Rows(),
        Rows(),
        change=change,
        was=was,
    )
    agenda_id = message_id(
        f"{LetterKind.AGENDA}|{cause_of(meeting.key, meeting.told)}|{FIRST}", known.bot.address
    )
    return LetterOrder(
        kind=LetterKind.AGENDA,
        cause=cause_of(meeting.key, meeting.told),
        facts=facts,
        to_list=True,
        recipients=(),
        reply_to_mail=agenda_id,
        thread=(agenda_id,),
        period=act.key,
        list=meeting.list,
        until=max(meeting.told, meeting.at),
    )


def minutes_wanted(
    meeting: Meeting, days: int, to_chair: bool, case: GroupRound
) -> Iterator[LetterOrder]:
    """M21: to the person who called the meeting, or to the group in private."""
    facts = MinutesWantedFacts(
        meeting.title, meeting.at, days, name_of(meeting, case), to_chair, bool(meeting.sent)
    )
    readers = (meeting.chair,) if to_chair else group_addresses(case)
    if readers:
        yield LetterOrder(
            kind=LetterKind.MINUTES_WANTED,
            cause=cause_of(meeting.key, meeting.at),
            facts=facts,
            to_list=False,
            recipients=readers,
            reply_to_mail=None,
            period=FIRST if to_chair else SECOND,
        )


def minutes_read(
    meeting: Meeting, minutes: Minutes, asked: Confirmation, known: Known
) -> LetterOrder:
    """M35: what we read, to whoever sent the minutes."""
    return LetterOrder(
        kind=LetterKind.MINUTES_READ,
        cause=f"{asked.who} {asked.token}",
        facts=_read(meeting, minutes, asked.token, known),
        to_list=False,
        recipients=(asked.who,),
        reply_to_mail=None,
        reply_to=reply_to(asked, known.bot),
    )


def minutes_out(meeting: Meeting, minutes: Minutes, to: str, act: str, known: Known) -> LetterOrder:
    """M35, once they said yes: the minutes are published."""
    facts = MinutesReadFacts(
        token="",
        key=meeting.key,
        at=meeting.at,
        published=True,
        cancelled=False,
        members=(),
        others=(),
        guests=(),
        regrets=(),
        agreed=_offers(meeting, minutes, known),
        actions=(),
        postponed=(),
        link="",
        hidden=(),
        doubts=(),
    )
    return LetterOrder(
        kind=LetterKind.MINUTES_READ,
        cause=f"{to} {act}",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=None,
    )


def _read(meeting: Meeting, minutes: Minutes, token: str, known: Known) -> MinutesReadFacts:
    names = directory(known).names
    return MinutesReadFacts(
        token=token,
        key=meeting.key,
        at=meeting.at,
        published=False,
        cancelled=minutes.cancelled,
        members=tuple(names[each] for each in minutes.attendees if each in names),
        others=tuple(each for each in minutes.attendees if each not in names),
        guests=tuple(names.get(each, each) for each in minutes.guests),
        regrets=tuple(names.get(each, each) for each in minutes.regrets),
        agreed=_offers(meeting, minutes, known),
        actions=minutes.actions,
        postponed=minutes.postponed,
        link=minutes.link,
        hidden=minutes.hidden,
        doubts=minutes.doubts,
    )


def _offers(meeting: Meeting, minutes: Minutes, known: Known) -> tuple[Offer, ...]:
    """Return what was agreed, each with the link that puts it to the list."""
    said = f"The group talked about this at its meeting of {meeting.key[:10]}."
    where = meeting.list or next(iter(known.lists), "")
    return tuple(
        Offer(each, proposal_link(where, f"{_TAG} {each.rstrip('.')}", f"{each}\n\n{said}"))
        if where
        else Offer(each, "")
        for each in minutes.agreed
    )
