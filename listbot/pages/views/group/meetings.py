"""The pages of the meetings: when and where the next one is, and what the published minutes say.

Pure. How many people were there is said, and nobody's name; regrets are not told at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from listbot.mail.origin.standins import is_stand_in
from listbot.model.group_case import GroupCase
from listbot.model.records.meetings import Action, AgendaItem, Meeting, Sent
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, title
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.minutes_text import without_people
from listbot.pages.views.group.people import by_name, written_by
from listbot.pages.views.outside import link_in
from listbot.records.meetings.agenda import items_of
from listbot.records.people import member_of, name_at

NAME = "meetings"
UNTITLED = Shown("Meeting")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """Something that a person wants to talk about."""

    text: Shown
    name: Shown


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list."""

    path: str
    title: Shown
    at: datetime
    place: Shown
    place_url: Shown
    """The link in the words about the place; "" without one."""
    cancelled: bool
    people: int | None
    """How many were there, by the minutes; None: there are no published ones, or nobody is named
    in them.
    """
    agreed: int
    """How many things were agreed."""
    minutes: datetime | None
    """When its minutes were published first."""
    agenda: tuple[AgendaLine, ...]
    """Only of a meeting that is still to come."""


@dataclass(frozen=True, slots=True)
class MeetingsView(View):
    """`/meetings` and `/meetings/2026`."""

    upcoming: tuple[MeetingRow, ...]
    """The next one first; only on the first page."""
    past: tuple[MeetingRow, ...]
    """Those of one year, the newest first."""
    years: tuple[Chapter, ...]
    year: int
    """The year that is shown; 0 before the first meeting."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something that a person took on."""

    who: Shown
    what: Shown


@dataclass(frozen=True, slots=True)
class MinutesShown:
    """Minutes as they were published, without names of those who were there."""

    published: datetime
    corrected: datetime | None
    """When the last correction was published."""
    members: int
    """How many members of the group were there; 0 if it keeps no list of them."""
    people: int
    """How many were there, if it keeps none."""
    guests: int
    """Those whom the minutes call so, and those who are not of the group."""
    agreed: tuple[Shown, ...]
    actions: tuple[ActionLine, ...]
    postponed: tuple[Shown, ...]
    text: Shown
    """Without the lines that name who was there; "": they have little else, or are elsewhere."""
    link: Shown
    redacted: tuple[Shown, ...]
    """The days on which something was taken out: "2026-10-02"."""


@dataclass(frozen=True, slots=True)
class MeetingView(View):
    """`/meetings/2026-09-24`."""

    title: Shown
    at: datetime
    moved_from: tuple[datetime, ...]
    place: Shown
    place_url: Shown
    cancelled: bool
    over: bool
    """Whether it has begun."""
    invitation: MailLink | None
    agenda: tuple[AgendaLine, ...]
    minutes: MinutesShown | None


def path_of(meeting: Meeting) -> str:
    """Return the page of a meeting: "meetings/2026-09-24"; "-2" follows for the second one."""
    return f"{NAME}/{meeting.key.replace('.', '-')}"


def is_off(meeting: Meeting) -> bool:
    """Return whether it was cancelled, or did not take place by its minutes."""
    return meeting.cancelled or (meeting.minutes is not None and meeting.minutes.minutes.cancelled)


def meeting_row(meeting: Meeting, known: GroupCase, now: datetime) -> MeetingRow:
    """Return a meeting in a list."""
    sent = meeting.minutes
    is_over = meeting.at <= now
    return MeetingRow(
        path=path_of(meeting),
        title=title(meeting.title) or UNTITLED,
        at=meeting.at,
        place=title(meeting.place),
        place_url=link_in(meeting.place),
        cancelled=is_off(meeting),
        people=len(sent.minutes.attendees) or None if sent is not None else None,
        agreed=len(sent.minutes.agreed) if sent is not None else 0,
        minutes=min(published(meeting), default=None),
        agenda=() if is_over or is_off(meeting) else _agenda(meeting, known),
    )


def meeting_view(
    meeting: Meeting, known: GroupCase, now: datetime, invitation: MailLink | None
) -> MeetingView:
    """Return the page of a meeting."""
    return MeetingView(
        title=title(meeting.title) or UNTITLED,
        at=meeting.at,
        moved_from=meeting.was,
        place=title(meeting.place),
        place_url=link_in(meeting.place),
        cancelled=is_off(meeting),
        over=meeting.at <= now,
        invitation=invitation,
        agenda=() if meeting.cancelled else _agenda(meeting, known),
        minutes=_minutes(meeting, known),
    )


def published(meeting: Meeting) -> tuple[datetime, ...]:
    """Return when its minutes were published: the first ones, then corrections."""
    return tuple(sorted(each.published for each in meeting.sent if each.published is not None))


def _agenda(meeting: Meeting, known: GroupCase) -> tuple[AgendaLine, ...]:
    return tuple(map(_line, items_of(known.group, meeting)))


def _line(item: AgendaItem) -> AgendaLine:
    return AgendaLine(title(item.text), written_by(item.name, item.by))


def _minutes(meeting: Meeting, known: GroupCase) -> MinutesShown | None:
    sent, out = meeting.minutes, published(meeting)
    if sent is None:
        return None
    minutes = sent.minutes
    there, members = len(minutes.attendees), _members(minutes.attendees, known)
    return MinutesShown(
        published=out[0],
        corrected=out[-1] if len(out) > 1 else None,
        members=members,
        people=0 if known.rules.members else there,
        guests=len(minutes.guests) + (there - members if known.rules.members else 0),
        agreed=tuple(map(hide, minutes.agreed)),
        actions=tuple(map(_action, minutes.actions)),
        postponed=tuple(map(hide, minutes.postponed)),
        text=_text(meeting, sent, known),
        link=link_in(minutes.link),
        redacted=tuple(map(hide, minutes.notes)),
    )


def _members(there: tuple[str, ...], known: GroupCase) -> int:
    """Return how many are, or were, of the group; somebody who was forgotten had been. 0 if it
    keeps no list of its members.
    """
    if not known.rules.members:
        return 0
    return sum(is_stand_in(each) or member_of(known, each) is not None for each in there)


def _action(action: Action) -> ActionLine:
    return ActionLine(by_name(action.who) if action.who else NOTHING, hide(action.what))


def _text(meeting: Meeting, sent: Sent, known: GroupCase) -> Shown:
    """Return the text without the lines that tell who was there. Of somebody who was forgotten
    nobody knows any more which lines these are, so there is none.
    """
    there = tuple(_named_in(meeting, sent))
    if any(map(is_stand_in, there)):
        return NOTHING
    names = (*there, *(name_at(known, each) for each in there))
    return without_people(sent.minutes.text, names)


def _named_in(meeting: Meeting, last: Sent) -> Iterator[str]:
    """Yield everybody whose presence or absence any minutes of the meeting tell, by address or by
    name.
    """
    yield from meeting.regrets
    for sent in (*meeting.sent, last):
        yield from (*sent.minutes.attendees, *sent.minutes.guests, *sent.minutes.regrets)
