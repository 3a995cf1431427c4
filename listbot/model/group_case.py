"""What deciding one mail, or one look at the clock, needs of the group's record. Only values."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from listbot.model.list_rules import ListRules
from listbot.model.policy import Roster
from listbot.model.records.acts import GroupChange, RecordAct
from listbot.model.records.folding import after
from listbot.model.records.group import Group
from listbot.model.records.newcomers import Starter
from listbot.model.records.rules import GroupRules
from listbot.model.weekly.recap import OpenVote, TicketLine

GROUP = "group"
"""The kind of its round: when the record is looked at next."""


@dataclass(frozen=True, slots=True)
class GroupCase:
    """The record beside one mail."""

    rules: GroupRules
    group: Group
    roster: Roster
    """Who votes, by the configuration; it also says which addresses belong together."""
    bot: ListRules
    """The rules of the bot's own address, from which private letters come."""
    lists: tuple[str, ...] = ()
    """The lists that decide, in the order of the configuration."""
    used: int = 0
    """How many acts the mail has made so far."""
    place: str = ""
    """The watched address that it came through."""
    is_desk: bool = False
    """That is a help desk."""
    on_list: bool = False
    """A list that decides has the mail, too, so people there have read it."""
    is_live: bool = False
    """It is neither history nor an import."""
    is_ours: bool = False
    """Its author is, or was, of the group, of the project or on the roster."""
    is_new: bool = False
    """Its author has written nothing here before, apart from votes and commands."""
    community: str = ""
    """The list that is offered to somebody new at the help desk."""
    starters: tuple[Starter, ...] = ()
    """The open tickets that are marked for newcomers; only beside somebody new's mail."""
    passed: frozenset[str] = frozenset()
    """The votes that passed, V-31; only beside a mail that may say that one was applied."""
    opened_by: str = ""
    """Message-ID of the mail that opened the ticket it belongs to."""
    confirmed: bool = False
    """The author has answered a question that only their mailbox got."""
    said: GroupChange | None = None
    """What the mail did when it was decided first; since then, somebody whom it names was
    forgotten."""

    def after(self, acts: tuple[RecordAct, ...]) -> Self:
        """Return the record as it is after these acts of the same mail."""
        if not acts:
            return self
        return replace(self, group=after(self.group, acts), used=self.used + len(acts))


@dataclass(frozen=True, slots=True)
class Nearby:
    """What an agenda shows besides the record."""

    votes: tuple[OpenVote, ...] = ()
    """Those that close soon."""
    tickets: tuple[TicketLine, ...] = ()
    """Public ones that have waited long."""


@dataclass(frozen=True, slots=True)
class GroupRound:
    """One look at the record: everything needed to decide what is due now."""

    rules: GroupRules
    group: Group
    roster: Roster
    bot: ListRules
    now: datetime
    nonce: str = ""
    """Drawn by the edge, so that nobody can guess the tokens of questions asked now."""
    nearby: Nearby = Nearby()
    lists: tuple[str, ...] = ()
    starters: tuple[Starter, ...] = ()
    """The open tickets that are marked for newcomers."""
    due: datetime | None = None
    """When this look was due, if the daemon was down or busy then; None: now."""

    def key(self, what: str) -> str:
        """Return the key of an act of this look; `what` tells its acts apart."""
        return f"{self.now:%Y%m%dT%H%M%S} {what}"

    def after(self, acts: tuple[RecordAct, ...]) -> Self:
        """Return the record as it is after these acts of the same look."""
        return replace(self, group=after(self.group, acts)) if acts else self
