"""What happens in the group's record: one act for each thing, appended and never changed.

An act that was a mistake is undone by a later one; then it is as if it had not happened.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.desk.people import Confirmation
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Minutes
from listbot.model.records.services import ServiceSaid


class RecordVerb(StrEnum):
    """What an act does. The words are stored."""

    JOINED = "joined"
    """`about` becomes a provisional member; `text` is the project."""
    LEAVING = "leaving"
    """`about` wrote in plain words that they leave, and was asked."""
    STAYS = "stays"
    """`about` said that they do not leave."""
    LEFT = "left"
    """The membership of `about` ended by their own wish."""
    MEETING = "meeting"
    """The meeting `about` is called for `when`; `name`: title, `text`: place, `names`: the event's
    uid and the list that gets the agenda."""
    MEETING_MOVED = "meeting-moved"
    """The meeting `about` has another time (`when`), place or title."""
    MEETING_OFF = "meeting-off"
    """The meeting `about` does not take place."""
    REGRETS = "regrets"
    """The people in `names` cannot come to the meeting `about`."""
    AGENDA = "agenda"
    """`text` goes onto the agenda of the next meeting."""
    AGENDA_SENT = "agenda-sent"
    """The list got the agenda of the meeting `about`."""
    MINUTES_WANTED = "minutes-wanted"
    """The chair of the meeting `about`, and later the group, was asked for its minutes."""
    MINUTES = "minutes"
    """`minutes` of the meeting `about` came; only whoever sent them has seen what we read."""
    PUBLISHED = "published"
    """The minutes that came by the act with the key `text` can be seen."""
    REDACTED = "redacted"
    """The words `text` are taken out of the minutes of the meeting `about`."""
    SERVICE = "service"
    """What `service` says about the service `about`."""
    SERVICE_RIGHT = "service-right"
    """What is known about the service `about` is right."""
    SERVICE_GONE = "service-gone"
    """The service `about` is no longer run."""
    ADR = "adr"
    """The decision record `about` is published; `name`: its title, `text`: its author's name."""
    ADR_VERSION = "adr-version"
    """The decision record `about` has the text in `record`."""
    ADR_FINAL = "adr-final"
    ADR_APPLIED = "adr-applied"
    """What the record, or the passed vote, `about` decides was done."""
    ADR_RETRACTED = "adr-retracted"
    ADR_OBJECTION = "adr-objection"
    """`by` objects to the decision record `about`; `text`: the line, `name`: who it is."""
    ADR_SETTLED = "adr-settled"
    """`by` takes an objection to the decision record `about` back."""
    ANNOUNCED = "announced"
    """All members of the project were told of the decision record `about`; `text`: that it is
    published, or final."""
    SYSTEM = "system"
    """The group has a system `about`, to which people can have access."""
    SYSTEM_GONE = "system-gone"
    GRANTED = "granted"
    """`about` has access to the system `text`."""
    REVOKED = "revoked"
    """`about` has no access to the system `text` any more, by `by`, never by themselves."""
    DEPARTURE = "departure"
    """Everything is to be withdrawn from `about`, who has left."""
    DEPARTURE_ASKED = "departure-asked"
    """The people in `names` were asked to withdraw what is left of the access of `about`."""
    URGENT = "urgent"
    """Everything is to be withdrawn from `about` at once."""
    INTRODUCED = "introduced"
    """`about` wrote for the first time; `text` is the subject, `names` the address written to."""
    GREETED = "greeted"
    """Somebody of the group answered `about`, a newcomer."""
    TOLD_OF = "told-of"
    """The group got a letter about `about`, a newcomer."""
    PROJECT = "project"
    """`about` works on the project `text` from now on."""
    PROJECT_DONE = "project-done"
    """`about` says that their project is done."""
    PROJECT_AGREED = "project-agreed"
    """A confirmed member agrees that it is."""
    PROJECT_DISPUTED = "disputed"
    """A confirmed member says that it is not."""
    PAIR_ASKED = "pair-asked"
    """`about` wants to work in tandem with the member `text`."""
    PAIRED = "paired"
    """The member `text` agreed to that."""
    UNPAIRED = "unpaired"
    """`about` works with nobody: the member said no, or has left."""
    TANDEM = "tandem"
    """A change of `about` was reviewed: `text` is the link."""
    CONFIRM_ASKED = "confirm-asked"
    """`about` asks to be confirmed."""
    CONFIRMED = "confirmed"
    """A confirmed member confirms `about`."""
    ACTIVE_ASKED = "active-asked"
    """`about` is asked whether they are still active."""
    ACTIVE = "active"
    """`about` wrote, or somebody heard from them."""
    RELISTED = "relisted"
    """The project's members have `about` as active again."""
    TIME_OVER = "time-over"
    """Nobody has heard from `about`; whoever asked is asked whether something came in private."""
    WARNED = "warned"
    """`about` was told that they have been away for nearly too long."""
    REMOVAL_DUE = "removal-due"
    """The group is asked whether to remove `about`; `text` says why, for the group alone."""
    KEPT = "kept"
    """A member said that `about` stays."""
    REMOVED = "removed"
    """The membership of `about` ended by the group's rules."""
    PROJECT_MEMBER = "project-member"
    """A keeper says that `about` is active, inactive or past (`text`) in the whole project."""
    UNDONE = "undone"
    """The act whose key is `text` never happened."""


@dataclass(frozen=True, slots=True)
class RecordAct:
    """One act of the record."""

    verb: RecordVerb
    key: str
    """Unique: where it comes from, and its place there. Deciding a mail again makes the same."""
    at: datetime
    about: str
    """The person, by primary address; or what else it is about, by its key or name."""
    by: str = ""
    """The primary address of the person who did it; "": the clock or an operator."""
    name: str = ""
    """The name of `about`, where the act makes them known."""
    text: str = ""
    names: tuple[str, ...] = ()
    when: datetime | None = None
    mail: str = ""
    """Message-ID of the mail that did it; "": a moment or an operator did."""
    minutes: Minutes | None = None
    service: ServiceSaid | None = None
    record: RecordText | None = None


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What one decision changes in the record."""

    acts: tuple[RecordAct, ...] = ()
    asks: tuple[Confirmation, ...] = ()
    """Questions to people, kept until they are answered."""
    answers: str = ""
    """Token of the question answered now."""
    unproven: tuple[tuple[str, str], ...] = ()
    """Lines (verb, argument) whose sender has to confirm them first."""
    look: datetime | None = None
    """When to look at the record again, at the latest; None: the next morning is soon enough."""
