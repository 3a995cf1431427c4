"""What deciding needs to know of a list, as the configuration in force says it. Only values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from listbot.mail import Level, ListContext
from listbot.model.desk.rules import DeskRules
from listbot.model.policy import Policy, Roster
from listbot.model.recap_rules import NO_RECAP, RecapRules


class ListRole(StrEnum):
    """What a watched address is for."""

    DECISIONS = "decisions"
    SUPPORT = "support"
    BOT = "bot"
    """The bot's own address, where only commands are taken."""
    RETIRED = "retired"
    """No longer watched: its mails can still be read again, and its open votes stay as they are."""


@dataclass(frozen=True, slots=True)
class ListRules:
    """What deciding needs to know of a list: from the config in force when the mail was
    received.
    """

    address: str
    role: ListRole
    policies: tuple[Policy, ...]
    """The classes of the list's preset, in the preset's order."""
    roster: Roster
    identity: Level
    live_since: datetime | None
    """None: letters are never written (import, replay before the first start)."""
    trusted_hops: tuple[str, ...] = ()
    own_addresses: tuple[str, ...] = ()
    desk: DeskRules = field(default_factory=DeskRules)
    """How a support list works; of any other list only the delimiter of addresses counts."""
    recap: RecapRules = NO_RECAP
    """When a list that decides gets its recap. Rules of an older version say nothing of it: none.
    """

    @property
    def context(self) -> ListContext:
        """What the reader must know of the list."""
        is_desk = self.role is ListRole.SUPPORT
        return ListContext(
            self.address, self.trusted_hops, self.own_addresses, self.desk.delimiter, is_desk
        )

    @property
    def tags(self) -> dict[str, str]:
        """Subject tag, upper case -> name of the class it opens."""
        return {tag: policy.name for policy in self.policies for tag in policy.tags}

    def binds(self, level: Level) -> bool:
        """Whether a mail of this level is sure enough for a vote or an act on this list."""
        return level.meets(self.identity)

    def policy_for(self, tag: str) -> Policy:
        """The class a subject tag opens. Raises StopIteration for a tag that is none of the
        preset's.
        """
        return next(policy for policy in self.policies if tag in policy.tags)
