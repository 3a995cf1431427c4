"""The changes made by one mail or one moment. Only values."""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.alert import Alert
from listbot.model.desk.change import DeskChange
from listbot.model.desk.people import Preference
from listbot.model.disposition import Disposition
from listbot.model.inputs import VoteInput
from listbot.model.order import LetterOrder
from listbot.model.proposal import Act, Entry, Proposal, PutOff, State
from listbot.model.reading import Reading
from listbot.model.records.acts import GroupChange
from listbot.model.weekly.worklog import LogAct, RecapSentence


@dataclass(frozen=True, slots=True)
class Echo:
    """A mail that claims to be our letter, returned by the list; its mark shows whether
    that is true.
    """

    message_id: str
    mark: str
    """Its X-Listbot field."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What such an answer says about the letters, by their numbers."""

    send: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()
    rest: bool | None = None
    """True: it says "send" without numbers, and means all of them; False: "drop"."""


@dataclass(frozen=True, slots=True)
class Approval:
    """An operator's answer to the mail that says which letters wait for approval, or a mail that
    claims to be one: the outbox knows its token.
    """

    token: str
    who: str
    """Its author's address."""
    choice: Choice | None
    """None: its words do not say plainly what to do."""
    mail: str
    """Its Message-ID."""
    thread: tuple[str, ...] = ()
    """The Message-IDs that it answers, root first."""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class MailDecision:
    """What one mail changes, and the letters it causes. Carried out in one transaction, or
    not at all. An operator's act on a ticket is decided like a mail asking for it.
    """

    disposition: Disposition
    why: str
    reading: Reading | None = None
    opens: Proposal | None = None
    """A new proposal."""
    entry: Entry | None = None
    """The mail as an entry of its proposal."""
    closes: datetime | None = None
    """The closing time now in force, if it changed."""
    due: datetime | None = None
    """When to look at the proposal again; None: unchanged."""
    preferences: tuple[Preference, ...] = ()
    letters: tuple[LetterOrder, ...] = ()
    echo: Echo | None = None
    desk: DeskChange | None = None
    """Changes at the help desk."""
    log: tuple[LogAct, ...] = ()
    """Changes in the work log."""
    sentence: RecapSentence | None = None
    """For the top of the next recap."""
    look_again: datetime | None = None
    """When to decide the mail for the second time; then `Case.waited` is set."""
    alerts: tuple[Alert, ...] = ()
    """Alerts for the admin."""
    topic: str = ""
    """The title of a topic that it begins: it asks for reactions, not for votes."""
    by_hand: VoteInput | None = None
    """An act on a vote that a member has confirmed; carried out after the decision."""
    records: GroupChange | None = None
    """Changes in the group's record."""
    approval: Approval | None = None
    """An operator's answer about letters that wait. Whether its token is one of ours, and what
    became of the letters, only the outbox knows; so a replay decides the same without one."""


@dataclass(frozen=True, slots=True)
class MomentDecision:
    """What one moment changes about a proposal, a ticket or a weekly letter, and the
    letters it causes. Carried out in one transaction, or not at all.
    """

    why: str
    outcome: State | None = None
    """The proposal's new outcome; None: it stays open."""
    put_off: PutOff | None = None
    reminded: bool = False
    closes: datetime | None = None
    """The closing time now in force, if it changed."""
    due: datetime | None = None
    """When to look again; None: unchanged, or never once the proposal is settled."""
    letters: tuple[LetterOrder, ...] = ()
    desk: DeskChange | None = None
    """Changes at the help desk."""
    post_at: datetime | None = None
    """When to post the result, if a person may announce it before."""
    by_hand: Act | None = None
    """An act that is in no mail of the thread."""
    recounted: bool = False
    """The outcome is that of a recount."""
    records: GroupChange | None = None
    """Changes in the group's record."""


Decision = MailDecision | MomentDecision
