"""The first page: what needs people, what was decided, how the help desk is, what comes next; in
the order of the weekly recap. Pure.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.weekly.recap import Topic
from listbot.pages.page import View
from listbot.pages.shown import MailLink, Shown, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.pages.views.decisions import DecisionRow
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.meetings import MeetingRow
from listbot.pages.views.group.records import RecordRow
from listbot.pages.views.tickets import TicketRow
from listbot.pages.views.votes import VoteRow


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that is open."""

    vote: VoteRow
    quiet_days: int
    """For how many days nobody has answered; 0: somebody has, or it is too early to say."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic that nobody has answered."""

    title: Shown
    name: Shown
    """Who began it."""
    days: int
    mail: MailLink


@dataclass(frozen=True, slots=True)
class DeskNumbers:
    """The help desk in numbers, private tickets among them."""

    open: int
    opened: int
    """In the last seven days."""
    closed: int
    """In the last seven days."""
    oldest: datetime | None
    """When the oldest was opened that is not parked; None: there is none."""


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """`/`."""

    votes: tuple[VoteRow, ...]
    """Open votes, the next to close first."""
    untaken: tuple[TicketRow, ...]
    """Public tickets that nobody has taken, the oldest first."""
    records: tuple[RecordRow, ...]
    """Decision records whose notice runs: they can be commented on."""
    quiet: tuple[OpenVote, ...]
    """Open votes that nobody has answered; they are not among `votes`."""
    topics: tuple[TopicLine, ...]
    decided: tuple[DecisionRow, ...]
    """The newest ones."""
    desk: DeskNumbers | None
    """None: there is no help desk with pages."""
    meeting: MeetingRow | None
    """The next one."""
    recap: Chapter | None
    """The newest one."""

    @property
    def needs(self) -> bool:
        """Whether anything needs people now."""
        return bool(self.votes or self.untaken or self.records)


def topic_line(topic: Topic, of_list: PublicList) -> TopicLine:
    """Return a topic of a public list."""
    return TopicLine(
        title(topic.title), person(topic.name), topic.days, mail_link(topic.mail, of_list.archive)
    )
