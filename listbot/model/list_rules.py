"""The configuration of a list, as far as decisions need it. Only values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from listbot.mail import Level, ListContext
from listbot.model.desk.rules import DeskRules
from listbot.model.policy import Policy, Roster, class_opened
from listbot.model.recap_rules import NO_RECAP, RecapRules


class ListRole(StrEnum):
    """The purpose of a watched address."""

    DECISIONS = "decisions"
    SUPPORT = "support"
    BOT = "bot"
    """The bot's own address, which only takes commands."""
    RETIRED = "retired"
    """No longer watched: its mails can still be re-read, and its open votes stay unchanged."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where people find what they need to count a vote again, besides the mails."""

    preset: str = ""
    """The community's own preset that the list decides by; "" for a shipped one, which everybody
    who has listbot has.
    """
    policy_url: str = ""
    """Where that preset's file is published; "" if it is not."""
    roster_url: str = ""


@dataclass(frozen=True, slots=True)
class ListRules:
    """The configuration of a list that decisions need, in force when the mail was received."""

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
    """How a support list works; for other lists only the address delimiter counts."""
    recap: RecapRules = NO_RECAP
    """When a deciding list gets its recap. Rules stored by an older version lack this and
    give no recap.
    """
    published: Published = Published()
    """What the letter with a result says about counting it again."""
    authserv_id: str = ""
    """How our mail host names itself where it says what it checked; "": it checks nothing."""
    trusted_sealers: tuple[str, ...] = ()
    """Whose seals on changed mails are believed."""
    host_signature: str = ""
    """The domain with which its host signs what it passes on; "": its hosts have names."""
    taps: tuple[str, ...] = ()
    """The addresses at which its mail host hands us each mail before the list does."""

    @property
    def context(self) -> ListContext:
        """What the mail reader must know about the list."""
        is_desk = self.role is ListRole.SUPPORT
        return ListContext(
            self.address,
            self.trusted_hops,
            self.own_addresses,
            self.desk.delimiter,
            is_desk,
            asks_proof=self.identity is Level.VERIFIED,
            authserv_id=self.authserv_id,
            trusted_sealers=self.trusted_sealers,
            host_signature=self.host_signature,
            is_tapped=bool(self.taps),
        )

    @property
    def tags(self) -> dict[str, str]:
        """Subject tag, upper case -> name of the class it opens."""
        return {tag: policy.name for policy in self.policies for tag in policy.tags}

    def binds(self, level: Level) -> bool:
        """Whether a mail of this level is certain enough for a vote or an act on this list."""
        return level.meets(self.identity)

    def policy_for(self, tag: str, title: str) -> Policy:
        """The class that a subject opens; the tag must be one of the preset's."""
        policy = class_opened(self.policies, tag, title)
        assert policy is not None
        return policy


def keeper_of(lists: Iterable[ListRules], address: str) -> ListRules | None:
    """The first list that has somebody on its roster or in its team. One that is no longer watched
    does not count: an operator could not take them off.
    """
    watched = (each for each in lists if each.role is not ListRole.RETIRED)
    having = (each for each in watched if each.roster.holds(address) or address in each.desk.team)
    return next(having, None)
